"""Which tasks a phrase speaks of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.errors import BacklogmdError
from backlogmd.nodes import Condition, Selector
from backlogmd.syntax.selector import SelectorError, parse_selector, parse_where
from backlogmd.vocabulary import DEFAULT, State

OPEN = (State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.DEFERRED, State.QUESTION, State.UNKNOWN)


def only(key: str, *values: str, operator: str = ":", negated: bool = False, **rest: Any) -> Selector:
    """A selector with this one condition."""
    return Selector(conditions=(Condition(key, operator, values, negated),), **rest)  # type: ignore[arg-type]


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
        ("Priority:High", Selector(priorities=("HIGH",))),
        ("priority:🔴", Selector(priorities=("URGENT",))),
        ("priority:high,low", Selector(priorities=("HIGH", "LOW"))),
        ("priority>=high", Selector(priorities=("URGENT", "HIGH"))),
        ("priority<medium", Selector(priorities=("LOW", "LOWEST"))),
        # Nothing has two priorities.
        ("priority:high priority:low", only("priority", "LOW", priorities=("HIGH",))),
        ("priority:high,none", only("priority", "HIGH", "")),
        ("priority>urgent", only("priority")),
        ("state:done", Selector(states=(State.DONE,))),
        ('state:"in progress"', Selector(states=(State.IN_PROGRESS,))),
        ("state:in-progress,blocked", Selector(states=(State.IN_PROGRESS, State.BLOCKED))),
        ("-state:done", only("state", "done", negated=True)),
        ("!state:done", only("state", "done", negated=True)),
        ("state!=done", only("state", "done", negated=True)),
        ("-state!=done", Selector(states=(State.DONE,))),
        ("category~test", only("category", "test", operator="~")),
        ("category=Testing", only("category", "testing", operator="=")),
        ('project:"feedback app"', only("project", "feedback app")),
        ("project:'a, b',c", only("project", "a, b", "c")),
        ("owner:ana", only("assignee", "ana")),
        ('assignee:"none"', only("assignee", "none")),
        ("assignee:none", only("assignee", "")),
        ("hours>4", only("minutes", "240", operator=">")),
        ("hours:1.5", only("minutes", "90")),
        ("days<=2", only("minutes", "960", operator="<=")),
        ("weeks=1", only("minutes", "2400")),
        ("points>=3", only("points", "3", operator=">=")),
        ("size:m,xl", only("size", "M", "XL")),
        ("estimate:none", only("estimate", "")),
        ("due<2027-03", only("due", "2027-03", operator="<")),
        ("form:heading", only("form", "heading")),
        ("id:T-1,T-2", only("id", "t-1", "t-2")),
        (
            "priority:high category:testing state:blocked",
            only("category", "testing", priorities=("HIGH",), states=(State.BLOCKED,)),
        ),
        # The rest is a phrase.
        ("All HIGH testing tasks state:open", Selector(("HIGH",), ("testing",), OPEN, "all high testing tasks")),
        ("tasks with hours>4", only("minutes", "240", operator=">")),
    ],
)
def test_conditions_are_read_in_documents_and_in_queries_alike(query: str, expected: Selector) -> None:
    assert parse_selector(query, DEFAULT) == expected
    assert parse_where(query, DEFAULT) == expected


@pytest.mark.parametrize(
    ("text", "problem", "words"),
    [
        ("priority:hihg", "unknown priority `hihg`: did you mean `HIGH`?", "hihg"),
        ("priority:4711", "unknown priority `4711`: known are URGENT, HIGH, MEDIUM, LOW, LOWEST and none", "4711"),
        ("state:opne", "unknown state `opne`: did you mean `open`?", "state opne"),
        ("form:hading", "unknown form `hading`: did you mean `heading`?", "form hading"),
        ("prority:high", "unknown condition `prority`: did you mean `priority`?", "prority"),
        ("https://a.org", "unknown condition `https`: known are priority, state, project, category,", "https org"),
        ("hours>few", "`hours>few`: `few` is no number such as 4 or 1.5", "hours few"),
        ("hours>-4", "`hours>-4`: `-4` is no number such as 4 or 1.5", "hours 4"),
        ("hours:2h", "`hours:2h`: `2h` is no number such as 4 or 1.5", "hours 2h"),
        ("due<tomorrow", "`due<tomorrow`: `tomorrow` is no date such as 2027-03-01 or 2027-03", "due tomorrow"),
        ("size:huge", "unknown size `HUGE`: known are XXS, XS, S, M, L, XL, XXL, XXXL", "size huge"),
        ("estimate:4h", "`estimate:4h`: write `estimate:none`, or amounts as `hours>4` or `points>=3`", "estimate 4h"),
        (
            "project>api",
            "`project>api`: `>` is no question to ask of project, but `:`, `~`, `=`, `!=` are",
            "project api",
        ),
        ('text:"log in', '`text:"log`: the quotation mark " is not closed', "text log"),
        ("text:''", "`text:''`: there is nothing between the quotation marks", "text"),
    ],
)
def test_what_is_no_condition_is_an_error_in_a_query_and_words_in_a_document(
    text: str, problem: str, words: str
) -> None:
    with pytest.raises(BacklogmdError) as caught:
        parse_where(text, DEFAULT)
    assert str(caught.value).startswith(problem)
    read = parse_selector(text, DEFAULT)
    assert read.conditions == ()
    assert set(words.split()) - {"high"} <= set(read.words)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("priority: high", "`priority:` has no value: write it right after the `:`"),
        ("hours > 4", None),
        ("state:open or state:done", "`or` is not understood between conditions"),
        ("state:open || state:done", "`||` is not understood between conditions"),
        ("not state:open", "`not` is not understood between conditions"),
        ("priority:high, low", "`,` is not understood between conditions"),
        ("priority:high , state:open", "`,` is not understood between conditions"),
        ("state:open and priority:high", None),
        ("(state:open)", "`(` is not understood between conditions"),
        ("text:log(in)", "`(` is not understood between conditions"),
        ('text:"log(in)"', None),
        ("Feature: dark mode", None),
        ("T-1, T-2", None),
        ("Login or logout", None),
    ],
)
def test_queries_of_other_languages_are_told_apart_from_phrases(text: str, problem: str | None) -> None:
    if problem is None:
        assert parse_where(text, DEFAULT) == parse_selector(text, DEFAULT)
    else:
        with pytest.raises(SelectorError) as caught:
            parse_where(text, DEFAULT)
        assert str(caught.value).startswith(problem)


def test_the_words_are_kept_as_one_name_too() -> None:
    assert parse_selector("  Performance   Optimization ", DEFAULT).name == "performance optimization"


@settings(deadline=None)
@given(st.text())
def test_any_text_selects_something_or_everything(text: str) -> None:
    selector = parse_selector(text, DEFAULT)
    assert selector.selects_all or selector.priorities or selector.words or selector.states or selector.conditions


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"-!:=<>~,'\" ", "priority", "hours", "text", "high", "4", "none", "é"])).map("".join))
def test_what_looks_like_conditions_is_read_or_named(text: str) -> None:
    read = parse_selector(text, DEFAULT)
    try:
        asked = parse_where(text, DEFAULT)
    except BacklogmdError:
        return
    assert asked.conditions == read.conditions
