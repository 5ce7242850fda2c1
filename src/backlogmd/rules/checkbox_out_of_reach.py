"""A checkbox is indented so far that it became code, or part of the text above it.

Four blanks more than the text of the item above make an indented code block; right under a line of text they only
continue it. Such a box is no task for GitHub, for editors, or for backlogmd.

Bad:

    - [ ] Write the parser

          - [ ] Read headings

Good:

    - [ ] Write the parser
      - [ ] Read headings
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document, Opaque, OpaqueKind
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural

_BOX = re.compile(r"^[ \t>]*(?P<box>(?:[-+*]|[0-9]{1,9}[.)])[ \t]+\[[ xX]\])[ \t]+\S", re.MULTILINE)


@rule("BL108", "{what}, so it is no task")
def check(document: Document) -> Iterator[Finding]:
    for block in document.opaque:
        if block.kind is OpaqueKind.CODE:
            yield from _in_code(block, document)
    for note in document.notes:
        match = _BOX.match(note.text.text)
        if match is not None:
            start = note.text.span.start
            yield Finding(
                Span(start + match.start("box"), start + match.end("box")),
                what="this checkbox is indented so far that it continues the line above",
                help="indent it by two blanks more than the box that it belongs to",
            )


def _in_code(block: Opaque, document: Document) -> Iterator[Finding]:
    boxes = list(_BOX.finditer(document.source.slice(block.span)))
    if boxes:
        more = f" (and {plural(len(boxes) - 1, 'box').replace('boxs', 'boxes')} below it)" if len(boxes) > 1 else ""
        start = block.span.start
        yield Finding(
            Span(start + boxes[0].start("box"), start + boxes[0].end("box")),
            what=f"this checkbox{more} is indented so far that it is code",
            help="indent it by two blanks more than the box that it belongs to",
        )
