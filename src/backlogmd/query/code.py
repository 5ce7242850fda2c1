"""The text of a document without its code, and the comments in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backlogmd.nodes import Document, OpaqueKind
from backlogmd.pattern import lazy

_CODE_SPAN = lazy(r"(?<!`)(`+)[^`\r\n].*?(?<!`)\1(?!`)")


def without_code(document: Document) -> str:
    """The whole text, of the same length, with blanks where code blocks, fences and code spans stand."""
    text = document.source.text
    pieces: list[str] = []
    at = 0
    for block in document.opaque:
        if block.kind in (OpaqueKind.CODE, OpaqueKind.FENCE) and block.span.start >= at:
            pieces += (text[at : block.span.start], " " * (block.span.end - block.span.start))
            at = block.span.end
    pieces.append(text[at:])
    return _CODE_SPAN.sub(lambda match: " " * len(match.group()), "".join(pieces))


def comments(document: Document, opening: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Each comment that begins with *opening*, outside of code and front matter, and where its `-->` stands.

    The last one may have none, and takes up the rest of the text, as CommonMark has it: then that is -1.
    """
    text = without_code(document)
    match = opening.search(text, document.front_matter.end if document.front_matter else 0)
    while match is not None:
        end = text.find("-->", match.end())
        yield match, end
        match = opening.search(text, end) if end >= 0 else None
