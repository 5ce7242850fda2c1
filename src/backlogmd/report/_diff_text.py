"""What is said to people about two versions: the same words in a terminal and in Markdown, which each make plain."""

from __future__ import annotations

from typing import NamedTuple

from backlogmd.report._changes import ChangeRow, TaskDiff, TaskSide, Work
from backlogmd.report._tasks import AmountRow, EstimateRow, hours

_LONGEST = 200
"""Characters of a title or a section that are shown."""

_ARROW = " → "


class TaskCells(NamedTuple):
    """What a table says about a task, as it is written in the file; empty where there is nothing to say."""

    change: str
    place: str
    priority: str
    estimate: str
    section: str
    """From where to where it moved."""
    title: str


class WorkCells(NamedTuple):
    """What a table says about the work of one priority."""

    priority: str
    tasks: str
    open: str
    hours: str
    hours_left: str
    points: str
    points_left: str


def headline(report: TaskDiff) -> str:
    """`2 added, 1 finished`, or that there is nothing to tell."""
    counts = [f"{number} {kind.replace('-changed', ' changed')}" for kind, number in report.counts.items() if number]
    return ", ".join(counts) or "no task differs"


def totals(report: TaskDiff) -> str:
    """`27 tasks (+1), 161 hours (+3), 149 hours left (-9)`."""
    before, after = report.before, report.after
    parts = [_with_difference(before.total.tasks, after.total.tasks, "task")]
    if before.total.minutes.tasks or after.total.minutes.tasks:
        parts.append(_amount_with_difference(before.total.minutes, after.total.minutes, "hour"))
        parts.append(_amount_with_difference(before.left.minutes, after.left.minutes, "hour", " left"))
    if before.total.points.tasks or after.total.points.tasks:
        parts.append(_amount_with_difference(before.total.points, after.total.points, "point"))
        parts.append(_amount_with_difference(before.left.points, after.left.points, "point", " left"))
    return ", ".join(parts)


def work_rows(report: TaskDiff) -> list[WorkCells]:
    """A header, a row for each priority, and one for everything; what no version has is an empty column."""
    rows = [("(none)" if one.priority is None else one.priority, one.before, one.after) for one in report.priorities]
    cells = [_work(*row) for row in (*rows, ("Total", report.before, report.after))]
    return [WorkCells("Priority", "Tasks", "Open", "Hours", "Hours left", "Points", "Points left"), *cells]


def task_cells(row: ChangeRow) -> TaskCells:
    """What a table says about one task."""
    before, after = row.before or row.after, row.after or row.before
    if before is None or after is None:
        raise ValueError("a change is one of some task")
    return TaskCells(
        ", ".join(f"now {after.state}" if change == "state-changed" else change for change in row.changes),
        f"{after.path}:{after.line}",
        _from_to(before.priority or "none", after.priority or "none") if before.priority or after.priority else "",
        _estimates(before.estimate, after.estimate, told="re-estimated" in row.changes),
        _from_to(*_sections(before, after)) if "moved" in row.changes else "",
        _from_to(_short(before.title), _short(after.title)),
    )


def _work(name: str, before: Work, after: Work) -> WorkCells:
    def amounts(was: AmountRow, now: AmountRow, noun: str) -> str:
        return _from_to(_amount(was, noun), _amount(now, noun)) if was.tasks or now.tasks else ""

    was, now = before.total, after.total
    return WorkCells(
        name,
        _from_to(str(was.tasks), str(now.tasks)),
        _from_to(str(was.open), str(now.open)),
        amounts(was.minutes, now.minutes, "hour"),
        amounts(before.left.minutes, after.left.minutes, "hour"),
        amounts(was.points, now.points, "point"),
        amounts(before.left.points, after.left.points, "point"),
    )


def _with_difference(was: int, now: int, noun: str) -> str:
    return f"{now} {noun}{'' if now == 1 else 's'}" + (f" ({now - was:+})" if now != was else "")


def _amount_with_difference(was: AmountRow, now: AmountRow, noun: str, left: str = "") -> str:
    text, difference = _amount(now, noun), _difference(was, now, noun)
    return f"{text} {noun}{'' if text == '1' else 's'}{left}" + (f" ({difference})" if difference else "")


def _ends(amount: AmountRow, noun: str) -> tuple[float, float]:
    return (hours(amount.low), hours(amount.high)) if noun == "hour" else (amount.low, amount.high)


def _amount(amount: AmountRow, noun: str) -> str:
    """`6`, `6-7.5`, `6+`."""
    return "-".join(dict.fromkeys(map(_number, _ends(amount, noun)))) + ("+" if amount.open_end else "")


def _difference(was: AmountRow, now: AmountRow, noun: str) -> str:
    ends = [new - old for old, new in zip(_ends(was, noun), _ends(now, noun), strict=True)]
    texts = [("+" if end > 0 else "") + _number(end) for end in ends]
    return " to ".join(dict.fromkeys(texts)) if texts != ["0", "0"] else ""


def _number(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _estimates(before: EstimateRow | None, after: EstimateRow | None, *, told: bool) -> str:
    if told:
        return _from_to(_estimate(before) or "none", _estimate(after) or "none")
    return _estimate(after)


def _estimate(estimate: EstimateRow | None) -> str:
    if estimate is None:
        return ""
    text = _short(estimate.text)
    return f"~{text}" if estimate.approximate and text[:1].isdigit() else text


def _sections(before: TaskSide, after: TaskSide) -> tuple[str, str]:
    """From where to where, without the sections that hold both places."""
    old, new = list(before.section), list(after.section)
    while before.path == after.path and old and new and old[0] == new[0]:
        del old[0], new[0]
    names = [" / ".join(map(_short, one)) for one in (old, new)]
    if before.path != after.path:
        return f"{before.path}: {names[0]}".removesuffix(": "), f"{after.path}: {names[1]}".removesuffix(": ")
    return names[0] or "(top)", names[1] or "(top)"


def _from_to(before: str, after: str) -> str:
    return after if before == after else before + _ARROW + after


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
