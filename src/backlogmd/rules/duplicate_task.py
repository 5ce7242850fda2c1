"""The same task stands twice in one project.

Two people will do it, or one will be ticked and the other stay open for ever. Titles are compared without regard to
case and blanks. Finished tasks, steps below different tasks, tasks with different ids, and lists in which every line
says the same (a form to fill in) are left alone. So are routines: a title that returns in many sections, or several
titles that return in the same ones; and work that a table lists and other parts of the file describe or tick off.

Bad:

    ## API

    - [ ] Write the parser
    - [ ] Write the linter
    - [ ] write the parser

Good:

    ## API

    - [ ] Write the parser
    - [ ] Write the linter
"""

from collections import Counter
from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section, Task
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Form

_FEWEST_WORDS = 2
"""A title of one word is found in several sections by accident."""


@rule("BL601", "`{title}` stands on line {line} already")
def check(document: Document) -> Iterator[Finding]:
    places: dict[tuple[object, str], list[Task]] = {}
    for task in document.tasks:
        if task.is_done or not task.counts or not task.title.text:
            continue
        title = " ".join(task.title.text.casefold().split())
        places.setdefault((_scope(task, document), title), []).append(task)
    repeated = [tasks for tasks in places.values() if len(tasks) > 1]
    routines = Counter(_sections(tasks, document) for tasks in repeated)
    titles = Counter(_section(task, document) for task in document.tasks)
    for tasks in repeated:
        sections = _sections(tasks, document)
        if len(sections) > 1:
            alike = len(tasks) > 2 or routines[sections] > 1 or len(tasks[0].title.text.split()) <= _FEWEST_WORDS
        else:
            alike = len(tasks) > 2 and len(tasks) == titles[_section(tasks[0], document)]
        if not alike and not _is_overview(tasks, sections):
            yield from _again(tasks, document)


def _is_overview(tasks: list[Task], sections: frozenset[Span | None]) -> bool:
    """Whether *tasks* are one, listed in one place and described or ticked off in another."""
    forms = {task.form for task in tasks}
    if len(forms) > 1:
        return len(sections) > 1 or Form.ROW in forms
    return forms == {Form.ROW} and len(sections) > 1 and tasks[0].id is not None


def _again(tasks: list[Task], document: Document) -> Iterator[Finding]:
    first = tasks[0]
    for task in tasks[1:]:
        yield Finding(
            task.title.span,
            title=task.title.text,
            line=document.source.position(first.title.span.start).line,
            evidence=(Evidence("the first one stands here", first.title.span),),
            help="delete one of them, or say how they differ",
        )


def _scope(task: Task, document: Document) -> object:
    """What a title should be unique in: the task above, else the project; and ids tell tasks apart."""
    around = document.parents_of(task)
    if around and isinstance(around[0], Task):
        return around[0].span
    project = document.project_of(task)
    own = task.id.text if task.id else None
    return (project.span if project else None, own)


def _sections(tasks: list[Task], document: Document) -> frozenset[Span | None]:
    return frozenset(_section(task, document) for task in tasks)


def _section(task: Task, document: Document) -> Span | None:
    return next((one.span for one in document.parents_of(task) if isinstance(one, Section)), None)
