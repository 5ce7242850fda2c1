"""One task carries two estimates that disagree.

Only one of them can be in a total, and readers will each believe another one.

Bad:

    - [ ] Write the parser (4 hours) - Estimate: 6h

Good:

    - [ ] Write the parser (4 hours)
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Task
from backlogmd.rule import Finding, rule


@rule("BL208", "this task is estimated at {first} and at {second}", severity="error")
def check(task: Task) -> Iterator[Finding]:
    first = task.estimate
    if first is None:
        return
    for other in task.more_estimates:
        if other.kind is first.kind and (other.low, other.high, other.unit) != (first.low, first.high, first.unit):
            if (other.low, other.high) == (first.low, first.high) and first.low:
                continue
            yield Finding(
                other.span,
                first=first.text,
                second=other.text,
                evidence=(Evidence(f"{first.text} stands here", first.span),),
                help="keep one of them; totals count the first",
            )
