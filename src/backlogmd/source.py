"""The text, and where things are in it.

Everything inside backlogmd counts in code points from the start of the text: a `Span` is a half-open pair of such
offsets. Lines and columns are computed here, at the edge, when something is shown to a person or an editor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

# The three line ends of CommonMark. Not `str.splitlines`, which also cuts at form feeds and U+2028.
_LINE_END = re.compile(r"\r\n?|\n")

BOM = "\ufeff"


class Span(NamedTuple):
    """A half-open range of the source: `start` is inside, `end` is the first offset after it (code points)."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether *other* lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place as people name it: line and column, both counted from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """One text as it was read: nothing is normalised, so `text` is the input, character for character."""

    text: str
    """The whole text, with its byte order mark and its line ends. Bytes that are not UTF-8 stand in it as lone
    surrogates (Python's `surrogateescape`), so that even they are given back."""
    path: str | None = None
    """The name that findings show, if there is one. It is never opened."""
    invalid_byte: int | None = None
    """The byte offset at which the input stopped being UTF-8, or None for well-formed text."""
    _line_starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def read(cls, text: str | bytes, path: str | None = None) -> Source:
        """Take *text* as it is; bytes are decoded as UTF-8 and never refused (see `invalid_byte`)."""
        if isinstance(text, str):
            return cls(text, path)
        try:
            # Zero bytes are well-formed, but where they are a quarter of the text, it is UTF-16 or no text at all.
            return cls(text.decode("utf-8"), path, text.index(0) if 4 * text.count(0) > len(text) else None)
        except UnicodeDecodeError as error:
            return cls(text.decode("utf-8", "surrogateescape"), path, error.start)

    @property
    def start(self) -> int:
        """The offset of the first character after a byte order mark."""
        return 1 if self.text.startswith(BOM) else 0

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; the first is always 0."""
        if not self._line_starts:
            self._line_starts.append(0)
            self._line_starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        return self._line_starts

    @property
    def newline(self) -> str:
        """The line end of the first line, or a line feed where there is none."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"

    def line_span(self, line: int) -> Span:
        """The span of *line* (from 1) without its line end and without a byte order mark.

        Lines after the last one are empty spans at the end of the text.
        """
        starts = self.line_starts
        if line > len(starts):
            return Span(len(self.text), len(self.text))
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(max(start, min(self.start, end)), end)

    def position(self, offset: int) -> Position:
        """Line and column of *offset*; a byte order mark takes no column, as in editors."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        if line == 1:
            start = min(self.start, offset)
        return Position(line, offset - start + 1)

    def utf16_column(self, offset: int) -> int:
        """The column of *offset* in UTF-16 code units, counted from 0, as the Language Server Protocol has it."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        if line == 1:
            start = min(self.start, offset)
        return sum(2 if ord(character) > 0xFFFF else 1 for character in self.text[start:offset])

    def offset(self, line: int, column: int) -> int:
        """The offset of a position (both from 1), held inside the line."""
        span = self.line_span(line)
        return min(span.start + max(column, 1) - 1, span.end)

    def slice(self, span: Span) -> str:
        """The text that *span* covers, exactly as it stands."""
        return self.text[span.start : span.end]
