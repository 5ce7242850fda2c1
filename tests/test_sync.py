"""Hand-written summaries put between markers: only where what they say is certain, and saying the same afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd.sync import adopt, refresh
from tests.test_laws import any_text

TASKS = """\
# Backlog

## web-shop

### 🔴 URGENT - Bugs

- [x] Mend the cart (4 hours)
- [ ] Mend the receipt (2 hours)

### 🟢 LOW - Docs

- [ ] Explain the cart (1 hour)

## app

### 🔴 URGENT - Bugs

- [ ] Stop the crash (3 hours)

## Summary

"""

END = "\n\n<!-- /backlogmd:totals -->"


def made(*rows: str) -> str:
    """A table; the header comes first."""
    header, *others = (f"| {row} |" for row in rows)
    return "\n".join([header, "|---" * header.count(" | ") + "|---|", *others])


def adopted(table: str, tasks: str = TASKS) -> str:
    """What becomes of a table below some tasks."""
    text = adopt(backlogmd.parse(tasks + table)).text
    assert text.startswith(tasks)
    return text.removeprefix(tasks)


def refused(table: str, tasks: str = TASKS) -> list[str]:
    adoption = adopt(backlogmd.parse(tasks + table))
    assert adoption.text == tasks + table
    assert adoption.adopted == ()
    return [one.reason for one in adoption.refused]


@pytest.mark.parametrize(
    ("marker", "table"),
    [
        (
            "by=priority columns=hours",
            made("Priority | Total Hours", "🔴 URGENT | 9 hours", "🟢 LOW | 1 hour", "**TOTAL** | 10 hours"),
        ),
        (
            "by=priority columns=tasks,done,left,progress total=no",
            made("Level | # | Done | Hours left | % done", "🔴 URGENT | 3 | 1 | 5h | 33%", "🟢 LOW | 1 | 0 | 1h | 0%"),
        ),
        (
            "by=project columns=tasks,open,hours",
            made(
                "Module | Total | Open | Effort",
                "web-shop | 3 | 2 | 7h",
                "app | 1 | 1 | 3h",
                "**Sum** | **4** | **3** | **10h**",
            ),
        ),
        (
            "by=category columns=hours",
            made("Area | Hours", "Bugs | 9", "Docs | 1", "Total | 10"),
        ),
    ],
)
def test_a_table_that_is_right_is_put_between_markers_as_it_is(marker: str, table: str) -> None:
    assert adopted(table) == f"<!-- backlogmd:totals {marker} -->\n\n{table}{END}"


def test_a_table_that_is_wrong_is_mended_in_its_own_manner() -> None:
    table = "| Priority | Effort |\n|----------|--------|\n| LOW | 12h |\n| URGENT | 7h |\n| TOTAL | 19h |\n"
    assert adopted(table) == (
        "<!-- backlogmd:totals by=priority columns=hours -->\n\n"
        "| Priority  | Effort |\n"
        "|-----------|--------|\n"
        "| 🔴 URGENT | 9h     |\n"
        "| 🟢 LOW    | 1h     |\n"
        "| TOTAL     | 10h    |"
        f"{END}\n"
    )


def test_a_level_that_was_left_out_gets_its_row() -> None:
    tasks = TASKS.replace("## Summary", "## tools\n\n### 🟠 HIGH - Tests\n\n- [ ] Test it (2 hours)\n\n## Summary")
    table = "| Priority | Hours |\n|---|---|\n| URGENT | 9 |\n| LOW | 1 |\n"
    assert "| 🟠 HIGH   | 2     |" in adopted(table, tasks)


@pytest.mark.parametrize(
    ("reason", "table"),
    [
        (
            "the row `Remaining` is about no group of tasks",
            made("Priority | Hours", "URGENT | 9", "Remaining | 6"),
        ),
        (
            "its rows are not the priorities, the projects or the like of this file",
            made("Priority | Hours", "URGENT | 9", "Buffer | 4"),
        ),
        (
            "its rows are not the priorities, the projects or the like of this file",
            made("Priority | Hours", "URGENT | 9", "URGENT | 4"),
        ),
        (
            "the column `Cost` does not follow from the tasks",
            made("Priority | Hours | Cost", "URGENT | 9 | 900", "LOW | 1 | 100"),
        ),
        (
            "the column `Effort` does not follow from the tasks",
            made("Priority | Hours | Effort", "URGENT | 9 | 9h", "LOW | 1 | 1h"),
        ),
        (
            "the column `Done` does not follow from the tasks",
            made("Priority | Done", "URGENT | 4h", "LOW | 0h"),
        ),
        # All of URGENT, or the open part of it?
        (
            "`URGENT` under `Hours` is not certain to be about all of its tasks",
            made("Priority | Hours", "URGENT | 5", "LOW | 1"),
        ),
        (
            "`URGENT` under `Tasks` is not certain to be about all of its tasks",
            made("Priority | Tasks", "URGENT | 2", "LOW | 1"),
        ),
        (
            "`LOW` under `Hours` is not certain to be about all of its tasks",
            made("Priority | Hours", "URGENT | 9", "LOW | tbd"),
        ),
        (
            "`URGENT` under `Progress` is not certain to be about all of its tasks",
            made("Priority | Progress", "URGENT | 1/3", "LOW | 0/1"),
        ),
        (
            "in a block the names of the rows stand first, and a total stands last",
            made("Priority | Hours", "Total | 10", "URGENT | 9", "LOW | 1"),
        ),
        (
            "in a block the names of the rows stand first, and a total stands last",
            made("# | Priority | Hours", "1 | URGENT | 9", "2 | LOW | 1"),
        ),
    ],
)
def test_a_table_that_says_more_than_can_be_computed_is_left_alone(reason: str, table: str) -> None:
    assert refused(table) == [reason]


@pytest.mark.parametrize(
    "table",
    [
        "| Metric | Value |\n|-|-|\n| Speed | 9 |",
        "> | Priority | Hours |\n> |-|-|\n> | URGENT | 9 |\n> | LOW | 1 |",
        "<!-- backlogmd:totals columns=hours -->\n\n| Priority | Hours |\n|-|-|\n| URGENT | 9 |\n| LOW | 1 |" + END,
    ],
)
def test_other_tables_quoted_ones_and_those_between_markers_are_not_asked(table: str) -> None:
    adoption = adopt(backlogmd.parse(TASKS + table))
    assert (adoption.text, adoption.adopted, adoption.refused) == (TASKS + table, (), ())


def test_the_hand_written_summary_of_an_example_says_what_its_tasks_say() -> None:
    example = Path(__file__).parents[1] / "examples" / "ferry-BACKLOG.md"
    text = example.read_text("utf-8").replace("- [] **", "- [ ] **")
    adoption = adopt(backlogmd.parse(text))
    assert len(adoption.adopted) == 1
    inside = adoption.text.partition("columns=hours -->\n\n")[2].partition(END)[0]
    assert [line.split("|")[2].strip() for line in inside.split("\n")] == [
        "Total Hours",
        "-" * 15,
        "24 hours",
        "94 hours",
        "32 hours",
        "12 hours",
        "**162 hours**",
    ]


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = (TASKS + "| Priority | Hours |\n|---|---|\n| 🔴 URGENT | 9 |\n| 🟢 LOW | 1 |").replace("\n", "\r\n")
    new = adopt(backlogmd.parse("\ufeff" + text)).text
    assert new.replace("\r\n", "").count("\n") == 0
    assert new.startswith("\ufeff#")
    assert new.endswith("| 1 |\r\n\r\n<!-- /backlogmd:totals -->")


@settings(deadline=None, max_examples=150)
@given(st.one_of(any_text, st.sampled_from(["| Priority | Hours |\n|-|-|\n| URGENT | 9 |\n"]).map(TASKS.__add__)))
def test_adopting_twice_is_adopting_once(text: str) -> None:
    once = adopt(backlogmd.parse(text))
    again = adopt(backlogmd.parse(once.text))
    assert again.text == once.text
    assert again.adopted == ()
    assert refresh(backlogmd.parse(once.text)) == once.text
    assert (once.text == text) is not bool(once.adopted)
