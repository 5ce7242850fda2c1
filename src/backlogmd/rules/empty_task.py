"""A checkbox has no text.

It counts as work that nobody can do. Mostly a line was begun and forgotten, or the text was deleted without the box.

Bad:

    - [ ] Write the parser
    - [ ]

Good:

    - [ ] Write the parser
"""

from collections.abc import Iterator

from backlogmd.nodes import Task
from backlogmd.rule import Finding, rule
from backlogmd.source import Span


@rule("BL107", "this task has no text", severity="error")
def check(task: Task) -> Iterator[Finding]:
    if not task.title.text and task.id is None and not task.references:
        start, end = task.state_span
        yield Finding(Span(start - 1, end + 1), help="write what is to be done, or delete the line")
