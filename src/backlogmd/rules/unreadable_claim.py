"""A cell in a column of figures is no figure.

The row cannot be checked and is in no sum. Empty cells, dashes, `TBD`, `?` and `n/a` say so themselves and are left
alone.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | LOW      | two   |

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | LOW      | 2     |
"""

from collections.abc import Iterator

from backlogmd.nodes import Measure, SummaryTable
from backlogmd.rule import Finding, rule

_BLANK = frozenset(("", "?", "n/a", "na", "tbd", "tba", "none", "open", "unknown", "..."))
_FIGURES = (Measure.EFFORT, Measure.TASKS)


@rule("BL412", "`{cell}` in the column {column} is no figure")
def check(table: SummaryTable) -> Iterator[Finding]:
    if not table.groups:
        return
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=False):
            bare = cell.text.strip("-–—~ ").lower()
            if column.measure in _FIGURES and cell.value is None and bare not in _BLANK and row.selector is not None:
                yield Finding(cell.span, cell=cell.text, column=column.header.text, help="write a number with its unit")
