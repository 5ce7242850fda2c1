"""The words of amounts: which are units, and in which form they stand beside a number."""

from __future__ import annotations

import pytest

from backlogmd.syntax.units import HALVES, LONGEST_PHRASE, MEANINGS, UNITS, agreeing, unit_of

# How a person writes 0, 1, 1.5, 2, 5, 11, 21, 22 and 25 of each.
NUMBERS = ("0", "1", "1.5", "2", "5", "11", "21", "22", "25")
FORMS = {
    "hours": "hours hour hours hours hours hours hours hours hours",
    "Tage": "Tage Tag Tage Tage Tage Tage Tage Tage Tage",
    "Stunde": "Stunden Stunde Stunden Stunden Stunden Stunden Stunden Stunden Stunden",
    "heures": "heure heure heure heures heures heures heures heures heures",
    "mois": "mois mois mois mois mois mois mois mois mois",
    "horas": "horas hora horas horas horas horas horas horas horas",
    "día": "días día días días días días días días días",
    "mês": "meses mês meses meses meses meses meses meses meses",
    "часа": "часов час часа часа часов часов час часа часов",
    "дней": "дней день дня дня дней дней день дня дней",
    "неделю": "недель неделю недели недели недель недель неделю недели недель",
    "балл": "баллов балл балла балла баллов баллов балл балла баллов",
    "小时": "小时 小时 小时 小时 小时 小时 小时 小时 小时",
    "시간": "시간 시간 시간 시간 시간 시간 시간 시간 시간",
    "h": "h h h h h h h h h",
    "Hours": "Hours Hour Hours Hours Hours Hours Hours Hours Hours",
    "HOUR": "HOURS HOUR HOURS HOURS HOURS HOURS HOURS HOURS HOURS",
    "person-days": "person-days person-day " + "person-days " * 7,
}


@pytest.mark.parametrize("unit", FORMS)
def test_a_unit_agrees_with_its_number(unit: str) -> None:
    assert [agreeing(unit, number) for number in NUMBERS] == FORMS[unit].split()


def test_phrases_agree_as_a_whole() -> None:
    assert agreeing("dias úteis", "1") == "dia útil"
    assert agreeing("рабочих дней", "2") == "рабочих дня"
    assert agreeing("working day", "3") == "working days"


def test_some_words_ask_for_the_genitive() -> None:
    assert [agreeing("часов", number, genitive=True) for number in NUMBERS] == (
        "часов часа часа часов часов часов часа часов часов".split()
    )


def test_what_a_unit_is_counted_in_makes_no_other_unit() -> None:
    assert [unit_of(f"{kind} days") for kind in ("person", "working", "dev", "business")] == ["day"] * 4
    assert [unit_of(word) for word in ("man-hours", "man hours", "story points")] == ["hour", "hour", "point"]
    assert [unit_of(word) for word in ("rainy days", "person d", "work points", "days work", "")] == [None] * 5


def test_the_tables_hold_together() -> None:
    assert set(UNITS) & set(MEANINGS) == set()
    assert all(word == word.lower() for word in (*UNITS, *MEANINGS, *HALVES))
    assert all(unit_of(unit) is not None for unit in HALVES.values())
    assert max(len(phrase.split()) for phrase in (*UNITS, *MEANINGS)) <= LONGEST_PHRASE
