"""Whether what a document says about itself is true, and which tasks it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.nodes import ClaimKind, Estimate, SummaryTable
from backlogmd.query.agreement import agrees
from backlogmd.query.claims import Facts, Outcome, Verdict, by_section, column_sums
from backlogmd.query.rollup import Total
from backlogmd.query.selection import Finder, Match, select
from backlogmd.source import Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.parse import parse
from backlogmd.syntax.selector import parse_selector
from backlogmd.vocabulary import DEFAULT

HOLDS, CONTRADICTED, PARTIAL = Outcome.HOLDS, Outcome.CONTRADICTED, Outcome.PARTIAL
EMPTY, UNCHECKED = Outcome.EMPTY, Outcome.UNCHECKED


def estimate(text: str) -> Estimate:
    found = parse_estimate(text, Span(0, len(text)), DEFAULT.calendar)
    assert found is not None, text
    return found


def sum_of(*texts: str) -> Total:
    """The sum of some estimates, added up here and not by the code under test."""
    parts = [estimate(text) for text in texts]
    return Total(
        len(parts),
        len(parts),
        sum(part.low for part in parts),
        sum(part.high for part in parts),
        any(part.bound == ">=" for part in parts),
    )


def verdicts(text: str) -> list[Verdict]:
    return list(Facts(parse(text)).verdicts)


def only(text: str) -> Verdict:
    (verdict,) = verdicts(text)
    return verdict


# Figures and sums.


@pytest.mark.parametrize(
    ("claimed", "parts"),
    [
        ("10 hours", ["4h", "6h"]),
        ("2 days", ["10h", "6h"]),
        ("3 weeks", ["8 days", "7 days"]),
        ("2.5 hours", ["2h", "30 min"]),
        ("3 hours", ["2h 45m"]),
        ("7 hours", ["2-4h", "3-5h"]),
        ("5-9 hours", ["2-4h", "3-5h"]),
        ("5-9 hours", ["2h 20m - 4h", "3-5h"]),
        ("4-8 hours", ["6h"]),
        ("~40 hours", ["38h"]),
        ("~40 hours", ["42h"]),
        ("~40-50 hours", ["39-52h"]),
        ("10+ hours", ["10h"]),
        ("10+ hours", ["30h"]),
        ("under 10 hours", ["9h"]),
        ("12 hours", ["4+ hours", "6h"]),
        ("10-20 hours", ["4+ hours", "6h"]),
    ],
)
def test_a_figure_that_can_stand_for_the_sum(claimed: str, parts: list[str]) -> None:
    assert agrees(estimate(claimed), sum_of(*parts))


@pytest.mark.parametrize(
    ("claimed", "parts"),
    [
        ("12 hours", ["4h", "6h"]),
        ("4 hours", ["3h 30m"]),
        ("2.5 hours", ["2h", "20 min"]),
        ("10 hours", ["2-4h", "3-5h"]),
        ("5-8 hours", ["2-4h", "3-5h"]),
        ("4-9 hours", ["2-4h", "3-5h"]),
        ("12-20 hours", ["4-5h", "8-12h"]),
        ("7-8 hours", ["6h"]),
        ("~40 hours", ["37h"]),
        ("~40 hours", ["43h"]),
        ("10+ hours", ["9h"]),
        ("under 10 hours", ["11h"]),
        ("8 hours", ["4+ hours", "6h"]),
    ],
)
def test_a_figure_that_cannot_stand_for_the_sum(claimed: str, parts: list[str]) -> None:
    assert not agrees(estimate(claimed), sum_of(*parts))


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 40))
def test_an_exact_figure_agrees_with_its_sum_only(parts: list[int], off: int) -> None:
    total = sum_of(*(f"{part}h" for part in parts))

    assert agrees(estimate(f"{sum(parts)} hours"), total)
    assert not agrees(estimate(f"{sum(parts) + off} hours"), total)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1), st.integers(1, 40))
def test_a_range_agrees_with_its_sum_only(parts: list[tuple[int, int]], off: int) -> None:
    total = sum_of(*(f"{low}-{low + width}h" for low, width in parts))
    low, high = total.low // 60, total.high // 60

    assert agrees(estimate(f"{low}-{high}h"), total)
    assert not agrees(estimate(f"{low}-{high + off}h"), total)
    assert not agrees(estimate(f"{low + off}-{high + off}h"), total)


# Claims in a document.

TWO_TASKS = "- [x] a (4h)\n- [ ] b (6h)\n"

CLAIMS = {
    "a heading": ("## API (10h)\n\n" + TWO_TASKS, HOLDS),
    "a heading of what is open": ("## API (6h)\n\n" + TWO_TASKS, HOLDS),
    "a wrong heading": ("## API (12h)\n\n" + TWO_TASKS, CONTRADICTED),
    "a heading over nothing": ("## API (12h)\n", EMPTY),
    "a heading of nothing over nothing": ("## API (0h)\n", HOLDS),
    "a heading of a size": ("## API (M)\n\n" + TWO_TASKS, UNCHECKED),
    "a heading over unestimated tasks": ("## API (12h)\n\n- [ ] a\n", UNCHECKED),
    "a heading over some estimates": ("## API (12h)\n\n- [ ] a (4h)\n- [ ] b\n", PARTIAL),
    "a time frame": ("## Phase 1 (2 weeks)\n\n" + TWO_TASKS, UNCHECKED),
    "a sprint": ("## Sprint 4 (10 days)\n\n- [ ] a (2 days)\n", UNCHECKED),
    "days over days": ("## API (10 days)\n\n- [ ] a (2 days)\n", CONTRADICTED),
    "points over points": ("## API (8 pts)\n\n- [ ] a (3 pts)\n", CONTRADICTED),
    "points over hours": ("## API (8 pts)\n\n" + TWO_TASKS, UNCHECKED),
    "a total": (TWO_TASKS + "\nTotal: 10h\n", HOLDS),
    "a total of what is open": (TWO_TASKS + "\nTotal remaining: 10h\n", CONTRADICTED),
    "a total of what is done": (TWO_TASKS + "\nTotal completed effort: 4h\n", HOLDS),
    "nothing is done, and nothing would be kept": ("- [ ] a (4h)\n\nTotal completed effort: 40h\n", UNCHECKED),
    "a total duration": (TWO_TASKS + "\nTotal duration: 3 weeks\n", UNCHECKED),
    "a total effort in weeks": (TWO_TASKS + "\nTotal effort: 3 weeks\n", CONTRADICTED),
    "a parent": ("- [ ] a (8h)\n  - [ ] b (8h)\n", HOLDS),
    "a wrong parent": ("- [ ] a (8h)\n  - [ ] b (6h)\n", CONTRADICTED),
    "a parent in days": ("- [ ] a (2 days)\n  - [ ] b (6h)\n", CONTRADICTED),
    "a count": ("## API (2 tasks)\n\n" + TWO_TASKS, HOLDS),
    "a count of open tasks": ("## API (1 open task)\n\n" + TWO_TASKS, HOLDS),
    "a wrong count of open tasks": ("## API (2 open tasks)\n\n" + TWO_TASKS, CONTRADICTED),
    "a wrong count": ("## API (4 tasks)\n\n" + TWO_TASKS, CONTRADICTED),
    "a count of something else": ("## API (85 items)\n\n" + TWO_TASKS, UNCHECKED),
    "a count of nothing": ("## API (0 tasks)\n", HOLDS),
    "progress": ("## API [1/2]\n\n" + TWO_TASKS, HOLDS),
    "wrong progress": ("## API [2/2]\n\n" + TWO_TASKS, CONTRADICTED),
    "a percentage": ("## API [50%]\n\n" + TWO_TASKS, HOLDS),
    "a wrong percentage": ("## API [51%]\n\n" + TWO_TASKS, CONTRADICTED),
    "a percentage by eye": ("Progress: 53%\n\n" + "- [x] a\n" * 4 + "- [ ] b\n" * 4, HOLDS),
    "a percentage of too few tasks": ("Progress: 90%\n\n" + TWO_TASKS, UNCHECKED),
    "a percentage beside a table": (
        "Progress: 90%\n\n" + "- [ ] a\n" * 8 + "\n| Story | Owner |\n|---|---|\n| Log in | Ana |\n",
        UNCHECKED,
    ),
    "all by eye": ("Progress: 100%\n\n" + "- [x] a\n" * 24 + "- [ ] b\n", CONTRADICTED),
    "progress after finished tasks have left": ("Progress: 8/10\n\n- [ ] a\n- [ ] b\n", HOLDS),
    "progress of nothing": ("## API [1/2]\n", EMPTY),
}


@pytest.mark.parametrize(("text", "outcome"), CLAIMS.values(), ids=CLAIMS.keys())
def test_a_claim(text: str, outcome: Outcome) -> None:
    assert outcome is only(text).outcome


@pytest.mark.parametrize(
    ("done", "open_", "percent", "holds"),
    [
        (1, 2, 33, True),
        (1, 2, 34, True),
        (2, 1, 66, True),
        (1, 2, 32, False),
        (99, 1, 100, False),
        (399, 1, 100, False),
        (1, 299, 0, True),
    ],
)
def test_a_percentage_is_rounded_up_or_down_but_100_is_all(done: int, open_: int, percent: int, *, holds: bool) -> None:
    text = f"## API [{percent}%]\n\n" + "- [x] a\n" * done + "- [ ] b\n" * open_

    assert (HOLDS if holds else CONTRADICTED) is only(text).outcome


def test_a_verdict_brings_what_it_was_compared_with() -> None:
    verdict = only("# Plan\n\n## API (12h)\n\n" + TWO_TASKS + "\n## Site\n\n- [ ] c (1h)\n")

    assert ClaimKind.HEADING is verdict.claim.kind
    assert Total(2, 2, 600, 600) == verdict.total
    assert [task.title.text for task, _ in verdict.addends] == ["a", "b"]


def test_a_total_is_compared_with_the_part_of_its_magnitude() -> None:
    last = only("## API\n\n- [ ] a (20h)\n- [ ] b (16h)\n\n## Site\n\n- [ ] c (2h)\n\nTotal: 40h\n")
    near = only("## API\n\n- [ ] a (20h)\n\n## Site\n\n- [ ] b (16h)\n\nTotal: 20h\n")

    assert Total(3, 3, 38 * 60, 38 * 60) == last.total
    assert HOLDS is only("## API\n\n- [ ] a (20h)\n\n## Site\n\n- [ ] b (16h)\n\nTotal: 16h\n").outcome
    assert Total(1, 1, 16 * 60, 16 * 60) == near.total


SUMMARY = """\
## HIGH

