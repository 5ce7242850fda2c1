"""An assignment names tasks that do not exist.

`All HIGH security tasks` under a person's name is a promise. If no task has that priority and that category, the rule
is out of date, or the tasks are named in another way. A rule without a priority may also speak of work that is not in
the file, such as code review; then the finding is only information. `TBD` and `None` are left alone.

Bad:

    ## HIGH - API

    - [ ] Write the parser

    ## Assignments

    ### Ana

    - All LOW tasks

Good:

    ## HIGH - API

    - [ ] Write the parser

    ## Assignments

    ### Ana

    - All HIGH tasks
"""

from collections.abc import Iterator

from backlogmd.query.claims import Facts
from backlogmd.query.selection import Match
from backlogmd.rule import Finding, rule

_NOBODY = frozenset(("tbd", "tba", "tbc", "none", "nothing", "nothing yet", "n/a", "?", "-", "–", "—"))


@rule("BL701", "`{rule}` selects no task")
def check(facts: Facts) -> Iterator[Finding]:
    if not facts.document.tasks:
        return
    for assignment in facts.document.assignments:
        for one in assignment.rules:
            if one.text.text.strip(" *_.").lower() in _NOBODY:
                continue
            if facts.finder.find(one.selector).match is Match.NOTHING:
                guess = not one.selector.priorities
                yield Finding(
                    one.text.span,
                    rule=one.text.text,
                    guess=guess,
                    help="name a priority, a category or a project that has tasks",
                )
