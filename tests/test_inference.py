"""What is inferred from backlogs, and from which lines. What is expected was read off the texts by a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from backlogmd import parse
from backlogmd.config import Config
from backlogmd.inference import Inferred, include_pattern, infer
from backlogmd.linter import lint
from backlogmd.settings import read_settings
from backlogmd.vocabulary import Level

SHARED = Path(__file__).parents[2] / "shared"
FILES = sorted([*SHARED.glob("corpus/*.md"), *SHARED.glob("seeds/*.md")])


def inferred(*texts: str) -> Inferred:
    return infer(parse(text, path=f"{number}.md") for number, text in enumerate(texts, 1))


def lines(found: Inferred, key: str) -> list[tuple[str, int]]:
    (one,) = (one for one in found.settings if one.key == key)
    return [(place.path, place.line) for place in one.places]


# Levels.

NAMES = ("URGENT", "HIGH", "MEDIUM", "LOW", "LOWEST")

SHIFTED = """\
## 🔴 HIGH - Login

- [ ] a

## 🟡 MEDIUM - Cart

- [ ] b

## 🟢 LOW - Logo

- [ ] c
"""


def levels_of(found: Inferred) -> tuple[Level, ...]:
    return read_settings(found.table(), "test").dialect.levels


def test_the_usual_scale_needs_no_setting() -> None:
    found = inferred(SHIFTED.replace("🔴 HIGH", "🟠 HIGH"))
    assert (found.settings, found.rejected, found.table()) == ((), (), {})


def test_another_scale_becomes_the_levels() -> None:
    found = inferred(SHIFTED)
    table = found.table()["dialect"]["levels"]
    assert [level["name"] for level in table] == list(NAMES)
    assert [level.get("emoji", [""])[0] for level in table] == ["", "🔴", "🟡", "🟢", ""]
    assert lines(found, "dialect.levels") == [("1.md", 1)]
    levels = {level.name: level for level in levels_of(found)}
    assert levels["HIGH"].emoji == ("🔴", "🟠")
    assert levels["URGENT"].emoji == ("🔥", "🚨", "🛑")
    # All other ways to write a level are known as ever.
    assert "critical" in levels["URGENT"].words
    assert levels["LOWEST"].emoji == ("🔵", "⚪")


def test_a_level_can_lose_all_of_its_emoji() -> None:
    found = inferred("## 🔴 URGENT - a\n\n- [ ] a\n\n## 🟡 HIGH - b\n\n- [ ] b\n\n## 🟢 MEDIUM - c\n\n- [ ] c\n")
    levels = {level.name: level.emoji for level in levels_of(found)}
    assert levels["HIGH"][0] == "🟡"
    assert levels["MEDIUM"] == ("🟢",)
    assert levels["LOW"] == ()
    assert lines(found, "dialect.levels") == [("1.md", 5), ("1.md", 9)]


def test_one_emoji_in_one_place_is_no_scale() -> None:
    assert inferred("## 🔴 HIGH - Login\n\n- [ ] a\n").settings == ()


def test_a_slip_is_no_scale() -> None:
    # 🟠 is the usual emoji of HIGH in this file; the one 🔴 beside it is a mistake.
    text = "".join(f"## 🟠 HIGH - {one}\n\n- [ ] {one}\n\n" for one in "abc") + "## 🔴 HIGH - d\n\n- [ ] d\n"
    assert inferred(text).settings == ()


def test_where_files_disagree_nothing_is_inferred() -> None:
    assert inferred(SHIFTED, SHIFTED.replace("HIGH", "URGENT")).settings == ()
    (one,) = inferred(SHIFTED, SHIFTED, SHIFTED.replace("🔴 HIGH", "🟠 HIGH")).settings
    assert [(place.path, place.line) for place in one.places] == [("1.md", 1), ("2.md", 1)]


def test_what_would_find_more_is_not_set() -> None:
    # With 🔴 for HIGH, the one URGENT would be an emoji of another level.
    text = SHIFTED + "\n## 🔴 HIGH - More\n\n- [ ] d\n\n## 🔴 URGENT - Now\n\n- [ ] e\n"
    found = inferred(text)
    assert found.settings == ()
    assert [one.key for one in found.rejected] == ["dialect.levels"]


# The calendar.


def test_amounts_in_two_units_show_the_hours_of_a_day() -> None:
    found = inferred("- [ ] a (3 days, 21h)\n- [ ] b (2 days, 14h)\n- [ ] c (5h)\n")
    assert found.table() == {"dialect": {"hours-per-day": 7}}
    assert lines(found, "dialect.hours-per-day") == [("1.md", 1), ("1.md", 2)]


@pytest.mark.parametrize(
    "text",
    [
        # As ever; one place; two that disagree; a figure that could be anything.
        "- [ ] a (3 days, 24h)\n- [ ] b (2 days, 16h)\n",
        "- [ ] a (3 days, 21h)\n- [ ] b (2h)\n",
        "- [ ] a (3 days, 21h)\n- [ ] b (2 days, 16h)\n",
        "- [ ] a (3 days, 30h)\n- [ ] b (2 days, 20h)\n",
        "- [ ] a (3 days)\n- [ ] b (2 hours)\n",
    ],
)
def test_the_calendar_stays_as_it_is(text: str) -> None:
    assert inferred(text).table() == {}


def test_the_days_of_a_week_are_inferred() -> None:
    found = inferred("- [ ] a (2 weeks, 8 days)\n- [ ] b (1 week, 4 days)\n- [ ] c (2 hours)\n")
    assert found.table() == {"dialect": {"days-per-week": 4}}


SUMS = """\
## High

