"""Task lines in the languages and spellings of many backlogs: what a person reads, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Estimate, Kind
from backlogmd.syntax.inline import LineParts, read_task_line
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import DEFAULT


def parts_of(line: str) -> LineParts:
    return read_task_line(Run.of(line), DEFAULT)


def amount(estimate: Estimate) -> str:
    ends = f"{estimate.low}-{estimate.high}" if estimate.is_range else f"{estimate.low}"
    return f"{estimate.text} = {ends}" + " pts" * (estimate.kind is Kind.POINTS)


def told(line: str) -> dict[str, object]:
    """What the line says besides its title, in minutes and points."""
    parts = parts_of(line)
    said: dict[str, object] = {
        "title": parts.title.text,
        "estimates": [amount(one) for one in parts.estimates],
        "actual": parts.actual and amount(parts.actual),
        "marks": [text for text, _ in parts.state_marks],
        "priority": parts.priority and parts.priority.text,
        "id": parts.id and parts.id.text,
        "dates": [f"{one.kind.value} {one.value}" for one in parts.dates],
        "depends_on": [one.text for one in parts.depends_on],
    }
    return {name: value for name, value in said.items() if value or name == "title"}


# Lines about one piece of work, and the estimate in them.
ESTIMATES = {
    "Write the parser (2 Std.)": "2 Std. = 120",
    "Write the parser (3 Tage)": "3 Tage = 1440",
    "Write the parser (1,5 Stunden)": "1,5 Stunden = 90",
    "Write the parser (2 bis 3 Tage)": "2 bis 3 Tage = 960-1440",
    "Write the parser (5 PT)": "5 PT = 2400",
    "Write the parser (1h30)": "1h30 = 90",
    "Write the parser (2 heures)": "2 heures = 120",
    "Write the parser (3j)": "3j = 1440",
    "Write the parser (3 días)": "3 días = 1440",
    "Write the parser (5 puntos)": "5 puntos = 5 pts",
    "Write the parser (2 semanas)": "2 semanas = 4800",
    "Write the parser (5 часов)": "5 часов = 300",
    "Write the parser （2 小时）": "2 小时 = 120",
    "Write the parser (0.5 天)": "0.5 天 = 240",
    "Write the parser（半天）": "半天 = 240",
    "Write the parser (2時間)": "2時間 = 120",
    "Write the parser (3日間)": "3日間 = 1440",
    "Write the parser (2시간)": "2시간 = 120",
    "Write the parser (1.5 hours)": "1.5 hours = 90",
    "Write the parser (1hr 45min)": "1hr 45min = 105",
    "Write the parser (half a day)": "half a day = 240",
    "Write the parser (10+ hours)": "10+ hours = 600",
    "Write the parser (3 person-days)": "3 person-days = 1440",
    "Write the parser [3d]": "3d = 1440",
    "Write the parser [2 Tage]": "2 Tage = 960",
    "Write the parser (3 pts)": "3 pts = 3 pts",
    "Write the parser *(~2h)*": "~2h = 120",
    "Write the parser **(2 Std.)**": "2 Std. = 120",
    "Write the parser - 3 дня": "3 дня = 1440",
    "Write the parser - ca. 3 Tage": "ca. 3 Tage = 1440",
    "Write the parser – 2 bis 3 Tage": "2 bis 3 Tage = 960-1440",
    "Write the parser - 3 person-days": "3 person-days = 1440",
    "Write the parser - half a day": "half a day = 240",
    "Write the parser - 约3小时": "约3小时 = 180",
    "Write the parser - 半天": "半天 = 240",
    "Write the parser: 2 Tage": "2 Tage = 960",
    "Write the parser ~2 Stunden": "~2 Stunden = 120",
    "Write the parser ~3天": "~3天 = 1440",
    "Write the parser ⏱️ 2 Std.": "2 Std. = 120",
    "Write the parser est: 2 Tage": "2 Tage = 960",
    "Write the parser est: 2 Min. #ui": "2 Min. = 2",
    "Write the parser Aufwand: 2 Tage": "2 Tage = 960",
    "Write the parser (Aufwand: 2 Tage)": "2 Tage = 960",
    "Write the parser, оценка: 3 часа": "3 часа = 180",
    "Write the parser (оценка: 3 часа)": "3 часа = 180",
    "Write the parser，预估工时：2 小时": "2 小时 = 120",
    "Write the parser（工时：2 小时）": "2 小时 = 120",
    "Write the parser [工数: 2人日]": "2人日 = 960",
    "Write the parser (Estimación: 3 días)": "3 días = 1440",
    "Write the parser - Estimated time: 2h": "2h = 120",
    "Write the parser - Story points: 5 pts": "5 pts = 5 pts",
    "Write the parser (Story points: 5)": "5 = 5 pts",
    "Write the parser [hours: 3]": "3 = 180",
    "(2 Std.) Write the parser": "2 Std. = 120",
}

# Two ways to say how much it is.
TWO_UNITS = {
    "Write the parser (2 SP / 12h)": ["2 SP = 2 pts", "12h = 720"],
    "Write the parser (8-10 hours | 20-25 points)": ["8-10 hours = 480-600", "20-25 points = 20-25 pts"],
    "Write the parser (2 days, 16h)": ["2 days, 16h = 960"],
}

# The whole line is the title: nothing in it says how much work it is.
LURES = [
    "Retry the upload (1min → 5min → 30min → 2hrs)",
    "Offer presets of 30s / 60s / 90s",
    "Draw the candles (5m/15m/1h/4h/1d)",
    "Refresh the list every 15s",
    "Refresh the list (every 2 hours)",
    "Limit the mails (2 per hour)",
    "Limit the mails (4h per user)",
    "Mark 10-min stale prices",
    "The clock is 3 hours ahead",
    "Cut the 2h Video",
    "Open a 15-second window",
    "Open a ~15-second window",
    "Collect 4-6 real examples",
    "Keep P99 ≤400ms",
    "Allow a skew of ±120s",
    "Read the manual (5 min read)",
    "Build time - 12+ minutes to 4.5",
    "Move to hosting for $20/month",
    "Choose a plan ($100-300/month)",
    "Shrink the images (64KB)",
    "Find out why the deploy took 3 hours",
    "Show the 3 days before",
    "Book rooms for 2 half days",
    "Charge 80 euros: 2h minimum per day",
    "Answer in 2 days or less",
    "Close issues after 3 weeks of silence",
    "Rate of 5 hours a day",
    "est: 2h per page",
    "Plan two sprints (2 sprints)",
    "Add a filter (1 tag)",
    "Cut the build (from 2 Std. to 30 Min.)",
    "加载时间低于2秒",
    "每2小时刷新一次",
    "로딩 3초 이내",
    "Обновлять каждые 2 часа",
    "Actualizar cada 3 horas",
    "Alle 2 Stunden abgleichen",
    "Explain `(2 Std.)` in the guide",
    "Choose the size (small)",
    "Show how much time was spent",
]

ACTUAL = {
    "Write the parser (actual: 3h)": {"actual": "3h = 180"},
    "Write the parser (actual 3h)": {"actual": "3h = 180"},
    "Write the parser (3h actual)": {"actual": "3h = 180"},
    "Write the parser (spent 2h)": {"actual": "2h = 120"},
    "Write the parser (2h spent)": {"actual": "2h = 120"},
    "Write the parser (took 3 hours)": {"actual": "3 hours = 180"},
    "Write the parser [actual:: 3h]": {"actual": "3h = 180"},
    "Write the parser actual:45m": {"actual": "45m = 45"},
    "Write the parser Actual: 3 hours": {"actual": "3 hours = 180"},
    "Write the parser - Time spent: 3h": {"actual": "3h = 180"},
    "Write the parser, took 3 hours": {"actual": "3 hours = 180"},
    "Write the parser - spent 2h": {"actual": "2h = 120"},
    "Write the parser (4h, actual: 3h)": {"estimates": ["4h = 240"], "actual": "3h = 180"},
    "Write the parser (est: 4h, actual: 3h)": {"estimates": ["4h = 240"], "actual": "3h = 180"},
    "Write the parser est:4h actual:3h": {"estimates": ["4h = 240"], "actual": "3h = 180"},
    "Write the parser (4h) (actual: 5h)": {"estimates": ["4h = 240"], "actual": "5h = 300"},
}

MARKS = {
    "✅ Write the parser": ["✅"],
    "✅ **Write the parser**": ["✅"],
    "**✅ Write the parser**": ["✅"],
    "✅ Done: Write the parser": ["✅"],
    "🚧 WIP: Write the parser": ["🚧"],
    "❌ Write the parser": ["❌"],
    "⬜ Write the parser": ["⬜"],
    "🔲 Write the parser": ["🔲"],
    "⏳ Write the parser": ["⏳"],
    "🔄 Write the parser": ["🔄"],
    "⏸️ Write the parser": ["⏸"],
    "✔️ Write the parser": ["✔"],
    "⛔ Write the parser": ["⛔"],
    "Write the parser ✅": ["✅"],
    "**Write the parser** ✅": ["✅"],
    "**Write the parser ✅**": ["✅"],
    "Write the parser ⏳": ["⏳"],
    "Write the parser ✅ Done": ["✅"],
    "Write the parser ✅ **DONE**": ["✅"],
    "Write the parser — ✅ Completed": ["✅"],
    "Write the parser - 🔄 In progress": ["🔄"],
    "Write the parser 📋 To do": ["📋"],
    "~~Write the parser~~": ["~~"],
    "**~~Write the parser~~**": ["~~"],
    "~~**Write the parser**~~": ["~~"],
    "~~Write the parser~~ ✅": ["~~", "✅"],
    "✅ ~~Write the parser~~": ["✅", "~~"],
}

# Emoji that belong to the title, and struck words of a sentence.
NO_MARKS = [
    "🔒 Harden the login",
    "📋 Write the report",
    "♻️ Reuse the cache",
    "🎉 Celebrate",
    "Show ✅ and ❌ in the list",
    "✅",
    "~~Write~~ Buy a parser",
    "Compare ~~ and ~ in titles",
    "Show `✅`",
]

WITH_MORE = {
    "Write the parser (2h) ✅": {"title": "Write the parser", "estimates": ["2h = 120"], "marks": ["✅"]},
    "Write the parser ✅ (2h)": {"title": "Write the parser", "estimates": ["2h = 120"], "marks": ["✅"]},
    "✅ Write the parser - 2h": {"title": "Write the parser", "estimates": ["2h = 120"], "marks": ["✅"]},
    "~~Write the parser~~ (2h)": {"title": "Write the parser", "estimates": ["2h = 120"], "marks": ["~~"]},
    "~~Write the parser~~ — not needed": {"title": "~~Write the parser~~ — not needed", "marks": ["~~"]},
    "✅ T-014: Write the parser": {"title": "Write the parser", "id": "T-014", "marks": ["✅"]},
    "✅ [T-014] Write the parser": {"title": "Write the parser", "id": "T-014", "marks": ["✅"]},
    "Write the parser [T-014] ✅": {"title": "Write the parser", "id": "T-014", "marks": ["✅"]},
    "Write the parser ✅ 2026-01-01": {"title": "Write the parser", "dates": ["done 2026-01-01"], "marks": ["✅"]},
    "✅ 2026-01-01 Write the parser": {"title": "Write the parser", "dates": ["done 2026-01-01"], "marks": ["✅"]},
    "Write the parser ⏳ 2026-01-01": {"title": "Write the parser", "dates": ["scheduled 2026-01-01"]},
    "Write the parser ❌ 2026-01-01": {"title": "Write the parser", "dates": ["cancelled 2026-01-01"]},
    "Write the parser ✅ Completed 2026-01-01": {
        "title": "Write the parser",
        "dates": ["done 2026-01-01"],
        "marks": ["✅"],
    },
    "P1: T-014: Write the parser": {"title": "Write the parser", "priority": "P1", "id": "T-014"},
    "(2h) **P1: Write the parser**": {"title": "Write the parser", "priority": "P1", "estimates": ["2h = 120"]},
    "Write the parser **~2h**": {"title": "Write the parser", "estimates": ["~2h = 120"]},
    "Write the parser ~2h!": {"title": "Write the parser!", "estimates": ["~2h = 120"]},
    "Write the parser ⛔ a1": {"title": "Write the parser", "depends_on": ["a1"]},
    "🟢 Write the parser ✅": {"title": "Write the parser", "priority": "🟢", "marks": ["✅"]},
    "Write the parser (P0)": {"title": "Write the parser", "priority": "P0"},
    "Write the parser [P0] ✅": {"title": "Write the parser", "priority": "P0", "marks": ["✅"]},
    "Write the parser (2 Std.) [P1]": {"title": "Write the parser", "priority": "P1", "estimates": ["2 Std. = 120"]},
    "[SEGURIDAD] Revisar el acceso": {"title": "[SEGURIDAD] Revisar el acceso"},
    "[FRONT-END] Write the parser": {"title": "[FRONT-END] Write the parser"},
    "[E2E-TESTS] Write the parser": {"title": "[E2E-TESTS] Write the parser"},
    "Write the parser [SEC-OPS]": {"title": "Write the parser [SEC-OPS]"},
    "[SEC-7] Write the parser": {"title": "Write the parser", "id": "SEC-7"},
    "[R8-A-H1] Write the parser": {"title": "Write the parser", "id": "R8-A-H1"},
}


@pytest.mark.parametrize(("line", "expected"), ESTIMATES.items())
def test_an_estimate_is_read_and_leaves_the_title(line: str, expected: str) -> None:
    assert told(line) == {"title": "Write the parser", "estimates": [expected]}


@pytest.mark.parametrize(("line", "expected"), TWO_UNITS.items())
def test_an_estimate_may_stand_in_two_units(line: str, expected: list[str]) -> None:
    assert told(line) == {"title": "Write the parser", "estimates": expected}


@pytest.mark.parametrize("line", LURES)
def test_what_only_looks_like_an_estimate_stays_in_the_title(line: str) -> None:
    assert told(line) == {"title": line}


@pytest.mark.parametrize(("line", "expected"), ACTUAL.items())
def test_the_time_that_it_took_is_no_estimate(line: str, expected: dict[str, object]) -> None:
    assert told(line) == {"title": "Write the parser", **expected}


@pytest.mark.parametrize(("line", "expected"), MARKS.items())
def test_a_mark_of_a_state_leaves_the_title(line: str, expected: list[str]) -> None:
    assert told(line) == {"title": "Write the parser", "marks": expected}


@pytest.mark.parametrize("line", NO_MARKS)
def test_an_emoji_that_says_something_else_stays(line: str) -> None:
    assert told(line) == {"title": line}


@pytest.mark.parametrize(("line", "expected"), WITH_MORE.items())
def test_a_mark_stands_beside_the_other_parts(line: str, expected: dict[str, object]) -> None:
    assert told(line) == expected


@pytest.mark.parametrize("line", [*ESTIMATES, *TWO_UNITS, *ACTUAL, *MARKS, *WITH_MORE])
def test_everything_has_its_place(line: str) -> None:
    parts = parts_of(line)
    for estimate in (*parts.estimates, *([parts.actual] if parts.actual else [])):
        assert line[estimate.span.start : estimate.span.end] == estimate.text
    for text, span in parts.state_marks:
        written = line[span.start : span.end]
        assert written.startswith("~~") if text == "~~" else written.rstrip("\ufe0f") == text


PIECES = [
    "Write ",
    "✅",
    "⏳ ",
    "~~",
    "**",
    "(2 Std.)",
    "（半天）",
    " - 3 дня",
    "actual:",
    "took 3h",
    "，工时：",
    "2天",
    "~",
]
PIECES += [
    "Estimated time: ",
    "⛔",
    "Done",
    "2026-01-01",
    "/",
    "[",
    "]",
    "(",
    ")",
    ", ",
    ": ",
    "🔒",
    "\ufe0f",
    "est:",
    "½",
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_is_read_stands_in_the_line(pieces: list[str]) -> None:
    line = "".join(pieces)
    parts = parts_of(line)
    for estimate in (*parts.estimates, *([parts.actual] if parts.actual else [])):
        assert line[estimate.span.start : estimate.span.end] == estimate.text
    for text, span in parts.state_marks:
        assert line[span.start : span.end].startswith(text)
    spans = [span for _, span in parts.state_marks]
    assert len(set(spans)) == len(spans)
