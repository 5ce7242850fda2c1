"""Entries of lists that stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlogmd.nodes import Document, Item, Note, Task
from backlogmd.vocabulary import Form


def task_lists(document: Document) -> Iterator[list[Task]]:
    """The tasks that are entries of lists, those together that stand one below the other under the same parent."""
    yield from _runs(document.preamble)
    for section in document.all_sections:
        yield from _runs(section.items)
    for task in document.tasks:
        yield from _runs(task.subtasks)


def _runs(items: Iterable[Item]) -> Iterator[list[Task]]:
    run: list[Task] = []
    for item in items:
        if isinstance(item, Task) and item.form in (Form.CHECKBOX, Form.ITEM):
            run.append(item)
        elif not (isinstance(item, Note) and item.beside_tasks):
            if run:
                yield run
            run = []
    if run:
        yield run
