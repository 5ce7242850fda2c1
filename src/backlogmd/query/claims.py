"""Whether what a document says about itself is true.

A claim is doubted only when no fair reading of it holds: it may speak of all tasks or of the open ones, of the section
it stands in or of a larger part, and a figure may be rounded to the digits it is written with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from backlogmd.nodes import (
    Amount,
    Claim,
    ClaimKind,
    Column,
    Count,
    Document,
    Estimate,
    Kind,
    Measure,
    Part,
    Progress,
    RowKind,
    Section,
    SummaryRow,
    SummaryTable,
    Table,
    Task,
)
from backlogmd.pattern import lazy
from backlogmd.query.agreement import agrees
from backlogmd.query.columns import Columns
from backlogmd.query.listed import is_listed, judged
from backlogmd.query.markers import Markers, read_markers
from backlogmd.query.rollup import Addend, Rollup, Total, addends_of, ends_of, is_work, summed
from backlogmd.query.selection import Finder, Match
from backlogmd.query.unread import UnreadEstimates
from backlogmd.source import Span
from backlogmd.syntax.estimate import whole
from backlogmd.syntax.figures import of_open
from backlogmd.syntax.units import unit_of
from backlogmd.vocabulary import DEFAULT, Dialect, Form, Role

PARTS_KEPT = 8
"""So many parts of a sum are kept to be shown; there may be thousands."""

# A figure in days or weeks beside such words is a length of time, however much work is in it …
_TIME_FRAME = lazy(r"\b(?:duration|time|timeline|calendar|elapsed|schedule|deadline)\b", re.IGNORECASE)
# … and beside such words an amount of work.
_WORK = lazy(r"\b(?:effort|work|workload|estimat\w*)\b", re.IGNORECASE)
_PERIOD = lazy(r"(?:sprint|iteration|cycle|week|month|quarter|q[1-4])\b", re.IGNORECASE)

_OTHER_COUNTS = lazy(r"\b(?:bugs?|issues?|stories|tickets?|defects?)\b", re.IGNORECASE)
"""Headers of columns that count something which the boxes of the file need not be."""
_TASKS = lazy(r"\b(?:tasks?|items?|to-?dos?)\b", re.IGNORECASE)
_EVERYTHING = frozenset(("all", "everything", "overall", "all tasks", "all work"))


# A row of `Phase` 3 is about phase 3; one of `Priority` 3 comes third, and its name stands in another column.
_NUMBERED = lazy(
    r"phase|sprint|week|milestone|iteration|release|version|epic|stage|step|month|quarter|part|track|wave|level"
    r"|woche|etappe|semana|fase|etapa|semaine|étape|этап|фаза|неделя|阶段|週|周",
    re.IGNORECASE,
)
_BARE_NUMBER = lazy(r"[^\w]*[0-9]{1,3}[^\w]*")

_KIND_COLUMNS = frozenset(("type", "kind", "issue type", "work item type", "tipo", "typ", "art", "тип", "类型", "種類"))
"""Columns that tell stories from the tasks they are divided into."""

_PARTS_OF_A_PLAN = (Role.PHASE, Role.MILESTONE, Role.PRIORITY, Role.CATEGORY)
"""Sections that a plan is divided into, so that a total counts them all."""

_FEWEST_FOR_PERCENT = 5
"""So many tasks a document must have before a bare percentage in its text is taken for their progress."""


class Outcome(Enum):
    """What checking a claim came to."""

    HOLDS = "holds"
    CONTRADICTED = "contradicted"
    PARTIAL = "partial"
    """Some of the tasks it covers have no estimate."""
    EMPTY = "empty"
    """It covers no task at all."""
    DOUBTFUL = "doubtful"
    """Tasks of one name may be the same work listed several times: then it holds, else not."""
    UNCHECKED = "unchecked"
    """It says nothing that can be computed: a time frame, a size, a figure about something else."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim and what is true of it."""

    claim: Claim
    outcome: Outcome
    match: Match = Match.ALL
    """How the tasks were found."""
    addends: Sequence[Addend] = ()
    """For a claim of effort: the tasks that it was compared with."""
    total: Total | None = None
    """For a claim of effort: their sum."""
    count: int | None = None
    """For a claim of a number or of progress: how many tasks there are, by the reading nearest to the claim."""
    done: int | None = None
    """For progress: how many of them are done."""


