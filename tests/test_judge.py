"""The tree is the judge: every difference between two trees has a name, and what only moved is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from backlogmd.diagnostics import Edit
from backlogmd.judge import Difference, Moves, differences
from backlogmd.nodes import (
    Date,
    DateKind,
    Document,
    Emphasis,
    Field,
    Label,
    MarkKind,
    Note,
    Reference,
    ReferenceKind,
    StateMark,
    Task,
)
from backlogmd.source import Span
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Form, State

TEXT = """\
# Backlog

## 🟠 HIGH - API (6h)

- [ ] **Write the parser** (4h) @ana #core
  - Read headings
  - [ ] Read lists (1h)
- [x] Write the docs (2h)

> Said by Ana

## Summary

| Priority | Hours |
|----------|-------|
| HIGH     | 6     |
| LOW      | 0     |

Total: 6 hours

```sh
make
```
"""


def edit(old: str, new: str, text: str = TEXT) -> Edit:
    """The edit that writes *new* over the only *old* of a text."""
    (match,) = re.finditer(re.escape(old), text)
    return Edit(Span(*match.span()), new)


def found(*edits: Edit, text: str = TEXT) -> list[Difference]:
    edits = tuple(sorted(edits, key=lambda one: one.span))
    after = text
    for one in reversed(edits):
        after = after[: one.span.start] + one.text + after[one.span.end :]
    return list(differences(parse(text), parse(after), Moves(edits)))


def names(*edits: Edit) -> set[str]:
    return {one.name for one in found(*edits)}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- [ ] **W", "- [x] **W", {"Task.state", "Task.state_char"}),
        ("docs", "manual", {"Task.title.text"}),
        ("(4h)", "(5h)", {"Task.estimate.low", "Task.estimate.high", "Task.estimate.text"}),
        (" (4h)", "", {"Task.estimate"}),
        ("@ana", "@bob", {"Task.assignees.text"}),
        (" #core", "", {"Task.tags"}),
        ("**Write the parser**", "Write the parser", {"Task.emphasis"}),
        ("Read headings", "Read tables", {"Note.text.text"}),
        ("  - Read headings\n", "", {"-Note"}),
        ("- [x] Write the docs (2h)\n", "", {"-Task"}),
        ("- [x] Write the docs (2h)\n", "- [x] Write the docs (2h)\n- [ ] More\n", {"+Task"}),
        ("  - [ ] Read lists", "- [ ] Read lists", {"parent", "Note.beside_tasks"}),
        ("Ana", "Eva", {"Paragraph.text.text"}),
        (" (6h)", "", {"Section.estimate", "Section.heading.text"}),
        ("| 6  ", "| 7  ", {f"SummaryRow.cells.{one}" for one in ("text", "value.low", "value.high", "value.text")}),
        ("| LOW      | 0     |\n", "", {"-SummaryRow"}),
        ("Total: 6", "Total: 7", {"Claim.value.low", "Claim.value.high", "Claim.value.text", "Paragraph.text.text"}),
        ("make", "rm", {"Opaque.fence"}),
        # White space that no node holds is no difference, and neither is what moves with it.
        ("# Backlog\n\n", "# Backlog\n\n\n\n", set()),
        ("| HIGH     | 6     |", "| HIGH | 6 |", set()),
        ("- [x] Write", "-   [x] Write", set()),
        # What stands below a task by its indentation does not any more where the task has more of it.
        ("- [ ] **W", "-   [ ] **W", {"parent"}),
    ],
)
def test_each_difference_has_the_name_of_what_differs(old: str, new: str, expected: set[str]) -> None:
    assert names(edit(old, new)) == expected


def test_what_is_untouched_is_compared_at_the_place_to_which_it_moved() -> None:
    several = (edit("# Backlog", "# The whole backlog of 2026"), edit("docs", "d"), edit("make", "make "))
    assert names(*several) == {
        *("Section.heading.text", "Section.name", "Document.title.text", "Task.title.text", "Opaque.fence")
    }


def test_a_difference_stands_where_it_can_be_seen() -> None:
    (one,) = found(edit("docs", "manual"))
    assert [TEXT[slice(*span)] for span in one.before] == ["Write the docs"]
    title = next(one for one in found(edit("- [ ] **W", "- [x] **W")) if one.name == "Task.state")
    assert TEXT[slice(*title.before[0])].startswith("- [ ] **Write the parser** (4h)")
    assert "Read headings" not in TEXT[slice(*title.before[0])]


@pytest.mark.parametrize(
    ("declared", "name", "expected"),
    [
        ("Task.title", "Task.title.text", True),
        ("Task.title", "Task.title", True),
        ("Task.title.text", "Task.title", False),
        ("Task.t", "Task.title", False),
        ("Task", "Task.title.text", True),
        ("+Task", "Task.title.text", False),
        ("+Task", "+Task", True),
    ],
)
def test_a_name_covers_what_it_holds(declared: str, name: str, expected: bool) -> None:
    assert Difference(name, (), ()).is_one_of([declared]) is expected


SPAN = Span(26, 27)
LABEL = Label("other", SPAN)
OTHER: dict[str, Any] = {
    "span": Span(0, 99),
    "form": Form.LINE,
    "state": State.BLOCKED,
    "state_char": "!",
    "state_span": SPAN,
    "title": LABEL,
    "emphasis": Emphasis.STRIKE,
    "estimate": None,
    "more_estimates": (LABEL,),
    "priority": LABEL,
    "id": LABEL,
    "depends_on": (LABEL,),
    "assignees": (LABEL,),
    "tags": (LABEL,),
    "dates": (Date(DateKind.DUE, "2026-01-01", SPAN),),
    "fields": (Field("a", "b", SPAN),),
    "references": (Reference(ReferenceKind.URL, "a", SPAN),),
    "progress": LABEL,
    "notes": (Note(SPAN, LABEL),),
    "subtasks": (),
    "actual": LABEL,
    "marks": (StateMark(MarkKind.FIELD, State.OPEN, "To do", SPAN),),
}


def with_task(document: Document, task: Task) -> Document:
    section = document.sections[0].sections[0]
    section = replace(section, items=(task, *section.items[1:]))
    whole = replace(document.sections[0], sections=(section, *document.sections[0].sections[1:]))
    return replace(document, sections=(whole,))


@pytest.mark.parametrize("field", [one.name for one in Task._fields if one.name != "type"])
def test_every_field_of_a_task_is_compared(field: str) -> None:
    document = parse(TEXT)
    task = document.tasks[0]
    other = with_task(document, replace(task, **{field: OTHER[field]}))
    assert list(differences(document, document, Moves([]))) == []
    assert list(differences(document, other, Moves([]))) != []


class TestMoves:
    MOVES = Moves([Edit(Span(2, 4), "xyz"), Edit(Span(6, 6), "ab"), Edit(Span(8, 9), "")])

    # One place outside of edits; in or at an edit, all that it wrote.
    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            *((0, (0, 0)), (1, (1, 1)), (2, (2, 5)), (3, (2, 5)), (4, (2, 5)), (5, (6, 6)), (6, (7, 9)), (7, (10, 10))),
            *((8, (11, 11)), (9, (11, 11)), (10, (12, 12))),
        ],
    )
    def test_a_place_has_an_image(self, place: int, expected: tuple[int, int]) -> None:
        assert self.MOVES.image(place) == expected

    def test_edits_are_found_by_what_they_touch(self) -> None:
        assert [list(self.MOVES.touching(Span(a, a + 1))) for a in range(10)] == [
            *([], [0], [0], [0], [0], [1], [1], [2], [2], [2])
        ]
        assert [list(self.MOVES.touching_after(Span(a, a))) for a in range(13)] == [
            *([], [], [0], [0], [0], [0], [], [1], [1], [1], [], [2], [])
        ]
