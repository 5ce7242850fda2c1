"""An edit by program changes what it means and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd import Document, Editor, Section, Span, State, Task
from backlogmd.editor import EditError
from backlogmd.errors import BacklogmdError
from backlogmd.vocabulary import DEFAULT, Form
from tests import printed
from tests.test_laws import any_text, mixed_backlogs

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def after(text: str, edit: Callable[[Editor, Document], object], *, path: str | None = None) -> str:
    document = backlogmd.parse(text, path=path)
    editor = Editor(document)
    edit(editor, document)
    return editor.text


def refusal(text: str, edit: Callable[[Editor, Document], object], *, path: str | None = None) -> str:
    document = backlogmd.parse(text, path=path)
    editor = Editor(document)
    with pytest.raises(EditError) as caught:
        edit(editor, document)
    assert editor.text == text
    assert editor.document.tasks == document.tasks
    assert "\n" not in str(caught.value)
    return str(caught.value)


def line(written: str, edit: Callable[[Editor, Task], object]) -> str:
    """The line of a task after an edit of it."""
    return (
        after(f"- [ ] {written}\n", lambda editor, document: edit(editor, document.tasks[0]))
        .removeprefix("- [ ] ")
        .removesuffix("\n")
    )


# States.


@pytest.mark.parametrize(
    ("state", "character"),
    [
        (State.DONE, "x"),
        (State.IN_PROGRESS, "/"),
        (State.CANCELLED, "-"),
        (State.DEFERRED, ">"),
        (State.BLOCKED, "!"),
        (State.QUESTION, "?"),
    ],
)
def test_a_tick_changes_one_character(state: State, character: str) -> None:
    text = "# A\r\n\r\n* [ ]  **One** (4h)  \r\n  * [ ] two"
    assert after(text, lambda e, d: e.set_state(d.tasks[0], state)) == text.replace("* [ ]  ", f"* [{character}]  ")
    assert after(text, lambda e, d: e.set_state(d.tasks[1], state)) == text.replace("[ ] two", f"[{character}] two")


def test_a_state_is_written_as_the_document_writes_it_most_often() -> None:
    text = "- [X] a\n- [X] b\n- [x] c\n- [~] d\n- [ ] e\n"
    assert after(text, lambda e, d: e.set_state(d.tasks[4], State.DONE)) == text.replace("[ ]", "[X]")
    assert after(text, lambda e, d: e.set_state(d.tasks[4], State.IN_PROGRESS)) == text.replace("[ ]", "[~]")


def test_a_state_that_is_set_already_changes_nothing() -> None:
    text = "- [X] a\n- [x] b\n- [x] c\n"
    assert after(text, lambda e, d: e.set_state(d.tasks[0], State.DONE)) == text


def test_a_state_without_a_character_is_refused() -> None:
    assert refusal("- [ ] a\n", lambda e, d: e.set_state(d.tasks[0], State.UNKNOWN)) == (
        "line 1: the state cannot be set to `unknown`: there is no way to write this here"
    )


# Titles.


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("Ship", "Sail on"),
        ("**Ship** (4 hours) @ana", "**Sail on** (4 hours) @ana"),
        ("*Ship*", "*Sail on*"),
        ("~~Ship~~", "~~Sail on~~"),
        ("__Ship__ #sea", "__Sail on__ #sea"),
        ("T-1: **Ship** - 4 hours", "T-1: **Sail on** - 4 hours"),
        ("[P1] Ship 📅 2027-03-01", "[P1] Sail on 📅 2027-03-01"),
        ("🔴 Ship `it` now ^abc", "🔴 Sail on ^abc"),
        ("(4 hours) Ship\n      and more", "(4 hours) Sail on"),
        ("Ship #12", "Sail on"),
        ("", "Sail on"),
        ("(4 hours)", "(4 hours) Sail on"),
    ],
)
def test_a_title_takes_the_place_of_the_title(before: str, written: str) -> None:
    assert line(before, lambda e, task: e.set_title(task, "Sail on")) == written


@pytest.mark.parametrize(
    "title", ["[x] marks", "It's 4 hours ahead", "Read RFC-2119", "修复 🎉", "C:\\temp", "a_b_c", "v1.2 of x/y#3"]
)
def test_a_title_that_is_read_as_it_is_is_written_as_it_is(title: str) -> None:
    document = backlogmd.parse("- [ ] **Ship** (4 hours)\n")
    editor = Editor(document)
    assert editor.set_title(document.tasks[0], title).title.text == title
    assert editor.text == f"- [ ] **{title}** (4 hours)\n"


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Sail (2 hours)", "the estimate of a task would change"),
        ("T-7 Sail", "the id of a task would change"),
        ("[T-7] Sail", "the id of a task would change"),
        ("HIGH: Sail", "the priority of a task would change"),
        ("🔴 Sail", "the priority of a task would change"),
        ("Sail due 2027-01-01", "the dates of a task would change"),
        ("Sail depends:T-1", "the depends on of a task would change"),
        ("Sail [2/5]", "the progress of a task would change"),
        ("Sail @bob", "it would be read as something else"),
        ("Sail #sea", "it would be read as something else"),
        ("Sail **on**", "it would be read as something else"),
        ("Sail  on", "it would be read as something else"),
        (" Sail", "it would be read as something else"),
        ("**Sail**", "it would be read as something else"),
        ("Sail <!-- on -->", "it would be read as something else"),
    ],
)
def test_a_title_that_would_be_read_as_something_else_is_refused(title: str, why: str) -> None:
    said = refusal("# A\n- [ ] Ship (4 hours)\n", lambda e, d: e.set_title(d.tasks[0], title), path="TODO.md")
    assert said == f"TODO.md:2: the title cannot be {title!r}: {why}"


@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\r", "a\u2028b", "\n- [ ] b"])
def test_a_title_is_one_line_of_text(title: str) -> None:
    for edit in (lambda e, d: e.set_title(d.tasks[0], title), lambda e, _: e.add_task(None, title)):
        assert refusal("- [ ] Ship\n", edit).endswith(f"the title {title!r} is not one line of text")


def test_tags_and_names_in_a_title_go_with_it_and_those_behind_it_stay() -> None:
    text = "- [ ] Ask @ana about #sea now (4h) @bob #land\n"
    document = backlogmd.parse(text)
    new = Editor(document).set_title(document.tasks[0], "Ask @ana again")
    assert [one.text for one in new.assignees] == ["ana", "bob"]
    assert [one.text for one in new.tags] == ["land"]


# Estimates.


@pytest.mark.parametrize(
    ("before", "wanted", "written"),
    [
        # A number takes the unit and the form of what was there.
        ("Ship (4 hours)", 60, "Ship (1 hour)"),
        ("Ship (1 hour)", 150, "Ship (2.5 hours)"),
        ("**Ship** [3d] @ana", 960, "**Ship** [2d] @ana"),
        ("Ship ~4h", 120, "Ship (2h)"),
        ("Ship (~4h)", 120, "Ship (2h)"),
        ("Ship (10+ hours)", 120, "Ship (2 hours)"),
        ("Ship (2-3 days)", 480, "Ship (1 day)"),
        ("Ship (1h30m)", 120, "Ship (2 hours)"),
        ("Ship est:4h risk:low", 120, "Ship est:2h risk:low"),
        ("Ship [estimate:: 4h] ^abc", 120, "Ship [estimate:: 2h] ^abc"),
        ("Ship - 4 hours", 120, "Ship - 2 hours"),
        ("Ship (4 hours)", 100, "Ship (100 minutes)"),
        # A text is written as it is.
        ("Ship (4 hours)", "2-3 days", "Ship (2-3 days)"),
        ("Ship (4 hours)", "~2h", "Ship (~2h)"),
        ("Ship [id:1 est:4h risk:low]", "5 pts", "Ship [id:1 est:5pts risk:low]"),
        ("Ship (4 hours)", "M", "Ship (M)"),
        # Where there was none, round brackets behind the title.
        ("Ship", 240, "Ship (4 hours)"),
        ("**Ship** @ana #sea", "4h", "**Ship** (4h) @ana #sea"),
        ("**Ship** ^abc", "4h", "**Ship** (4h) ^abc"),
        ("Ship `it`", "4h", "Ship `it` (4h)"),
        ("Ship all of it:", "4h", "(4h) Ship all of it:"),  # behind it, the colon would be lost
        ("", "4h", "(4h)"),
        # None takes it away, with what was round it.
        ("Ship (4 hours)", None, "Ship"),
        ("**Ship** (4 hours) @ana", None, "**Ship** @ana"),
        ("(4 hours) **Ship**", None, "**Ship**"),
        ("Ship **(4 hours)** @ana", None, "Ship @ana"),
        ("Ship - 4 hours", None, "Ship"),
        ("Ship: 4 hours", None, "Ship"),
        ("Ship ⏱️ 2h 📅 2027-03-01", None, "Ship 📅 2027-03-01"),
        ("Ship [Effort: 3d]", None, "Ship"),
        ("Ship @est(4h) now", None, "Ship now"),
        ("Ship est:4h risk:low", None, "Ship risk:low"),
        ("Ship [id:1 est:4h risk:low]", None, "Ship [id:1 risk:low]"),
        ("Ship\n  - Estimate: 4 hours\n  - A note", None, "Ship\n  - A note"),
        ("Ship\n  - Estimate: 4 hours\n  - A note", 120, "Ship\n  - Estimate: 2 hours\n  - A note"),
        ("Ship", None, "Ship"),
    ],
)
def test_an_estimate_is_written_like_the_one_before(before: str, wanted: str | int | None, written: str) -> None:
    assert line(before, lambda e, task: e.set_estimate(task, wanted)) == written


@pytest.mark.parametrize(
    ("neighbour", "written"),
    [
        ("**Sail** (4 hours)", "Ship (3 hours) @ana"),
        ("Sail [4h]", "Ship [3h] @ana"),
        ("(4h) Sail", "(3h) Ship @ana"),
        ("Sail @bob (4h)", "Ship @ana (3h)"),
        ("Sail est:4h", "Ship est:3h @ana"),
        ("Sail [estimate:: 4h]", "Ship [estimate:: 3h] @ana"),
        ("Sail (240 min)", "Ship (180 min) @ana"),
        ("Sail ⏱️ 2h", "Ship ⏱️ 3h @ana"),
        ("Sail - 2h", "Ship - 3h @ana"),
        ("Sail: 2h", "Ship: 3h @ana"),
    ],
)
def test_a_new_estimate_is_written_like_that_of_a_neighbour(neighbour: str, written: str) -> None:
    text = f"- [ ] {neighbour}\n- [ ] Ship @ana\n"
    assert after(text, lambda e, d: e.set_estimate(d.tasks[1], 180)) == f"- [ ] {neighbour}\n- [ ] {written}\n"


def test_an_estimate_of_another_task_can_be_given() -> None:
    text = "- [ ] a (~2-3d)\n- [ ] b (1 hour)\n"
    assert (
        after(text, lambda e, d: e.set_estimate(d.tasks[1], d.tasks[0].estimate))
        == "- [ ] a (~2-3d)\n- [ ] b (~2-3d)\n"
    )


def test_an_estimate_whose_text_alone_says_nothing_is_written_as_a_figure() -> None:
    text = "- [ ] a\n\n| Priority | Hours |\n|---|---|\n| HIGH | 4 |\n| LOW | 2-3 |\n"
    values: list[Any] = [claim.value for claim in backlogmd.parse(text).claims]
    assert after(text, lambda e, d: e.set_estimate(d.tasks[0], values[0])) == text.replace("a", "a (4 hours)", 1)
    assert after(text, lambda e, d: e.set_estimate(d.tasks[0], values[1])) == text.replace("a", "a (2-3 hours)", 1)


@pytest.mark.parametrize("text", ["soon", "", "4 hours ahead", "4h)", " 4h", "4h\n"])
def test_a_text_that_is_no_estimate_is_refused(text: str) -> None:
    said = refusal("- [ ] a\n", lambda e, d: e.set_estimate(d.tasks[0], text))
    assert said == f"line 1: {text!r} is no estimate; write it as `4 hours`, `2-3 days` or `5 pts`"


def test_an_estimate_behind_which_another_stands_cannot_be_taken_away() -> None:
    assert refusal("- [ ] a (4h)\n  - Estimate: 5h\n", lambda e, d: e.set_estimate(d.tasks[0], None)) == (
        "line 1: the estimate cannot be removed: the estimates of a task would change"
    )


# Priorities.


@pytest.mark.parametrize(
    ("before", "level", "written"),
    [
        ("HIGH: Ship", "LOW", "LOW: Ship"),
        ("Ship (high)", "LOW", "Ship (low)"),
        ("Ship (High priority)", "LOW", "Ship (Low priority)"),
        ("Ship priority:high @ana", "critical", "Ship priority:urgent @ana"),
        ("[P1] Ship", "LOW", "[P3] Ship"),
        ("P1: Ship", "P0", "P0: Ship"),
        ("🔴 Ship", "LOW", "🟢 Ship"),
        ("🔴 HIGH: Ship", "LOW", "🟢 LOW: Ship"),
        ("Ship ⏫", "LOW", "Ship 🔽"),
        ("!! Ship", "MEDIUM", "! Ship"),
        ("(A) Ship", "HIGH", "(B) Ship"),
        ("[#B] Ship", "URGENT", "[#A] Ship"),
        ("Ship @high", "LOW", "Ship @low"),
        ("Ship", "HIGH", "Ship [P1]"),
        ("**Ship** (4h)", "HIGH", "**Ship** [P1] (4h)"),
        ("HIGH: Ship", None, "Ship"),
        ("**HIGH:** Ship", None, "Ship"),
        ("**HIGH: Ship**", None, "**Ship**"),
        ("[P1] Ship", None, "Ship"),
        ("Ship (high) @ana", None, "Ship @ana"),
        ("Ship priority:high", None, "Ship"),
        ("🔴 Ship", None, "Ship"),
        ("🔴 HIGH: Ship", None, "Ship"),
        ("Ship @high now", None, "Ship now"),
        ("Ship", None, "Ship"),
    ],
)
def test_a_priority_is_written_like_the_one_before(before: str, level: str | None, written: str) -> None:
    assert line(before, lambda e, task: e.set_priority(task, level)) == written


@pytest.mark.parametrize(
    ("neighbour", "written"),
    [
        ("[P1] Sail", "[P3] **Ship** (4h)"),
        ("Sail [P1]", "**Ship** [P3] (4h)"),
        ("HIGH: Sail", "LOW: **Ship** (4h)"),
        ("Sail (2h) (high)", "**Ship** (4h) (low)"),
        ("🔴 Sail", "🟢 **Ship** (4h)"),
        ("Sail priority:high", "**Ship** priority:low (4h)"),
        ("(A) Sail", "(D) **Ship** (4h)"),
        ("!!! Sail", "**Ship** [P3] (4h)"),  # the dialect has no exclamation marks for LOW
    ],
)
def test_a_new_priority_is_written_like_that_of_a_neighbour(neighbour: str, written: str) -> None:
    text = f"- [ ] {neighbour}\n- [ ] **Ship** (4h)\n"
    assert after(text, lambda e, d: e.set_priority(d.tasks[1], "low")) == f"- [ ] {neighbour}\n- [ ] {written}\n"


def test_the_priority_of_another_task_can_be_given() -> None:
    text = "- [ ] a (low)\n- [ ] P0: b\n"
    assert after(text, lambda e, d: e.set_priority(d.tasks[1], d.tasks[0].priority)) == "- [ ] a (low)\n- [ ] P3: b\n"


def test_a_priority_that_the_dialect_does_not_know_is_refused() -> None:
    assert refusal("- [ ] a\n", lambda e, d: e.set_priority(d.tasks[0], "soonish")) == (
        "line 1: 'soonish' is no priority; the levels are URGENT, HIGH, MEDIUM, LOW, LOWEST"
    )


# Adding.


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ("# A\n- [ ] one\n", "# A\n- [ ] one\n- [ ] new\n"),
        ("# A\n\n* [ ] one\n\n* [X] two\n\nText\n", "# A\n\n* [ ] one\n\n* [X] two\n\n* [ ] new\n\nText\n"),
        ("# A\n1. [ ] one\n2. [ ] two", "# A\n1. [ ] one\n2. [ ] two\n3. [ ] new"),
        ("# A\n1. [ ] one\n1. [ ] two\n", "# A\n1. [ ] one\n1. [ ] two\n1. [ ] new\n"),
        ("# A\n9) [ ] one\n", "# A\n9) [ ] one\n10) [ ] new\n"),
        ("# A\r\n- [ ] **one**\r\n", "# A\r\n- [ ] **one**\r\n- [ ] **new**\r\n"),
        ("# A\n- [ ] __one__ (4h)\n", "# A\n- [ ] __one__ (4h)\n- [ ] __new__\n"),
        ("# A\n- [ ] *one*\n", "# A\n- [ ] *one*\n- [ ] *new*\n"),
        ("# A\n- [x] ~~one~~\n", "# A\n- [x] ~~one~~\n- [ ] new\n"),
        ("# A\n-   [ ] one\n", "# A\n-   [ ] one\n-   [ ] new\n"),
        ("# A\n  - [ ] one\n  - [ ] two\n", "# A\n  - [ ] one\n  - [ ] two\n  - [ ] new\n"),
        ("# A\n> - [ ] one\n>\n> - [ ] two\n", "# A\n> - [ ] one\n>\n> - [ ] two\n>\n> - [ ] new\n"),
        (
            "# A\n- [ ] one\n  - [ ] sub\n\n    more\n  - note\n## B\n- [ ] b\n",
            "# A\n- [ ] one\n  - [ ] sub\n\n    more\n  - note\n- [ ] new\n## B\n- [ ] b\n",
        ),
        ("# A\n## B\n* [ ] b\n", "# A\n* [ ] new\n## B\n* [ ] b\n"),
        ("# A", "# A\n\n- [ ] new"),
        ("\ufeff# A\r\n", "\ufeff# A\r\n\r\n- [ ] new\r\n"),
        ("A\n=\n\nText  \n\n\n## B\n", "A\n=\n\nText  \n\n- [ ] new\n\n\n## B\n"),
        ("# A\n- note\n", "# A\n- note\n\n- [ ] new\n"),
        ("# A\n- Total: 4 hours\n", "# A\n- Total: 4 hours\n\n- [ ] new\n"),
        ("# A\n```\n- [ ] code\n```\n", "# A\n```\n- [ ] code\n```\n\n- [ ] new\n"),
    ],
)
def test_a_task_is_added_behind_the_last_one_and_taken_out_again(before: str, result: str) -> None:
    document = backlogmd.parse(before)
    editor = Editor(document)
    new = editor.add_task(document.sections[0], "new")
    assert editor.text == result
    assert (new.title.text, new.state, new.form) == ("new", State.OPEN, Form.CHECKBOX)
    editor.remove(new)
    assert editor.text == before


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ("", "- [ ] new\n"),
        ("# A\n", "- [ ] new\n\n# A\n"),
        ("\ufeff# A\r\n", "\ufeff- [ ] new\r\n\r\n# A\r\n"),
        ("Text\n\n# A\n", "Text\n\n- [ ] new\n\n# A\n"),
        ("---\na: b\n---\n# A\n", "---\na: b\n---\n\n- [ ] new\n# A\n"),
        ("+ [ ] one\n# A\n", "+ [ ] one\n+ [ ] new\n# A\n"),
    ],
)
def test_a_task_is_added_before_the_first_heading(before: str, result: str) -> None:
    document = backlogmd.parse(before)
    editor = Editor(document)
    new = editor.add_task(None, "new")
    assert editor.text == result
    editor.remove(new)
    assert editor.text == before


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ("# A\n- [ ] one\n- [ ] two\n", "# A\n- [ ] one\n- [ ] new\n- [ ] two\n"),
        ("# A\n\n- [ ] one\n\n- [ ] two\n", "# A\n\n- [ ] one\n\n- [ ] new\n\n- [ ] two\n"),
        ("# A\n- [ ] one\n  - note\n* [ ] **two**", "# A\n- [ ] one\n  - note\n* [ ] **new**\n* [ ] **two**"),
    ],
)
def test_a_task_is_added_before_another(before: str, result: str) -> None:
    document = backlogmd.parse(before)
    editor = Editor(document)
    new = editor.add_task(document.sections[0], "new", before=document.tasks[1])
    assert editor.text == result
    editor.remove(new)
    assert editor.text == before


def test_a_task_is_added_with_all_its_parts_like_its_neighbour() -> None:
    text = "# A\n- [ ] [P1] **one** (4 hours)\n- [X] b\n- [ ] [P2] **two** (1 day)\n"
    added = "- [X] [P3] **new** (2 days)\n"
    assert (
        after(text, lambda e, d: e.add_task(d.sections[0], "new", state=State.DONE, estimate=960, priority="LOW"))
        == text + added
    )


def test_a_task_of_which_one_part_cannot_be_written_is_not_added() -> None:
    text = "# A\n- [ ] one\n"
    assert "no estimate" in refusal(text, lambda e, d: e.add_task(d.sections[0], "new", estimate="soon"))
    assert "no priority" in refusal(text, lambda e, d: e.add_task(d.sections[0], "new", priority="soon"))
    assert refusal(text, lambda e, d: e.add_task(d.sections[0], "new (4h)"), path="TODO.md") == (
        "TODO.md: a task 'new (4h)' cannot be added: it would be read as something else"
    )


def test_a_task_is_not_added_where_nothing_is_read() -> None:
    said = refusal("# A\n\n```\ncode\n", lambda e, d: e.add_task(d.sections[0], "new"))
    assert said == "a task 'new' cannot be added: it would be read as something else"


# Removing.


@pytest.mark.parametrize(
    ("before", "index", "result"),
    [
        ("# A\n- [ ] a\n- [ ] b\n- [ ] c\n", 1, "# A\n- [ ] a\n- [ ] c\n"),
        ("# A\n\n- [ ] a\n- [ ] b\n", 0, "# A\n\n- [ ] b\n"),
        ("# A\n\n- [ ] a\n- [ ] b\n\nText\n", 1, "# A\n\n- [ ] a\n\nText\n"),
        ("# A\n\n- [ ] a\n\n- [ ] b\n\n- [ ] c\n", 1, "# A\n\n- [ ] a\n\n- [ ] c\n"),
        ("- [ ] a\n  - [ ] b\n    - note\n  - [ ] c\n- [ ] d", 0, "- [ ] d"),
        ("- [ ] a\n  - [ ] b\n    - note\n  - [ ] c\n- [ ] d", 1, "- [ ] a\n  - [ ] c\n- [ ] d"),
        ("- [ ] a\n  - [ ] b\n    - note\n  - [ ] c\n- [ ] d", 2, "- [ ] a\n  - [ ] b\n    - note\n- [ ] d"),
        ("- [ ] a\n- [ ] d", 1, "- [ ] a"),
        ("> - [ ] a\n>\n> - [ ] b\n", 1, "> - [ ] a\n"),
        ("Text:\n1. [ ] a\n2. [ ] b\n3. [ ] c\n", 0, "Text:\n1. [ ] b\n3. [ ] c\n"),
        ("- [ ] a\n", 0, ""),
        ("\ufeff- [ ] a\r\n\r\n# B\r\n", 0, "\ufeff# B\r\n"),
    ],
)
def test_a_task_is_removed_with_what_is_below_it(before: str, index: int, result: str) -> None:
    assert after(before, lambda e, d: e.remove(d.tasks[index])) == result


def test_a_task_on_the_line_of_another_item_cannot_be_removed() -> None:
    said = refusal("- - [ ] a\n", lambda e, d: e.remove(d.tasks[0]))
    assert said == "line 1: the task cannot be removed: there is no way to write this here"


# Moving.


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ("# A\n- [ ] a\n- [ ] z\n# B\n* [ ] b\n", "# A\n- [ ] z\n# B\n* [ ] b\n* [ ] a\n"),
        (
            "# A\n- [x] **a** (4h) @ana\n  - note\n    more\n\n    - [ ] sub\n# B\n10. [ ] b\n",
            "# A\n# B\n10. [ ] b\n11. [x] **a** (4h) @ana\n    - note\n      more\n\n      - [ ] sub\n",
        ),
        ("# A\r\n> - [ ] a\r\n>   - note\r\n\r\n# B\r\n- [ ] b", "# A\r\n\r\n# B\r\n- [ ] b\r\n- [ ] a\r\n  - note"),
        ("# A\n- [ ] a\n  goes\non\n# B\n> - [ ] b\n", "# A\n# B\n> - [ ] b\n> - [ ] a\n>   goes\n> on\n"),
    ],
)
def test_a_task_moves_with_what_is_below_it_and_takes_the_style_of_its_new_place(before: str, result: str) -> None:
    assert after(before, lambda e, d: e.move(d.tasks[0], d.sections[1])) == result


def test_a_task_moves_inside_its_section() -> None:
    text = "# A\n- [ ] a\n- [ ] b\n- [ ] c\n"
    assert after(text, lambda e, d: e.move(d.tasks[0], d.sections[0])) == "# A\n- [ ] b\n- [ ] c\n- [ ] a\n"
    assert after(text, lambda e, d: e.move(d.tasks[2], d.sections[0], before=d.tasks[0])) == (
        "# A\n- [ ] c\n- [ ] a\n- [ ] b\n"
    )
    assert after(text, lambda e, d: e.move(d.tasks[2], d.sections[0])) == text
    assert after(text, lambda e, d: e.move(d.tasks[0], d.sections[0], before=d.tasks[1])) == text


def test_a_subtask_can_move_to_a_section() -> None:
    text = "# A\n- [ ] a\n  - [ ] b\n    - note\n"
    assert after(text, lambda e, d: e.move(d.tasks[1], d.sections[0])) == "# A\n- [ ] a\n- [ ] b\n  - note\n"


def test_a_task_moves_before_no_task_of_its_own_or_of_another_section() -> None:
    text = "# A\n- [ ] a\n  - [ ] b\n# B\n- [ ] c\n"
    assert refusal(text, lambda e, d: e.move(d.tasks[0], d.sections[0], before=d.tasks[1])) == (
        "line 2: a task cannot stand before itself or its own subtasks"
    )
    assert refusal(text, lambda e, d: e.move(d.tasks[2], d.sections[0], before=d.tasks[1])) == (
        "line 3: the task to stand before is not in that section itself"
    )


# One call after another.


def test_nodes_stay_good_through_all_edits() -> None:
    document = backlogmd.parse("# A\n- [ ] a\n- [ ] b\n# B\n")
    (a, b), (first, second) = document.tasks, document.sections
    editor = Editor(document)
    new = editor.add_task(first, "new", before=a)
    later = editor.document.tasks[0]
    editor.move(b, second)
    editor.set_title(a, "other")
    editor.set_state(b, State.DONE)
    editor.set_estimate(new, "4h")
    editor.set_priority(later, "high")  # the same task as new
    assert editor.text == "# A\n- [ ] new [P1] (4h)\n- [ ] other\n# B\n- [x] b\n"
    editor.remove(a)
    assert [task.title.text for task in editor.document.tasks] == ["new", "b"]
    with pytest.raises(EditError, match="the task 'a' was removed"):
        editor.set_state(a, State.DONE)
    assert document.source.text == "# A\n- [ ] a\n- [ ] b\n# B\n"


def test_nodes_of_another_document_are_refused() -> None:
    text = "# A\n- [ ] a\n"
    other = backlogmd.parse(text)
    assert refusal(text, lambda e, _: e.remove(other.tasks[0])) == (
        "the task 'a' is none of this document: parse it once, and edit its own nodes"
    )
    assert refusal(text, lambda e, _: e.add_task(other.sections[0], "b"), path="a.md") == (
        "a.md: the section is none of this document: parse it once, and edit its own nodes"
    )


def test_an_error_is_a_value_error_and_a_clear_line() -> None:
    assert issubclass(EditError, ValueError)
    assert issubclass(EditError, BacklogmdError)


def test_bytes_that_are_not_utf_8_are_given_back() -> None:
    document = backlogmd.parse(b"- [ ] caf\xe9\n- [ ] b\n")
    editor = Editor(document)
    editor.set_state(document.tasks[1], State.DONE)
    assert editor.content == b"- [ ] caf\xe9\n- [x] b\n"


def test_a_document_is_edited_in_its_dialect() -> None:
    dialect = replace(DEFAULT, states={" ": State.OPEN, "d": State.DONE})
    document = backlogmd.parse("- [ ] a\n", dialect=dialect)
    editor = Editor(document, dialect=dialect)
    editor.set_state(document.tasks[0], State.DONE)
    assert editor.text == "- [d] a\n"


# Laws.


def place_less(node: Any) -> Any:
    """A node as plain values, without places and without what follows from the tasks around it."""
    if isinstance(node, Span):
        return None
    if isinstance(node, tuple):
        return tuple(place_less(one) for one in node)
    if not hasattr(node, "_fields"):
        return node
    left_out = {"span", "source", "role", "category", "beside_tasks", "opaque"}
    return {
        "is": type(node).__name__,
        **{
            one.name: place_less(getattr(node, one.name))
            for one in node._fields
            if one.compare and one.name not in left_out
        },
    }


def flat(document: Document) -> list[Any]:
    """Every task by itself, without its notes and subtasks, with the headings it stands under."""
    return [
        (
            place_less(replace(task, notes=(), subtasks=())),
            [one.heading.text if isinstance(one, Section) else one.title.text for one in document.parents_of(task)],
        )
        for task in document.tasks
    ]


def lines_changed(before: str, now: str) -> tuple[int, int]:
    """How many lines are gone, and how many are new."""
    old, new = (Counter(text.splitlines()) for text in (before, now))
    return (old - new).total(), (new - old).total()


states = st.sampled_from([state for state in State if state is not State.UNKNOWN])
estimates = st.one_of(
    st.none(),
    st.integers(1, 10_000),
    st.sampled_from(["4 hours", "2-3 days", "~1h30m", "5 pts", "M", "10+ hours", "<2h"]),
)
levels = st.sampled_from([None, "URGENT", "HIGH", "MEDIUM", "LOW", "LOWEST"])
titles = st.one_of(
    st.sampled_from(["New", "a new title", "It's 4 hours ahead", "[x] y", "修复", "see #12 and v1.2"]),
    st.text(min_size=1, max_size=12),
    st.sampled_from(["(4h)", "T-1 x", "HIGH: x", "x @ana", "x #y", "**x**", "x - 4h", "🔴 x", "a\nb", "<!--"]),
)
law = settings(deadline=None, max_examples=200)
with_tasks = st.builds(
    lambda before, task, after: before + task + after,
    any_text,
    st.sampled_from(
        [
            "\n\n- [X] One (4h)\n  - note\n  - [ ] Two\n",
            "\n\n1. [ ] **One**\n2. [ ] Two (high)\n",
            "\r\n\r\n* [ ] 🔴 One - 4h\r\n",
        ]
    ),
    any_text,
)


def some_task(text: str, choice: int) -> tuple[Document, Editor, int]:
    document = backlogmd.parse(text)
    assume(document.tasks)
    return document, Editor(document), choice % len(document.tasks)


def check_set(
    text: str,
    choice: int,
    change: Callable[[Editor, Task], Task],
    back: Callable[[Editor, Task], Task],
    field: str,
    meant: Callable[[Task], bool],
) -> None:
    document, editor, index = some_task(text, choice)
    task = document.tasks[index]
    try:
        new = change(editor, task)
    except EditError:
        assert editor.text == text
        return
    read = backlogmd.parse(editor.text)
    assert read.tasks[index] == new
    assert meant(new)
    expected, found = flat(document), flat(read)
    for values in (expected[index][0], found[index][0]):
        # Tags and names inside a title are a part of it; the tests above say which.
        for name in {
            "state": ("state", "state_char", "marks", "emphasis"),
            "title": ("title", "emphasis", "references", "tags", "assignees"),
        }.get(field, (field,)):
            values.pop(name)
    if field != "title" and task.form is not Form.HEADING:
        assert found == expected
    else:
        assert [one[0] for one in found] == [one[0] for one in expected]
    assert back(editor, new).title.text == task.title.text
    assert editor.text == text


@law
@given(with_tasks, st.integers(0, 50), states)
@example("- [X] a\n- [ ] b\n", 0, State.OPEN)
@example("- [k] a\n", 0, State.OPEN)
@example("- [\u00a0] a\n- [\t] b", 1, State.DONE)
def test_a_state_that_is_set_and_set_back_leaves_no_trace(text: str, choice: int, state: State) -> None:
    document, editor, index = some_task(text, choice)
    task = document.tasks[index]
    if task.state is not state and task.state_char and task.form is Form.CHECKBOX:
        editor.set_state(task, state)
        at = task.state_span.start
        assert editor.text[:at] == text[:at]
        assert editor.text[at + 1 :] == text[at + 1 :]
        assert editor.document.tasks[index].state is state
    check_set(
        text, choice, lambda e, t: e.set_state(t, state), lambda e, t: e.set_state(t, task.state), "state",
        lambda new: new.state is state,
    )  # fmt: skip


@law
@given(with_tasks, st.integers(0, 50), titles)
def test_a_title_that_is_set_and_set_back_leaves_no_trace(text: str, choice: int, title: str) -> None:
    document, _, index = some_task(text, choice)
    old = document.tasks[index].title.text
    assume(old)
    check_set(
        text, choice, lambda e, t: e.set_title(t, title), lambda e, t: e.set_title(t, old),
        "title", lambda new: new.title.text == title,
    )  # fmt: skip


def in_words(task: Task) -> object:
    estimate = task.estimate
    return estimate and (estimate.kind, estimate.low, estimate.high, estimate.approximate, estimate.bound)


@law
@given(with_tasks, st.integers(0, 50), estimates)
@example("- [ ] One - 4h\n\x1f", 0, None)
def test_an_estimate_that_is_set_and_set_back_leaves_no_trace(text: str, choice: int, estimate: Any) -> None:
    document, _, index = some_task(text, choice)
    task = document.tasks[index]
    # A text means the same anywhere, a number is exact.
    wanted = backlogmd.parse(f"- [ ] Ship ({estimate})\n").tasks[0] if isinstance(estimate, str) else None

    def meant(new: Task) -> bool:
        if wanted is not None:
            return in_words(new) == in_words(wanted)
        amount = new.estimate and (new.estimate.low, new.estimate.high, new.estimate.approximate, new.estimate.bound)
        return amount == (estimate and (estimate, estimate, False, ""))

    check_set(
        text, choice, lambda e, t: e.set_estimate(t, estimate), lambda e, t: e.set_estimate(t, task.estimate),
        "estimate", meant,
    )  # fmt: skip


@law
@given(with_tasks, st.integers(0, 50), levels)
def test_a_priority_that_is_set_and_set_back_leaves_no_trace(text: str, choice: int, level: str | None) -> None:
    document, _, index = some_task(text, choice)
    priority = document.tasks[index].priority
    check_set(
        text, choice, lambda e, t: e.set_priority(t, level), lambda e, t: e.set_priority(t, priority),
        "priority", lambda new: (new.priority and new.priority.level) == level,
    )  # fmt: skip


@law
@given(mixed_backlogs, st.integers(0, 20), titles, estimates, levels, states)
@example("", 0, "New", None, None, State.OPEN)
@example("\ufeff", 0, "New", "4h", "LOW", State.DONE)
@example("> - [ ] a\n> # b\n", 0, "New", None, None, State.OPEN)
def test_a_task_that_is_added_and_removed_leaves_no_trace(
    text: str, choice: int, title: str, estimate: Any, level: str | None, state: State
) -> None:
    document = backlogmd.parse(text)
    section = ([None, *document.all_sections] * 21)[choice]
    editor = Editor(document)
    try:
        new = editor.add_task(section, title, estimate=estimate, priority=level, state=state)
    except EditError:
        assert editor.text == text
        return
    read = backlogmd.parse(editor.text)
    assert new in read.tasks
    assert (new.title.text, new.state, new.priority and new.priority.level) == (title, state, level)
    assert (new.estimate is None) == (estimate is None)
    at = read.tasks.index(new)
    assert flat(read)[:at] + flat(read)[at + 1 :] == flat(document)
    around = [one.heading.text for one in read.parents_of(new) if isinstance(one, Section)]
    assert around[:1] == ([section.heading.text] if section is not None else [])
    editor.remove(new)
    assert editor.text == text


@law
@given(with_tasks, st.integers(0, 50))
def test_a_task_that_is_removed_is_all_that_goes(text: str, choice: int) -> None:
    document, editor, index = some_task(text, choice)
    task = document.tasks[index]
    try:
        editor.remove(task)
    except EditError:
        assert editor.text == text
        return
    gone = len(document.tasks_in(task.span))
    expected = flat(document)
    assert flat(backlogmd.parse(editor.text)) == expected[:index] + expected[index + gone :]


@law
@given(with_tasks, st.integers(0, 50), st.integers(0, 20))
def test_a_task_that_is_moved_and_moved_back_leaves_an_equal_model(text: str, choice: int, where: int) -> None:
    document, editor, index = some_task(text, choice)
    homes = [document, *document.all_sections]
    task = document.tasks[index]
    home = next((one for one in homes if task in items_of(one)), None)
    assume(home is not None)
    target = homes[where % len(homes)]
    tasks = [one for one in items_of(home) if isinstance(one, Task)]
    following = [*tasks, None][tasks.index(task) + 1]
    rest = items_of(home)[items_of(home).index(task) + 1 :]
    # A place can be named by the task behind it, or else is behind the last task.
    assume(rest[0] is following if rest else len(tasks) < 2 or items_of(home)[-2] is tasks[-2])
    try:
        new = editor.move(task, as_section(target))
    except EditError:
        assert editor.text == text
        return
    assert place_less(replace(new, emphasis=task.emphasis)) == place_less(task)
    assert backlogmd.parse(editor.text) == editor.document
    assert sorted(map(str, (one[0] for one in flat(editor.document)))) == sorted(
        map(str, (one[0] for one in flat(document)))
    )
    try:
        editor.move(new, as_section(home), before=following)
    except EditError:
        return  # such as a place between items that only the task kept apart
    assert place_less(backlogmd.parse(editor.text)) == place_less(document)


def items_of(home: Any) -> tuple[Any, ...]:
    return home.preamble if isinstance(home, Document) else home.items


def as_section(home: Any) -> Section | None:
    return None if isinstance(home, Document) else home


# Tasks of the other forms.

FORMS = """\
# Shop

