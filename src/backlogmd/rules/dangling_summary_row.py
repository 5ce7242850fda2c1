"""A row of a summary selects no task.

The priority or project that it names is not in the file any more, or it is misspelled. A row that says 0 is right and
left alone, and so is one that names a section without tasks, or that stands for no group, such as `Buffer` or `Misc`.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | LOW      | 2     |

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
"""

from collections.abc import Iterator

from backlogmd.nodes import ClaimKind, RowKind, SummaryTable
from backlogmd.query.claims import Facts, Outcome
from backlogmd.query.selection import Match
from backlogmd.rule import Finding, rule

# Words of rows for what has no place elsewhere: no task is called so, and none should be.
_NO_GROUP = frozenset(
    "buffer contingency overhead reserve slack misc miscellaneous none no not without uncategorized uncategorised "
    "unprioritized unprioritised unassigned unplanned else rest".split()
)


@rule("BL409", "{row} is claimed as {claimed}, but no task in this file belongs to it")
def check(table: SummaryTable, facts: Facts) -> Iterator[Finding]:
    rows = [row for row in table.rows if row.kind is RowKind.DATA and row.selector is not None]
    matches = [facts.finder.find(row.selector).match for row in rows if row.selector is not None]
    selecting = sum(match not in (Match.NOTHING, Match.TITLE) for match in matches)
    # Where most rows select nothing, the table is about something else.
    if not table.groups or 2 * selecting < len(rows) or not selecting:
        return
    empty = {
        verdict.claim.span
        for verdict in facts.verdicts
        if verdict.claim.kind is ClaimKind.SUMMARY and verdict.outcome is Outcome.EMPTY
    }
    for row in rows:
        if row.selector is None or facts.finder.find(row.selector).match is not Match.NOTHING:
            continue
        if row.name.isdecimal():
            continue  # A number has its name in the next column.
        if row.selector.words and (_NO_GROUP & set(row.selector.words) or facts.finder.is_name(row.selector)):
            continue
        claimed = next((cell for cell in row.cells if cell.value is not None and cell.value.span in empty), None)
        if claimed is not None:
            yield Finding(row.key.span, row=row.name, claimed=claimed.text, help="delete the row, or mend its name")
