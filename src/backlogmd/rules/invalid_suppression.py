"""A comment that is to silence findings cannot be understood, or holds no longer.

It is misspelled, names a rule that does not exist, begins a range without an end or ends one without a beginning, or
its day is over. What it was to silence is reported, but for the range without an end, which goes on to the end of the
file. Comments in code are text.

Bad:

    - [ ] Write the parser <!-- backlogmd-disable-line duplicat-task -->

Good:

    - [ ] Write the parser <!-- backlogmd-disable-line duplicate-task -->
"""

from collections.abc import Iterator

from backlogmd.rule import Finding, rule
from backlogmd.suppress import Suppressions


@rule("BL903", "{problem}", severity="error")
def check(suppressions: Suppressions) -> Iterator[Finding]:
    for problem in suppressions.problems:
        yield Finding(problem.span, problem=problem.message, help=problem.help)
