"""The total row of a table differs from the rows above it.

Only the table is looked at; whether its rows are right is another question (see `total-mismatch`). Subtotals are added
up, too. Where the rows are ranges, both ends of the total must agree. Rows that sum up some rows only, such as a
minimum or an MVP, and columns that do not add up, such as averages or time in parallel, are left alone.

Bad:

    | Area   | Hours |
    |--------|-------|
    | Parser | 4     |
    | Linter | 6     |
    | Total  | 12    |

Good:

    | Area   | Hours |
    |--------|-------|
    | Parser | 4     |
    | Linter | 6     |
    | Total  | 10    |
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Evidence, Fix
from backlogmd.nodes import Count, SummaryTable
from backlogmd.query.claims import ColumnSum, Facts, Outcome, column_sums
from backlogmd.rule import Finding, rule
from backlogmd.syntax.estimate import written_like
from backlogmd.vocabulary import Dialect


@rule(
    "BL402",
    "{row} is {claimed} in this column, but the rows above add up to {actual}",
    severity="error",
    fix="unsafe",
    changes=("SummaryRow.cells",),
)
def check(table: SummaryTable, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    for column in column_sums(table):
        if not column.holds(dialect.tolerance) and not _is_said_by_tasks(column, facts):
            actual = _actual(column, dialect)
            if actual == column.claimed.text:
                continue  # rounded as the sum would be
            yield Finding(
                column.claimed.span,
                row=column.row.name or "the total",
                claimed=column.claimed.text,
                actual=f"at least {actual}" if column.open_end else actual,
                evidence=(Evidence(_addends(column), None),),
                help=f"write `{actual}`",
                fix=None
                if _is_judged(column, facts)
                else Fix.unsafe(*facts.columns.edits(column.claimed.span, actual)),
            )


def _is_said_by_tasks(column: ColumnSum, facts: Facts) -> bool:
    """Whether the tasks contradict the total and add up to the same as the rows: BL401 says it then."""
    return any(
        one.outcome is Outcome.CONTRADICTED
        and one.total is not None
        and (one.total.low, one.total.high) == (column.low, column.high)
        for one in facts.verdicts
        if one.claim.value.span == column.claimed.span
    )


def _is_judged(column: ColumnSum, facts: Facts) -> bool:
    """Whether tasks say what the total is: then it is not for the rows to say otherwise, and BL401 mends both."""
    known = (Outcome.HOLDS, Outcome.CONTRADICTED)
    return any(one.claim.value.span == column.claimed.span and one.outcome in known for one in facts.verdicts)


def _actual(column: ColumnSum, dialect: Dialect) -> str:
    if isinstance(column.claimed, Count):
        return column.claimed.text.replace(str(column.claimed.number), str(column.low), 1)
    return written_like(column.claimed, column.low, column.high, dialect.calendar)


def _addends(column: ColumnSum) -> str:
    shown = " + ".join(part.text for part in column.parts)
    more = column.number - len(column.parts)
    return f"{shown} + {more} more" if more else shown
