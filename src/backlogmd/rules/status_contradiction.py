"""A heading says that everything below it is done, and tasks below it are open.

Readers skip such a section, and what is open in it is forgotten. Read are headings that end with a check mark or with
words such as `(done)` or `- COMPLETE`. If some of the work below them is done, so are headings that begin with a check
mark, lists such as `Checklist ✅`, and those called `Done`, `Completed` and the like: else the mark is an ornament, and
nobody ticks boxes there.

Tasks that are cancelled or put off, by their boxes or in words such as `(deferred)`, acceptance criteria, and the parts
of a task are left alone. A heading that is a task itself is for `done-with-open-subtasks`.

Bad:

    ## Parser ✅

    - [x] Read headings
    - [ ] Read lists

Good:

    ## Parser ✅

    - [x] Read headings
    - [x] Read lists
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section, Task
from backlogmd.pattern import lazy
from backlogmd.query.rollup import is_work
from backlogmd.query.subtasks import is_unfinished
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.fields import trailing_state
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, Role, State

_WORD = lazy(r"[^\W_]+")
_SHOWN = 3


@rule("BL503", "`{heading}` says that all is done, and {number} below it", severity="error")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    certain = {one.span: _says_done(one, dialect) for one in document.all_sections if one.task is None}
    below: dict[Span, tuple[list[Task], list[Task]]] = {}
    for task in document.tasks:
        # The nearest heading that says so has to answer for it.
        for one in document.parents_of(task):
            if isinstance(one, Task):
                break
            if certain.get(one.span) is not None:
                if is_work(document, task):
                    done, unfinished = below.setdefault(one.span, ([], []))
                    (done if task.is_done else unfinished if is_unfinished(document, task, dialect) else []).append(
                        task
                    )
                break
    for section in document.all_sections:
        done, unfinished = below.get(section.span, ([], []))
        if unfinished and (certain[section.span] or done):
            number = len(unfinished)
            yield Finding(
                section.heading.span,
                heading=section.heading.text,
                number="1 task is open" if number == 1 else f"{number} tasks are open",
                evidence=tuple(Evidence("this one is open", one.title.span) for one in unfinished[:_SHOWN]),
                help="tick what is done, or say in the heading where the work stands",
            )


def _says_done(section: Section, dialect: Dialect) -> bool | None:
    """Whether a heading says that all is done: for certain (True), if some is (False), or not (None)."""
    text = section.heading.text.strip(" *_~")
    if section.role is Role.CRITERIA:
        return None
    if section.role is Role.ARCHIVE:
        return False
    ends = trailing_state(Run.of(text), dialect)
    if ends is not None and ends[0].state is State.DONE:
        return True
    last, first = text.rstrip("\ufe0f")[-1:], text[:1]
    if dialect.state_emoji.get(last) is State.DONE:
        return section.level > 1 and not _names_a_list(section, dialect)
    return False if dialect.state_emoji.get(first) is State.DONE else None


def _names_a_list(section: Section, dialect: Dialect) -> bool:
    """Whether the name says no more than that work is listed, so that a check mark beside it is a picture of a box."""
    words = _WORD.findall(section.name.casefold())
    return bool(words) and (words[-1] in ("checklist", "list") or words[-1] in dialect.work_words)
