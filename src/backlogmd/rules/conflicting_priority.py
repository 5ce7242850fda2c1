"""A task gives itself another priority than the heading it stands under.

The task was moved and its mark was not, or the other way round. Totals count what the task says; a reader who looks
under the headings believes these.

Only headings that group tasks by priority are looked at, not an epic or a phase that has one. The marks of tasks may
be counted from another step than the headings: `P1` may be the top of a file's scale. So what is one step apart is
reported only where the file shows that both use one scale: the same mark stands under its own priority elsewhere, or
tasks have the word of the heading, too. When work
shall be done (`Short-term`) and whether it must be (`Should have`) is another matter than how urgent it is.

Bad:

    ## LOW

    - [ ] Close the port (P0)

Good:

    ## URGENT

    - [ ] Close the port (P0)
"""

from collections import Counter
from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Priority, Section, Spelling, Task
from backlogmd.query.priorities import leads, scale_of
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, Role


@rule("BL308", "this task says `{own}`, but it stands under {heading}")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    pairs = list(_marked_tasks(document, dialect))
    said = {own.level for own, _ in pairs}
    # How often each mark stands under its own level.
    at_home = Counter(own.text.upper() for own, section in pairs if own.level == _level_of(section))
    steps = {level.name: step for step, level in enumerate(dialect.levels)}
    for own, section in pairs:
        around = section.priority
        if around is None or own.level == around.level:
            continue
        # Tasks that could say what the heading says, and do not, mean what they say.
        one_scale = at_home[own.text.upper()] or (around.level in said and own.spelling is around.spelling)
        if one_scale or abs(steps[own.level] - steps[around.level]) > 1:
            yield Finding(
                own.span,
                own=own.text,
                heading=around.text,
                evidence=(
                    Evidence(f"the heading says {around.level}, and `{own.text}` means {own.level}", around.span),
                ),
                help="move the task, or change its priority",
            )


def _marked_tasks(document: Document, dialect: Dialect) -> Iterator[tuple[Priority, Section]]:
    """The priorities that tasks give themselves, with the sections that group them by priority."""
    for task in document.tasks:
        own = task.priority
        # A circle before a task says as often how it goes.
        if own is None or own.spelling is Spelling.EMOJI:
            continue
        section = _group_of(task, document, dialect)
        if section is not None and section.priority is not None and scale_of(own) == scale_of(section.priority):
            yield own, section


def _group_of(task: Task, document: Document, dialect: Dialect) -> Section | None:
    """The section that groups the task by priority: the nearest one with a priority, if it is such a group."""
    for one in document.parents_of(task):
        if isinstance(one, Section) and one.priority is not None and one.task is None:
            return one if one.role is Role.PRIORITY and leads(one, document.source, dialect) else None
    return None


def _level_of(section: Section) -> str | None:
    return section.priority.level if section.priority is not None else None
