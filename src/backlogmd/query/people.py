"""Who does what: the work that assignments and the tasks themselves give to people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Assignment, AssignmentRule, Document, Section, Task
from backlogmd.pattern import lazy
from backlogmd.query.selection import Finder, Match
from backlogmd.vocabulary import Role

_SHARED = lazy(
    r"(?<!\w)(?:teams?|everyone|everybody|all|shared|anyone|both|pair|group|squad|equipo|equipe|équipe|todos|todas|tous|alle"
    r"|gruppe|команда|все)(?!\w)|团队|團隊|小组|全员|全員|チーム|みんな|팀|모두"
    r"|(?<=\w)\s*(?:[&+/,;、，]|(?<=\s)(?:and|und|y|e|et|и|or|oder|ou)(?=\s))\s*(?=\w)",
    re.IGNORECASE,
)
# What a rule says that leaves the work to others, or to several.
_OPEN_TO_OTHERS = lazy(
    r"^(?:support|assist|help|review|back[- ]?up)\w*"
    r"|(?<!\w)(?:can|could|may|might|shared?|together|remaining|else|others?|(?-i:[Tt]he rest|[Rr]est of)|unassigned"
    r"|podem?|pueden?|peu[tx]|peuvent|kann|können|restantes?|resto|reste|übrigen?|restliche[nrs]?|остальные|остальное"
    r"|остальных)(?!\w)|可以|其余|其餘|其他|剩余|剩餘|残り|나머지",
    re.IGNORECASE,
)


class Share(NamedTuple):
    """Work that a rule gives to one person."""

    person: str
    rule: AssignmentRule
    tasks: tuple[Task, ...]
    """Those that it selects, subtasks too."""
    by_title: bool
    """Whether only words in titles select them."""


def is_shared(name: str) -> bool:
    """Whether *name* means a team or several people: `Team effort`, `Ana & Ben`."""
    return _SHARED.search(name) is not None


_ROLE = lazy(r"\s[-–—|]\s| ?[:：]")


def person(assignment: Assignment) -> str:
    """The name of the assignee without what may stand behind it: `Ben - Backend` is Ben."""
    return _ROLE.split(assignment.assignee, maxsplit=1)[0].strip()


def headed(document: Document) -> Iterator[tuple[Section, Assignment]]:
    """The assignments, with the sections that they are."""
    sections = (one for one in document.all_sections if one.role is Role.ASSIGNEE)
    return zip(sections, document.assignments, strict=True)


def shares(document: Document, finder: Finder) -> Iterator[Share]:
    """What rules give to one person alone, in the order they stand; rules that invite others are left out."""
    for assignment in document.assignments:
        if is_shared(assignment.assignee):
            continue
        for rule in assignment.rules:
            if _OPEN_TO_OTHERS.search(rule.text.text) is None:
                found = finder.find(rule.selector)
                yield Share(person(assignment), rule, found.tasks, found.match is Match.TITLE)
