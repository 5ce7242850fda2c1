"""Finished tasks are marked with `[x]` and with `[X]` in one file.

Both mean the same. Searches and scripts that look for one of them miss the other.

Bad:

    - [x] Write the parser
    - [x] Write the linter
    - [X] Write the docs

Good:

    - [x] Write the parser
    - [x] Write the linter
    - [x] Write the docs
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document
from backlogmd.rule import Finding, rule
from backlogmd.totals import plural
from backlogmd.vocabulary import Dialect


@rule("BL104", "`[{odd}]` among {others} with `[{usual}]`", fix="safe", changes=("Task.state_char",))
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    if dialect.state("x") is not dialect.state("X"):
        return
    small = [task for task in document.tasks if task.state_char == "x"]
    large = [task for task in document.tasks if task.state_char == "X"]
    odd, usual = (large, small) if len(large) <= len(small) else (small, large)
    for task in odd:
        mark = usual[0].state_char
        yield Finding(
            task.state_span,
            odd=task.state_char,
            usual=mark,
            others=plural(len(usual), "task"),
            help=f"write `[{mark}]`",
            fix=Fix.safe(Edit(task.state_span, mark)),
        )
