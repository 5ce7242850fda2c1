"""Which tasks a phrase speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.nodes import Selector
from backlogmd.syntax.selector import parse_selector
from backlogmd.vocabulary import DEFAULT, State

# The phrase, the priorities and the words that it selects by.
PHRASES = [
    ("All URGENT tasks", "URGENT", ""),
    ("All HIGH testing tasks", "HIGH", "testing"),
    ("Performance optimization tasks", "", "performance optimization"),
    ("Security fixes", "", "security fixes"),
    ("Documentation can be distributed", "", "documentation"),
    ("Feature implementation can be parallel", "", "feature implementation"),
    ("Testing can be shared", "", "testing"),
    ("Documentation should be done by all", "", "documentation"),
    ("🔴 URGENT", "URGENT", ""),
    ("🔴", "URGENT", ""),
    ("🟡 tasks", "MEDIUM", ""),
    ("**HIGH**", "HIGH", ""),
    ("High Priority", "HIGH", ""),
    ("P0", "URGENT", ""),
    ("p1 tasks", "HIGH", ""),
    ("P0 and P1", "URGENT HIGH", ""),
    ("P0/P1", "URGENT HIGH", ""),
    ("HIGH and MEDIUM bugs", "HIGH MEDIUM", "bugs"),
    ("Critical", "URGENT", ""),
    ("Important notes", "", "important notes"),
    ("customer-feedback-app", "", "customer feedback app"),
    ("Everyone's tests", "", "everyone's tests"),
    ("`parse` errors", "", "parse errors"),
    ("Größe und Länge", "", "größe und länge"),
    ("文档", "", "文档"),
    ("v1.1", "", "v1 1"),
]

EVERYTHING = [
    "",
    " ",
    "TOTAL",
    "Total",
    "total:",
    "**Total**",
    "Grand total",
    "All",
    "all tasks",
    "Everything",
    "Sum",
    "overall",
]


@pytest.mark.parametrize(("phrase", "priorities", "words"), PHRASES)
def test_a_phrase_selects_by_priority_and_by_words(phrase: str, priorities: str, words: str) -> None:
    selector = parse_selector(phrase, DEFAULT)
    assert (" ".join(selector.priorities), " ".join(selector.words), selector.states) == (priorities, words, ())
    assert not selector.selects_all


@pytest.mark.parametrize("phrase", EVERYTHING)
def test_a_total_selects_everything(phrase: str) -> None:
    assert parse_selector(phrase, DEFAULT) == Selector()
    assert parse_selector(phrase, DEFAULT).selects_all


@pytest.mark.parametrize(
    ("phrase", "states"),
    [
        ("Done", {State.DONE}),
        ("completed", {State.DONE}),
        ("In Progress", {State.IN_PROGRESS}),
        ("To Do", {State.OPEN}),
        ("blocked", {State.BLOCKED}),
        ("Cancelled", {State.CANCELLED}),
        ("Open", {State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.DEFERRED, State.QUESTION, State.UNKNOWN}),
    ],
)
def test_a_state_selects_the_tasks_in_it(phrase: str, states: set[State]) -> None:
    selector = parse_selector(phrase, DEFAULT)
    assert (set(selector.states), selector.priorities, selector.words) == (states, (), ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("priority:high", Selector(priorities=("HIGH",))),
        ("priority:P0", Selector(priorities=("URGENT",))),
        ("priority:high priority:low", Selector(priorities=("HIGH", "LOW"))),
        ("priority:strange", Selector(priorities=("STRANGE",))),
        ("state:done", Selector(states=(State.DONE,))),
        ("status:strange", Selector(states=(State.UNKNOWN,))),
        ("category~test", Selector(words=("test",), name="test")),
        ('project:"feedback app"', Selector(words=("feedback", "app"), name="feedback app")),
        (
            "priority:high category:testing state:blocked",
            Selector(("HIGH",), ("testing",), (State.BLOCKED,), "testing"),
        ),
    ],
)
def test_a_query_names_what_it_selects_by(query: str, expected: Selector) -> None:
    assert parse_selector(query, DEFAULT) == expected


def test_the_words_are_kept_as_one_name_too() -> None:
    assert parse_selector("  Performance   Optimization ", DEFAULT).name == "performance optimization"


@settings(deadline=None)
@given(st.text())
def test_any_text_selects_something_or_everything(text: str) -> None:
    selector = parse_selector(text, DEFAULT)
    assert selector.selects_all or selector.priorities or selector.words or selector.states
