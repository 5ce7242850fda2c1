"""Which tables sum something up, and what their columns, rows and cells mean."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import backlogmd
from backlogmd.nodes import Count, Document, Estimate, Measure, Progress, RowKind, SummaryTable, Table
from backlogmd.source import Source


def parsed(text: str) -> Document:
    return backlogmd.parse(text)


def table(*rows: str, heading: str = "") -> SummaryTable | Table:
    header, *body = rows
    rule = "|" + "---|" * (header.replace("\\|", "").count("|") - 1)
    document = parsed("\n".join([heading, "", header, rule, *body, ""]))
    (found,) = (item for item in document.items if isinstance(item, SummaryTable | Table))
    return found


def summary(*rows: str, heading: str = "") -> SummaryTable:
    found = table(*rows, heading=heading)
    assert isinstance(found, SummaryTable)
    return found


def figures(source: Source, row: Iterable[Estimate | Count | Progress | None]) -> list[str]:
    return [source.slice(value.span) if value else "-" for value in row]


SEED = (
    "| Priority | Total Hours |",
    "| 🔴 URGENT | 42 hours |",
    "| 游 HIGH | 198 hours |",
    "| 🟢 LOW | 54 |",
    "| **TOTAL** | **402 hours** |",
)


def test_a_table_of_hours_by_priority_sums_up() -> None:
    found = summary(*SEED)
    assert (found.key_column, found.groups) == (0, True)
    assert [column.measure for column in found.columns] == [None, Measure.EFFORT]
    assert [row.kind for row in found.rows] == [RowKind.DATA, RowKind.DATA, RowKind.DATA, RowKind.TOTAL]
    assert [row.name for row in found.rows] == ["URGENT", "HIGH", "LOW", "TOTAL"]
    assert [row.key.text for row in found.rows] == ["🔴 URGENT", "游 HIGH", "🟢 LOW", "TOTAL"]
    assert [row.selector.priorities for row in found.rows if row.selector] == [("URGENT",), ("HIGH",), ("LOW",), ()]
    values = [row.cells[1].value for row in found.rows]
    assert [value.low for value in values if isinstance(value, Estimate)] == [2520, 11880, 3240, 24120]
    assert found.total is found.rows[-1]


def test_every_cell_has_the_place_where_it_stands() -> None:
    text = "\r\n".join(["# Täsks 🎉", "", *SEED[:1], "|---|---|", *SEED[1:], ""])
    document = parsed(text)
    (found,) = document.summaries
    for row in found.rows:
        assert document.source.slice(row.key.span) == row.key.text
        for cell in row.cells:
            assert document.source.slice(cell.span) == cell.text
            if cell.value is not None:
                assert document.source.slice(cell.value.span) == cell.value.text
    for column in found.columns:
        assert document.source.slice(column.header.span) == column.header.text


# The header, one row, and what each column measures.
COLUMNS = [
    ("| Priority | Hours |", "| HIGH | 4 |", [None, Measure.EFFORT]),
    ("| Priority | Estimate |", "| HIGH | 4h |", [None, Measure.EFFORT]),
    ("| Priority | Effort (h) |", "| HIGH | 4 |", [None, Measure.EFFORT]),
    ("| Priority | Points |", "| HIGH | 4 |", [None, Measure.EFFORT]),
    ("| Priority | Tasks |", "| HIGH | 4 |", [None, Measure.TASKS]),
    ("| Priority | Count |", "| HIGH | 4 |", [None, Measure.TASKS]),
    ("| Priority | Tasks | Hours |", "| HIGH | 4 | 8h |", [None, Measure.TASKS, Measure.EFFORT]),
    ("| Status | Done | Total |", "| x | 4 | 8 |", [None, Measure.TASKS, Measure.TASKS]),
    ("| Category | Progress |", "| API | 2/5 |", [None, Measure.PROGRESS]),
    ("| Category | % complete |", "| API | 40% |", [None, Measure.PROGRESS]),
    ("| Priority | Hours | Cost |", "| HIGH | 4 | 400 |", [None, Measure.EFFORT, Measure.OTHER]),
    ("| Priority | Hours | Owner |", "| HIGH | 4 | Ana |", [None, Measure.EFFORT, None]),
    ("| # | Priority | Hours |", "| 1 | HIGH | 4 |", [Measure.OTHER, None, Measure.EFFORT]),
    ("| Phase | Duration |", "| Phase 1 | 2 weeks |", [None, Measure.EFFORT]),
    ("| Project | Work |", "| Site | 12h |", [None, Measure.EFFORT]),
]


@pytest.mark.parametrize(("header", "row", "measures"), COLUMNS)
def test_a_column_measures_what_its_header_and_its_cells_say(
    header: str, row: str, measures: list[Measure | None]
) -> None:
    assert [column.measure for column in summary(header, row).columns] == measures


def test_time_that_was_spent_is_no_estimate() -> None:
    found = summary("| Priority | Estimated hours | Actual hours |", "| HIGH | 4 | 6 |", "| LOW | 2 | 3 |")
    assert [column.measure for column in found.columns] == [None, Measure.EFFORT, Measure.OTHER]
    spent = [row.cells[2].value for row in found.rows]
    assert [value.low for value in spent if isinstance(value, Estimate)] == [360, 180]


@pytest.mark.parametrize(
    ("header", "open_work", "adds_up"),
    [
        ("Hours", None, True),
        ("Remaining hours", True, True),
        ("Completed hours", False, True),
        ("Average hours", None, False),
        ("Hours per week", None, False),
        ("Parallel time", None, False),
    ],
)
def test_a_header_says_which_work_and_whether_it_adds_up(header: str, open_work: bool | None, adds_up: bool) -> None:
    column = summary(f"| Priority | {header} |", "| HIGH | 4h |", "| LOW | 2h |").columns[1]
    assert (column.of_open, column.adds_up) == (open_work, adds_up)


ROWS = {
    "HIGH": RowKind.DATA,
    "Total": RowKind.TOTAL,
    "**TOTAL**": RowKind.TOTAL,
    "Grand total": RowKind.TOTAL,
    "Total hours": RowKind.TOTAL,
    "Total (all tasks)": RowKind.TOTAL,
    "Sum": RowKind.TOTAL,
    "Total:": RowKind.TOTAL,
    "Phase 1 Total": RowKind.SUBTOTAL,
    "Subtotal": RowKind.SUBTOTAL,
    "Sub-total API": RowKind.SUBTOTAL,
    "TOTAL MVP": RowKind.PARTIAL,
    "Total remaining": RowKind.PARTIAL,
    "Total with buffer": RowKind.PARTIAL,
    "Minimum": RowKind.PARTIAL,
    "of which tests": RowKind.PARTIAL,
    "Totally new": RowKind.DATA,
    "Minimal theme": RowKind.DATA,
}


@pytest.mark.parametrize(("key", "kind"), ROWS.items())
def test_a_row_is_data_or_one_of_the_totals(key: str, kind: RowKind) -> None:
    assert summary("| Priority | Hours |", "| LOW | 2 |", f"| {key} | 4 |").rows[1].kind is kind


def test_only_data_and_totals_select_tasks() -> None:
    rows = summary(
        "| Priority | Hours |", "| HIGH | 4 |", "| Subtotal | 4 |", "| Total MVP | 4 |", "| Total | 4 |", "| | 4 |"
    ).rows
    assert [row.selector is not None for row in rows] == [True, False, False, True, False]


def test_a_table_without_groups_sums_up_where_it_has_a_total_row() -> None:
    found = summary("| ID | Story | Hours |", "| 1 | Parse | 4h |", "| 2 | Print | 2h |", "| | Total | 6h |")
    assert (found.groups, [row.kind for row in found.rows]) == (
        False,
        [RowKind.DATA, RowKind.DATA, RowKind.TOTAL],
    )
    assert [row.selector for row in found.rows] == [None, None, None]


@pytest.mark.parametrize(
    "rows",
    [
        ("| ID | Story | Hours |", "| 1 | Parse | 4h |"),
        ("| Priority | Owner |", "| HIGH | Ana |"),
        ("| Priority | Hours |",),
        ("| Name | Value |", "| a | 1 |"),
        ("| Priority | Meaning |", "| HIGH | within 2 days of a report |"),
    ],
)
def test_other_tables_are_only_tables(rows: tuple[str, ...]) -> None:
    found = table(*rows)
    assert isinstance(found, Table)
    assert [cell.text for cell in found.header] == [text.strip() for text in rows[0].strip("|").split("|")]
    assert len(found.rows) == len(rows) - 1


def test_the_first_column_groups_under_the_heading_of_a_summary() -> None:
    rows = ("| Part | Hours |", "| API | 4 |", "| Docs | 2 |")
    assert isinstance(table(*rows), Table)
    found = summary(*rows, heading="## Summary")
    assert [row.selector.words for row in found.rows if row.selector] == [("api",), ("docs",)]


def test_a_row_may_have_fewer_or_more_cells_than_the_header() -> None:
    found = summary("| Priority | Hours | Owner |", "| HIGH |", "| LOW | 2 | Ana | more |")
    assert [len(row.cells) for row in found.rows] == [1, 4]
    assert [cell.text for cell in found.rows[1].cells] == ["LOW", "2", "Ana", "more"]


def test_an_escaped_pipe_stays_in_its_cell() -> None:
    found = summary("| Project | Hours |", "| a \\| b | 4 |")
    assert [cell.text for cell in found.rows[0].cells] == ["a \\| b", "4"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", "4"),
        ("**4**", "4"),
        ("`4 hours`", "4 hours"),
        ("~4h", "~4h"),
        ("2-3h", "2-3h"),
        ("-", None),
        ("", None),
        ("TBD", None),
        ("4 or 5", None),
    ],
)
def test_a_cell_holds_a_figure_or_words(cell: str, value: str | None) -> None:
    read = summary("| Priority | Hours |", "| LOW | 2 |", f"| HIGH | {cell} |").rows[1].cells[1].value
    assert (read.text if read else None) == value
