"""A figure cannot be checked, because some of the tasks that it covers have no estimate.

It may be right or wrong; nobody can tell. Where none of the tasks has an estimate, nothing is said.

Bad:

    ## API (12h)

    - [ ] Write the parser (4h)
    - [ ] Write the linter

Good:

    ## API (12h)

    - [ ] Write the parser (4h)
    - [ ] Write the linter (8h)
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import ClaimKind, Estimate, Kind
from backlogmd.query.claims import PARTS_KEPT, Facts, Outcome, Verdict
from backlogmd.query.rollup import Addend, summed
from backlogmd.rule import Finding, rule
from backlogmd.totals import amount_text, plural, with_unit
from backlogmd.vocabulary import Dialect

_KINDS = {Kind.DURATION: "estimate of time", Kind.POINTS: "points"}


@rule(
    "BL411",
    "{subject} ({claimed}) cannot be checked: {reason}",
    severity="info",
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    value, total = verdict.claim.value, verdict.total
    if verdict.claim.kind is ClaimKind.PARENT or total is None or not isinstance(value, Estimate):
        return
    if verdict.outcome is Outcome.DOUBTFUL:
        yield _listed_twice(verdict, value, facts, dialect)
    if verdict.outcome is not Outcome.PARTIAL:
        return
    without = facts.groups(verdict.addends, value.kind).without
    have = "has" if total.missing == 1 else "have"
    estimate = "estimate" if all(addend.estimate is None for addend in without) else _KINDS[value.kind]
    known = with_unit(amount_text(total, value, dialect.calendar), value)
    yield Finding(
        value.span,
        subject=verdict.claim.subject,
        claimed=with_unit(value.text, value),
        reason=f"{total.missing} of {plural(total.tasks, 'task')} {have} no {estimate}, the others add up to {known}",
        evidence=tuple(_shown(addend) for addend in without),
        help="estimate these tasks",
    )


def _listed_twice(verdict: Verdict, value: Estimate, facts: Facts, dialect: Dialect) -> Finding:
    """The total holds only if tasks of one name are the same work."""
    again = [addend for addend in verdict.addends if addend.task.span in facts.rollup.doubtful]
    once = [addend for addend in verdict.addends if addend.task.span not in facts.rollup.doubtful]
    counted = summed(verdict.addends, value.kind), summed(once, value.kind)
    all_of_them, each_once = (with_unit(amount_text(one, value, dialect.calendar), value) for one in counted)
    have = "one has" if len(again) == 1 else f"{len(again)} have"
    tasks = plural(len(verdict.addends), "task")
    reason = f"of its {tasks} {have} the title of another, and it is {all_of_them} or {each_once}"
    return Finding(
        value.span,
        subject=verdict.claim.subject,
        claimed=with_unit(value.text, value),
        reason=reason,
        evidence=tuple(_shown(addend) for addend in again[:PARTS_KEPT]),
        help="give the same work the same id wherever it is listed, or other work another title",
    )


def _shown(addend: Addend) -> Evidence:
    task, estimate = addend
    return Evidence(f"{estimate.text if estimate else 'no estimate'}: {task.title.text}", task.title.span)
