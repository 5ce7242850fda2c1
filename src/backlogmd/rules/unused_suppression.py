"""A comment silences nothing.

What it silenced was mended, or has moved. Left where it is, it would hide the next mistake of that kind. Only comments
about rules that have run are judged, so that a run of a few rules finds no fault with the others.

With:

    extend-select = ["duplicate-task"]

Bad:

    - [ ] Write the parser <!-- backlogmd-disable-line duplicate-task -->
    - [ ] Write the linter

Good:

    - [ ] Write the parser
    - [ ] Write the parser <!-- backlogmd-disable-line duplicate-task -- one for each format -->
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Fix
from backlogmd.nodes import Document
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.suppress import Suppressions, removed


@rule("BL902", "{what} silences nothing", fix="safe", changes=(*PROSE, "-Opaque", "Opaque.html", "Task.title.text"))
def check(suppressions: Suppressions, document: Document) -> Iterator[Finding]:
    for unused in suppressions.unused:
        name = unused.name
        yield Finding(
            name.span if name else unused.directive.span,
            what=f"`{name.text}` in this comment" if name else "this comment",
            help="take it out",
            fix=Fix.safe(removed(document, unused)),
        )
