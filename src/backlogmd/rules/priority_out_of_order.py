"""Sections for priorities do not go from the most urgent to the least.

A reader stops where the urgent work seems to end. Compared are sections under one parent whose headings begin with a
priority; each one that stands below a less urgent one is reported. A scale of three priorities or more that goes up all
the way is meant so, and left alone.

Bad:

    ## LOW

    - [ ] Draw a logo

    ## HIGH

    - [ ] Mend the cart

Good:

    ## HIGH

    - [ ] Mend the cart

    ## LOW

    - [ ] Draw a logo
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Section
from backlogmd.query.priorities import leads, scale_of
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect, Role


@rule("BL307", "{this} stands below {other}, which is less urgent")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    steps = {level.name: step for step, level in enumerate(dialect.levels)}
    families: list[Iterable[Section]] = [document.sections, *(one.sections for one in document.all_sections)]
    for family in families:
        groups = [one for one in family if one.role is Role.PRIORITY and leads(one, document.source, dialect)]
        for scale in ("urgency", "term", "scope"):
            on_scale = [one for one in groups if one.priority is not None and scale_of(one.priority) == scale]
            yield from _family(on_scale, steps)


def _family(sections: list[Section], steps: dict[str, int]) -> Iterator[Finding]:
    levels = [steps[section.priority.level] for section in sections if section.priority is not None]
    if len(set(levels)) > 2 and all(one >= other for one, other in pairwise(levels)):
        return
    starts = [0, *(at for at in range(1, len(levels)) if levels[at] < levels[at - 1])]
    runs = [levels[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    if levels and all(run[0] == levels[0] for run in runs) and all(len(set(run)) > 2 for run in runs[:-1]):
        return  # The scale begins anew: it is gone through for one group of work after the other.
    least = 0
    for at, (section, level) in enumerate(zip(sections, levels, strict=True)):
        other, this = sections[least].priority, section.priority
        if level < levels[least] and other is not None and this is not None:
            yield Finding(
                section.heading.span,
                this=this.text,
                other=other.text,
                evidence=(Evidence(f"{other.text} stands here", other.span),),
                help="move it up",
            )
        if level >= levels[least]:
            least = at
