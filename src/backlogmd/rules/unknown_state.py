"""The character in a checkbox is none of the states that the dialect knows.

A box such as `[k]` is counted as open work, because nobody can tell what it means. GitHub does not show it as a task.

Bad:

    - [k] Write the parser

Good:

    - [x] Write the parser
"""

from collections.abc import Iterator

from backlogmd.nodes import Task
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, State


@rule("BL103", "`[{character}]` is no known state, so the task counts as open")
def check(task: Task, dialect: Dialect) -> Iterator[Finding]:
    if task.state is State.UNKNOWN and task.state_char:
        known = " ".join(f"[{one}]" for one in dialect.states if one not in "\t\u00a0X")
        yield Finding(task.state_span, character=task.state_char, help=f"known states are {known}")
