"""A total in a line of text differs from the tasks.

Lines such as `**Total: 40 hours**` and `Estimated total effort: ~5 days` are read. The total may speak of the section
it stands in or of the whole file, of all tasks or of the open ones; it is reported if no reading holds. With `~` it
may be off by 5 %. A length of time, such as `Total duration: 3 weeks` over tasks in hours, is no sum.

Bad:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    **Total: 12 hours**

Good:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)

    **Total: 10 hours**
"""

from collections.abc import Iterator

from backlogmd.nodes import ClaimKind
from backlogmd.query.claims import Facts, Verdict
from backlogmd.rule import Finding, rule
from backlogmd.totals import effort_findings
from backlogmd.vocabulary import Dialect


@rule("BL404", "{subject} is given as {claimed}, but {tasks} to {actual}", severity="error", fix="unsafe")
def check(verdict: Verdict, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    yield from effort_findings(verdict, ClaimKind.PROSE, facts, dialect.calendar)
