"""For merge requests on GitLab: the findings as a Code Quality report, to be kept as an artifact of the job.

The fields are those of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; all others would be
ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.report._fingerprints import identified
from backlogmd.report._json import escaped
from backlogmd.report._regions import on_one_line
from backlogmd.report._results import FileResult, printable, sentence


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lines(_Model):
    """Lines, from 1; the last one included."""

    begin: int = Field(ge=1)
    end: int = Field(ge=1)


class Position(_Model):
    """Line and column, from 1."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Positions(_Model):
    """From the first character to behind the last one."""

    begin: Position
    end: Position


class Location(_Model):
    """Where a finding is."""

    path: str
    lines: Lines
    positions: Positions


class Violation(_Model):
    """One finding."""

    description: str
    check_name: str
    fingerprint: str
    severity: Literal["info", "minor", "major", "critical", "blocker"]
    location: Location


_SEVERITIES: dict[Severity, Literal["info", "minor", "major"]] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The report as one JSON array; *color* and *unsafe_fixes* change nothing here."""
    found = [_violation(result, one, fingerprint) for result, each in identified(results) for one, fingerprint in each]
    yield escaped(TypeAdapter(list[Violation]).dump_json(found, indent=2).decode())


def _violation(result: FileResult, one: Diagnostic, fingerprint: str) -> Violation:
    region = on_one_line(one.span, result.source)
    column = result.source.position(region.start).column
    begin = Position(line=region.line, column=column)
    end = Position(line=region.line, column=column + region.end - region.start)
    return Violation(
        # Merge requests show no name of a check.
        description=f"{one.code} {one.name}: {sentence(one.message)}",
        check_name=one.name,
        fingerprint=fingerprint,
        severity=_SEVERITIES[one.severity],
        location=Location(
            path=printable(result.place),
            lines=Lines(begin=region.line, end=region.line),
            positions=Positions(begin=begin, end=end),
        ),
    )
