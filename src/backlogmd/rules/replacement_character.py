"""The text holds U+FFFD, the sign for a character that was lost.

Some program could not decode the text and put this sign in its place. The character itself is gone for good.

Bad:

    - [ ] Caf\ufffd menu

Good:

    - [ ] Café menu
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document, OpaqueKind
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural


@rule("BL302", "{what}")
def check(document: Document) -> Iterator[Finding]:
    text = document.source.text
    if "\ufffd" not in text:
        return
    unread = [block.span for block in document.opaque if block.kind in (OpaqueKind.CODE, OpaqueKind.FENCE)]
    for match in re.finditer("\ufffd+", text):
        span = Span(*match.span())
        if not any(block.holds(span) for block in unread):
            lost = plural(span.end - span.start, "character")
            was = "was" if span.end - span.start == 1 else "were"
            yield Finding(span, what=f"{lost} {was} lost here (U+FFFD)", help="write again what stood here")
