"""The grammar of an amount of work: `4 hours`, `1h30m`, `2-3 days`, `~6h`, `8 pts`, `M`.

An amount is read whole or not at all: `4 hours ahead` is no estimate. Which places of a line may hold one is decided
by the readers of lines and headings.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from backlogmd.nodes import Amount, Estimate, Kind
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.vocabulary import Calendar

UNITS: dict[str, str] = {
    **dict.fromkeys(("minutes", "minute", "mins", "min", "m"), "minute"),
    **dict.fromkeys(("hours", "hour", "hrs", "hr", "h"), "hour"),
    **dict.fromkeys(("days", "day", "d"), "day"),
    **dict.fromkeys(("weeks", "week", "wks", "wk", "w"), "week"),
    **dict.fromkeys(("months", "month", "mos", "mo"), "month"),
    **dict.fromkeys(("story points", "story point", "storypoints", "points", "point", "pts", "pt", "sp"), "point"),
}
"""Each spelling of a unit, in lower case, and the unit it means."""

# `5M` is five million and `3D` a dimension; hours are written with a capital, too.
_NO_UNITS = ("M", "D", "W")

SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?![0-9])"
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))

# `1,200` is twelve hundred, `1,5` is one and a half.
_THOUSANDS = lazy(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")

_TOKEN = lazy(
    rf"\s*(?:(?P<number>{NUMBER})|(?P<unit>(?:{UNIT})(?![^\W\d_]))\.?|(?P<range>-|–|—|\bto\b)|(?P<and>,|\band\b)"
    r"|(?P<plus>\+)|(?P<about>~|≈|\b(?:about|around|approx(?:imately|\.)?|roughly|circa|ca\.?)(?![\w]))"
    r"|(?P<most><=?|≤|\b(?:under|up to|max\.?)(?!\w))|(?P<least>>=?|≥|\b(?:over|at least)(?!\w)))",
    re.IGNORECASE,
)
_FILLER = lazy(
    r"^(?:est(?:imated|imate|\.)?[:\s]\s*)|(?:\s+(?:total|estimated|est\.?|effort|work|of work))$", re.IGNORECASE
)


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

    *unit* is taken for a bare number, as in a table column headed `Hours`.
    """
    amounts = parse_amounts(text, calendar, unit)
    return amounts and amounts.at(text, span)


@lru_cache(maxsize=4096)
def parse_amounts(text: str, calendar: Calendar, unit: str = "") -> Amounts | None:
    """As `parse_estimate`, without a place. Backlogs repeat a few spellings, so results are kept."""
    stripped = text.strip()
    if len(stripped) > 60:
        return None
    if stripped in SIZES:
        return Amounts(Kind.SIZE, 0, 0, stripped, False, stripped, 0, "")
    if not any(character.isdigit() for character in stripped):
        return None
    bare = _FILLER.sub("", stripped)
    negative = bare.startswith("-")
    amounts = _Reader(bare[1:] if negative else bare, calendar, unit).read()
    if amounts is not None and negative:
        return amounts._replace(low=-amounts.low, high=-amounts.high)
    return amounts