class Group(NamedTuple):
    """The part of a sum that comes from one section."""

    section: Section | None
    first: Task
    total: Total


class Groups(NamedTuple):
    """A sum, part by part; of many parts, only the first ones by themselves."""

    shown: tuple[Group, ...]
    others: int
    """How many more parts there are."""
    rest: Total
    """What these add up to."""
    without: tuple[Addend, ...]
    """The first of the tasks that have no estimate of the kind."""


class Facts:
    """What rules may ask about a document beyond the tree itself; each answer is computed once."""

    def __init__(self, document: Document, dialect: Dialect = DEFAULT) -> None:
        self.document = document
        self.dialect = dialect
        self.finder = Finder(document)
        self._groups: dict[object, tuple[Sequence[Addend], Groups]] = {}

    def groups(self, addends: Sequence[Addend], kind: Kind) -> Groups:
        """The addends of a verdict by the section that they stand in; many verdicts may share them."""
        key = (id(addends), kind)
        if key not in self._groups:
            parts = by_section(self.document, addends)
            shown = [Group(section, members[0].task, summed(members, kind)) for section, members in parts[:PARTS_KEPT]]
            rest = summed((one for _, members in parts[PARTS_KEPT:] for one in members), kind)
            without = [one for one in addends if one.estimate is None or one.estimate.kind is not kind]
            others = max(0, len(parts) - PARTS_KEPT)
            # The addends are kept with the answer, so that their identity stays theirs.
            self._groups[key] = (addends, Groups(tuple(shown), others, rest, tuple(without[:PARTS_KEPT])))
        return self._groups[key][1]

    @cached_property
    def rollup(self) -> Rollup:
        """The addends of the document."""
        return Rollup(self.document)

    @cached_property
    def markers(self) -> Markers:
        """The parts that backlogmd writes itself."""
        return read_markers(self.document)

    @cached_property
    def columns(self) -> Columns:
        """How the columns of the summary tables stand."""
        return Columns(self.document)

    @cached_property
    def unread(self) -> UnreadEstimates:
        """The estimates that stand outside of tasks."""
        places = [one.task.span.start for one in self.rollup.addends if one.estimate is not None]
        return UnreadEstimates(self.document, places)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every claim of the document, checked."""
        judge = _Judge(self)
        return tuple(judge.verdict(claim) for claim in self.document.claims)


class _Population:
    """A set of tasks that a number may fairly count."""

    __slots__ = ("done", "tasks")

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = len(tasks)
        self.done = sum(task.is_done for task in tasks)

    def readings(self, of_open: bool | None, totals: str) -> list[int]:
        """The numbers that a count of them may give, the plainest first."""
        if of_open is None:
            either = {"all": self.tasks, "open": self.tasks - self.done}
            return [either[totals]] if totals in either else list(either.values())
        return [self.tasks - self.done if of_open else self.done]


class _Judge:
    """Checks claims. What depends only on a part of the document and a selector is computed once for all claims."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.document = facts.document
        self.sections = {section.span: section for section in facts.document.all_sections}
        self.cells = {
            cell.span: (row, column)
            for table in facts.document.summaries
            for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=False)
        }
        self.totals = {
            row.span: covered for table in facts.document.summaries for row, covered in self._checkable_totals(table)
        }
        self.ranks = {
            row.span
            for table in facts.document.summaries
            if not _NUMBERED.search(table.columns[table.key_column].header.text)
            for row in table.rows
            if _BARE_NUMBER.fullmatch(row.key.text)
        }
        self.rows = {task.span.start for task in facts.document.tasks if task.form is Form.ROW}
        self.keeps_done = any(task.is_done for task in facts.document.tasks)
        self.estimates = {task.estimate.span for task in facts.document.tasks if task.estimate is not None}
        self._sums: dict[object, list[tuple[list[Addend], Total]]] = {}
        self._counts: dict[object, list[_Population]] = {}
        self._by_kind: dict[object, tuple[Sequence[Addend], list[Total]]] = {}

    def verdict(self, claim: Claim) -> Verdict:
        verdict = self._exactly(claim)
        value, total, tolerance = claim.value, verdict.total, self.facts.dialect.tolerance
        if (
            tolerance
            and verdict.outcome is Outcome.CONTRADICTED
            and isinstance(value, Estimate)
            and total is not None
            and agrees(value, total, tolerance)
        ):
            return replace(verdict, outcome=Outcome.HOLDS)
        return verdict

    def _exactly(self, claim: Claim) -> Verdict:
        if claim.parts and any(part.span.start in self.rows for part in claim.parts):
            claim = replace(claim, parts=())  # Its entries are tasks of their own, with states and subtasks.
        if not is_listed(claim):
            return self._by_tasks(claim)
        listed = judged(self.document, claim)
        if listed is None:
            return Verdict(claim, Outcome.UNCHECKED)
        outcome = Outcome.HOLDS if listed.holds else Outcome.CONTRADICTED
        if (
            not listed.holds
            and claim.parts
            and claim.kind is not ClaimKind.MACHINE
            and isinstance(claim.value, Estimate)
        ):
            by_tasks = self._by_tasks(claim) if not claim.each else None
            if by_tasks is not None and by_tasks.outcome is Outcome.HOLDS and by_tasks.total and by_tasks.total.tasks:
                return by_tasks
        return Verdict(claim, outcome, Match.ALL, listed.addends, listed.total, listed.number)

    def _by_tasks(self, claim: Claim) -> Verdict:
        match = Match.ALL if claim.selector.selects_all else self.facts.finder.find(claim.selector).match
        value = claim.value
        if match is Match.TITLE or not self._computable(claim):
            return Verdict(claim, Outcome.UNCHECKED, match)
        if isinstance(value, Estimate):
            return self._effort(claim, value, match)
        if isinstance(value, Count):
            return self._count(claim, value, match)
        return self._progress(claim, value, match)

    def _computable(self, claim: Claim) -> bool:
        """Whether the claim is about something that the tasks of this document can confirm or contradict."""
        if isinstance(claim.value, Estimate) and claim.value.kind is Kind.SIZE:
            return False
        if _state(claim) is False and not self.keeps_done:
            return False  # What is finished leaves this file.
        if isinstance(claim.value, Count) and claim.value.span in self.estimates:
            return False  # `Punkte` are points or items.
        row, column = self.cells.get(claim.span, (None, None))
        if row is None or column is None:
            return claim.kind is not ClaimKind.PROSE or self._is_about_boxes(claim.value)
        if row.kind is RowKind.TOTAL and row.span not in self.totals:
            return False
        if row.span in self.ranks:
            return False
        if row.kind is RowKind.DATA and row.selector is not None and row.selector.selects_all:
            return row.name.lower() in _EVERYTHING  # `Other` and the like: the tasks of no other row.
        return _speaks_of_tasks(column)

    def _is_about_boxes(self, value: Estimate | Count | Progress) -> bool:
        """Whether progress in a line of text can be seen in the boxes: a bare percentage may be about anything."""
        if not isinstance(value, Progress) or value.total is not None:
            return True
        elsewhere = any(isinstance(item, Table) for item in self.document.items)
        return len(self.facts.rollup.roots) >= _FEWEST_FOR_PERCENT and not elsewhere

    def _checkable_totals(self, table: SummaryTable) -> Iterator[tuple[SummaryRow, set[Span] | None]]:
        """The total rows of a table, if its other rows are about tasks: not with a buffer among them, or people.

        With each come the tasks that the other rows cover, or None where there is no other row.
        """
        rows = [row for row in table.rows if row.kind is RowKind.DATA and row.selector is not None and _has_figure(row)]
        found = [self.facts.finder.find(row.selector) for row in rows if row.selector is not None]
        if not any(one.match in (Match.NOTHING, Match.TITLE) for one in found):
            covered = {task.span for one in found for task in one.tasks} if found else None
            yield from ((row, covered) for row in table.rows if row.kind is RowKind.TOTAL)

    def _scopes(self, claim: Claim) -> Iterator[Span]:
        """The parts of the document that the claim may speak of, the nearest first."""
        yield claim.scope
        if claim.kind in (ClaimKind.HEADING, ClaimKind.PARENT):
            return
        section = self.sections.get(claim.scope)
        if section is not None:
            yield from (one.span for one in self.document.parents_of(section))
            yield self.document.span

    def _task_at(self, span: Span) -> Task:
        return next(task for task in self.document.tasks_in(span) if task.span == span)

    def _chosen(self, claim: Claim) -> set[Span] | None:
        """The tasks that the claim selects, or None for all."""
        if claim.selector.selects_all:
            return None
        return {task.span for task in self.facts.finder.find(claim.selector).tasks}

    # Effort.

    def _effort(self, claim: Claim, value: Estimate, match: Match) -> Verdict:
        found: list[tuple[list[Addend], Total]] = []
        own = self._own_sums(claim, value.kind)
        for sums in (self._sums_of_rows(claim, value.kind), own, *self._sums_in_scopes(claim, value.kind)):
            for addends, total in sums:
                # What agrees without the tasks that have no estimate is no contradiction either.
                if (total.estimated or not total.tasks) and agrees(value, total):
                    return Verdict(claim, Outcome.HOLDS, match, addends, total)
            found += sums
        grouped = self._by_groups(claim, value)
        if grouped is not None and (grouped.outcome is Outcome.HOLDS or not any(total.estimated for _, total in found)):
            return grouped
        if not found:
            return Verdict(claim, Outcome.HOLDS if value.high == 0 else Outcome.EMPTY, match)
        unestimated = not own and any(total.tasks and not total.estimated for _, total in found)
        if unestimated or self._is_time_frame(claim, value, found[0][0]):
            return Verdict(claim, Outcome.UNCHECKED, match)
        if not own:
            for addends, total in found:
                if total.missing:
                    return Verdict(claim, Outcome.PARTIAL, match, addends, total)
        # Of the parts that the claim may speak of, the nearest one of its size; of none like it, the one most like it.
        addends, total = next((one for one in found if _alike(value, one[1])), None) or min(
            found, key=lambda one: _distance(value, one[1])
        )
        if self._in_parts(value, addends):
            return Verdict(claim, Outcome.UNCHECKED, match)
        if self._listed_twice(value, addends):
            return Verdict(claim, Outcome.DOUBTFUL, match, addends, total)
        more = max(value.low, value.high) - total.high
        if claim.kind is not ClaimKind.PARENT and 0 < more <= self._unread(claim, value.kind):
            return Verdict(claim, Outcome.UNCHECKED, match)
        return Verdict(claim, Outcome.CONTRADICTED, match, addends, total)

    def _own_sums(self, claim: Claim, kind: Kind) -> list[tuple[list[Addend], Total]]:
        """For a total in a line of text: the sum of what stands right beside it in its section.

        Where all of that has estimates, tasks elsewhere without any are no excuse for a wrong total.
        """
        section = self.sections.get(claim.scope)
        if (
            claim.kind is not ClaimKind.PROSE
            or section is None
            or not section.sections
            or claim.scope.end <= claim.span.start
        ):
            return []
        end = section.sections[0].span.start
        if claim.span.start >= end:
            return []
        key = ("own", section.span, claim.selector, _state(claim), kind)
        if key not in self._sums:
            addends = self.facts.rollup.within(Span(section.span.start, end), self._chosen(claim))
            readings = [reading for reading in self._readings(addends, _state(claim)) if len(reading) > 1]
            sums = [(reading, summed(reading, kind)) for reading in readings]
            self._sums[key] = sums if sums and not sums[0][1].missing else []
        return self._sums[key]

    def _by_groups(self, claim: Claim, value: Estimate) -> Verdict | None:
        """A total checked against the estimates that the headings of groups give, where each group beside has one."""
        if claim.kind is not ClaimKind.PROSE or not claim.selector.selects_all:
            return None
        for scope in self._scopes(claim):
            inside = [one for one in self.document.all_sections if scope.holds(one.span) and one.span != scope]
            estimated = [one for one in inside if one.estimate is not None and one.estimate.kind is value.kind]
            if len(estimated) < 2:
                continue
            level = min(one.level for one in estimated)
            parts = tuple(
                Part(one.estimate.span, one.name, one.estimate)
                for one in estimated
                if one.level == level and one.estimate is not None
            )
            ends = [ends_of(part.value) for part in parts if isinstance(part.value, Estimate)]
            low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
            total = Total(len(parts), len(parts), whole(low), whole(high))
            grouped = replace(claim, parts=parts)
            if agrees(value, total):
                return Verdict(grouped, Outcome.HOLDS, total=total)
            beside = [one for one in inside if one.level == level and one.role in _PARTS_OF_A_PLAN]
            if len(parts) > 2 and all(one in estimated for one in beside) and _same_magnitude(value, total):
                return Verdict(grouped, Outcome.CONTRADICTED, total=total)
        return None

    def _listed_twice(self, value: Estimate, addends: Sequence[Addend]) -> bool:
        """Whether the figure holds if tasks of the same name are the same work, listed several times."""
        doubtful = self.facts.rollup.doubtful
        once = [addend for addend in addends if addend.task.span not in doubtful]
        return len(once) != len(addends) and agrees(value, summed(once, value.kind))

    def _in_parts(self, value: Estimate, addends: Sequence[Addend]) -> bool:
        """Whether the figure holds for one kind of the rows of a table: stories, and the tasks that they consist of."""
        key = (id(addends), value.kind)
        if key not in self._by_kind:
            # The addends are kept with the answer, so that their identity stays theirs.
            self._by_kind[key] = (addends, self._totals_by_kind(addends, value.kind))
        return any(agrees(value, total) for total in self._by_kind[key][1])

    def _totals_by_kind(self, addends: Sequence[Addend], kind: Kind) -> list[Total]:
        by_kind: dict[str, list[Addend]] = {}
        for addend in addends:
            name = self._kinds_of_rows.get(addend.task.span)
            if not name:
                return []
            by_kind.setdefault(name, []).append(addend)
        return [summed(own, kind) for own in by_kind.values()] if len(by_kind) > 1 else []

    @cached_property
    def _kinds_of_rows(self) -> dict[Span, str]:
        """What the rows of tables say that they are, `story` or `task`, by the spans of the tasks."""
        kinds: dict[Span, str] = {}
        for table in self.document.items:
            if not isinstance(table, Table) or not table.tasks:
                continue
            columns = [
                at for at, cell in enumerate(table.header) if cell.text.strip(" *_`").casefold() in _KIND_COLUMNS
            ]
            starts = [task.span.start for task in table.tasks]
            for row in table.rows if columns else ():
                if columns[0] < len(row):
                    task = table.tasks[max(0, bisect_right(starts, row[0].span.start) - 1)]
                    if task.span.holds(row[0].span):
                        kinds[task.span] = row[columns[0]].text.strip(" *_`").casefold()
        return kinds

    def _unread(self, claim: Claim, kind: Kind) -> Amount:
        """What estimates outside of tasks may add to the tasks that the claim is about."""
        scope = claim.scope if claim.kind is ClaimKind.HEADING else self.document.span
        return self.facts.unread.within(scope, kind)

    def _sums_in_scopes(self, claim: Claim, kind: Kind) -> Iterator[list[tuple[list[Addend], Total]]]:
        return (self._sums_of(claim, scope, kind) for scope in self._scopes(claim))

    def _sums_of_rows(self, claim: Claim, kind: Kind) -> list[tuple[list[Addend], Total]]:
        """For the total row of a table that covers a part of the tasks: what the tasks of its rows add up to."""
        row, _ = self.cells.get(claim.span, (None, None))
        covered = self.totals.get(row.span) if row is not None else None
        if covered is None:
            return []
        addends = self.facts.rollup.within(self.document.span, covered)
        if len(addends) == len(self.facts.rollup.addends):
            return []
        return [(reading, summed(reading, kind)) for reading in self._readings(addends, _state(claim)) if reading]

    def _sums_of(self, claim: Claim, scope: Span, kind: Kind) -> list[tuple[list[Addend], Total]]:
        """The sums that the claim may give for one part of the document, the plainest first; none without tasks."""
        key = (scope, claim.kind is ClaimKind.PARENT, claim.selector, _state(claim), kind)
        if key not in self._sums:
            everything = self._addends(claim, scope)
            readings = self._readings(everything, _state(claim)) if everything else []
            self._sums[key] = [(addends, summed(addends, kind)) for addends in readings]
        return self._sums[key]

    def _addends(self, claim: Claim, scope: Span) -> list[Addend]:
        if claim.kind is ClaimKind.PARENT:
            children = self.document.children_of(self._task_at(scope))
            return [addend for child in children for addend in addends_of(self.document, child)]
        return self.facts.rollup.within(scope, self._chosen(claim))

    def _readings(self, addends: list[Addend], of_open: bool | None) -> list[list[Addend]]:
        """All of them, the open ones, or the done ones, as the claim's words and the dialect allow."""
        totals = self.facts.dialect.totals
        if of_open is False:
            return [[addend for addend in addends if addend.task.is_done]]
        if of_open is None and totals == "all":
            return [addends]
        still_open = [addend for addend in addends if not addend.task.is_done]
        if of_open or totals == "open":
            return [still_open]
        return [addends] if len(still_open) in (0, len(addends)) else [addends, still_open]

    def _is_time_frame(self, claim: Claim, value: Estimate, addends: Iterable[Addend]) -> bool:
        """Whether a duration says how long something takes, not how much work it is.

        `Phase 1 (2 weeks)` over tasks in hours is a time frame; `API (3 days)` over tasks in days is a sum.
        """
        if value.kind is not Kind.DURATION or claim.kind is ClaimKind.PARENT or _names_hours(value):
            return False
        units = {addend.estimate.unit for addend in addends if addend.estimate is not None}
        if claim.kind is ClaimKind.HEADING:
            section = self.sections.get(claim.scope)
            scheduled = section is not None and section.role in (Role.PHASE, Role.TIMELINE, Role.MILESTONE)
            return scheduled or value.unit not in units or _PERIOD.match(claim.subject) is not None
        _, column = self.cells.get(claim.span, (None, None))
        words = column.header.text if column is not None else claim.subject
        if (
            value.unit in ("week", "month")
            and not units & {"week", "month"}
            and not re.search("effort|work", words, re.IGNORECASE)
        ):
            return True  # A phase of two weeks may hold three days of work.
        return units <= {"minute", "hour"} and (_TIME_FRAME.search(words) is not None or not _WORK.search(words))

    # Numbers of tasks.

    def _count(self, claim: Claim, value: Count, match: Match) -> Verdict:
        nearest: int | None = None
        for population in self._populations(claim):
            numbers = population.readings(_state(claim), self.facts.dialect.totals)
            if value.number in numbers:
                return Verdict(claim, Outcome.HOLDS, match, count=value.number)
            if nearest is None or _off(numbers[0], value.number) < _off(nearest, value.number):
                nearest = numbers[0]
        if nearest is None:
            return Verdict(claim, Outcome.HOLDS if value.number == 0 else Outcome.EMPTY, match, count=0)
        comparable = _comparable(value.number, nearest) and self._is_about_these(claim)
        return Verdict(claim, Outcome.CONTRADICTED if comparable else Outcome.UNCHECKED, match, count=nearest)

    def _is_about_these(self, claim: Claim) -> bool:
        """Whether a row can be about the tasks it selects: not if the largest number in it is of another magnitude."""
        row, _ = self.cells.get(claim.span, (None, None))
        counts = [cell.value.number for cell in row.cells if isinstance(cell.value, Count)] if row is not None else []
        return not counts or any(_comparable(max(counts), one.tasks) for one in self._populations(claim))

    def _progress(self, claim: Claim, value: Progress, match: Match) -> Verdict:
        nearest: _Population | None = None
        for population in self._populations(claim):
            if _progress_agrees(value, population, claim.kind):
                return Verdict(claim, Outcome.HOLDS, match, count=population.tasks, done=population.done)
            wanted = value.total if value.total is not None else population.tasks
            if nearest is None or _off(population.tasks, wanted) < _off(nearest.tasks, wanted):
                nearest = population
        if nearest is None:
            return Verdict(claim, Outcome.EMPTY, match)
        if value.total is None and claim.selector.selects_all:
            # A percentage fits sets of any size: the leaves are what is really done or not.
            tasks = self.document.tasks_in(claim.scope)
            leaves = [task for task in tasks if task.counts and not self.document.children_of(task)]
            nearest = _Population(leaves) if leaves else nearest
        comparable = value.total is None or _comparable(value.total, nearest.tasks)
        outcome = Outcome.CONTRADICTED if comparable else Outcome.UNCHECKED
        return Verdict(claim, outcome, match, count=nearest.tasks, done=nearest.done)

    def _populations(self, claim: Claim) -> Iterator[_Population]:
        """What a number may count: top-level tasks, leaves, or all tasks, with or without the cancelled ones."""
        for scope in self._scopes(claim):
            key = (scope, claim.kind is ClaimKind.PARENT, claim.selector)
            if key not in self._counts:
                self._counts[key] = [_Population(tasks) for tasks in self._task_sets(claim, scope)]
            yield from self._counts[key]

    def _task_sets(self, claim: Claim, scope: Span) -> Iterator[list[Task]]:
        below = list(self.document.tasks_in(scope))
        if claim.kind is ClaimKind.PARENT:
            parent = self._task_at(scope)
            top = list(self.document.children_of(parent))
            below = [task for task in below if task is not parent]
        else:
            top = self.facts.rollup.roots_within(scope)
            chosen = self._chosen(claim)
            if chosen is not None:
                top = [task for task in top if task.span in chosen]
                below = [task for task in below if task.span in chosen]
        sets = [top]
        if len(below) != len(top):
            sets += [[task for task in below if not self.document.children_of(task)], below]
        forms = {task.form for task in top}
        of_one_form = [[task for task in top if task.form is form] for form in forms] if len(forms) > 1 else []
        of_work = [task for task in top if is_work(self.document, task)]
        sets += [one for one in (self.facts.rollup.once(top), of_work, *of_one_form) if len(one) != len(top)]
        for tasks in filter(None, sets):
            yield tasks
            # Where all are cancelled, there is nothing to do.
            counted = [task for task in tasks if task.counts]
            if len(counted) != len(tasks):
                yield counted


