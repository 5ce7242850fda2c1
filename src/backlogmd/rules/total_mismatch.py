"""A row of a summary table differs from the tasks that it sums up.

The table may add up by itself and still be wrong: tasks were added, finished or estimated anew, and nobody touched
the summary. Every task in the row's priority, project or category is added up, once each; cancelled tasks are left
out. The row may speak of all tasks or of the open ones, and its figure may be rounded. If a task that it covers has no
estimate, the row is not judged (see `partial-coverage`). Nor is a column that does not add up, such as days in
parallel, or that says how long something lasts.

Bad:

    ## HIGH - API

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 12    |

Good:

    ## HIGH - API

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 10    |
"""

from collections.abc import Iterator

from backlogmd.nodes import ClaimKind
from backlogmd.query.claims import Facts, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import effort_findings
from backlogmd.vocabulary import Dialect


@rule(
    "BL401",
    "{subject} is claimed as {claimed}, but {tasks} to {actual}",
    severity="error",
    fix="unsafe",
    changes=("SummaryRow.cells",),
)
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    yield from effort_findings(verdict, ClaimKind.SUMMARY, facts, dialect.calendar)
