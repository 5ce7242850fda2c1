"""For reviewdog, which comments on changes wherever they are reviewed: the Reviewdog Diagnostic Format.

The fields are those of https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; columns count the bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from backlogmd.diagnostics import Fix, Severity, apply_edits
from backlogmd.report._json import escaped, holdable
from backlogmd.report._regions import Columns, on_one_line
from backlogmd.report._results import FileResult, explained, is_fixable, printable, sentence
from backlogmd.source import Source, Span


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Position(_Model):
    """Line and column, from 1."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Range(_Model):
    """The end is exclusive."""

    start: Position
    end: Position


class Location(_Model):
    """A range of a file."""

    path: str
    range: Range


class Code(_Model):
    """The rule."""

    value: str


class Suggestion(_Model):
    """Text to put in the place of a range."""

    range: Range
    text: str


class RelatedLocation(_Model):
    """A place that a finding rests on."""

    message: str
    location: Location


class RdDiagnostic(_Model):
    """One finding."""

    message: str
    location: Location
    severity: Literal["ERROR", "WARNING", "INFO"]
    code: Code
    suggestions: list[Suggestion]
    related_locations: list[RelatedLocation]


class Origin(_Model):
    """The program that found it."""

    name: Literal["backlogmd"]


class DiagnosticResult(_Model):
    """A whole report."""

    source: Origin
    diagnostics: list[RdDiagnostic]


_SEVERITIES: dict[Severity, Literal["ERROR", "WARNING", "INFO"]] = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.INFO: "INFO",
}


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The report as one JSON object. What can be fixed, with *unsafe_fixes* at all, is a suggestion."""
    found = [one for result in results for one in _file(result, unsafe_fixes)]
    report = DiagnosticResult(source=Origin(name="backlogmd"), diagnostics=found)
    yield escaped(report.model_dump_json(indent=2))


def _file(result: FileResult, unsafe_fixes: bool) -> Iterator[RdDiagnostic]:
    source, path = result.source, printable(result.path)
    columns = Columns(source, "utf-8")

    def between(start: int, end: int) -> Range:
        first, last = (
            Position(line=source.position(offset).line, column=columns.column(offset)) for offset in (start, end)
        )
        return Range(start=first, end=last)

    def located(span: Span) -> Location:
        region = on_one_line(span, source)
        return Location(path=path, range=between(region.start, region.end))

    for one in result.diagnostics:
        whole = _whole(one.fix, source) if one.fix and is_fixable(one, unsafe_fixes=unsafe_fixes) else None
        yield RdDiagnostic(
            message="\n".join((sentence(one.message), *explained(one, source))),
            location=located(one.span),
            severity=_SEVERITIES[one.severity],
            code=Code(value=f"{one.code} {one.name}"),
            suggestions=[Suggestion(range=between(*whole[0]), text=holdable(whole[1]))] if whole else [],
            related_locations=[
                RelatedLocation(message=sentence(each.message), location=located(each.span))
                for each in one.evidence
                if each.span is not None
            ],
        )


def _whole(fix: Fix, source: Source) -> tuple[Span, str] | None:
    """The edits of a fix as one, for several suggestions are several choices; None if they lie on different lines."""
    whole = Span(fix.edits[0].span.start, fix.edits[-1].span.end)
    if len(fix.edits) > 1 and source.position(whole.start).line != source.position(whole.end).line:
        return None
    return whole, apply_edits(source.text[: whole.end], fix.edits)[whole.start :]
