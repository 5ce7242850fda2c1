"""How much work: sums over the leaves of the task tree.

A parent's own estimate is a claim about its subtasks and not one more addend, unless they have none of their own.
Cancelled tasks are in no sum. A task without an estimate is counted as such, never as 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backlogmd.nodes import Amount, Document, Estimate, Kind, Selector, Task
from backlogmd.query.selection import Finder
from backlogmd.source import Span
from backlogmd.syntax.estimate import whole
from backlogmd.syntax.selector import parse_selector
from backlogmd.vocabulary import DEFAULT


class Addend(NamedTuple):
    """One part of a sum: a task, and the estimate that stands for it and all below it."""

    task: Task
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over tasks."""

    tasks: int
    """How many tasks went in, with an estimate or not."""
    estimated: int
    """How many of them have an estimate of the kind that is summed."""
    low: Amount
    """The sum of the low ends, in minutes or points."""
    high: Amount
    """The sum of the high ends."""
    open_end: bool = False
    """Whether some estimate has no upper end (`4+ hours`): then `high` is the least that the high end can be."""

    @property
    def missing(self) -> int:
        """How many tasks have no estimate of that kind."""
        return self.tasks - self.estimated


def total(document: Document, selector: Selector | str | None = None, *, kind: Kind = Kind.DURATION) -> Total:
    """The sum of the estimates of the tasks that *selector* selects (all, if None), each unit of work once.

    Durations are in minutes. A string is a selector such as `priority:high state:open`.
    """
    if isinstance(selector, str):
        selector = parse_selector(selector, DEFAULT)
    addends: Sequence[Addend] = Rollup(document).addends
    if selector is not None:
        chosen = {task.span for task in Finder(document).find(selector).tasks}
        addends = [addend for addend in addends if addend.task.span in chosen]
    return summed(addends, kind)


def addends_of(task: Task) -> list[Addend]:
    """What *task* adds to a sum."""
    if not task.counts:
        return []
    below = [addend for child in task.children for addend in addends_of(child)]
    if not below:
        return [Addend(task, task.estimate)]
    if task.estimate is not None and any(addend.estimate is None for addend in below):
        return [Addend(task, task.estimate)]
    return below


def summed(addends: Iterable[Addend], kind: Kind) -> Total:
    """The sum of the estimates of one *kind*."""
    tasks = estimated = 0
    open_end = False
    low: Amount = 0
    high: Amount = 0
    for _, estimate in addends:
        tasks += 1
        if estimate is not None and estimate.kind is kind:
            estimated += 1
            least, most = ends_of(estimate)
            low += least
            high += most
            open_end = open_end or estimate.bound == ">="
    return Total(tasks, estimated, whole(low), whole(high), open_end)


def ends_of(estimate: Estimate) -> tuple[Amount, Amount]:
    """The least and the most that an estimate allows: `under 2 hours` begins at nothing."""
    least, most = min(estimate.low, estimate.high), max(estimate.low, estimate.high)
    return (min(0, least) if estimate.bound == "<=" else least), most


class Rollup:
    """The addends of a whole document, and which of them lie in a part of it."""

    def __init__(self, document: Document) -> None:
        self.roots = [task for task in document.tasks if not _has_task_above(document, task)]
        self.addends = [addend for task in self.roots for addend in addends_of(task)]
        self._starts = [addend.task.span.start for addend in self.addends]
        self._root_starts = [task.span.start for task in self.roots]

    def within(self, span: Span) -> list[Addend]:
        """The addends whose tasks begin inside *span*."""
        return self.addends[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def roots_within(self, span: Span) -> list[Task]:
        """The tasks that are nobody's subtask and begin inside *span*."""
        return self.roots[bisect_left(self._root_starts, span.start) : bisect_left(self._root_starts, span.end)]


def _has_task_above(document: Document, task: Task) -> bool:
    around = document.parents_of(task)
    return bool(around) and isinstance(around[0], Task)
