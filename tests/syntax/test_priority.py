"""Words, codes, emoji and marks of priorities."""

from __future__ import annotations

import pytest

from backlogmd.nodes import Spelling
from backlogmd.syntax.priority import Picture, cell_priority, picture_at, priority_word
from backlogmd.vocabulary import DEFAULT, Dialect, Level

WORDS = {
    "URGENT": "URGENT word",
    "urgent": "URGENT word",
    "Critical": "URGENT word",
    "blocker": "URGENT word",
    "High": "HIGH word",
    "important": "HIGH word",
    "Medium": "MEDIUM word",
    "med": "MEDIUM word",
    "normal": "MEDIUM word",
    "low": "LOW word",
    "lowest": "LOWEST word",
    "trivial": "LOWEST word",
    "High priority": "HIGH word",
    "high-priority": "HIGH word",
    "**High**": "HIGH word",
    " low ": "LOW word",
    "P0": "URGENT code",
    "p4": "LOWEST code",
    "🔴": "URGENT emoji",
    "🟠": "HIGH emoji",
    "🟡": "MEDIUM emoji",
    "🟢": "LOW emoji",
    "🔵": "LOWEST emoji",
    "🔥": "URGENT emoji",
}

NO_WORDS = ["", "priority", "higher", "P5", "P", "very high", "high low", "🎉", "A", "!!", "10"]


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_a_priority_is_named_by_a_word_a_code_or_an_emoji(text: str, expected: str) -> None:
    named = priority_word(text, DEFAULT)
    assert named is not None
    assert f"{named[0].name} {named[1].value}" == expected


@pytest.mark.parametrize("text", NO_WORDS)
def test_other_words_name_no_priority(text: str) -> None:
    assert priority_word(text, DEFAULT) is None


CELLS = {
    "🔴 URGENT": "URGENT",
    "游댮 URGENT": "URGENT",
    "游 HIGH": "HIGH",
    "HIGH": "HIGH",
    "**HIGH**": "HIGH",
    "High Priority": "HIGH",
    "P1 - High": "HIGH",
    "P1 (High)": "HIGH",
    "P2": "MEDIUM",
    "🟢": "LOW",
    "Critical bugs": "URGENT",
    "Low tasks": "LOW",
    "P0: API": None,
    "Testing": None,
    "High availability": None,
    "TOTAL": None,
    "": None,
}


@pytest.mark.parametrize(("text", "level"), CELLS.items())
def test_the_key_of_a_row_may_be_a_priority(text: str, level: str | None) -> None:
    found = cell_priority(text, DEFAULT)
    assert (found.name if found else None) == level


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("🔴 URGENT", 0, Picture("🔴", 0, 1)),
        ("a 🟡", 2, Picture("🟡", 2, 3)),
        ("⚠️ Important", 0, Picture("⚠", 0, 2)),
        ("⏬\ufe0f", 0, Picture("⏬", 0, 2)),
        ("🔺", 0, Picture("🔺", 0, 1)),
        ("游댮 URGENT", 0, Picture("🔴", 0, 2)),
        ("游 HIGH", 0, Picture(None, 0, 1)),
        ("🎉 Done", 0, None),
        ("URGENT 🔴", 0, None),
        ("游泳", 0, None),
        ("", 0, None),
        ("a", 5, None),
    ],
)
def test_an_emoji_of_a_priority_is_seen_where_it_stands(text: str, position: int, expected: Picture | None) -> None:
    assert picture_at(text, position, DEFAULT) == expected


def test_a_dialect_has_its_own_words() -> None:
    dialect = Dialect("dachs", (Level("HOCH", ("hoch", "dringend"), ("H",), (), ("🦡",)), Level("TIEF", ("tief",))))
    found = [priority_word(text, dialect) for text in ("Dringend", "h", "🦡", "tief", "high")]
    assert [(one[0].name, one[1]) if one else None for one in found] == [
        ("HOCH", Spelling.WORD),
        ("HOCH", Spelling.CODE),
        ("HOCH", Spelling.EMOJI),
        ("TIEF", Spelling.WORD),
        None,
    ]
