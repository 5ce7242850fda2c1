"""The grammar of an amount of work: `4 hours`, `1h30m`, `2-3 days`, `~6h`, `8 pts`, `M`, `2 Tage`, `约 3 小时`.

An amount is read whole or not at all: `4 hours ahead` is no estimate. Which places of a line may hold one is decided
by the readers of lines and headings; what a field or a cell says about an amount besides, by `read_amounts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from backlogmd.nodes import Amount, Estimate, Kind
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.units import (
    AFTER,
    GENITIVE,
    HALVES,
    LONGEST_PHRASE,
    MEANINGS,
    UNITS,
    agreeing,
    is_abbreviation,
    unit_of,
)
from backlogmd.vocabulary import Calendar

SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")

_SIZE_WORDS = {
    word: size
    for size, words in {
        "XS": "tiny|extra small|x-small|extra-small",
        "S": "small|klein|petit|petite|pequeño|pequeña|pequeno|pequena|маленький|小|작음",
        "M": "medium|med|mittel|moyen|moyenne|mediano|mediana|médio|média|средний|中|중간",
        "L": "large|big|groß|gross|grand|grande|большой|大|큼",
        "XL": "extra large|x-large|extra-large|very large|huge|sehr groß|très grand|muy grande|muito grande",
    }.items()
    for word in words.split("|")
}

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?![0-9])"
_WORD = r"(?!(?:to|bis|and|und|or|a|à|до)\b)[^\W\d_]+"
UNIT = rf"{_WORD}(?:[ -]{_WORD})?"
"""The shape of a unit: a word or two. Which words are units, `parse_amounts` knows."""

# `1,200` is twelve hundred, `1,5` is one and a half.
_THOUSANDS = lazy(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")

_TOKEN = lazy(
    rf"\s*(?:(?P<number>{NUMBER})|(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)\.?|(?P<range>[-–—‒‑−－])|(?P<tilde>[~～〜∼])"
    r"|(?P<and>[,，、])|(?P<plus>[+＋])|(?P<about>≈)|(?P<most>[<＜]=?|≤)|(?P<least>[>＞]=?|≥))"
)
_FILLER = lazy(
    r"^(?:est(?:imated|imate|\.)?[:\s]\s*)|(?:\s+(?:total|estimated|est\.?|effort|work|of work))$", re.IGNORECASE
)

# Nobody writes a longer amount.
_LONGEST = 60


class Amounts(NamedTuple):
    """An amount without its place: what `Estimate` holds but for the text and the span."""

    kind: Kind
    low: Amount
    high: Amount
    unit: str
    approximate: bool
    unit_text: str
    precision: Amount
    bound: Literal["", ">=", "<="]

    def at(self, text: str, span: Span) -> Estimate:
        """The estimate that *text* at *span* is."""
        kind, low, high, unit, approximate, unit_text, precision, bound = self
        return Estimate(kind, low, high, unit, text, span, approximate, unit_text, precision, bound)


class _Token(NamedTuple):
    """A part of an amount; *start* and *end* are its place in the text."""

    kind: str
    text: str
    start: int
    end: int


def whole(number: Amount) -> Amount:
    """The same number, as an int where it is one."""
    return number.numerator if number.denominator == 1 else number


def exact(digits: str) -> Amount:
    """The number that *digits* (with `.` or `,` as decimal mark) write, without rounding."""
    mark = max(digits.find("."), digits.find(","))
    if mark < 0:
        return int(digits)
    decimals = len(digits) - mark - 1
    return whole(Fraction(int(digits[:mark] + digits[mark + 1 :]), 10**decimals))


def parse_estimate(text: str, span: Span, calendar: Calendar, unit: str = "") -> Estimate | None:
    """The estimate that *text*, which stands at *span*, is as a whole; None if it is anything else.

    *unit* is taken for a bare number, as in a table column headed `Hours`; with `size`, the words Small, Medium and
    Large are sizes, too.
    """
    amounts = parse_amounts(text, calendar, unit)
    return amounts and amounts.at(text, span)


@lru_cache(maxsize=4096)
def parse_amounts(text: str, calendar: Calendar, unit: str = "") -> Amounts | None:
    """As `parse_estimate`, without a place. Backlogs repeat a few spellings, so results are kept."""
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    if stripped in SIZES:
        return _size(stripped, stripped)
    if unit == "size":
        size = _SIZE_WORDS.get(stripped.lower())
        if size is not None:
            return _size(size, stripped)
        unit = ""
    if not any(map(str.isdigit, stripped)) and not _may_be_words(stripped, calendar):
        return None
    bare = _FILLER.sub("", stripped)
    negative = bare.startswith("-")
    doubtful = bare.endswith(("?", "？"))
    tokens = _tokens(bare[negative : len(bare) - doubtful], calendar)
    amounts = _Reader(tokens, calendar, unit).read() if tokens else None
    if amounts is not None and negative:
        amounts = amounts._replace(low=-amounts.low, high=-amounts.high)
    if amounts is not None and doubtful:
        amounts = amounts._replace(approximate=True)
    return amounts


def _size(size: str, text: str) -> Amounts:
    return Amounts(Kind.SIZE, 0, 0, size, False, text, 0, "")


def _may_be_words(text: str, calendar: Calendar) -> bool:
    """Whether *text*, which has no digit, may be `half a day`: most text between brackets is not."""
    if not text.isascii():
        return True
    last = text[max(text.rfind(" "), text.rfind("-")) + 1 :].rstrip(".")
    return last != text and _unit(last, calendar) is not None


def amount_at(text: str, start: int, calendar: Calendar) -> tuple[int, Amounts] | None:
    """The amount that stands at *start* of a longer text, and where it ends; None if there is none.

    It ends where something begins that is no part of one. A rate, `4h per page`, is none.
    """
    tokens = _tokens(text[start : start + _LONGEST], calendar, part=True)
    while tokens:
        ended = tokens[-1].kind in _LAST
        amounts = _Reader(tokens, calendar, "").read() if ended else None
        if amounts is not None:
            end = start + tokens[-1].end
            if text.startswith(".", end) and tokens[-1].kind == "unit" and is_abbreviation(tokens[-1].text):
                end += 1
            return None if _GOES_ON.match(text, end) or _RATE.match(text, end) else (end, amounts)
        tokens.pop()
    return None


# An amount has no more parts than that, and ends with one of these.
_MOST_TOKENS = 14
_LAST = ("unit", "half", "plus", "about", "most", "least")

_GOES_ON = lazy(r"[\w/%=\\$€^-]|\.[0-9]")
_RATE = lazy(
    r"\s*(?:/|(?:per|each|every|apiece|a\s+(?:day|week|month|year)|daily|weekly|monthly|pro|je|par|por|cada|chaque|jede[rsnm]?"
    r"|в\s+(?:день|неделю|месяц)|на\s+каждую|каждую|каждый)\b|每|毎)",
    re.IGNORECASE,
)


def _unit(word: str, calendar: Calendar) -> str | None:
    """The unit that *word* means, in the words of the calendar or in those that are known anyway."""
    return (calendar.words.get(word.lower()) if calendar.words else None) or unit_of(word)


def _tokens(text: str, calendar: Calendar, *, part: bool = False) -> list[_Token]:
    """The tokens of *text*; of its beginning if only a *part* of it is an amount, else none if one is unknown."""
    found: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            break
        kind = str(match.lastgroup)
        start, position = match.span(kind)
        if kind == "number":
            found.append(_Token("number", _THOUSANDS.sub("", match["number"]), start, position))
        elif kind == "word":
            size = len(found)
            position = _word(text, match, found, calendar)
            if len(found) == size:
                position = start
                break
        else:
            found.append(_Token(kind, match[kind], start, position))
        if part and len(found) > _MOST_TOKENS:
            break
        if text.startswith(".", position) and kind == "word":
            position += 1
    return found if part or not text[position:].strip() else []


_BLANK_AND_WORD = lazy(r"\.?[ \t\u00a0]+([^\W\d_]+(?:-[^\W\d_]+)*)")


def _word(text: str, match: re.Match[str], found: list[_Token], calendar: Calendar) -> int:
    """Add what the word in *match*, perhaps with those behind it, means to *found*; where it ends."""
    start, end = match.span("word")
    ends = [end]
    while len(ends) < LONGEST_PHRASE and (further := _BLANK_AND_WORD.match(text, ends[-1])):
        ends.append(further.end())
    for last in reversed(ends):
        word = text[start:last] if last == end else " ".join(text[start:last].split())
        kind = "unit" if _unit(word, calendar) else MEANINGS.get(word.lower().replace("’", "'"))
        if kind is not None:
            found.append(_Token(kind, word, start, last))
            return last
    word = match["word"]
    half = HALVES.get(word.lower())
    if half is not None:
        found.append(_Token("half", word, start, end))
        found.append(_Token("unit", half, end, end))
    elif word[0] >= "\u1100":
        found.extend(_run_together(word, start))
    return end


def _run_together(word: str, start: int) -> list[_Token]:
    """The words of a language that is written without blanks: `小时左右`, `半天`; none if one of them is unknown."""
    found = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            kind = "unit" if word[at:end] in UNITS else MEANINGS.get(word[at:end])
            if kind is not None:
                found.append(_Token(kind, word[at:end], start + at, start + end))
                at = end
                break
        else:
            return []
    return found


class _Part(NamedTuple):
    """A number and its unit."""

    number: Amount
    unit: str
    step: Amount = 1
    """The worth of its last digit, in the unit."""


class _Reader:
    """Reads the tokens of one amount from left to right."""

    def __init__(self, tokens: Sequence[_Token], calendar: Calendar, unit: str) -> None:
        self.calendar = calendar
        self.default_unit = unit
        self.tokens = tokens
        self.at = 0

    def _kind(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def _take(self, *kinds: str) -> str | None:
        if self._kind() in kinds:
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def read(self) -> Amounts | None:
        amounts = self._range()
        while amounts is not None and self.at < len(self.tokens):
            # `3 days, 24h` names one duration twice; `1 day, 3 hours` adds up.
            if self._take("and") is None:
                return None
            other = self._range()
            amounts = other and _joined(amounts, other)
        return amounts

    def _range(self) -> Amounts | None:
        about = self._take("about", "tilde") is not None
        bound: Literal["", ">=", "<="] = ""
        if not about and self._take("most", "until") is not None:
            bound = "<="
        elif not about and self._take("least") is not None:
            bound = ">="
        low = self._quantity()
        if low is None:
            return None
        high = None
        if self._takes_range():
            about = self._take("about", "tilde") is not None or about
            high = self._quantity()
            if high is None:
                return None
        if self._take("plus") is not None:
            bound = ">="
        # `10+ hours`: the unit may follow the plus sign.
        trailing = self._take("unit")
        ends = [low] if high is None else [low, high]
        if trailing is not None:
            if ends[-1][-1].unit:
                return None
            ends[-1][-1] = ends[-1][-1]._replace(unit=trailing)
        if self._kind() in ("about", "most", "least") and self.tokens[self.at].text.lower() in AFTER:
            after = self._kind()
            self.at += 1
            about = about or after == "about"
            bound = "<=" if after == "most" else ">=" if after == "least" else bound
        last = ends[-1][-1].unit or self.default_unit
        return self._amounts(ends, last, about, bound) if last else None

    def _takes_range(self) -> bool:
        """Pass over what stands between the ends of a range: `-`, `to`; `a` in `2 a 3 días`."""
        if self._take("range", "until") is not None:
            return True
        between = self._kind() == "tilde" or (self._kind() == "one" and self.tokens[self.at].text.lower() == "a")
        if between and self._kind(1) == "number":
            self.at += 1
            return True
        return False

    def _quantity(self) -> list[_Part] | None:
        """Numbers with their units: one of each, or several as in `1h 30m`."""
        first = self._number()
        if first is None:
            return None
        parts = [first]
        while parts[-1].unit and self._kind() == "number":
            number = self.tokens[self.at]
            if self._kind(1) == "unit":
                self.at += 2
                parts.append(_part(number.text, self.tokens[self.at - 1].text))
                continue
            if _is_minutes(number, self.tokens[self.at - 1]) and _unit(parts[-1].unit, self.calendar) == "hour":
                self.at += 1
                hours = parts[-1].number + Fraction(int(number.text), 60)
                parts[-1] = _Part(hours, parts[-1].unit, Fraction(1, 60))
            break
        return parts

    def _number(self) -> _Part | None:
        digits = self._take("number")
        if digits is None:
            # `a day`, `half a day`, `half day`, `a half day`; without a unit, a word is no number.
            one = self._take("one") is not None
            half = self._take("half") is not None
            if half and not one:
                one = self._take("one") is not None
            unit = self._take("unit") if one or half else None
            if not unit:
                return None
            return _Part(Fraction(1, 2), unit, _TENTH) if half else _Part(1, unit)
        part = _part(digits, self._take("unit") or "")
        if part.unit and self._kind() == "half" and self.tokens[self.at].text == "半":
            self.at += 1
            part = _Part(part.number + Fraction(1, 2), part.unit, min(part.step, _TENTH))
        return part

    def _amounts(
        self, ends: list[list[_Part]], unit_text: str, about: bool, bound: Literal["", ">=", "<="]
    ) -> Amounts | None:
        values: list[Amount] = []
        precision: Amount = 0
        kinds = set()
        for parts in ends:
            value: Amount = 0
            previous: Amount | None = None
            for number, written, step in parts:
                unit = _unit(written or unit_text, self.calendar) or ""
                kinds.add(unit == "point")
                worth = 1 if unit == "point" else self.calendar.minutes(unit)
                if previous is not None and worth >= previous:
                    return None
                previous = worth
                value += number * worth
                precision = worth * step
            values.append(whole(value))
        if len(kinds) > 1:
            return None
        kind = Kind.POINTS if True in kinds else Kind.DURATION
        unit = _unit(unit_text, self.calendar) or ""
        return Amounts(kind, values[0], values[-1], unit, about, unit_text, whole(precision), bound)


def _part(digits: str, unit: str) -> _Part:
    mark = max(digits.find("."), digits.find(","))
    return _Part(exact(digits), unit, 1 if mark < 0 else Fraction(1, 10 ** (len(digits) - mark - 1)))


_TENTH = Fraction(1, 10)


def _is_minutes(number: _Token, unit: _Token) -> bool:
    """Whether *number* is that of `1h30`."""
    return number.start == unit.end and len(number.text) == 2 and number.text.isdecimal() and number.text < "60"


def _joined(first: Amounts, second: Amounts) -> Amounts | None:
    """Two amounts with a comma between them: the same twice, or one that continues the other."""
    if first.kind is not second.kind:
        return None
    if first.unit == second.unit:
        return None
    if (first.low, first.high) == (second.low, second.high):
        return second
    if second.high < first.precision:
        return second._replace(low=whole(first.low + second.low), high=whole(first.high + second.high))
    return None


# Amounts with something beside them.

_MOST = 200
_MARKUP = lazy(
    r"~~(?:(?!~~).)*~~|[*`\\]+|(?<![^\W_])_+|_+(?![^\W_])|[\ufe0f\u200d\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff]|[\U0001f000-\U0001faff]"
)
_BREAK = lazy(r"<br\s*/?>", re.IGNORECASE)
_GROUP = lazy(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_SEPARATOR = lazy(
    r"\s*(?P<or>(?<![^\W_])(?:or|oder|ou|или)(?![^\W_])|或|または)\s*|\s*(?P<same>[/|=／])\s*|\s*(?P<comma>[,，;；、](?![0-9])|\n)\s*"
    r"|\s*(?P<plus>\+)\s+(?=\S)|\s+[-–—]+\s+(?![~≈]?\s?[0-9])|\s*[:：]\s*",
    re.IGNORECASE,
)
# What follows an amount and tells what it is for.
_REMARK = lazy(
    r"\s+(?:for|with|without|incl(?:uding|\.)?|excl(?:uding|\.)?|plus|if|when|assuming|depending|due|because|since|für|mit|ohne"
    r"|inkl\.?|zzgl\.?|pour|avec|para|con|com|sin|sem|для|с|без)\s",
    re.IGNORECASE,
)
_SPENT = lazy(r"\s*(?:actual(?:ly)?|spent|taken|logged|real|ist|réel|gasto|实际|実績|실제|факт)\b", re.IGNORECASE)


def parse_statements(text: str, calendar: Calendar) -> list[tuple[str, int]]:
    """The amounts of *text*, which says one in several units: `2 SP / 16h`, `12-19 hours | 40-60 points`.

    Each with the place where it begins; none if anything else stands there, or if two do not say the same.
    """
    found: list[tuple[str, int]] = []
    read: list[Amounts] = []
    at = 0
    for piece in re.split(r"([/|=])", text):
        bare = piece.strip()
        if piece not in ("/", "|", "="):
            amounts = parse_amounts(bare, calendar)
            if amounts is None or not all(_agree(amounts, other) for other in read):
                return []
            read.append(amounts)
            found.append((bare, at + len(piece) - len(piece.lstrip())))
        at += len(piece)
    return found


def _agree(one: Amounts, other: Amounts) -> bool:
    """Whether two amounts can be the same one in different units."""
    return one.kind is not other.kind or (one.unit != other.unit and (one.low, one.high) == (other.low, other.high))


def read_amounts(text: str, span: Span, calendar: Calendar, unit: str = "") -> tuple[Estimate, ...]:
    """The estimates that the value of a field or a cell states, where a remark may stand beside an amount.

    *text* stands at *span*; of a value that goes on in further lines, only the amounts in the first have a place and
    are read. *unit* is as in `parse_estimate`. The first of the result is the estimate, the others say it in another
    unit or for another way to do it: of `2-3 hours (manual) or 1 hour (script)` the first alternative is kept as the
    estimate, of `M / 2-3 days` the figure, for a size says less. Ranges keep both ends, and `5 min + release notes`
    has an open one. Empty where a person would not say what the estimate is: a rate (`4h per page`), different
    figures for parts (`2 days (backend), 1 day (frontend)`), other words beside the amount (`1h video`), or no amount
    at all.
    """
    if len(text) > _MOST:
        return ()
    return _Value(text, span, calendar, unit).read()


class _Value:
    """The work on one value: the text with its markup blanked out, and the amounts found so far."""

    def __init__(self, text: str, span: Span, calendar: Calendar, unit: str) -> None:
        self.raw = text
        self.span = span
        self.calendar = calendar
        self.unit = unit
        self.text = _BREAK.sub(_blank_but_comma, _MARKUP.sub(_blank, text))
        self.found: list[Estimate] = []

    def read(self) -> tuple[Estimate, ...]:
        if self._amount(0, len(self.text), self.unit) is None and not self._parts():
            return ()
        if self.span.end - self.span.start != len(self.raw):
            line_end = self.span.start + len(self.raw.partition("\n")[0])
            if self.found[0].span.end > line_end:
                return ()
            self.found = [one for one in self.found if one.span.end <= line_end]
        return tuple(sorted(self.found, key=_is_size))

    def _amount(self, start: int, end: int, unit: str = "") -> Estimate | None:
        """Read what stands from *start* to *end* as one amount, and keep it."""
        piece = self.text[start:end]
        bare = piece.strip()
        at = start + len(piece) - len(piece.lstrip())
        amounts = parse_amounts(bare, self.calendar, unit)
        return None if amounts is None else self._keep(amounts, at, at + len(bare))

    def _keep(self, amounts: Amounts, start: int, end: int) -> Estimate:
        text = self.raw[start:end]
        place = Span(self.span.start + start, self.span.start + end)
        estimate = amounts.at(text, place)
        self.found.append(estimate)
        return estimate

    def _parts(self) -> bool:
        groups = list(_GROUP.finditer(self.text))
        outer = _GROUP.sub(_blank, self.text) if groups else self.text
        start, separator = 0, ""
        for match in (*_SEPARATOR.finditer(outer), None):
            end = match.start() if match else len(outer)
            inside = [group for group in groups if start <= group.start() < end]
            if not self._part(outer, start, end, separator, inside):
                return False
            if match is not None:
                start, separator = match.end(), match.lastgroup or "remark"
        return bool(self.found)

    def _part(self, outer: str, start: int, end: int, separator: str, groups: list[re.Match[str]]) -> bool:
        """Read one part between separators, and the groups in parentheses in it. False if that is not clear."""
        before = list(self.found)
        first_end = groups[0].start() if groups else end
        lone = not outer[first_end:end].strip()
        own = self._amount(start, first_end, self.unit if not before else "") if lone else None
        if own is None and not before and not self._leading(outer, start, end, groups):
            return False
        if own is not None and before and not _fits(own, before, separator):
            return False
        if own is None and before and (separator in ("or", "same") or _has_amount(outer[start:end], self.calendar)):
            return False
        if separator == "plus":
            if own is not None:
                return False
            self.found[-1] = _open_ended(self.found[-1])
        # Each group is read, even behind one that makes the value unclear.
        return False not in [self._group(group) for group in groups]

    def _leading(self, outer: str, start: int, end: int, groups: list[re.Match[str]]) -> bool:
        """The first part, which is no amount alone: an amount with a remark, or a word with an amount in brackets."""
        at = start + len(outer[start:end]) - len(outer[start:end].lstrip())
        leading = amount_at(outer[:end], at, self.calendar)
        if leading is not None and _REMARK.match(outer, leading[0]):
            if _has_amount(outer[leading[0] : end], self.calendar):
                return False
            self._keep(leading[1], at, leading[0])
            return True
        label = outer[start:end].strip()
        short = len(label.split()) <= _LONGEST_LABEL and not any(map(str.isdigit, _SPRINTS.sub("", label)))
        return short and len(groups) == 1 and parse_amounts(groups[0].group(1), self.calendar) is not None

    def _group(self, group: re.Match[str]) -> bool:
        """What stands in parentheses: the amount in another unit, or a remark. False for a rate or for time spent."""
        start = group.start(1)
        inner = group.group(1)
        statements = parse_statements(inner, self.calendar)
        for bare, at in statements:
            self._amount(start + at, start + at + len(bare))
        return bool(statements) or not (_RATE.match(inner) or _SPENT.fullmatch(inner.strip()))


_LONGEST_LABEL = 3
_SPRINTS = lazy(r"^[0-9]+(?:\s*[-–]\s*[0-9]+)?(?=\s*(?:sprints?|sessions?|iterations?)$)", re.IGNORECASE)


def _fits(own: Estimate, before: list[Estimate], separator: str) -> bool:
    """Whether *own*, which stands behind *separator*, says what the amounts before it say, or is another way."""
    if separator == "or":
        return own.kind is before[0].kind
    if separator == "plus":
        return False
    return all(
        own.kind is not other.kind or (own.unit != other.unit and (own.low, own.high) == (other.low, other.high))
        for other in before
    )


def _has_amount(text: str, calendar: Calendar) -> bool:
    """Whether an amount stands anywhere in *text*."""
    return any(
        amount_at(text, match.start(), calendar) is not None for match in re.finditer(r"[0-9]+(?:[.,][0-9]+)?", text)
    )


def _open_ended(estimate: Estimate) -> Estimate:
    return replace(estimate, bound=">=")


def _is_size(estimate: Estimate) -> bool:
    return estimate.kind is Kind.SIZE


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_but_comma(match: re.Match[str]) -> str:
    return "\n".ljust(len(match.group()))


# Writing.


def written_like(model: Estimate, low: Amount, high: Amount, calendar: Calendar) -> str:
    """The amount from *low* to *high*, written in the form and the unit of *model*: `198 hours` -> `156 hours`.

    An amount that is written twice, as `3 days, 24h`, is written twice again where both can say the same; else once, in
    the smaller unit.
    """
    twice = _twice(model, calendar)
    if twice is not None:
        first, mark, second = twice
        both = [written_like(one, low, high, calendar) for one in (first, second)]
        one, other = (parse_amounts(text, calendar) for text in both)
        if one is not None and other is not None and (one.low, one.high) == (other.low, other.high):
            return mark.join(both)
        return both[calendar.minutes(first.unit) > calendar.minutes(second.unit)]
    text = model.text
    filler = _FILLER.match(text)
    text, lead = (text[filler.end() :], filler.group()) if filler else (text, "")
    tokens = _tokens(text, calendar, part=True)
    numbers = [token for token in tokens if token.kind == "number"]
    units = [token for token in tokens if token.kind == "unit"]
    unit, spelled = model.unit, ""
    if units and model.kind is Kind.DURATION:
        # The largest of several, so that `1h30m` becomes `2.5 hours`.
        spelled = max(
            (token.text for token in units), key=lambda one: calendar.minutes(_unit(one, calendar) or "minute")
        )
        unit = _unit(spelled, calendar) or unit
    elif units:
        spelled = units[-1].text
    worth = 1 if model.kind is Kind.POINTS else calendar.minutes(unit)
    ends = [number_text(Fraction(low, worth))]
    if high != low:
        ends.append(number_text(Fraction(high, worth)))
    if any("," in token.text for token in numbers):
        ends = [end.replace(".", ",") for end in ends]
    number = _range_mark(text, tokens).join(ends)
    if not _is_plain(tokens, len(numbers), len(units)):
        glued = len(units) == 1 and text[: units[0].start][-1:].isdigit()
        return number + _unit_by_itself(spelled, unit, ends[-1], glued=glued)
    before, after = text[: numbers[0].start], text[numbers[-1].end :]
    if units:
        at = units[0].start - numbers[-1].end
        kept = [token for token in tokens if len(ends) > 1 or not numbers[0].end <= token.start < numbers[-1].start]
        genitive = any(token.text.lower() in GENITIVE for token in kept)
        word = agreeing(spelled, ends[-1], genitive=genitive, was_one=numbers[-1].text == "1")
        after = after[:at] + word + after[at + len(spelled) :]
    return lead + before + number + after


def _twice(model: Estimate, calendar: Calendar) -> tuple[Estimate, str, Estimate] | None:
    """The two ways in which *model* writes one amount, and the comma between them."""
    match = re.fullmatch(r"([^,]+)(,\s*)([^,]+)", model.text)
    if match is None or not any(character.isdigit() for character in match.group(3)):
        return None
    first, second = (parse_estimate(match.group(group), model.span, calendar) for group in (1, 3))
    if first is None or second is None or (first.low, first.high) != (second.low, second.high):
        return None
    return first, match.group(2), second


def _is_plain(tokens: list[_Token], numbers: int, units: int) -> bool:
    """Whether the tokens are those of one number or of a range, with one unit behind it or none."""
    kinds = [token.kind for token in tokens]
    if not 1 <= numbers <= 2 or units > 1 or "half" in kinds:
        return False
    if units and kinds.index("unit") < len(kinds) - 1 - kinds[::-1].index("number"):
        return False
    return numbers == 1 or _range_at(tokens) is not None


def _range_at(tokens: list[_Token]) -> int | None:
    """The index of the token between the ends of a range."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].kind in ("range", "until", "tilde", "one") and tokens[at - 1].kind in ("number", "unit", "plus"):
            return at
    return None


def _range_mark(text: str, tokens: list[_Token]) -> str:
    at = _range_at(tokens)
    return "-" if at is None else text[tokens[at - 1].end : tokens[at + 1].start].lstrip(".")


_SHORT = frozenset("m min mins h hr hrs d w wk wks mo mos pt pts sp".split())


def _unit_by_itself(spelled: str, unit: str, number: str, *, glued: bool) -> str:
    """The unit of an amount that cannot take the form of its model, such as `1h30m` or `half a day`, and a blank."""
    if spelled[:1] >= "\u1100" or glued:
        return spelled
    return " " + agreeing(unit if not spelled or spelled.lower() in _SHORT else spelled, number)


def number_text(number: Amount) -> str:
    """A number in decimal notation with two decimals at most."""
    if number == (rounded := round(number)):
        return str(rounded)
    return f"{float(number):.2f}".rstrip("0").rstrip(".")
