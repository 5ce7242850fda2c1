"""Whether claims hold whose evidence is named: figures in a list beside them, ids of tasks, the data of a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from backlogmd.nodes import Amount, Claim, ClaimKind, Count, Document, Estimate, Kind, Part, Task
from backlogmd.query.agreement import APPROXIMATION, agrees
from backlogmd.query.rollup import Addend, Total, ends_of, summed
from backlogmd.syntax.estimate import whole
from backlogmd.syntax.toon import ACTUAL_FIELDS
from backlogmd.vocabulary import DEFAULT, Form, State


class Judgement(NamedTuple):
    """What the evidence of a claim comes to."""

    holds: bool
    total: Total | None = None
    """For an amount: the sum."""
    number: int | None = None
    """For a number: the true one, by the plainest reading."""
    addends: tuple[Addend, ...] = ()
    """The tasks of the sum; empty where the parts of the claim were summed."""


def is_listed(claim: Claim) -> bool:
    """Whether `judged` is to be asked about *claim*."""
    return bool(claim.parts) or claim.kind is ClaimKind.MACHINE or bool(_ids(claim))


def judged(document: Document, claim: Claim) -> Judgement | None:
    """Whether *claim* holds by what it names; None where that cannot be told."""
    value = claim.value
    if claim.each:
        return Judgement(not over_limit(claim))
    if _ids(claim):
        return _chain(document, claim)
    if claim.kind is ClaimKind.MACHINE and claim.scope == document.span:
        return _machine_amount(document, claim) if isinstance(value, Estimate) else _machine_count(document, claim)
    if isinstance(value, Count):
        count = sum(part.value.number for part in claim.parts if isinstance(part.value, Count))
        return Judgement(count == value.number, number=count)
    if not isinstance(value, Estimate) or not claim.parts:
        return None
    totals = list(_totals(claim.parts, value))
    about = _about(value, claim.parts)
    return Judgement(any(agrees(about, total) for total in totals), totals[0])


def parts_total(claim: Claim) -> Total:
    """The sum of the amounts that *claim* lists."""
    return _summed(part.value for part in claim.parts if isinstance(part.value, Estimate))


def counts_entries(claim: Claim) -> bool:
    """Whether the parts of *claim* are entries that count one each, and have no figures of their own."""
    return all(isinstance(part.value, Count) and not part.value.text for part in claim.parts)


def over_limit(claim: Claim) -> list[Part]:
    """The parts of a claim about each of them that are over its limit; none where all are, for it means another."""
    limit = claim.value
    if not isinstance(limit, Estimate):
        return []
    over = [part for part in claim.parts if isinstance(part.value, Estimate) and _is_over(part.value, limit)]
    return over if len(over) < len(claim.parts) else []


def _is_over(estimate: Estimate, limit: Estimate) -> bool:
    most = max(estimate.low, estimate.high)
    return most > limit.high * (1 + APPROXIMATION) if estimate.approximate or limit.approximate else most > limit.high


def _summed(estimates: Iterable[Estimate]) -> Total:
    number = 0
    low: Amount = 0
    high: Amount = 0
    open_end = False
    for estimate in estimates:
        least, most = ends_of(estimate)
        number, low, high = number + 1, low + least, high + most
        open_end = open_end or estimate.bound == ">="
    return Total(number, number, whole(low), whole(high), open_end)


def _about(value: Estimate, parts: Iterable[Part]) -> Estimate:
    """*value*, taken to be approximate where one of its parts is, and to be rounded to halves where all are smaller."""
    estimates = [part.value for part in parts if isinstance(part.value, Estimate)]
    if any(estimate.approximate for estimate in estimates):
        value = replace(value, approximate=True)
    if value.approximate and value.unit not in {estimate.unit for estimate in estimates}:
        worth = DEFAULT.calendar.minutes(value.unit) if value.kind is Kind.DURATION else 1
        return replace(value, precision=max(value.precision, worth))
    return value


# How many of a smaller unit also make a larger one: days of the calendar, where working days are meant elsewhere.
_CALENDAR_WORTH = {
    ("week", "day"): (7,),
    ("month", "day"): (30, 22, 21),
    ("month", "week"): (Fraction(13, 3),),
}


def _totals(parts: tuple[Part, ...], value: Estimate) -> Iterator[Total]:
    """The sums that *parts* may give in the unit of *value*: of working days, then of days of the calendar."""
    estimates = [part.value for part in parts if isinstance(part.value, Estimate)]
    total = _summed(estimates)
    yield total
    units = {estimate.unit for estimate in estimates}
    if len(units) == 1:
        unit = units.pop()
        for many in _CALENDAR_WORTH.get((value.unit, unit), ()):
            usual = _WORKING[value.unit, unit]
            low, high = (whole(Fraction(end) * usual / many) for end in (total.low, total.high))
            yield Total(total.tasks, total.estimated, low, high, total.open_end)


_WORKING = {("week", "day"): 5, ("month", "day"): 20, ("month", "week"): 4}


# Chains.


def _ids(claim: Claim) -> tuple[str, ...]:
    if claim.kind is not ClaimKind.PROSE or len(claim.selector.conditions) != 1:
        return ()
    condition = claim.selector.conditions[0]
    return condition.values if condition.key == "id" and not condition.negated else ()


def _chain(document: Document, claim: Claim) -> Judgement | None:
    """The sum over exactly the tasks that the claim names, if each of them exists once and has an estimate."""
    if not isinstance(claim.value, Estimate):
        return None
    by_id: dict[str, list[Task]] = {}
    for task in document.tasks:
        if task.id is not None:
            by_id.setdefault(_plain_id(task.id.text), []).append(task)
    addends = []
    for name in _ids(claim):
        found = [
            Addend(task, estimate)
            for task in by_id.get(_plain_id(name), [])
            for estimate in (task.estimate, *task.more_estimates)
            if estimate is not None and estimate.kind is claim.value.kind
        ]
        if len({(one.estimate.low, one.estimate.high) for one in found if one.estimate is not None}) != 1:
            return None
        addends.append(found[0])
    total = summed(addends, claim.value.kind)
    return Judgement(agrees(claim.value, total), total, None, tuple(addends))


def _plain_id(text: str) -> str:
    return text.strip("#[]()").lower()


# What a program says of the whole document.


def _machine_count(document: Document, claim: Claim) -> Judgement | None:
    if not isinstance(claim.value, Count):
        return None
    states = claim.selector.states
    finished = State.DONE in states or not states
    if not document.tasks or (finished and not any(task.is_done for task in document.tasks)):
        return None  # What is finished may have left this file.
    readings = [
        number
        for tasks in _task_sets(document)
        if tasks
        for number in (_numbers(tasks, states[0]) if states else (len(tasks), sum(task.counts for task in tasks)))
    ]
    return Judgement(claim.value.number in readings, number=readings[0])


def _task_sets(document: Document) -> Iterator[list[Task]]:
    """The tasks with a box and then all: those that nothing stands above, those that nothing stands below, and all."""
    inner = {child.span for task in document.tasks for child in document.children_of(task)}
    boxes = [task for task in document.tasks if task.form is Form.CHECKBOX]
    for tasks in (boxes, list(document.tasks)):
        yield [task for task in tasks if task.span not in inner]
        yield [task for task in tasks if not document.children_of(task)]
        yield tasks


def _numbers(tasks: list[Task], state: State) -> tuple[int, int]:
    """How many are in a *state*: by the first of their marks, and by any of them, such as the section they stand in."""
    return (
        sum(task.state is state for task in tasks),
        sum(task.state is state or any(mark.state is state for mark in task.marks) for task in tasks),
    )


def _machine_amount(document: Document, claim: Claim) -> Judgement | None:
    """The sum of the rows that the program keeps, with the tasks that are not in them; or of the tasks alone."""
    value = claim.value
    if not isinstance(value, Estimate):
        return None
    actual = claim.subject in ACTUAL_FIELDS
    rows = [part.value for part in claim.parts if isinstance(part.value, Estimate) and part.value.kind is value.kind]
    known = {_plain_id(part.name) for part in claim.parts}
    own: list[Estimate] = []
    others: list[Estimate] = []
    for task in document.tasks:
        estimate = task.actual if actual else task.estimate
        if estimate is not None and estimate.kind is value.kind and task.counts and next(task.children, None) is None:
            own.append(estimate)
            if task.id is None or _plain_id(task.id.text) not in known:
                others.append(estimate)
    readings = [_summed([*rows, *others]), _summed(rows), _summed(own)]
    if not readings[0].estimated:
        return None
    return Judgement(any(one.estimated and agrees(value, one) for one in readings), readings[0])
