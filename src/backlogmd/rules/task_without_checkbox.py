"""A bullet looks like the tasks beside it but has no checkbox.

Among tasks, a bullet with a bold title or with an estimate is most likely one that lost its box. It is not counted,
and its hours are in no total. Plain bullets are notes and never reported.

Bad:

    - [ ] **Write the parser** (4 hours)
    - **Write the linter** (6 hours)

Good:

    - [ ] **Write the parser** (4 hours)
    - [ ] **Write the linter** (6 hours)
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Note
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_amounts
from backlogmd.vocabulary import Dialect

_LOOKS_LIKE_TASK = re.compile(r"(?P<title>\*\*(?!\s)[^*]*[^*:\s]\*\*|[^*(][^(]*?)\s*(?:\((?P<estimate>[^()]+)\))?\s*")


@rule("BL106", "this bullet has {what} like the tasks beside it, but no checkbox", fix="unsafe")
def check(note: Note, dialect: Dialect) -> Iterator[Finding]:
    if not note.beside_tasks:
        return
    match = _LOOKS_LIKE_TASK.fullmatch(note.text.text)
    if match is None:
        return
    estimated = match["estimate"] is not None and parse_amounts(match["estimate"], dialect.calendar) is not None
    if match["estimate"] is not None and not estimated:
        return
    if not estimated and not match["title"].startswith("**"):
        return
    start = note.text.span.start
    yield Finding(
        note.text.span,
        what="an estimate" if estimated else "a bold title",
        help="begin it with `[ ] `, or make it a note of a task",
        fix=Fix.unsafe(Edit(Span(start, start), "[ ] ")),
    )
