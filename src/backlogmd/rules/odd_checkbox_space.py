"""A checkbox holds, or is followed by, something else than one plain blank.

A no-break space in the box looks like `[ ]`, but GitHub does not take it for a task. A tab after the box makes some
parsers lose the box, and several blanks are read as part of the title by others.

Bad:

    - [x]   Write the parser

Good:

    - [x] Write the parser
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Task
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_NAMES = {"\t": "a tab", "\u00a0": "a no-break space", "\u3000": "an ideographic space"}


@rule("BL105", "{what}", fix="safe", changes=("Task.state_char",))
def check(task: Task, document: Document) -> Iterator[Finding]:
    text = document.source.text
    if not task.state_char:
        return
    if task.state_char in _NAMES:
        yield Finding(
            task.state_span,
            what=f"the checkbox holds {_NAMES[task.state_char]} instead of a blank",
            help="write `[ ]`",
            fix=Fix.safe(Edit(task.state_span, " ")),
        )
    start = end = task.state_span.end + 1
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    blanks = text[start:end]
    if end == len(text) or text[end] in "\r\n" or blanks == " ":
        return
    odd = next((name for blank, name in _NAMES.items() if blank in blanks), None)
    many = f"{len(blanks)} blanks follow the checkbox instead of one"
    yield Finding(
        Span(start, end),
        what=f"{odd} follows the checkbox instead of one blank" if odd else many,
        help="leave one blank",
        fix=Fix.safe(Edit(Span(start, end), " ")),
    )
