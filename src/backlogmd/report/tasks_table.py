"""For people: tasks, or sums over groups of them, in aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from backlogmd.report._results import counted, printable
from backlogmd.report._tasks import AmountRow, SumsRow, TaskList, TaskRow, TaskSums, hours
from backlogmd.report._terminal import Paint
from backlogmd.width import display_width, first, last

_BOLD, _DIM = "1", "2"
_GAP = "  "

_TITLE = 20
"""Columns that titles have at least: where these are not left, other columns give way."""

# Where the terminal is too narrow for all columns, these give way one after the other.
_GIVING_WAY = ("Form", "Category", "Project", "Assignee", "Estimate", "State", "Priority")


@dataclass(slots=True)
class _Column:
    name: str
    cells: Sequence[str]
    right: bool = False
    least: int | None = None
    """How narrow it may get; None for one that is never cut."""
    keeps_end: bool = False
    """Whether what is cut off is the beginning."""
    width: int = 0

    def __post_init__(self) -> None:
        self.width = max(map(display_width, (self.name, *self.cells)))

    @property
    def narrowest(self) -> int:
        return self.width if self.least is None else min(self.width, self.least)

    def shown(self, text: str) -> str:
        taken = display_width(text)
        if taken > self.width:
            text = "…" + last(text, self.width - 1) if self.keeps_end else first(text, self.width - 1) + "…"
            taken = display_width(text)
        blanks = " " * (self.width - taken)
        return blanks + text if self.right else text + blanks


def render(report: TaskList | TaskSums, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """The lines of the table, with ANSI colours if *color*; cut to a terminal of so many *columns*, if given."""
    paint = Paint(color)
    if isinstance(report, TaskSums):
        yield from _sums(report, paint, columns)
    else:
        yield from _tasks(report, paint, columns)


def _tasks(report: TaskList, paint: Paint, room: int | None) -> Iterator[str]:
    rows, several = report.tasks, len(report.files) > 1
    if rows:
        forms = {row.form for row in rows}
        places = [f"{_text(row.path)}:{row.line}" if several else str(row.line) for row in rows]
        table = [
            _Column("Place" if several else "Line", places, not several, 12 if several else None, keeps_end=True),
            # Boxes are what everyone expects; how all else came to be a task must be seen.
            _Column("Form", [row.form if forms != {"checkbox"} else "" for row in rows]),
            _Column("Priority", [_text(row.priority) for row in rows]),
            _Column("State", [row.state for row in rows]),
            _Column("Estimate", [_estimate(row) for row in rows], right=True, least=10),
            _Column("Assignee", [_text(", ".join(row.assignees)) for row in rows], least=8),
            _Column("Project", [_text(row.project) for row in rows], least=10),
            _Column("Category", [_text(row.category) for row in rows], least=10),
            # The last, so that nothing stands to its right that a long one would push away.
            _Column("Title", [_GAP * row.depth + _text(row.title) for row in rows], least=_TITLE),
        ]
        # Columns in which nothing stands would only take room.
        table = [column for column in table if any(column.cells)]
        styles = [_DIM if row.state in ("done", "cancelled") else "" for row in rows]
        yield from _lines(table, styles, paint, room)
        yield ""
    yield paint(_last_line(report), _BOLD)


def _sums(report: TaskSums, paint: Paint, room: int | None) -> Iterator[str]:
    labels: list[list[str]] = []
    sums: list[SumsRow] = []
    styles: list[str] = []
    subtotals = {tuple(one.group.values()): one.sums for one in report.subtotals}
    keys = [tuple(one.group.values()) for one in report.groups]
    for at, (values, one) in enumerate(zip(keys, report.groups, strict=True)):
        labels.append(["(none)" if value is None else _text(value) for value in values])
        sums.append(one.sums)
        styles.append("")
        following = keys[at + 1] if at + 1 < len(keys) else ()
        for length in range(len(values) - 1, 0, -1):
            group = values[:length]
            # Of a single row, the subtotal is the row itself.
            if following[:length] != group and sum(other[:length] == group for other in keys) > 1:
                labels.append([*labels[-1][:length], "all", *[""] * (len(values) - length - 1)])
                sums.append(subtotals[group])
                styles.append(_BOLD)
    labels.append(["Total", *[""] * (len(report.by) - 1)])
    sums.append(report.total)
    styles.append(_BOLD)
    everything = report.total
    table = [
        _Column(key.capitalize(), [label[at] for label in labels], least=10, keeps_end=key == "file")
        for at, key in enumerate(report.by)
    ]
    table += [
        _Column("Tasks", [str(one.tasks) for one in sums], right=True),
        _Column("Open", [str(one.open) for one in sums], right=True),
        _Column("Done", [str(one.done) for one in sums], right=True),
        _Column("Done %", ["" if one.percent is None else f"{one.percent}%" for one in sums], right=True),
    ]
    if everything.minutes.tasks:
        table.append(_Column("Hours", [_hours(one.minutes) for one in sums], right=True))
    if everything.points.tasks:
        table.append(_Column("Points", [_points(one.points) for one in sums], right=True))
    if everything.without_estimate:
        cells = [str(one.without_estimate or "") for one in sums]
        table.append(_Column("No estimate", cells, right=True))
    yield from _lines(table, styles, paint, room)


def _lines(table: list[_Column], styles: Sequence[str], paint: Paint, room: int | None) -> Iterator[str]:
    if room is not None:
        _fit(table, room)
    yield paint(_GAP.join(column.shown(column.name) for column in table).rstrip(), _BOLD)
    for at, style in enumerate(styles):
        line = _GAP.join(column.shown(column.cells[at]) for column in table).rstrip()
        yield paint(line, style) if style else line


def _fit(table: list[_Column], room: int) -> None:
    """Make columns narrower, and leave some out, until all go into so many columns of the terminal."""

    def too_wide(widths: Iterable[int]) -> int:
        return sum(widths) + len(_GAP) * (len(table) - 1) - room

    for name in _GIVING_WAY:
        if too_wide(column.narrowest for column in table) <= 0:
            break
        table[:] = [column for column in table if column.name != name]
    flexible = [column for column in table if column.least is not None]
    while flexible and (excess := too_wide(column.width for column in table)) > 0:
        # What is longer than most is cut first; nothing goes below what it should keep, but for the last column.
        widest = max(flexible, key=lambda column: column.width - column.narrowest)
        if widest.width <= widest.narrowest:
            table[-1].width = max(1, table[-1].width - excess)
            return
        widest.width = max(widest.narrowest, widest.width - max(1, excess // len(flexible)))


def _text(text: str | None) -> str:
    return printable(" ".join(text.split())) if text else ""


def _estimate(row: TaskRow) -> str:
    if row.estimate is None:
        return ""
    text = _text(row.estimate.text)
    return f"~{text}" if row.estimate.approximate and text[:1].isdigit() else text


def _hours(amount: AmountRow) -> str:
    return _amount(hours(amount.low), hours(amount.high), amount) if amount.tasks else ""


def _points(amount: AmountRow) -> str:
    return _amount(amount.low, amount.high, amount) if amount.tasks else ""


def _amount(low: float, high: float, amount: AmountRow) -> str:
    ends = dict.fromkeys(f"{end:.2f}".rstrip("0").rstrip(".") for end in (low, high))
    return "-".join(ends) + ("+" if amount.open_end else "")


def _last_line(report: TaskList) -> str:
    """`57 tasks, 331 hours, 12 done`, and what the listed tasks beside these are."""
    sums = report.sums
    in_files = f" in {len(report.files)} files" if len(report.files) > 1 else ""
    if not report.tasks:
        return f"No tasks{in_files}" + (f" ({report.left_out} do not match)" if report.left_out else "")
    parts = [counted(sums.tasks, "task") + in_files]
    if sums.minutes.tasks:
        text = _hours(sums.minutes)
        parts.append(f"{text} hour{'' if text == '1' else 's'}")
    if sums.points.tasks:
        text = _points(sums.points)
        parts.append(f"{text} point{'' if text == '1' else 's'}")
    parts.append(f"{sums.done} done")
    if sums.without_estimate:
        every = sums.without_estimate == sums.tasks
        parts.append("no estimates" if every else f"{sums.without_estimate} without estimate")
    # Each unit of work is counted once; what else is listed is said, so that the lines are all accounted for.
    kinds = [row.counted for row in report.tasks]
    cancelled = sum(row.counted == "not" and row.state == "cancelled" for row in report.tasks)
    others = [
        text
        for number, text in (
            (kinds.count("subtasks"), counted(kinds.count("subtasks"), "parent")),
            (kinds.count("parent"), counted(kinds.count("parent"), "subtask")),
            (cancelled, f"{cancelled} cancelled"),
            (kinds.count("not") - cancelled, f"{kinds.count('not') - cancelled} not counted"),
        )
        if number
    ]
    return ", ".join(parts) + (f" (and {', '.join(others)})" if others else "")