## Tasks

### 1. Fix the cart

**Effort:** 4 hours
**Status:** In Progress

Mind the taxes.

### 2. Fix the receipt ✅

## Planned Features

| ID  | Task        | Effort | Status      |
|-----|-------------|-------:|-------------|
| T-1 | Dark theme  |     4h | ✅ Done     |
| T-2 | Light theme |        | To Do       |
| T-3 | No theme    |     2h | In Progress |

## Stories

1. ✅ **Pay by card** (2h)
2. **Pay by bank** (3h)

## Sprint 3

**T-7: Count the coupons (4h)** ✅
- [x] Find them

**T-8: Burn the coupons (2h)**
- [ ] Find matches
"""
CART, RECEIPT, DARK, LIGHT, NONE, CARD, BANK, COUNT, _, BURN, _ = range(11)


@pytest.mark.parametrize(
    ("index", "edit", "old", "new"),
    [
        (CART, lambda e, t: e.set_state(t, State.DONE), "** In Progress\n", "** Done\n"),
        (CART, lambda e, t: e.set_estimate(t, 60), "4 hours", "1 hour"),
        (CART, lambda e, t: e.set_estimate(t, None), "**Effort:** 4 hours\n", ""),
        (CART, lambda e, t: e.set_title(t, "Burn it"), "Fix the cart", "Burn it"),
        (CART, lambda e, t: e.set_priority(t, "HIGH"), "1. Fix the cart", "1. Fix the cart [P1]"),
        (RECEIPT, lambda e, t: e.set_state(t, State.OPEN), " ✅\n\n## P", "\n\n## P"),
        (RECEIPT, lambda e, t: e.set_estimate(t, 120), "receipt ✅\n", "receipt ✅\n\n**Effort:** 2 hours\n"),
        (DARK, lambda e, t: e.set_state(t, State.OPEN), "✅ Done     |", "To Do       |"),
        (DARK, lambda e, t: e.set_state(t, State.BLOCKED), "✅ Done     |", "⛔ Blocked  |"),
        (DARK, lambda e, t: e.set_title(t, "Black theme"), "Dark theme  ", "Black theme "),
        (LIGHT, lambda e, t: e.set_state(t, State.DONE), "| To Do       |", "| ✅ Done     |"),
        (LIGHT, lambda e, t: e.set_estimate(t, 240), "|        | To", "| 4h     | To"),
        (NONE, lambda e, t: e.set_estimate(t, None), "|     2h | In", "|        | In"),
        (CARD, lambda e, t: e.set_state(t, State.OPEN), "✅ **Pay", "**Pay"),
        (BANK, lambda e, t: e.set_state(t, State.DONE), "2. **Pay", "2. ✅ **Pay"),
        (BANK, lambda e, t: e.set_estimate(t, 60), "(3h)", "(1h)"),
        (COUNT, lambda e, t: e.set_state(t, State.OPEN), "(4h)** ✅", "(4h)**"),
        (BURN, lambda e, t: e.set_state(t, State.DONE), "(2h)**", "(2h)** ✅"),
        (BURN, lambda e, t: e.set_title(t, "Keep them"), "Burn the coupons", "Keep them"),
        (CART, lambda e, t: e.remove(t), FORMS[FORMS.index("### 1.") : FORMS.index("### 2.")], ""),
        (LIGHT, lambda e, t: e.remove(t), "| T-2 | Light theme |        | To Do       |\n", ""),
        (CARD, lambda e, t: e.remove(t), "1. ✅ **Pay by card** (2h)\n", ""),
        (BURN, lambda e, t: e.remove(t), "\n\n**T-8: Burn the coupons (2h)**\n- [ ] Find matches", ""),
    ],
)
def test_every_form_is_edited_where_it_says_the_thing(
    index: int, edit: Callable[[Editor, Task], object], old: str, new: str
) -> None:
    assert FORMS.count(old) == 1
    assert after(FORMS, lambda e, d: edit(e, d.tasks[index])) == FORMS.replace(old, new)


@pytest.mark.parametrize(
    ("section", "state", "behind", "written"),
    [
        ("Tasks", State.DONE, "### 2. Fix the receipt ✅\n", "\n### 3. New ✅\n"),
        ("Planned Features", State.DONE, "| In Progress |\n", "|     | New         |        | ✅ Done     |\n"),
        ("Stories", State.OPEN, "bank** (3h)\n", "3. **New**\n"),
        ("Stories", State.DONE, "bank** (3h)\n", "3. ✅ **New**\n"),
    ],
)
def test_a_task_is_added_in_the_form_of_its_neighbours_and_taken_out_again(
    section: str, state: State, behind: str, written: str
) -> None:
    document = backlogmd.parse(FORMS)
    editor = Editor(document)
    place = next(one for one in document.all_sections if one.name == section)
    new = editor.add_task(place, "New", state=state)
    assert editor.text == FORMS.replace(behind, behind + written)
    assert (new.title.text, new.state) == ("New", state)
    assert new.form in {one.form for one in document.tasks_in(place.span)}
    editor.remove(new)
    assert editor.text == FORMS


def test_what_has_no_place_for_a_thing_is_refused() -> None:
    document = backlogmd.parse(FORMS)
    editor = Editor(document)
    with pytest.raises(EditError, match="a task 'New' cannot be added: there is no place for it"):
        editor.add_task(document.all_sections[-1], "New")
    text = "## Tasks\n\n| ID | Task | Effort |\n|---|---|---|\n| 1 | Mend it | 2h |\n"
    assert refusal(text, lambda e, d: e.add_task(d.sections[0], "New", state=State.DONE)).endswith("no place for it")


def test_a_row_moves_to_a_table_with_the_same_columns_only() -> None:
    table = "\n| ID | Task | Effort |\n|---|---|---|\n| 1 | Mend it | 2h |\n| 2 | Bend it | 3h |\n"
    text = f"## Tasks\n{table}\n## Planned Features\n{table}".replace("| 2 ", "| 3 ", 1)
    moved = after(text, lambda e, d: e.move(d.tasks[1], d.sections[1]))
    assert moved == text.replace("| 3 | Bend it | 3h |\n", "", 1) + "| 3 | Bend it | 3h |\n"
    other = f"## Tasks\n{table}\n## Planned Features\n\n| ID | Effort | Task |\n|---|---|---|\n| 9 | 1h | Send it |\n"
    assert "cannot be moved there" in refusal(other, lambda e, d: e.move(d.tasks[0], d.sections[1]))


def test_sections_of_headings_come_and_go_with_their_tasks() -> None:
    text = "## Tasks\n\n### Task 1: A\n\nOne.\n\n### Task 2: B\n\nTwo.\n\n## Sprint 2\n\n- [ ] c\n"
    document = backlogmd.parse(text)
    editor = Editor(document)
    a, b, _ = document.tasks
    tasks, _, second, sprint = document.all_sections
    editor.move(a, tasks)
    assert editor.text.index("Task 2: B") < editor.text.index("Task 1: A") < editor.text.index("Sprint 2")
    editor.add_task(second, "step")
    editor.remove(b)
    editor.add_task(sprint, "d")
    assert "- [ ] c\n- [ ] d\n" in editor.text
    assert [one.title.text for one in editor.document.tasks] == ["A", "c", "d"]
    with pytest.raises(EditError, match="the section is none of this document"):
        editor.add_task(second, "step")


def _set(state: State) -> Callable[[Editor, Task], Any]:
    return lambda e, t: e.set_state(t, state)


Edit = Callable[[Editor, Task], Any]
EDITS: dict[str, tuple[Edit, Callable[[Editor, Task, Task], Any], Callable[[Task], object], object]] = {
    **{
        state.value: (
            _set(state),
            lambda e, t, old: e.set_state(t, old.state),
            lambda t: t.state,
            state,
        )
        for state in (State.OPEN, State.DONE, State.IN_PROGRESS)
    },
    "title": (
        lambda e, t: e.set_title(t, "A new title"),
        lambda e, t, old: e.set_title(t, old.title.text),
        lambda t: t.title.text,
        "A new title",
    ),
    "estimate": (
        lambda e, t: e.set_estimate(t, 77 * 60),
        lambda e, t, old: e.set_estimate(t, old.estimate),
        lambda t: t.estimate and t.estimate.low,
        77 * 60,
    ),
    "no estimate": (
        lambda e, t: e.set_estimate(t, None),
        lambda e, t, old: e.set_estimate(t, old.estimate),
        lambda t: t.estimate,
        None,
    ),
    "priority": (
        lambda e, t: e.set_priority(t, "LOW"),
        lambda e, t, old: e.set_priority(t, old.priority),
        lambda t: t.priority and t.priority.level,
        "LOW",
    ),
    "no priority": (
        lambda e, t: e.set_priority(t, None),
        lambda e, t, old: e.set_priority(t, old.priority),
        lambda t: t.priority,
        None,
    ),
}


def check_forms(document: Document, choice: int) -> tuple[int, int]:
    """The laws of all edits of one task; how many edits were made, and how many refused."""
    text, index = document.source.text, choice % len(document.tasks)
    task, others = document.tasks[index], titles_of(document)
    made = refused = 0
    for change, back, said, meant in EDITS.values():
        editor = Editor(document)
        try:
            new = change(editor, task)
        except EditError:
            assert editor.text == text
            refused += 1
            continue
        made += 1
        assert said(new) == meant
        assert backlogmd.parse(editor.text).tasks[index] == new
        now = titles_of(editor.document)
        assert (now[:index], now[index + 1 :]) == (others[:index], others[index + 1 :])
        back(editor, new, task)
        assert editor.text == text
    editor = Editor(document)
    try:
        editor.remove(task)
    except EditError:
        assert editor.text == text
        return made, refused + 1
    assert titles_of(editor.document) == others[:index] + others[index + len(document.tasks_in(task.span)) :]
    return made + 1, refused


def titles_of(document: Document) -> list[object]:
    return [(task.form, task.title.text, task.state) for task in document.tasks]


def check_adding(document: Document, section: Section, state: State) -> None:
    text, editor = document.source.text, Editor(document)
    try:
        new = editor.add_task(section, "A new task", state=state, estimate="3h", priority="LOW")
    except EditError:
        assert editor.text == text
        return
    assert (new.title.text, new.state) == ("A new task", state)
    assert [one.low for one in (new.estimate,) if one] == [180]
    assert [one.level for one in (new.priority,) if one] == ["LOW"]
    assert lines_changed(text, editor.text)[0] == 0
    now = titles_of(editor.document)
    now.remove((new.form, new.title.text, new.state))
    assert now == titles_of(document)
    editor.remove(new)
    assert editor.text == text


@settings(law, max_examples=50)
@given(printed.backlogs(), st.integers(0, 50), st.sampled_from(["\n", "\r\n"]))
def test_the_laws_hold_for_every_form(backlog: printed.Backlog, choice: int, end: str) -> None:
    document = backlogmd.parse(backlog.text.replace("\n", end))
    check_forms(document, choice)
    sections = document.all_sections
    check_adding(document, sections[choice % len(sections)], [State.OPEN, State.DONE][choice % 2])
    task = document.tasks[choice % len(document.tasks)]
    editor = Editor(document)
    try:
        editor.move(task, sections[choice % len(sections)])
    except EditError:
        assert editor.text == document.source.text
    assert sorted(map(str, titles_of(editor.document))) == sorted(map(str, titles_of(document)))


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside this checkout")
def test_the_laws_hold_on_real_backlogs() -> None:
    made = refused = 0
    for path in sorted(CORPUS.glob("*.md")):
        document = backlogmd.parse(path.read_bytes())
        tasks, sections = document.tasks, document.all_sections
        for index in [len(tasks) // 3] if tasks else []:
            some = check_forms(document, index)
            made, refused = made + some[0], refused + some[1]
            for section in sections[len(sections) // 2 :][:1]:
                check_adding(document, section, State.OPEN)
                editor = Editor(document)
                try:
                    editor.move(tasks[index], section)
                except EditError:
                    assert editor.text == document.source.text
                assert sorted(map(str, titles_of(editor.document))) == sorted(map(str, titles_of(document)))
    # Hardly anything is written so that there is no place for an edit.
    assert refused * 20 < made
