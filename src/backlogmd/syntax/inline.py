"""What a task line says: `**Fix login** (4 hours) [T-014] @ana #auth 📅 2026-03-01`.

Each part is found at its own place and recorded with its span. What is metadata at the edges of the line (an id, a
priority, an estimate, tags, dates) leaves the title; what is not understood stays in it, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from backlogmd.nodes import (
    Date,
    DateKind,
    Emphasis,
    Estimate,
    Field,
    Kind,
    Label,
    Priority,
    Progress,
    Reference,
    ReferenceKind,
    Spelling,
)
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import amount_at, parse_estimate, parse_statements
from backlogmd.syntax.figures import read_progress
from backlogmd.syntax.priority import VARIATION_SELECTOR, Picture, named_priority, patterns, picture_at, priority_word
from backlogmd.syntax.run import Run
from backlogmd.syntax.units import unit_of
from backlogmd.vocabulary import Dialect, FieldKind, Level, plain_name


@dataclass(slots=True)
class LineParts:
    """The parts of one task line."""

    title: Label
    emphasis: Emphasis = Emphasis.NONE
    estimates: list[Estimate] = field(default_factory=list)
    priority: Priority | None = None
    id: Label | None = None
    depends_on: list[Label] = field(default_factory=list)
    assignees: list[Label] = field(default_factory=list)
    tags: list[Label] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    progress: Progress | None = None
    actual: Estimate | None = None
    """The time that the task took, as `(actual: 3h)`; never among the estimates."""
    state_marks: list[tuple[str, Span]] = field(default_factory=list)
    """The emoji at the edges of the line that say where the task stands (without variation selector), and `~~` for a
    struck title, in the order they stand. An emoji with a date (`✅ 2026-01-01`) is among the dates, and here if it
    says that the task is done."""


class Mark(NamedTuple):
    """A range of the line that was understood. A `solid` one stays part of the title when words follow it."""

    start: int
    end: int
    solid: bool = False


_BLANKS = " \t\n\u00a0"
_LEFTOVER = _BLANKS + "-–—:·|,;"
_CLOSING = tuple(":,.;!?")
_AFTER_WORD = _LEFTOVER + ".)"

_DATE_EMOJI = {
    "➕": DateKind.CREATED,
    "⏳": DateKind.SCHEDULED,
    "🛫": DateKind.START,
    "📅": DateKind.DUE,
    "📆": DateKind.DUE,
    "🗓": DateKind.DUE,
    "✅": DateKind.DONE,
    "✓": DateKind.DONE,
    "✔": DateKind.DONE,
    "❌": DateKind.CANCELLED,
}
_DATE_WORDS = {
    **dict.fromkeys(("due", "deadline", "until", "by"), DateKind.DUE),
    **dict.fromkeys(("created", "logged", "added"), DateKind.CREATED),
    **dict.fromkeys(("start", "started", "starts"), DateKind.START),
    "scheduled": DateKind.SCHEDULED,
    **dict.fromkeys(("done", "completed", "completion", "finished", "closed"), DateKind.DONE),
    "cancelled": DateKind.CANCELLED,
}
_ESTIMATE_KEYS = frozenset(
    "est estimate estimated estimation effort time duration size points sp pts hours estimated_time time-estimate "
    "aufwand esfuerzo estimativa".split()
)
_ACTUAL_KEYS = frozenset("actual spent actual_time actual-time time-spent".split())
_DEPENDENCY_KEYS = frozenset(
    "depends depends-on dependson depends_on dep deps dependencies dependency blocked-by blockedby blocked_by after "
    "requires needs".split()
)
_ASSIGNEE_KEYS = frozenset("assignee assignees assigned assigned-to owner owners who".split())
_PRIORITY_KEYS = frozenset("priority prio p".split())
_TAG_KEYS = frozenset("tag tags label labels".split())
_KNOWN_KEYS = (
    _ESTIMATE_KEYS
    | _DEPENDENCY_KEYS
    | _ASSIGNEE_KEYS
    | _PRIORITY_KEYS
    | _TAG_KEYS
    | frozenset(_DATE_WORDS)
    | _ACTUAL_KEYS
    | frozenset("id ref pr risk energy bucket updated project area sprint milestone status type epic".split())
)

# Keys that may have a blank behind the colon.
_LOOSE_KEYS = frozenset(
    "estimate estimated est effort aufwand esfuerzo actual assignee assigned owner due priority".split()
)

# Longer names of estimates in English letters end with one of these.
_LAST_WORDS = frozenset("time points estimate estimated effort hours duration estimado estimada historia spent".split())

# Emoji of states that stand before titles for other reasons more often: `📋 Write the report`, `🔒 Harden the login`.
_PICTURES = frozenset("📋🔜🆕🏗🏃👷▶👀🔃♻🔒🛑✋💤🧊❄🔮🗑❓❔🤔")

# Names that only look like the ids of a tracker.
_NOT_TICKETS = frozenset(
    "UTF SHA ISO HTTP GPT CVE GHSA RFC PEP AES MD TLS COVID ES ARM IPV MP CSS HTML CP OAUTH WCAG".split()
)


# Longer text is no task line a person wrote; it becomes the title as it is, so that hostile text costs little.
_LONGEST = 2000


def read_task_line(run: Run, dialect: Dialect) -> LineParts:
    """Read the text after the checkbox of a task, one paragraph."""
    if len(run.text) > _LONGEST:
        return LineParts(Label(" ".join(run.text.split()), run.span(0, len(run.text))))
    return _Line(run, dialect).read()


class _Line:
    """The work on one line: the text, the text with code and links blanked out, and the marks found so far."""

    def __init__(self, run: Run, dialect: Dialect) -> None:
        self.run = run
        self.raw = run.text
        self.dialect = dialect
        self.marks: list[Mark] = []
        self.parts = LineParts(Label("", run.span(0, 0)))
        self.block: Label | None = None
        """The anchor at the end, `^name`."""
        self.text = self.raw
        if "`" in self.text:
            self.text = _without_code(self.text)
        if "<!--" in self.text:
            self.text = _sub_blank(_comment(), self.text)
            self.marks.extend(Mark(*match.span()) for match in _comment().finditer(self.raw))
        if "](" in self.text or "][" in self.text or "[[" in self.text:
            self.text = _sub_blank(_link(), self.text)

    def read(self) -> LineParts:
        text = self.text
        ascii_only = text.isascii()
        if not ascii_only:
            self._leading_state()
            self._trailing_state(len(text))
            text = self.text
        if "[" in text or "(" in text or "（" in text:
            self._brackets()
        if ":" in text or "：" in text:
            self._keys()
        if "took" in text or "spent" in text:
            self._took()
        if not ascii_only:
            self._emoji()
        if "~" in text:
            self._tilde()
        if "@" in text:
            self._people()
        if "#" in text:
            self._tags()
        if "^" in text:
            self._block_id()
        if "-" in text:
            self._dates_after_words()
        if "+" in text:
            self._plus()
        parts = self.parts
        for found in (parts.estimates, parts.depends_on, parts.assignees, parts.tags, parts.dates, parts.fields):
            if len(found) > 1:
                found.sort(key=_place)
        self._references()
        self._title()
        if len(parts.state_marks) > 1:
            parts.state_marks.sort(key=_mark_place)
        if self.block is not None:
            # An anchor is the id of a task that has no other.
            if parts.id is None:
                parts.id = self.block
            else:
                parts.fields.append(Field("block", self.block.text, self.block.span))
        return parts

    def _mark(self, start: int, end: int, *, solid: bool = False) -> Span:
        """Note that a range is understood, and give back its span."""
        self.marks.append(Mark(start, end, solid))
        if not solid:
            self.text = self.text[:start] + "\0" * (end - start) + self.text[end:]
        return self.run.span(start, end)

    def _estimate(self, text: str, start: int, unit: str = "", *, actual: bool = False) -> bool:
        inner = text.strip(_BLANKS + "*")
        start += text.index(inner) if inner else 0
        span = self.run.span(start, start + len(inner))
        estimate = parse_estimate(inner, span, self.dialect.calendar, unit)
        if estimate is None or (actual and self.parts.actual is not None):
            return False
        if actual:
            self.parts.actual = estimate
        else:
            self.parts.estimates.append(estimate)
        return True

    def _amount(self, start: int, *, actual: bool = False) -> int | None:
        """Read the amount or the size that stands at *start*; where it ends, or None."""
        match = _before_amount().match(self.text, start)
        start = match.end() if match else start
        size = _size().match(self.text, start)
        found = amount_at(self.text, start, self.dialect.calendar) if size is None else None
        end = size.end() if size is not None else found[0] if found is not None else None
        return end if end is not None and self._estimate(self.text[start:end], start, actual=actual) else None

    # Emoji that say where the task stands.

    def _leading_state(self) -> None:
        text = self.text
        start = len(text) - len(text.lstrip(_AROUND))
        emoji = _state_emoji(self.dialect).match(text, start) if text[start : start + 1] >= _FIRST_EMOJI else None
        if emoji is not None and text[emoji.end() :].strip(_AROUND) and not _DATED.match(text, emoji.end()):
            word = _LEADING_WORD.match(text, emoji.end())
            named = word is not None and plain_name(word["word"]) in self.dialect.state_words
            if named or text[start] not in _PICTURES:
                self._take_state(start, emoji.end(), word.end("word") if word is not None and named else emoji.end())

    def _trailing_state(self, end: int) -> None:
        """`Write the parser ✅`, `Write the parser ⏳ In progress`: the last emoji, and the word behind it."""
        text = self.text
        first = max(end - _LONGEST_STATE, 1)
        if text[first:end].isascii():
            return
        found = list(_state_emoji(self.dialect).finditer(text, first, end))
        emoji = found[-1] if found else None
        if emoji is not None and text[: emoji.start()].strip(_AROUND + "\0"):
            word = text[emoji.end() : end].strip(_AROUND + ".\0")
            named = bool(word) and plain_name(word) in self.dialect.state_words
            if named or (not word and emoji.group()[0] not in _PICTURES):
                self._take_state(*emoji.span(), end if named else emoji.end())

    def _take_state(self, start: int, end: int, word_end: int) -> None:
        self.parts.state_marks.append((self.raw[start], self.run.span(start, end)))
        # The bold round a word, `✅ **Done**`, goes with it.
        tail = self.raw[end:word_end]
        self._mark(start, end + len(tail.rstrip(_BLANKS)))

    # Brackets: `(4 hours)`, `[P1]`, `[due:: 2026-01-01]`, `(depends: T-1, T-2)`, `[T-014]`.

    def _brackets(self) -> None:
        # From both sides: an id or a priority counts where only understood groups stand between it and the edge.
        groups = list(_bracket().finditer(self.text))
        for match in (*reversed(groups), *groups):
            if self.text[match.start()] == "\0":
                continue
            key = _dependency_key().search(self.text, max(0, match.start() - 30), match.start())
            if key is not None and match.group().startswith("["):
                self._list(self.parts.depends_on, match.group(1), match.start(1), 0)
                self._mark(key.start(), match.end())
            elif self._bracket_value(match):
                self._mark(*self._with_emphasis(match.start(), match.end()))

    def _with_emphasis(self, start: int, end: int) -> tuple[int, int]:
        """The range of a group and of the `*` or `_` that stand round it alone: `**(4 hours)**`."""
        for marker, _ in _WRAPPERS:
            outer, after = start - len(marker), end + len(marker)
            wrapped = outer >= 0 and self.text.startswith(marker, outer) and self.text.startswith(marker, end)
            alone = outer <= 0 or self.text[outer - 1] in _BLANKS
            if wrapped and alone and self.text[after : after + 1] in _AFTER_WORD:
                return outer, after
        return start, end

    def _bracket_value(self, match: re.Match[str]) -> bool:
        inner, square = match.group(1), match.group().startswith("[")
        bare = inner.strip(_BLANKS)
        if not bare or match.group().endswith("]") is not square:
            return False
        start = match.start(1)
        if "::" in bare:
            return self._dataview(inner, start)
        if (":" in bare or "：" in bare) and self._pairs(inner, start):
            return True
        if self._estimate(inner, start) or self._statements(inner, start):
            return True
        if self._bracket_priority(bare, match, square=square):
            return True
        if square and self.parts.progress is None:
            progress = read_progress(match.group(), self.run.span(match.start(), match.end()), square=True)
            if progress is not None:
                self.parts.progress = progress
                return True
        at_edge = self._at_start(match.start()) or self._at_end(match.end())
        if square and self.parts.id is None and at_edge and _ticket().fullmatch(bare):
            self.parts.id = Label(bare, self.run.span(start, match.end(1)))
            return True
        depends = _depends_words().match(bare)
        if depends is not None:
            self._list(self.parts.depends_on, inner, start, inner.index(bare) + depends.end())
            return True
        dated = _dated_word().fullmatch(bare)
        if dated is not None:
            self._date(dated, start + inner.index(bare))
            return True
        people = list(_mention().finditer(bare)) if bare.startswith("@") else []
        if people and not _mention().sub("", bare).strip(_BLANKS + ",;/&"):
            for person in people:
                self._person(person, start + inner.index(bare))
            return True
        return False

    def _statements(self, inner: str, start: int) -> bool:
        """`2 SP / 16h`; `est: 2h, actual: 3h`; `3h spent`."""
        if len(inner) > _LONGEST_GROUP:
            return False
        lower = inner.lower()
        if "actual" in lower or "spent" in lower or "took" in lower:
            return self._spent(inner, start)
        statements = parse_statements(inner, self.dialect.calendar) if "/" in inner or "|" in inner else []
        for bare, at in statements:
            self._estimate(bare, start + at)
        return bool(statements)

    def _spent(self, inner: str, start: int) -> bool:
        """Amounts that were estimated and the one that it took in the end; all of it or nothing."""
        if self.parts.actual is not None:
            return False
        found = []
        at = start
        for piece in re.split("([,;|/])", inner):
            match = _named_amount().fullmatch(piece) if piece not in tuple(",;|/") else None
            if match is not None:
                before, after = (match[one] for one in ("before", "after"))
                amount = match["amount"]
                if parse_estimate(amount, self.run.span(0, 0), self.dialect.calendar) is None or (before and after):
                    return False
                found.append((amount, at + match.start("amount"), _SPENT_WORDS.search(before or after or "")))
            elif piece.strip(_BLANKS) not in tuple(",;|/"):
                return False
            at += len(piece)
        for amount, place, spent in found:
            self._estimate(amount, place, actual=spent is not None)
        return bool(found)

    def _at_start(self, start: int) -> bool:
        return not self.text[:start].strip(_BLANKS + "*_\0")

    def _at_end(self, end: int) -> bool:
        """Whether only what may be metadata follows: marks, names, tags, dates, names with values."""
        after = self.text[end:].strip(_LEFTOVER + "*_.\0")
        return not after or _metadata().fullmatch(after) is not None

    def _bracket_priority(self, bare: str, match: re.Match[str], *, square: bool) -> bool:
        if self.parts.priority is not None:
            return False
        read = patterns(self.dialect)
        at_start = self._at_start(match.start())
        letter = bare.removeprefix("#") if square and bare.startswith("#") else bare if at_start and not square else ""
        if letter in read.letters:
            span = self.run.span(match.start(), match.end())
            self.parts.priority = Priority(read.letters[letter].name, Spelling.LETTER, match.group(), span)
            return True
        named = priority_word(bare, self.dialect)
        if named is None or not (at_start or named[1] is Spelling.CODE or self._at_end(match.end())):
            return False
        self._name_priority(named, bare, match.start(1) + match.group(1).index(bare))
        return True

    def _name_priority(self, named: tuple[Level, Spelling], text: str, start: int) -> None:
        level, spelling = named
        span = self.run.span(start, start + len(text))
        emoji = Label(text.rstrip(VARIATION_SELECTOR), span) if spelling is Spelling.EMOJI else None
        self.parts.priority = Priority(level.name, spelling, text, span, emoji)

    def _dataview(self, inner: str, start: int) -> bool:
        key, _, value = inner.partition("::")
        return self._pair(key.strip(), value, start + len(key) + 2, start, start + len(inner))

    def _pairs(self, inner: str, start: int) -> bool:
        """`key: value`, or `key:value` several times; all of it or nothing."""
        single = _single_pair().fullmatch(inner)
        if single is not None and (single["key"].lower() in _KNOWN_KEYS or self._kind_of(single["key"]) is not None):
            return self._pair(single["key"], single["value"], start + single.start("value"), start, start + len(inner))
        words = list(re.finditer(r"\S+", inner))
        if len(words) < 2 or not all(_tight_pair().fullmatch(word.group()) for word in words):
            return False
        for word in words:
            key, _, value = word.group().partition(":")
            at = start + word.start()
            self._pair(key, value, at + len(key) + 1, at, start + word.end(), keep=True)
        return True

    def _kind_of(self, name: str) -> FieldKind | None:
        """Whether *name* is one that the dialect has for estimates or for the time that something took."""
        if " " not in name and name.isascii():
            return None
        kind = self.dialect.field_kind(name)
        return kind if kind in (FieldKind.ESTIMATE, FieldKind.ACTUAL) else None

    def _pair(self, key: str, value: str, value_start: int, start: int, end: int, *, keep: bool = False) -> bool:
        """One name with a value. False if the value does not suit a known name; other names become fields."""
        name = key.lower().strip("_#+* ")
        bare = value.strip(_BLANKS)
        at = value_start + (value.index(bare) if bare else 0)
        span = self.run.span(at, at + len(bare))
        if not bare:
            return False
        kind = self._kind_of(name) if name not in _KNOWN_KEYS else None
        if name in _ESTIMATE_KEYS or kind is FieldKind.ESTIMATE:
            # `points: 5`, `story points: 5`, `hours: 3`
            unit = "size" if name == "size" else next((word for word in name.split() if unit_of(word)), "")
            if self._estimate(value, value_start, unit):
                return True
        elif (name in _ACTUAL_KEYS or kind is FieldKind.ACTUAL) and self._estimate(value, value_start, actual=True):
            return True
        elif name in _PRIORITY_KEYS:
            named = priority_word(bare, self.dialect)
            if named is not None and self.parts.priority is None:
                self._name_priority(named, bare, at)
                return True
        elif name in _DATE_WORDS:
            date = _iso_date().match(bare)
            if date is not None:
                self.parts.dates.append(Date(_DATE_WORDS[name], date.group(), span))
                return True
        elif name in _DEPENDENCY_KEYS:
            self._list(self.parts.depends_on, value, value_start, 0)
            return True
        elif name in _ASSIGNEE_KEYS:
            self._list(self.parts.assignees, value, value_start, 0)
            return True
        elif name in _TAG_KEYS:
            self._list(self.parts.tags, value, value_start, 0)
            return True
        elif name == "id" and self.parts.id is None:
            self.parts.id = Label(bare, span)
            return True
        if keep or (name in _KNOWN_KEYS and name not in _ESTIMATE_KEYS):
            self.parts.fields.append(Field(name, bare, self.run.span(start, end)))
            return True
        return False

    def _list(self, into: list[Label], value: str, start: int, skip: int) -> None:
        for match in re.finditer(r"[^,\s\[\]\"'`&]+(?: [^,\s\[\]\"'`&]+)*", value[skip:]):
            for word in (match.group(),) if into is self.parts.assignees else match.group().split():
                name = word.lstrip("@#")
                at = start + skip + match.start() + match.group().index(word) + len(word) - len(name)
                if name and name not in ("and", "und", "et", "y"):
                    into.append(Label(name, self.run.span(at, at + len(name))))

    # Names with values outside brackets.

    def _keys(self) -> None:
        text = self.text
        phrases = not text.isascii()
        for match in _loose_pair().finditer(text):
            key = match["key"].lower().lstrip("_#+")
            if key in _KNOWN_KEYS and (match["space"] == "" or key in _LOOSE_KEYS):
                self._loose(match, key)
            elif key in _LAST_WORDS:
                phrases = True
        if not phrases:
            return
        # The names that a dialect has for it: `- Estimated time: 2h`, `，预估工时：2 小时`.
        for match in _named_field().finditer(text):
            name = match["name"]
            if self.text[match.start("name")] != "\0":
                kind = self._kind_of(name)
                actual = kind is FieldKind.ACTUAL
                if kind is not None and text[: match.start()].strip(_LEFTOVER + "*_\0"):
                    end = self._amount(match.end(), actual=actual)
                    if end is not None:
                        self._mark(match.start("name"), end)

    def _loose(self, match: re.Match[str], key: str) -> None:
        value, start = match["value"], match.start("value")
        if key in _ESTIMATE_KEYS or key in _ACTUAL_KEYS:
            end = self._amount(start, actual=key in _ACTUAL_KEYS)
            if end is not None:
                self._mark(match.start(), end)
                return
            if key in _ESTIMATE_KEYS or match["space"]:
                return
        if self._pair(key, value.rstrip(".,;)"), start, match.start(), match.end()):
            self._mark(match.start(), start + len(value.rstrip(".,;)")))

    def _took(self) -> None:
        """`…, took 3 hours`, `… - spent 2h`."""
        match = _took().search(self.text)
        if match is not None and self._estimate(match["amount"], match.start("amount"), actual=True):
            self._mark(match.start(), match.end())

    # Emoji with a meaning.

    def _emoji(self) -> None:
        for match in _emoji_field().finditer(self.text):
            emoji = match["emoji"]
            if match["date"]:
                at = match.span("date")
                kind = _DATE_EMOJI[emoji]
                self.parts.dates.append(Date(kind, match["date"], self.run.span(*at)))
                if kind is DateKind.DONE:
                    self.parts.state_marks.append((emoji, self.run.span(*match.span("emoji"))))
            elif match["clock"]:
                end = self._amount(match.end())
                if end is not None:
                    self._mark(match.start(), end)
                continue
            elif match["id"]:
                if self.parts.id is not None:
                    continue
                self.parts.id = Label(match["id"], self.run.span(*match.span("id")))
            elif match["after"]:
                self._list(self.parts.depends_on, match["after"], match.start("after"), 0)
            else:
                rule = match["rule"].rstrip(_BLANKS)
                start = match.start("rule")
                self.parts.fields.append(Field("recurs", rule, self.run.span(start, start + len(rule))))
                self._mark(match.start(), start + len(rule))
                continue
            self._mark(match.start(), match.end())
        self._priority_emoji()

    def _priority_emoji(self) -> None:
        if self.parts.priority is not None:
            return
        read = patterns(self.dialect)
        start = len(self.text) - len(self.text.lstrip(_BLANKS + "*_"))
        picture = picture_at(self.text, start, self.dialect)
        if picture is not None and picture.emoji is not None:
            level = read.emoji.get(picture.emoji) or read.marks.get(picture.emoji)
            if level is not None:
                self._set_emoji(level.name, picture.emoji, picture.start, picture.end)
                return
        for match in read.emoji_or_mark.finditer(self.text):
            emoji = match.group().rstrip(VARIATION_SELECTOR)
            level = read.marks.get(emoji)
            if level is None and not self.text[match.end() :].strip(_LEFTOVER + "\0"):
                level = read.emoji[emoji]
            if level is not None:
                self._set_emoji(level.name, emoji, *match.span())
                return

    def _set_emoji(self, level: str, emoji: str, start: int, end: int) -> None:
        span = self._mark(start, end)
        self.parts.priority = Priority(level, Spelling.EMOJI, emoji, span, Label(emoji, span))

    # Small signs.

    def _tilde(self) -> None:
        for match in _tilde_number().finditer(self.text):
            found = amount_at(self.text, match.start(), self.dialect.calendar)
            if found is not None:
                self._estimate(self.text[match.start() : found[0]], match.start())
                self._mark(match.start(), found[0])

    def _people(self) -> None:
        for match in _mention().finditer(self.text):
            name, value = match["name"], match["value"]
            if value is not None:
                key = name.lower()
                if self._pair(key, value.strip("()"), match.start("value") + 1, match.start(), match.end(), keep=True):
                    self._mark(match.start(), match.end())
            else:
                solid = self._person(match)
                self._mark(match.start(), match.end(), solid=solid)

    def _person(self, match: re.Match[str], offset: int = 0) -> bool:
        """Read `@ana` as a person, or `@high` as a priority; True for a person. *offset* is where the text begins."""
        name = match["name"]
        start, end = offset + match.start("name"), offset + match.end("name")
        named = priority_word(name, self.dialect)
        if named is not None and self.parts.priority is None:
            self._name_priority(named, name, start)
            return False
        self.parts.assignees.append(Label(name, self.run.span(start, end)))
        return True

    def _plus(self) -> None:
        """`+urgent`, a priority written as a tag."""
        for match in _PLUS.finditer(self.text):
            named = priority_word(match["word"], self.dialect)
            if named is not None and self.parts.priority is None:
                self._name_priority(named, match["word"], match.start("word"))
                self._mark(*match.span())

    def _tags(self) -> None:
        for match in _tag().finditer(self.text):
            self.parts.tags.append(Label(match["tag"], self.run.span(match.start(), match.end())))
            self.marks.append(Mark(match.start(), match.end(), solid=True))

    def _block_id(self) -> None:
        match = re.search(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$", self.text)
        if match is not None:
            self.block = Label(match.group(1), self.run.span(*match.span(1)))
            self._mark(match.start(), match.end())

    def _dates_after_words(self) -> None:
        for match in _dated_word().finditer(self.text):
            self._date(match, 0)
            self._mark(match.start(), match.end())

    def _date(self, match: re.Match[str], offset: int) -> None:
        start, end = match.span("date")
        kind = _DATE_WORDS[match["word"].lower()]
        self.parts.dates.append(Date(kind, match["date"], self.run.span(offset + start, offset + end)))

    def _references(self) -> None:
        raw = self.raw
        taken: list[tuple[int, int]] = []
        for kind, pattern in _reference_patterns(raw):
            for match in pattern().finditer(raw):
                start, end = match.span()
                if any(start < other_end and other_start < end for other_start, other_end in taken):
                    continue
                text = match.group()
                if kind is ReferenceKind.TICKET and text.split("-")[0] in _NOT_TICKETS:
                    continue
                if kind is ReferenceKind.URL:
                    text = text.rstrip(".,;:!?\"'")
                    end = start + len(text)
                taken.append((start, end))
                self.parts.references.append(Reference(kind, text, self.run.span(start, end)))
        self.parts.references.sort(key=lambda reference: reference.span)

    # What is left is the title.

    def _title(self) -> None:
        start, end = self._peel(0, len(self.raw))
        if end < len(self.raw) and self.raw[end - 1 : end] >= _FIRST_EMOJI:
            # What stood behind the emoji was metadata.
            self._trailing_state(end)
            start, end = self._peel(start, end)
        tried = start
        start, end = self._leading(start, end)
        start, end = self._peel(start, end)
        end = self._trailing_priority(start, end)
        end = self._trailing_estimate(start, end)
        if self.dialect.bare_sizes and not self.parts.estimates:
            start, end = self._bare_size(*self._peel(start, end))
        start, end = self._peel(start, end)
        start, end = self._unwrap(start, end)
        # The words may have been in bold together with an estimate or an id.
        start, end = self._peel(start, end)
        if start > tried:
            start, end = self._leading(start, end)
        if self.raw.startswith("~~", start) and _STRUCK.match(self.raw, start, end):
            self.parts.state_marks.append(("~~", self.run.span(start, self.raw.index("~~", start + 2) + 2)))
        self.parts.title = Label(self._plain(start, end), self.run.span(start, max(start, end)))
        if len(self.parts.estimates) > 1:
            # The figure behind the title speaks of the task; one inside it may belong to the sentence.
            title_end = self.parts.title.span.end
            self.parts.estimates.sort(key=lambda one: (one.span.start < title_end, one.span))
        own = self.parts.id
        if own is not None:
            self.parts.references = [one for one in self.parts.references if not own.span.holds(one.span)]

    def _peel(self, start: int, end: int) -> tuple[int, int]:
        """Shrink the range past marks and blanks at both edges."""
        marks = sorted(self.marks) if self.marks else []
        for mark in marks:
            start = _skip_blanks(self.raw, start, end)
            if mark.solid or mark.start > start:
                if mark.start > start:
                    break
                continue
            start = max(start, mark.end)
            start = _skip_separator(self.raw, start, end)
        start = _skip_blanks(self.raw, start, end)
        for mark in sorted(marks, key=_mark_end, reverse=True) if marks else ():
            end = _skip_blanks_back(self.raw, start, end)
            stripped = _skip_separator_back(self.raw, start, end)
            if (mark.end == end and mark.start >= start) or (
                mark.end == stripped and mark.start >= start and not mark.solid
            ):
                end = mark.start
            elif mark.end < stripped:
                break
        end = _skip_blanks_back(self.raw, start, end)
        if end < len(self.raw):
            end = _skip_separator_back(self.raw, start, end)
        return start, end

    def _leading(self, start: int, end: int) -> tuple[int, int]:
        """Read an id or a priority that the line begins with."""
        if self.parts.id is None:
            match = _leading_id().match(self.raw, start, end)
            if match is None:
                match = _numbered_task().match(self.raw, start, end)
            group = "id" if match is not None and match["id"] else "number"
            if match is not None and match.end() < end and match[group].split("-")[0] not in _NOT_TICKETS:
                self.parts.id = Label(match[group], self.run.span(*match.span(group)))
                start, end = self._past(match, end)
        picture = picture_at(self.raw, start, self.dialect) if self.parts.priority is None and start < end else None
        # An emoji that is damaged for good says nothing by itself; the word behind it does.
        lost = picture is not None and picture.emoji is None
        at = _skip_blanks(self.raw, picture.end, end) if picture is not None and lost else start
        head = self.raw[at : at + _LONGEST_LEVEL]
        if not (_has_separator(head) or head.startswith("!")):
            return start, end
        match = _leading_level().match(self.raw, at, end)
        if match is not None and match.end() < end and self._leading_priority(match, picture if lost else None):
            start, end = self._past(match, end)
        return start, end

    def _past(self, match: re.Match[str], end: int) -> tuple[int, int]:
        """The range left of the line once *match* at its beginning is taken off."""
        self.marks.append(Mark(*match.span()))
        start = match.end()
        # `**T-014: Fix login**` and `T-014: **Fix login**`: the bold goes on behind what was taken.
        goes_on = match.group().count("**") % 2 and self.raw.endswith("**", start + 1, end)
        if goes_on and "**" not in self.raw[start : end - 2]:
            self.parts.emphasis = Emphasis.STRONG
            end -= 2
        return start, end

    def _leading_priority(self, match: re.Match[str], lost: Picture | None) -> bool:
        """Take the level that the line begins with; a word wins over the emoji before it, which stays beside it."""
        before = self.parts.priority
        if before is not None and (before.emoji is None or before.span.start > self.run.offset(match.start())):
            return False
        group = "marks" if match["marks"] else "level"
        text = match[group]
        if match["marks"]:
            levels = {mark: level for level in self.dialect.levels for mark in level.marks}
            named = (levels[text], Spelling.MARK) if text in levels else None
        else:
            named = priority_word(text, self.dialect)
        if named is None:
            return False
        level, spelling = named
        emoji = before.emoji if before is not None else None
        if lost is not None:
            emoji = Label("", self.run.span(lost.start, lost.end))
        self.parts.priority = named_priority(level.name, spelling, text, self.run.span(*match.span(group)), emoji)
        return True

    def _trailing_priority(self, start: int, end: int) -> int:
        """`Write the parser - High Priority`."""
        match = _LAST_PRIORITY.search(self.raw, start, end) if self.parts.priority is None else None
        named = priority_word(match["level"], self.dialect) if match is not None else None
        if match is None or named is None or match.start() <= start:
            return end
        self._name_priority(named, match["word"], match.start("word"))
        self.marks.append(Mark(*match.span()))
        return match.start()

    def _trailing_estimate(self, start: int, end: int) -> int:
        """`Write the parser - 4 hours`, `Write the parser: 2h`."""
        if not _has_separator(self.raw):
            return end
        match = _dashed_amount().search(self.raw, start, end)
        if match is None or match.start() <= start:
            return end
        estimate = parse_estimate(match["amount"], self.run.span(*match.span("amount")), self.dialect.calendar)
        if estimate is None or estimate.kind is Kind.SIZE:
            return end
        self.parts.estimates.append(estimate)
        self.marks.append(Mark(*match.span()))
        return match.start()

    def _bare_size(self, start: int, end: int) -> tuple[int, int]:
        """`Write the parser - M`, `XL: Write the parser`, in a dialect of sizes."""
        match = _FIRST_SIZE.match(self.raw, start, end) or _LAST_SIZE.search(self.raw, start, end)
        if match is None or match.end() - match.start() >= end - start:
            return start, end
        self._estimate(match["size"], match.start("size"))
        self.marks.append(Mark(*match.span()))
        return (match.end(), end) if match.start() == start else (start, match.start())

    def _unwrap(self, start: int, end: int) -> tuple[int, int]:
        """Take the markup off a title that is bold, italic or struck as a whole."""
        for marker, emphasis in _WRAPPERS:
            size = len(marker)
            if end - start > 2 * size and self.raw.startswith(marker, start) and self.raw.endswith(marker, start, end):
                inner = self.raw[start + size : end - size]
                if marker not in inner and inner.strip():
                    if self.parts.emphasis is Emphasis.NONE:
                        self.parts.emphasis = emphasis
                    if emphasis is Emphasis.STRIKE:
                        self.parts.state_marks.append((marker, self.run.span(start, end)))
                    return self._unwrap(start + size, end - size)
        return start, end

    def _plain(self, start: int, end: int) -> str:
        """The title without the marks inside it; what is part of a sentence stays."""
        pieces: list[str] = []
        at = start
        for mark in sorted(self.marks):
            if mark.solid or mark.start < at or mark.end > end:
                continue
            pieces.append(self.raw[at : mark.start])
            at = mark.end
            if self.raw[at : at + 1] in _CLOSING:
                pieces[-1] = pieces[-1].rstrip(_BLANKS)
        pieces.append(self.raw[at:end])
        text = "".join(pieces)
        if "**" in text:
            text = text.replace("**", "")
        if "<" in text and "br" in text.lower():
            text = _BREAK.sub(" ", text)
        return " ".join(text.split())


def _mark_end(mark: Mark) -> int:
    return mark.end


def _mark_place(mark: tuple[str, Span]) -> Span:
    return mark[1]


def _place(part: Estimate | Label | Date | Field) -> Span:
    return part.span


_LONGEST_LEVEL = 40
_LONGEST_GROUP = 120

# Round a state emoji may stand what marks up the title.
_AROUND = _LEFTOVER + "*_~"
_LONGEST_STATE = 40
_FIRST_EMOJI = "\u2100"
_DATED = lazy(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEADING_WORD = lazy(r"\s*\**(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)\**(?=\s*[:：]|\s+[-–—]\s)")
# Struck work with a remark: `~~Write the parser~~ — not needed`.
_STRUCK = lazy(r"~~[^~]+~~\s*[-–—:：→(（|,]")
_SPENT_WORDS = lazy("actual|spent|took|taken", re.IGNORECASE)

_WRAPPERS = (
    ("***", Emphasis.STRONG),
    ("**", Emphasis.STRONG),
    ("__", Emphasis.STRONG),
    ("~~", Emphasis.STRIKE),
    ("*", Emphasis.EMPHASIS),
    ("_", Emphasis.EMPHASIS),
)


def _has_separator(text: str) -> bool:
    """Whether *text* may be cut in two by a colon or a dash; a quick look."""
    return ":" in text or "-" in text or (not text.isascii() and ("：" in text or "—" in text or "–" in text))


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _BLANKS:
        start += 1
    return start


def _skip_blanks_back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _skip_separator(text: str, start: int, end: int) -> int:
    """Past one `-`, `:` or the like between a mark and the title."""
    at = _skip_blanks(text, start, end)
    if at < end and text[at] in "-–—:|·" and (at + 1 >= end or text[at + 1] in _BLANKS):
        return _skip_blanks(text, at + 1, end)
    return at


def _skip_separator_back(text: str, start: int, end: int) -> int:
    at = _skip_blanks_back(text, start, end)
    if (
        at > start
        and text[at - 1] in "-–—:|·,;，、：；"
        and (at - 1 == start or text[at - 2] in _BLANKS or text[at - 1] in ",;:，、：；")
    ):
        return _skip_blanks_back(text, start, at - 1)
    return at


def _without_code(text: str) -> str:
    """*text* with its code spans blanked out, in linear time whatever the number of backticks."""
    runs = [match.span() for match in re.finditer("`+", text)]
    following: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        following.setdefault(end - start, []).append(index)
    pieces = []
    at = index = 0
    while index < len(runs):
        start, end = runs[index]
        same = following[end - start]
        # Runs of the same length, the nearest last; those already behind are dropped.
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        close = runs[same[-1]][1]
        pieces.append(text[at:start] + "\0" * (close - start))
        at = close
        index = same[-1] + 1
    pieces.append(text[at:])
    return "".join(pieces)


def _sub_blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\0" * len(match.group()), text)


def _reference_patterns(text: str) -> Iterator[tuple[ReferenceKind, Callable[[], re.Pattern[str]]]]:
    if "://" in text:
        yield ReferenceKind.URL, _url
    upper = text.upper()
    if "CVE-" in upper:
        yield ReferenceKind.CVE, _cve
    if "GHSA-" in upper:
        yield ReferenceKind.GHSA, _ghsa
    if "#" in text:
        yield ReferenceKind.ISSUE, _issue
    if "-" in text:
        yield ReferenceKind.TICKET, _ticket_in_text
    if "." in text or "/" in text:
        yield ReferenceKind.PATH, _path
        yield ReferenceKind.VERSION, _version


# Patterns are compiled when the first line needs them.


@lru_cache(maxsize=16)
def _state_emoji(dialect: Dialect) -> re.Pattern[str]:
    """The emoji of states, but for those that are priorities, too."""
    emoji = "|".join(re.escape(one) for one in dialect.state_emoji if one not in patterns(dialect).emoji)
    return re.compile(rf"(?:{emoji or '(?!)'}){VARIATION_SELECTOR}?")


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(r"<!--(?:(?!-->)[\s\S])*-->")


@cache
def _link() -> re.Pattern[str]:
    # The destination or label of a link, and wiki links; the text of a link stays readable.
    return re.compile(
        r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s[^()]*)?\)|(?<=\])\[[^\[\]]*\]|\[\[[^\[\]]*\]\]|\[(?=[^\[\]]*\]\()"
    )


@cache
def _bracket() -> re.Pattern[str]:
    return re.compile(r"(?:(?<![\]A-Za-z0-9_])[\[(]|（)([^\[\]()（）\0]*(?:\[[^\[\]()]*\])?)[\])）](?![(\[])")


@cache
def _ticket() -> re.Pattern[str]:
    return re.compile(
        r"[A-Z][A-Z0-9]{0,9}-(?=[A-Za-z.-]*[0-9])[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*|[A-Z]{1,4}[0-9]+(?:\.[0-9]+)*|#[0-9]+"
    )


@cache
def _ticket_in_text() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]{1,9}-[0-9]+(?![\w-])")


@cache
def _depends_words() -> re.Pattern[str]:
    return re.compile(r"(?:depends|dependent) on:?\s+(?=\S)|blocked by:?\s+(?=\S)", re.IGNORECASE)


@cache
def _single_pair() -> re.Pattern[str]:
    return re.compile(r"\s*\**(?P<key>[^\W\d_][\w -]{0,20}?)\**\s*[:：]\s*(?P<value>[^:：]+)")


@cache
def _tight_pair() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z_][\w.-]*:\S+")


@cache
def _loose_pair() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w/.`:])[_#+]?(?P<key>[A-Za-z][A-Za-z_-]{0,19})\**:\**(?P<space>[ \t]*)(?P<value>[^\s\0]+)"
    )


@cache
def _iso_date() -> re.Pattern[str]:
    return re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


@cache
def _before_amount() -> re.Pattern[str]:
    return re.compile(r"\s?\**\s?")


@cache
def _size() -> re.Pattern[str]:
    return re.compile(r"(?:X{0,3}[SL]|M)(?!\w)")


@cache
def _named_amount() -> re.Pattern[str]:
    word = r"est(?:imated?|\.)?|actual(?:ly)?|(?:time )?(?:spent|took|taken)"
    return re.compile(
        rf"\s*(?:(?P<before>{word})\s*:?\s*)?(?P<amount>[^\s:][^:]*?)(?:\s+(?P<after>{word}))?\s*", re.IGNORECASE
    )


@cache
def _named_field() -> re.Pattern[str]:
    # A name that is not the end of a longer phrase: the response time of a server is no estimate.
    return re.compile(r"(?:^|[-–—,，;；.。|·(（\0*])\s*(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3})\**\s?[:：]\**\s*")


@cache
def _took() -> re.Pattern[str]:
    return re.compile(
        r"(?:[,;·|]|(?<=\s)[-–—])\s*(?:it\s+)?(?:took|(?:time\s+)?spent)\s*:?\s*(?P<amount>[~≈]?\s?[0-9][^:]{0,40}?)[\s.]*$",
        re.IGNORECASE,
    )


@cache
def _tilde_number() -> re.Pattern[str]:
    return re.compile(r"(?<![\w~])~\s?[0-9]")


@cache
def _dashed_amount() -> re.Pattern[str]:
    inside = r"(?:[^-–—:]|(?<=\w)-(?=[^\W\d_]))*"
    return re.compile(
        r"(?:(?<=\s)[-–—]+|[:：])\s*(?P<amount>(?:[~≈<]=?|[^\W\d_]{1,8}\.?(?: zu)?(?=[\s0-9]))?\s*"
        rf"[0-9]{inside}(?:[-–—]\s*[0-9]{inside})?"
        r"|half[ -][^\W\d_]+(?: [^\W\d_]+)?|半[^\W\d_]+)$"
    )


_BREAK = lazy(r"</?br ?/?>", re.IGNORECASE)
_PLUS = lazy(r"(?<![\S])\+(?P<word>[^\W\d_]+)(?=[\s\0]|$)")
_FIRST_SIZE = lazy(r"(?P<size>X{0,3}[SL]|M)(?:\s*[:：]|\s[-–—])\s+")
_LAST_SIZE = lazy(r"(?:\s[-–—|]|[,:：|])?\s*(?<![^\s,:：|])(?:[Ss]ize\s*[:/ ]\s*)?(?P<size>X{0,3}[SL]|M)$")
_LAST_PRIORITY = lazy(r"\s[-–—|]\s*(?P<level>(?P<word>[^\W\d_]{2,20})[\s-]priority)$", re.IGNORECASE)


@cache
def _dependency_key() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_DEPENDENCY_KEYS, key=len, reverse=True))}):$", re.IGNORECASE)


@cache
def _emoji_field() -> re.Pattern[str]:
    dates = "".join(_DATE_EMOJI)
    return re.compile(
        rf"(?P<emoji>[{dates}])\ufe0f?\s*(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])"
        r"|(?P<clock>[⏱⏲🕐🕒])\ufe0f?\s*(?=[~≈<0-9])"
        r"|🆔\ufe0f?\s*(?P<id>[A-Za-z0-9_-]+)"
        r"|(?:⛔\ufe0f?|←)\s*(?P<after>[A-Za-z0-9_-]+(?:\.[0-9]+)*(?:\s*,\s*[A-Za-z0-9_-]+(?:\.[0-9]+)*)*)"
        rf"|🔁\ufe0f?\s*(?P<rule>every\b[^{dates}🆔⛔🏁🔺⏫🔼🔽⏬#@\0]*)"
    )


@cache
def _metadata() -> re.Pattern[str]:
    # Each alternative begins with another character, so that nothing is tried twice.
    dates = "".join(_DATE_EMOJI)
    return re.compile(
        rf"(?:[\s\0,;|·*_.–—-]|@\w[\w.-]*|\#\w[\w/-]*|\^[\w-]+|[{dates}⏱⏲🔺⏫🔼🔽⏬🔴🟠🟡🟢🔵\ufe0f]|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
        r"|~\s?[0-9][\w.]*|[A-Za-z]+(?:[-_][A-Za-z]+)*:[^\s\0]+)*"
    )


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/.`@])@(?P<name>[A-Za-z][\w-]*(?:\.\w+)*)(?![\w/-])(?P<value>\([^()]*\))?")


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/&#])#(?P<tag>[^\W\d_][\w/-]*)(?![\w:])")


@cache
def _dated_word() -> re.Pattern[str]:
    words = "|".join(_DATE_WORDS)
    return re.compile(
        rf"(?<![\w-])(?P<word>{words})\s*:?\s+(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])", re.IGNORECASE
    )


@cache
def _leading_id() -> re.Pattern[str]:
    known = r"(?:T|US|EXT|BUG|TASK|STORY|FEAT|REQ|TD|PB)[0-9]{1,6}|t[0-9]{3,6}|[A-Za-z]{1,2}0[0-9]{2,5}"
    # `S3 uploads` and `H264 videos` are words; with a mark behind, `S3:`, they are ids.
    marked = r"S[0-9]{1,5}|[A-Za-z]{1,2}[0-9]{3,6}|[A-Z][0-9]{1,3}(?:-[A-Z0-9]{1,4}){2,3}"
    part = r"(?:\.[0-9]+)*(?:-[A-Z0-9]+)?"
    return re.compile(
        r"(?:\*\*|__)?`?(?:"
        r"(?P<id>#[0-9]+|[A-Z][A-Z0-9]{0,9}-(?:[A-Z]{1,5}-)?[A-Z]?[0-9]+(?:[-.][A-Za-z0-9]+)*"
        r"|(?:Task|Story|Issue|Bug|Ticket|Feature)-[0-9]+(?:[-.][0-9]+)*"
        rf"|(?:{known}){part}|(?:{marked}){part}(?=`?(?:\*\*|__)?(?:\s*[:|—–]|\s+-\s|\.\s)))"
        r"`?(?:\*\*|__)?(?:\s*[:|—–]\s*|\s+-\s+|\.\s+|\s+)(?:\*\*:?\s*)?(?=\S)"
        r")"
    )


@cache
def _numbered_task() -> re.Pattern[str]:
    # `**Task 1.1**: Write the parser`, `2.1 - Write the parser`; `1.5 hours` and `3.12 support` are no ids.
    return re.compile(
        r"(?:\*\*|__)?(?:(?:Sub-?)?(?:Task|Story|Issue|Bug|Ticket)\s*#?(?P<id>[0-9]{1,4}(?:\.[0-9]{1,3})*[a-z]?)(?:\*\*|__)?"
        r"(?:\s*[:：–—]\s*|\s+-\s+)(?:\*\*:?\s*)?"
        r"|(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})+(?:-[A-Z]\b)?)(?:\*\*|__)?(?:[:：]\s+|\s+[-–—]\s+)(?:\*\*:?\s*)?)(?=\S)"
    )


@cache
def _leading_level() -> re.Pattern[str]:
    # Any words as far as a mark; whether they name a level is looked up.
    return re.compile(
        r"(?P<marks>!{1,3})\s+(?=\S)"
        r"|(?:\*\*)?(?P<level>[^\W_][\w.'’ -]{0,30}?)(?:\*\*)?(?:\s*[:：]|\s+[-–—])(?:\*\*)?\s+(?=\S)"
    )


@cache
def _url() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\"'`|)\]]+")


@cache
def _cve() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])CVE-[0-9]{4}-[0-9]{4,}(?![\w-])", re.IGNORECASE)


@cache
def _ghsa() -> re.Pattern[str]:
    # The alphabet of advisory ids, https://github.com/github/advisory-database.
    return re.compile(r"(?<![\w-])GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}(?![\w-])", re.IGNORECASE)


@cache
def _issue() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/&#])(?:[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)?#[0-9]{1,7}(?!\w)|\bGH#[0-9]{1,7}(?!\w)")


@cache
def _path() -> re.Pattern[str]:
    extensions = "py|jsx?|tsx?|md|json|ya?ml|toml|css|html?|go|rs|java|kt|rb|php|sh|sql|c|h|cpp|cs|ini|cfg|env|lock"
    extensions += "|txt|xml|csv"
    return re.compile(rf"(?<![\w/.:@-])(?:\.{{0,2}}/)?(?:[\w.-]+/)*[\w-][\w.-]*\.(?:{extensions})(?![\w/])")


@cache
def _version() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])v[0-9]+(?:\.[0-9]+){1,3}(?:-[0-9A-Za-z.]+)?(?![\w])")
