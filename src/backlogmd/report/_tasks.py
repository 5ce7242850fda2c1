"""What `backlogmd tasks` tells, as data: the published schema (`backlogmd schema tasks`) is made from these classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

from backlogmd._version import __version__
from backlogmd.nodes import Amount, Document, Estimate, Selector, Task
from backlogmd.query import attributes, breakdown
from backlogmd.query.rollup import Addend, Rollup, Total
from backlogmd.query.selection import Finder
from backlogmd.source import Span
from backlogmd.vocabulary import DEFAULT, Dialect


class Chosen(NamedTuple):
    """A document, and those of its tasks that were asked for."""

    document: Document
    tasks: Sequence[Task]


Counted = Literal["itself", "subtasks", "parent", "not"]

_SCHEMA = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """An estimate."""

    kind: Literal["duration", "points", "size"]
    low: int | float
    """Minutes or points; 0 for a size."""
    high: int | float
    """The same as `low` unless it is a range."""
    text: str
    """As written; of a figure in a column, with the unit of the column."""
    approximate: bool
    """Whether it is written with `~` or a word like it."""
    bound: Literal["", ">=", "<="]
    """`>=` for `10+ hours`, `<=` for `under 2 hours`."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1, in code points."""
    form: Literal["checkbox", "heading", "row", "item", "line"]
    id: str | None
    project: str | None
    category: str | None
    milestone: str | None
    priority: str | None
    """The level, the task's own or that of what it stands under."""
    state: Literal["open", "in-progress", "done", "cancelled", "blocked", "deferred", "question", "unknown"]
    title: str
    estimate: EstimateRow | None
    assignees: list[str]
    """Its own, or those of the task it stands under."""
    tags: list[str]
    due: str | None
    """As written, YYYY-MM-DD."""
    depth: int
    """How many of the tasks in this list it stands under."""
    counted: Counted
    """How it goes into sums, which have every unit of work once: itself, as its subtasks, as a part of a task above it,
    or not at all, such as cancelled work and what is listed a second time."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A sum of estimates."""

    low: int | float
    high: int | float
    open_end: bool
    """Whether `high` is only the least that the high end can be."""
    tasks: int
    """How many tasks have an estimate of this kind."""

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class SumsRow:
    """What tasks come to, every unit of work once."""

    tasks: int
    open: int
    done: int
    percent: int | None
    """How many of 100 tasks are done, rounded down; null without tasks."""
    without_estimate: int
    minutes: AmountRow
    points: AmountRow

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The sums of one group."""

    group: dict[str, str | None]
    """The value of each key of `by`; null where tasks have none. Subtotals have the first keys only."""
    sums: SumsRow

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks."""

    type: Literal["tasks"]
    format: Literal[1]
    """Raised when a field changes its meaning or goes away."""
    version: str
    """Of backlogmd."""
    files: list[str]
    """What was read."""
    tasks: list[TaskRow]
    left_out: int
    """How many tasks were read besides, and not asked for."""
    sums: SumsRow

    __pydantic_config__: ClassVar[Any] = _SCHEMA


@dataclass(frozen=True, slots=True)
class TaskSums:
    """The sums over groups of tasks, with `--by`."""

    type: Literal["sums"]
    format: Literal[1]
    version: str
    files: list[str]
    by: list[str]
    groups: list[GroupRow]
    """The finest groups."""
    subtotals: list[GroupRow]
    total: SumsRow

    __pydantic_config__: ClassVar[Any] = _SCHEMA


def choose(document: Document, selectors: Iterable[Selector]) -> Chosen:
    """The tasks of *document* that all of *selectors* select."""
    finder = Finder(document)
    spans = [{task.span for task in finder.find(one).tasks} for one in selectors]
    return Chosen(document, [task for task in document.tasks if all(task.span in one for one in spans)])


