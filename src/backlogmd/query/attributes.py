"""What a task is asked for: its own values, and those that it takes over from around it."""

from __future__ import annotations

from collections.abc import Iterator

from backlogmd.nodes import DateKind, Document, Kind, Section, Task


def priority(document: Document, task: Task) -> str | None:
    """The name of the level."""
    found = document.priority_of(task)
    return found.level if found is not None else None


def project(document: Document, task: Task) -> str | None:
    """The name of the project; None where the document is the one project."""
    found = document.project_of(task)
    return found.name if found is not None else None


def category(document: Document, task: Task) -> str | None:
    """The category."""
    found = document.category_of(task)
    return found.text if found is not None else None


def milestone(document: Document, task: Task) -> str | None:
    """The version that it is planned for."""
    found = document.milestone_of(task)
    return found.name if found is not None else None


def assignees(document: Document, task: Task) -> tuple[str, ...]:
    """Who does it: its own assignees, else those of the nearest task above it that has some."""
    for one in _with_parents(document, task):
        if one.assignees:
            return tuple(who.text for who in one.assignees)
    return ()


def due(task: Task) -> str | None:
    """The date that it is due on, as written."""
    return next((date.value for date in task.dates if date.kind is DateKind.DUE), None)


def texts(document: Document, task: Task, key: str) -> Iterator[str]:
    """The texts that a condition about *key* may be met by.

    A subtask is a part of what it stands under, so that the titles, ids and tags of the tasks above it are its own.
    """
    section: Section | None = None
    if key == "text":
        yield from (one.title.text for one in _with_parents(document, task))
    elif key == "id":
        yield from (one.id.text for one in _with_parents(document, task) if one.id is not None)
    elif key == "tag":
        yield from (tag.text for one in _with_parents(document, task) for tag in one.tags)
    elif key == "assignee":
        yield from assignees(document, task)
    elif key == "category":
        yield from filter(None, (category(document, task),))
    elif key == "section":
        for one in document.parents_of(task):
            if isinstance(one, Section):
                yield one.name
                yield one.heading.text
    else:
        section = document.project_of(task) if key == "project" else document.milestone_of(task)
    if section is not None:
        yield section.name
        yield from filter(None, (section.alias, section.number))


def choice(document: Document, task: Task, key: str) -> str:
    """The one value that a condition about *key* compares with; empty where the task has none."""
    estimate = task.estimate
    if key == "priority":
        return priority(document, task) or ""
    if key == "state":
        return task.state.value
    if key == "form":
        return task.form.value
    if key == "due":
        return due(task) or ""
    if estimate is None:
        return ""
    if key == "size":
        return estimate.unit.upper() if estimate.kind is Kind.SIZE else ""
    if key == "estimate":
        return estimate.text
    wanted = Kind.POINTS if key == "points" else Kind.DURATION
    # Of a range, the most that it allows.
    return str(max(estimate.low, estimate.high)) if estimate.kind is wanted else ""


def _with_parents(document: Document, task: Task) -> Iterator[Task]:
    yield task
    yield from (one for one in document.parents_of(task) if isinstance(one, Task))
