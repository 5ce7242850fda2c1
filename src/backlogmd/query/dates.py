"""The dates of tasks: which of them are days, and what they are called where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from backlogmd.nodes import Date, DateKind, Document, SummaryTable, Table, Task
from backlogmd.source import Span

_LONGEST = 60
"""So much of the line before a date is taken for what it is called."""


def day(written: Date) -> date | None:
    """The day that *written* means; None if there is no such day."""
    try:
        return date.fromisoformat(written.value)
    except ValueError:
        return None


def days(task: Task, kind: DateKind) -> list[tuple[date, Date]]:
    """The dates of this *kind* that *task* has, as far as they are days, from the earliest to the latest."""
    found = [(known, one) for one in task.dates if one.kind is kind and (known := day(one)) is not None]
    return sorted(found, key=lambda one: one[0])


class Names:
    """What the dates of a document are called: `completed:`, `**Start date:**`, the header of a column."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headers: dict[Span, str] = {}
        for item in document.items:
            if isinstance(item, Table | SummaryTable) and item.tasks:
                self._read(item)

    def _read(self, table: Table | SummaryTable) -> None:
        if isinstance(table, Table):
            headers = [cell.text for cell in table.header]
            rows: Iterable[tuple[Span, ...]] = (tuple(cell.span for cell in row) for row in table.rows)
        else:
            headers = [column.header.text for column in table.columns]
            rows = (tuple(cell.span for cell in row.cells) for row in table.rows)
        cells = {span.start: (span, name) for row in rows for span, name in zip(row, headers, strict=False)}
        for task in table.tasks:
            for one in task.dates:
                found = cells.get(one.span.start)
                if found is not None:
                    self._headers[one.span] = found[1].casefold()

    def of(self, written: Date) -> str:
        """What stands before the date in its line, or over it in its table, in lower case."""
        if written.span in self._headers:
            return self._headers[written.span]
        source = self._document.source
        start = source.line_starts[source.position(written.span.start).line - 1]
        return source.text[max(start, written.span.start - _LONGEST) : written.span.start].casefold()
