"""A task is done while a part of it is still open.

Either the part is done as well and nobody ticked it, or the task was ticked too soon. A part that was cancelled or put
off, by its box or in words such as `(deferred)`, holds up nothing.

Acceptance criteria and the like are no parts of the work. Nor are the boxes below a heading or a row of which none is
ticked: they describe the work, and nobody keeps them.

Bad:

    - [x] Write the parser
      - [x] Read headings
      - [ ] Read lists

Good:

    - [x] Write the parser
      - [x] Read headings
      - [x] Read lists
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Task
from backlogmd.query.subtasks import is_unfinished, parts_of
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect

_SHOWN = 3


@rule("BL501", "this task is done, and {unfinished} not")
def check(task: Task, document: Document, dialect: Dialect) -> Iterator[Finding]:
    if not task.is_done:
        return
    parts = parts_of(document, task, dialect)
    unfinished = [one for one in parts if is_unfinished(document, one, dialect)]
    if unfinished:
        number = len(unfinished)
        yield Finding(
            task.state_span if task.state_span.end > task.state_span.start else task.title.span,
            unfinished="its only subtask is"
            if len(parts) == 1
            else f"{number} of its {len(parts)} subtasks {'is' if number == 1 else 'are'}",
            evidence=tuple(Evidence("this one is open", one.title.span) for one in unfinished[:_SHOWN]),
            help="tick what is done, or open the task again",
        )
