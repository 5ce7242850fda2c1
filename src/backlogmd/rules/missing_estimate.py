"""A task has no estimate where nearly all tasks beside it have one.

Totals that cover the task cannot be checked, and the plan is short by it. The rule speaks only where a section has at
least five tasks and four in five of them are estimated; in a file without estimates it is silent. Finished tasks and
tasks with subtasks are left alone.

Bad:

    - [ ] Read headings (1h)
    - [ ] Read lists (2h)
    - [ ] Read tables (2h)
    - [ ] Read notes (1h)
    - [ ] Read emoji

Good:

    - [ ] Read headings (1h)
    - [ ] Read lists (2h)
    - [ ] Read tables (2h)
    - [ ] Read notes (1h)
    - [ ] Read emoji (1h)
"""

from collections.abc import Iterator

from backlogmd.query.claims import Facts, by_section
from backlogmd.rule import Finding, rule


@rule("BL202", "no estimate, though {estimated} of the {all} tasks in this section have one")
def check(facts: Facts) -> Iterator[Finding]:
    for _, addends in by_section(facts.document, facts.rollup.addends):
        estimated = sum(addend.estimate is not None for addend in addends)
        # Four in five; so there are five tasks at least, if one of them has no estimate.
        if 5 * estimated < 4 * len(addends):
            continue
        for task, estimate in addends:
            if estimate is None and not task.is_done and task.title.text:
                yield Finding(task.title.span, estimated=estimated, all=len(addends), help="add an estimate")
