"""How one line of Markdown divides, for every front end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backlogmd.source import Span

_OPENING_HASHES = re.compile(r"#{1,6}(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")


def heading_content(text: str, span: Span) -> Span:
    """The text of the ATX heading at *span*, without its number signs (CommonMark 4.2)."""
    start, end = span
    opening = _OPENING_HASHES.match(text, start, end)
    start = opening.end() if opening else start
    while end > start and text[end - 1] in " \t":
        end -= 1
    if text[end - 1] == "#":
        closing = _CLOSING_HASHES.search(text[start:end])
        end = start + closing.start() if closing else end
        while end > start and text[end - 1] in " \t":
            end -= 1
    return Span(start, end)


def row_cells(text: str, span: Span) -> Iterator[Span]:
    """The cells of a table row: what stands between pipes that no backslash escapes (GFM 4.10)."""
    start, end = span
    while end > start and text[end - 1] in " \t":
        end -= 1
    if text.startswith("|", start):
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    at = start
    while at <= end:
        pipe = text.find("|", at, end)
        while pipe > 0 and text[pipe - 1] == "\\":
            pipe = text.find("|", pipe + 1, end)
        close = pipe if pipe >= 0 else end
        first, last = at, close
        while first < last and text[first] in " \t":
            first += 1
        while last > first and text[last - 1] in " \t":
            last -= 1
        yield Span(first, last)
        if pipe < 0:
            return
        at = pipe + 1
