"""Priorities as people write them: words, `P0`, circles, arrows, letters; damaged emoji count as what they were."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from backlogmd.nodes import Label, Priority, Spelling
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax import mojibake
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, Level

VARIATION_SELECTOR = "\ufe0f"

_PRIORITY_WORD = r"(?:priority|prio)"
_WORK = r"(?:tasks?|items?|issues?|bugs?|fix(?:es)?|stories|to-?dos?)"
_SEPARATOR = r"\s*(?:[-–—:|]|\s/\s)\s*"


class Patterns(NamedTuple):
    """What one dialect's priorities look like."""

    words: dict[str, Level]
    codes: dict[str, Level]
    emoji: dict[str, Level]
    """Circles and the like, with the level that the dialect gives them."""
    marks: dict[str, Level]
    letters: dict[str, Level]
    word: str
    """A regular expression for any word of a level."""
    weak: frozenset[str]
    emoji_or_mark: re.Pattern[str]
    heading: re.Pattern[str]


@lru_cache(maxsize=16)
def patterns(dialect: Dialect) -> Patterns:
    """The vocabulary of *dialect*, ready for use."""
    levels = dialect.levels
    words = {word: level for level in levels for word in (level.name.lower(), *level.words)}
    codes = {code: level for level in levels for code in level.codes}
    emoji = {one: level for level in levels for one in level.emoji}
    marks = {one: level for level in levels for one in level.marks if not one.startswith("!")}
    letters = {one: level for level in levels for one in level.letters}
    word = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    code = "|".join(re.escape(one) for one in sorted(codes, key=len, reverse=True)) or r"(?!)"
    pictures = "|".join(re.escape(one) for one in (*emoji, *marks)) or r"(?!)"
    heading = rf"""
        (?P<lead>{_PRIORITY_WORD}\b(?:\s*:\s*|\s+)(?=(?:{word}|{code})(?![\w-])))?
        (?:(?P<word>{word})|(?P<code>{code}))(?![\w.]|-(?!{_PRIORITY_WORD}\b)\w)
        (?P<noun>[\s-]*{_PRIORITY_WORD}\b)?
        (?P<work>\s+{_WORK}\b)?
        (?:(?P<end>\s*)$|(?P<sep>{_SEPARATOR})(?P<category>\S.*)|(?P<rest>\s+.*|\W.*))
    """
    return Patterns(
        words,
        codes,
        emoji,
        marks,
        letters,
        word,
        frozenset(dialect.weak_words),
        re.compile(rf"(?:{pictures}){VARIATION_SELECTOR}?"),
        re.compile(heading, re.IGNORECASE | re.VERBOSE | re.DOTALL),
    )


class Picture(NamedTuple):
    """An emoji that stands where a priority's emoji may stand; its own text is None if it could not be restored."""

    emoji: str | None
    start: int
    end: int


def picture_at(text: str, position: int, dialect: Dialect) -> Picture | None:
    """The priority emoji, whole or damaged, that begins at *position* of *text*."""
    if position >= len(text) or text[position] < "\x80":
        return None
    match = patterns(dialect).emoji_or_mark.match(text, position) or _ANY_CIRCLE.match(text, position)
    if match is not None:
        return Picture(match.group().rstrip(VARIATION_SELECTOR), position, match.end())
    for damage in mojibake.find(text):
        if damage.span.start == position:
            repaired = damage.repaired
            return Picture(repaired and repaired.rstrip(VARIATION_SELECTOR), position, damage.span.end)
    return None


# Emoji that carry a priority in some files though not in every dialect.
_ANY_CIRCLE = lazy("[🔴🟠🟡🟢🔵🟣🟤⚪⚫🔥🚨⚠⭐🔸🔻❄]" + VARIATION_SELECTOR + "?")


class HeadingPriority(NamedTuple):
    """The priority of a heading, and what the heading says besides."""

    priority: Priority
    rest_start: int
    """Where the category begins in the text; the same as `rest_end` if there is none."""
    rest_end: int


def heading_priority(run: Run, text: str, dialect: Dialect) -> HeadingPriority | None:
    """The priority that a heading gives to what stands below it.

    *text* is that of *run*, perhaps with parts blanked out. Read are `High Priority`, `🔴 URGENT - Bug Fixes`,
    `P0: API`, `Priority: High`, `Critical issues`, `Testing (HIGH)`. A word of a level that only happens to stand in
    the heading is none.
    """
    start = len(text) - len(text.lstrip())
    picture = picture_at(text, start, dialect)
    at = start
    if picture is not None:
        at = picture.end
        at += len(text[at:]) - len(text[at:].lstrip())
    read = patterns(dialect)
    match = read.heading.match(text, at)
    if match is not None:
        found = _from_match(match, run, read, picture)
        if found is not None:
            return found if picture is not None else _with_last_picture(found, run, text, dialect)
    return _trailing(run, text, read, picture)


