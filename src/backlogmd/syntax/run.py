"""A stretch of text that may be spread over several lines, and the way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from backlogmd.source import Source, Span


class Run:
    """The text of a paragraph, a heading or a cell, its lines joined by single line feeds.

    Containers' prefixes (indentation, `>`) are not in it; `span` maps a range of it back to the source.
    """

    __slots__ = ("_offsets", "_starts", "text")

    def __init__(self, source: Source, lines: Sequence[Span]) -> None:
        self._starts = [0]
        self._offsets = [line.start for line in lines]
        parts = [source.text[line.start : line.end] for line in lines]
        for part in parts[:-1]:
            self._starts.append(self._starts[-1] + len(part) + 1)
        self.text = "\n".join(parts)

    @classmethod
    def of(cls, text: str) -> Run:
        """A run over a text that stands by itself."""
        return cls(Source(text), (Span(0, len(text)),))

    def offset(self, index: int) -> int:
        """Where the character at *index* stands in the source."""
        piece = bisect_right(self._starts, index) - 1
        return self._offsets[piece] + index - self._starts[piece]

    def span(self, start: int, end: int) -> Span:
        """Where the range from *start* to *end* stands in the source; it may cross lines."""
        first = self.offset(start)
        return Span(first, first if end <= start else self.offset(end - 1) + 1)

    def part(self, start: int, end: int) -> Run:
        """The range from *start* to *end*, which may cross lines, as a run of its own."""
        made = self.piece(start, end)
        for position, offset in zip(self._starts, self._offsets, strict=True):
            if start < position < end:
                made._starts.append(position - start)
                made._offsets.append(offset)
        return made

    def piece(self, start: int, end: int) -> Run:
        """The range from *start* to *end*, inside one line, as a run of its own."""
        return Run._at(self.text[start:end], self.offset(start))

    @classmethod
    def _at(cls, text: str, offset: int) -> Run:
        made = cls.__new__(cls)
        made._starts = [0]
        made._offsets = [offset]
        made.text = text
        return made


def trimmed(text: str, start: int, end: int, blanks: str = " \t\n\r\u00a0") -> tuple[int, int]:
    """The range from *start* to *end* of *text* without *blanks* at both ends."""
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end
