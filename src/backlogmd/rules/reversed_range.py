"""The larger end of a range comes first.

It was mistyped, or only one of the numbers was changed. Estimates of tasks and headings are looked at, and totals too.

Bad:

    - [ ] Write the parser (8-4 hours)

Good:

    - [ ] Write the parser (4-8 hours)
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Fix
from backlogmd.nodes import Document, Estimate
from backlogmd.pattern import lazy
from backlogmd.query.claims import Facts
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.syntax.estimate import NUMBER, UNIT, parse_amounts
from backlogmd.vocabulary import Dialect

_PART = rf"{NUMBER}\s*(?:{UNIT})(?![^\W\d_])"
_END = rf"(?:{_PART}(?:\s*{_PART})*|{NUMBER})"
_RANGE = lazy(rf"([^0-9]*)({_END})([^0-9]*?)({_END})([^0-9]*)", re.IGNORECASE)
_NUMBER = lazy(rf"({NUMBER})(.*)", re.DOTALL)


@rule(
    "BL207",
    "the range `{written}` begins with its larger end",
    severity="error",
    fix="safe",
    changes=(
        *PROSE,
        "Section.estimate",
        "Task.estimate",
        "Task.more_estimates",
        "Claim.value",
        "SummaryRow.cells",
        "Table.rows",
    ),
)
def check(document: Document, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    estimates = [section.estimate for section in document.all_sections]
    for task in document.tasks:
        estimates += (task.estimate, *task.more_estimates)
    estimates += (claim.value for claim in document.claims if isinstance(claim.value, Estimate))
    # A claim of a heading or of a parent is an estimate that was met before.
    for estimate in {one.span: one for one in estimates if one is not None}.values():
        if estimate.low > estimate.high:
            turned = _turned(estimate, dialect)
            yield Finding(
                estimate.span,
                written=estimate.text,
                help=f"write `{turned}`" if turned else "write the smaller end first",
                fix=Fix.safe(*facts.columns.edits(estimate.span, turned)) if turned else None,
            )


def _turned(estimate: Estimate, dialect: Dialect) -> str | None:
    """The range with its ends exchanged: the numbers, or where each has its own unit, both; None if that fails."""
    match = _RANGE.fullmatch(estimate.text)
    if match is None:
        return None
    before, first, dash, second, after = match.groups()
    one, two = _NUMBER.fullmatch(first), _NUMBER.fullmatch(second)
    if one is not None and two is not None and not one[2]:
        # `8-4 hours`: the unit of the second end is that of both.
        turned = f"{before}{two[1]}{dash}{one[1]}{two[2]}{after}"
    else:
        turned = f"{before}{second}{dash}{first}{after}"
    amounts = parse_amounts(turned, dialect.calendar, estimate.unit)
    return turned if amounts is not None and (amounts.low, amounts.high) == (estimate.high, estimate.low) else None
