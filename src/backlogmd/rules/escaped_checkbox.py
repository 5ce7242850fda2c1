r"""A checkbox is escaped with backslashes, so that it shows as plain brackets.

Some formatters escape brackets that they do not take for a link. The task is then no task for any tool.

Bad:

    - \[ \] Write the parser

Good:

    - [ ] Write the parser
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, KnownIssue, Label, Note
from backlogmd.pattern import lazy
from backlogmd.rule import NEW_TASK, Finding, rule
from backlogmd.source import Span

_ESCAPED = lazy(r"(?:\\\[(?P<mark>[ xX])\\?\]|\[(?P<other>[ xX])\\\])(?=[ \t])")


@rule("BL102", "the checkbox is escaped, so this is no task", severity="error", fix="safe", changes=NEW_TASK)
def check(document: Document) -> Iterator[Finding]:
    for note in document.notes:
        if _is_bullet(note):
            yield from _escaped(note.text)
    for item in document.items:
        if isinstance(item, KnownIssue):
            for text in (item.title, *_texts(item.details)):
                yield from _escaped(text)


def _texts(notes: tuple[Note, ...]) -> Iterator[Label]:
    for note in notes:
        if _is_bullet(note):
            yield note.text
        yield from _texts(note.notes)


def _is_bullet(note: Note) -> bool:
    """Whether the note is a list item and not a further paragraph of one."""
    return note.span.start < note.text.span.start


def _escaped(text: Label) -> Iterator[Finding]:
    match = _ESCAPED.match(text.text)
    if match is not None:
        start = text.span.start
        span = Span(start, start + match.end())
        box = f"[{match['mark'] or match['other']}]"
        yield Finding(span, help=f"write `{box}`", fix=Fix.safe(Edit(span, box)))
