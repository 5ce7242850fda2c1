"""What coloured circles mean in one file."""

from __future__ import annotations

import pytest

from backlogmd.syntax.circles import CircleUse, circle_uses, fitted, scale_of
from backlogmd.syntax.priority import patterns, priority_word
from backlogmd.vocabulary import DEFAULT, State

# A line, and what stands beside each circle of it.
BESIDE = {
    "## 🔴 High": "🔴 HIGH",
    "### 🔴 **CRITICAL** (3)": "🔴 URGENT",
    "## High Priority Tasks 🔴": "🔴 HIGH",
    "**Critical** 🔴": "🔴 URGENT",
    "| 🟡 | Medium |": "🟡 MEDIUM",
    "- 🔴 = pending": "🔴 open",
    "- 🟡: in progress": "🟡 in-progress",
    "| 🟢 Done |": "🟢 done",
    "🔴 Critical 🟡 High 🟢 Medium": "🔴 URGENT, 🟡 HIGH, 🟢 MEDIUM",
    "🔴 Высокий приоритет": "🔴 HIGH",
    "🟢️ LOW | 🔵": "🟢 LOW, 🔵",
    "🔴 P0 – Security": "🔴 URGENT",
    "🔴 fix the login": "🔴",
    "🔴 High availability": "🔴",
    "🟢 Open source": "🟢",
    "Fix the login soon 🔴": "🔴",
    "🎉 Done": "",
    "Done": "",
}


@pytest.mark.parametrize(("line", "expected"), BESIDE.items())
def test_a_circle_is_seen_with_the_word_beside_it(line: str, expected: str) -> None:
    told = []
    for emoji, level, state in circle_uses(line, DEFAULT):
        assert level is None or state is None
        told.append(f"{emoji} {level.name if level else state.value if state else ''}".rstrip())
    assert ", ".join(told) == expected


def test_lines_do_not_speak_of_each_other() -> None:
    assert list(circle_uses("🔴\nHigh", DEFAULT)) == [CircleUse("🔴")]


# The lines of a file, and what its circles mean; those that are left to the dialect are not named.
SCALES = [
    ("the dialect's own", "🔴 URGENT|🟠 HIGH|🟡 MEDIUM|🟢 LOW|🔵 fix", "🔴 URGENT 🟠 HIGH 🟡 MEDIUM 🟢 LOW 🔵 LOWEST"),
    ("a shifted scale", "🔴 CRITICAL|🟡 HIGH|🟢 MEDIUM", "🔴 URGENT 🟡 HIGH 🟢 MEDIUM"),
    ("the end of a shifted scale is bare", "🔴 CRITICAL|🟡 HIGH|🟢 fix", "🔴 URGENT 🟡 HIGH 🟢 MEDIUM"),
    ("a fourth colour after three", "🔴 Critical|🟡 High|🟢 Medium|🔵 fix", "🔴 URGENT 🟡 HIGH 🟢 MEDIUM 🔵 LOW"),
    ("the beginning of a shifted scale is bare", "🔴 fix|🟡 fix|🟢 Medium", "🔴 URGENT 🟡 HIGH 🟢 MEDIUM"),
    ("three steps, the middle bare", "🔴 High|🟡 fix|🟢 Low", "🔴 HIGH 🟡 MEDIUM 🟢 LOW"),
    ("the commoner word wins", "🔴 High|🔴 High|🔴 Critical", "🔴 HIGH"),
    ("of two equal ones, that of the dialect", "🔴 High|🔴 Critical", "🔴 URGENT"),
    ("of two equal ones that the dialect has not, the first", "🟡 High|🟡 Low", "🟡 HIGH"),
    ("states", "🔴 pending|🟡 in-progress|🟢 done", "🔴 open 🟡 in-progress 🟢 done"),
    ("bare circles beside states", "🟡 in progress|🟢 done|🔴 fix", "🔴 open 🟡 in-progress 🟢 done"),
    ("states and levels on different circles", "🔴 High|🔴 Critical|🟢 done", "🔴 URGENT 🟢 done"),
    ("levels beside a few states", "🔴 High|🔴 High|🔴 blocked", "🔴 HIGH"),
    ("nothing but bare ones", "🔴 fix|🟡 fix", ""),
    ("none", "Fix it", ""),
    ("no room between two levels", "🔴 Medium|🟠 fix|🟡 Low", "🔴 MEDIUM 🟡 LOW"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [(one[1], one[2]) for one in SCALES], ids=[one[0] for one in SCALES])
def test_the_circles_of_a_file_mean_what_stands_beside_them(lines: str, expected: str) -> None:
    scale = scale_of(circle_uses(lines.replace("|", "\n"), DEFAULT), DEFAULT)
    told = {emoji: level.name for emoji, level in scale.levels.items()}
    told |= {emoji: state.value for emoji, state in scale.states.items()}
    words = expected.split()
    assert told == dict(zip(words[::2], words[1::2], strict=True))


def test_a_dialect_is_fitted_to_the_scale_of_a_file() -> None:
    scale = scale_of(circle_uses("🔴 Critical\n🟡 High\n🟢 Medium", DEFAULT), DEFAULT)
    dialect = fitted(DEFAULT, scale)
    read = [priority_word(emoji, dialect) for emoji in "🔴🟡🟢🟠"]
    assert [one[0].name if one else None for one in read] == ["URGENT", "HIGH", "MEDIUM", "HIGH"]
    # The words stay what they were.
    low = priority_word("low", dialect)
    assert low is not None
    assert low[0].name == "LOW"


def test_circles_that_are_states_are_no_levels_any_more() -> None:
    scale = scale_of(circle_uses("🔴 pending\n🟢 done", DEFAULT), DEFAULT)
    dialect = fitted(DEFAULT, scale)
    assert not {"🔴", "🟢"} & set(patterns(dialect).emoji)
    assert (dialect.state_emoji["🔴"], dialect.state_emoji["🟢"], dialect.state_emoji["✅"]) == (
        State.OPEN,
        State.DONE,
        State.DONE,
    )


def test_a_dialect_that_fits_is_kept() -> None:
    scale = scale_of(circle_uses("🔴 URGENT\n🟠 HIGH\n🟡 fix", DEFAULT), DEFAULT)
    assert fitted(DEFAULT, scale) is DEFAULT