def named_priority(level: str, spelling: Spelling, text: str, span: Span, emoji: Label | None) -> Priority:
    """A priority whose *text* stands at *span*; with an emoji beside it, its own span covers both."""
    if emoji is not None:
        span = Span(min(span.start, emoji.span.start), max(span.end, emoji.span.end))
    return Priority(level, spelling, text, span, emoji)


def _with_last_picture(found: HeadingPriority, run: Run, text: str, dialect: Dialect) -> HeadingPriority:
    """`High Priority 🔴`: what is left is the emoji of the priority and no category."""
    rest = text[found.rest_start : found.rest_end]
    start = found.rest_start + len(rest) - len(rest.lstrip())
    picture = picture_at(text, start, dialect)
    if picture is None or text[picture.end : found.rest_end].strip():
        return found
    level, spelling, word, span = (
        found.priority.level,
        found.priority.spelling,
        found.priority.text,
        found.priority.span,
    )
    return HeadingPriority(named_priority(level, spelling, word, span, _label(picture, run)), start, start)


def _from_match(match: re.Match[str], run: Run, read: Patterns, picture: Picture | None) -> HeadingPriority | None:
    word, code = match["word"], match["code"]
    level = read.words[word.lower()] if word else read.codes[code.upper()]
    named = bool(match["lead"] or match["noun"] or picture)
    if word and match["rest"] is not None and not named and not match["work"]:
        return None
    if word and word.lower() in read.weak and not named and match["end"] is None:
        return None
    spelled = "word" if word else "code"
    priority = named_priority(
        level.name,
        Spelling(spelled),
        match[spelled],
        run.span(*match.span(spelled)),
        _label(picture, run),
    )
    for group in ("category", "rest"):
        if match[group] is not None and match[group].strip():
            start, end = match.span(group)
            return HeadingPriority(priority, start, end)
    return HeadingPriority(priority, match.end(), match.end())


def _trailing(run: Run, text: str, read: Patterns, picture: Picture | None) -> HeadingPriority | None:
    """`Testing - HIGH`, `Bug fixes (high priority)`: the level after the name."""
    pattern = _trailing_pattern(read.word)
    match = pattern.search(text)
    if match is None:
        return None
    word = match["word"] or match["dashed"]
    group = "word" if match["word"] else "dashed"
    if group == "dashed" and not (word.isupper() or match["noun"] or picture):
        return None
    level = read.words[word.lower()]
    priority = named_priority(level.name, Spelling.WORD, word, run.span(*match.span(group)), _label(picture, run))
    start = picture.end if picture else 0
    return HeadingPriority(priority, start, match.start())


@lru_cache(maxsize=16)
def _trailing_pattern(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:[(\[]\s*(?P<word>{word})(?:[\s-]+{_PRIORITY_WORD})?\s*[)\]]"
        rf"|(?:(?<=\s)[-–—]|[:|])\s*(?P<dashed>{word})(?P<noun>[\s-]+{_PRIORITY_WORD})?)\s*$",
        re.IGNORECASE,
    )


def _label(picture: Picture | None, run: Run) -> Label | None:
    if picture is None:
        return None
    return Label(picture.emoji or "", run.span(picture.start, picture.end))


def priority_word(text: str, dialect: Dialect) -> tuple[Level, Spelling] | None:
    """The level that *text* as a whole names, by word, code or emoji, with or without the word `priority`."""
    read = patterns(dialect)
    bare = text.strip().strip("*_").strip()
    if bare[-8:].lower() == "priority":
        bare = bare[:-8].rstrip(" -")
    if level := read.words.get(bare.lower()):
        return level, Spelling.WORD
    if level := read.codes.get(bare.upper()):
        return level, Spelling.CODE
    if level := read.emoji.get(bare.rstrip(VARIATION_SELECTOR)):
        return level, Spelling.EMOJI
    return None


def cell_priority(text: str, dialect: Dialect) -> Level | None:
    """The level that the key of a summary row names: `🔴 URGENT`, `P1 - High`, `**HIGH**`, `High Priority`."""
    run = Run.of(text)
    found = heading_priority(run, run.text, dialect)
    if found is not None:
        rest = text[found.rest_start : found.rest_end].strip(" *_()[]:-–—")
        level = dialect.level(found.priority.level)
        other = priority_word(rest, dialect) if rest else None
        # `P1 - High` names one level twice, `MEDIUM / LOW` names two.
        same = other is not None and (other[0] is level or found.priority.spelling is Spelling.CODE)
        return level if not rest or same or re.fullmatch(_WORK, rest, re.IGNORECASE) else None
    named = priority_word(text, dialect)
    return named[0] if named else None
