"""A task is open though all of its subtasks are done.

Often nobody ticked the box above the last one that was ticked. It may also have work of its own left: so this is
information, and the fix, which ticks it, is unsafe. Cancelled subtasks count for nothing. A task with another mark than
the open box, such as `[/]`, is left alone, as is one with only acceptance criteria below it.

Bad:

    - [ ] Write the parser
      - [x] Read headings
      - [x] Read lists

Good:

    - [x] Write the parser
      - [x] Read headings
      - [x] Read lists
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Task
from backlogmd.pattern import lazy
from backlogmd.query.subtasks import parts_of
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, Form, State

_BOX = lazy(r"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]*\\?\[[^\]\n]{0,3}\]", re.MULTILINE)


@rule(
    "BL502",
    "this task is open, and {all_done}",
    severity="info",
    fix="unsafe",
    changes=("Task.state_char", "Task.state", "Task.marks"),
)
def check(task: Task, document: Document, dialect: Dialect) -> Iterator[Finding]:
    if task.form is not Form.CHECKBOX or task.state is not State.OPEN:
        return
    parts = [one for one in parts_of(document, task, dialect) if one.counts]
    if parts and all(one.is_done for one in parts) and not _has_faulty_box(task, document):
        char = next((one.state_char for one in parts if dialect.state(one.state_char) is State.DONE), "x")
        yield Finding(
            task.state_span,
            all_done="its only subtask is done" if len(parts) == 1 else f"all of its {len(parts)} subtasks are done",
            help="tick it, or write down what is left",
            fix=Fix.unsafe(Edit(task.state_span, char)) if task.state_span.end > task.state_span.start else None,
        )


def _has_faulty_box(task: Task, document: Document) -> bool:
    """Whether a line below the task has a box that is read as none: that may be what is left."""
    boxes = sum(one.form is Form.CHECKBOX for one in document.tasks_in(task.span))
    return sum(1 for _ in _BOX.finditer(document.source.text, task.span.start, task.span.end)) > boxes
