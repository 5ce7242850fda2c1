"""What `backlogmd diff` tells, as data: the published schema (`backlogmd schema diff`) is made from these classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from backlogmd._version import __version__
from backlogmd.nodes import Document
from backlogmd.query import attributes, breakdown
from backlogmd.query.comparison import ChangeKind, Comparison, Listed, Pair, compare
from backlogmd.query.rollup import Addend, Rollup
from backlogmd.report._tasks import EstimateRow, SumsRow, estimate_row, sums_row
from backlogmd.source import Span
from backlogmd.vocabulary import DEFAULT, Dialect

_SCHEMA = {"extra": "forbid", "use_attribute_docstrings": True}

Kind = Literal[
    "added",
    "removed",
    "finished",
    "reopened",
    "cancelled",
    "state-changed",
    "re-estimated",
    "re-prioritised",
    "moved",
    "retitled",
]

KINDS: tuple[Kind, ...] = ("added", "removed", *(one.value for one in ChangeKind))
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class TaskSide:
    """A task in one version."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1, in code points."""
    id: str | None
    title: str
    state: Literal["open", "in-progress", "done", "cancelled", "blocked", "deferred", "question", "unknown"]
    priority: str | None
    """The level, the task's own or that of what it stands under."""
    estimate: EstimateRow | None
    section: list[str]
    """The names of the sections around it, the outermost first."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A task that is not as it was."""

    changes: list[Kind]
    """What became of it, the weightiest first; `added` and `removed` stand alone."""
    before: TaskSide | None
    after: TaskSide | None

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class Work:
    """The work in one version."""

    total: SumsRow
    left: SumsRow
    """What is not finished."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class WorkRow:
    """The work of one priority in both versions."""

    priority: str | None
    """The level; null for tasks without any."""
    before: Work
    after: Work

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class FilePair:
    """A file that differs."""

    before: str | None
    """Its path; null for a new file."""
    after: str | None
    """Its path, another one if it was renamed; null for a file that is gone."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class TaskDiff:
    """How the tasks of two versions differ."""

    type: Literal["diff"]
    format: Literal[1]
    """Raised when a field changes its meaning or goes away."""
    version: str
    """Of backlogmd."""
    base: str
    """The version before: a revision, or a file."""
    head: str
    """The version after: a revision, `working tree`, or a file."""
    files: list[FilePair]
    """The backlogs that differ. All sums are over these."""
    counts: dict[str, int]
    """How many tasks each change befell, by the words of `changes`; one task may be in several."""
    tasks: list[ChangeRow]
    """The tasks that are not as they were: those of the version after in their order, then those that are gone."""
    unchanged: int
    """How many tasks are as they were."""
    priorities: list[WorkRow]
    """The most urgent first."""
    before: Work
    after: Work

    __pydantic_config__: ClassVar[Any] = _SCHEMA


def task_diff(
    base: str,
    head: str,
    files: Sequence[tuple[Document | None, Document | None]],
    dialect: Dialect = DEFAULT,
    *,
    renamed: Mapping[str, str] | None = None,
) -> TaskDiff:
    """Compare two versions of *files*, each None where it has no such file."""
    before = [one for one, _ in files if one is not None]
    after = [one for _, one in files if one is not None]
    found = compare(before, after, renamed)
    rollups = {id(document): Rollup(document) for document in (*before, *after)}
    rows = _rows(found, after, rollups)
    counts: dict[str, int] = {kind: sum(kind in row.changes for row in rows) for kind in KINDS}
    was, now = _Sums(before, rollups, dialect), _Sums(after, rollups, dialect)
    order = [level.name for level in dialect.levels]
    levels = sorted(
        dict.fromkeys((*was.by_priority, *now.by_priority)),
        key=lambda level: (level is None, order.index(level) if level in order else len(order)),
    )
    return TaskDiff(
        "diff",
        1,
        __version__,
        base,
        head,
        [FilePair(_path(one), _path(other)) for one, other in files],
        counts,
        rows,
        sum(not one.changes for one in found.pairs),
        [WorkRow(level, was.work(level), now.work(level)) for level in levels],
        was.total,
        now.total,
    )


def diff_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `--output-format json`."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(TaskDiff).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_Rollups = dict[int, Rollup]
"""The rollup of each document, by its identity: equal documents may stand side by side."""


class _Sums:
    """The sums of one version, each unit of work once."""

    def __init__(self, documents: Iterable[Document], rollups: _Rollups, dialect: Dialect) -> None:
        every = [(document, rollups[id(document)].addends) for document in documents]
        left = [(document, [one for one in addends if not one.task.is_done]) for document, addends in every]
        self._all, self._left = (breakdown.break_down(one, ["priority"], dialect) for one in (every, left))
        self.total = Work(sums_row(self._all.total), sums_row(self._left.total))
        self.by_priority = [group.values[0] for group in self._all.groups]

    def work(self, priority: str | None) -> Work:
        """The work with one priority."""
        return Work(*(sums_row(self._of(found, priority)) for found in (self._all, self._left)))

    def _of(self, found: breakdown.Breakdown, priority: str | None) -> breakdown.Sums:
        none: list[Addend] = []
        return next((one.sums for one in found.groups if one.values == (priority,)), breakdown.sums_of(none))


def _rows(found: Comparison, after: Iterable[Document], rollups: _Rollups) -> list[ChangeRow]:
    """The tasks that are not as they were. Of work that is listed twice, the first listing speaks."""
    order = {_path(document): at for at, document in enumerate(after)}
    changed: dict[tuple[ChangeKind, ...], list[Pair]] = {}
    for one in found.pairs:
        if one.changes:
            changed.setdefault(one.changes, []).append(one)
    rows = [ChangeRow(["added"], None, _side(one)) for one in _once(found.added, rollups)]
    for changes, pairs in changed.items():
        kept = {(id(one.document), one.task.span) for one in _once([pair.after for pair in pairs], rollups)}
        rows += [
            ChangeRow([kind.value for kind in changes], _side(before), _side(after))
            for before, after, _ in pairs
            if (id(after.document), after.task.span) in kept
        ]
    rows.sort(key=lambda row: (order[row.after.path], row.after.line, row.after.column) if row.after else ())
    return rows + [ChangeRow(["removed"], _side(one), None) for one in _once(found.removed, rollups)]


def _once(tasks: Iterable[Listed], rollups: _Rollups) -> list[Listed]:
    """Of *tasks*, those that are the first listing of their work among them."""
    by_document: dict[int, list[Listed]] = {}
    for one in tasks:
        by_document.setdefault(id(one.document), []).append(one)
    kept: list[Listed] = []
    for document, listed in by_document.items():
        first: set[Span] = {task.span for task in rollups[document].once([one.task for one in listed])}
        kept += [one for one in listed if one.task.span in first]
    return kept


def _side(listed: Listed) -> TaskSide:
    document, task = listed
    line, column = document.source.position(task.span.start)
    return TaskSide(
        path=_path(document) or "",
        line=line,
        column=column,
        id=task.id.text if task.id is not None else None,
        title=task.title.text,
        state=task.state.value,
        priority=attributes.priority(document, task),
        estimate=estimate_row(task.estimate) if task.estimate is not None else None,
        section=list(listed.section),
    )


def _path(document: Document | None) -> str | None:
    return None if document is None else document.source.path or "<text>"
