"""The text holds U+FFFD, the sign for a character that was lost.

Some program could not decode the text and put this sign in its place. The character itself is gone for good. In code
the sign may be meant, so it is left alone there.

Bad:

    - [ ] Caf\ufffd menu

Good:

    - [ ] Café menu
"""

import re
from collections.abc import Iterator

from backlogmd.nodes import Document, OpaqueKind
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural

_CODE_SPAN = lazy(r"(?<!`)(`+)[^`\r\n].*?(?<!`)\1(?!`)")


@rule("BL302", "{what}")
def check(document: Document) -> Iterator[Finding]:
    if "\ufffd" not in document.source.text:
        return
    for match in re.finditer("\ufffd+", _without_code(document)):
        span = Span(*match.span())
        number = span.end - span.start
        what = f"{plural(number, 'character')} {'was' if number == 1 else 'were'} lost here (U+FFFD)"
        yield Finding(span, what=what, help="write again what stood here")


def _without_code(document: Document) -> str:
    """The text with blanks where code stands."""
    text = document.source.text
    pieces: list[str] = []
    at = 0
    for block in document.opaque:
        if block.kind in (OpaqueKind.CODE, OpaqueKind.FENCE) and block.span.start >= at:
            pieces += (text[at : block.span.start], " " * (block.span.end - block.span.start))
            at = block.span.end
    pieces.append(text[at:])
    return _CODE_SPAN.sub(lambda match: " " * len(match.group()), "".join(pieces))
