"""Work is given to somebody who is not on the roster.

A name that is misspelled belongs to nobody: no filter finds the task, and the person who should do it never hears of
it. On as soon as the option `roster` lists the people and the teams; a name is known if it is in the list, or is one
word of a name there, in any case. Names of tasks and of sections of assignments are looked at. Words for everybody,
such as `Team` and `all`, need not be listed.

The fix writes the nearest name of the roster, where there is one.

Bad:

    - [ ] Write the parser @jonh

With:

    [rules.unknown-assignee]
    roster = ["john", "Ana Silva"]

Good:

    - [ ] Write the parser @john
    - [ ] Write the linter @ana
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Label
from backlogmd.query.people import headed, is_shared, person
from backlogmd.rule import HEADING, Finding, Options, rule
from backlogmd.source import Span


@dataclass(frozen=True, slots=True)
class Roster(Options):
    """Who there is."""

    roster: tuple[str, ...] = ()
    """The names of the people and teams that work may be given to, with or without `@`."""


@rule(
    "BL704",
    "`{name}` is not on the roster",
    severity="error",
    fix="unsafe",
    changes=(*HEADING, "Task.assignees", "Task.title", "Note.text", "Table.rows.text", "SummaryRow.cells"),
    default=False,
    once_configured=True,
)
def check(document: Document, known: Roster) -> Iterator[Finding]:
    names = [name.strip().lstrip("@") for name in known.roster]
    if not names:
        return
    wanted = {name.casefold() for name in names} | {word.casefold() for name in names for word in name.split()}
    for label in sorted(_assignees(document), key=lambda one: one.span):
        if label.text.casefold() not in wanted and not is_shared(label.text):
            yield _finding(label, names, document)


def _assignees(document: Document) -> Iterator[Label]:
    for task in document.tasks:
        yield from task.assignees
    for section, assignment in headed(document):
        name = person(assignment)
        at = document.source.slice(section.heading.span).find(name)
        start = section.heading.span.start + max(at, 0)
        yield Label(name, Span(start, start + len(name)) if at >= 0 else section.heading.span)


def _finding(label: Label, names: list[str], document: Document) -> Finding:
    # Only a name that is not known pays for difflib.
    from difflib import get_close_matches

    text = label.text
    handle = " " not in text
    spelled = {word.casefold(): word for name in names for word in (name, *(name.split() if handle else ()))}
    near = get_close_matches(text.casefold(), list(spelled), n=1, cutoff=0.7)
    if not near:
        return Finding(label.span, name=text, help="add the name to the roster, or give the work to somebody on it")
    right = spelled[near[0]]
    before = document.source.text[max(0, label.span.start - 1) : label.span.start]
    # Behind `@`, a name ends at the first blank.
    fits = document.source.slice(label.span) == text and not (before == "@" and " " in right)
    return Finding(
        label.span,
        name=text,
        help=f"did you mean `{right}`?",
        fix=Fix.unsafe(Edit(label.span, right)) if fits else None,
    )
