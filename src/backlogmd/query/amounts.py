"""How estimates are written: the number, the blank, the unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Document, Estimate
from backlogmd.pattern import lazy
from backlogmd.syntax.estimate import NUMBER

_PLAIN = lazy(
    rf"(?P<lead>[~≈]?\s?)(?P<number>(?:{NUMBER}\s?[-–—]\s?)?(?P<last>{NUMBER}))(?P<blank>\s?)(?P<unit>[^\W\d_][^\d]*?)(?P<dot>\.?)"
)


class Written(NamedTuple):
    """An estimate of one number or one range, and of one unit."""

    number: str
    """All that comes before the unit, but for blanks."""
    last: str
    """The number that the unit belongs to: of a range, the second."""
    blank: str
    """What stands between the number and the unit: a blank, or nothing."""
    unit: str
    """Without the dot of an abbreviation."""
    dot: str

    def with_unit(self, blank: str, unit: str) -> str:
        """The same amount, with its unit written in another way."""
        return f"{self.number}{blank}{unit}"


def written(estimate: Estimate) -> Written | None:
    """The parts of *estimate*; None where it has others, as `1h30m`, `up to 4 hours` and `half a day` do."""
    match = _PLAIN.fullmatch(estimate.text)
    if match is None or match["unit"] != estimate.unit_text:
        return None
    return Written(match["lead"] + match["number"], match["last"], match["blank"], match["unit"], match["dot"])


def estimates_of(document: Document) -> Iterator[Estimate]:
    """Each estimate of a heading, a task or a total once; not what stands in the middle of a title."""
    found: list[Estimate | None] = [section.estimate for section in document.all_sections]
    for task in document.tasks:
        own = (one for one in (task.estimate, *task.more_estimates) if one is not None)
        found += (one for one in own if not task.title.span.holds(one.span))
    found += (claim.value for claim in document.claims if isinstance(claim.value, Estimate))
    # A claim of a heading or of a parent is an estimate that was met before.
    yield from {one.span: one for one in found if one is not None}.values()
