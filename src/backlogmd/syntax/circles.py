"""What the coloured circles of one file mean: levels of priority, on a scale of the file's own, or states.

`🔴 🟡 🟢` are critical, high and medium in one file, high, medium and low in another, and pending, in progress and done
in a third. The word beside a circle says which; a circle without one is read as the file uses it elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from backlogmd.pattern import lazy
from backlogmd.syntax.priority import VARIATION_SELECTOR, NamedLevel, named_level
from backlogmd.vocabulary import Dialect, Level, State

COLOURS = "🔴🟠🟡🟢🔵🟣🟤⚪⚫"
"""From the most to the least urgent, as far as people agree."""

_STATES = {
    "🔴": State.OPEN,
    "🟠": State.BLOCKED,
    "🟡": State.IN_PROGRESS,
    "🟢": State.DONE,
    "🔵": State.IN_PROGRESS,
    "⚪": State.OPEN,
    "⚫": State.CANCELLED,
}
"""Circles of a file that shows states with them, where no word stands beside one."""


class CircleUse(NamedTuple):
    """A circle, and what the word beside it says; both are None for a bare one."""

    emoji: str
    level: Level | None = None
    state: State | None = None


class Scale(NamedTuple):
    """What the circles of a file mean. A circle is in one of the two, or in none if the dialect may decide."""

    levels: Mapping[str, Level]
    states: Mapping[str, State]


_CIRCLE = lazy(f"[{COLOURS}]{VARIATION_SELECTOR}?")
_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_BESIDE = lazy(r"[\s*_`|=:：~→⇒-]*")
_LONGEST_PHRASE = 3


def circle_uses(text: str, dialect: Dialect) -> Iterator[CircleUse]:
    """The circles in *text* (a heading, a paragraph, a row), each with the level or the state named beside it.

    Read are the word behind the circle, as in `🔴 High`, `🔴 = pending`, `| 🟡 | Medium |`, and, where none is, the
    words before it, as in `Critical 🔴`, if they are all that stands there.
    """
    if text.isascii():
        return
    for line in text.split("\n"):
        free: int | None = 0
        for match in _CIRCLE.finditer(line):
            level, state = _named_behind(line, match.end(), dialect)
            behind = level is not None or state is not None
            # The words between two circles belong to one of them.
            if not behind and free is not None:
                level, state = _named_before(line[free : match.start()], dialect)
            free = None if behind else match.end()
            yield CircleUse(match.group().rstrip(VARIATION_SELECTOR), level, state)


def _named_behind(line: str, at: int, dialect: Dialect) -> tuple[Level | None, State | None]:
    beside = _BESIDE.match(line, at)
    at = beside.end() if beside is not None else at
    named = named_level(line, at, dialect)
    if named is not None and _stands_alone(line, named):
        return named.level, None
    words: list[re.Match[str]] = []
    match = _WORD.match(line, at)
    while match is not None and len(words) < _LONGEST_PHRASE:
        words.append(match)
        match = _WORD.match(line, match.end() + 1) if line[match.end() : match.end() + 1] == " " else None
    for number in range(len(words), 0, -1):
        end = words[number - 1].end()
        state = dialect.state_words.get(line[at:end].lower())
        # `🟢 Open source` says nothing about a state.
        if state is not None and not line[end : end + 2].strip(" *_")[:1].isalnum():
            return None, state
    return None, None


def _stands_alone(line: str, named: NamedLevel) -> bool:
    """Whether the word of a level is more than the first of a sentence."""
    return named.called or named.work or not line[named.stop : named.stop + 2].strip(" *_")[:1].isalnum()


def _named_before(before: str, dialect: Dialect) -> tuple[Level | None, State | None]:
    """What the words say that stand before a circle, from the last mark on."""
    words = _WORD.findall(before)
    phrase = " ".join(words).lower()
    if not words or len(words) > _LONGEST_PHRASE:
        return None, None
    bare = before.strip(" *_`|:：#-(")
    named = named_level(bare, 0, dialect)
    if named is not None and named.stop == len(bare):
        return named.level, None
    return None, dialect.state_words.get(phrase)


def scale_of(uses: Iterable[CircleUse], dialect: Dialect) -> Scale:
    """What the circles of a file mean, by all the *uses* of them.

    A circle has the level that it stands beside most often; of two equally common ones, that of the dialect, else the
    first. A bare circle takes the place among the levels that its colour leaves it between the others, as near to its
    place in the dialect as they allow. Where circles stand beside words of states more often than beside words of
    levels, they are states, the bare ones too. Without any word beside a circle, nothing is decided.
    """
    levels: dict[str, Counter[str]] = {}
    states: dict[str, Counter[State]] = {}
    seen: dict[str, None] = {}
    for use in uses:
        seen[use.emoji] = None
        if use.level is not None:
            levels.setdefault(use.emoji, Counter())[use.level.name] += 1
        elif use.state is not None:
            states.setdefault(use.emoji, Counter())[use.state] += 1
    shown: dict[str, State] = {}
    for emoji in [one for one in states if states[one].total() > levels.get(one, Counter()).total()]:
        shown[emoji] = states[emoji].most_common(1)[0][0]
        levels.pop(emoji, None)
    named = {emoji: _level_of(emoji, counts, dialect) for emoji, counts in levels.items()}
    bare = [emoji for emoji in seen if emoji not in named and emoji not in shown]
    if sum(one.total() for one in states.values()) > sum(one.total() for one in levels.values()):
        shown |= {emoji: _STATES[emoji] for emoji in bare if emoji in _STATES}
        return Scale(named, shown)
    return Scale(named | _ranked(bare, named, dialect), shown)


def _level_of(emoji: str, counts: Counter[str], dialect: Dialect) -> Level:
    most = max(counts.values())
    common = [name for name, count in counts.items() if count == most]
    own = _default(emoji, dialect)
    name = dialect.levels[own].name if own is not None and dialect.levels[own].name in common else common[0]
    return next(level for level in dialect.levels if level.name == name)


def _default(emoji: str, dialect: Dialect) -> int | None:
    """The place of the level that the dialect gives to a circle."""
    return next((index for index, level in enumerate(dialect.levels) if emoji in level.emoji), None)


def _ranked(bare: Iterable[str], named: Mapping[str, Level], dialect: Dialect) -> dict[str, Level]:
    """The levels of the circles that no word stands beside, by their rank among those that have one."""
    found = {}
    place = {emoji: dialect.levels.index(level) for emoji, level in named.items() if emoji in COLOURS}
    for emoji in bare:
        own = _default(emoji, dialect)
        if own is None or not place:
            continue
        rank = COLOURS.index(emoji)
        above = max((one for one in place if COLOURS.index(one) < rank), key=COLOURS.index, default=None)
        below = min((one for one in place if COLOURS.index(one) > rank), key=COLOURS.index, default=None)
        # The nearest colour that a word stands beside, and by how many steps it is more urgent than in the dialect.
        near = above or below
        own += min(place[near] - (_default(near, dialect) or 0), 0) if near is not None else 0
        lowest = place[above] + 1 if above is not None else 0
        highest = place[below] - 1 if below is not None else len(dialect.levels) - 1
        if lowest <= highest:
            found[emoji] = dialect.levels[min(max(own, lowest), highest)]
    return found


def fitted(dialect: Dialect, scale: Scale) -> Dialect:
    """*dialect* with the circles of a file as its *scale* has them; itself if they are no other."""
    moved = {emoji for emoji, level in scale.levels.items() if emoji not in level.emoji} | set(scale.states)
    if not moved:
        return dialect
    levels = []
    for level in dialect.levels:
        gained = tuple(emoji for emoji in moved if scale.levels.get(emoji) is level)
        kept = tuple(emoji for emoji in level.emoji if emoji not in moved)
        levels.append(replace(level, emoji=gained + kept) if (gained or kept != level.emoji) else level)
    return replace(dialect, levels=tuple(levels), state_emoji={**dialect.state_emoji, **scale.states})
