"""One task carries two estimates that disagree.

Only one of them can be in a total, and readers will each believe another one. Estimates agree where one lies in the
range of the other; those in hours and those in points are not compared. Durations in the middle of a title are part of
the sentence.

Bad:

    - [ ] Write the parser (4 hours) - Estimate: 6h

Good:

    - [ ] Write the parser (4 hours)
"""

import math
from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Amount, Estimate, Kind, Task
from backlogmd.rule import Finding, rule


@rule("BL208", "this task is estimated at {first} and at {second}", severity="error")
def check(task: Task) -> Iterator[Finding]:
    first = task.estimate
    if first is None:
        return
    for other in task.more_estimates:
        if any(task.title.span.holds(one.span) for one in (first, other)):
            continue
        if first.kind is other.kind and _disagree(first, other):
            yield Finding(
                other.span,
                first=first.text,
                second=other.text,
                evidence=(Evidence(f"{first.text} stands here", first.span),),
                help="keep one of them; totals count the first",
            )


def _disagree(one: Estimate, other: Estimate) -> bool:
    """Whether neither allows all that the other one does."""
    if one.kind is Kind.SIZE:
        return one.unit != other.unit
    (low, high), (other_low, other_high) = _ends(one), _ends(other)
    return not ((low <= other_low and other_high <= high) or (other_low <= low and high <= other_high))


def _ends(estimate: Estimate) -> tuple[Amount | float, Amount | float]:
    low, high = sorted((estimate.low, estimate.high))
    return (0 if estimate.bound == "<=" else low, math.inf if estimate.bound == ">=" else high)
