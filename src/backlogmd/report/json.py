"""For programs: one JSON object, described by a published schema (`backlogmd schema report`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backlogmd._version import __version__
from backlogmd.diagnostics import Diagnostic
from backlogmd.report._json import escaped, holdable
from backlogmd.report._results import FileResult
from backlogmd.source import Source, Span


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Model):
    """A range of the text. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)
    start: int = Field(ge=0, description="offset in code points from the start of the text")
    end: int = Field(ge=0)


class EditModel(_Model):
    """Replace what stands at `place` by `text`."""

    place: Place
    text: str


class FixModel(_Model):
    """Edits that belong together."""

    safety: Literal["safe", "unsafe"]
    edits: list[EditModel]


class EvidenceModel(_Model):
    """One thing that a finding rests on."""

    message: str
    place: Place | None


class FindingModel(_Model):
    """One finding."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    place: Place
    evidence: list[EvidenceModel]
    help: str | None
    fix: FixModel | None
    guess: bool


class FileModel(_Model):
    """One checked file."""

    path: str
    findings: list[FindingModel]
    fixed: int = Field(ge=0, description="how many findings were fixed and are in the list no more")


class ReportModel(_Model):
    """A whole report."""

    format: Literal[1] = Field(description="raised when a field changes its meaning or goes away")
    version: str = Field(description="of backlogmd")
    files: list[FileModel]


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The report as one JSON object; *color* and *unsafe_fixes* change nothing here."""
    files = [
        FileModel(path=holdable(one.path), findings=[finding(d, one.source) for d in one.diagnostics], fixed=one.fixed)
        for one in results
    ]
    text = ReportModel(format=1, version=__version__, files=files).model_dump_json(indent=2)
    yield escaped(text)


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ReportModel.model_json_schema(mode="serialization"),
    }


def finding(one: Diagnostic, source: Source) -> FindingModel:
    """The finding as reports in JSON have it."""
    fix = None
    if one.fix is not None:
        edits = [EditModel(place=_place(edit.span, source), text=holdable(edit.text)) for edit in one.fix.edits]
        fix = FixModel(safety=one.fix.safety.value, edits=edits)
    return FindingModel(
        code=one.code,
        name=one.name,
        severity=one.severity.value,
        message=holdable(one.message),
        place=_place(one.span, source),
        evidence=[
            EvidenceModel(message=holdable(e.message), place=e.span and _place(e.span, source)) for e in one.evidence
        ],
        help=holdable(one.help) if one.help is not None else None,
        fix=fix,
        guess=one.guess,
    )


def _place(span: Span, source: Source) -> Place:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return Place(line=line, column=column, end_line=end_line, end_column=end_column, start=span.start, end=span.end)
