"""A task is done while what it depends on is still open.

Either the other task is done as well and nobody ticked it, or this one was ticked too soon, or it never depended on
the other.

A task that is listed several times is open only where no listing says that it is done. One that was cancelled or
put off, or that has no mark of its state, holds up nobody.

Bad:

    - [ ] T-1: Write the parser
    - [x] T-2: Write the linter (depends: T-1)

Good:

    - [x] T-1: Write the parser
    - [x] T-2: Write the linter (depends: T-1)
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document
from backlogmd.query.dependencies import Dependencies, name_of
from backlogmd.query.subtasks import is_unfinished
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect


@rule("BL607", "this task is done, and `{other}` that it depends on is {state}")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    names = Dependencies(document)
    for one in names:
        if not one.task.is_done or not one.targets or one.is_own:
            continue
        target = one.targets[0]
        if all(is_unfinished(document, listing, dialect) for listing in one.targets):
            yield Finding(
                one.label.span,
                other=name_of(target),
                state=target.state.value.replace("-", " "),
                evidence=(Evidence("it stands here", target.title.span),),
                help="tick the other task, open this one again, or delete the dependency",
            )
