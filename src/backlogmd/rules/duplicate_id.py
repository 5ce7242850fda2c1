"""Two tasks have one id.

What refers to the id, another task or a commit, then means either of them.

A task that is listed twice is no second task: as a row of a table and again as a heading, or in two sections with
much the same words. An id that three tasks have is the name of a group, as is one that many ids of the file share the
fate of. Numbers without letters, `1` or `2.1`, count anew in each table and section and are compared only in there.

Bad:

    - [ ] T-13: Write the parser
    - [ ] T-14: Write the linter
    - [ ] T-14: Draw a logo

Good:

    - [ ] T-13: Write the parser
    - [ ] T-14: Write the linter
    - [ ] T-15: Draw a logo
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Task
from backlogmd.pattern import lazy
from backlogmd.query.dependencies import Dependencies, has_letter, is_explicit
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Form

_WORD = lazy(r"[^\W_]+")
_FIRST = lazy(r"(?:^|[^0-9])0*[01]$")
_GROUP = 3
"""So many tasks with one id belong to one thing, and the id is its name."""


@rule("BL604", "`{id}` is the id of another task, on line {line}", severity="error")
def check(document: Document) -> Iterator[Finding]:
    names = Dependencies(document)
    repeated = {name: tasks for name, tasks in names.by_id.items() if len(tasks) > 1}
    pairs = [
        (name, first, task)
        for name, tasks in repeated.items()
        for first, task in _pairs(name, tasks, names)
        if not _is_part(task, first, document)
    ]
    of_words = [pair for pair in pairs if has_letter(pair[0]) and not _is_written_out(pair[1], pair[2], document)]
    numbers: dict[object, int] = {}
    for name, _, task in pairs:
        if not has_letter(name):
            numbers[names.place_of(task)] = numbers.get(names.place_of(task), 0) + 1
    shared = len({name for name, _, _ in of_words})
    for name, first, task in pairs:
        if _is_written_out(first, task, document):
            told = True
        elif has_letter(name):
            told = shared <= max(1, len(names.by_id) // 4) and len(names.by_id) > 1 and len(repeated[name]) < _GROUP
            # Where each project counts its own tasks, the first ones meet first.
            told = told and not (_projects_differ(first, task, document) and _FIRST.search(name) is not None)
        else:
            told = numbers[names.place_of(task)] == 1 and _FIRST.search(name) is None
        if told and task.id is not None and first.id is not None:
            yield Finding(
                task.id.span,
                id=task.id.text,
                line=document.source.position(first.id.span.start).line,
                evidence=(Evidence("the first task with this id stands here", first.id.span),),
                help="give one of them another id",
            )


def _pairs(name: str, tasks: list[Task], names: Dependencies) -> Iterator[tuple[Task, Task]]:
    """The first task with an id, or the first in its place, and each other task that has it as well."""
    first: dict[object, Task] = {}
    for task in tasks:
        if not has_letter(name) and task.form not in (Form.HEADING, Form.ROW):
            continue
        place = None if has_letter(name) else (task.form, names.place_of(task))
        one = first.setdefault(place, task)
        if one is not task and not _is_listed_again(one, task, names):
            yield one, task


def _is_listed_again(first: Task, task: Task, names: Dependencies) -> bool:
    """Whether the second is the first once more: in another form, or elsewhere in much the same words."""
    if first.form is not task.form:
        return True
    words, others = _words(first), _words(task)
    if words == others or names.place_of(first) == names.place_of(task):
        return words == others
    return 2 * len(words & others) >= min(len(words), len(others))


def _words(task: Task) -> frozenset[str]:
    return frozenset(_WORD.findall(task.title.text.casefold()))


def _is_part(task: Task, first: Task, document: Document) -> bool:
    """Whether it is a step of the other, under its name."""
    return any(one.span == first.span for one in document.parents_of(task))


def _is_written_out(first: Task, task: Task, document: Document) -> bool:
    return all(one.id is not None and is_explicit(document, one.id) for one in (first, task))


def _projects_differ(first: Task, task: Task, document: Document) -> bool:
    one, other = document.project_of(first), document.project_of(task)
    return (one and one.span) != (other and other.span)
