"""The one grammar for saying which tasks: summary rows, assignment rules, the API and the command line.

`All HIGH testing tasks`, `🔴 URGENT`, `TOTAL`, `Performance optimization tasks`, `priority:high state:open`.
Words that only say that tasks are meant, or what is done with them, select nothing.
"""

from __future__ import annotations

import re

from backlogmd.nodes import Selector
from backlogmd.pattern import lazy
from backlogmd.syntax.priority import patterns
from backlogmd.vocabulary import Dialect, State

_WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)?")
_EVERYTHING = lazy(r"(?:grand |overall |sum )?totals?|all|everything|sum|overall|all tasks|total tasks", re.IGNORECASE)
_QUALIFIED = lazy(r"(priority|state|status|project|category|milestone|text)[:~=](\"[^\"]*\"|\S+)", re.IGNORECASE)

# What follows says how the work is handled, not which work it is: `Documentation can be distributed`.
_DIRECTIVE = lazy(
    r"\b(?:can|could|should|may|must|will|to be|is|are|shall|needs?|requires?)\b.*", re.IGNORECASE | re.DOTALL
)

_IGNORED = frozenset(
    "a all an and any both by each every everything for from in into items item its of on one only or other others our "
    "related rest some such task tasks that the their them these this those to todo todos under up with work works "
    "stuff remaining ticket tickets story stories issue issues priority prio level total totals".split()
)

_STATES = {
    "open": (State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.DEFERRED, State.QUESTION, State.UNKNOWN),
    "done": (State.DONE,),
    "completed": (State.DONE,),
    "complete": (State.DONE,),
    "finished": (State.DONE,),
    "in progress": (State.IN_PROGRESS,),
    "in-progress": (State.IN_PROGRESS,),
    "todo": (State.OPEN,),
    "to do": (State.OPEN,),
    "not started": (State.OPEN,),
    "pending": (State.OPEN,),
    "blocked": (State.BLOCKED,),
    "cancelled": (State.CANCELLED,),
    "deferred": (State.DEFERRED,),
}


def parse_selector(text: str, dialect: Dialect) -> Selector:
    """Which tasks *text* speaks of. Text without any meaning in it selects all tasks."""
    plain = text.replace("*", " ").replace("`", " ").strip(" \t:.,_")
    if not plain or _EVERYTHING.fullmatch(plain):
        return Selector()
    qualified = _QUALIFIED.findall(plain)
    if qualified:
        return _from_qualified(qualified, dialect)
    states = _STATES.get(plain.lower())
    if states is not None:
        return Selector(states=states)
    plain = _DIRECTIVE.sub("", plain).strip() or plain
    read = patterns(dialect)
    priorities: list[str] = []
    words: list[str] = []
    for match in _WORD.finditer(plain):
        word = match.group().lower()
        level = read.words.get(word) or read.codes.get(word.upper())
        if level is not None and word not in read.weak:
            if level.name not in priorities:
                priorities.append(level.name)
        elif word not in _IGNORED:
            words.append(word)
    if not priorities:
        for emoji, level in read.emoji.items():
            if emoji in plain and level.name not in priorities:
                priorities.append(level.name)
    name = " ".join(plain.lower().split()) if words else ""
    return Selector(tuple(priorities), tuple(words), (), name)


def _from_qualified(conditions: list[tuple[str, str]], dialect: Dialect) -> Selector:
    priorities: list[str] = []
    words: list[str] = []
    states: list[State] = []
    for key, written in conditions:
        value = written.strip('"')
        if key.lower() == "priority":
            level = dialect.level(value)
            priorities.append(level.name if level else value.upper())
        elif key.lower() in ("state", "status"):
            states.extend(_STATES.get(value.lower(), (State.UNKNOWN,)))
        else:
            words.extend(match.group().lower() for match in _WORD.finditer(value))
    return Selector(tuple(priorities), tuple(words), tuple(states), " ".join(words))
