"""The dates of a task contradict each other.

Work that starts after it is due, that was done before it was asked for, or before it began: one of the two dates is
wrong, and what is planned by it is wrong, too. Where a date of one kind stands twice, say because it was put off, both
must be wrong. A day on which the work really began (`Started: …`) may well come after the day on which it was due, and
a task may have been written down after it was due.

Bad:

    - [ ] Write the parser 🛫 2026-03-10 📅 2026-03-01

Good:

    - [ ] Write the parser 🛫 2026-03-01 📅 2026-03-10
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import DateKind, Document
from backlogmd.pattern import lazy
from backlogmd.query.dates import Names, days
from backlogmd.rule import Finding, rule

# Words for what has happened, where others speak of a plan.
_BEGUN = lazy(r"started|begun|began|gestartet|begonnen|commencé|iniciad[oa]|empezad[oa]|начат")

_ORDER = (
    (DateKind.START, "starts on", DateKind.DUE, "is due on"),
    (DateKind.CREATED, "was created on", DateKind.DONE, "was done on"),
    (DateKind.START, "starts on", DateKind.DONE, "was done on"),
)
"""Pairs of kinds of which the first comes first, with the words for them."""


@rule("BL802", "this task {first} {earlier}, but {then} {later}")
def check(document: Document) -> Iterator[Finding]:
    names: Names | None = None
    for task in document.tasks:
        if len(task.dates) < 2:
            continue
        for first, first_verb, then, then_verb in _ORDER:
            before, after = days(task, first), days(task, then)
            if not before or not after or before[0][0] <= after[-1][0]:
                continue
            begins, ends = before[0][1], after[-1][1]
            if then is DateKind.DUE:
                names = names or Names(document)
                if _BEGUN.search(names.of(begins)):
                    continue
            yield Finding(
                ends.span,
                first=first_verb,
                earlier=begins.value,
                then=then_verb,
                later=ends.value,
                evidence=(Evidence(f"it {first_verb} {begins.value}", begins.span),),
                help="mend the date that is wrong",
            )
            break
