"""A task is estimated at a range so wide that it says little.

Between two hours and two days nobody can plan. Find out first, or split the task: one part will be clear. A range with
an open end, `4+ hours`, is left alone, and so is work that was cancelled.

Bad:

    - [ ] Write the parser (2-16 hours)

Good:

    - [ ] Read the grammar (2 hours)
    - [ ] Write the parser (4-8 hours)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Task
from backlogmd.rule import Finding, Options, rule


@dataclass(frozen=True, slots=True)
class Width(Options):
    """How wide a range may be."""

    ratio: float = 4
    """How many times as much as the lower end the upper end may be."""

    def __post_init__(self) -> None:
        if not self.ratio >= 1:
            raise ValueError("must be 1 or more")


@rule(
    "BL210",
    "the upper end of `{amount}` is {times:.2g} times the lower one, which is more than {ratio:g}",
    default=False,
)
def check(task: Task, width: Width) -> Iterator[Finding]:
    estimate = task.estimate
    if estimate is None or not task.counts or not estimate.is_range or estimate.bound:
        return
    low, high = sorted((estimate.low, estimate.high))
    if low > 0 and high > width.ratio * low:
        times = float(high / low)
        yield Finding(
            estimate.span, amount=estimate.text, times=times, ratio=width.ratio, help="find out more, or split the task"
        )
