"""The length of a plan is not that of its phases together.

A plan such as `## Timeline (8 weeks)` over three phases of two weeks each ends two weeks before anybody expects it, or
one phase is missing. Read are the length in a heading over the phases and lines such as `**Duration:** 8 weeks` or
`An 8-week roadmap` above them. (Lines that name a total are those of prose-total-mismatch.)

Only where every phase has a length, and no others are spoken of, is anything compared. Where the text speaks of work
side by side or of a reserve, the lengths need not add up. Days, weeks and months are not held to the day against each
other, for a month has four weeks or a few days more.

Bad:

    ## Timeline (8 weeks)

    ### Phase 1 (2 weeks)

    - Parser

    ### Phase 2 (2 weeks)

    - Linter

    ### Phase 3 (2 weeks)

    - Report

Good:

    ## Timeline (6 weeks)

    ### Phase 1 (2 weeks)

    - Parser

    ### Phase 2 (2 weeks)

    - Linter

    ### Phase 3 (2 weeks)

    - Report
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Amount, Document, Estimate, Kind, Section
from backlogmd.pattern import lazy
from backlogmd.query.claims import Facts, Outcome
from backlogmd.query.phases import Mentions, PhaseHeading, phase_groups
from backlogmd.query.rollup import ends_of
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate, whole, written_like
from backlogmd.totals import plural
from backlogmd.vocabulary import Calendar, Dialect, Role

_UNITS = ("day", "week", "month")

_SIDE_BY_SIDE = lazy(
    r"parallel|concurren|overlap|simultan|buffer|contingenc|slack|paralel|solap|sobrepo|chevauch|tampon|réserve|puffer"
    r"|überlapp|zugleich|reserv|margen|margem|colchón|并行|並行|并发|重叠|同时|同時|缓冲|緩衝|バッファ|병행|동시|버퍼|여유"
    r"|паралл|одновременно|резерв|запас",
    re.IGNORECASE,
)

# What the length of a plan is called, before a colon.
_NAMED = lazy(
    r"[ \t>*_+-]{0,8}(?:(?:project|estimated|overall|planned|delivery|implementation)[ ])?"
    r"(?:timeline|duration|schedule|time[ -]?frame|cronograma|calendrier|(?:gesamt)?dauer|zeitplan|zeitrahmen|laufzeit"
    r"|duración(?:[ ](?:total|estimada))?|duração(?:[ ](?:total|estimada))?|durée(?:[ ](?:totale|estimée))?"
    r"|总?工期|总?周期|持续时间|時程|期間|全体期間|기간|전체[ ]기간|срок|длительность|продолжительность)"
    r"[ ]?[*_]{0,3}[ ]?[:：][ ]?[*_]{0,3}[ ]?(?P<amount>[^*_|;(（\n]{1,40}?)[*_]{0,3}[ \t]*(?:$|[(（;|])",
    re.IGNORECASE,
)
_LONG = lazy(
    r"(?<![\w.,-])(?P<amount>[0-9]{1,3}[- ](?:day|week|month))[ ]"
    r"(?:plan|timeline|schedule|roadmap|project|programme|program)\b",
    re.IGNORECASE,
)
_HYPHEN = lazy(r"(?<=[0-9])-(?=[^\W\d_])")


@rule(
    "BL806",
    "the length of the plan is given as {claimed}, but its {phases} take {actual}",
    severity="error",
    fix="unsafe",
    changes=(*PROSE, "Section.estimate", "Section.alias", "Claim.value", "Claim.subject"),
)
def check(facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    document = facts.document
    groups = [group for group in phase_groups(document) if len(group) > 1]
    if len(groups) != 1 or _SIDE_BY_SIDE.search(document.source.text):
        return
    (group,) = groups
    lengths = [length for one in group if (length := one.section.estimate) is not None and _is_length(length)]
    if len(lengths) < len(group) or not _is_whole(group, document):
        return
    unjudged = (Outcome.EMPTY, Outcome.UNCHECKED)
    judged = {one.claim.value.span for one in facts.verdicts if one.outcome not in unjudged}
    calendar = dialect.calendar
    low, high = (sum((ends_of(one)[at] for one in lengths), Fraction()) for at in (0, 1))
    for claimed, text in _claimed(document, group, calendar):
        if claimed.span in judged or _agree(claimed, low, high, lengths):
            continue
        actual = written_like(claimed, whole(low), whole(high), calendar)
        yield Finding(
            claimed.span,
            claimed=text,
            phases=plural(len(group), "phase"),
            actual=actual,
            evidence=tuple(
                Evidence(f"{length.text}: {one.section.name}", length.span)
                for one, length in zip(group, lengths, strict=True)
            ),
            help=f"write `{actual}`, or mend the phase that is wrong",
            fix=Fix.unsafe(Edit(claimed.span, actual)) if text == claimed.text else None,
        )


def _is_whole(group: list[PhaseHeading], document: Document) -> bool:
    """Whether the text speaks of no other phases, which would have lengths of their own."""
    numbers = {number for one in group for number in one.numbers}
    return min(numbers) <= 1 and Mentions(document).numbers <= numbers


def _is_length(estimate: Estimate) -> bool:
    return estimate.kind is Kind.DURATION and estimate.unit in _UNITS and not estimate.bound


def _agree(claimed: Estimate, low: Amount, high: Amount, lengths: list[Estimate]) -> bool:
    """Whether the ends of *claimed* and of the sum can both be right."""
    least, most = ends_of(claimed)
    slack = Fraction(0)
    if claimed.approximate or any(one.approximate for one in lengths):
        slack = Fraction(1, 10)
    if len({one.unit for one in (claimed, *lengths)}) > 1:
        # Weeks of five days and of seven, months of four weeks and of thirty days.
        slack = Fraction(1, 2)
    return least <= high * (1 + slack) and low <= most * (1 + slack)


def _claimed(document: Document, group: list[PhaseHeading], calendar: Calendar) -> Iterator[tuple[Estimate, str]]:
    """The lengths that are given to the plan in headings above the phases and in the lines below these headings.

    Each with its text, which another amount can only be written for where it is that of the estimate.
    """
    above = [one for one in document.parents_of(group[0].section) if isinstance(one, Section)]
    source = document.source
    places = []
    for index, section in enumerate(above):
        inside = section.estimate
        if inside is not None and _is_length(inside) and (index == 0 or above[index - 1].role is Role.TIMELINE):
            yield inside, inside.text
        places.append(Span(section.heading.span.end, section.sections[0].span.start))
    if document.preamble:
        places.append(Span(source.start, document.sections[0].span.start))
    for place in places:
        for number in range(source.position(place.start).line, source.position(place.end).line):
            line = source.line_span(number)
            text = source.slice(line)
            match = _NAMED.match(text) or _LONG.search(text)
            if match is None:
                continue
            at = Span(line.start + match.start("amount"), line.start + match.end("amount"))
            # `8-week` is one amount, `6-8 weeks` are two ends of one.
            found = parse_estimate(_HYPHEN.sub(" ", match["amount"]), at, calendar)
            if found is not None and _is_length(found):
                yield found, match["amount"].strip()
