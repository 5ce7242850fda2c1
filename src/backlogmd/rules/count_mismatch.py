"""A number of tasks is wrong.

Read are `(5 items)` in a heading, `Total tasks: 24` in a line, and columns of tasks in a summary. The number may count
the tasks with or without subtasks, with or without the finished ones; it is reported if no count gives it. Numbers of
bugs or stories are left alone, and so are those of finished tasks where the file keeps none.

Bad:

    ## API (3 tasks)

    - [ ] Write the parser
    - [ ] Write the linter

Good:

    ## API (2 tasks)

    - [ ] Write the parser
    - [ ] Write the linter
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Count
from backlogmd.query.claims import Outcome, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import KIND_OF_WORK, plural


@rule("BL405", "{subject} is given as {claimed}, but there {are} {counted}", severity="error", fix="unsafe")
def check(verdict: Verdict) -> Iterator[Finding]:
    value = verdict.claim.value
    if not isinstance(value, Count) or verdict.outcome is not Outcome.CONTRADICTED or verdict.count is None:
        return
    actual = value.text.replace(str(value.number), str(verdict.count), 1)
    kind = KIND_OF_WORK[verdict.claim.of_open]
    yield Finding(
        value.span,
        subject=verdict.claim.subject,
        claimed=value.text if value.text != str(value.number) else plural(value.number, f"{kind}task"),
        are="is" if verdict.count == 1 else "are",
        counted=verdict.count,
        help=f"write `{actual}`",
        fix=Fix.unsafe(Edit(value.span, actual)),
    )
