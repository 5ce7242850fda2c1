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
from backlogmd.query.claims import Facts, Outcome, Verdict
from backlogmd.query.rollup import Addend
from backlogmd.rule import Finding, rule
from backlogmd.totals import amount_text, plural, with_unit
from backlogmd.vocabulary import Dialect

_KINDS = {Kind.DURATION: "estimate of time", Kind.POINTS: "points"}


@rule(
    "BL411",
    "{subject} ({claimed}) cannot be checked: {missing} of {tasks} {have} no {estimate}, the others add up to {known}",
    severity="info",
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    value, total = verdict.claim.value, verdict.total
    if verdict.outcome is not Outcome.PARTIAL or verdict.claim.kind is ClaimKind.PARENT:
        return
    if total is None or not isinstance(value, Estimate):
        return
    without = facts.groups(verdict.addends, value.kind).without
    yield Finding(
        value.span,
        subject=verdict.claim.subject,
        claimed=with_unit(value.text, value),
        missing=total.missing,
        tasks=plural(total.tasks, "task"),
        have="has" if total.missing == 1 else "have",
        estimate="estimate" if all(addend.estimate is None for addend in without) else _KINDS[value.kind],
        known=with_unit(amount_text(total, value, dialect.calendar), value),
        evidence=tuple(_shown(addend) for addend in without),
        help="estimate these tasks",
    )


def _shown(addend: Addend) -> Evidence:
    task, estimate = addend
    return Evidence(f"{estimate.text if estimate else 'no estimate'}: {task.title.text}", task.title.span)
