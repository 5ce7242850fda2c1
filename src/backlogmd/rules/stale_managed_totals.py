"""Totals between markers are not what the tasks add up to.

What stands between `<!-- backlogmd:totals … -->` or `<!-- backlogmd:progress -->` and its end is written by backlogmd,
so nobody needs to keep it by hand: `backlogmd sync` or `backlogmd check --fix` brings it up to date. A table that says
the same with other blanks or dashes is left as it is.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)
    - [x] Write the linter (6h)

    <!-- backlogmd:totals by=priority columns=tasks,hours -->

    | Priority  | Tasks | Hours |
    | --------- | ----- | ----- |
    | HIGH      | 1     | 4     |
    | **Total** | **1** | **4** |

    <!-- /backlogmd:totals -->

Good:

    ## HIGH

    - [ ] Write the parser (4h)
    - [x] Write the linter (6h)

    <!-- backlogmd:totals by=priority columns=tasks,hours -->

    | Priority  | Tasks | Hours  |
    | --------- | ----- | ------ |
    | HIGH      | 2     | 10     |
    | **Total** | **2** | **10** |

    <!-- /backlogmd:totals -->
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence, Fix
from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect

_WRITTEN = ("SummaryTable", "SummaryRow", "Table", "Paragraph", "Note", "Claim")
"""What may stand in a block. The edits lie in blocks, so nothing else that is called so is touched."""

_MOST = 8
"""So many changes are shown; the rest is counted."""


@rule(
    "BL413",
    "{what} {fault}",
    fix="safe",
    changes=(*(sign + node for node in _WRITTEN for sign in ("", "+", "-")), "circles"),
)
def check(facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    if not facts.markers.blocks:
        return
    # Only backlogs with markers pay for what writes between them.
    from backlogmd.managed import stale_blocks

    for block, edit, changes in stale_blocks(facts, dialect):
        more = f" (and {len(changes) - 1} more)" if len(changes) > 1 else ""
        evidence = [Evidence(change) for change in changes[:_MOST]] if more else []
        if len(changes) > _MOST:
            evidence.append(Evidence(f"and {len(changes) - _MOST} more"))
        yield Finding(
            block.opening,
            what="this progress" if block.kind == "progress" else f"this table by {block.by}",
            fault=f"is out of date: {changes[0]}{more}" if changes else "is not written yet",
            evidence=tuple(evidence),
            help="run `backlogmd sync`",
            fix=Fix.safe(edit),
        )
