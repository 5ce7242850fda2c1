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

_NAMES = {"\t": "a tab", "\u00a0": "a no-break space"}


@rule("BL105", "{where} {what}", fix="safe")
def check(task: Task, document: Document) -> Iterator[Finding]:
    text = document.source.text
    if task.state_char in _NAMES:
        yield Finding(
            task.state_span,
            where="the checkbox holds",
            what=_NAMES[task.state_char],
            help="write `[ ]`",
            fix=Fix.safe(Edit(task.state_span, " ")),
        )
    start = end = task.state_span.end + 1
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    blanks = text[start:end]
    if end == len(text) or text[end] in "\r\n" or blanks == " ":
        return
    what = next((name for blank, name in _NAMES.items() if blank in blanks), f"{len(blanks)} blanks")
    span = Span(start, end)
    yield Finding(
        span, where="after the checkbox stands" if "\t" in blanks or "\u00a0" in blanks else "after the checkbox stand",
        what=what, help="leave one blank", fix=Fix.safe(Edit(span, " ")),
    )  # fmt: skip