def _state(claim: Claim) -> bool | None:
    """Whether the words of the claim limit it to open (True) or to finished work (False)."""
    if claim.of_open is None and isinstance(claim.value, Count):
        return of_open(claim.value.text)
    return claim.of_open


def _names_hours(value: Estimate) -> bool:
    """Whether an amount is in hours, or says in hours besides how much work it is: `3 days, 24h`."""
    words = re.findall(r"[^\W\d_]+", value.text)
    return value.unit in ("minute", "hour") or any(unit_of(word) in ("minute", "hour") for word in words)


def _speaks_of_tasks(column: Column) -> bool:
    """Whether the figures of a column follow from tasks: not averages, days in parallel, or numbers of bugs."""
    if column.measure is Measure.EFFORT:
        return column.adds_up
    other = column.measure is Measure.TASKS and _OTHER_COUNTS.search(column.header.text)
    return not other or _TASKS.search(column.header.text) is not None


def _has_figure(row: SummaryRow) -> bool:
    """Whether a row claims anything but nothing."""
    return any(
        (isinstance(cell.value, Estimate) and cell.value.high != 0)
        or (isinstance(cell.value, Count) and cell.value.number)
        for cell in row.cells
    )


def _same_magnitude(claimed: Estimate, total: Total) -> bool:
    """Whether a figure is nearer to the sum than half or twice as much."""
    return total.low <= 2 * claimed.high and claimed.low <= 2 * total.high


