"""Tasks stand before the first heading.

They belong to no project, no priority and no category, so that no summary counts them under one. Off by default: a
short list needs no headings. A document without any heading is left alone.

Bad:

    - [ ] Write the parser

    ## High priority

    - [ ] Write the linter

Good:

    ## High priority

    - [ ] Write the parser
    - [ ] Write the linter
"""

from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.rule import Finding, rule


@rule("BL613", "{tasks} before the first heading", severity="info", default=False)
def check(document: Document) -> Iterator[Finding]:
    outside = [task for task in document.tasks if not document.parents_of(task)]
    if outside and document.sections:
        number = len(outside)
        yield Finding(
            outside[0].title.span,
            tasks="this task stands" if number == 1 else f"this task and {number - 1} more stand",
            help="move it below a heading, or write one above it",
        )
