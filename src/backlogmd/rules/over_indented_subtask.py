"""A box is indented deeper than the one above it, and yet stands beside it.

In Markdown an entry belongs to the one above it only where it is indented as far as the text of that one. With fewer
blanks the reader sees a subtask, and GitHub, editors and backlogmd see the next task of the same list. It happens most
below numbered tasks, whose text begins one or two columns further right.

The fix indents it so that it becomes a subtask. It is unsafe, for the box may have been meant to stand beside. Boxes
that are indented so far that they became code are for `checkbox-out-of-reach`.

Bad:

    1. [ ] Write the parser
      - [ ] Read headings

Good:

    1. [ ] Write the parser
       - [ ] Read headings
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document, Task
from backlogmd.pattern import lazy
from backlogmd.query.lists import task_lists
from backlogmd.rule import Finding, rule
from backlogmd.source import Source, Span
from backlogmd.vocabulary import Form

_MARKER = lazy(r"(?P<bullet>[-+*]|[0-9]{1,9}[.)])(?P<blanks> {1,4})(?! )")


@rule(
    "BL504",
    "this box is indented deeper than the one above it, but stands beside it",
    fix="unsafe",
    changes=("parent", "Task.subtasks", "Section.items", "Task.span"),
)
def check(document: Document) -> Iterator[Finding]:
    source = document.source
    for tasks in task_lists(document):
        above: Task | None = None
        for task in tasks:
            indent = _indent(task, source) if task.form is Form.CHECKBOX else None
            if indent is None:
                above = None
                continue
            base = _indent(above, source) if above is not None else None
            if above is None or base is None or indent <= base:
                above = task
                continue
            text = _text_column(above, base, source)
            if text is None or indent >= text or _goes_on(task, source):
                above = task
                continue
            yield Finding(
                Span(task.span.start, task.state_span.end + 1),
                evidence=(Evidence("this is the one above", above.title.span),),
                help=f"indent it by {text} blanks for a subtask, or by {base} for a task of its own",
                fix=Fix.unsafe(*_moved(task, " " * (text - indent), source)),
            )


def _indent(task: Task, source: Source) -> int | None:
    """The blanks before the bullet; None where there is something else, such as a tab or a quote."""
    line = source.line_span(source.position(task.span.start).line)
    before = source.text[line.start : task.span.start]
    return len(before) if not before.strip(" ") else None


def _text_column(task: Task, indent: int, source: Source) -> int | None:
    """The blanks that an entry needs to belong to *task*."""
    match = _MARKER.match(source.text, task.span.start)
    return indent + len(match.group()) if match is not None else None


def _goes_on(task: Task, source: Source) -> bool:
    """Whether its number goes on with a list that began before: `9.` is nobody's first subtask."""
    match = _MARKER.match(source.text, task.span.start)
    return match is not None and match["bullet"][:-1] not in ("", "0", "1", "01")


def _moved(task: Task, blanks: str, source: Source) -> Iterator[Edit]:
    """The edits that indent every line of the entry by *blanks*."""
    first, last = source.position(task.span.start).line, source.position(max(task.span.start, task.span.end - 1)).line
    for number in range(first, last + 1):
        line = source.line_span(number)
        if source.slice(line).strip():
            yield Edit(Span(line.start, line.start), blanks)
