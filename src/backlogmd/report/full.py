"""For people: each finding with its line, what it rests on, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic, Evidence, Safety, Severity
from backlogmd.report._results import FileResult, printable, summary
from backlogmd.source import Source

_WIDEST = 100
"""Columns of a source line that are shown; longer lines are cut on both sides of the finding."""

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_BLUE, _BOLD, _GREEN = "1;34", "1", "32"


class _Paint(NamedTuple):
    on: bool

    def __call__(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.on else text


def render(results: Iterable[FileResult], *, color: bool = False) -> Iterator[str]:
    """The lines of the report, with ANSI colours if *color*."""
    paint = _Paint(color)
    results = list(results)
    for result in results:
        for diagnostic in result.diagnostics:
            yield from _finding(diagnostic, result, paint)
            yield ""
    found = any(result.diagnostics for result in results)
    yield paint(summary(results), _BOLD if found else _GREEN)


def _finding(diagnostic: Diagnostic, result: FileResult, paint: _Paint) -> Iterator[str]:
    source, color = result.source, _COLORS[diagnostic.severity]
    line, column = source.position(diagnostic.span.start)
    word = "note" if diagnostic.severity is Severity.INFO else diagnostic.severity.value
    head = paint(f"{word}[{diagnostic.code} {diagnostic.name}]", color)
    yield f"{head}: {paint(printable(diagnostic.message), _BOLD)}"
    number = str(line)
    gutter = " " * len(number)
    bar = paint("|", _BLUE)
    yield f"{gutter}{paint('-->', _BLUE)} {printable(result.path)}:{line}:{column}"
    text, before, marked = _excerpt(source, diagnostic)
    yield f"{gutter} {bar}"
    yield f"{paint(number, _BLUE)} {bar} {text}".rstrip()
    yield f"{gutter} {bar} {' ' * before}{paint('^' * marked, color)}"
    equals = paint("=", _BLUE)
    for evidence in diagnostic.evidence:
        yield f"{gutter} {equals} {_evidence(evidence, source)}"
    if diagnostic.guess:
        yield f"{gutter} {equals} this is a guess: only the wording speaks for it"
    if diagnostic.help is not None:
        unsafe = diagnostic.fix is not None and diagnostic.fix.safety is Safety.UNSAFE
        yield f"{gutter} {equals} help: {printable(diagnostic.help)}{' (unsafe fix)' if unsafe else ''}"


def _evidence(evidence: Evidence, source: Source) -> str:
    if evidence.span is None:
        return printable(evidence.message)
    return f"{printable(evidence.message)} (line {source.position(evidence.span.start).line})"


def _excerpt(source: Source, diagnostic: Diagnostic) -> tuple[str, int, int]:
    """The source line as it can be shown, and in columns: what stands before the mark, and the mark."""
    start, end = diagnostic.span
    line = source.line_span(source.position(start).line)
    end = min(max(end, start), line.end)
    raw = source.text[line.start : line.end]
    parts = (raw[: start - line.start], raw[start - line.start : end - line.start], raw[end - line.start :])
    shown = [printable(part.replace("\t", "    ")) for part in parts]
    left, mark, right = _cut(shown)
    return left + mark + right, _width(left), max(_width(mark), 1)


def _cut(parts: Sequence[str]) -> tuple[str, str, str]:
    left, mark, right = parts
    if len(left) + len(mark) + len(right) <= _WIDEST:
        return left, mark, right
    if len(mark) > _WIDEST // 2:
        mark = mark[: _WIDEST // 2] + "…"
    room = (_WIDEST - len(mark)) // 2
    if len(left) > room:
        left = "…" + left[-room:]
    room = _WIDEST - len(mark) - len(left)
    if len(right) > room:
        right = right[: max(room, 0)] + "…"
    return left, mark, right


def _width(text: str) -> int:
    """How many columns a terminal gives to *text*."""
    if text.isascii():
        return len(text)
    # Only lines that hold more than ASCII pay for the tables.
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)
