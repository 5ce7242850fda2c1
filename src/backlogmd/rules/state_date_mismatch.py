"""A task is open, but has the date on which it was done.

The work was finished and its box never ticked, or the task was taken up again and the date forgotten: sums and
progress count it as work that is left. Only tasks that say themselves that they are open are reported, by a box or a
status. A day for which the end is planned is none on which work was done: names that may mean either, such as
`Completion date`, are left alone. So is `✅ 2026-01-31`, whose emoji is a mark of its own (see state-mismatch).

Tasks that are done and have no date are a matter of taste: the option `require-date` reports them where at least four
of five finished tasks of the file have one.

Bad:

    - [ ] Write the parser done:2026-01-31

Good:

    - [x] Write the parser done:2026-01-31
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Date, DateKind, Document, MarkKind, Task
from backlogmd.pattern import lazy
from backlogmd.query.dates import Names
from backlogmd.rule import Finding, Options, rule
from backlogmd.vocabulary import State

_OPEN = (State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.DEFERRED)

# Names of dates on which work ended or will end.
_PLANNED = lazy(
    r"completion|finish|target|plan|expected|estimat|finalización|finalizacion|cierre|conclusão|(?<!\w)fin(?!\w)"
    r"|clôture|prévu|abschlussdatum|完成(?:日期|时间|時間|日)|완료 ?(?:일|날짜)|完了日"
    r"|(?:дата|срок) (?:завершения|выполнения)"
)


@dataclass(frozen=True, slots=True)
class DoneDates(Options):
    """Which dates a task must have."""

    require_date: bool = False
    """Whether finished tasks need the date on which they were done, where most of the others have it."""


@rule("BL803", "this task is {state}, {but}", fix="unsafe", changes=("Task.state", "Task.state_char", "Task.marks"))
def check(document: Document, wanted: DoneDates) -> Iterator[Finding]:
    names: Names | None = None
    for task in document.tasks:
        dated = next((one for one in task.dates if one.kind is DateKind.DONE), None)
        if dated is None or not task.marks or task.marks[0].kind is MarkKind.SECTION or task.state not in _OPEN:
            continue
        if any(mark.state is State.DONE for mark in task.marks if mark.kind is not MarkKind.SECTION):
            continue
        names = names or Names(document)
        if not _PLANNED.search(names.of(dated)):
            yield _finding(task, dated)
    if wanted.require_date:
        yield from _undated(document)


def _finding(task: Task, dated: Date) -> Finding:
    ticked = Fix.unsafe(Edit(task.state_span, "x")) if task.marks[0].kind is MarkKind.BOX else None
    return Finding(
        dated.span,
        state=task.state.value.replace("-", " "),
        but=f"but was done on {dated.value}",
        help="tick it" if ticked else "say that it is done, or delete the date",
        fix=ticked,
    )


def _undated(document: Document) -> Iterator[Finding]:
    done = [task for task in document.tasks if task.is_done and not _is_step(task, document)]
    without = [task for task in done if all(one.kind is not DateKind.DONE for one in task.dates)]
    if len(done) > 1 and 5 * len(without) <= len(done):
        for task in without:
            yield Finding(
                task.title.span,
                state="done",
                but="but has no date, as the others have",
                help="write the day on which it was done",
            )


def _is_step(task: Task, document: Document) -> bool:
    """Whether the task stands below another one, whose date speaks for both."""
    return any(isinstance(one, Task) for one in document.parents_of(task))
