"""A unit does not agree with its number: `1 hours`, `2 hour`.

It shows that a figure was changed and its unit was not. Units are inflected as their language asks for, in Russian by
three forms. Fractions, abbreviations and amounts such as `up to 3 hours` are left alone.

Bad:

    - [ ] Write the parser (1 hours)

Good:

    - [ ] Write the parser (1 hour)
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Fix
from backlogmd.query.amounts import estimates_of, written
from backlogmd.query.claims import Facts
from backlogmd.rule import PROSE, Finding, rule
from backlogmd.syntax.units import agreeing


@rule(
    "BL212",
    "the unit of `{amount}` does not agree with its number",
    severity="info",
    fix="safe",
    changes=(
        *(*PROSE, "Section.estimate", "Task.estimate", "Task.more_estimates", "Claim.value", "Table.rows"),
        *("Task.fields", "Task.assignees", "SummaryRow.cells", "Resource.name", "Resource.duration"),
    ),
)
def check(facts: Facts) -> Iterator[Finding]:
    for estimate in estimates_of(facts.document):
        parts = written(estimate)
        # Of nothing, languages have their own opinions.
        if parts is None or not parts.last.isdecimal() or not int(parts.last):
            continue
        unit = agreeing(parts.unit, parts.last)
        if unit != parts.unit:
            right = parts.with_unit(parts.blank, unit)
            yield Finding(
                estimate.span,
                amount=estimate.text,
                help=f"write `{right}`",
                fix=Fix.safe(*facts.columns.edits(estimate.span, right)),
            )
