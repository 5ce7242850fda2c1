"""A task is estimated at more than one task should take.

What takes long is known least: such a task hides steps that nobody has thought of, and stays half done for weeks. A
task with subtasks is left alone, for it is split already; so is work that was cancelled. A range counts with its lower
end.

Bad:

    - [ ] Write the parser (40 hours)

Good:

    - [ ] Read headings (12 hours)
    - [ ] Read lists (16 hours)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Kind
from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, Options, rule


@dataclass(frozen=True, slots=True)
class Size(Options):
    """How large a task may be."""

    limit: float = 16
    """Hours that one task may take at most."""

    def __post_init__(self) -> None:
        if not self.limit > 0:
            raise ValueError("must be more than 0 hours")


@rule("BL209", "this task is estimated at {amount}, which is more than {limit:g} hours", default=False)
def check(facts: Facts, size: Size) -> Iterator[Finding]:
    for task in facts.document.tasks:
        estimate = task.estimate
        if (
            estimate is None
            or estimate.kind is not Kind.DURATION
            or not task.counts
            or facts.document.children_of(task)
        ):
            continue
        if min(estimate.low, estimate.high) > 60 * size.limit:
            yield Finding(estimate.span, amount=estimate.text, limit=size.limit, help="split it into smaller tasks")
