"""What the backlogs at hand say about the dialect that they are written in.

Only what differs from the default dialect becomes a setting, and only where lines of the files show it. Each inference
names these lines. A setting by which a check would find anything that it does not find without is left out: what is
inferred may make a file clearer, and never makes it wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from backlogmd.config import Config
from backlogmd.linter import lint
from backlogmd.nodes import Claim, Document, Estimate, Kind
from backlogmd.pattern import lazy
from backlogmd.query.claims import Facts, Outcome
from backlogmd.query.code import without_code
from backlogmd.query.emoji import EmojiUse
from backlogmd.settings import read_settings
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.parse import parse
from backlogmd.syntax.units import unit_of
from backlogmd.vocabulary import Calendar, Dialect, Form, State, dialect_named

_ENOUGH = 2
"""So many places must show something before it is taken for the way in which files are written."""

_HOURS_PER_DAY = (6, 7, 8)
_DAYS_PER_WEEK = (4, 5, 6)

_WORDS = lazy(r"[^\W\d_]+")
_PARTS = lazy(r"[,;/=|()\[\]，、；（）]")


class Place(NamedTuple):
    """A line that an inference rests on."""

    path: str
    line: int
    text: str
    """The line itself, without blanks around it."""


@dataclass(frozen=True, slots=True)
class Inference:
    """One thing that the files show."""

    key: str
    """The setting that says it, such as `dialect.hours-per-day`."""
    value: Any
    """Its value, as TOML has it."""
    says: str
    """What it means, in a sentence without a full stop."""
    places: tuple[Place, ...]
    """The lines that show it, in order."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a set of files shows."""

    settings: tuple[Inference, ...] = ()
    """What differs from the default dialect."""
    undecided: tuple[Inference, ...] = ()
    """Characters in boxes that the dialect does not know, with a value that is only an example."""
    rejected: tuple[Inference, ...] = ()
    """What the files show, and what would make a check find more than it finds without."""
    style: tuple[str, ...] = ()
    """What needs no setting, in sentences."""

    def table(self) -> dict[str, Any]:
        """The settings as a table."""
        return _table(self.settings)


def infer(documents: Iterable[Document]) -> Inferred:
    """What *documents*, which were read with the default dialect, show about the way they are written."""
    known = [one for one in documents if one.source.invalid_byte is None]
    base = dialect_named(None)
    accepted: list[Inference] = []
    rejected: list[Inference] = []
    found = {id(one): _findings(one, base) for one in known}
    for look in (_levels, _calendar, _totals):
        dialect = _dialect(accepted)
        for one in look(known, dialect):
            tried = _dialect([*accepted, one])
            if all(_findings(document, tried) <= found[id(document)] for document in known):
                accepted.append(one)
            else:
                rejected.append(one)
    return Inferred(tuple(accepted), tuple(_unknown_states(known)), tuple(rejected), tuple(_style(known)))


def include_pattern(path: str) -> str:
    """The pattern of `.gitignore` that means exactly the file at *path*, with `/` between its parts."""
    return "/" + re.sub(r"([\\*?\[!#]|[ \t]+$)", r"\\\1", path)


