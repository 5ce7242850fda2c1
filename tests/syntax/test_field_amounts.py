"""What the value of a field or a cell says about the estimate, where more stands there than an amount."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Estimate, Kind
from backlogmd.source import Span
from backlogmd.syntax.estimate import read_amounts
from backlogmd.vocabulary import Calendar

CALENDAR = Calendar()


def read(text: str, unit: str = "") -> tuple[Estimate, ...]:
    return read_amounts(text, Span(3, 3 + len(text)), CALENDAR, unit)


def told(estimate: Estimate) -> str:
    """`2-3 days: 960-1440`, `M: size M`."""
    if estimate.kind is Kind.SIZE:
        return f"{estimate.text}: size {estimate.unit}"
    ends = f"{estimate.low}-{estimate.high}" if estimate.is_range else f"{estimate.low}"
    return f"{estimate.text}: {estimate.bound}{ends}" + " pts" * (estimate.kind is Kind.POINTS)


# The value, and the estimate first, then what else it says of the same work. Durations in minutes.
VALUES = {
    "4h": ["4h: 240"],
    "**4h**": ["4h: 240"],
    "_2-3 hours_": ["2-3 hours: 120-180"],
    "`30 min`": ["30 min: 30"],
    "~~8h~~ 4h": ["4h: 240"],
    "⏱️ 2h": ["2h: 120"],
    "2h ✅": ["2h: 120"],
    "half a day": ["half a day: 240"],
    "~3 days": ["~3 days: 1440"],
    "1 day, 4 hours": ["1 day, 4 hours: 720"],
    "L": ["L: size L"],
    # Two units at once.
    "2 days, 16h": ["2 days, 16h: 960"],
    "3 SP / 12h": ["3 SP: 3 pts", "12h: 720"],
    "8-10 hours | 20-25 points": ["8-10 hours: 480-600", "20-25 points: 20-25 pts"],
    "2h<br>3 SP": ["2h: 120", "3 SP: 3 pts"],
    "8 hours = 1 day": ["8 hours: 480", "1 day: 480"],
    "约 16-24 小时（2-3 个工作日）": ["约 16-24 小时: 960-1440", "2-3 个工作日: 960-1440"],
    "2 weeks (10 working days)": ["2 weeks: 4800", "10 working days: 4800"],
    # A size says less than a figure.
    "M (half day)": ["half day: 240", "M: size M"],
    "S / 1-2 days": ["1-2 days: 480-960", "S: size S"],
    "5 SP (M)": ["5 SP: 5 pts", "M: size M"],
    "Medium (2-3 hours)": ["2-3 hours: 120-180"],
    "🟡 Medium (2h)": ["2h: 120"],
    "M-L (3-5 days)": ["3-5 days: 1440-2400"],
    "1 sprint (2 weeks)": ["2 weeks: 4800"],
    # Other ways to do it.
    "2 hours (by hand) or 30 minutes (with a script)": ["2 hours: 120", "30 minutes: 30"],
    "3 Tage oder 1 Woche": ["3 Tage: 1440", "1 Woche: 2400"],
    # Remarks.
    "4h (was 6h before the split)": ["4h: 240"],
    "4h (actual: 3h)": ["4h: 240"],
    "8-10h (writer)": ["8-10h: 480-600"],
    "2 小时（含测试）": ["2 小时: 120"],
    "2 hours, low risk": ["2 hours: 120"],
    "4 hours - a quick win": ["4 hours: 240"],
    "2 hours for the parser": ["2 hours: 120"],
    "3 days including tests": ["3 days: 1440"],
    "2 Tage inkl. Tests": ["2 Tage: 960"],
    "~45 min (3 pages à 15 min)": ["~45 min: 45"],
    "2-3 days, depends on the review": ["2-3 days: 960-1440"],
    # More to come.
    "5 Min + vielleicht Rückfragen": ["5 Min: >=5"],
    "3 days + review": ["3 days: >=1440"],
}

NOTHING = [
    "",
    " ",
    "TBD",
    "?",
    "-",
    "N/A",
    "Low",
    "Medium",
    "🟡 Medium",
    "13",
    "2026-01-05",
    "Week 1-2",
    "Q3 2026",
    "2 sprints",
    "50% done",
    # Rates.
    "2-4 hours per page",
    "4h/page",
    "1 day / week",
    "2h each",
    "3 hours a week",
    "4h (per page)",
    "2 часа в неделю",
    "1 per hour",
    "$20/month",
    "$100-300/month",
    # Parts, and no sum of them.
    "2 days (server), 1 day (client)",
    "1-2 weeks (writer), 3 days (review)",
    "Dev: 4h, QA: 2h",
    "4h dev + 2h QA",
    "4h + 2h",
    "2h / 4h",
    # Other words.
    "1h video",
    "3 hours ahead",
    "10-minute window",
    "5-min stale",
    "4-6 real examples",
    "2 min read",
    "10+ minutes to 3.6",
    "every 2 weeks",
    "every 30s",
    "1m/5m/15m/1h/1d",
    "30s / 60s / 90s",
    "5min → 15min → 1hr",
    "P95 ≤250ms",
    "±120s",
    "(64KB)",
    "3h (actual)",
    "2h " * 80,
]


@pytest.mark.parametrize(("value", "expected"), VALUES.items())
def test_a_value_states_what_a_person_reads_in_it(value: str, expected: list[str]) -> None:
    assert [told(estimate) for estimate in read(value)] == expected


@pytest.mark.parametrize("value", VALUES)
def test_each_amount_has_its_place(value: str) -> None:
    for estimate in read(value):
        assert value[estimate.span.start - 3 : estimate.span.end - 3] == estimate.text


@pytest.mark.parametrize("value", NOTHING)
def test_where_a_person_would_not_say_there_is_no_estimate(value: str) -> None:
    assert read(value) == ()


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("4", "hours", ["4: 240"]),
        ("2-3", "days", ["2-3: 960-1440"]),
        ("5", "points", ["5: 5 pts"]),
        ("13 (XL)", "points", ["13: 13 pts", "XL: size XL"]),
        ("3h", "points", ["3h: 180"]),
        ("3/5", "points", []),
        ("Medium", "size", ["Medium: size M"]),
        ("🔵 Large", "size", ["Large: size L"]),
        ("M", "size", ["M: size M"]),
        ("4h", "size", ["4h: 240"]),
        ("Medium (2-3 hours)", "size", ["2-3 hours: 120-180", "Medium: size M"]),
        ("Low", "size", []),
    ],
)
def test_the_name_of_the_field_gives_the_unit(value: str, unit: str, expected: list[str]) -> None:
    assert [told(estimate) for estimate in read(value, unit)] == expected


def test_of_a_value_on_several_lines_the_first_is_read() -> None:
    # The second line stands behind four blanks in the source, which are not in the text.
    span = Span(0, len("2 hours\n    (3 SP)"))
    assert [told(one) for one in read_amounts("2 hours\n(3 SP)", span, CALENDAR)] == ["2 hours: 120"]
    assert read_amounts("about\n2 hours", Span(0, 20), CALENDAR) == ()


PIECES = [
    "2h",
    "3 days",
    "M",
    "5 SP",
    "(",
    ")",
    "（",
    "）",
    "/",
    "|",
    ",",
    " or ",
    " + ",
    " - ",
    "~",
    "**",
    "~~",
    "<br>",
]
PIECES += [" per ", "for ", "半天", "3 Tage", ":", "\n", "1", "2-3", "🔴", "=", " ", "[", "]"]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_value_is_read_or_not_and_amounts_have_their_places(pieces: list[str]) -> None:
    value = "".join(pieces)
    for estimate in read(value):
        assert value[estimate.span.start - 3 : estimate.span.end - 3] == estimate.text
        assert estimate.text.strip() == estimate.text != ""
