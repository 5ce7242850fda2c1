"""The table of tasks on a terminal: columns that stand below each other, whatever is in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from backlogmd.report._tasks import Chosen, task_list, task_sums
from backlogmd.report.tasks_table import render
from backlogmd.syntax.parse import parse
from tests.hostile import ESCAPES, is_plain

WIDE = """\
## 🔴 URGENT - 修复

- [ ] **修复登录页面的问题并且写测试** (4h) @ana
- [x] **Family 👨‍👩‍👧‍👦 and flags 🇩🇪🇫🇷 and é** (2-3 days)

## LOW - Chores

- [ ] **Plain** @bo
"""


def lines(text: str, *, columns: int | None = None, color: bool = False, by: tuple[str, ...] = ()) -> list[str]:
    document = parse(text, path="BACKLOG.md")
    chosen = [Chosen(document, document.tasks)]
    report = task_sums(chosen, by) if by else task_list(chosen)
    return list(render(report, color=color, columns=columns))


def columns_before(line: str, text: str) -> int:
    """How many columns of the terminal stand before *text*."""
    assert text in line
    return wcswidth(line[: line.index(text)])


def test_columns_stand_below_each_other_under_wide_characters_too() -> None:
    header, first, second, third, *_ = lines(WIDE)
    for column, cells in {
        "State": ("open", "done", "open"),
        "Category": ("修复", "修复", "Chores"),
        "Title": ("修复登录", "Family", "Plain"),
    }.items():
        starts = [columns_before(line, cell) for line, cell in zip((first, second, third), cells, strict=True)]
        assert starts == [columns_before(header, column)] * 3


@pytest.mark.parametrize("columns", [20, 30, 40, 60, 80, 200])
def test_no_line_of_the_table_is_wider_than_the_terminal(columns: int) -> None:
    *table, blank, last = lines(WIDE, columns=columns)
    assert blank == ""
    assert last == "3 tasks, 20-28 hours, 1 done, 1 without estimate"
    assert max(map(wcswidth, table)) <= columns
    assert len(table) == 4


def test_what_is_cut_ends_in_dots_at_the_end_of_a_whole_character() -> None:
    found = {lines("- [ ] 👨‍👩‍👧‍👦🇩🇪é界" * 8, columns=columns)[1] for columns in range(12, 40)}
    for line in found:
        assert re.fullmatch(r" +1 +open +(?:- \[ \] |👨‍👩‍👧‍👦|🇩🇪|é|界)*…", line) or line.count("…") == 1
        assert not line.endswith(("\u200d…", "e…", "🇩…"))


def test_nothing_is_cut_where_no_width_is_given() -> None:
    assert "x" * 5000 in "\n".join(lines("- [ ] " + "x" * 5000))


def test_columns_without_content_are_left_out() -> None:
    assert lines("- [ ] One\n")[0] == "Line  State  Title"


def test_forms_are_told_where_there_are_others_than_boxes() -> None:
    text = "| Task | Hours |\n|---|---|\n| Mend the roof | 1 |\n| Paint the door | 2 |\n"
    assert lines(text) == [
        "Line  Form  State  Estimate  Title",
        "   3  row   open     1 hour  Mend the roof",
        "   4  row   open    2 hours  Paint the door",
        "",
        "2 tasks, 3 hours, 0 done",
    ]


def test_the_table_as_it_looks() -> None:
    text = """## HIGH

- [ ] Parent (8h) @ana
  - [x] One (1-2 hours)
  - [ ] Two ~4h
- [-] Not this (9h)
- [ ] Half (6h)
  - [ ] step

## LOW

- [/] Last (3 pts)
"""
    assert lines(text) == [
        "Line  Priority  State         Estimate  Assignee  Title",
        "   3  HIGH      open                8h  ana       Parent",
        "   4  HIGH      done         1-2 hours  ana         One",
        "   5  HIGH      open               ~4h  ana         Two",
        "   6  HIGH      cancelled           9h            Not this",
        "   7  HIGH      open                6h            Half",
        "   8  HIGH      open                                step",
        "  12  LOW       in-progress      3 pts            Last",
        "",
        "4 tasks, 11-12 hours, 3 points, 1 done (and 1 parent, 1 subtask, 1 cancelled)",
    ]


def test_the_sums_as_they_look() -> None:
    text = """## HIGH - API

- [x] a (1h)
- [ ] b (2-3h)

## HIGH - Site

- [ ] c (4+ hours)

## LOW - Site

- [ ] d
"""
    assert lines(text, by=("priority", "category")) == [
        "Priority  Category  Tasks  Open  Done  Done %  Hours  No estimate",
        "HIGH      API           2     1     1     50%    3-4",
        "HIGH      Site          1     1     0      0%     4+",
        "HIGH      all           3     2     1     33%   7-8+",
        "LOW       Site          1     1     0      0%                   1",
        "Total                   4     3     1     25%   7-8+            1",
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("", "No tasks"),
        ("- [ ] a\n", "1 task, 0 done, no estimates"),
        ("- [x] a (1h)\n", "1 task, 1 hour, 1 done"),
        ("- [x] a (1 pt)\n- [ ] b (2-3 pts)\n", "2 tasks, 3-4 points, 1 done"),
        ("- [ ] a (20 min)\n- [ ] b (1.5h)\n", "2 tasks, 1.83 hours, 0 done"),
        ("- [-] a (1h)\n", "0 tasks, 0 done (and 1 cancelled)"),
        ("- [-] a (1h)\n  - [ ] b\n", "0 tasks, 0 done (and 1 cancelled, 1 not counted)"),
    ],
)
def test_the_last_line_says_what_it_comes_to(text: str, last: str) -> None:
    assert lines(text)[-1] == last


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b" not in "".join(lines(WIDE))
    header, _, done, *_ = lines(WIDE, color=True)
    assert header.startswith("\x1b[1m")
    assert done.startswith("\x1b[2m")
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in lines(WIDE, color=True)] == lines(WIDE)


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES)
@pytest.mark.parametrize("by", [(), ("category", "assignee")])
def test_no_text_controls_the_terminal(text: str, by: tuple[str, ...]) -> None:
    backlog = f"## HIGH - {text}\n\n- [ ] **{text}** (4 hours) (assignee: {text})\n"
    for columns in (None, 30, 80):
        assert is_plain("\n".join(lines(backlog, columns=columns, by=by)))


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(20, 100))
def test_no_title_breaks_the_table(title: str, columns: int) -> None:
    document = parse(f"- [ ] {title}\n- [ ] Other\n")
    rendered = list(render(task_list([Chosen(document, document.tasks)]), columns=columns))
    assert is_plain("\n".join(rendered))
    assert len(rendered) == len(document.tasks) + 3
    assert all(wcswidth(line) <= columns for line in rendered[:-2])
