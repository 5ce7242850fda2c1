"""Places of a text that are alike: what may be compared, and what programs read."""

from __future__ import annotations

from backlogmd.nodes import Document, SummaryTable, Table
from backlogmd.source import Source, Span


def mark_before(source: Source, place: int) -> str:
    """What stands before *place* in its line, blanks aside: the last character, or nothing at the line's beginning.

    Figures and words behind the same mark are written for the same readers: `(4h)`, `| 4h |`, `Effort: 4h`.
    """
    before = source.text[source.line_span(source.position(place).line).start : place].rstrip()
    return before[-1:]


def lines_read(document: Document) -> list[Span]:
    """The lines from which headings, tasks and tables are read, in order, without their line ends."""
    source = document.source
    numbers: set[int] = set()

    def add(start: int, end: int) -> None:
        numbers.update(range(source.position(start).line, source.position(max(start, end - 1)).line + 1))

    for section in document.all_sections:
        add(*section.heading.span)
    for task in document.tasks:
        add(task.span.start, max(task.span.start, task.title.span.end))
    for item in document.items:
        if isinstance(item, Table | SummaryTable):
            add(*item.span)
    return [source.line_span(number) for number in sorted(numbers)]
