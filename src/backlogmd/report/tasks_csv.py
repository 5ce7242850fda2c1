"""For spreadsheets: comma-separated values with a header (RFC 4180, but for line feeds alone at the ends of lines)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlogmd.pattern import lazy
from backlogmd.report._results import printable
from backlogmd.report._tasks import AmountRow, SumsRow, TaskList, TaskRow, TaskSums, hours

# https://owasp.org/www-community/attacks/CSV_Injection: what makes a spreadsheet calculate, full-width forms too.
_FORMULA = lazy("[=+@\\-\t\r＝＋＠－]")
_NUMBER = lazy(r"[+-]?[0-9]+(?:[.,][0-9]+)?")

_TASK = (
    "path line form id project category milestone priority state title estimate hours_low hours_high points_low "
    "points_high assignee tags due depth counted"
).split()
_SUMS = "tasks open done percent without_estimate hours_low hours_high points_low points_high".split()


def render(report: TaskList | TaskSums, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """A line of names, and a line for each task or each of the finest groups; *color* and *columns* change nothing.

    Texts are quoted and numbers are not. A text that a spreadsheet would take for a formula has a `'` before it.
    """
    if isinstance(report, TaskList):
        yield _line(_TASK)
        yield from (_line(_task(row)) for row in report.tasks)
    else:
        yield _line([*report.by, *_SUMS])
        yield from (_line([*map(_cell, one.group.values()), *_sums(one.sums)]) for one in report.groups)


def _line(cells: Iterable[str | int | float]) -> str:
    # Quoted, a text stays in its cell also where the spreadsheet splits at semicolons.
    return ",".join(_quoted(cell) if isinstance(cell, str) else str(cell) for cell in cells)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _cell(text: str | None) -> str:
    text = printable(" ".join(text.split())) if text else ""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _task(row: TaskRow) -> list[str | int | float]:
    texts = (row.form, row.id, row.project, row.category, row.milestone, row.priority, row.state, row.title)
    figures: list[str | int | float] = ["", "", "", ""]
    if row.estimate is not None and row.estimate.kind == "duration":
        figures[:2] = hours(row.estimate.low), hours(row.estimate.high)
    elif row.estimate is not None and row.estimate.kind == "points":
        figures[2:] = row.estimate.low, row.estimate.high
    written = row.estimate.text if row.estimate is not None else None
    rest = (", ".join(row.assignees), ", ".join(row.tags), row.due)
    return [
        _cell(row.path),
        row.line,
        *map(_cell, texts),
        _cell(written),
        *figures,
        *map(_cell, rest),
        row.depth,
        row.counted,
    ]


def _sums(sums: SumsRow) -> list[str | int | float]:
    percent = "" if sums.percent is None else sums.percent
    figures = [sums.tasks, sums.open, sums.done, percent, sums.without_estimate]
    return [*figures, *_ends(sums.minutes, in_hours=True), *_ends(sums.points, in_hours=False)]


def _ends(amount: AmountRow, *, in_hours: bool) -> list[str | int | float]:
    if not amount.tasks:
        return ["", ""]
    return [hours(amount.low), hours(amount.high)] if in_hours else [amount.low, amount.high]
