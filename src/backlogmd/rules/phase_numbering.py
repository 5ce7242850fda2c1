"""The phases of a plan skip a number, or two of them have the same.

A phase was taken out, put in or copied, and the numbers stayed: whoever hears of Phase 2 looks for it in vain, or
finds two. Headings that stand side by side are looked at, in any order and from any number on. A number that the file
speaks of somewhere else is not missed; where two or more numbers stand twice, that is taken for a plan with several
tracks.

The fix numbers the phases anew, where each of them has one number and nothing else in the file speaks of these.

Bad:

    ## Phase 1: Parser

    - Read headings

    ## Phase 3: Linter

    - Write the rules

Good:

    ## Phase 1: Parser

    - Read headings

    ## Phase 2: Linter

    - Write the rules
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document
from backlogmd.query.phases import Mentions, PhaseHeading, phase_groups
from backlogmd.rule import HEADING, Finding, rule

_FEW = 2
"""Where more numbers than this are missing, they mean something else than an order."""


@rule("BL805", "{what}", fix="unsafe", changes=(*HEADING, "Section.number", "Claim.subject", "StateMark.text"))
def check(document: Document) -> Iterator[Finding]:
    mentions: Mentions | None = None
    for group in phase_groups(document):
        times = Counter(number for one in group for number in one.numbers)
        repeated = [number for number, count in times.items() if count > 1]
        missing = sorted(set(range(min(times), max(times))) - set(times))
        if len(repeated) == 1:
            _, second, *_ = (one for one in group if repeated[0] in one.numbers)
            what = f"{times[repeated[0]]} phases have the number {repeated[0]}"
        elif not repeated and 0 < len(missing) <= _FEW:
            second = next(one for one in group if one.numbers[0] > missing[-1])
            what = "there is no phase " + " and no phase ".join(map(str, missing))
        else:
            continue
        mentions = mentions or Mentions(document)
        if repeated or not mentions.besides(group, missing):
            yield _finding(group, second, what, mentions)


def _finding(group: list[PhaseHeading], wrong: PhaseHeading, what: str, mentions: Mentions) -> Finding:
    before = group[group.index(wrong) - 1].section.heading
    return Finding(
        wrong.section.heading.span,
        what=what,
        evidence=(Evidence(f"the one before: {before.text}", before.span),),
        help="number the phases anew, or say what became of a missing one",
        fix=_renumbered(group, mentions),
    )


def _renumbered(group: list[PhaseHeading], mentions: Mentions) -> Fix | None:
    """The edits that count the phases from the first one on; None where other text speaks of them."""
    if not all(one.numbers[0] <= other.numbers[0] for one, other in pairwise(group)):
        return None
    edits = []
    moved: set[int] = set()
    for wanted, one in enumerate(group, group[0].numbers[0]):
        if one.ordinal is None:
            return None
        if one.numbers[0] != wanted:
            moved.update((wanted, one.numbers[0]))
            edits.append(Edit(one.ordinal, str(wanted)))
    return None if mentions.besides(group, moved) else Fix.unsafe(*edits)
