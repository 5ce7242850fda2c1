"""How much work there is for each priority, project and the like: every unit of work once, as `rollup` counts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from backlogmd.nodes import Document, Kind, Task
from backlogmd.query import attributes
from backlogmd.query.rollup import Addend, Rollup, Total, summed
from backlogmd.vocabulary import DEFAULT, Dialect, State


@dataclass(frozen=True, slots=True)
class Sums:
    """What a group of tasks comes to."""

    tasks: int
    """Units of work, with an estimate or not."""
    done: int
    """How many of them are finished."""
    without_estimate: int
    """How many of them have no estimate of any kind."""
    duration: Total
    """In minutes."""
    points: Total

    @property
    def open(self) -> int:
        """How many are not finished."""
        return self.tasks - self.done

    @property
    def percent(self) -> int | None:
        """How many of 100 tasks are finished, rounded down, so that 100 means all; None without tasks."""
        return 100 * self.done // self.tasks if self.tasks else None


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks that have the same answers."""

    values: tuple[str | None, ...]
    """One for each key, or for the first ones of them: then it is a subtotal. None where tasks have no such value."""
    sums: Sums


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Sums over groups of tasks."""

    groups: tuple[Group, ...]
    """The finest groups, those of one value of the first key beside each other."""
    subtotals: tuple[Group, ...]
    """For each group of groups, outer ones first."""
    total: Sums


_ATTRIBUTES: dict[str, Callable[[Document, Task], str | None]] = {
    "priority": attributes.priority,
    "project": attributes.project,
    "category": attributes.category,
    "milestone": attributes.milestone,
    "state": lambda _, task: task.state.value,
    "assignee": lambda document, task: ", ".join(attributes.assignees(document, task)) or None,
    "form": lambda _, task: task.form.value,
    "file": lambda document, _: document.source.path,
}

KEYS = tuple(_ATTRIBUTES)
"""What tasks can be grouped by."""


def addends_among(document: Document, tasks: Iterable[Task]) -> list[Addend]:
    """What adds up to the sum over *tasks*, the same work once."""
    return Rollup(document).within(document.span, {task.span for task in tasks})


def sums_of(addends: Sequence[Addend]) -> Sums:
    """What *addends* come to."""
    return Sums(
        len(addends),
        sum(addend.task.is_done for addend in addends),
        sum(addend.estimate is None for addend in addends),
        summed(addends, Kind.DURATION),
        summed(addends, Kind.POINTS),
    )


def break_down(
    parts: Iterable[tuple[Document, Sequence[Addend]]], keys: Sequence[str], dialect: Dialect = DEFAULT
) -> Breakdown:
    """The sums of *parts*, which are addends with their documents, for each combination of answers to *keys*.

    Priorities stand in the order of the dialect, states in that of their lives, all else as it comes first; tasks
    without a value come last.
    """
    questions = [_ATTRIBUTES[key] for key in keys]
    found: dict[tuple[str | None, ...], list[Addend]] = {}
    every: list[Addend] = []
    for document, addends in parts:
        every.extend(addends)
        for addend in addends:
            values = tuple(ask(document, addend.task) for ask in questions)
            found.setdefault(values, []).append(addend)
    orders = [_order(key, [values[at] for values in found], dialect) for at, key in enumerate(keys)]
    ordered = sorted(found, key=lambda values: [order[value] for order, value in zip(orders, values, strict=True)])
    subtotals: dict[tuple[str | None, ...], list[Addend]] = {}
    for values in ordered:
        for length in range(1, len(keys)):
            subtotals.setdefault(values[:length], []).extend(found[values])
    return Breakdown(
        tuple(Group(values, sums_of(found[values])) for values in ordered),
        tuple(Group(values, sums_of(subtotals[values])) for values in sorted(subtotals, key=len)),
        sums_of(every),
    )


def _order(key: str, values: Iterable[str | None], dialect: Dialect) -> dict[str | None, int]:
    known: list[str] = []
    if key == "priority":
        known = [level.name for level in dialect.levels]
    elif key == "state":
        known = [state.value for state in State]
    named = [*known, *(value for value in values if value is not None)]
    return {value: at for at, value in enumerate((*dict.fromkeys(named), None))}