def _table(inferences: Iterable[Inference]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for one in inferences:
        *above, key = one.key.split(".")
        into = table
        for name in above:
            into = into.setdefault(name, {})
        into[key] = one.value
    return table


def _dialect(inferences: Sequence[Inference]) -> Dialect:
    return read_settings(_table(inferences), "inferred").dialect


def _findings(document: Document, dialect: Dialect) -> Counter[tuple[str, Span]]:
    read = _read(document, dialect)
    return Counter((one.code, one.span) for one in lint(read, Config(dialect=dialect)))


def _read(document: Document, dialect: Dialect) -> Document:
    return parse(document.source.text, path=document.source.path, dialect=dialect)


def _place(document: Document, at: int) -> Place:
    line = document.source.position(at).line
    text = document.source.slice(document.source.line_span(line))
    return Place(document.source.path or "<text>", line, text.strip())


def _places(found: Iterable[tuple[Document, int]]) -> tuple[Place, ...]:
    """The lines of places in documents, each once, in the order in which they come."""
    return tuple(dict.fromkeys(_place(document, at) for document, at in found))


# Levels and their emoji.


def _levels(documents: Sequence[Document], dialect: Dialect) -> Iterator[Inference]:
    """The levels with their emoji, if the files give an emoji of the dialect to another level.

    An emoji moves only where it is the usual one of that level and the level its usual one: else it may be a slip,
    which is a finding and no dialect.
    """
    uses = [(document, use) for document in documents for use in EmojiUse(document, dialect).uses]
    pairs = Counter((use.emoji, use.level) for _, use in uses)
    own = {emoji: level.name for level in dialect.levels for emoji in level.emoji}
    moved = {
        emoji: level
        for (emoji, level) in pairs
        if emoji in own and own[emoji] != level and _is_usual(emoji, level, pairs)
    }
    shown = [(document, use) for document, use in uses if _level_of(use.emoji, pairs) == use.level]
    if not moved or len(shown) < _ENOUGH:
        return
    table = []
    for level in dialect.levels:
        counts = Counter({emoji: number for (emoji, name), number in pairs.items() if name == level.name})
        used = [emoji for emoji, _ in counts.most_common() if _level_of(emoji, pairs) == level.name]
        kept = [emoji for emoji in level.emoji if emoji not in used and _level_of(emoji, pairs) is None]
        table.append({"name": level.name, "emoji": [*used, *kept]} if used else {"name": level.name})
    places = _places((document, use.span.start) for document, use in shown if use.emoji in moved)
    ordered = (emoji for level in dialect.levels for emoji in moved if moved[emoji] == level.name)
    said = ", ".join(f"{emoji} stands for {moved[emoji]}" for emoji in ordered)
    yield Inference("dialect.levels", table, said, places)


def _is_usual(emoji: str, level: str, pairs: Mapping[tuple[str, str], int]) -> bool:
    others = [number for (one, name), number in pairs.items() if name == level and one != emoji]
    return _level_of(emoji, pairs) == level and all(number < pairs[emoji, level] for number in others)


def _level_of(emoji: str, pairs: Mapping[tuple[str, str], int]) -> str | None:
    """The level that an emoji stands beside more often than beside any other."""
    counts = sorted(((number, name) for (one, name), number in pairs.items() if one == emoji), reverse=True)
    return counts[0][1] if counts and (len(counts) == 1 or counts[0][0] > counts[1][0]) else None


# The calendar.


class _Score(NamedTuple):
    """How well a calendar explains the files."""

    holds: frozenset[tuple[int, Span]]
    """What agrees by it: claims, and amounts that are named in two units; the number of the document and the place."""
    contradicted: int


def _calendar(documents: Sequence[Document], dialect: Dialect) -> Iterator[Inference]:
    """The calendar by which most of what mixes units agrees, if that is not the one of the dialect."""
    mixed = [one for one in documents if _mixes_units(one)]
    if not mixed:
        return
    default = dialect.calendar
    scores = {}
    for hours in _HOURS_PER_DAY:
        for days in _DAYS_PER_WEEK:
            calendar = replace(default, hours_per_day=hours, days_per_week=days)
            scores[hours, days] = _score(mixed, replace(dialect, calendar=calendar))
    was = scores[default.hours_per_day, default.days_per_week]
    changes = [_change(default, *one) for one in scores]

    def merit(steps: tuple[int, int]) -> tuple[int, int, int]:
        # Of two that explain as much, the one that changes less.
        score = scores[steps]
        return len(score.holds), -score.contradicted, -len(_change(default, *steps))

    best = max(scores, key=merit)
    gained = scores[best].holds - was.holds
    better = len(scores[best].holds) > len(was.holds) and scores[best].contradicted <= was.contradicted
    if not changes or not better or len(gained) < _ENOUGH:
        return
    places = _places((mixed[index], span.start) for index, span in sorted(gained))
    for key, number in _change(default, *best).items():
        unit, whole = ("hours", "day") if key == "hours-per-day" else ("days", "week")
        yield Inference(f"dialect.{key}", number, f"a {whole} of work has {number} {unit}", places)


def _change(default: Calendar, hours: int, days: int) -> dict[str, int]:
    change = {}
    if hours != default.hours_per_day:
        change["hours-per-day"] = hours
    if days != default.days_per_week:
        change["days-per-week"] = days
    return change


def _mixes_units(document: Document) -> bool:
    units = {unit_of(word) for word in set(_WORDS.findall(document.source.text.lower()))} - {None}
    return bool(units & {"day", "week", "month"}) and len(units & {"minute", "hour", "day", "week", "month"}) > 1


def _score(documents: Sequence[Document], dialect: Dialect) -> _Score:
    holds: set[tuple[int, Span]] = set()
    contradicted = 0
    for index, document in enumerate(documents):
        read = _read(document, dialect)
        for verdict in Facts(read, dialect).verdicts:
            value = verdict.claim.value
            if isinstance(value, Estimate) and value.kind is Kind.DURATION:
                if verdict.outcome is Outcome.HOLDS:
                    holds.add((index, verdict.claim.span))
                contradicted += verdict.outcome is Outcome.CONTRADICTED
        holds |= {(index, one.span) for one in _estimates(read) if _is_named_twice(one, dialect.calendar)}
    return _Score(frozenset(holds), contradicted)


def _estimates(document: Document) -> Iterator[Estimate]:
    for task in document.tasks:
        if task.estimate is not None:
            yield task.estimate
    for section in document.all_sections:
        if section.estimate is not None:
            yield section.estimate
    for resource in document.resources:
        if resource.duration is not None:
            yield resource.duration
    for claim in document.claims:
        if isinstance(claim.value, Estimate):
            yield claim.value


def _is_named_twice(estimate: Estimate, calendar: Calendar) -> bool:
    """Whether an amount stands in two units that agree: `3 days, 24h`."""
    parts = [part.strip() for part in _PARTS.split(estimate.text) if part.strip()]
    if len(parts) != 2:
        return False
    first, second = (parse_estimate(part, Span(0, len(part)), calendar) for part in parts)
    if first is None or second is None or first.kind is not Kind.DURATION or first.unit == second.unit:
        return False
    return (first.low, first.high) == (second.low, second.high)


# What totals speak of.


def _totals(documents: Sequence[Document], dialect: Dialect) -> Iterator[Inference]:
    """Whether totals speak of all tasks or of the open ones, where enough of them tell the two apart."""
    told: dict[str, list[tuple[Document, int]]] = {"all": [], "open": []}
    for document in documents:
        outcomes = {totals: _outcomes(document, replace(dialect, totals=totals)) for totals in told}
        for totals, other in (("all", "open"), ("open", "all")):
            told[totals] += [
                (document, span.start)
                for span, (outcome, claim) in outcomes[totals].items()
                if outcome is Outcome.HOLDS
                and claim.of_open is None
                and outcomes[other].get(span, (None, claim))[0] is Outcome.CONTRADICTED
            ]
    for totals, other in (("all", "open"), ("open", "all")):
        if len(told[totals]) >= _ENOUGH and not told[other]:
            which = "all tasks, the done ones too" if totals == "all" else "the open tasks alone"
            yield Inference("dialect.totals", totals, f"totals speak of {which}", _places(told[totals]))


def _outcomes(document: Document, dialect: Dialect) -> dict[Span, tuple[Outcome, Claim]]:
    read = _read(document, dialect)
    return {one.claim.span: (one.outcome, one.claim) for one in Facts(read, dialect).verdicts}


# What is only said.


def _unknown_states(documents: Sequence[Document]) -> Iterator[Inference]:
    found: dict[str, list[tuple[Document, int]]] = {}
    for document in documents:
        for task in document.tasks:
            if task.state is State.UNKNOWN and task.state_char and task.state_char.isprintable():
                found.setdefault(task.state_char, []).append((document, task.state_span.start))
    for character, places in found.items():
        says = f"[{character}] is no known state, and its tasks count as open"
        yield Inference("dialect.states", {character: State.IN_PROGRESS.value}, says, _places(places))


_FORMS = {
    Form.CHECKBOX: "checkbox",
    Form.HEADING: "heading",
    Form.ROW: "row of a table",
    Form.ITEM: "item of a list",
    Form.LINE: "line",
}

# A few of the commonest words of each language that the others do not share.
_COMMON_WORDS = {
    "English": "the and of to for with is be from on",
    "Spanish": "el los las una para con del por es y",
    "Portuguese": "o os uma para com do da não em e",
    "French": "le les des une pour avec du et est dans",
    "German": "der die das und für mit ein eine ist von",
    "Russian": "и в на с для не по из к от",
}
_SCRIPTS = (
    ("Japanese", lazy(r"[\u3040-\u30ff]")),
    ("Korean", lazy(r"[\uac00-\ud7af]")),
    ("Chinese", lazy(r"[\u4e00-\u9fff]")),
)


def _style(documents: Sequence[Document]) -> Iterator[str]:
    tasks = [task for document in documents for task in document.tasks]
    forms = Counter(_FORMS[task.form] for task in tasks)
    if forms:
        yield f"forms of tasks: {_counted(forms)}"
    units = Counter(
        "size" if one.kind is Kind.SIZE else one.unit for one in (task.estimate for task in tasks) if one is not None
    )
    if units:
        yield f"units of estimates: {_counted(units)}"
    languages = list(_languages("\n".join(without_code(document) for document in documents)))
    if languages:
        yield f"languages: {', '.join(languages)}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" for name, number in counts.most_common())


def _languages(text: str) -> Iterator[str]:
    """The languages of a text, the commonest first, by its commonest words or its script."""
    words = Counter(_WORDS.findall(text.lower()))
    seen = Counter(
        {
            language: sum(words[word] for word in common.split())
            for language, common in _COMMON_WORDS.items()
            if sum(word in words for word in common.split()) > 1
        }
    )
    most = max(seen.values(), default=0)
    yield from (language for language, number in seen.most_common() if number >= _ENOUGH and 2 * number > most)
    letters = {language: len(script.findall(text)) for language, script in _SCRIPTS}
    # Chinese characters beside kana are Japanese.
    if letters["Japanese"]:
        letters["Chinese"] = 0
    # A name or a damaged emoji is no language.
    yield from (language for language, number in letters.items() if 50 * number > len(text))
