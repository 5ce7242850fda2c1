"""A task has no estimate where nearly all tasks beside it have one.

Totals that cover the task cannot be checked, and the plan is short by it. The rule speaks only where a section has at
least five tasks and four in five of them are estimated; in a file without estimates it is silent. With the option
`when = "always"` every task needs one, with `"never"` none does. Finished tasks and tasks with subtasks are left alone.

Bad:

    - [ ] Read headings (1h)
    - [ ] Read lists (2h)
    - [ ] Read tables (2h)
    - [ ] Read notes (1h)
    - [ ] Read emoji

Good:

    - [ ] Read headings (1h)
    - [ ] Read lists (2h)
    - [ ] Read tables (2h)
    - [ ] Read notes (1h)
    - [ ] Read emoji (1h)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from backlogmd.query.claims import Facts, by_section
from backlogmd.rule import Finding, Options, rule


@dataclass(frozen=True, slots=True)
class Need(Options):
    """Which tasks need an estimate."""

    when: Literal["adaptive", "always", "never"] = "adaptive"
    """`adaptive`: those that stand among tasks with estimates."""
    share: float = 0.8
    """How large a part of the tasks of a section must have one, so that the others need one; up to 1."""
    tasks: int = 5
    """How many tasks a section must have at least, so that they are compared."""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError("share must be more than 0, and 1 at most")
        if self.tasks < 1:
            raise ValueError("tasks must be 1 or more")


@rule("BL202", "no estimate{contrast}")
def check(facts: Facts, need: Need) -> Iterator[Finding]:
    if need.when == "never":
        return
    for _, addends in by_section(facts.document, facts.rollup.addends):
        estimated = sum(addend.estimate is not None for addend in addends)
        contrast = ""
        if need.when == "adaptive":
            if len(addends) < need.tasks or estimated / len(addends) < need.share:
                continue
            contrast = f", though {estimated} of the {len(addends)} tasks in this section have one"
        for task, estimate in addends:
            if estimate is None and not task.is_done and task.title.text:
                yield Finding(task.title.span, contrast=contrast, help="add an estimate")
