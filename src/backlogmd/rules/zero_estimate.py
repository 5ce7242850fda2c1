"""A task is estimated at nothing, or at less than nothing.

Work that takes no time needs no task. Mostly the figure was never filled in.

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
    # A story of 0 points is common practice.
    if estimate is not None and estimate.kind is Kind.DURATION and estimate.high <= 0:
        yield Finding(estimate.span, amount=estimate.text, help="write how long it takes, or leave the estimate out")
