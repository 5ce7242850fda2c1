"""For people: the tasks that are not as they were, and the work by priority, in aligned columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backlogmd.report._changes import TaskDiff
from backlogmd.report._diff_text import headline, task_cells, totals, work_rows
from backlogmd.report._results import printable
from backlogmd.report._terminal import Paint
from backlogmd.width import display_width, first

_BOLD, _DIM = "1", "2"
_COLORS = {"added": "32", "removed": "31", "finished": _DIM, "cancelled": _DIM}
_GAP = "  "

# The only columns that are no figures.
_LEFT = ("Change", "Place", "Section", "Title", "Priority")


def render(report: TaskDiff, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """The lines of both tables, with ANSI colours if *color*; cut to a terminal of so many *columns*, if given."""
    paint = Paint(color)
    if report.tasks:
        styles = [_BOLD, *(_COLORS.get(row.changes[0], "") for row in report.tasks)]
        rows = [("Change", "Place", "Priority", "Estimate", "Section", "Title"), *map(task_cells, report.tasks)]
        yield from _lines(rows, styles, paint, columns)
        yield ""
        work = work_rows(report)
        yield from _lines(work, [_BOLD, *[""] * (len(work) - 2), _BOLD], paint, columns)
        yield ""
    said = headline(report)
    yield paint(said[0].upper() + said[1:], _BOLD)
    if report.tasks:
        yield totals(report)


def _lines(rows: Sequence[Sequence[str]], styles: Sequence[str], paint: Paint, room: int | None) -> Iterator[str]:
    # Columns in which nothing stands would only take room.
    shown = [column for column in zip(*rows, strict=True) if any(column[1:])]
    plain = [[printable(cell) for cell in column] for column in shown]
    widths = [max(map(display_width, column)) for column in plain]
    for at, style in enumerate(styles):
        cells = []
        for column, width in zip(plain, widths, strict=True):
            blanks = " " * (width - display_width(column[at]))
            cells.append(column[at] + blanks if column[0] in _LEFT else blanks + column[at])
        line = _GAP.join(cells).rstrip()
        if room is not None and display_width(line) > room:
            line = first(line, room - 1) + "…"
        yield paint(line, style) if style else line
