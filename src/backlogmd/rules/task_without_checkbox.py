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
from collections.abc import Iterable, Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Emphasis, Item, Kind, Note, Task
from backlogmd.pattern import lazy
from backlogmd.rule import NEW_TASK, Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_amounts
from backlogmd.vocabulary import Dialect

_LAST_BRACKETS = lazy(r"\((?P<inside>[^()]+)\)\s*$")
_BOLD = lazy(r"\*\*(?!\s)[^*]*[^*:\s]\*\*")

# What such a line says is about the tasks, or about one of them.
_NO_TASK = lazy(
    r"[*\s]*(?:(?:sub-?|grand\s+|estimated\s+)?total(?:\s+(?:estimated?|time|effort|hours|points|work))*|sum|notes?|due|deadline"
    r"|owner|assignee|assigned\s+to|estimate|effort|depends\s+on|dependencies|status|priority|goal|progress"
    r"|acceptance\s+criteria|definition\s+of\s+done)\s*(?:[:：*(]|$)",
    re.IGNORECASE,
)


@rule("BL106", "this bullet has {what} like the tasks beside it, but no checkbox", fix="unsafe", changes=NEW_TASK)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    for items in (document.preamble, *(section.items for section in document.all_sections)):
        yield from _level(items, document, dialect)


def _level(items: Iterable[Item], document: Document, dialect: Dialect) -> Iterator[Finding]:
    """The bullets of one level, then those below them."""
    items = tuple(items)
    tasks = [item for item in items if isinstance(item, Task)]
    kinds = {task.estimate.kind for task in tasks if task.estimate is not None}
    bold = any(_is_bold(task, document) for task in tasks)
    for item in items:
        if isinstance(item, Note):
            # What begins with a bracket has a box, if a malformed one.
            plain = item.beside_tasks and not item.text.text.startswith(("[", "\\["))
            what = _looks(item, kinds, dialect, bold=bold) if plain else None
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


def _looks(note: Note, kinds: set[Kind], dialect: Dialect, *, bold: bool) -> str | None:
    """What the bullet has in common with the tasks beside it: estimates of these *kinds*, or *bold* titles."""
    title = note.text.text
    if _NO_TASK.match(title):
        return None
    brackets = _LAST_BRACKETS.search(title)
    if brackets is not None:
        amounts = parse_amounts(brackets["inside"], dialect.calendar)
        if amounts is None or brackets.start() == 0:
            return None
        return "an estimate" if amounts.kind in kinds else None
    return "a bold title" if bold and not note.tasks and _BOLD.fullmatch(title) else None


def _is_bold(task: Task, document: Document) -> bool:
    """Whether the title is bold, as a whole or at its beginning."""
    return task.emphasis is Emphasis.STRONG or document.source.text.startswith("**", task.title.span.start)
