"""The words of the default dialect."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from backlogmd.vocabulary import DEFAULT, FieldKind, Phrases, State, plain_name

MAPPINGS: dict[str, Mapping[str, object]] = {
    "role_names": DEFAULT.role_names,
    "section_states": DEFAULT.section_states,
    "state_words": DEFAULT.state_words,
    "field_names": DEFAULT.field_names,
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_phrases_are_written_as_they_are_looked_up(name: str) -> None:
    odd = [phrase for phrase in MAPPINGS[name] if phrase != plain_name(phrase) or not phrase]
    assert odd == []


def test_a_word_belongs_to_one_level() -> None:
    words = [word for level in DEFAULT.levels for word in (level.name.lower(), *level.words)]
    # The name of a level is among its words.
    twice = {word for word in words if words.count(word) > 1} - {level.name.lower() for level in DEFAULT.levels}
    assert twice == set()
    levels = {word: {level.name for level in DEFAULT.levels if word in level.words} for word in words}
    assert {word: names for word, names in levels.items() if len(names) > 1} == {}


def test_weak_words_are_words_of_levels() -> None:
    words = {word for level in DEFAULT.levels for word in level.words}
    assert set(DEFAULT.weak_words) - words == set()
    assert set(DEFAULT.context_words) - words == set()


def test_a_section_state_is_a_state_of_a_field_as_well() -> None:
    assert {
        word: state for word, state in DEFAULT.section_states.items() if DEFAULT.state_words[word] is not state
    } == {}


FIELDS = {
    "Effort": FieldKind.ESTIMATE,
    "**Effort:**": FieldKind.ESTIMATE,
    "Est. Time (hours):": FieldKind.ESTIMATE,
    "estimated_time": FieldKind.ESTIMATE,
    "T-shirt size": FieldKind.ESTIMATE,
    "工时（h）": FieldKind.ESTIMATE,
    "見積もり": FieldKind.ESTIMATE,
    "Aufwand": FieldKind.ESTIMATE,
    "Estimativa": FieldKind.ESTIMATE,
    "Durée": FieldKind.ESTIMATE,
    "Оценка": FieldKind.ESTIMATE,
    "예상 시간": FieldKind.ESTIMATE,
    "Realtime": FieldKind.ACTUAL,
    "Time spent": FieldKind.ACTUAL,
    "Priorität": FieldKind.PRIORITY,
    "优先级": FieldKind.PRIORITY,
    "Severity": FieldKind.SEVERITY,
    "状态": FieldKind.STATE,
    "Statut": FieldKind.STATE,
    "Assigned to": FieldKind.ASSIGNEE,
    "Responsável": FieldKind.ASSIGNEE,
    "担当者": FieldKind.ASSIGNEE,
    "Target date": FieldKind.DUE,
    "Fix by": FieldKind.DUE,
    "depends-on": FieldKind.DEPENDS,
    "Blocked by": FieldKind.DEPENDS,
    "Dépend.": FieldKind.DEPENDS,
    "依赖": FieldKind.DEPENDS,
    "Sprint": FieldKind.SPRINT,
    "Labels": FieldKind.LABELS,
    "User Story": FieldKind.TITLE,
    "任务": FieldKind.TITLE,
    "Задача": FieldKind.TITLE,
    "#": FieldKind.ID,
    "№": FieldKind.ID,
    # When, not how much.
    "Timeline": None,
    "Total": None,
    "Notes on effort": None,
    "": None,
}


@pytest.mark.parametrize(("name", "kind"), FIELDS.items())
def test_a_field_is_known_by_its_name(name: str, kind: FieldKind | None) -> None:
    assert DEFAULT.field_kind(name) is kind


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("to do", State.OPEN),
        ("not started", State.OPEN),
        ("pendente", State.OPEN),
        ("in review", State.IN_PROGRESS),
        ("en proceso", State.IN_PROGRESS),
        ("进行中", State.IN_PROGRESS),
        ("erledigt", State.DONE),
        ("완료", State.DONE),
        ("готово", State.DONE),
        ("won't fix", State.CANCELLED),
        ("on hold", State.BLOCKED),
        ("отложено", State.DEFERRED),
        ("needs clarification", State.QUESTION),
    ],
)
def test_a_state_is_known_by_its_words(words: str, state: State) -> None:
    assert DEFAULT.state_words[words] is state


def test_a_phrase_keeps_its_first_meaning() -> None:
    phrases = Phrases({"one": "a, b c", "two": "b c,\n    d"})
    assert dict(phrases) == {"a": "one", "b c": "one", "d": "two"}
    assert (len(phrases), phrases.get("e")) == (3, None)
