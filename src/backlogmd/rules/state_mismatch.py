"""Two marks of one task disagree about whether it is done.

The box counts: readers and tools go by it. An emoji at the end of the line, a `Status` field or a struck title that
says otherwise was forgotten when the box was ticked, or the box was. Only marks of which one says that the work is
finished and the other that it is not are reported; `[/]` beside `Status: To do` is nobody's mistake.

Bad:

    - [ ] Write the parser ✅
    - [x] Write the linter
      - Status: To do

Good:

    - [x] Write the parser ✅
    - [x] Write the linter
      - Status: Done
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import MarkKind, StateMark, Task
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import State

_CLOSED = (State.DONE, State.CANCELLED)


@rule("BL506", "{one} says that this task is {state}, and {other} says that it is {contrary}")
def check(task: Task) -> Iterator[Finding]:
    marks = [mark for mark in task.marks if mark.kind is not MarkKind.SECTION]
    for mark in marks[1:]:
        if _disagree(marks[0].state, mark.state):
            yield Finding(
                mark.span,
                one=_name(marks[0]),
                state=_state(marks[0]),
                other=_name(mark),
                contrary=_state(mark),
                evidence=(Evidence(f"{_name(marks[0])} counts", marks[0].span),),
                help="make both say the same, or delete one",
            )
            return


def _disagree(first: State, second: State) -> bool:
    return (State.DONE in (first, second)) and (first in _CLOSED) is not (second in _CLOSED)


def _state(mark: StateMark) -> str:
    return mark.state.value.replace("-", " ")


def _name(mark: StateMark) -> str:
    """What says so, as a reader finds it."""
    if mark.kind is MarkKind.BOX:
        return f"the box `[{mark.text}]`"
    if mark.kind is MarkKind.STRIKE:
        return "the struck title"
    return f"`{mark.text}`"
