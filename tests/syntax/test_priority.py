"""Words, codes, emoji and marks of priorities."""

from __future__ import annotations

import pytest

from backlogmd.nodes import Spelling
from backlogmd.syntax.priority import Picture, cell_priority, picture_at, priority_word, read_priority
from backlogmd.syntax.run import Run
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
    "Crítica": "URGENT word",
    "kritisch": "URGENT word",
    "критический": "URGENT word",
    "紧急": "URGENT word",
    "緊急": "URGENT word",
    "긴급": "URGENT word",
    "alta": "HIGH word",
    "haute": "HIGH word",
    "Hoch": "HIGH word",
    "высокая": "HIGH word",
    "높음": "HIGH word",
    "média": "MEDIUM word",
    "moyenne": "MEDIUM word",
    "Mittel": "MEDIUM word",
    "средний": "MEDIUM word",
    "baja": "LOW word",
    "Baixa": "LOW word",
    "basse": "LOW word",
    "niedrig": "LOW word",
    "низкий": "LOW word",
    "低": "LOW word",
    "Prioridad media": "MEDIUM word",
    "alta prioridad": "HIGH word",
    "Высокий приоритет": "HIGH word",
    "高優先級": "HIGH word",
    "高优先级": "HIGH word",
    "優先度高": "HIGH word",
    "优先级：低": "LOW word",
    "낮은 우선순위": "LOW word",
    "Must have": "URGENT word",
    "nice to have": "LOW word",
    "P2.5": "MEDIUM code",
}

NO_WORDS = [
    *("", "priority", "higher", "P5", "P", "very high", "high low", "🎉", "A", "!!", "10"),
    # Everyday words that mean a level only where one is expected.
    *("media", "must", "should", "could"),
    *("high tasks", "高可用", "低代码", "P2.5.1", "P0.x", "alta mar", "priority:", "优先级"),
]


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
    ("text", "level"),
    [("media", "MEDIUM"), ("Must", "URGENT"), ("🟡 media", "MEDIUM"), ("could", "MEDIUM"), ("media player", None)],
)
def test_everyday_words_are_levels_where_a_level_is_expected(text: str, level: str | None) -> None:
    found = cell_priority(text, DEFAULT, expected=True)
    assert (found.name if found else None) == level


# The value of a field, and the level with the words that name it and the emoji beside them.
VALUES = {
    "High": "HIGH High",
    "**P0**": "URGENT P0",
    "P2.5": "MEDIUM P2.5",
    "media": "MEDIUM media",
    "🟡 Media": "MEDIUM Media 🟡",
    "🟡 **HIGH**": "HIGH HIGH 🟡",
    "High 🔴": "HIGH High 🔴",
    "🟡 MOYENNE": "MEDIUM MOYENNE 🟡",
    "CRÍTICA": "URGENT CRÍTICA",
    "High (blocks the release)": "HIGH High",
    "Low - after the launch": "LOW Low",
    "高": "HIGH 高",
    "Must": "URGENT Must",
    "🟠": "HIGH 🟠 🟠",
    "⏫": "HIGH ⏫ ⏫",
    "🔴 blocks the release": "URGENT 🔴 🔴",
    "⭐⭐⭐⭐⭐": "URGENT ⭐⭐⭐⭐⭐",
    "⭐⭐": "LOW ⭐⭐",
    "⭐⭐⭐☆☆": "MEDIUM ⭐⭐⭐",
    "High availability": None,
    "to be decided": None,
    "10": None,
    "⭐": None,
    "⭐⭐⭐⭐⭐⭐": None,
    "🎉": None,
    "-": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items())
def test_the_value_of_a_field_names_a_priority(text: str, expected: str | None) -> None:
    found = read_priority(Run.of(text), DEFAULT)
    emoji = f" {found.emoji.text}" if found is not None and found.emoji is not None else ""
    assert (f"{found.level} {found.text}{emoji}" if found else None) == expected
    if found is not None:
        # The words, and the emoji beside them.
        assert found.text in text[found.span.start : found.span.end]
        assert found.emoji is not None or found.text == text[found.span.start : found.span.end]


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
