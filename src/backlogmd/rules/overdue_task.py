"""A task was due before today, and is still open.

What is overdue is late, or its date means nothing any more; both are better known. Off unless it is selected, because
a file that nobody touches gets findings as time goes by. The day may be given with the option `today`. Cancelled tasks
and those put off are left alone; of several dates the last one counts.

Bad:

    - [ ] Write the parser 📅 2026-01-31

With:

    [rules.overdue-task]
    today = 2026-02-01

Good:

    - [ ] Write the parser 📅 2026-02-28
    - [x] Write the linter 📅 2026-01-31
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backlogmd.nodes import DateKind, Document
from backlogmd.query.dates import days
from backlogmd.rule import Finding, Options, Surroundings, rule
from backlogmd.totals import plural
from backlogmd.vocabulary import State

_SETTLED = (State.DONE, State.CANCELLED, State.DEFERRED)


@dataclass(frozen=True, slots=True)
class Day(Options):
    """When the check is made."""

    today: date | None = None
    """The day that is taken for today, instead of the real one."""


@rule("BL804", "this task was due on {due}, {late} ago", default=False)
def check(document: Document, given: Day, surroundings: Surroundings) -> Iterator[Finding]:
    today = given.today or surroundings.today()
    if today is None:
        return
    for task in document.tasks:
        due = days(task, DateKind.DUE) if task.state not in _SETTLED else []
        if due and due[-1][0] < today:
            last, written = due[-1]
            yield Finding(
                written.span,
                due=written.value,
                late=plural((today - last).days, "day"),
                help="do it, give it a new date, or cancel it",
            )
