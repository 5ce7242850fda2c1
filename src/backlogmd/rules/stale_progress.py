"""A progress figure differs from the boxes.

Read are `[2/5]` and `[40%]` on headings and tasks, `Progress: 3/37 (8%)`, and `12 of 57 tasks done`. A fraction in a
sentence, such as `HTTP/2` or `5 of 8 failing tests`, is none.

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

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Progress
from backlogmd.query.claims import Outcome, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import plural


@rule("BL407", "progress is given as {claimed}, but {done} of {tasks} {are} done", severity="error", fix="safe")
def check(verdict: Verdict) -> Iterator[Finding]:
    value = verdict.claim.value
    if not isinstance(value, Progress) or verdict.outcome is not Outcome.CONTRADICTED:
        return
    if verdict.count is None or verdict.done is None:
        return
    actual = _rewritten(value, verdict.done, verdict.count)
    yield Finding(
        value.span,
        claimed=value.text,
        done=verdict.done,
        tasks=plural(verdict.count, "task"),
        are="is" if verdict.done == 1 else "are",
        help=f"write `{actual}`",
        fix=Fix.safe(Edit(value.span, actual)),
    )


def _rewritten(value: Progress, done: int, tasks: int) -> str:
    numbers = iter([str(done), str(tasks)] if value.total is not None else [])
    text = value.text
    if value.total is not None:
        text = re.sub("[0-9]+", lambda _: next(numbers), text, count=2)
    return re.sub(r"[0-9]+(?:\.[0-9]+)?(?=\s?%)", str(round(100 * done / tasks)), text)
