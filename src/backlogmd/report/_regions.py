"""Where findings are, as the formats of other programs have it: on one line, in columns of their unit."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Literal, NamedTuple

from backlogmd.pattern import lazy
from backlogmd.source import Source, Span

_WIDE = {"utf-8": lazy("[\x80-\ud7ff\ue000-\U0010ffff]"), "utf-16": lazy("[\U00010000-\U0010ffff]")}


class Region(NamedTuple):
    """What is marked of one line."""

    line: int
    """From 1."""
    start: int
    """As an offset into the text, like `end`."""
    end: int


def on_one_line(span: Span, source: Source) -> Region:
    """*span*, or as much of it as stands on its first line.

    A service that shows a finding only if a change touches all of its lines would hide one that goes over several.
    """
    line = source.position(span.start).line
    return Region(line, span.start, max(span.start, min(span.end, source.line_span(line).end)))


class Columns:
    """The columns of a text, counted from 1 in code units of an encoding."""

    def __init__(self, source: Source, unit: Literal["utf-8", "utf-16"]) -> None:
        self._source = source
        self._bytes = unit == "utf-8"
        wide = [match.start() for match in _WIDE[unit].finditer(source.text)]
        more = (len(source.text[at].encode()) - 1 if self._bytes else 1 for at in wide)
        self._wide = wide
        self._more = [0, *accumulate(more)]

    def column(self, offset: int) -> int:
        """The column of *offset*.

        A byte order mark is three bytes of UTF-8; in UTF-16 it takes no column, as in editors.
        """
        line, column = self._source.position(offset)
        start = offset - column + 1
        if self._bytes and line == 1:
            start, column = 0, offset + 1
        return column + self._more[bisect_left(self._wide, offset)] - self._more[bisect_left(self._wide, start)]
