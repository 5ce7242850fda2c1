"""A task has a number of points that is not on the scale.

A team that counts in 1, 2, 3, 5, 8 has agreed not to argue whether something is 6 or 7. A task with subtasks is left
alone, for its points may be a sum; so is work that was cancelled.

Bad:

    - [ ] Write the parser (4 points)

Good:

    - [ ] Write the parser (5 points)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Kind
from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, Options, rule


@dataclass(frozen=True, slots=True)
class Scale(Options):
    """Which numbers of points there are."""

    scale: tuple[float, ...] = (0, 0.5, 1, 2, 3, 5, 8, 13, 20, 21, 34, 40, 55, 89, 100)
    """The numbers that a task may have. Unless given, Fibonacci numbers and those of planning poker."""

    def __post_init__(self) -> None:
        if not self.scale:
            raise ValueError("needs a number at least")


@rule("BL211", "{points} points are not on the scale", default=False)
def check(facts: Facts, scale: Scale) -> Iterator[Finding]:
    for task in facts.document.tasks:
        estimate = task.estimate
        if estimate is None or estimate.kind is not Kind.POINTS or not task.counts:
            continue
        if facts.document.children_of(task):
            continue
        odd = next((float(one) for one in (estimate.low, estimate.high) if one not in scale.scale), None)
        if odd is not None:
            yield Finding(estimate.span, points=f"{odd:g}", help=_nearest(odd, scale.scale))


def _nearest(points: float, scale: tuple[float, ...]) -> str:
    below = max((one for one in scale if one < points), default=None)
    above = min((one for one in scale if one > points), default=None)
    return "write " + " or ".join(f"{one:g}" for one in (below, above) if one is not None)
