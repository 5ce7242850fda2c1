"""Tasks that no assignment covers, in a file that has assignments.

One line for all of them, with their number and their hours. A task is covered if a rule under a person or a team
selects it, or if it names an assignee itself. Subtasks are covered with the task above them.

Bad:

    ## HIGH - API

    - [ ] Write the parser (4h)

    ## LOW - Site

    - [ ] Draw a logo (2h)

    ## Assignments

    ### Ana

    - All HIGH tasks

Good:

    ## HIGH - API

    - [ ] Write the parser (4h)

    ## LOW - Site

    - [ ] Draw a logo (2h)

    ## Assignments

    ### Ana

    - All HIGH tasks

    ### Ben

    - All LOW tasks
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Kind, Task
from backlogmd.query.claims import Facts, by_section
from backlogmd.query.rollup import summed
from backlogmd.rule import Finding, rule
from backlogmd.totals import MOST_EVIDENCE, hours_text, plural
from backlogmd.vocabulary import Role


@rule("BL702", "{unassigned} of {tasks} {are} covered by no assignment{hours}", severity="info")
def check(facts: Facts) -> Iterator[Finding]:
    document = facts.document
    rules = [one for assignment in document.assignments for one in assignment.rules]
    covered = {task.span for one in rules for task in facts.finder.find(one.selector).tasks}
    addends = [addend for addend in facts.rollup.addends if not addend.task.is_done]
    free = [
        addend
        for addend in addends
        if not any(one.span in covered or one.assignees for one in _upwards(addend.task, document))
    ]
    if not covered or not free:
        return
    heading = next(section for section in document.all_sections if section.role in (Role.ASSIGNMENTS, Role.ASSIGNEE))
    total = summed(free, Kind.DURATION)
    groups = by_section(document, free)
    evidence = [
        Evidence(f"{plural(len(members), 'task')}: {section.heading.text}", section.heading.span)
        for section, members in groups[:MOST_EVIDENCE]
        if section is not None
    ]
    if len(groups) > MOST_EVIDENCE:
        evidence.append(Evidence(f"and {plural(len(groups) - MOST_EVIDENCE, 'more section')}"))
    yield Finding(
        heading.heading.span,
        unassigned=len(free),
        tasks=plural(len(addends), "open task"),
        are="is" if len(free) == 1 else "are",
        hours=f" ({hours_text(total.low, total.high)})" if total.estimated else "",
        evidence=tuple(evidence),
        help="add a rule for them under a person or a team",
    )


def _upwards(task: Task, document: Document) -> Iterator[Task]:
    """The task and the tasks above it."""
    yield task
    yield from (one for one in document.parents_of(task) if isinstance(one, Task))
