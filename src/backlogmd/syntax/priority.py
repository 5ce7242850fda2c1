"""Priorities as people write them: words, `P0`, circles, arrows, letters; damaged emoji count as what they were.

The words of levels are many, in several languages, so no regular expression lists them: text is cut into words, and up
to four words in a row are looked up.
"""

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


class Patterns(NamedTuple):
    """What one dialect's priorities look like."""

    words: dict[str, Level]
    codes: dict[str, Level]
    emoji: dict[str, Level]
    """Circles and the like, with the level that the dialect gives them."""
    marks: dict[str, Level]
    letters: dict[str, Level]
    weak: frozenset[str]
    """Words that name a level only as a whole heading or beside more; those of `context` are among them."""
    context: frozenset[str]
    names: frozenset[str]
    """What a priority is called."""
    joined: tuple[str, ...]
    """Words that are written together with a level, as in `高优先级任务`; the longest first."""
    emoji_or_mark: re.Pattern[str]


@lru_cache(maxsize=16)
def patterns(dialect: Dialect) -> Patterns:
    """The vocabulary of *dialect*, ready for use."""
    levels = dialect.levels
    emoji = {one: level for level in levels for one in level.emoji}
    marks = {one: level for level in levels for one in level.marks if not one.startswith("!")}
    names = frozenset(dialect.priority_names)
    context = frozenset(dialect.context_words)
    pictures = "|".join(re.escape(one) for one in (*emoji, *marks)) or r"(?!)"
    # Chinese, Japanese and Korean put no blank between a level and its noun.
    joined = [one for one in (*names, *dialect.work_words) if one >= "\u2e80"]
    return Patterns(
        {word: level for level in levels for word in (level.name.lower(), *level.words)},
        {code: level for level in levels for code in level.codes},
        emoji,
        marks,
        {one: level for level in levels for one in level.letters},
        context | frozenset(dialect.weak_words),
        context,
        names,
        tuple(sorted(joined, key=len, reverse=True)),
        re.compile(rf"(?:{pictures}){VARIATION_SELECTOR}?"),
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


class NamedLevel(NamedTuple):
    """A level that is named in a text."""

    level: Level
    spelling: Spelling
    start: int
    """Where the word or the code of the level begins."""
    end: int
    """Where it ends."""
    stop: int
    """Where all that belongs to it ends: `priority`, `tasks`."""
    called: bool
    """Whether the text calls it a priority, as `High priority` and `Priority: High` do."""
    work: bool
    """Whether it stands beside a word for work, as in `Critical issues`."""
    weak: bool
    """Whether the word is an everyday word as well."""
    context: bool
    """Whether the word names a level only where one is expected."""


_WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*")
_BLANKS = lazy(r"[ \t\n\u00a0]+")
_LONGEST_PHRASE = 4
_PARTICLES = frozenset("of with de da do com con mit von à avec с".split())


def named_level(text: str, at: int, dialect: Dialect) -> NamedLevel | None:
    """The level that is named right at *at* of *text*.

    Read are `High`, `P1`, `High-priority tasks`, `Priority: High`, `Tareas críticas`, `高优先级`.
    """
    read = patterns(dialect)
    phrases = _phrases(text, at)
    for end, phrase in phrases:
        if phrase in read.names:
            after = _past_colon(text, end)
            found = _level(text, after, _phrases(text, after), read, dialect) if after > end else None
            return found and found._replace(called=True)
        if phrase in dialect.work_words and not phrase.startswith("fix"):
            return _level_behind_work(text, end, read, dialect)
    return _level(text, at, phrases, read, dialect)


def _level(text: str, at: int, phrases: list[tuple[int, str]], read: Patterns, dialect: Dialect) -> NamedLevel | None:
    for end, phrase in phrases:
        level, code = read.words.get(phrase), False
        if level is None:
            level, code = read.codes.get(phrase.upper()), True
        if level is None:
            continue
        # `P2.5` is a `P2`, of those that come later.
        half = _HALF.match(text, end) if code else None
        word_end = half.end() if half else end
        stop, called, work = _nouns(text, word_end, read, dialect)
        after = text[stop : stop + 2]
        if after[:1] == "." or (after[:1] == "-" and after[1:].isalnum()):
            return None
        spelling = Spelling.CODE if code else Spelling.WORD
        weak, context = phrase in read.weak, phrase in read.context
        return NamedLevel(level, spelling, at, word_end, stop, called, work, weak, context)
    return _joined_level(text, at, phrases[-1], read) if phrases else None


_HALF = lazy(r"\.[0-9](?![\w.])")


def _phrases(text: str, at: int) -> list[tuple[int, str]]:
    """The phrases that begin at *at*, the longest first: where each ends, and its words in lower case."""
    found: list[tuple[int, str]] = []
    match = _WORD.match(text, at)
    while match is not None:
        end = match.end()
        found.append((end, " ".join(text[at:end].lower().split())))
        blank = _BLANKS.match(text, end)
        after = blank.end() if blank else end + 1 if text[end : end + 1] == "-" else None
        match = _WORD.match(text, after) if after is not None and len(found) < _LONGEST_PHRASE else None
    found.reverse()
    return found


def _past_colon(text: str, at: int) -> int:
    """Past what stands between `Priority` and the level: blanks, a colon."""
    blank = _BLANKS.match(text, at)
    at = blank.end() if blank else at
    if text[at : at + 1] in (":", "："):
        blank = _BLANKS.match(text, at + 1)
        at = blank.end() if blank else at + 1
    return at


def _nouns(text: str, at: int, read: Patterns, dialect: Dialect) -> tuple[int, bool, bool]:
    """Where the nouns behind a level end, and whether there is a word for priority and a word for work."""
    called = work = False
    start = at
    while start < len(text) and text[start] in "- \t\n\u00a0":
        start += 1
    for end, phrase in _phrases(text, start):
        if phrase in read.names:
            at, called = end, True
            break
    blank = _BLANKS.match(text, at)
    for end, phrase in _phrases(text, blank.end()) if blank else ():
        if phrase in dialect.work_words:
            at, work = end, True
            break
    return at, called, work


def _level_behind_work(text: str, at: int, read: Patterns, dialect: Dialect) -> NamedLevel | None:
    """`Tareas críticas`, `Tarefas de alta prioridade`: the level behind the noun, and nothing more."""
    for _ in range(2):
        blank = _BLANKS.match(text, at)
        if blank is None:
            return None
        at = blank.end()
        phrases = _phrases(text, at)
        if not phrases or phrases[-1][1] not in _PARTICLES:
            break
        at = phrases[-1][0]
    found = _level(text, at, _phrases(text, at), read, dialect)
    return found._replace(work=True) if found is not None and not text[found.stop :].strip() else None


def _joined_level(text: str, at: int, first: tuple[int, str], read: Patterns) -> NamedLevel | None:
    """`高优先级`, `優先度高`, `紧急任务`: a level and its nouns in one."""
    end = stop = first[0]
    if end - at > 12 or text[at] < "\x80":
        return None
    called = work = False
    for _ in range(3):
        word = text[at:end]
        if word in read.words and (called or work):
            level = read.words[word]
            return NamedLevel(
                level, Spelling.WORD, at, end, stop, called, work, word in read.weak, word in read.context
            )
        for noun in read.joined:
            if len(noun) < len(word) and (word.endswith(noun) or (noun in read.names and word.startswith(noun))):
                if word.endswith(noun):
                    end -= len(noun)
                else:
                    at += len(noun)
                called, work = called or noun in read.names, work or noun not in read.names
                break
        else:
            break
    return None


class HeadingPriority(NamedTuple):
    """The priority of a heading, and what the heading says besides."""

    priority: Priority
    rest_start: int
    """Where the category begins in the text; the same as `rest_end` if there is none."""
    rest_end: int


def heading_priority(run: Run, text: str, dialect: Dialect, *, expected: bool = False) -> HeadingPriority | None:
    """The priority that a heading gives to what stands below it.

    *text* is that of *run*, perhaps with parts blanked out. Read are `High Priority`, `🔴 URGENT - Bug Fixes`,
    `P0: API`, `Priority: High`, `Critical issues`, `Testing (HIGH)`, `高优先级`. A word of a level that only happens
    to stand in the heading is none. Where a priority is *expected*, as in a column of them, any word of a level is one.
    """
    start = len(text) - len(text.lstrip())
    picture = picture_at(text, start, dialect)
    at = start
    if picture is not None:
        at = picture.end
        at += len(text[at:]) - len(text[at:].lstrip())
    named = named_level(text, at, dialect)
    if named is not None:
        found = _leading(named, run, text, picture, dialect, expected=expected)
        if found is not None:
            return found if picture is not None else _with_last_picture(found, run, text, dialect)
    return _trailing(run, text, picture, dialect)


def named_priority(level: str, spelling: Spelling, text: str, span: Span, emoji: Label | None) -> Priority:
    """A priority whose *text* stands at *span*; with an emoji beside it, its own span covers both."""
    if emoji is not None:
        span = Span(min(span.start, emoji.span.start), max(span.end, emoji.span.end))
    return Priority(level, spelling, text, span, emoji)


def _priority(named: NamedLevel, run: Run, text: str, picture: Picture | None) -> Priority:
    word, span = text[named.start : named.end], run.span(named.start, named.end)
    return named_priority(named.level.name, named.spelling, word, span, _label(picture, run))


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


_SEPARATOR = lazy(r"\s*(?:[–—:：|]|(?<=\s)-|(?<=[0-9])-|\s/\s)\s*(?=\S)")
_BRACKETS = " \t()[]（）【】"


def _leading(
    named: NamedLevel, run: Run, text: str, picture: Picture | None, dialect: Dialect, *, expected: bool
) -> HeadingPriority | None:
    sure = named.called or picture is not None or expected
    separator = _SEPARATOR.match(text, named.stop)
    rest = text[named.stop :].strip()
    again = rest[:1] in _BRACKETS and priority_word(rest.strip(_BRACKETS), dialect, expected=True)
    if rest and again:
        # `High (P1)` says it twice.
        return HeadingPriority(_priority(named, run, text, picture), len(text), len(text))
    if named.spelling is Spelling.WORD:
        if rest and separator is None and not named.work and (not sure or named.context):
            return None
        if named.weak and rest and not sure:
            return None
        if named.context and not sure:
            return None
    priority = _priority(named, run, text, picture)
    start = separator.end() if separator is not None else named.stop
    return HeadingPriority(priority, start, len(text)) if rest else HeadingPriority(priority, len(text), len(text))


_LAST_BRACKETS = lazy(r"[(\[（【]([^()\[\]（）【】]{1,40})[)\]）】]\s*$")
_CLOSING = (")", "]", "）", "】")
_DASHES = "-–—:：|"
_DASHED_WORDS = 3


def _trailing(run: Run, text: str, picture: Picture | None, dialect: Dialect) -> HeadingPriority | None:
    """`Testing - HIGH`, `Bug fixes (high priority)`, `Login [P0]`: the level after the name."""
    begin = picture.end if picture else 0
    brackets = _LAST_BRACKETS.search(text) if text.rstrip()[-1:] in _CLOSING else None
    if brackets is not None:
        named = _whole(text, *brackets.span(1), dialect)
        if named is None or (named.context and not named.called) or (named.weak and named.work):
            return None
        return HeadingPriority(_priority(named, run, text, picture), begin, brackets.start())
    at = len(text)
    for _ in range(_DASHED_WORDS):
        at = max(text.rfind(dash, begin, at) for dash in _DASHES)
        if at < 0:
            return None
        if text[at] in "-–—" and not text[at - 1 : at].isspace():
            continue
        named = _whole(text, at + 1, len(text), dialect)
        if named is not None:
            loud = named.spelling is Spelling.CODE or text[named.start : named.end].isupper()
            if not (loud or named.called or picture) or (named.context and not named.called):
                return None
            return HeadingPriority(_priority(named, run, text, picture), begin, at)
    return None


def _whole(text: str, start: int, end: int, dialect: Dialect) -> NamedLevel | None:
    """The level that the range names with all it says, at its place in *text*."""
    while start < end and text[start].isspace():
        start += 1
    text = text[:end].rstrip()
    named = named_level(text, start, dialect)
    return named if named is not None and named.stop == len(text) else None


def _label(picture: Picture | None, run: Run) -> Label | None:
    if picture is None:
        return None
    return Label(picture.emoji or "", run.span(picture.start, picture.end))


def priority_word(text: str, dialect: Dialect, *, expected: bool = False) -> tuple[Level, Spelling] | None:
    """The level that *text* as a whole names, by word, code or emoji, with or without the word `priority`.

    Where a priority is *expected*, as in the value of a field of that name, any word of a level names it.
    """
    bare = text.strip().strip("*_").strip()
    if not bare or len(bare) > 40:
        return None
    named = _whole(bare, 0, len(bare), dialect)
    if named is not None:
        return (
            None if named.work or (named.context and not (named.called or expected)) else (named.level, named.spelling)
        )
    level = patterns(dialect).emoji.get(bare.rstrip(VARIATION_SELECTOR))
    return (level, Spelling.EMOJI) if level is not None else None


def cell_priority(text: str, dialect: Dialect, *, expected: bool = False) -> Level | None:
    """The level that the key of a summary row names: `🔴 URGENT`, `P1 - High`, `**HIGH**`, `High Priority`.

    In a column that is headed `Priority` a level is *expected*.
    """
    run = Run.of(text)
    found = heading_priority(run, run.text, dialect, expected=expected)
    if found is not None:
        rest = text[found.rest_start : found.rest_end].strip(" *_()[]:-–—")
        level = dialect.level(found.priority.level)
        other = priority_word(rest, dialect) if rest else None
        # `P1 - High` names one level twice, `MEDIUM / LOW` names two.
        same = other is not None and (other[0] is level or found.priority.spelling is Spelling.CODE)
        return level if not rest or same or rest.lower() in dialect.work_words else None
    named = priority_word(text, dialect, expected=expected)
    return named[0] if named else None


_MARKUP = "*_`~ \t\n\u00a0"


def read_priority(value: Run, dialect: Dialect) -> Priority | None:
    """The priority that the value of a field, or a cell of a column of priorities, names.

    Read are `High`, `**P0**`, `🟡 Media`, `High (blocks the release)`, `🔴`, `⭐⭐⭐`.
    """
    text = value.text.rstrip(_MARKUP)
    at = _past_markup(text, 0)
    picture = picture_at(text, at, dialect)
    if picture is not None:
        at = _past_markup(text, picture.end)
    named = named_level(text, at, dialect)
    if named is not None:
        after = _past_markup(text, named.stop)
        if after == len(text) or not text[after].isalnum():
            if picture is None:
                picture = picture_at(text, after, dialect)
            return _priority(named, value, text, picture)
    stars = _STARS.match(text)
    if stars is not None:
        return _of_stars(stars, value, dialect)
    read = patterns(dialect)
    level = (read.emoji.get(picture.emoji) or read.marks.get(picture.emoji)) if picture and picture.emoji else None
    if picture is None or level is None:
        return None
    span = value.span(picture.start, picture.end)
    return named_priority(level.name, Spelling.EMOJI, picture.emoji or "", span, _label(picture, value))


def _past_markup(text: str, at: int) -> int:
    while at < len(text) and text[at] in _MARKUP:
        at += 1
    return at


_STARS = lazy(r"[\s*_]*((?:⭐\ufe0f?){2,5})(?:[\s☆*_]*$|(?=\s))")


def _of_stars(stars: re.Match[str], run: Run, dialect: Dialect) -> Priority | None:
    """Of five stars, each is a level."""
    levels, number = dialect.levels, stars.group(1).count("⭐")
    if len(levels) != 5:
        return None
    return Priority(levels[5 - number].name, Spelling.MARK, stars.group(1), run.span(*stars.span(1)))
