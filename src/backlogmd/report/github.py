"""Annotations on a pull request: commands to GitHub Actions, which reads them in what a step prints.

The commands and their escapes are those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts;
the runner drops columns unless the annotation begins and ends on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlogmd.diagnostics import Severity
from backlogmd.report._regions import on_one_line
from backlogmd.report._results import FileResult, explained, printable, sentence

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """One command for each finding; *color* and *unsafe_fixes* change nothing here."""
    for result in results:
        for one in result.diagnostics:
            region = on_one_line(one.span, result.source)
            column = result.source.position(region.start).column
            properties = {
                "file": printable(result.place),
                "line": str(region.line),
                "endLine": str(region.line),
                "col": str(column),
                "endColumn": str(column + region.end - region.start),
                "title": f"{one.code} {one.name}",
            }
            given = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
            message = "\n".join((sentence(one.message), *explained(one, result.source)))
            yield f"::{_COMMANDS[one.severity]} {given}::{_escaped(message, _MESSAGE)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