def task_list(chosen: Iterable[Chosen]) -> TaskList:
    """The tasks that were asked for, file by file, in the order they stand."""
    chosen = list(chosen)
    rows: list[TaskRow] = []
    addends: list[Addend] = []
    for document, tasks in chosen:
        parts = breakdown.addends_among(document, tasks)
        addends.extend(parts)
        counted = _counted(document, parts)
        listed = {task.span for task in tasks}
        for task in tasks:
            depth = sum(isinstance(one, Task) and one.span in listed for one in document.parents_of(task))
            rows.append(_task_row(document, task, depth, counted.get(task.span, "not")))
    left_out = sum(len(document.tasks) for document, _ in chosen) - len(rows)
    return TaskList("tasks", 1, __version__, _files(chosen), rows, left_out, sums_row(breakdown.sums_of(addends)))


def task_sums(chosen: Iterable[Chosen], by: Sequence[str], dialect: Dialect = DEFAULT) -> TaskSums:
    """The sums over the tasks that were asked for, by the keys *by* (see `breakdown.KEYS`)."""
    chosen = list(chosen)
    parts = [(document, breakdown.addends_among(document, tasks)) for document, tasks in chosen]
    found = breakdown.break_down(parts, by, dialect)

    def rows(groups: Iterable[breakdown.Group]) -> list[GroupRow]:
        return [GroupRow(dict(zip(by, one.values, strict=False)), sums_row(one.sums)) for one in groups]

    groups, subtotals = rows(found.groups), rows(found.subtotals)
    return TaskSums("sums", 1, __version__, _files(chosen), list(by), groups, subtotals, sums_row(found.total))


def tasks_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `--output-format json`: of the list, and of the sums."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(TaskList | TaskSums).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def hours(minutes: int | float) -> int | float:
    """Hours for people and spreadsheets, with two decimals at most."""
    number = round(minutes / 60, 2)
    return int(number) if number.is_integer() else number


def _files(chosen: Iterable[Chosen]) -> list[str]:
    return [one.document.source.path or "<text>" for one in chosen]


def _counted(document: Document, addends: Iterable[Addend]) -> dict[Span, Counted]:
    """How tasks of *document* go into the sum of *addends*; those that do not are left out."""
    counted: dict[Span, Counted] = {addend.task.span: "itself" for addend in addends}
    # A parent or a subtask that was asked for without the task that counts for it is one all the same.
    counting = {addend.task.span for addend in Rollup(document).addends} | set(counted)
    for task in document.tasks:
        above = [one for one in document.parents_of(task) if isinstance(one, Task) and one.counts]
        if task.span in counting:
            for parent in above:
                counted.setdefault(parent.span, "subtasks")
        elif task.counts and any(parent.span in counting for parent in above):
            counted.setdefault(task.span, "parent")
    return counted


def _task_row(document: Document, task: Task, depth: int, counted: Counted) -> TaskRow:
    source = document.source
    line, column = source.position(task.span.start)
    return TaskRow(
        path=source.path or "<text>",
        line=line,
        column=column,
        form=task.form.value,
        id=task.id.text if task.id is not None else None,
        project=attributes.project(document, task),
        category=attributes.category(document, task),
        milestone=attributes.milestone(document, task),
        priority=attributes.priority(document, task),
        state=task.state.value,
        title=task.title.text,
        estimate=estimate_row(task.estimate) if task.estimate is not None else None,
        assignees=list(attributes.assignees(document, task)),
        tags=[tag.text for tag in task.tags],
        due=attributes.due(task),
        depth=depth,
        counted=counted,
    )


def estimate_row(estimate: Estimate) -> EstimateRow:
    """An estimate, such that its text says what it is by itself."""
    text = estimate.text
    if estimate.unit_text not in text:
        # A figure in a column; the header says the unit.
        text = f"{text} {estimate.unit_text.removesuffix('s') if text == '1' else estimate.unit_text}"
    low, high = _number(estimate.low), _number(estimate.high)
    return EstimateRow(estimate.kind.value, low, high, text, estimate.approximate, estimate.bound)


def sums_row(sums: breakdown.Sums) -> SumsRow:
    """What tasks come to, in plain numbers."""
    return SumsRow(
        sums.tasks,
        sums.open,
        sums.done,
        sums.percent,
        sums.without_estimate,
        _amount_row(sums.duration),
        _amount_row(sums.points),
    )


def _amount_row(total: Total) -> AmountRow:
    return AmountRow(_number(total.low), _number(total.high), total.open_end, total.estimated)


def _number(amount: Amount) -> int | float:
    return amount if isinstance(amount, int) else round(float(amount), 6)
