"""The parts of a task that say where they stand, and what a task is waiting for in them."""

from __future__ import annotations

from collections.abc import Iterator

from backlogmd.nodes import Document, Note, Task
from backlogmd.pattern import lazy
from backlogmd.query.rollup import is_work
from backlogmd.source import Span
from backlogmd.vocabulary import Dialect, Form, Role, State, plain_name

UNFINISHED = (State.OPEN, State.IN_PROGRESS, State.BLOCKED)
"""The states of work that is waited for: not put off, not in doubt, not given up."""

_REMARK = lazy(
    r"(?:[(\[（【]|\s[-–—→]|[:：])[ \t]{0,4}(?:[^\w\s]{1,4}[ \t]{0,4})?"
    r"(?=(?P<words>[^\W\d_][^()\[\]（）【】\r\n]{2,60}))"
)
_PUT_OFF = (State.DEFERRED, State.CANCELLED)
_ALSO_PUT_OFF = frozenset("optional moved opcional optionnel verschoben перенесено 任意 可选 선택".split())


def is_unfinished(document: Document, task: Task, dialect: Dialect) -> bool:
    """Whether a mark of the task says that it is still to be done; without any, nothing is known.

    An open box whose line says `(deferred)`, `- moved to v2` or the like waits for nobody.
    """
    return bool(task.marks) and task.state in UNFINISHED and not _is_put_off(document, task, dialect)


def _is_put_off(document: Document, task: Task, dialect: Dialect) -> bool:
    label = task.title.text.casefold().partition(":")[0].strip(" *_~")
    if dialect.state_words.get(label) in _PUT_OFF:
        return True
    source = document.source
    line = source.line_span(source.position(task.title.span.start).line)
    for match in _REMARK.finditer(source.text, min(task.span.start, task.title.span.start), line.end):
        words = match["words"].casefold().split()
        starts = (" ".join(words[:number]).strip(" .,;:!*_~") for number in range(1, 4))
        if words[0].strip(".,;:!*_") in _ALSO_PUT_OFF or any(
            dialect.state_words.get(one) in _PUT_OFF for one in starts
        ):
            return True
    return False


def parts_of(document: Document, task: Task, dialect: Dialect) -> list[Task]:
    """The subtasks right below *task*, without what its work must meet.

    Boxes below a note or a heading that is called `Acceptance criteria` or the like are none. Below a heading or a row
    boxes are subtasks only where some of them are ticked: else they say what the work is, and nobody keeps them.
    """
    criteria = set(_criteria(task, dialect))
    parts = [one for one in document.children_of(task) if one.span not in criteria and is_work(document, one)]
    if task.form in (Form.HEADING, Form.ROW) and not any(one.is_done for one in parts):
        return []
    return parts


def _criteria(task: Task, dialect: Dialect) -> Iterator[Span]:
    for note in task.notes:
        yield from _in_note(note, dialect, named=False)


def _in_note(note: Note, dialect: Dialect, *, named: bool) -> Iterator[Span]:
    named = named or dialect.role_names.get(plain_name(note.text.text)) is Role.CRITERIA
    if named:
        yield from (one.span for one in note.tasks)
    for inner in note.notes:
        yield from _in_note(inner, dialect, named=named)
