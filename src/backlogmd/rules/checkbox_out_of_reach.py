"""A checkbox is indented so far that it became code, or part of the text above it.

Four blanks more than the text of the item above make an indented code block; right under a line of text they only
continue it. Such a box is no task for GitHub, for editors, or for backlogmd.

Code below a line that announces an example (`such as`, or a colon at its end) is meant as code and left alone.

Bad:

    - [ ] Write the parser

          - [ ] Read headings

Good:

    - [ ] Write the parser
      - [ ] Read headings
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document, Opaque, OpaqueKind, Paragraph
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_BOX = lazy(r"^[ \t>]*(?P<box>(?:[-+*]|(?P<number>[0-9]{1,9}[.)]))[ \t]+\[[ xX]\])[ \t]+\S", re.MULTILINE)
_ANNOUNCES = lazy(r"[:：][ \t*_]*$|\b(?:examples?|e\.g\.|such as|like this|syntax|format|template)\b", re.IGNORECASE)

_INDENT = "indent it by two blanks more than the box that it belongs to"


@rule("BL108", "{what}")
def check(document: Document) -> Iterator[Finding]:
    for block in document.opaque:
        if block.kind is OpaqueKind.CODE and not _is_example(block, document):
            yield from _boxes(
                block.span,
                document,
                "this checkbox is indented so far that it is code, so it is no task",
                "these {} checkboxes are indented so far that they are code, so they are no tasks",
            )
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


def _is_example(block: Opaque, document: Document) -> bool:
    """Whether the text above the code announces it."""
    source = document.source
    line = source.position(block.span.start).line - 1
    while line and not source.slice(source.line_span(line)).strip(" \t>"):
        line -= 1
    return line > 0 and _ANNOUNCES.search(source.slice(source.line_span(line))) is not None
