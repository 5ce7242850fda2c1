"""The one grammar for saying which tasks: summary rows, assignment rules, the API and the command line.

A phrase says it in words: `All HIGH testing tasks`, `🔴 URGENT`, `TOTAL`, `Performance optimization tasks`. Words that
only say that tasks are meant, or what is done with them, select nothing.

Conditions say it exactly: `priority:high category~test -state:done hours>4`. All of them must hold, and the phrase
beside them, if there is one; of several values between commas, one is enough; `-` or `!` before a condition turns it
round. Of names and titles, `:` asks for words, `~` for characters anywhere, `=` for the whole; `none` asks for tasks
that have no such value. What cannot be a condition is read as words in a document (`parse_selector`), where it was
hardly meant as one, and is an error in a query (`parse_where`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, cast

from backlogmd.errors import BacklogmdError, UnknownNameError
from backlogmd.nodes import Condition, Selector
from backlogmd.pattern import lazy
from backlogmd.syntax.estimate import SIZES
from backlogmd.syntax.priority import VARIATION_SELECTOR, patterns
from backlogmd.vocabulary import Dialect, Form, State

_WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)?")
_EVERYTHING = lazy(r"(?:grand |overall |sum )?totals?|all|everything|sum|overall|all tasks|total tasks", re.IGNORECASE)

# Quotes hold blanks and commas together; one that nothing closes is a character like others. What ends a phrase is no
# part of a value.
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s,()]*[^\s,():._])"""
_ONE_VALUE = lazy(_VALUE)
_CONDITION = lazy(
    r"(?<![^\s(])(?P<turned>[-!]?)(?P<key>[A-Za-z]+)(?P<operator>!=|<=|>=|==|[:~=<>])"
    rf"(?P<values>(?:{_VALUE}(?:,{_VALUE})*)?)"
)
_NUMBER = lazy(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_DATE = lazy(r"[0-9]{4}(?:-[0-9]{2}){0,2}")

# What other query languages have between conditions. `and` is no harm.
_OTHER_LOGIC = lazy(r"(?<!\S)(?:or|not|\|\|?|,)(?!\S)|^,|[()]", re.IGNORECASE)

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

# How each key may be asked.
_TEXT = (":", "~", "=", "!=")
_CHOICE = (":", "=", "!=")
_ORDER = (":", "=", "!=", "<", "<=", ">", ">=")

_OPERATORS = {
    "priority": _ORDER,
    "state": _CHOICE,
    "project": _TEXT,
    "category": _TEXT,
    "milestone": _TEXT,
    "section": _TEXT,
    "text": _TEXT,
    "id": _TEXT,
    "assignee": _TEXT,
    "tag": _TEXT,
    "form": _CHOICE,
    "estimate": _CHOICE,
    "minutes": _ORDER,
    "hours": _ORDER,
    "days": _ORDER,
    "weeks": _ORDER,
    "points": _ORDER,
    "size": _CHOICE,
    "due": _ORDER,
}

KEYS = tuple(_OPERATORS)
"""What a condition can be about."""

_OTHER_NAMES = {
    "prio": "priority",
    "status": "state",
    "title": "text",
    "owner": "assignee",
    "label": "tag",
    "sp": "points",
    "pts": "points",
}

_ALWAYS_THERE = ("state", "text", "form")
"""What every task has: `none` is no answer there."""

_UNITS = {"minutes": "minute", "hours": "hour", "days": "day", "weeks": "week"}


class SelectorError(BacklogmdError):
    """A condition that cannot be read."""


def parse_selector(text: str, dialect: Dialect) -> Selector:
    """Which tasks *text* speaks of. Text without any meaning in it selects all tasks; nothing is an error."""
    plain = text.replace("*", " ").replace("`", " ").strip(" \t:.,_")
    read: list[tuple[re.Match[str], Condition]] = []
    for match in _CONDITION.finditer(plain):
        try:
            read.append((match, _condition(match, dialect)))
        except BacklogmdError:
            continue
    if not read:
        return _phrase(plain, dialect)
    between = " ".join(_between(plain, [match for match, _ in read]))
    return _joined(_phrase(between.strip(" \t:.,_"), dialect), [condition for _, condition in read])


def parse_where(text: str, dialect: Dialect) -> Selector:
    """Which tasks a query asks for. What reads like a condition and cannot be one is an error.

    Raises `UnknownNameError` for a key, a priority, a state, a form or a size that does not exist, with the nearest one
    that does, and `SelectorError` for a value that is missing or malformed.
    """
    # `Feature: dark mode` is a phrase; `priority: high` is not.
    matches = [match for match in _CONDITION.finditer(text) if match["values"] or _key(match) in _OPERATORS]
    if not matches:
        return parse_selector(text, dialect)
    conditions = [_condition(match, dialect) for match in matches]
    phrases = _between(text, matches)
    for phrase in phrases:
        logic = _OTHER_LOGIC.search(phrase)
        if logic is not None:
            raise SelectorError(
                f"`{logic.group()}` is not understood between conditions, which must all hold: write a choice as "
                "`priority:high,low` without blanks, the opposite as `-state:done`"
            )
    return _joined(parse_selector(" ".join(phrases), dialect), conditions)


def _between(text: str, matches: Sequence[re.Match[str]]) -> list[str]:
    """What stands before, between and after *matches*."""
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _phrase(plain: str, dialect: Dialect) -> Selector:
    """What words alone select."""
    if not plain or _EVERYTHING.fullmatch(plain):
        return Selector()
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


def _joined(phrase: Selector, conditions: Iterable[Condition]) -> Selector:
    """What both select. The first priorities and states stand where those of phrases do."""
    priorities, states = phrase.priorities, phrase.states
    others: list[Condition] = []
    for one in conditions:
        plain = one.values and "" not in one.values and not one.negated
        if plain and one.key == "priority" and not priorities:
            priorities = one.values
        elif plain and one.key == "state" and not states:
            states = tuple(State(value) for value in one.values)
        else:
            others.append(one)
    return Selector(priorities, phrase.words, states, phrase.name, tuple(others))


def _key(match: re.Match[str]) -> str:
    name = match["key"].lower()
    return _OTHER_NAMES.get(name, name)


def _condition(match: re.Match[str], dialect: Dialect) -> Condition:
    """What one condition means; raises `BacklogmdError`."""
    written, key = match.group(), _key(match)
    operator = "=" if match["operator"] == "==" else match["operator"]
    if key not in _OPERATORS:
        raise UnknownNameError("condition", match["key"], [*KEYS, *_OTHER_NAMES], f"known are {', '.join(KEYS)}")
    if operator not in _OPERATORS[key]:
        known = ", ".join(f"`{one}`" for one in _OPERATORS[key])
        raise SelectorError(f"`{written}`: `{operator}` is no question to ask of {key}, but {known} are")
    if not match["values"]:
        raise SelectorError(f"`{written}` has no value: write it right after the `{match['operator']}`")
    values: dict[str, None] = {}
    for value in _ONE_VALUE.findall(match["values"]):
        values.update(dict.fromkeys(_meant(value, key, operator, written, dialect)))
    negated = bool(match["turned"]) is not (operator == "!=")
    operator = "=" if operator == "!=" else operator
    if key == "priority" or (operator == "=" and _OPERATORS[key] is not _TEXT):
        # Levels that are compared to are listed by now, and the whole of such a value is the value.
        operator = ":"
    key = "minutes" if key in _UNITS else key
    return Condition(key, cast("Literal[':', '~', '=', '<', '<=', '>', '>=']", operator), tuple(values), negated)


def _meant(value: str, key: str, operator: str, written: str, dialect: Dialect) -> Iterable[str]:
    """One value, as `Condition` has it; a group of states or levels is several."""
    quoted = value[0] in "\"'"
    if quoted:
        if len(value) < 2 or value[-1] != value[0]:
            raise SelectorError(f"`{written}`: the quotation mark {value[0]} is not closed")
        value = " ".join(value[1:-1].split())
        if not value:
            raise SelectorError(f"`{written}`: there is nothing between the quotation marks")
    if value.lower() == "none" and not quoted and key not in _ALWAYS_THERE and operator in (":", "=", "!="):
        return ("",)
    if key == "priority":
        return _levels(value, operator, dialect)
    if key == "state":
        return _states(value, dialect)
    if key == "form":
        return (_named("form", value.lower(), [form.value for form in Form]),)
    if key == "size":
        return (_named("size", value.upper(), SIZES),)
    if key == "estimate":
        raise SelectorError(f"`{written}`: write `estimate:none`, or amounts as `hours>4` or `points>=3`")
    if key == "due":
        if not _DATE.fullmatch(value):
            raise SelectorError(f"`{written}`: `{value}` is no date such as 2027-03-01 or 2027-03")
    elif _OPERATORS[key] is _ORDER:
        if not _NUMBER.fullmatch(value):
            raise SelectorError(f"`{written}`: `{value}` is no number such as 4 or 1.5")
        value = str(Fraction(value) * (dialect.calendar.minutes(_UNITS[key]) if key in _UNITS else 1))
    return (value.lower(),)


def _named(kind: str, name: str, known: Iterable[str]) -> str:
    known = list(known)
    if name not in known:
        raise UnknownNameError(kind, name, known, f"known are {', '.join(known)}")
    return name


def _levels(name: str, operator: str, dialect: Dialect) -> Iterable[str]:
    """The levels that a comparison holds for: `>=high` means high and all that is more urgent."""
    level = dialect.level(name) or patterns(dialect).emoji.get(name.rstrip(VARIATION_SELECTOR))
    names = [one.name for one in dialect.levels]
    if level is None:
        words = [word for one in dialect.levels for word in (one.name, *one.words, *one.codes)]
        raise UnknownNameError("priority", name, words, f"known are {', '.join(names)} and none")
    at = names.index(level.name)
    compared = {">": names[:at], ">=": names[: at + 1], "<": names[at + 1 :], "<=": names[at:]}
    return compared.get(operator, (level.name,))


def _states(name: str, dialect: Dialect) -> Iterable[str]:
    word = name.lower()
    values = [state.value for state in State]
    if word in _STATES:
        return [state.value for state in _STATES[word]]
    if word in dialect.state_words:
        return (dialect.state_words[word].value,)
    if word not in values:
        known = list(dict.fromkeys((*values, *_STATES)))
        raise UnknownNameError("state", name, known, f"known are {', '.join(values)}")
    return (word,)
