"""What is said of a task in fields: `**Effort:** 2h`, `Status: ✅ Done | Owner: Ana`, `[due:: 2026-01-31]`.

A field has a name that the dialect knows. It stands in a line below its task, alone or with others, in the front
matter, or as a column of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Date, DateKind, Estimate, Field, Kind, Label, MarkKind, StateMark
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate, read_amounts
from backlogmd.syntax.figures import read_progress
from backlogmd.syntax.inline import LineParts
from backlogmd.syntax.priority import priority_word, read_priority
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, FieldKind, State, plain_name

STRONG = frozenset((FieldKind.ESTIMATE, FieldKind.ACTUAL, FieldKind.PRIORITY, FieldKind.STATE, FieldKind.SEVERITY))
"""The fields that hardly anything but work has."""

_LONGEST = 300
"""Longer lines are running text."""

# As many may be a value that is no figure: `Effort: research needed`.
_FEW_WORDS = 3

_MARKUP = lazy(r"[*]|~~|(?<!\w)_+|(?<!_)_++(?!\w)")
_PICTURES = lazy(r"^[^\w]+")
_PART = lazy(r"[^|·•｜]+")
_NAME = lazy(r"[^\w\s]*\s*(?P<name>[^\W\d_][^:：|*`\[\](){}<>\"]{0,39}?|#)\s*[:：](?!//|:)\s*")
_INLINE = lazy(r"\[(?P<name>[^\[\]:]{1,40})::(?P<value>[^\[\]]*)\]")
_TIGHT = lazy(r"(?P<name>[^\W\d_][\w.-]{0,30}):(?P<value>[^\s:]\S*)")
_TOKEN = lazy(r"[@#+]?[\w.-]+(?::[^\s:]\S*)?")
_DATE = lazy(
    r"(?<![\w.])(?:(?P<y>[0-9]{4})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?"
    r"|(?P<d2>[0-9]{1,2})\.\s?(?P<m2>[0-9]{1,2})\.\s?(?P<y2>[0-9]{4})"
    r"|(?P<name>[A-Za-z]{3,9})\.?\s(?P<d3>[0-9]{1,2})(?:st|nd|rd|th)?,?\s(?P<y3>[0-9]{4})"
    r"|(?P<d4>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s(?P<name4>[A-Za-z]{3,9})\.?,?\s(?P<y4>[0-9]{4}))(?![0-9])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_WORDS = lazy(
    r"\s*(?:(?<=\s)[-–—:|]+\s*)?(?P<open>[(\[])?\s*[*_]*(?:(?P<emoji>[^\w\s(\[*_\ufe0f.,:;!?'\"/-])\ufe0f?\s*)?"
    r"(?P<words>(?<![^\s(\[*_\ufe0f\u2190-\U0010ffff])[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){0,3})[*_]*[)\]]?\s*$"
)
_FIRST_WORDS = lazy(
    r"\s*(?:[:–—-]\s+)?(?:\[(?P<words>[^\W\d_][^\[\]]{1,30})\](?![(:\[])\s*(?:[:–—-]\s+)?"
    r"|(?P<capitals>[A-Z]{3,12}(?:[ -][A-Z]{2,12}){0,2}):\s+)"
)
_NOBODY = frozenset(
    ("", "-", "–", "—", "none", "n/a", "na", "tbd", "tba", "?", "unassigned", "nobody", "no", "nil", "无")
)
_NOTHING = _NOBODY | frozenset(
    ("nothing", "keine", "aucun", "aucune", "ninguna", "ninguno", "nenhuma", "nenhum", "нет", "無", "なし", "없음")
)
_LINKED = lazy(r"\[(?P<text>[^\[\]]+)\]\([^()]*\)")
_NAMES = lazy(r"[^,;/&+，、；]+")
_WORDS = lazy(r"[^\W_]+(?:['’.-][^\W_]+)*")
_VALUE_END = lazy(r"\s*(?:[(（,，;；|。]|\s[-–—]+\s|[-–—]{2}|\.\s|[:：]\s)")
_TASK_ID = lazy(r"(?<![\w.-])(?:#[0-9]+|[^\W\d_]{1,10}[-_]?[0-9]+(?:[.-][0-9A-Za-z]+)*|[0-9]+(?:\.[0-9]+)*)(?![\w])")

_DATES = {
    FieldKind.DUE: DateKind.DUE,
    FieldKind.START: DateKind.START,
    FieldKind.SCHEDULED: DateKind.SCHEDULED,
    FieldKind.CREATED: DateKind.CREATED,
    FieldKind.DONE: DateKind.DONE,
}


class FieldLine(NamedTuple):
    """One field as it stands: what it says, and the place of its value."""

    kind: FieldKind
    name: str
    """Lower case, without markup."""
    value: Run


def read_fields(run: Run, dialect: Dialect) -> Iterator[FieldLine]:
    """The fields in the lines of a paragraph, as far as their names are known."""
    position = 0
    for line in run.text.split("\n"):
        if line and len(line) <= _LONGEST and (":" in line or "：" in line or " | " in line or " · " in line):
            yield from _line_fields(line, run, position, dialect)
        position += len(line) + 1


def begins_field(line: str, dialect: Dialect) -> bool:
    """Whether a continuation line of a task is a field of it: `  **Effort:** 2h`."""
    if ":" not in line and "：" not in line:
        return False
    match = _NAME.match(_MARKUP.sub(" ", line).strip())
    return match is not None and dialect.field_kind(match["name"]) is not None


def _line_fields(line: str, run: Run, position: int, dialect: Dialect) -> Iterator[FieldLine]:
    if "::" in line:
        for match in _INLINE.finditer(line):
            kind = dialect.field_kind(match["name"])
            if kind is not None:
                yield FieldLine(kind, match["name"].strip().lower(), _cut(run, position, *match.span("value")))
        return
    plain = _MARKUP.sub(lambda match: " " * len(match.group()), line)
    found = [_field(plain, match, run, position, dialect) for match in _PART.finditer(plain)]
    fields = [field for field in found if field is not None]
    if found and (found[0] is not None or (fields and all(map(_NAME.match, map(str.strip, _PART.findall(plain)))))):
        # `60-79 days | 40 days in parallel`: a part without a name goes on with the one before.
        yield from fields
    elif len(found) > 1 and (bare := _bare_fields(plain, found, run, position, dialect)):
        yield from bare
    elif not fields and "`" not in plain and all(_TOKEN.fullmatch(token) for token in plain.split()):
        for match in _TIGHT.finditer(plain):
            kind = dialect.field_kind(match["name"])
            if kind is not None:
                yield FieldLine(kind, match["name"].lower(), _cut(run, position, *match.span("value")))


def _bare_fields(
    plain: str, found: list[FieldLine | None], run: Run, position: int, dialect: Dialect
) -> list[FieldLine]:
    """The parts of `🔴 P0 | ⬜ TODO | Est: 2d`: each says by itself what it is about, or none does."""
    fields: list[FieldLine] = []
    for match, named in zip(_PART.finditer(plain), found, strict=True):
        value = _cut(run, position, *match.span())
        if named is not None:
            fields.append(named)
        elif parse_estimate(value.text, value.span(0, len(value.text)), dialect.calendar) is not None:
            fields.append(FieldLine(FieldKind.ESTIMATE, "estimate", value))
        else:
            word = _PICTURES.sub("", value.text).strip()
            if plain_name(word) in dialect.state_words or (not word and read_state(value, dialect) is not None):
                fields.append(FieldLine(FieldKind.STATE, "status", value))
            elif priority_word(word, dialect, expected=True) is not None:
                fields.append(FieldLine(FieldKind.PRIORITY, "priority", value))
            else:
                return []
    return fields if len({field.kind for field in fields}) == len(fields) else []


def _field(plain: str, part: re.Match[str], run: Run, position: int, dialect: Dialect) -> FieldLine | None:
    match = _NAME.match(plain, part.start(), part.end())
    if match is None:
        return None
    name = " ".join(match["name"].lower().split())
    kind = dialect.field_kind(name)
    if kind is None:
        return None
    end = part.end()
    while end > match.end() and plain[end - 1] in " \t\u00a0\\":
        end -= 1
    return FieldLine(kind, name, _cut(run, position, match.end(), end))


def _cut(run: Run, position: int, start: int, end: int) -> Run:
    """The stretch of one line of *run* as a run of its own, without blanks and markup round it."""
    text = run.text
    start, end = position + start, position + end
    while start < end and text[start] in " \t\u00a0*_`":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0*_`":
        end -= 1
    return run.piece(start, end)


def apply_field(parts: LineParts, marks: list[StateMark], field: FieldLine, dialect: Dialect) -> bool:
    """Put what *field* says into the parts of its task, where they do not have it yet. False if it is unreadable."""
    kind, name, value = field
    span = value.span(0, len(value.text))
    if not value.text:
        return False
    if kind is FieldKind.ESTIMATE:
        estimates = read_amounts(value.text, span, dialect.calendar, unit_of(name))
        # Others of the same kind are alternatives: `3 hours by hand, or 1 hour with a script`.
        parts.estimates.extend(one for one in estimates if one is estimates[0] or one.kind is not estimates[0].kind)
        return bool(estimates)
    if kind is FieldKind.ACTUAL:
        actual = read_actual(value, name, dialect)
        if actual is not None and parts.actual is None:
            parts.actual = actual
        return actual is not None
    if kind is FieldKind.PRIORITY:
        priority = read_priority(value, dialect)
        if priority is not None and parts.priority is None:
            parts.priority = priority
        return priority is not None
    if kind is FieldKind.STATE:
        mark = read_state(value, dialect)
        if mark is None:
            parts.fields.append(Field(name, value.text, span))
            return False
        marks.append(mark)
        return True
    if kind is FieldKind.PROGRESS:
        progress = read_progress(value.text, span, square=True)
        if progress is not None and parts.progress is None:
            parts.progress = progress
        return progress is not None
    if kind in _DATES:
        date = read_date(value)
        if date is not None:
            parts.dates.append(Date(_DATES[kind], date.text, date.span))
            return True
    elif kind is FieldKind.ASSIGNEE:
        parts.assignees.extend(_people(value))
        return True
    elif kind is FieldKind.DEPENDS:
        parts.depends_on.extend(_dependencies(value))
        return True
    elif kind is FieldKind.LABELS:
        parts.tags.extend(_labels(value, _NAMES))
        return True
    elif kind is FieldKind.ID:
        if parts.id is None:
            parts.id = _id(value)
        return True
    elif kind in (FieldKind.TITLE, FieldKind.DESCRIPTION):
        return False
    parts.fields.append(Field(name, value.text, span))
    return True


def _id(value: Run) -> Label:
    """An id, without the link or the markup that it stands in: ``[`T-1`](tasks/t-1.md)``."""
    match = _LINKED.match(value.text)
    start, end = match.span("text") if match is not None else (0, len(value.text))
    while start < end and value.text[start] in " `*_[":
        start += 1
    while end > start and value.text[end - 1] in " `*_]":
        end -= 1
    return Label(value.text[start:end], value.span(start, end))


_UNIT_WORDS = (
    (
        "points",
        ("point", "pts", "sp", "sps", "punto", "ponto", "punkte", "点", "點", "ポイント", "포인트", "балл", "очк"),
    ),
    ("minutes", ("minute", "minuto", "minuten", "mins", "分钟", "分鐘", "минут")),
    (
        "hours",
        (
            "hour",
            "hrs",
            "hora",
            "heures",
            "stunden",
            "std",
            "小时",
            "小時",
            "工时",
            "工時",
            "時間",
            "часы",
            "часов",
            "시간",
        ),
    ),
    ("days", ("day", "días", "dias", "jours", "tage", "pt", "人天", "天数", "日数", "дни", "дней", "일수")),
    ("weeks", ("week", "semana", "semaine", "wochen", "недел", "周数")),
)


def unit_of(name: str) -> str:
    """The unit that the name of a field or the header of a column gives to a bare number: `Est. hours`, `SP`."""
    lower = name.lower()
    words = set(_WORDS.findall(lower))
    for unit, stems in _UNIT_WORDS:
        for stem in stems:
            if stem in words if len(stem) < 3 and stem.isascii() else stem in lower:
                return unit
    return "hours" if "(h)" in lower or lower in ("h", "hrs", "hrs.") else "days" if "(d)" in lower else ""


def read_actual(value: Run, name: str, dialect: Dialect) -> Estimate | None:
    """The time that something took."""
    amounts = read_amounts(value.text, value.span(0, len(value.text)), dialect.calendar, unit_of(name))
    return next((one for one in amounts if one.kind is Kind.DURATION), None)


def read_date(value: Run) -> Label | None:
    """The first date in the value of a field, as `YYYY-MM-DD` whatever the order it is written in.

    An order that two countries read differently, `03/04/2026`, is none.
    """
    for match in _DATE.finditer(value.text):
        year = match["y"] or match["y2"] or match["y3"] or match["y4"]
        day = match["d"] or match["d2"] or match["d3"] or match["d4"]
        name = match["name"] or match["name4"]
        month = match["m"] or match["m2"]
        if name is not None:
            if name[:3].lower() not in _MONTHS:
                continue
            month = str(_MONTHS.index(name[:3].lower()) + 1)
        return Label(f"{year}-{month:0>2}-{day:0>2}", value.span(*match.span()))
    return None


def trailing_state(run: Run, dialect: Dialect) -> tuple[StateMark, int] | None:
    """Where a heading says in its last words that its task stands, and where these begin.

    Read are `… - ⏸️ NOT STARTED`, `… (Done)`, `… [IN PROGRESS]`, `… ✅ Done`.
    """
    match = _LAST_WORDS.search(run.text)
    if match is None:
        return None
    words = match["words"].strip(" *_.!")
    state = dialect.state_words.get(" ".join(words.lower().split()))
    emoji = match["emoji"]
    if state is None or (emoji is None and match["open"] is None and not words.isupper()):
        return None
    if emoji is not None and emoji not in dialect.state_emoji:
        return None
    span = run.span(match.start("emoji") if emoji else match.start("words"), match.end("words"))
    return StateMark(MarkKind.EMOJI if emoji else MarkKind.FIELD, state, words, span), match.start()


def leading_state(run: Run, start: int, dialect: Dialect) -> tuple[StateMark, int] | None:
    """The state that a title begins with, `[DONE] Write the parser`, `WIP: …`, and where the title goes on."""
    match = _FIRST_WORDS.match(run.text, start)
    if match is None or match.end() == len(run.text):
        return None
    group = "words" if match["words"] else "capitals"
    state = dialect.state_words.get(plain_name(match[group]))
    if state is None:
        return None
    return StateMark(MarkKind.FIELD, state, match[group].strip(), run.span(*match.span(group))), match.end()


def says_something(field: FieldLine, dialect: Dialect) -> bool:
    """Whether the value of a field is one, and no sentence about such fields: `Effort: how long it will take us`."""
    kind, name, value = field
    if kind not in STRONG or len(_WORDS.findall(value.text)) <= _FEW_WORDS:
        return bool(value.text)
    if kind in (FieldKind.ESTIMATE, FieldKind.ACTUAL):
        return bool(read_amounts(value.text, value.span(0, len(value.text)), dialect.calendar, unit_of(name)))
    if kind is FieldKind.PRIORITY:
        return read_priority(value, dialect) is not None
    return kind is not FieldKind.STATE or read_state(value, dialect) is not None


def read_state(value: Run, dialect: Dialect, kind: MarkKind = MarkKind.FIELD) -> StateMark | None:
    """Where the value of a field says that a task stands: `✅ Done`, `In progress (80 %)`, `NOT STARTED`.

    A word wins over the emoji before it.
    """
    text = value.text
    start = 0
    by_emoji: State | None = None
    while start < len(text) and not text[start].isalnum():
        by_emoji = by_emoji or dialect.state_emoji.get(text[start])
        start += 1
    words = _VALUE_END.split(text[start:], maxsplit=1)[0].rstrip(" .!*_`✅❌")
    state = _state_word(words.lower(), dialect) or by_emoji
    if state is None:
        box = re.fullmatch(r"\\?\[(.)\\?\]", text.strip())
        state = dialect.states.get(box.group(1)) if box else None
    return StateMark(kind, state, text, value.span(0, len(text))) if state is not None else None


def _state_word(words: str, dialect: Dialect) -> State | None:
    """The state that the words name as a whole, or else those at their beginning."""
    tokens = words.replace("_", " ").split()
    for number in range(len(tokens), 0, -1):
        state = dialect.state_words.get(" ".join(tokens[:number]).rstrip(".,:;!"))
        if state is not None and (number == len(tokens) or number > 1 or len(tokens) <= 4):
            return state
    return None


def _people(value: Run) -> Iterator[Label]:
    for label in _labels(value, _NAMES):
        if label.text.lower() not in _NOBODY:
            yield label


def _dependencies(value: Run) -> Iterator[Label]:
    """The ids that a field names. A sentence gives those in it; a few words without any are a name themselves."""
    for label in _labels(value, _NAMES):
        ids = list(_TASK_ID.finditer(label.text))
        for match in ids:
            start = label.span.start + match.start()
            yield Label(match.group(), Span(start, start + len(match.group())))
        if not ids and label.text.lower().rstrip(".") not in _NOTHING and len(label.text.split()) < 4:
            yield label


def _labels(value: Run, pattern: re.Pattern[str]) -> Iterator[Label]:
    for match in pattern.finditer(value.text):
        text = match.group().strip(" \t@*_`[]\"'")
        if text:
            start = match.start() + match.group().index(text)
            yield Label(text, value.span(start, start + len(text)))


def front_matter_fields(run: Run, dialect: Dialect) -> Iterator[FieldLine]:
    """The fields of a front matter: `name: value` at its top level, quotes and brackets taken off."""
    position = 0
    for line in run.text.split("\n"):
        match = re.match(r"(?P<name>[^\W\d_][\w -]{0,40}):\s+(?P<value>\S.*)$", line)
        if match is not None:
            kind = dialect.field_kind(match["name"])
            value = match["value"].rstrip()
            start = position + match.start("value")
            quoted = len(value) > 1 and value[0] + value[-1] in ('""', "''", "[]")
            if kind is not None:
                name = match["name"].lower()
                yield FieldLine(kind, name, run.piece(start + quoted, start + len(value) - quoted))
        position += len(line) + 1