- [ ] a (4h)
- [ ] b (6h)

## LOW

- [x] c (2h)
- [-] d (9h)

## Summary

| Priority | {column} |
|----------|----------|
| {key} | {value} |
"""


@pytest.mark.parametrize(
    ("key", "column", "value", "outcome"),
    [
        ("HIGH", "Hours", "10", HOLDS),
        ("HIGH", "Hours", "12", CONTRADICTED),
        ("LOW", "Hours", "2", HOLDS),
        ("LOW", "Hours", "11", CONTRADICTED),
        ("MEDIUM", "Hours", "3", EMPTY),
        ("MEDIUM", "Hours", "0", HOLDS),
        ("Total", "Hours", "12", HOLDS),
        ("Total", "Hours", "10", HOLDS),
        ("Total", "Hours", "21", CONTRADICTED),
        ("All", "Hours", "21", CONTRADICTED),
        ("Other", "Hours", "21", UNCHECKED),
        ("HIGH", "Remaining hours", "10", HOLDS),
        ("LOW", "Remaining hours", "2", CONTRADICTED),
        ("HIGH", "Completed hours", "2", CONTRADICTED),
        ("HIGH", "Parallel hours", "6", UNCHECKED),
        ("HIGH", "Average hours", "5", UNCHECKED),
        ("HIGH", "Duration", "2 weeks", UNCHECKED),
        ("HIGH", "Effort", "2 weeks", CONTRADICTED),
        ("HIGH", "Effort", "5 pts", UNCHECKED),
        ("HIGH", "Tasks", "3", CONTRADICTED),
        ("HIGH", "Bugs", "3", UNCHECKED),
        ("HIGH", "Bugs and tasks", "3", CONTRADICTED),
        ("LOW", "Progress", "100%", HOLDS),
        ("HIGH", "Progress", "50%", CONTRADICTED),
    ],
)
def test_a_row_of_a_summary(key: str, column: str, value: str, outcome: Outcome) -> None:
    assert outcome is only(SUMMARY.format(key=key, column=column, value=value)).outcome


# Totals of tables.


def sums_of(rows: str) -> Iterator[tuple[str, bool]]:
    (table,) = parse(f"| Area | Hours |\n|---|---|\n{rows}").summaries
    assert isinstance(table, SummaryTable)
    for one in column_sums(table):
        yield one.row.name, one.holds()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| a | 4 |\n| b | 6 |\n| Total | 10 |\n", [("Total", True)]),
        ("| a | 4 |\n| b | 6 |\n| Total | 12 |\n", [("Total", False)]),
        ("| a | 4 |\n| b | 6 |\n| Total MVP | 4 |\n", []),
        ("| a | 4 |\n| b | TBD |\n| Total | 12 |\n", []),
        ("| a | 4 |\n| b | – |\n| Total | 12 |\n", [("Total", False)]),
        ("| Total | 12 |\n| a | 4 |\n", []),
        ("| a | 4 |\n| Total | 4 |\n| b | 6 |\n| Total | 6 |\n", [("Total", True), ("Total", True)]),
        ("| a | 4 |\n| Total | 4 |\n| b | 6 |\n| Total | 10 |\n", [("Total", True), ("Total", True)]),
        ("| a | 4 |\n| A total | 5 |\n| b | 6 |\n| Total | 10 |\n", [("A total", False), ("Total", True)]),
        ("| A total | 4 |\n| B total | 6 |\n| Total | 10 |\n", [("Total", True)]),
        ("| a | 4+ |\n| b | 6 |\n| Total | 12 |\n", [("Total", True)]),
        ("| a | 4h |\n| b | 3 pts |\n| Total | 12h |\n", []),
    ],
)
def test_a_total_row(rows: str, expected: list[tuple[str, bool]]) -> None:
    assert expected == list(sums_of(rows))


# Selectors.

BACKLOG = """\
# Backlog

