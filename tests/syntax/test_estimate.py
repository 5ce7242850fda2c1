"""Amounts of work: what is one, how much it is, and how another amount is written in its form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Estimate, Kind
from backlogmd.source import Span
from backlogmd.syntax.estimate import SIZES, UNITS, exact, number_text, parse_estimate, written_like
from backlogmd.vocabulary import Calendar

CALENDAR = Calendar()


def read(text: str, unit: str = "", calendar: Calendar = CALENDAR) -> Estimate | None:
    return parse_estimate(text, Span(7, 7 + len(text)), calendar, unit)


def must(text: str, unit: str = "", calendar: Calendar = CALENDAR) -> Estimate:
    estimate = read(text, unit, calendar)
    assert estimate is not None
    return estimate


# Minutes.
DURATIONS = {
    "30 min": (30, 30),
    "30 mins": (30, 30),
    "30m": (30, 30),
    "5 Min": (5, 5),
    "1 minute": (1, 1),
    "4 hours": (240, 240),
    "4 Hours": (240, 240),
    "1 hour": (60, 60),
    "4h": (240, 240),
    "4 h": (240, 240),
    "4H": (240, 240),
    "2 hrs": (120, 120),
    "2 hrs.": (120, 120),
    "1hr": (60, 60),
    "3 days": (1440, 1440),
    "3d": (1440, 1440),
    "2 weeks": (4800, 4800),
    "2w": (4800, 4800),
    "1 wk": (2400, 2400),
    "1 month": (9600, 9600),
    "2 mo": (19200, 19200),
    "1.5h": (90, 90),
    "1,5 h": (90, 90),
    "0.25 hours": (15, 15),
    "1h30m": (90, 90),
    "1h 30m": (90, 90),
    "1h30min": (90, 90),
    "1 hour 30 minutes": (90, 90),
    "1d 2h 15m": (615, 615),
    "2-3 hours": (120, 180),
    "2–3 hours": (120, 180),
    "2—3 hours": (120, 180),
    "2 - 3 hours": (120, 180),
    "2 to 3 hours": (120, 180),
    "2h-3h": (120, 180),
    "45 min - 1 hour": (45, 60),
    "1h30m-2h": (90, 120),
    "0.5-1 day": (240, 480),
    "8-4 hours": (480, 240),
    "~6h": (360, 360),
    "~ 6 hours": (360, 360),
    "≈4.7 hours": (282, 282),
    "about 6 hours": (360, 360),
    "approx. 6 hours": (360, 360),
    "~2-3h": (120, 180),
    "2-~3h": (120, 180),
    "10+ hours": (600, 600),
    "10h+": (600, 600),
    ">= 10h": (600, 600),
    "at least 2 days": (960, 960),
    "< 1 hour": (60, 60),
    "<= 1 hour": (60, 60),
    "≤ 1 hour": (60, 60),
    "under 10 minutes": (10, 10),
    "up to 3 days": (1440, 1440),
    "1 day, 3 hours": (660, 660),
    "1 day and 3 hours": (660, 660),
    "3 days, 24h": (1440, 1440),
    "24h, 3 days": (1440, 1440),
    "0 hours": (0, 0),
    "-3 hours": (-180, -180),
    "  4 hours ": (240, 240),
    "est. 4h": (240, 240),
    "estimated 4 hours": (240, 240),
    "4 hours total": (240, 240),
    "4h of work": (240, 240),
}

POINTS = {
    "8 pts": (8, 8),
    "8 points": (8, 8),
    "1 pt": (1, 1),
    "3 SP": (3, 3),
    "5 story points": (5, 5),
    "0.5 points": (Fraction(1, 2), Fraction(1, 2)),
    "3-5 pts": (3, 5),
}

NOTHING = [
    "",
    " ",
    "4",
    "hours",
    "h",
    "four hours",
    "4 huors",
    "4 hours ahead",
    "4 hours per page",
    "every 4 hours",
    "1 per hour",
    "1m/5m/15m",
    "60s / 90s",
    "5min → 15min",
    "250ms",
    "45KB",
    "$10",
    "5 of 8",
    "100K+",
    "80%",
    "3D",
    "5M",
    "5W",
    "10 users",
    "4h 4h",
    "30m 1h",
    "1h 2 pts",
    "3 days, 5 pts",
    "1h, 2h",
    "1h, 1 day",
    "2-",
    "-",
    "~",
    "2--3h",
    "4 - hours",
    "1-2-3 hours",
    "v1.5",
    "1.5.2h",
    "currently disabled",
    "manual: 3 hours, automated: 1 hour",
    "m",
    "Medium",
    "٤ hours",
    "1" * 61 + "h",
    "\ud800 4h",
]


@pytest.mark.parametrize(("text", "minutes"), DURATIONS.items())
def test_a_duration_is_exact_in_minutes(text: str, minutes: tuple[int, int]) -> None:
    estimate = must(text)
    assert (estimate.kind, estimate.low, estimate.high) == (Kind.DURATION, *minutes)


@pytest.mark.parametrize(("text", "points"), POINTS.items())
def test_points_are_counted(text: str, points: tuple[int, int]) -> None:
    estimate = must(text)
    assert (estimate.kind, estimate.low, estimate.high) == (Kind.POINTS, *points)


@pytest.mark.parametrize("size", ["XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL"])
def test_a_size_is_known_by_its_letters(size: str) -> None:
    estimate = must(size)
    assert (estimate.kind, estimate.unit, estimate.low, estimate.high) == (Kind.SIZE, size, 0, 0)


@pytest.mark.parametrize("text", NOTHING)
def test_anything_else_is_no_amount(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("digits", "number"), [("12", 12), ("1.50", Fraction(3, 2)), ("0,25", Fraction(1, 4)), ("2.0", 2)]
)
def test_a_number_is_read_without_rounding(digits: str, number: int | Fraction) -> None:
    value = exact(digits)
    assert (value, type(value)) == (number, type(number))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("4", "hours", "240 minute*hours"),
        ("4", "points", "4 point*points"),
        ("2-3", "days", "960 minute*days"),
        ("4h", "days", "240 minute*h"),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_column(text: str, unit: str, expected: str) -> None:
    estimate = must(text, unit)
    counted = "point" if estimate.kind is Kind.POINTS else "minute"
    assert f"{estimate.low} {counted}*{estimate.unit_text or unit}" == expected


def test_days_and_weeks_are_those_of_the_calendar() -> None:
    calendar = Calendar(hours_per_day=6, days_per_week=4, weeks_per_month=5)
    amounts = [must(text, calendar=calendar).low for text in ("1 hour", "1 day", "1 week", "1 month")]
    assert amounts == [60, 360, 1440, 7200]


@pytest.mark.parametrize(
    ("text", "unit", "unit_text"),
    [
        ("4 Hours", "hour", "Hours"),
        ("1h30m", "hour", "m"),
        ("2 wks", "week", "wks"),
        ("3 SP", "point", "SP"),
        ("45 min - 1 hour", "hour", "hour"),
    ],
)
def test_the_unit_is_told_in_one_word_and_as_it_is_written(text: str, unit: str, unit_text: str) -> None:
    estimate = must(text)
    if text != "1h30m":
        assert estimate.unit == unit
    assert estimate.unit_text == unit_text


@pytest.mark.parametrize(
    ("text", "approximate", "bound"),
    [
        ("6h", False, ""),
        ("~6h", True, ""),
        ("circa 6h", True, ""),
        ("2-~3h", True, ""),
        ("10+ hours", False, ">="),
        ("over 2 days", False, ">="),
        ("< 1h", False, "<="),
        ("max. 2h", False, "<="),
    ],
)
def test_words_of_doubt_and_limits_are_kept(text: str, *, approximate: bool, bound: str) -> None:
    estimate = must(text)
    assert (estimate.approximate, estimate.bound) == (approximate, bound)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("4h", 60),
        ("1.5h", 6),
        ("1.25 hours", Fraction(3, 5)),
        ("1h30m", 1),
        ("2 days", 480),
        ("8 pts", 1),
        ("0.5 pts", Fraction(1, 10)),
    ],
)
def test_precision_is_the_worth_of_the_last_digit(text: str, precision: int | Fraction) -> None:
    assert must(text).precision == precision


def test_an_estimate_keeps_its_text_and_its_place() -> None:
    estimate = must("2-3 days")
    assert (estimate.text, estimate.span, estimate.is_range) == ("2-3 days", Span(7, 15), True)
    assert not must("2 days").is_range


# The model, the amount, and how a person would write the amount in the manner of the model.
WRITTEN = [
    ("42 hours", 2880, 2880, "48 hours"),
    ("42h", 2880, 2880, "48h"),
    ("42 Hours", 60, 60, "1 Hour"),
    ("1 hour", 120, 120, "2 hours"),
    ("2 days", 720, 720, "1.5 days"),
    ("1 WEEK", 4800, 4800, "2 WEEKS"),
    ("~6h", 420, 420, "~7h"),
    ("10+ hours", 660, 660, "11+ hours"),
    ("2-3 days", 960, 1920, "2-4 days"),
    ("2–3 days", 960, 1920, "2–4 days"),
    ("2 to 3 days", 960, 1920, "2 to 4 days"),
    ("2-3 days", 960, 960, "2 days"),
    ("4 hours", 120, 180, "2-3 hours"),
    ("3 pts", 8, 8, "8 pts"),
    ("3 points", 1, 1, "1 point"),
    ("1.5h", 100, 100, "1.67h"),
    ("1h30m", 150, 150, "2.5 hours"),
    ("2h-3h", 120, 240, "2-4 hours"),
]


@pytest.mark.parametrize(("model", "low", "high", "expected"), WRITTEN)
def test_an_amount_is_written_in_the_form_of_another(model: str, low: int, high: int, expected: str) -> None:
    assert written_like(must(model), low, high, CALENDAR) == expected


@pytest.mark.parametrize(
    ("number", "text"),
    [(3, "3"), (Fraction(3, 2), "1.5"), (Fraction(1, 3), "0.33"), (Fraction(2, 3), "0.67"), (Fraction(10), "10")],
)
def test_a_number_is_shown_with_two_decimals_at_most(number: int | Fraction, text: str) -> None:
    assert number_text(number) == text


@settings(deadline=None)
@given(st.integers(0, 999), st.sampled_from(sorted(set(UNITS) - {"m", "d", "w"})), st.sampled_from(["", " "]))
def test_every_unit_is_read_in_any_case(number: int, unit: str, space: str) -> None:
    lower, upper = must(f"{number}{space}{unit}"), must(f"{number}{space}{unit.upper()}")
    worth = 1 if UNITS[unit] == "point" else CALENDAR.minutes(UNITS[unit])
    assert (lower.low, upper.low, lower.unit) == (number * worth, number * worth, UNITS[unit])


@settings(deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(["4 hours", "4h", "2-3 days", "~1.5h", "3 pts", "10+ hours", "1 week"]),
)
def test_what_is_written_in_a_form_is_read_as_the_amount_to_two_decimals(one: int, other: int, model: str) -> None:
    low, high = sorted((one, other))
    pattern = must(model)
    again = must(written_like(pattern, low, high, CALENDAR))
    worth = 1 if pattern.kind is Kind.POINTS else CALENDAR.minutes(pattern.unit)
    half_a_cent = Fraction(worth, 200) + Fraction(1, 10**6)
    assert abs(Fraction(again.low) - low) <= half_a_cent
    assert abs(Fraction(again.high) - high) <= half_a_cent


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789.,-–~<>+ hdmwptsMXL()/einu"), max_size=30))
def test_any_text_is_an_amount_or_is_not(text: str) -> None:
    estimate = read(text)
    assert estimate is None or estimate.text == text
    assert estimate is None or text.strip() in SIZES or any(character.isdigit() for character in text)
