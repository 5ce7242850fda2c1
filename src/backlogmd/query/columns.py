"""How the columns of summary tables stand, so that a figure can be changed and a row added with all in its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from backlogmd.diagnostics import Edit
from backlogmd.nodes import Document, SummaryTable
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.width import display_width

_PIPE = lazy(r"(?<!\\)\|")
_DASH = lazy(r"-")


class _Line(NamedTuple):
    """One line of a table."""

    span: Span
    start: int
    """Where the table begins in it, behind indentation and the marks of quotes."""
    pipes: tuple[int, ...]
    """Where its pipes stand."""
    widths: tuple[int, ...]
    """How many columns of a screen stand before each of them."""


class _Layout:
    """The lines of one table."""

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        first, last = source.position(span.start).line, source.position(max(span.start, span.end - 1)).line
        self.first = first
        self.lines = [self._line(number) for number in range(first, last + 1)]
        self.aligned = self._aligned()
        """The indexes of the pipes that stand one below the other through the whole table."""

    def _line(self, number: int) -> _Line:
        span = self.source.line_span(number)
        text = self.source.slice(span)
        pipes = tuple(span.start + match.start() for match in _PIPE.finditer(text))
        widths, at, width = [], span.start, 0
        for pipe in pipes:
            width += display_width(self.source.text[at:pipe])
            widths.append(width)
            at = pipe
        return _Line(span, span.start + len(text) - len(text.lstrip(" \t>")), pipes, tuple(widths))

    def _aligned(self) -> frozenset[int]:
        shared = min(len(line.pipes) for line in self.lines)
        return frozenset(at for at in range(shared) if len({line.widths[at] for line in self.lines}) == 1)

    def keeps(self, right: int) -> bool:
        """Whether the column on the left of the pipe *right* stands between two aligned edges."""
        return right in self.aligned and (right == 0 or right - 1 in self.aligned)

    def grown(self, right: int, columns: int, besides: int | None) -> list[Edit]:
        """The edits that make the column on the left of the pipe *right* wider in all lines but that at *besides*."""
        edits = []
        for at, line in enumerate(self.lines):
            if at == besides:
                continue
            place = self.padding(line, right)
            fill = " " * columns
            if at == 1:
                dash = _DASH.search(self.source.text, self.left(line, right))
                place, fill = (dash.start() if dash else place), "-" * columns
            edits.append(Edit(Span(place, place), fill))
        return edits

    def left(self, line: _Line, right: int) -> int:
        """Where the cell on the left of the pipe *right* begins."""
        return line.pipes[right - 1] + 1 if right else line.start

    def padding(self, line: _Line, right: int) -> int:
        """Where the blanks of the cell on the left of the pipe *right* are, that fill it: behind it, or before."""
        return self.left(line, right) if self.to_the_right(right) else line.pipes[right]

    def to_the_right(self, right: int) -> bool:
        """Whether the delimiter row says that the column stands at its right edge."""
        delimiter = self.lines[1] if len(self.lines) > 1 else self.lines[0]
        marks = self.source.text[self.left(delimiter, right) : delimiter.pipes[right]].strip()
        return marks.endswith(":") and not marks.startswith(":")


class Columns:
    """The summary tables of a document."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._tables = sorted(document.summaries, key=lambda table: table.span)
        self._starts = [table.span.start for table in self._tables]
        self._layouts: dict[Span, _Layout] = {}

    def edits(self, span: Span, text: str) -> tuple[Edit, ...]:
        """The edits that write *text* over *span*; in a table, with the columns aligned where they were."""
        edit = Edit(span, text)
        index = bisect_right(self._starts, span.start) - 1
        wider = display_width(text) - display_width(self._source.slice(span))
        if index < 0 or wider == 0 or not self._tables[index].span.holds(span):
            return (edit,)
        layout = self._layout(self._tables[index])
        at = self._source.position(span.start).line - layout.first
        line = layout.lines[at]
        right = bisect_left(line.pipes, span.end)
        if right == len(line.pipes) or not layout.keeps(right):
            return (edit,)
        place = layout.padding(line, right)
        if wider < 0:
            return tuple(sorted((edit, Edit(Span(place, place), " " * -wider)), key=lambda one: one.span))
        blanks = self._blanks(line, right, layout)
        spare = max(0, min(wider, blanks - 1))
        pad = Span(place, place + spare) if layout.to_the_right(right) else Span(place - spare, place)
        own = [edit, Edit(pad, "")] if spare else [edit]
        more = layout.grown(right, wider - spare, at) if wider > spare else []
        return tuple(sorted((*own, *more), key=lambda one: one.span))

    def new_row(self, table: SummaryTable, model: Span, texts: Sequence[str], *, before: bool) -> tuple[Edit, ...]:
        """The edits that add a row with the cells *texts* after the row at *model* (or *before* it), in its form."""
        layout = self._layout(table)
        at = self._source.position(model.start).line - layout.first
        line, source = layout.lines[at], self._source
        bounds = [line.start, *(pipe + 1 for pipe in line.pipes)]
        ends = [*line.pipes, line.span.end]
        pieces, edits, cell = [], [], 0
        for right, (start, end) in enumerate(zip(bounds, ends, strict=True)):
            whole = source.text[start:end]
            # In front of the first pipe and behind the last one stands a cell, or nothing.
            at_edge = right in (0, len(line.pipes))
            if cell == len(texts) or (at_edge and not whole.strip()):
                pieces.append(whole)
                continue
            written = texts[cell]
            cell += 1
            lead, trail = " " * (whole[:1] in " \t"), " " * (whole[-1:] in " \t" and right < len(line.pipes))
            if right < len(line.pipes) and layout.keeps(right):
                room = display_width(whole) - display_width(written) - len(lead) - len(trail)
                if room < 0:
                    edits += layout.grown(right, -room, None)
                fill = " " * max(0, room)
                lead, trail = (lead + fill, trail) if layout.to_the_right(right) else (lead, trail + fill)
            pieces.append(lead + written + trail)
        row = source.text[line.span.start : line.start] + "|".join(pieces)
        newline = _line_end(source, layout.lines[at - 1].span.end)
        above = layout.lines[at - 1].span.end if before else line.span.end
        return tuple(sorted((*edits, Edit(Span(above, above), newline + row)), key=lambda one: one.span))

    def content(self, cell: Span) -> str:
        """What stands in the cell that holds *cell*, with the marks of emphasis round it."""
        index = bisect_right(self._starts, cell.start) - 1
        layout = self._layout(self._tables[index])
        line = layout.lines[self._source.position(cell.start).line - layout.first]
        right = bisect_left(line.pipes, cell.end)
        end = line.pipes[right] if right < len(line.pipes) else line.span.end
        return self._source.text[layout.left(line, right) : end].strip()

    def _layout(self, table: SummaryTable) -> _Layout:
        if table.span not in self._layouts:
            self._layouts[table.span] = _Layout(self._source, table.span)
        return self._layouts[table.span]

    def _blanks(self, line: _Line, right: int, layout: _Layout) -> int:
        cell = self._source.text[layout.left(line, right) : line.pipes[right]]
        return len(cell) - len(cell.lstrip(" ") if layout.to_the_right(right) else cell.rstrip(" "))


def _line_end(source: Source, place: int) -> str:
    return "\r\n" if source.text.startswith("\r\n", place) else source.text[place : place + 1] or source.newline
