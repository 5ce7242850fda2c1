"""Severities of known issues stand in the wrong order, or one is misspelled.

A list of known issues is read from the top, and what is critical should stand there. A heading that nearly is a
severity, among others that are one, is none to those who filter. Three severities or more that go from the mildest to
the worst are an order of their own. Severities of one weight, such as Blocker and Critical, may change places.

Bad:

    ## Known issues

    ### Important

    1. The linter is slow

    ### Critical

    1. The parser forgets tables

Good:

    ## Known issues

    ### Critical

    1. The parser forgets tables

    ### Important

    1. The linter is slow
"""

from collections.abc import Iterator
from itertools import pairwise

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Section
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, Role

# Severities that are no priorities, with the first and the last of the levels that they may equal.
_BESIDES = {
    **dict.fromkeys("severe grave graves schwer schwerwiegend 严重 嚴重 重大 심각".split(), (0, 1)),
    **dict.fromkeys("majeur majeurs".split(), (1, 1)),
    **dict.fromkeys("menor menores mineur mineurs leicht cosmetic 轻微 輕微 軽微 незначительные".split(), (3, 4)),
}

_LONGEST = 30
"""No severity is longer."""


@rule("BL809", "{what}")
def check(section: Section, dialect: Dialect) -> Iterator[Finding]:
    if section.role is not Role.KNOWN_ISSUES:
        return
    ranked = [
        (rank, one)
        for one in section.sections
        if one.role is Role.SEVERITY and (rank := _rank(one, dialect)) is not None
    ]
    if ranked:
        for one in section.sections:
            if one.role is Role.KNOWN_ISSUES:
                yield from _misspelled(one, dialect)
    # The mildest that this one can be is worse than the worst that the one before can be.
    wrong = [(before, one) for ((worst, _), before), ((_, mildest), one) in pairwise(ranked) if mildest < worst]
    if not wrong or (len(ranked) > 2 and len(wrong) == len(ranked) - 1):
        return
    before, one = wrong[0]
    yield Finding(
        one.heading.span,
        what=f"`{one.name}` stands after `{before.name}`",
        evidence=(Evidence(f"the one before: {before.heading.text}", before.heading.span),),
        help="put the worst first",
    )


def _rank(section: Section, dialect: Dialect) -> tuple[int, int] | None:
    """The levels that the severity may equal, from the worst, counted from 0."""
    words = section.name.casefold().rstrip(":：").split()
    for word in (" ".join(words), *words[:1]):
        level = dialect.level(word)
        if level is not None:
            at = dialect.levels.index(level)
            return at, at
        if word in _BESIDES:
            return _BESIDES[word]
    return None


def _misspelled(section: Section, dialect: Dialect) -> Iterator[Finding]:
    # Only headings that are no severity among severities pay for difflib.
    from difflib import get_close_matches

    name = section.name.casefold()
    if not 4 <= len(name) <= _LONGEST or " " in name:
        return
    near = get_close_matches(name, dialect.severities, n=1, cutoff=0.8)
    if near and name not in (near[0], near[0] + "s", near[0] + "es"):
        yield Finding(
            section.heading.span,
            what=f"`{section.name}` is no severity",
            help=f"did you mean `{near[0]}`?",
        )