- [ ] a (2 days)
- [ ] b (3 hours)

## Low

- [ ] c (1 day)
- [ ] d (2 hours)

## Summary

| Priority | Hours |
|----------|-------|
| High | {} |
| Low | {} |
| **Total** | {} |
"""


def test_sums_show_the_hours_of_a_day() -> None:
    # 2 days and 3 hours, 1 day and 2 hours.
    found = inferred(SUMS.format(15, 8, 23))
    assert found.table() == {"dialect": {"hours-per-day": 6}}
    assert lines(found, "dialect.hours-per-day") == [("1.md", 15), ("1.md", 16), ("1.md", 17)]
    assert inferred(SUMS.format(19, 10, 29)).table() == {}


def test_wrong_sums_show_nothing() -> None:
    # The first fits 6 hours, the others 8; or nothing fits.
    assert inferred(SUMS.format(15, 10, 29)).table() == {}
    assert inferred(SUMS.format(99, 98, 97)).table() == {}


# Totals.

DONE = """\
## High

- [ ] a (2h)
- [x] b (3h)

## Low

- [ ] c (1h)
- [x] d (4h)

## Summary

| Priority | Hours |
|----------|-------|
| High | {} |
| Low | {} |
"""


@pytest.mark.parametrize(
    ("high", "low", "expected"),
    [
        (5, 5, {"dialect": {"totals": "all"}}),
        (2, 1, {"dialect": {"totals": "open"}}),
        # They disagree; one alone tells too little.
        (5, 1, {}),
        (5, 9, {}),
    ],
)
def test_what_totals_speak_of(high: int, low: int, expected: dict[str, object]) -> None:
    found = inferred(DONE.format(high, low))
    assert found.table() == expected
    if expected:
        assert lines(found, "dialect.totals") == [("1.md", 15), ("1.md", 16)]


def test_totals_that_speak_of_different_things_are_left_alone() -> None:
    text = "## Low\n\n- [ ] e (1h)\n- [x] f (1h)\n\n## Medium\n\n- [ ] g (2h)\n- [x] h (6h)\n\n" + DONE.format(5, 2)
    text = text.replace("## Low\n\n- [ ] c (1h)\n- [x] d (4h)\n\n", "")
    assert inferred(text).table() == {"dialect": {"totals": "all"}}
    found = inferred(text + "| Medium | 2 |\n")
    assert (found.settings, found.rejected) == ((), ())


def test_totals_that_do_not_tell_are_left_alone() -> None:
    assert inferred(DONE.replace("[x]", "[ ]").format(5, 5)).table() == {}


# What is only said.


def test_unknown_characters_are_not_decided() -> None:
    found = inferred("- [k] a\n- [ ] b\n", "- [k] c\n- [*] d\n")
    assert found.table() == {}
    assert [(one.value, [(place.path, place.line) for place in one.places]) for one in found.undecided] == [
        ({"k": "in-progress"}, [("1.md", 1), ("2.md", 1)]),
        ({"*": "in-progress"}, [("2.md", 2)]),
    ]
    assert found.undecided[0].places[0].text == "- [k] a"


def test_style_is_told() -> None:
    text = "- [ ] Write the tests for the parser (4h)\n- [ ] Read the text of the list (2 days)\n"
    assert inferred(text).style == (
        "forms of tasks: checkbox (2)",
        "units of estimates: hour (1), day (1)",
        "languages: English",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Corregir el error de la página y los textos del menú para una prueba", "Spanish"),
        ("Corrigir o erro da página e os textos do menu, não uma vez", "Portuguese"),
        ("Corriger les erreurs du menu et des pages pour une version", "French"),
        ("Die Fehler und das Menü für den Test mit der Liste", "German"),
        ("Исправить ошибки на странице и в меню для теста", "Russian"),
        ("修复登录页面的错误", "Chinese"),
        ("ログイン画面の不具合を直す", "Japanese"),
        ("로그인 화면 오류 수정", "Korean"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert inferred(f"- [ ] {text}\n").style[-1] == f"languages: {language}"


def test_nothing_comes_of_nothing() -> None:
    assert inferred() == Inferred()
    assert inferred("") == Inferred()
    assert infer([parse(b"- [ ] \xff\n")]) == Inferred()


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("plan.md", "/plan.md"),
        ("docs/plan.md", "/docs/plan.md"),
        ("a [b]*?.md", "/a \\[b]\\*\\?.md"),
        ("#!.md", "/\\#\\!.md"),
    ],
)
def test_a_pattern_means_one_file(path: str, pattern: str) -> None:
    from pathspec import GitIgnoreSpec

    assert include_pattern(path) == pattern
    assert GitIgnoreSpec.from_lines([pattern]).match_file(path)
    assert not GitIgnoreSpec.from_lines([pattern]).match_file(f"other/{path}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_inferred_from_a_real_backlog_finds_nothing_new(path: Path) -> None:
    before = parse(path.read_bytes(), path=path.name)
    table = infer([before]).table()
    dialect = read_settings(table, "test").dialect
    after = parse(path.read_bytes(), path=path.name, dialect=dialect)
    found = {(one.code, one.span) for one in lint(before)}
    assert {(one.code, one.span) for one in lint(after, Config(dialect=dialect))} <= found