## shop (Web shop)

### 🔴 URGENT - Bug Fixes

- [ ] Mend the cart

### 🟠 HIGH - Testing

- [ ] Cover the cart
  - [ ] Pay with a card
- [x] Cover the search

### 🟡 MEDIUM - Performance Optimization

- [ ] Make the search fast

## site

### 🟠 HIGH - Features

- [ ] T-1: Write the home page
  - [ ] Draw pictures
- [-] T-2: Write a game

### 🟢 LOW - Testing

- [ ] Cover the home page
"""

HIGH = ["Cover the cart", "Pay with a card", "Cover the search", "Write the home page", "Draw pictures", "Write a game"]


@pytest.mark.parametrize(
    ("selector", "match", "titles"),
    [
        ("All URGENT tasks", Match.CONDITION, ["Mend the cart"]),
        ("HIGH", Match.CONDITION, HIGH),
        ("P1", Match.CONDITION, HIGH),
        ("🟠", Match.CONDITION, HIGH),
        ("priority:high", Match.CONDITION, HIGH),
        ("priority:high state:open", Match.CONDITION, [HIGH[0], HIGH[1], HIGH[3], HIGH[4]]),
        ("state:done", Match.CONDITION, ["Cover the search"]),
        ("priority:low state:done", Match.NOTHING, []),
        ("All HIGH testing tasks", Match.NAME, HIGH[:3]),
        ("Testing can be shared", Match.NAME, [*HIGH[:3], "Cover the home page"]),
        ("All URGENT testing tasks", Match.NOTHING, []),
        ("Performance optimization tasks", Match.NAME, ["Make the search fast"]),
        ("Tests", Match.NAME, [*HIGH[:3], "Cover the home page"]),
        ("bug fixes", Match.NAME, ["Mend the cart"]),
        ("shop", Match.NAME, ["Mend the cart", *HIGH[:3], "Make the search fast"]),
        ("Web shop", Match.NAME, ["Mend the cart", *HIGH[:3], "Make the search fast"]),
        ("project:site", Match.NAME, [*HIGH[3:], "Cover the home page"]),
        ("project:site priority:low", Match.NAME, ["Cover the home page"]),
        ("search", Match.TITLE, ["Cover the search", "Make the search fast"]),
        ("Write the home page", Match.TITLE, ["Write the home page", "Draw pictures"]),
        ("T-1, T-2", Match.TITLE, ["Write the home page", "Draw pictures", "Write a game"]),
        ("Code review", Match.NOTHING, []),
        ("MEDIUM and LOW", Match.CONDITION, ["Make the search fast", "Cover the home page"]),
    ],
)
def test_which_tasks_a_selector_selects(selector: str, match: Match, titles: list[str]) -> None:
    document = parse(BACKLOG)

    assert titles == [task.title.text for task in select(document, selector)]
    assert match is Finder(document).find(parse_selector(selector, DEFAULT)).match


@pytest.mark.parametrize("selector", ["All tasks", "TOTAL", "", "All remaining tasks"])
def test_a_selector_that_means_everything(selector: str) -> None:
    document = parse(BACKLOG)

    assert document.tasks == select(document, selector)


def test_addends_are_grouped_by_their_innermost_section() -> None:
    document = parse("- [ ] a\n\n## One\n\n- [ ] b\n\n### Two\n\n- [ ] c\n- [ ] d\n")
    groups = by_section(document, Facts(document).rollup.addends)

    assert [(one and one.name, len(members)) for one, members in groups] == [(None, 1), ("One", 1), ("Two", 2)]


def test_the_total_of_a_table_may_cover_its_rows_only() -> None:
    text = (
        "## API\n\n- [ ] a (4h)\n\n## Site\n\n- [ ] b (5h)\n\n## Done\n\n- [x] c (3h)\n\n## Summary\n\n"
        "| Area | Hours |\n|---|---|\n| API | 4 |\n| Site | 5 |\n| Total | {total} |\n"
    )
    assert [verdict.outcome for verdict in verdicts(text.format(total=9))][-1] is HOLDS
    wrong = verdicts(text.format(total=11))[-1]
    assert wrong.outcome is CONTRADICTED
    assert wrong.total is not None
    assert (wrong.total.tasks, wrong.total.low) == (2, 9 * 60)


def test_the_total_of_a_table_about_people_is_no_claim_about_tasks() -> None:
    text = "## API\n\n- [ ] a (4h)\n\n## Team\n\n| Person | Hours |\n|---|---|\n| Ana | 20 |\n| Total | 20 |\n"
    assert {verdict.outcome for verdict in verdicts(text)} <= {EMPTY, UNCHECKED}


def test_a_total_that_agrees_without_the_unestimated_tasks_holds() -> None:
    assert [one.outcome for one in verdicts("## API (4h)\n\n- [ ] a (4h)\n- [ ] b\n")] == [HOLDS]
