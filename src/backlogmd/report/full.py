"""For people: each finding with its line, what it rests on, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.report._results import FileResult, explained, is_fixable, printable, sentence, summary
from backlogmd.report._terminal import Paint, title
from backlogmd.source import Source
from backlogmd.width import display_width, first, last

_WIDEST = 100
"""Columns of a source line that are shown; longer lines are cut on both sides of the finding."""

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_BLUE, _BOLD, _GREEN = "1;34", "1", "32"


def render(
    results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False, links: bool = False
) -> Iterator[str]:
    """The lines of the report, with ANSI colours if *color*, and with *links* from codes to the pages of rules.

    `[*]` marks what can be fixed: safely, or with *unsafe_fixes* at all.
    """
    paint = Paint(color)
    results = list(results)
    for result in results:
        for diagnostic in result.diagnostics:
            fixable = is_fixable(diagnostic, unsafe_fixes=unsafe_fixes)
            yield from _finding(diagnostic, result, paint, fixable, links)
            yield ""
    found = any(result.diagnostics for result in results)
    yield paint(summary(results, unsafe_fixes=unsafe_fixes), _BOLD if found else _GREEN)


def _finding(diagnostic: Diagnostic, result: FileResult, paint: Paint, fixable: bool, links: bool) -> Iterator[str]:
    source, color = result.source, _COLORS[diagnostic.severity]
    line, column = source.position(diagnostic.span.start)
    word = "note" if diagnostic.severity is Severity.INFO else diagnostic.severity.value
    head = paint(f"{word}[{title(diagnostic, links=links)}]", color)
    mark = f" {paint('[*]', _BLUE)}" if fixable else ""
    yield f"{head}{mark}: {paint(sentence(diagnostic.message), _BOLD)}"
    number = str(line)
    gutter = " " * len(number)
    bar = paint("|", _BLUE)
    yield f"{gutter}{paint('-->', _BLUE)} {printable(result.path)}:{line}:{column}"
    text, before, marked = _excerpt(source, diagnostic)
    yield f"{gutter} {bar}"
    yield f"{paint(number, _BLUE)} {bar} {text}".rstrip()
    yield f"{gutter} {bar} {' ' * before}{paint('^' * marked, color)}"
    equals = paint("=", _BLUE)
    for explanation in explained(diagnostic, source):
        yield f"{gutter} {equals} {explanation}"


def _excerpt(source: Source, diagnostic: Diagnostic) -> tuple[str, int, int]:
    """The source line as it can be shown, and in columns: what stands before the mark, and the mark."""
    start, end = diagnostic.span
    line = source.line_span(source.position(start).line)
    start = min(max(start, line.start), line.end)
    end = min(max(end, start), line.end)
    # More than can be shown, also where marks stand on the letters, and no more than that of a line of megabytes.
    text, reach = source.text, 4 * _WIDEST
    parts = (
        text[max(line.start, start - reach) : start],
        text[start : min(end, start + reach)],
        text[end : min(line.end, end + reach)],
    )
    left, mark, right = _cut([printable(part.replace("\t", "    ")) for part in parts])
    return left + mark + right, display_width(left), max(display_width(mark), 1)


def _cut(parts: Sequence[str]) -> tuple[str, str, str]:
    left, mark, right = parts
    if display_width(left) + display_width(mark) + display_width(right) <= _WIDEST:
        return left, mark, right
    if display_width(mark) > _WIDEST // 2:
        mark = first(mark, _WIDEST // 2) + "…"
    room = (_WIDEST - display_width(mark)) // 2
    if display_width(left) > room:
        left = "…" + last(left, room)
    room = _WIDEST - display_width(mark) - display_width(left)
    if display_width(right) > room:
        right = first(right, room) + "…"
    return left, mark, right