def _alike(claimed: Estimate, total: Total) -> bool:
    """Whether a figure differs from the sum by less than a half of the smaller one."""
    return 2 * total.high < 3 * claimed.high and 2 * claimed.high < 3 * total.high


def _distance(claimed: Estimate, total: Total) -> Fraction:
    """By what part of the larger one a figure and a sum differ."""
    most = max(claimed.high, total.high)
    return abs(Fraction(claimed.high) - Fraction(total.high)) / most if most else Fraction(0)


def _off(number: int, wanted: int) -> int:
    return abs(number - wanted)


def _comparable(claimed: int, counted: int) -> bool:
    """Whether a number can be about these tasks at all: another magnitude counts something else."""
    return abs(claimed - counted) <= max(3, min(claimed, counted))


def _progress_agrees(value: Progress, population: _Population, kind: ClaimKind) -> bool:
    done, tasks = population.done, population.tasks
    if value.total is not None and value.done is not None:
        if not done and value.total - value.done == tasks:
            done, tasks = value.done, value.total  # What is finished leaves this file.
        if (value.done, value.total) != (done, tasks):
            return False
    if value.percent is None:
        return True
    if value.percent == 100:
        return done == tasks
    # Percentages of a line of text are often judged by eye; others are rounded up or down.
    slack = 5 if kind is ClaimKind.PROSE and value.total is None else 1
    return abs(100 * done - value.percent * tasks) < slack * tasks


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """A total that a summary table gives for one of its columns, and what the rows add up to."""

    row: SummaryRow
    claimed: Estimate | Count
    parts: tuple[Estimate | Count, ...]
    """The first of the figures that were added up."""
    number: int
    """How many figures were added up."""
    low: Amount
    """The sum of the low ends: minutes, points, or a plain number."""
    high: Amount
    open_end: bool
    """Whether one of the figures has no upper end."""

    def holds(self, tolerance: float = 0) -> bool:
        """Whether the total agrees with its rows; it may be off by *tolerance*, a share."""
        if isinstance(self.claimed, Count):
            return self.claimed.number == self.low
        return agrees(self.claimed, Total(self.number, self.number, self.low, self.high, self.open_end), tolerance)


