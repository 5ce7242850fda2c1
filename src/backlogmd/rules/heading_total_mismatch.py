"""The hours in a heading differ from the tasks below it.

A figure such as `## API (40h)` is taken as the sum of the section. A length of time is not: `Phase 1 (2 weeks)` over
tasks in hours and `Sprint 4 (10 days)` say when, not how much.

Bad:

    ## API (12h)

    - [ ] Write the parser (4h)
    - [ ] Write the linter (6h)

Good:

    ## API (10h)

    - [ ] Write the parser (4h)
    - [ ] Write the linter (6h)
"""

from collections.abc import Iterator

from backlogmd.nodes import ClaimKind
from backlogmd.query.claims import Facts, Verdict
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.totals import effort_findings
from backlogmd.vocabulary import Dialect


@rule(
    "BL403",
    "{subject} is claimed as {claimed}, but {tasks} to {actual}",
    severity="error",
    fix="unsafe",
    changes=(*PROSE, "Section.estimate"),
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    yield from effort_findings(verdict, ClaimKind.HEADING, facts, dialect.calendar)
