"""The text of a document without its code."""

from __future__ import annotations

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
