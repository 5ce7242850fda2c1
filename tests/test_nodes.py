"""Nodes are values: frozen, compared by what they hold, copied and shown like any dataclass."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

import backlogmd
from backlogmd.nodes import Label, Note, Task
from backlogmd.source import Span

TEXT = """\
# Backlog

## API (10h)

- [ ] **Write the parser** (4h)
  - note
    - [ ] under a note (1h)
- [x] Write the linter (6h)
"""


def test_a_node_is_frozen() -> None:
    label = Label("a", Span(0, 1))
    with pytest.raises(dataclasses.FrozenInstanceError, match="text"):
        label.text = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="text"):
        del label.text
    assert label.text == "a"


def test_nodes_are_equal_by_what_they_hold() -> None:
    assert Label("a", Span(0, 1)) == Label(span=Span(0, 1), text="a")
    assert hash(Label("a", Span(0, 1))) == hash(Label("a", Span(0, 1)))
    assert Label("a", Span(0, 1)) != Label("a", Span(0, 2))
    assert Label("a", Span(0, 1)) != "a"
    assert backlogmd.parse(TEXT) == backlogmd.parse(TEXT)
    assert backlogmd.parse(TEXT) != backlogmd.parse(TEXT + "\n")


def test_a_node_shows_its_fields() -> None:
    assert repr(Label("a", Span(0, 1))) == "Label(text='a', span=Span(start=0, end=1))"


def test_defaults_fill_what_is_not_given() -> None:
    label = Label("a", Span(0, 1))
    assert Note(Span(0, 1), label) == Note(span=Span(0, 1), text=label, notes=(), tasks=(), beside_tasks=False)


@pytest.mark.parametrize(
    ("values", "named", "message"),
    [((), {}, "needs `text`"), (("a", Span(0, 1), 3), {}, "no field for 3"), (("a",), {"spam": 1}, "needs `span`")],
)
def test_wrong_arguments_are_refused(values: tuple[object, ...], named: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Label(*values, **named)  # type: ignore[arg-type]


def test_nodes_are_dataclasses() -> None:
    task = backlogmd.parse(TEXT).tasks[0]
    assert [field.name for field in dataclasses.fields(Task)][:3] == ["span", "form", "state"]
    assert dataclasses.replace(task, title=Label("b", task.title.span)).title.text == "b"


def test_copies_and_pickles_are_equal() -> None:
    document = backlogmd.parse(TEXT, path="BACKLOG.md")
    assert document.tasks
    assert copy.deepcopy(document) == document
    again = pickle.loads(pickle.dumps(document))  # noqa: S301 - our own pickle
    assert (again, again.tasks) == (document, document.tasks)


def test_flat_views_are_in_the_order_of_the_text() -> None:
    document = backlogmd.parse(TEXT)
    assert [task.title.text for task in document.tasks] == ["Write the parser", "under a note", "Write the linter"]
    assert [task.title.text for task in document.tasks_in(document.tasks[0].span)] == [
        "Write the parser",
        "under a note",
    ]
    assert document.parents_of(document.tasks[1])[0] is document.tasks[0]
    assert [note.text.text for note in document.notes] == ["note"]
    assert [section.name for section in document.all_sections] == ["Backlog", "API"]
