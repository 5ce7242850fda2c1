"""The estimate of a task differs from the sum of its subtasks.

Totals count the subtasks, so the figure that stands first is in none of them.

Bad:

    - [ ] Write the parser (8h)
      - [ ] Read headings (2h)
      - [ ] Read lists (4h)

Good:

    - [ ] Write the parser (6h)
      - [ ] Read headings (2h)
      - [ ] Read lists (4h)
"""

from collections.abc import Iterator

from backlogmd.nodes import ClaimKind
from backlogmd.query.claims import Facts, Verdict
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.totals import effort_findings
from backlogmd.vocabulary import Dialect


@rule(
    "BL406",
    "`{subject}` is estimated at {claimed}, but {tasks} to {actual}",
    fix="unsafe",
    changes=(*PROSE, "Task.estimate", "Task.more_estimates", "Section.estimate"),
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    yield from effort_findings(verdict, ClaimKind.PARENT, facts, dialect.calendar, noun="subtask")
