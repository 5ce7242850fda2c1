"""A progress figure differs from the boxes.

Read are `[2/5]` and `[40%]` on headings and tasks, `Progress: 3/37 (8%)`, and `12 of 57 tasks done`. A fraction in a
sentence, such as `HTTP/2` or `5 of 8 failing tests`, is none. Percentages may be rounded, but 100 % means that nothing
is open. Where a file keeps no finished tasks, only what is left is compared.

`**Status:** In progress (15%)` below the title, or in a section called Status, is about all boxes of the file, and may
be off by 5. A percentage of something else, such as `Test coverage: 80%`, is left alone.

Bad:

    ## API [2/3]

    - [x] Write the parser
    - [ ] Write the linter
    - [ ] Write the docs

Good:

    ## API [1/3]

    - [x] Write the parser
    - [ ] Write the linter
    - [ ] Write the docs
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Fix
from backlogmd.nodes import Document, Progress
from backlogmd.query.claims import Facts, Outcome, Verdict
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.totals import percent, plural


@rule(
    "BL407",
    "progress is given as {claimed}, but {done} of {tasks} {are} done",
    severity="error",
    fix="safe",
    changes=(*PROSE, "Section.progress", "Task.progress", "Claim.value", "Claim.subject", "SummaryRow.cells"),
)
def check(verdict: Verdict, document: Document, facts: Facts) -> Iterator[Finding]:
    value = verdict.claim.value
    if not isinstance(value, Progress) or verdict.outcome is not Outcome.CONTRADICTED:
        return
    if verdict.count is None or verdict.done is None:
        return
    written = document.source.slice(value.span)  # with the brackets, where there are any
    actual = _rewritten(written, value, verdict.done, verdict.count)
    yield Finding(
        value.span,
        claimed=written,
        done=verdict.done,
        tasks=plural(verdict.count, "task"),
        are="is" if verdict.done == 1 else "are",
        help=f"write `{actual}`",
        fix=Fix.safe(*facts.columns.edits(value.span, actual)),
    )


def _rewritten(text: str, value: Progress, done: int, tasks: int) -> str:
    if value.total is not None:
        numbers = iter((str(done), str(tasks)))
        text = re.sub("[0-9]+", lambda _: next(numbers), text, count=2)
    return re.sub(r"[0-9]+(?:\.[0-9]+)?(?=\s?%)", str(percent(done, tasks)), text)
