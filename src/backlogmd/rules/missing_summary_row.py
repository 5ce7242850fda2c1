"""A summary leaves out a priority or a project that has tasks.

The work in it is in no row, so readers of the summary never hear of it.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |
    | LOW      | 2     |
"""

from collections.abc import Iterator

from backlogmd.nodes import RowKind, SummaryTable, Task
from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, rule
from backlogmd.totals import plural
from backlogmd.vocabulary import Dialect, Role

_FEWEST_ROWS = 2


@rule("BL408", "this summary has no row for {name}, which has {tasks}")
def check(table: SummaryTable, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    rows = [row for row in table.rows if row.kind is RowKind.DATA and row.selector is not None]
    if not table.groups or len(rows) < _FEWEST_ROWS or any(row.kind is RowKind.PARTIAL for row in table.rows):
        return
    open_work = [addend.task for addend in facts.rollup.addends if not addend.task.is_done]
    groups = _by_level(open_work, facts, dialect)
    if not all(row.selector and row.selector.priorities and not row.selector.words for row in rows):
        groups = _by_project(open_work, facts)
        if not groups or not all(row.selector and facts.finder.is_name(row.selector) for row in rows):
            return
    covered = {task.span for row in rows if row.selector for task in facts.finder.find(row.selector).tasks}
    # A summary of other things, or of another file, covers none of the groups.
    if sum(any(task.span in covered for task in tasks) for tasks in groups.values()) < _FEWEST_ROWS:
        return
    for name, tasks in groups.items():
        if not any(task.span in covered for task in tasks):
            yield Finding(rows[-1].span, name=name, tasks=plural(len(tasks), "open task"), help="add a row for it")


def _by_level(tasks: list[Task], facts: Facts, dialect: Dialect) -> dict[str, list[Task]]:
    groups: dict[str, list[Task]] = {}
    for level in dialect.levels:
        chosen = [task for task in tasks if (found := facts.document.priority_of(task)) and found.level == level.name]
        if chosen:
            groups[level.name] = chosen
    return groups


def _by_project(tasks: list[Task], facts: Facts) -> dict[str, list[Task]]:
    groups: dict[str, list[Task]] = {}
    for section in facts.document.all_sections:
        if section.role is Role.PROJECT:
            inside = [task for task in tasks if facts.document.project_of(task) is section]
            if inside:
                groups[section.name] = inside
    return groups