class _Reader:
    """Reads the tokens of one amount from left to right."""

    def __init__(self, text: str, calendar: Calendar, unit: str) -> None:
        self.calendar = calendar
        self.default_unit = unit
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                self.tokens = []
                break
            kind = str(match.lastgroup)
            self.tokens.append((kind, _THOUSANDS.sub("", match.group(kind))))
            position = match.end()
            if match.group(kind) in _NO_UNITS:
                self.tokens = []
                break
        self.at = 0

    def _take(self, *kinds: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] in kinds:
            self.at += 1
            return self.tokens[self.at - 1][1]
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
        about = self._take("about") is not None
        bound: Literal["", ">=", "<="] = ""
        if not about and self._take("most") is not None:
            bound = "<="
        elif not about and self._take("least") is not None:
            bound = ">="
        low = self._quantity()
        if low is None:
            return None
        high = None
        if self._take("range") is not None:
            about = self._take("about") is not None or about
            high = self._quantity()
            if high is None:
                return None
        if self._take("plus") is not None:
            bound = ">="
        # `10+ hours`: the unit may follow the plus sign.
        trailing = self._take("unit")
        ends = [low] if high is None else [low, high]
        if trailing is not None:
            if ends[-1][-1][1]:
                return None
            ends[-1][-1] = (ends[-1][-1][0], trailing)
        last = ends[-1][-1][1] or self.default_unit
        return self._amounts(ends, last, about, bound) if last else None

    def _quantity(self) -> list[tuple[str, str]] | None:
        """Numbers with their units: one of each, or several as in `1h 30m`."""
        number = self._take("number")
        if number is None:
            return None
        parts = [(number, self._take("unit") or "")]
        while parts[-1][1] and self.at + 1 < len(self.tokens):
            if self.tokens[self.at][0] != "number" or self.tokens[self.at + 1][0] != "unit":
                break
            parts.append((self.tokens[self.at][1], self.tokens[self.at + 1][1]))
            self.at += 2
        return parts

    def _amounts(
        self, ends: list[list[tuple[str, str]]], unit_text: str, about: bool, bound: Literal["", ">=", "<="]
    ) -> Amounts | None:
        values: list[Amount] = []
        precision: Amount = 0
        kinds = set()
        for parts in ends:
            value: Amount = 0
            previous: Amount | None = None
            for digits, written in parts:
                unit = UNITS[(written or unit_text).lower()]
                kinds.add(unit == "point")
                worth = 1 if unit == "point" else self.calendar.minutes(unit)
                if previous is not None and worth >= previous:
                    return None
                previous = worth
                value += exact(digits) * worth
                precision = (
                    worth if not digits.strip("0123456789") else Fraction(worth, 10 ** len(re.split("[.,]", digits)[1]))
                )
            values.append(whole(value))
        if len(kinds) > 1:
            return None
        kind = Kind.POINTS if True in kinds else Kind.DURATION
        unit = UNITS[unit_text.lower()]
        return Amounts(kind, values[0], values[-1], unit, about, unit_text, whole(precision), bound)


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


def written_like(model: Estimate, low: Amount, high: Amount, calendar: Calendar) -> str:
    """The amount from *low* to *high*, written in the form and the unit of *model*: `198 hours` -> `156 hours`."""
    numbers = list(re.finditer(NUMBER, model.text))
    units = re.findall(rf"(?<![^\W\d_])(?:{UNIT})(?![^\W\d_])", model.text, re.IGNORECASE)
    unit = model.unit
    if model.kind is Kind.DURATION:
        # The largest of several, so that `1h30m` becomes `2.5 hours`.
        unit = max((UNITS[one.lower()] for one in units), key=calendar.minutes, default=unit)
    worth = 1 if model.kind is Kind.POINTS else calendar.minutes(unit)
    ends = [number_text(Fraction(low, worth))]
    if high != low:
        ends.append(number_text(Fraction(high, worth)))
    number = _range_mark(model.text).join(ends)
    if not numbers or len(units) > 1 or len(numbers) > 2:
        return f"{number} {_agreeing(_LONG_UNITS.get(unit, unit), number)}"
    before, after = model.text[: numbers[0].start()], model.text[numbers[-1].end() :]
    if units:
        after = after.replace(units[0], _agreeing(units[0], number))
    return before + number + after


_LONG_UNITS = {unit: unit + "s" for unit in ("minute", "hour", "day", "week", "month", "point")}


def _range_mark(text: str) -> str:
    match = re.search(r"\s*(?:-|–|—|\bto\b)\s*", text)
    return match.group() if match and match.start() else "-"


def _agreeing(unit: str, number: str) -> str:
    """A long unit in the singular or plural that *number* asks for."""
    if unit.lower() in ("hours", "minutes", "days", "weeks", "months", "points") and number == "1":
        return unit[:-1]
    if unit.lower() in ("hour", "minute", "day", "week", "month", "point") and number != "1":
        return unit + ("S" if unit.isupper() else "s")
    return unit


def number_text(number: Amount) -> str:
    """A number in decimal notation with two decimals at most."""
    if number == (rounded := round(number)):
        return str(rounded)
    return f"{float(number):.2f}".rstrip("0").rstrip(".")
