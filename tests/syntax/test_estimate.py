"""Amounts of work: what is one, how much it is, and how another amount is written in its form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Estimate, Kind
from backlogmd.source import Span
from backlogmd.syntax.estimate import exact, number_text, parse_estimate, written_like
from backlogmd.syntax.units import UNITS
from backlogmd.vocabulary import Calendar

CALENDAR = Calendar()

# In capitals these are no units or other ones: `3D`, `5M`, `3 PT`.
CASED = {"m", "d", "w", "j", "pt"}


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
    "1hr 45min": (105, 105),
    "1h30": (90, 90),
    "1h30-2h": (90, 120),
    "4 hours+": (240, 240),
    "2h?": (120, 120),
    "2h max": (120, 120),
    "less than 2 hours": (120, 120),
    "half a day": (240, 240),
    "half day": (240, 240),
    "half-day": (240, 240),
    "a half day": (240, 240),
    "half an hour": (30, 30),
    "a day": (480, 480),
    "an hour": (60, 60),
    "~ a week": (2400, 2400),
    "3 person-days": (1440, 1440),
    "2 man days": (960, 960),
    "3 Man-Days": (1440, 1440),
    "4 working days": (1920, 1920),
    "1 workday": (480, 480),
    "6 dev hours": (360, 360),
    "2‒3 hours": (120, 180),
    "2‑3 hours": (120, 180),
    "2−3 hours": (120, 180),
    "2～3 hours": (120, 180),
    # German
    "2 Std.": (120, 120),
    "2 Stunden": (120, 120),
    "1,5 Stunden": (90, 90),
    "1 Std. 30 Min.": (90, 90),
    "10 Minuten": (10, 10),
    "1 Tag": (480, 480),
    "3 Tage": (1440, 1440),
    "2 bis 3 Tage": (960, 1440),
    "ca. 3 Tage": (1440, 1440),
    "bis zu 3 Tage": (1440, 1440),
    "1 Tag und 4 Stunden": (720, 720),
    "2 Wochen": (4800, 4800),
    "3 Monate": (28800, 28800),
    "5 PT": (2400, 2400),
    "0,5 PT": (240, 240),
    "4 Personentage": (1920, 1920),
    "halber Tag": (240, 240),
    "ein halber Tag": (240, 240),
    "eine Stunde": (60, 60),
    # French
    "2 heures": (120, 120),
    "3 jours": (1440, 1440),
    "3j": (1440, 1440),
    "0,5 j": (240, 240),
    "2 à 3 jours": (960, 1440),
    "environ 2 heures": (120, 120),
    "une demi-journée": (240, 240),
    "2 semaines": (4800, 4800),
    "1 mois": (9600, 9600),
    "3 jours-homme": (1440, 1440),
    # Spanish and Portuguese
    "2 horas": (120, 120),
    "3 días": (1440, 1440),
    "3 dias": (1440, 1440),
    "2 a 3 días": (960, 1440),
    "2 semanas": (4800, 4800),
    "1 mes": (9600, 9600),
    "2 meses": (19200, 19200),
    "1 mês": (9600, 9600),
    "45 minutos": (45, 45),
    "cerca de 3 horas": (180, 180),
    "hasta 2 días": (960, 960),
    "até 2 dias": (960, 960),
    "medio día": (240, 240),
    "meia hora": (30, 30),
    "3 dias úteis": (1440, 1440),
    # Russian
    "1 час": (60, 60),
    "2 часа": (120, 120),
    "5 часов": (300, 300),
    "3 ч": (180, 180),
    "3 ч.": (180, 180),
    "1 день": (480, 480),
    "2 дня": (960, 960),
    "10 дней": (4800, 4800),
    "3 недели": (7200, 7200),
    "1–2 недели": (2400, 4800),
    "30 минут": (30, 30),
    "15 мин": (15, 15),
    "1 ч 30 мин": (90, 90),
    "около 3 часов": (180, 180),
    "до 2 часов": (120, 120),
    "полдня": (240, 240),
    "3 человеко-дня": (1440, 1440),
    # Chinese
    "2 小时": (120, 120),
    "3小時": (180, 180),
    "1.5个小时": (90, 90),
    "2 工时": (120, 120),
    "3天": (1440, 1440),
    "0.5 天": (240, 240),
    "半天": (240, 240),
    "半个小时": (30, 30),
    "2天半": (1200, 1200),
    "2 周": (4800, 4800),
    "1个月": (9600, 9600),
    "3人天": (1440, 1440),
    "5-7 个工作日": (2400, 3360),
    "约 40-50 小时": (2400, 3000),
    "大约3小时左右": (180, 180),
    "2~3小时": (120, 180),
    "2小时30分钟": (150, 150),
    "3天以内": (1440, 1440),
    # Japanese and Korean
    "2時間": (120, 120),
    "1時間半": (90, 90),
    "30分": (30, 30),
    "3日": (1440, 1440),
    "3日間": (1440, 1440),
    "2〜3日": (960, 1440),
    "約3日程度": (1440, 1440),
    "1週間": (2400, 2400),
    "2ヶ月": (19200, 19200),
    "2人日": (960, 960),
    "2시간": (120, 120),
    "약 2시간 정도": (120, 120),
    "3일": (1440, 1440),
    "1주": (2400, 2400),
    "1주일": (2400, 2400),
    "30분간": (30, 30),
    "반나절": (240, 240),
}

POINTS = {
    "8 pts": (8, 8),
    "8 points": (8, 8),
    "1 pt": (1, 1),
    "3 SP": (3, 3),
    "5 story points": (5, 5),
    "0.5 points": (Fraction(1, 2), Fraction(1, 2)),
    "3-5 pts": (3, 5),
    "3 pt": (3, 3),
    "5 puntos": (5, 5),
    "8 pontos": (8, 8),
    "3 Punkte": (3, 3),
    "5 баллов": (5, 5),
    "5 puntos de historia": (5, 5),
    "3 故事点": (3, 3),
    "3 포인트": (3, 3),
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
    "TBD",
    "?",
    "2 sprints",
    "2-3 sessions",
    "1 tag",
    "5 tags",
    "2 std",
    "5 J",
    "5J",
    "tomorrow",
    "a",
    "half",
    "a day ahead",
    "working day",
    "天",
    "半",
    "每天",
    "3月",
    "3点",
    "2小时内完成",
    "2초",
    "every day",
    "4 hours a day",
    "4 hours a",
    "4h/day",
    "2 часа в неделю",
    "2 min read",
    "5-min",
    "30-second window",
    "±300 min",
    "10+ minutes to 3.6",
    "v1h30",
    "2 до",
    "2h3",
    "1h75",
    "2h 30",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3 PT", 1440), ("3 pt", 3), ("3 Pts", 3), ("1 Tag", 480), ("1 tag", None), ("2 Std", 120), ("2 std", None)]
    + [(text, None) for text in ("5M", "3D", "2W", "4J")],
)
def test_a_few_words_are_units_in_one_case_only(text: str, expected: int | None) -> None:
    estimate = read(text)
    assert (estimate and estimate.low) == expected


@pytest.mark.parametrize("word", ["Small", "small", "klein", "小"])
def test_words_of_sizes_are_sizes_where_a_size_is_expected(word: str) -> None:
    assert read(word) is None
    estimate = must(word, "size")
    assert (estimate.kind, estimate.unit, estimate.text, estimate.unit_text) == (Kind.SIZE, "S", word, word)


def test_how_much_work_it_is_in_words_is_no_size() -> None:
    assert read("Low", "size") is None
    assert read("High", "size") is None


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
        ("1h30", "hour", "h"),
        ("2 Std.", "hour", "Std"),
        ("5-7 个工作日", "day", "个工作日"),
        ("半天", "day", "天"),
        ("half a day", "day", "day"),
        ("3 story points", "point", "story points"),
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
        ("2h?", True, ""),
        ("4 hours+", False, ">="),
        ("3天以内", False, "<="),
        ("3天以上", False, ">="),
        ("约3天", True, ""),
        ("3天左右", True, ""),
        ("ca. 2-3 Tage", True, ""),
        ("не более 3 дней", False, "<="),
        ("mindestens 2 Tage", False, ">="),
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
        ("1h30", 1),
        ("half a day", 48),
        ("1,5 Stunden", 6),
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
    ("1h30", 150, 150, "2.5h"),
    ("half a day", 960, 960, "2 days"),
    ("a day", 480, 480, "1 day"),
    ("3 person-days", 480, 480, "1 person-day"),
    ("1 working day", 960, 960, "2 working days"),
    ("1 story point", 5, 5, "5 story points"),
    ("est. 4h", 120, 120, "est. 2h"),
    ("1,5 Std.", 150, 150, "2,5 Std."),
    ("2 Stunden", 60, 60, "1 Stunde"),
    ("1 Tag", 960, 960, "2 Tage"),
    ("3 Tage", 480, 480, "1 Tag"),
    ("2 bis 3 Tage", 1440, 1920, "3 bis 4 Tage"),
    ("1 Woche", 4800, 4800, "2 Wochen"),
    ("1 Std 30 Min", 180, 180, "3 Std"),
    ("3 PT", 960, 960, "2 PT"),
    ("2 heures", 90, 90, "1.5 heure"),
    ("1 jour", 960, 960, "2 jours"),
    ("2 mois", 9600, 9600, "1 mois"),
    ("1 hora", 120, 120, "2 horas"),
    ("2 días", 480, 480, "1 día"),
    ("3 dias úteis", 480, 480, "1 dia útil"),
    ("2 a 3 días", 960, 1920, "2 a 4 días"),
    ("5 puntos", 1, 1, "1 punto"),
    ("1 час", 120, 120, "2 часа"),
    ("1 час", 300, 300, "5 часов"),
    ("1 час", 660, 660, "11 часов"),
    ("5 часов", 1260, 1260, "21 час"),
    ("5 часов", 90, 90, "1.5 часа"),
    ("3 дня", 480, 480, "1 день"),
    ("3 дня", 5760, 5760, "12 дней"),
    ("3 недели", 12000, 12000, "5 недель"),
    ("около 3 часов", 120, 120, "около 2 часов"),
    ("около 3 часов", 60, 60, "около 1 часа"),
    ("2 小时", 60, 60, "1 小时"),
    ("3天", 960, 1440, "2-3天"),
    ("半天", 960, 960, "2天"),
    ("约40小时左右", 1800, 1800, "约30小时左右"),
    ("2〜3日", 960, 1920, "2〜4日"),
    ("1時間半", 120, 120, "2時間"),
    ("2시간", 180, 180, "3시간"),
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
@given(st.integers(0, 999), st.sampled_from(sorted(set(UNITS) - CASED)), st.sampled_from(["", " "]))
def test_every_unit_is_read_in_any_case(number: int, unit: str, space: str) -> None:
    lower, upper = must(f"{number}{space}{unit}"), must(f"{number}{space}{unit.upper()}")
    worth = 1 if UNITS[unit] == "point" else CALENDAR.minutes(UNITS[unit])
    assert (lower.low, upper.low, lower.unit) == (number * worth, number * worth, UNITS[unit])


MODELS = sorted({text for text in (*DURATIONS, *POINTS) if not text.startswith("-") and text != "0 hours"})


@settings(deadline=None, max_examples=300)
@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.sampled_from(MODELS),
)
def test_what_is_written_in_a_form_is_read_as_the_amount_to_two_decimals(one: int, other: int, model: str) -> None:
    low, high = sorted((one, other))
    pattern = must(model)
    again = must(written_like(pattern, low, high, CALENDAR))
    assert again.kind is pattern.kind
    worth = 1 if pattern.kind is Kind.POINTS else CALENDAR.minutes(again.unit)
    half_a_cent = Fraction(worth, 200) + Fraction(1, 10**6)
    assert abs(Fraction(again.low) - low) <= half_a_cent
    assert abs(Fraction(again.high) - high) <= half_a_cent


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789.,-–~<>+ hdmwptsMXL()/einu"), max_size=30))
def test_any_text_is_an_amount_or_is_not(text: str) -> None:
    estimate = read(text)
    assert estimate is None or estimate.text == text
    assert estimate is None or estimate.low >= 0 or text.lstrip().startswith("-")
