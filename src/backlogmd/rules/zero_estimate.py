"""A task is estimated at nothing, or at less than nothing.

Work that takes no time needs no task. Mostly the figure was never filled in. A story of 0 points is common practice and
left alone, as is work that was cancelled.

Bad:

    - [ ] Write the parser (0 hours)

Good:

    - [ ] Write the parser (4 hours)
"""

from collections.abc import Iterator

from backlogmd.nodes import Kind, Task
from backlogmd.rule import Finding, rule


@rule("BL206", "this task is estimated at {amount}")
def check(task: Task) -> Iterator[Finding]:
    estimate = task.estimate
    if estimate is None or estimate.kind is not Kind.DURATION or not task.counts:
        return
    if max(estimate.low, estimate.high) <= 0:
        yield Finding(estimate.span, amount=estimate.text, help="write how long it takes, or leave the estimate out")
