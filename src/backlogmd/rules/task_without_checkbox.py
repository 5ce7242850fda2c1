"""A bullet looks like the tasks beside it but has no checkbox.

Where tasks have bold titles or estimates, a bullet beside them that has the same most likely lost its box. It is not
counted, and its hours are in no total. Plain bullets are notes and never reported, nor are lines that add up (`Total`),
labels (`**Owner: Ana**`) and bold bullets that hold tasks of their own.

Bad:

    - [ ] **Write the parser** (4 hours)
    - **Write the linter** (6 hours)

Good:

    - [ ] **Write the parser** (4 hours)
    - [ ] **Write the linter** (6 hours)
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Item, Note, Task
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_amounts
from backlogmd.vocabulary import Dialect

_LAST_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]+)\)\s*$")
_BOLD = re.compile(r"\*\*(?!\s)[^*]*[^*:\s]\*\*")

# What such a line says is about the tasks, or about one of them.
_NO_TASK = re.compile(
    r"[*\s]*(?:(?:sub|grand\s+)?total|sum|notes?|due|deadline|owner|assignee|assigned|estimate|effort|depends|dependencies"
    r"|status|priority|goal|progress|acceptance\s+criteria|definition\s+of\s+done)\b",
    re.IGNORECASE,
)


@rule("BL106", "this bullet has {what} like the tasks beside it, but no checkbox", fix="unsafe")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    for items in (document.preamble, *(section.items for section in document.all_sections)):
        yield from _level(items, document, dialect)


def _level(items: Iterable[Item], document: Document, dialect: Dialect) -> Iterator[Finding]:
    """The bullets of one level, then those below them."""
    items = tuple(items)
    tasks = [item for item in items if isinstance(item, Task)]
    for item in items:
        if isinstance(item, Note):
            what = _like_a_task(item, tasks, document, dialect) if item.beside_tasks else None
            if what is not None:
                start = item.text.span.start
                yield Finding(
                    item.text.span,
                    what=what,
                    help="begin it with `[ ] `, or make it a note of a task",
                    fix=Fix.unsafe(Edit(Span(start, start), "[ ] ")),
                )
            yield from _level((*item.notes, *item.tasks), document, dialect)
        elif isinstance(item, Task):
            yield from _level((*item.notes, *item.subtasks), document, dialect)


def _like_a_task(note: Note, tasks: Sequence[Task], document: Document, dialect: Dialect) -> str | None:
    """What the bullet has in common with the tasks beside it."""
    title = note.text.text
    if _NO_TASK.match(title):
        return None
    brackets = _LAST_BRACKETS.search(title)
    if brackets is not None:
        amounts = parse_amounts(brackets["inside"], dialect.calendar)
        title = title[: brackets.start()]
        if amounts is None or not title:
            return None
        return "an estimate" if any(task.estimate and task.estimate.kind is amounts.kind for task in tasks) else None
    if note.tasks or not _BOLD.fullmatch(title):
        return None
    # The title of a task is bold as a whole, or at its beginning.
    bold = any(document.source.slice(Span(task.title.span.start - 2, task.title.span.end)).lstrip().startswith("**") for task in tasks)
    return "a bold title" if bold else None
