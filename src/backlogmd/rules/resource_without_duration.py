"""A role has no duration, where the others in its list have one.

`Backend developer (2 weeks)` beside `Designer`: nobody knows for how long the designer is needed, so that the sum of
the list is no sum. At least half of the roles of a list must have a duration. What is bought or rented is left alone.
Off unless it is selected.

Bad:

    ## Resources

    - Backend developer (2 weeks)
    - Designer

Good:

    ## Resources

    - Backend developer (2 weeks)
    - Designer (3 days)
"""

from collections.abc import Iterator

from backlogmd.nodes import Resource, ResourceKind, Section
from backlogmd.rule import Finding, rule


@rule(
    "BL813", "`{name}` has no duration, which {having} of the {roles} roles here have", severity="info", default=False
)
def check(section: Section) -> Iterator[Finding]:
    roles = [item for item in section.items if isinstance(item, Resource) and item.kind is ResourceKind.ROLE]
    without = [one for one in roles if one.duration is None]
    having = len(roles) - len(without)
    if having and having >= len(without):
        for one in without:
            yield Finding(
                one.name.span,
                name=one.name.text,
                having=having,
                roles=len(roles),
                help="write it in brackets behind the role, as in `(2 weeks)`",
            )
