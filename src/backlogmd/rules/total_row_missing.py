"""A summary of three rows or more has no row for the total.

Every reader adds up the figures by himself. A table whose figures do not add up, and one that lists the tasks
themselves, need none.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |
    | LOW      | 2     |

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |
    | LOW      | 2     |
    | Total    | 7     |
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backlogmd.diagnostics import Fix
from backlogmd.nodes import Column, Count, Estimate, Kind, Measure, RowKind, SummaryRow, SummaryTable
from backlogmd.query.claims import Facts
from backlogmd.rule import Finding, Options, rule
from backlogmd.syntax.estimate import written_like
from backlogmd.vocabulary import Dialect


@dataclass(frozen=True, slots=True)
class Rows(Options):
    """Which summaries need a total."""

    rows: int = 3
    """How many rows a summary has at least that needs one."""

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise ValueError("must be 1 or more")


@rule(
    "BL410",
    "this summary has no row for the total of its {number} rows",
    severity="info",
    fix="unsafe",
    changes=("+SummaryRow",),
    default=False,
)
def check(table: SummaryTable, facts: Facts, dialect: Dialect, least: Rows) -> Iterator[Finding]:
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    # Subtotals and totals of a part say already how the figures are to be added up.
    if not table.groups or table.tasks or len(rows) < least.rows or len(rows) < len(table.rows):
        return
    sums = [_sum(rows, index, column, dialect) for index, column in enumerate(table.columns)]
    if not any(sums):
        return
    sums[table.key_column] = "Total"
    yield Finding(
        rows[-1].span,
        number=len(rows),
        help=f"add the row `{' | '.join(sums)}`",
        fix=Fix.unsafe(*facts.columns.new_row(table, rows[-1].span, sums, before=False)),
    )


def _sum(rows: Sequence[SummaryRow], index: int, column: Column, dialect: Dialect) -> str:
    """What a column adds up to, written like its last figure; empty if it does not add up."""
    cells = [row.cells[index] for row in rows if index < len(row.cells)]
    if not column.adds_up or len(cells) < len(rows):
        return ""
    values = [cell.value for cell in cells]
    if column.measure is Measure.TASKS:
        counts = [value for value in values if isinstance(value, Count)]
        last = cells[-1]
        if len(counts) == len(rows):
            return last.text.replace(str(counts[-1].number), str(sum(one.number for one in counts)), 1)
    elif column.measure is Measure.EFFORT:
        efforts = [value for value in values if isinstance(value, Estimate)]
        kinds = {effort.kind for effort in efforts}
        if len(efforts) == len(rows) and len(kinds) == 1 and Kind.SIZE not in kinds:
            low = sum(min(one.low, one.high) for one in efforts)
            high = sum(max(one.low, one.high) for one in efforts)
            return written_like(efforts[-1], low, high, dialect.calendar)
    return ""
