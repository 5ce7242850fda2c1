"""A checkbox is indented so far that it became code, or part of the text above it.

Four blanks more than the text of the item above make an indented code block; right under a line of text they only
continue it. Such a box is no task for GitHub, for editors, or for backlogmd.

Code below a line that announces an example (`such as`, or a colon at its end) is meant as code and left alone. So are
boxes in the cells of a table and behind other text, unless the options ask for them: some people draw them there for
readers alone.

Bad:

    - [ ] Write the parser

          - [ ] Read headings

Good:

    - [ ] Write the parser
      - [ ] Read headings
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backlogmd.nodes import Document, Opaque, OpaqueKind, Paragraph, SummaryTable, Table
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.rule import Finding, Options, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Form

_BOX = lazy(r"^[ \t>]*(?P<box>(?:[-+*]|(?P<number>[0-9]{1,9}[.)]))[ \t]+\[[ xX]\])[ \t]+\S", re.MULTILINE)
_ANNOUNCES = lazy(r"[:：][ \t*_]*$|\b(?:examples?|e\.g\.|such as|like this|syntax|format|template)\b", re.IGNORECASE)

_IN_CELL = lazy(r"\\?\[[ xX]\\?\](?=\s|$)")
_AFTER_TEXT = lazy(r"(?<=\S)[ \t]+\[[ xX]\](?=[ \t]+\S)")
_BULLET = lazy(r"[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?")

_INDENT = "indent it by two blanks more than the box that it belongs to"


@dataclass(frozen=True, slots=True)
class Reach(Options):
    """Where else boxes are looked for."""

    tables: bool = False
    """In the cells of tables."""
    after_text: bool = False
    """Behind other text of a line."""


@rule("BL108", "{what}")
def check(document: Document, reach: Reach) -> Iterator[Finding]:
    for block in document.opaque:
        if block.kind is OpaqueKind.CODE and not _is_example(block, document):
            yield from _boxes(
                block.span,
                document,
                "this checkbox is indented so far that it is code, so it is no task",
                "these {} checkboxes are indented so far that they are code, so they are no tasks",
            )
    if reach.tables:
        yield from _in_tables(document)
    if reach.after_text:
        yield from _after_text(document)
    texts = [note.text for note in document.notes]
    texts += [item.text for item in document.items if isinstance(item, Paragraph)]
    for text in texts:
        yield from _boxes(
            text.span,
            document,
            "this checkbox only continues the text above it, so it is no task",
            "these {} checkboxes only continue the text above them, so they are no tasks",
        )


def _boxes(span: Span, document: Document, one: str, many: str) -> Iterator[Finding]:
    """One finding for all boxes in a stretch of text."""
    boxes = list(_BOX.finditer(document.source.slice(span)))
    if boxes:
        first = boxes[0]
        yield Finding(
            Span(span.start + first.start("box"), span.start + first.end("box")),
            what=many.format(len(boxes)) if len(boxes) > 1 else one,
            help="put an empty line above it" if first["number"] else _INDENT,
        )


def _in_tables(document: Document) -> Iterator[Finding]:
    """One finding for all boxes of a table."""
    for table in document.items:
        if not isinstance(table, Table | SummaryTable):
            continue
        rows = table.rows if isinstance(table, Table) else [row.cells for row in table.rows]
        boxes = [cell.span.start for row in rows for cell in row if _IN_CELL.match(cell.text)]
        if boxes:
            yield Finding(
                Span(boxes[0], boxes[0] + 3),
                what="this checkbox in a table cannot be ticked on GitHub"
                if len(boxes) == 1
                else f"these {len(boxes)} checkboxes in a table cannot be ticked on GitHub",
                help="make the rows a list, or write the state as a word",
            )


def _after_text(document: Document) -> Iterator[Finding]:
    """One finding for each line of running text, of a list or of a task with a box behind other text."""
    source = document.source
    text = without_code(document)
    spans = [note.text.span for note in document.notes]
    spans += [item.text.span for item in document.items if isinstance(item, Paragraph)]
    spans += [task.title.span for task in document.tasks if task.form is not Form.ROW]
    lines = {source.position(place).line for span in spans for place in (span.start, max(span.start, span.end - 1))}
    for number in sorted(lines):
        line = source.line_span(number)
        bullet = _BULLET.match(text, *line)
        match = _AFTER_TEXT.search(text, bullet.end() if bullet else line.start, line.end)
        if match is not None:
            yield Finding(
                Span(match.end() - 3, match.end()),
                what="this checkbox stands behind other text, so it is no task",
                help="give it a line of its own",
            )


def _is_example(block: Opaque, document: Document) -> bool:
    """Whether the text above the code announces it."""
    source = document.source
    line = source.position(block.span.start).line - 1
    while line and not source.slice(source.line_span(line)).strip(" \t>"):
        line -= 1
    return line > 0 and _ANNOUNCES.search(source.slice(source.line_span(line))) is not None
