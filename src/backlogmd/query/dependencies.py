"""What the tasks of a document are called, and which of them depend on which."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Document, Label, SummaryRow, SummaryTable, Table, Task
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.vocabulary import DEFAULT, FieldKind

_LINKED = lazy(r"\[(?P<text>[^\]]*)\]\([^)]*\)")
_EXPLICIT = lazy(r"(?:🆔\ufe0f?|\bid::?)[ \t]*$")
_MARKUP = " \t#^@*_~`[]():."
_LONGEST = 60
"""A title is quoted up to so many characters."""


class Dependency(NamedTuple):
    """One name under which a task says what it waits for."""

    task: Task
    label: Label
    targets: tuple[Task, ...]
    """The task that is meant, each time it is listed; empty where none is found, or one of several may be meant."""

    @property
    def is_own(self) -> bool:
        """Whether the task names itself."""
        return any(one.span == self.task.span for one in self.targets)


class Dependencies:
    """The tasks of a document by their ids, and what they depend on, in the order it stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id: dict[str, list[Task]] = {}
        """The tasks by their ids, in the spelling that `id_of` gives these."""
        self._by_title: dict[str, list[Task]] = {}
        self._further: dict[str, list[Task]] = {}
        self._tables: dict[Span, Span] = {}
        for item in document.items:
            if isinstance(item, SummaryTable | Table) and item.tasks:
                self._tables.update((task.span, item.span) for task in item.tasks)
                self._add_further_ids(item)
        for task in document.tasks:
            if task.id is not None:
                self.by_id.setdefault(id_of(task.id.text), []).append(task)
            self._by_title.setdefault(" ".join(task.title.text.casefold().split()), []).append(task)

    def __iter__(self) -> Iterator[Dependency]:
        for task in self.document.tasks:
            for label in task.depends_on:
                yield Dependency(task, label, self._meant(task, label))

    def place_of(self, task: Task) -> Span | None:
        """What numbers of tasks count in: the table, else the task or the section around; None for the document."""
        if task.span in self._tables:
            return self._tables[task.span]
        return next((one.span for one in self.document.parents_of(task)), None)

    def listings_of(self, task: Task) -> tuple[Task, ...]:
        """*task*, each time it is listed: what has the same id. Mere numbers may count anew in each place."""
        if task.id is None:
            return (task,)
        name = id_of(task.id.text)
        same = self.by_id[name]
        return tuple(same) if has_letter(name) or len(same) == 1 else (task,)

    def _add_further_ids(self, table: SummaryTable | Table) -> None:
        """What stands in other columns of ids: `| # | ID | Task |` has two."""
        if isinstance(table, SummaryTable):
            headers = [one.header.text for one in table.columns]
        else:
            headers = [cell.text for cell in table.header]
        columns = [at for at, header in enumerate(headers) if DEFAULT.field_kind(header) is FieldKind.ID]
        if len(columns) < 2:
            return
        starts = [task.span.start for task in table.tasks]
        for cells in (row.cells if isinstance(row, SummaryRow) else row for row in table.rows):
            for at in columns:
                if at < len(cells) and has_letter(id_of(cells[at].text)):
                    task = bisect_right(starts, cells[at].span.start) - 1
                    if task >= 0 and table.tasks[task].span.holds(cells[at].span):
                        self._further.setdefault(id_of(cells[at].text), []).append(table.tasks[task])

    def _meant(self, task: Task, label: Label) -> tuple[Task, ...]:
        name = id_of(label.text)
        found = [*self.by_id.get(name, ()), *self._further.get(name, ())]
        if len(found) > 1 and not has_letter(name):
            place = self.place_of(task)
            near = [one for one in found if self.place_of(one) == place]
            return tuple(near) if len(near) == 1 else ()
        if not found:
            titled = self._by_title.get(" ".join(label.text.casefold().split()), [])
            found = titled if len(titled) == 1 else []
        return tuple(found)


def id_of(text: str) -> str:
    """An id as it is compared: in lower case, without link and markup."""
    return _LINKED.sub(lambda match: match["text"], text).strip(_MARKUP).casefold()


def has_letter(name: str) -> bool:
    """Whether an id is more than a number, with which each part of a file may begin anew."""
    return any(character.isalpha() for character in name)


def is_explicit(document: Document, label: Label) -> bool:
    """Whether an id is written as one, `🆔 abc` or `[id:: abc]`, and not found in a title."""
    start = label.span.start
    return _EXPLICIT.search(document.source.text[max(0, start - 12) : start]) is not None


def name_of(task: Task) -> str:
    """What to call a task in a message: its id, else its title, cut where it is long."""
    if task.id is not None:
        return task.id.text
    title = task.title.text
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
