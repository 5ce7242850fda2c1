"""Estimates that stand outside of checkboxes, where a total may count them though no task does.

Work is also written as headings with an `Effort:` line, as bullets and as table rows. Until these are tasks of the
tree, a total that is larger than its tasks by no more than such estimates is not called wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from backlogmd.nodes import Amount, Document, Kind, Note, Paragraph, Section, Table
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import NUMBER, UNIT, Amounts, parse_amounts
from backlogmd.vocabulary import Calendar, Role

_AMOUNT = rf"(?:~|≈)?\s?{NUMBER}(?:\s?(?:-|–|to)\s?{NUMBER})?\s?(?:{UNIT})(?![^\W\d_])"
_FIELD = lazy(
    rf"\b(?:effort|estimate[sd]?|estimation|estimated\s+(?:time|effort)|time\s+estimate|time|est|story\s+points|points|size)"
    rf"[*_.]*\s*[:：][*_]*\s*(?P<amount>{_AMOUNT})",
    re.IGNORECASE,
)
_GROUP = lazy(
    rf"\((?P<amount>{_AMOUNT})\)|(?:\s[-–—]|[:：])[*_]*\s*(?P<last>{_AMOUNT})[*_\s]*(?:\([^()0-9]{{0,80}}\))?$",
    re.IGNORECASE,
)
_CALENDAR = Calendar()


class UnreadEstimates:
    """The estimates outside of tasks, and what those in a part of the document come to at most."""

    def __init__(self, document: Document, estimated: list[int]) -> None:
        """*estimated* are the places of the tasks that have an estimate, in order."""
        found = sorted(_found(document, estimated), key=lambda one: one[0])
        self._sums: dict[Kind, tuple[list[int], list[Amount]]] = {}
        for kind in (Kind.DURATION, Kind.POINTS):
            own = [(place, max(amounts.low, amounts.high)) for place, amounts in found if amounts.kind is kind]
            sums: list[Amount] = list(accumulate((amount for _, amount in own), initial=0))
            self._sums[kind] = ([place for place, _ in own], sums)

    def within(self, span: Span, kind: Kind) -> Amount:
        """The sum of the high ends of those of one *kind* inside *span*."""
        places, sums = self._sums[kind]
        return sums[bisect_left(places, span.end)] - sums[bisect_left(places, span.start)]


def _found(document: Document, estimated: list[int]) -> Iterator[tuple[int, Amounts]]:
    claimed = {claim.span.start for claim in document.claims}
    for item in document.items:
        if isinstance(item, Paragraph):
            yield from _in_text(item.text.text, item.span.start, _FIELD)
        elif isinstance(item, Note):
            yield from _in_text(item.text.text, item.span.start, _FIELD, _GROUP)
        elif isinstance(item, Table) and not item.tasks:
            for cell in (cell for row in item.rows for cell in row):
                amounts = parse_amounts(cell.text, _CALENDAR)
                if amounts is not None and amounts.kind is not Kind.SIZE:
                    yield cell.span.start, amounts
    for section in document.all_sections:
        if section.estimate is not None and not _is_time_frame(section) and section.estimate.span.start in claimed:
            first = bisect_left(estimated, section.span.start)
            if first == len(estimated) or estimated[first] >= section.span.end:
                amounts = parse_amounts(section.estimate.text, _CALENDAR)
                if amounts is not None and amounts.kind is not Kind.SIZE:
                    yield section.span.start, amounts


def _is_time_frame(section: Section) -> bool:
    return section.estimate is not None and (
        section.estimate.unit in ("week", "month") or section.role in (Role.TIMELINE, Role.RESOURCES)
    )


def _in_text(text: str, place: int, *patterns: re.Pattern[str]) -> Iterator[tuple[int, Amounts]]:
    if not any(character.isdigit() for character in text) or "total" in text.lower():
        return
    for pattern in patterns:
        for match in pattern.finditer(text):
            amounts = parse_amounts(match.group(match.lastgroup or 0).strip(), _CALENDAR)
            if amounts is not None:
                yield place, amounts
