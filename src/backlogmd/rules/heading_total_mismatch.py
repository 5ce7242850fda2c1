"""The hours in a heading differ from the tasks below it.

A figure such as `## API (40h)` is taken as the sum of the section. A length of time is not: `Phase 1 (2 weeks)` over
tasks in hours says when, not how much.

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

from backlogmd.nodes import ClaimKind, Estimate
from backlogmd.query.claims import Facts, Outcome, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import effort_finding
from backlogmd.vocabulary import Dialect


@rule("BL403", "{subject} is claimed as {claimed}, but {tasks} to {actual}", severity="error", fix="unsafe")
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    claim = verdict.claim
    if claim.kind is ClaimKind.HEADING and isinstance(claim.value, Estimate) and verdict.outcome is Outcome.CONTRADICTED:
        yield effort_finding(verdict, facts, dialect.calendar)
