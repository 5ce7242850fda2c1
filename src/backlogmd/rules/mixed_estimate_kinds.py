"""Tasks side by side are estimated in different kinds of amounts, such as hours and points.

These cannot be added up, so that no total covers all of the tasks. Compared are tasks of one form under one parent:
stories in points, with steps in hours below them, are common practice. A task with both, `3 SP / 16h`, may stand beside
any other.

Bad:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (3 points)

Good:

    - [ ] Write the parser (4 hours)
    - [ ] Write the linter (6 hours)
"""

from collections import Counter
from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Kind, Task
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural

_KINDS = {Kind.DURATION: "time", Kind.POINTS: "points", Kind.SIZE: "sizes"}


@rule("BL205", "this task is estimated in {kind}, and {others} beside it in {usual}")
def check(document: Document) -> Iterator[Finding]:
    for tasks in _beside(document):
        kinds = Counter(task.estimate.kind for task in tasks if task.estimate is not None)
        if len(kinds) < 2:
            continue
        usual, number = kinds.most_common(1)[0]
        odd = [task for task in tasks if task.estimate is not None and task.estimate.kind is not usual]
        model = next(task for task in tasks if task.estimate is not None and task.estimate.kind is usual)
        # One finding for the group: its first task that differs.
        estimate, other = odd[0].estimate, model.estimate
        if estimate is not None and other is not None:
            yield Finding(
                estimate.span,
                kind=_KINDS[estimate.kind],
                others=plural(number, "task"),
                usual=_KINDS[usual],
                evidence=(Evidence(f"{other.text} stands here", other.span),),
                help="use one kind for tasks that are added up",
            )


def _beside(document: Document) -> Iterator[list[Task]]:
    """The tasks with an estimate of one kind, in groups that stand side by side."""
    groups: dict[tuple[Span | None, object], list[Task]] = {}
    for task in document.tasks:
        if task.estimate is None or any(one.kind is not task.estimate.kind for one in task.more_estimates):
            continue
        parent = next((one.span for one in document.parents_of(task) if one.span != task.span), None)
        groups.setdefault((parent, task.form), []).append(task)
    yield from groups.values()
