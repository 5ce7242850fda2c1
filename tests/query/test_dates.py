"""Dates that are days, in order, and what they are called where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from backlogmd.nodes import Date, DateKind
from backlogmd.query.dates import Names, day, days
from backlogmd.source import Span
from backlogmd.syntax.parse import parse


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-02-28", date(2026, 2, 28)), ("2024-02-29", date(2024, 2, 29)), ("2026-02-29", None), ("0000-01-01", None)],
)
def test_a_day_is_in_the_calendar(value: str, expected: date | None) -> None:
    assert day(Date(DateKind.DUE, value, Span(0, 10))) == expected


def test_days_of_one_kind_come_in_order_and_without_those_that_are_none() -> None:
    (task,) = parse("- [ ] a 📅 2026-03-20 🛫 2026-01-01 📅 2026-02-30 📅 2026-03-01\n").tasks
    assert [one.value for _, one in days(task, DateKind.DUE)] == ["2026-03-01", "2026-03-20"]


def test_a_date_is_called_what_stands_before_it_or_over_it() -> None:
    document = parse(
        "- [ ] Write the parser start:2026-01-01\n  - **Started on:** 2026-01-02\n\n"
        "| Task | Target Date |\n|---|---|\n| Write the linter | 2026-01-03 |\n"
    )
    names = Names(document)
    found = [names.of(one) for task in document.tasks for one in task.dates]
    assert found == ["- [ ] write the parser start:", "  - **started on:** ", "target date"]
