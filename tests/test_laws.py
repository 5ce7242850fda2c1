"""What holds for every text, whatever stands in it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

import backlogmd
from backlogmd import Document, Span
from backlogmd.nodes import Claim

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Texts that look like backlogs.

INDENTATION = ["", "", "", "", "  ", "    ", "\t", "> ", ">", "   ", "      ", "- ", "1. ", " "]
MARKERS = [
    "- [ ] ",
    "- [x] ",
    "* [~] ",
    "+ [k] ",
    "1. [ ] ",
    "- [] ",
    "-[ ] ",
    "- ",
    "* ",
    "12) ",
    "",
    "",
    "# ",
    "## ",
    "### ",
    "| ",
    "[ ] ",
]
WORDS = [
    "Fix the login",
    "**Fix**",
    "*it*",
    "~~old~~",
    "`code`",
    "(4 hours)",
    "(2-3 days)",
    "[3d]",
    "~2h",
    "- 4h",
    "(8 pts)",
    "(M)",
    "Estimate: 4h",
    "[T-014]",
    "T-014:",
    "#12",
    "#tag",
    "@ana",
    "assignee: bob",
    "(depends: a, b)",
    "📅 2026-03-01",
    "[due:: 2026-03-01]",
    "due 2026-03-01",
    "🔴",
    "游댮",
    "游",
    "ðŸ”´",
    "URGENT",
    "HIGH -",
    "P0:",
    "(A)",
    "!!",
    "High Priority",
    "[2/5]",
    "[40%]",
    "Phase 1",
    "Version 1.1",
    "Summary",
    "Known Issues",
    "Critical",
    "Resources",
    "Success Metrics",
    "> 99.9%",
    "< 5s for 10MB",
    "Timeline",
    "Assignments",
    "All HIGH tasks",
    "Total: 402 hours",
    "Progress: 3/37 (8%)",
    "Tasks: 24",
    "12 of 57 tasks done",
    "TOTAL",
    "42 hours",
    "| ",
    " |",
    "Priority | Hours |",
    "HIGH | 4h |",
    "https://example.org/a_(b)",
    "[a](b)",
    "[a]: /b",
    "[[x]]",
    "<!--",
    "-->",
    "<b>",
    "\\|",
    "\\[ ]",
    "\u00a0",
    "\ufeff",
    "\ufffd",
    "\u202e",
    "\u2028",
    "\x0c",
    "\x1b[31m",
    "é",
    "修复",
    "👩‍💻",
    "(",
    ")",
    "[",
    "]",
    "`",
    "**",
    "_",
    ":",
    "  ",
    "\\",
]
WHOLE = [
    "",
    "",
    "",
    " ",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "````md",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<details>",
    "|---|---|",
    "| - | :-: |",
    "|---|",
    "| Priority | Hours |",
    "| HIGH | 4 |",
    "| **TOTAL** | **9 hours** |",
    "title: x",
    "- [ ] **Fix the login** (4 hours)",
    "  - look at it",
    "### 🔴 URGENT - Bug Fixes",
    "## Time Estimates Summary",
    "    - [ ] code",
    "- All URGENT tasks",
    "1. Missing tests",
    "-",
    "- [ ]",
    ">",
]

line = st.one_of(
    st.sampled_from(WHOLE),
    st.builds(
        lambda indentation, marker, words: "".join(indentation) + marker + " ".join(words),
        st.lists(st.sampled_from(INDENTATION), max_size=3),
        st.sampled_from(MARKERS),
        st.lists(st.sampled_from(WORDS), max_size=5),
    ),
)
lines = st.lists(line, max_size=14)
backlogs = lines.map("\n".join)
mixed_backlogs = st.builds(
    lambda lines, ends, bom: bom + "".join(text + end for text, end in zip(lines, ends, strict=False)),
    lines,
    st.lists(st.sampled_from(["\n", "\r\n", "\r", "\n\n", "", "\0\n"]), min_size=14, max_size=14),
    st.sampled_from(["", "\ufeff"]),
)
any_text = st.one_of(mixed_backlogs, backlogs, st.text(), st.text(st.characters()))  # lone surrogates too
any_bytes = st.one_of(
    st.binary(),
    any_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(lambda text, junk: text.encode("utf-16") + junk, st.text(), st.binary(max_size=3)),
    st.builds(lambda text: text.encode("cp1252", "replace"), st.text(st.sampled_from("- [ ]\n# äöü€"))),
)

law = settings(deadline=None, max_examples=200)


# Nothing is refused, and everything is given back.


@law
@given(any_text)
def test_any_text_is_read_checked_and_given_back(text: str) -> None:
    document = backlogmd.parse(text)
    backlogmd.lint(document)
    assert document.source.text == text


@law
@given(any_bytes)
def test_any_bytes_are_read_checked_and_given_back(data: bytes) -> None:
    document = backlogmd.parse(data)
    backlogmd.lint(document)
    assert document.source.text.encode("utf-8", "surrogateescape") == data


@law
@given(any_text)
def test_a_document_and_its_text_have_the_same_findings(text: str) -> None:
    assert backlogmd.lint(text) == backlogmd.lint(backlogmd.parse(text))


@law
@given(any_text)
def test_every_finding_and_every_edit_lies_in_the_text(text: str) -> None:
    whole = Span(0, len(text))
    for one in backlogmd.lint(text):
        assert whole.holds(one.span)
        for edit in one.fix.edits if one.fix else ():
            assert whole.holds(edit.span)


# Places.


def children(node: object) -> Iterator[object]:
    """The values of a node, those in tuples too."""
    assert is_dataclass(node)
    for field in fields(node):
        if field.name.startswith("_") or field.name == "source":
            continue
        if isinstance(node, Claim) and field.name == "scope":
            continue  # a claim may be about more than the place where it stands
        value = getattr(node, field.name)
        yield from value if isinstance(value, tuple) and not isinstance(value, Span) else (value,)


def check_places(node: object, around: Span) -> None:
    span = getattr(node, "span", around)
    assert around.holds(span), node
    for child in children(node):
        if isinstance(child, Span):
            assert span.holds(child), node
        elif isinstance(child, tuple):
            for cell in child:
                check_places(cell, span)
        elif is_dataclass(child):
            check_places(child, span)


@law
@given(any_text)
@example("- [ ]")
@example("## \n- [ ] \n  -\n\n|a|\n|-|\n||")
def test_every_part_lies_in_the_part_that_it_belongs_to(text: str) -> None:
    document = backlogmd.parse(text)
    check_places(document, Span(0, len(text)))


@law
@given(any_text)
def test_tasks_and_sections_stand_in_the_order_of_the_text(text: str) -> None:
    document = backlogmd.parse(text)
    for nodes in (document.tasks, document.all_sections):
        starts = [node.span.start for node in nodes]
        assert starts == sorted(set(starts))


@law
@given(any_text)
def test_what_is_around_a_task_holds_it(text: str) -> None:
    document = backlogmd.parse(text)
    for task in document.tasks:
        spans = [one.span for one in document.parents_of(task)]
        for inner, outer in zip([task.span, *spans], [*spans, document.span], strict=True):
            assert outer.holds(inner)
        assert task in document.tasks_in(task.span)


# Line ends.


def moved(document: Document, place: Callable[[int], int] = lambda at: at) -> object:
    """A tree as nested tuples, its places moved; the whole document has no place."""

    def walk(value: object, name: str = "") -> object:
        if isinstance(value, Span):
            everything = name == "scope" and value == document.span
            return "everything" if everything else (place(value.start), place(value.end))
        if isinstance(value, tuple):
            return tuple(walk(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return (type(value).__name__, *(walk(getattr(value, name), name) for name in names(value)))
        return value

    def names(value: DataclassInstance) -> Iterator[str]:
        own = {"source", "span"} if value is document else set()
        yield from (field.name for field in fields(value) if field.name not in own and not field.name.startswith("_"))

    return walk(document)


@law
@given(backlogs.filter(lambda text: "\r" not in text))
def test_line_ends_change_nothing_but_places(text: str) -> None:
    ends = [index for index, character in enumerate(text) if character == "\n"]
    tree = backlogmd.parse(text)
    with_both = backlogmd.parse(text.replace("\n", "\r\n"))
    with_returns = backlogmd.parse(text.replace("\n", "\r"))
    assert moved(with_both) == moved(tree, lambda at: at + bisect_left(ends, at))
    assert moved(with_returns) == moved(tree)


@law
@given(backlogs)
def test_a_byte_order_mark_changes_nothing_but_places(text: str) -> None:
    text = text.lstrip("\ufeff")
    tree, marked = backlogmd.parse(text), backlogmd.parse("\ufeff" + text)
    assert moved(marked) == moved(tree, lambda at: at + 1)


# Round trips.


@law
@given(mixed_backlogs)
def test_a_document_comes_back_from_json_as_it_was(text: str) -> None:
    document = backlogmd.parse(text, path="BACKLOG.md")
    again = backlogmd.from_json(backlogmd.to_json(document))
    assert again == document
    assert again.tasks == document.tasks
    assert backlogmd.lint(again) == backlogmd.lint(document)


def test_a_document_nested_as_deep_as_it_goes_comes_back_from_json() -> None:
    text = "".join(f"{'  ' * depth}- [ ] task {depth}\n" for depth in range(300))
    document = backlogmd.parse(text)
    assert backlogmd.from_json(backlogmd.to_json(document)) == document


# The plugin.


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


WITH_PLUGIN = parser().use(backlogmd.backlog_plugin)
WITHOUT_PLUGIN = parser()

# markdown-it makes every line end a line feed and NUL a replacement character, and takes a byte order mark for text;
# the front matter plugin takes `- x--` on the first line for front matter.
normalised = backlogs.filter(lambda text: not re.search("[\\r\\0]|^\ufeff|^-[^\\n]+--", text))


@law
@given(normalised)
def test_the_plugin_gives_the_document_that_parse_gives(text: str) -> None:
    env: dict[str, Any] = {}
    WITH_PLUGIN.parse(text, env)
    assert env["backlog"] == backlogmd.parse(text)


@law
@given(any_text)
def test_the_plugin_changes_no_html(text: str) -> None:
    assert WITH_PLUGIN.render(text) == WITHOUT_PLUGIN.render(text)


# Work.

GROWING: dict[str, Callable[[int], str]] = {
    "tasks": lambda n: "- [ ] **Fix** the login (4 hours) #a @b\n" * n,
    "different tasks": lambda n: "".join(f"- [ ] Fix number {i} ({i}h)\n" for i in range(n)),
    "notes": lambda n: "- [ ] a\n" + "  - note\n" * n,
    "headings": lambda n: "## 🔴 URGENT - Bug Fixes\n- [ ] a (4h)\n" * n,
    "projects": lambda n: "".join(f"## project-{i}\n### HIGH - Tests\n- [ ] a{i} (4h)\n" for i in range(n)),
    "nested tasks": lambda n: "".join("  " * (i % 80) + "- [ ] a (4h)\n" for i in range(n)),
    "nested quotes": lambda n: "".join(">" * (i % 40) + " - [ ] a\n\n" for i in range(n)),
    "markers in one line": lambda n: "- " * n + "[ ] a\n",
    "quotes in one line": lambda n: "> " * n + "- [ ] a\n",
    "lines of a paragraph": lambda n: "words\n" * n,
    "lines of a title": lambda n: "- [ ] a\n" + "  words\n" * n,
    "claims": lambda n: "Total: 4 hours\n\n" * n,
    "rows": lambda n: "| Priority | Hours |\n|---|---|\n" + "| HIGH | 4 |\n" * n,
    "cells": lambda n: "|" + " a |" * n + "\n|" + "---|" * n + "\n|" + " 4 |" * n + "\n",
    "tables": lambda n: "| Priority | Hours |\n|---|---|\n| HIGH | 4 |\n\n" * n,
    "assignments": lambda n: "- [ ] a\n\n# Assignments\n\n## Ana\n" + "".join(f"- word{i} tasks\n" for i in range(n)),
    "brackets": lambda n: "- [ ] " + "(4h) [T-1] " * n + "\n",
    "open brackets": lambda n: "- [ ] " + "[(" * n + "\n",
    "backticks": lambda n: "- [ ] " + "".join("`" * (i % 60) + " " for i in range(n)) + "\n",
    "emphasis": lambda n: "- [ ] " + "**a *b _c" * n + "\n",
    "comments": lambda n: "- [ ] " + "<!-- " * n + "\n",
    "damaged emoji": lambda n: "### 游 HIGH\n- [ ] 游댮 a\n" * n,
    "unclosed fences": lambda n: "- [ ] a\n```\n" * n,
    "blocks": lambda n: "- [ ] a (4h)\n\n<!-- backlogmd:totals -->\n<!-- /backlogmd:totals -->\n\n" * n,
    "blocks of many rows": lambda n: (
        "".join(f"# project {i}\n\n- [ ] a\n\n" for i in range(n))
        + "<!-- backlogmd:totals by=project -->\n<!-- /backlogmd:totals -->\n\n" * n
    ),
    "open markers": lambda n: "<!-- backlogmd:totals -->\n\n" * n + "<!-- /backlogmd:progress -->\n\n" * n,
    "nested markers": lambda n: "<!-- backlogmd:progress -->\n" * n + "<!-- /backlogmd:progress -->\n" * n,
    "markers without an end": lambda n: "- [ ] <!-- backlogmd:totals\n" * n,
    "half boxes": lambda n: "- [] a\n-[ ] b\n" * n,
}


def calls(text: str) -> int:
    """How many functions are called to read and to check *text*, those written in C too."""
    number = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        backlogmd.lint(text)
    finally:
        sys.setprofile(before)
    return number


@pytest.mark.parametrize("text_of", GROWING.values(), ids=GROWING)
def test_twice_the_text_is_twice_the_work(text_of: Callable[[int], str]) -> None:
    backlogmd.lint(text_of(10))  # what is made once is made now
    once, twice = calls(text_of(400)), calls(text_of(800))
    assert twice <= 2.1 * once + 1000


# Runs of one thing in one line, which expressions could try in every possible length.
RUNS = [" ", "\u00a0", "_", "*", "`", "[", "(", "-", ":", "1", "a ", "<!--"]
PLACES = {
    "a task": "- [ ] x{}x",
    "a note": "- [ ] a\n  - x{}x",
    "the estimate of a note": "- [ ] a\n  - Estimate: x{}x",
    "a heading": "# x{}x\n- [ ] a",
    "a paragraph": "x{}x",
    "a total": "Total: x{}x",
    "a cell": "| Priority | Hours |\n|---|---|\n| x{}x | 4 |",
    "a figure": "| Priority | Hours |\n|---|---|\n| HIGH | x{}x |",
    "a resource": "# Resources\n- x{}x",
    "a metric": "# Success Metrics\n- x{}x",
    "an assignment": "# Assignments\n## A\n- x{}x",
    "a known issue": "# Known Issues\n1. x{}x",
}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_long_runs_are_read_without_trying_every_length(place: str) -> None:
    # Nothing is measured: where every length is tried, this takes many minutes.
    for run in RUNS:
        text = place.format(run * (200_000 // len(run)))
        document = backlogmd.parse(text)
        backlogmd.lint(document)
        assert document.source.text == text
