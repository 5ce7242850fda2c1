"""A finished task stands outside of the archive.

Where finished work is moved to a section such as `Done`, one that stays behind was forgotten. Off by default, because
many backlogs keep finished tasks where they are. A document without such a section is left alone, and a step of an
open task stays with it.

Bad:

    ## Now

    - [ ] Write the parser
    - [x] Write the linter

    ## Done

    - [x] Draw a logo

Good:

    ## Now

    - [ ] Write the parser

    ## Done

    - [x] Draw a logo
    - [x] Write the linter
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section, Task
from backlogmd.query.rollup import is_work
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, Role, State


@rule("BL505", "this task is done and stands outside of `{archive}`", severity="info", default=False)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    archives = [one for one in document.all_sections if _is_archive(one, dialect)]
    if not archives:
        return
    spans = {one.span for one in archives}
    heading = archives[0].heading
    for task in document.tasks:
        around = document.parents_of(task)
        if not task.is_done or not is_work(document, task):
            continue
        if not any(isinstance(one, Task) or one.span in spans for one in around):
            yield Finding(
                task.title.span,
                archive=heading.text,
                evidence=(Evidence("finished work goes here", heading.span),),
                help="move it there",
            )


def _is_archive(section: Section, dialect: Dialect) -> bool:
    return section.role is Role.ARCHIVE or dialect.section_states.get(section.name.lower()) is State.DONE
