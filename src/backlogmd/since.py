"""Which findings a change of a text has made: those on lines that it touched, and those that were not there before.

Lines and findings are compared by what they say and not by where they stand, so that moving text makes nothing new.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from backlogmd.diagnostics import Diagnostic
from backlogmd.pairing import pair
from backlogmd.pattern import lazy
from backlogmd.source import Source

# Messages may name other lines, which move.
_LINE_NUMBER = lazy(r"\bline \d+")


def new_findings(
    before: Source, found_before: Sequence[Diagnostic], after: Source, found_after: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """Those of *found_after* that the change from *before* to *after* has made, in their order.

    A finding is new if it marks a touched line; or if its rule said nothing of the kind about such a line before: an
    added task makes a total false (or false by another number) whose own line nobody touched.
    """
    lines = _same_lines(before, after)
    old_line = {new: old for old, new in lines.items()}
    untouched = [one for one in found_after if all(line in old_line for line in _marked_lines(one, after))]
    old_keys = [_key(one, before) for one in found_before]
    new_keys = [_key(one, after) for one in untouched]
    # Of findings that say the same about lines that say the same, those that stayed where they were are the old ones.
    old_places = [(key, before.position(one.span.start).line) for key, one in zip(old_keys, found_before, strict=True)]
    new_places = [
        (key, old_line[after.position(one.span.start).line]) for key, one in zip(new_keys, untouched, strict=True)
    ]
    known = set(pair([(old_places, new_places), (old_keys, new_keys)]).values())
    old = {id(one) for at, one in enumerate(untouched) if at in known}
    return [one for one in found_after if id(one) not in old]


def touched_lines(before: Source, after: Source) -> list[int]:
    """The lines (from 1) of *after* that are not lines of *before*; a line that moved, or got another line end, is."""
    same = set(_same_lines(before, after).values())
    return [line for line in range(1, len(after.line_starts) + 1) if line not in same]


def _same_lines(before: Source, after: Source) -> dict[int, int]:
    """The line of *after* that each line of *before* is, as far as there is one.

    Of equal lines, those between the same neighbours are taken first.
    """
    levels = zip(_keys(before), _keys(after), strict=True)
    return {old + 1: new + 1 for old, new in pair(levels).items()}


def _keys(source: Source) -> Iterator[list[Hashable]]:
    lines = ["", *(source.slice(source.line_span(line)) for line in range(1, len(source.line_starts) + 1)), ""]
    yield [tuple(lines[at - 1 : at + 2]) for at in range(1, len(lines) - 1)]
    yield [(lines[at - 1], lines[at]) for at in range(1, len(lines) - 1)]
    yield [(lines[at], lines[at + 1]) for at in range(1, len(lines) - 1)]
    yield list(lines[1:-1])


def _marked_lines(one: Diagnostic, source: Source) -> range:
    first = source.position(one.span.start).line
    last = source.position(max(one.span.start, one.span.end - 1)).line
    return range(first, last + 1)


def _key(one: Diagnostic, source: Source) -> Hashable:
    line = source.line_span(source.position(one.span.start).line)
    return one.code, _LINE_NUMBER.sub("line", one.message), source.slice(line)
