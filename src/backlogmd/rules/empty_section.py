"""A priority or a category has a heading and nothing below it.

Either the work is done and the heading is left over, or something was lost. A heading that says itself that it is
empty, such as `Low priority (none)` or `HIGH (0 tasks)`, is left alone, and so is one that is a field of what stands
above it, such as `**Priority:** P2`.

Bad:

    ## High priority

    - [ ] Write the parser

    ## Low priority

Good:

    ## High priority

    - [ ] Write the parser

    ## Low priority

    Nothing at the moment.
"""

from collections.abc import Iterator

from backlogmd.nodes import Opaque, OpaqueKind, Section
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Role

_FIELD = lazy(r"(?P<mark>\*\*|__)[^*_]*(?:[:：](?P=mark)|(?P=mark)\s*[:：])")


@rule("BL603", "there is nothing under `{heading}`")
def check(section: Section) -> Iterator[Finding]:
    if section.role not in (Role.PRIORITY, Role.CATEGORY) or section.sections or _says_so(section):
        return
    if _FIELD.match(section.heading.text):
        return
    if all(isinstance(item, Opaque) and item.kind is OpaqueKind.RULE for item in section.items):
        yield Finding(
            section.heading.span, heading=section.heading.text, help="delete the heading, or say that it is empty"
        )


def _says_so(section: Section) -> bool:
    """Whether the heading says that nothing is there."""
    figures = (
        section.count and section.count.number,
        section.estimate and section.estimate.high,
        section.progress and section.progress.total,
    )
    return 0 in figures or (section.alias or "").lower() in ("none", "empty", "nothing", "n/a")
