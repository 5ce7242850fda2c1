"""A marker for totals that keep themselves cannot be used.

It is misspelled, is never closed, stands inside another block, in a list or in a line of text, or holds more than what
backlogmd writes. Until it is mended, nothing keeps these totals up to date. Markers in code are text.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    <!-- backlogmd:totals by=priorty -->

    <!-- /backlogmd:totals -->

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    <!-- backlogmd:totals by=priority -->

    <!-- /backlogmd:totals -->
"""

from collections.abc import Iterator

from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, rule


@rule("BL414", "{problem}", severity="error")
def check(facts: Facts) -> Iterator[Finding]:
    for problem in facts.markers.problems:
        yield Finding(problem.span, problem=problem.message, help=problem.help)
