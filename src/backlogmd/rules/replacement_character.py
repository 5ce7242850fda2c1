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

from backlogmd.nodes import Document
from backlogmd.query.code import without_code
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural


@rule("BL302", "{what}")
def check(document: Document) -> Iterator[Finding]:
    if "\ufffd" not in document.source.text:
        return
    for match in re.finditer("\ufffd+", without_code(document)):
        span = Span(*match.span())
        number = span.end - span.start
        what = f"{plural(number, 'character')} {'was' if number == 1 else 'were'} lost here (U+FFFD)"
        yield Finding(span, what=what, help="write again what stood here")
