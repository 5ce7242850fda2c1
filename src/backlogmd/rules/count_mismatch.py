"""A number of tasks or entries is wrong.

Read are `(5 items)` in a heading, `Total tasks: 24` in a line, and columns of tasks in a summary. The number may count
the tasks with or without subtasks, with or without the finished ones; it is reported if no count gives it. Numbers of
bugs or stories are left alone, and so are those of finished tasks where the file keeps none.

Labels such as `**Open bugs (5 items):**` and `The 4 steps:` are compared with the list right below them, and
`59 errors` with a list in the same section whose every entry says how many errors. In TOON comments, the numbers of a
summary and the declared lengths (`done[7]`) are read. A list that says that it goes on, `…` or `etc.`, is not counted.

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

from backlogmd.diagnostics import Fix
from backlogmd.nodes import ClaimKind, Count
from backlogmd.query.claims import Facts, Outcome, Verdict
from backlogmd.query.listed import counts_entries
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.totals import KIND_OF_WORK, parts_evidence, plural


@rule(
    "BL405",
    "{subject} is given as {claimed}, but {truth}",
    severity="error",
    fix="unsafe",
    changes=(*PROSE, "Section.count", "Claim.value", "SummaryRow.cells", "Opaque.html"),
)
def check(verdict: Verdict, facts: Facts) -> Iterator[Finding]:
    claim, value, number = verdict.claim, verdict.claim.value, verdict.count
    if not isinstance(value, Count) or verdict.outcome is not Outcome.CONTRADICTED or number is None:
        return
    actual = value.text.replace(str(value.number), str(number), 1)
    noun = f"{KIND_OF_WORK[claim.of_open]}task"
    if claim.kind is ClaimKind.MACHINE and claim.parts:
        noun = "row"
    listed = bool(claim.parts) and not counts_entries(claim)
    truth = f"there {'is' if number == 1 else 'are'} {number}"
    # The words round a number agree with it: `1 item` is no `2 item`.
    agree = value.text == str(value.number) or (number != 1 and value.number != 1) or not claim.parts
    yield Finding(
        value.span,
        subject=claim.subject,
        claimed=value.text if value.text != str(value.number) else plural(value.number, noun),
        truth=f"its {plural(len(claim.parts), 'entry')} add up to {actual}" if listed else truth,
        evidence=tuple(parts_evidence(claim.parts)) if listed else (),
        help=f"write `{actual}`" if agree else f"write {number}",
        fix=Fix.unsafe(*facts.columns.edits(value.span, actual)) if agree else None,
    )