def column_sums(table: SummaryTable) -> Iterator[ColumnSum]:
    """Every total and subtotal of *table* that its rows can be added up for."""
    for index, column in enumerate(table.columns):
        if column.measure is None or not column.adds_up:
            continue
        rows, since, subtotals = _Addition(index), _Addition(index), _Addition(index)
        for row in table.rows:
            if row.kind is RowKind.DATA:
                rows.add(row)
                since.add(row)
            elif row.kind is RowKind.SUBTOTAL:
                yield from _compared(row, since)
                subtotals.add(row)
                since = _Addition(index)
            elif row.kind is RowKind.TOTAL:
                yield from _compared(row, rows if rows.rows else subtotals, since)
                since = _Addition(index)


class _Addition:
    """The figures of one column, added up row by row."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.rows = 0
        self.parts: list[Estimate | Count] = []
        self.number = 0
        self.low: Amount = 0
        self.high: Amount = 0
        self.open_end = False
        self.kinds: set[object] = set()
        self.unreadable = False

    def add(self, row: SummaryRow) -> None:
        """Add the figure of *row*. A dash or an empty cell adds nothing; other text makes the sum unknown."""
        self.rows += 1
        figure = _figure(row, self.index)
        if figure is None:
            text = row.cells[self.index].text if self.index < len(row.cells) else ""
            self.unreadable = self.unreadable or bool(text.strip("-–— "))
            return
        low, high = _ends(figure)
        self.low, self.high = self.low + low, self.high + high
        self.number += 1
        self.open_end = self.open_end or (isinstance(figure, Estimate) and figure.bound == ">=")
        self.kinds.add(_unit_kind(figure))
        if len(self.parts) < PARTS_KEPT:
            self.parts.append(figure)


def _compared(row: SummaryRow, *readings: _Addition) -> Iterator[ColumnSum]:
    """The total in *row* and the rows that it sums up: the first reading by which it holds, or else the first."""
    sums = [one for reading in readings if (one := _column_sum(row, reading)) is not None]
    if sums:
        yield next((one for one in sums if one.holds()), sums[0])


def _column_sum(row: SummaryRow, rows: _Addition) -> ColumnSum | None:
    claimed = _figure(row, rows.index)
    if claimed is None or rows.unreadable or rows.kinds != {_unit_kind(claimed)}:
        return None
    parts = tuple(rows.parts)
    return ColumnSum(row, claimed, parts, rows.number, whole(rows.low), whole(rows.high), rows.open_end)


def _ends(figure: Estimate | Count) -> tuple[Amount, Amount]:
    return (figure.number, figure.number) if isinstance(figure, Count) else ends_of(figure)


def _unit_kind(figure: Estimate | Count) -> object:
    return figure.kind if isinstance(figure, Estimate) else "count"


def _figure(row: SummaryRow, index: int) -> Estimate | Count | None:
    value = row.cells[index].value if index < len(row.cells) else None
    return value if isinstance(value, Estimate | Count) else None


def by_section(document: Document, addends: Iterable[Addend]) -> list[tuple[Section | None, list[Addend]]]:
    """The addends, grouped by the innermost section each stands in, in order."""
    groups: dict[Span | None, tuple[Section | None, list[Addend]]] = {}
    for addend in addends:
        around = (one for one in document.parents_of(addend.task) if isinstance(one, Section))
        section = next(around, None)
        key = section.span if section else None
        groups.setdefault(key, (section, []))[1].append(addend)
    return list(groups.values())
