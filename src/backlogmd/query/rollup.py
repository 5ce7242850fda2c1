"""How much work: sums over the leaves of the task tree.

A parent's own estimate is a claim about its subtasks and not one more addend, unless they have none of their own.
Cancelled tasks are in no sum. A task without an estimate is counted as such, never as 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from backlogmd.nodes import Amount, Document, Estimate, Kind, Section, Selector, Task
from backlogmd.pattern import lazy
from backlogmd.query.selection import Finder
from backlogmd.source import Span
from backlogmd.syntax.estimate import whole
from backlogmd.syntax.selector import parse_where
from backlogmd.vocabulary import DEFAULT, Role

_NO_WORK = (Role.CRITERIA, Role.METRICS)

_WORD = lazy(r"[^\W_]+")
_TELLING = 8
"""So long a title must be to say by itself which work is meant."""


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

    Durations are in minutes. A string is a selector such as `priority:high state:open`; `BacklogmdError` is raised for
    one with a condition that cannot be read.
    """
    if isinstance(selector, str):
        selector = parse_where(selector, DEFAULT)
    addends: Sequence[Addend] = Rollup(document).addends
    if selector is not None:
        chosen = {task.span for task in Finder(document).find(selector).tasks}
        addends = [addend for addend in addends if addend.task.span in chosen]
    return summed(addends, kind)


def addends_of(document: Document, task: Task) -> list[Addend]:
    """What *task* adds to a sum."""
    if not task.counts:
        return []
    below = [addend for child in document.children_of(task) for addend in addends_of(document, child)]
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
    """The addends of a whole document, and which of them lie in a part of it.

    Work that is listed several times, as a row of a table and again as a box, is in every sum once.
    """

    def __init__(self, document: Document) -> None:
        self.roots = [task for task in document.tasks if not _has_task_above(document, task)]
        """The tasks that are nobody's subtask, each time they are listed."""
        self._all = [
            (addend, root)
            for root, task in enumerate(self.roots)
            for addend in addends_of(document, task)
            if addend.estimate is not None or is_work(document, addend.task)
        ]
        self._starts = [addend.task.span.start for addend, _ in self._all]
        self._root_starts = [task.span.start for task in self.roots]
        estimated = [0] * len(self.roots)
        for addend, root in self._all:
            estimated[root] += addend.estimate is not None
        self._estimated = estimated
        listings = _Listings(self.roots)
        self._work = listings.work
        self.doubtful = frozenset(self.roots[root].span for root in listings.doubtful)
        """The spans of tasks that may be others of these again, for they have the same titles."""
        self._best: dict[int, Estimate] = {}
        for addend, root in self._all:
            work = self._work.get(root)
            if work is not None and addend.estimate is not None and addend.task is self.roots[root]:
                self._best.setdefault(work, addend.estimate)
        self.addends = self.within(document.span)

    def within(self, span: Span, chosen: Set[Span] | None = None) -> list[Addend]:
        """The addends whose tasks begin inside *span* (and are *chosen*), the same work once.

        Of several listings the one with the most estimates counts; one without an estimate has that of another.
        """
        own = self._all[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        if chosen is not None:
            own = [one for one in own if one[0].task.span in chosen]
        if not self._work:
            return [addend for addend, _ in own]
        kept: dict[int, int] = {}
        for _, root in own:
            work = self._work.get(root)
            if work is not None and self._estimated[root] > self._estimated[kept.setdefault(work, root)]:
                kept[work] = root
        return [
            self._completed(addend, root) for addend, root in own if kept.get(self._work.get(root, -1), root) == root
        ]

    def _completed(self, addend: Addend, root: int) -> Addend:
        if addend.estimate is None and root in self._work and addend.task is self.roots[root]:
            return Addend(addend.task, self._best.get(self._work[root]))
        return addend

    def roots_within(self, span: Span) -> list[Task]:
        """The tasks that are nobody's subtask and begin inside *span*, each time they are listed."""
        return self.roots[bisect_left(self._root_starts, span.start) : bisect_left(self._root_starts, span.end)]

    def once(self, tasks: Sequence[Task]) -> list[Task]:
        """Of *tasks*, those that are the first listing of their work among them."""
        if not self._work:
            return list(tasks)
        number = {task.span: self._work[root] for root, task in enumerate(self.roots) if root in self._work}
        seen: set[int] = set()
        first = []
        for task in tasks:
            work = number.get(task.span)
            if work is None or work not in seen:
                first.append(task)
            if work is not None:
                seen.add(work)
        return first


class _Listings:
    """Which tasks are the same work: by their ids, or by their titles in another form. Tasks are their indices."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        self.work: dict[int, int] = {}
        """Of tasks that are listed several times, the first listing."""
        self.doubtful: set[int] = set()
        """Those with the title of another of the same form: the same again, or a task of the same name."""
        by_id: dict[str, list[int]] = {}
        by_title: dict[str, list[int]] = {}
        for index, task in enumerate(tasks):
            if task.id is not None and not task.id.text.isdigit():
                by_id.setdefault(task.id.text.casefold(), []).append(index)
            title = " ".join(_WORD.findall(task.title.text.casefold()))
            if len(title) >= _TELLING:
                by_title.setdefault(title, []).append(index)
        for same in by_id.values():
            if len(same) > 1:
                self._by_id(same)
        for same in by_title.values():
            if len(same) > 1:
                self._by_title(same)

    def _by_id(self, same: list[int]) -> None:
        """An id in two forms means one task.

        In one form, and where ids are mere numbers, titles must agree, too: each part of a file may count anew.
        """
        first = self.tasks[same[0]]
        numbered = first.id is not None and not any(character.isalpha() for character in first.id.text)
        words = _word_set(first)
        for index in same[1:]:
            task = self.tasks[index]
            if task.form is first.form:
                agree = _word_set(task) == words
            else:
                agree = not numbered or bool(_word_set(task) & words)
            if agree:
                self._join(same[0], index)

    def _by_title(self, same: list[int]) -> None:
        same = [index for index in same if index not in self.work]
        forms = {self.tasks[index].form for index in same}
        for index in same[1:]:
            if len(forms) == len(same):
                self._join(same[0], index)
            else:
                self.doubtful.add(index)

    def _join(self, first: int, other: int) -> None:
        self.work[first] = self.work[other] = first


def _word_set(task: Task) -> frozenset[str]:
    return frozenset(_WORD.findall(task.title.text.casefold()))


def is_work(document: Document, task: Task) -> bool:
    """Whether a task is work of its own, and no criterion or metric that the work must meet."""
    around = (one for one in document.parents_of(task) if isinstance(one, Section))
    return all(one.role not in _NO_WORK for one in around)


def _has_task_above(document: Document, task: Task) -> bool:
    return any(isinstance(one, Task) for one in document.parents_of(task))
