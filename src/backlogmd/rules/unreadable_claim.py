"""A cell in a column of figures is no figure.

The row cannot be checked and is in no sum. Empty cells, dashes, `TBD`, `?`, `n/a`, words like `ongoing` and those that
say where work stands (`done`, `erledigt`, `已完成`) say so themselves and are left alone, and so is a column in which
most cells are no figures.

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
from backlogmd.vocabulary import Dialect

_BLANK = frozenset(
    "? ?? n/a na tbd tba tbc none nil open unknown varies various ongoing continuous pending unestimated later done "
    "unlimited".split()
)
_FIGURES = (Measure.EFFORT, Measure.TASKS)


@rule("BL412", "`{cell}` in the column {column} is no figure")
def check(table: SummaryTable, dialect: Dialect) -> Iterator[Finding]:
    if not table.groups:
        return
    for index, column in enumerate(table.columns):
        if column.measure not in _FIGURES:
            continue
        cells = [row.cells[index] for row in table.rows if row.selector is not None and index < len(row.cells)]
        odd = [cell for cell in cells if cell.value is None and not _is_blank(cell.text, dialect)]
        if len(odd) <= sum(cell.value is not None for cell in cells):
            for cell in odd:
                yield Finding(cell.span, cell=cell.text, column=column.header.text, help="write a number with its unit")


def _is_blank(text: str, dialect: Dialect) -> bool:
    """Whether the text of a cell says itself that it is no figure; a state, or a mark such as `✅` or `…` does."""
    bare = text.strip("-–—~. ✅☑✔️⏳🔄").lower()
    return bare in _BLANK or bare in dialect.state_words or not any(character.isalnum() for character in bare)
