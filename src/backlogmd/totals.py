"""What all findings about wrong figures share: how sums are worded, shown and mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backlogmd.diagnostics import Evidence, Fix
from backlogmd.nodes import Amount, ClaimKind, Estimate, Kind, Part
from backlogmd.query.claims import PARTS_KEPT, Facts, Outcome, Verdict
from backlogmd.query.rollup import Addend, Total
from backlogmd.rule import Finding
from backlogmd.syntax.estimate import written_like
from backlogmd.vocabulary import Calendar

MOST_EVIDENCE = PARTS_KEPT
"""So many addends or groups are shown; the rest is counted."""

KIND_OF_WORK = {True: "open ", False: "finished ", None: ""}
"""What `Claim.of_open` says, to stand before a noun."""


def effort_findings(
    verdict: Verdict, kind: ClaimKind, facts: Facts, calendar: Calendar, noun: str = "task"
) -> Iterator[Finding]:
    """The finding that an effort claim of this *kind* is wrong; fills `subject`, `claimed`, `tasks` and `actual`."""
    claim, claimed, total = verdict.claim, verdict.claim.value, verdict.total
    if claim.kind is not kind or verdict.outcome is not Outcome.CONTRADICTED or claim.each:
        return
    if total is None or not isinstance(claimed, Estimate):
        return
    actual = amount_text(total, claimed, calendar)
    if actual == claimed.text:
        return  # 35 hours are 4.375 days, and the sum is written with two decimals as well.
    shown = with_unit(actual, claimed)
    yield Finding(
        claim.span,
        subject=claim.subject,
        claimed=with_unit(claimed.text, claimed),
        tasks=tasks_text(verdict, total.tasks, noun),
        actual=f"at least {shown}" if total.open_end else shown,
        evidence=tuple(
            sum_evidence(facts, verdict.addends, claimed, calendar) if verdict.addends else parts_evidence(claim.parts)
        ),
        help=f"write `{actual}`",
        fix=Fix.unsafe(*facts.columns.edits(claimed.span, actual)),
    )


def amount_text(total: Total, model: Estimate, calendar: Calendar) -> str:
    """A sum, in the form and unit of *model*."""
    return written_like(model, total.low, total.high, calendar)


def with_unit(text: str, model: Estimate) -> str:
    """*text* with the unit of *model*, where its column's header says the unit and not the figure itself."""
    if any(character.isalpha() for character in text):
        return text
    return f"{text} {model.unit}" + ("" if text == "1" else "s")


def tasks_text(verdict: Verdict, number: int, noun: str = "task") -> str:
    """`its 25 tasks add up`, `all 57 tasks add up`, `its 1 open task adds up`."""
    claim = verdict.claim
    if not verdict.addends and claim.parts:
        own = "row" if claim.kind is ClaimKind.MACHINE else "entry"
        return f"its {plural(number, own)} {'adds' if number == 1 else 'add'} up"
    kind = KIND_OF_WORK[claim.of_open]
    everything = claim.selector.selects_all and claim.kind in (ClaimKind.SUMMARY, ClaimKind.PROSE)
    whose = "all" if everything and number > 2 else "its"
    return f"{whose} {plural(number, kind + noun)} {'adds' if number == 1 else 'add'} up"


def percent(done: int, tasks: int) -> int:
    """How much is done: rounded, but 100 only if nothing is open."""
    return 100 if done == tasks else min(99, round(100 * done / tasks))


def plural(number: int, noun: str) -> str:
    """`1 task`, `25 tasks`, `4 entries`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("try") else f"{number} {noun}s"


def parts_evidence(parts: Sequence[Part]) -> Iterator[Evidence]:
    """The figures that a claim lists itself, where they are few enough to be shown; of many the first."""
    for part in parts[:MOST_EVIDENCE]:
        yield Evidence(f"{part.value.text}: {part.name}" if part.value.text else part.name, part.span)
    if len(parts) > MOST_EVIDENCE:
        more = plural(len(parts) - MOST_EVIDENCE, "more entry")
        yield Evidence(f"and {more}", parts[MOST_EVIDENCE].span)


def sum_evidence(facts: Facts, addends: Sequence[Addend], model: Estimate, calendar: Calendar) -> Iterator[Evidence]:
    """The parts of a sum: the tasks, or the sections that they stand in where these are too many."""
    if len(addends) <= MOST_EVIDENCE:
        for task, estimate in addends:
            yield Evidence(f"{estimate.text if estimate else 'no estimate'}: {task.title.text}", task.title.span)
        return
    groups = facts.groups(addends, model.kind)
    for section, first, total in groups.shown:
        name = section.heading.text if section else "before the first heading"
        project = facts.document.project_of(first)
        if project is not None and project is not section:
            name = f"{project.name} / {name}"
        text = f"{with_unit(amount_text(total, model, calendar), model)} in {plural(total.tasks, 'task')}: {name}"
        yield Evidence(text, section.heading.span if section else first.title.span)
    if groups.others:
        more = plural(groups.others, "more section")
        rest = with_unit(amount_text(groups.rest, model, calendar), model)
        yield Evidence(f"{rest} in {plural(groups.rest.tasks, 'task')}: {more}")


def hours_text(low: Amount, high: Amount, kind: Kind = Kind.DURATION) -> str:
    """An amount by itself: `116 hours`, `3 points`."""
    from backlogmd.source import Span

    unit = "hour" if kind is Kind.DURATION else "point"
    model = Estimate(kind, 1, 1, unit, f"1 {unit}s", Span(0, 0), unit_text=f"{unit}s")
    return written_like(model, low, high, Calendar())
