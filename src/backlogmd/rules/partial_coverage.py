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
from backlogmd.nodes import ClaimKind, Estimate
from backlogmd.query.claims import Outcome, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import MOST_EVIDENCE, amount_text
from backlogmd.vocabulary import Dialect


@rule(
    "BL411",
    "{subject} ({claimed}) cannot be checked: {missing} of {tasks} tasks have no estimate, the others add up to {known}",
    severity="info",
)
def check(verdict: Verdict, dialect: Dialect) -> Iterator[Finding]:
    value, total = verdict.claim.value, verdict.total
    if verdict.outcome is not Outcome.PARTIAL or verdict.claim.kind is ClaimKind.PARENT:
        return
    if total is None or not isinstance(value, Estimate):
        return
    without = [addend.task for addend in verdict.addends if addend.estimate is None or addend.estimate.kind is not value.kind]
    yield Finding(
        value.span,
        subject=verdict.claim.subject,
        claimed=value.text,
        missing=total.missing,
        tasks=total.tasks,
        known=amount_text(total, value, dialect.calendar),
        evidence=tuple(Evidence(f"no estimate: {task.title.text}", task.title.span) for task in without[:MOST_EVIDENCE]),
        help="estimate these tasks",
    )
