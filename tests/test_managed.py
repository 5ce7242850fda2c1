"""Totals that keep themselves: what is written between markers, and what holds for every backlog."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import backlogmd
from backlogmd.query.claims import Facts, Outcome
from backlogmd.sync import refresh
from backlogmd.vocabulary import Dialect, Level, dialect_named
from tests.test_laws import lines

END = "<!-- /backlogmd:totals -->"


def block(parameters: str = "") -> str:
    return f"<!-- backlogmd:totals {parameters} -->\n{END}\n"


def filled(text: str, dialect: Dialect | None = None) -> str:
    return refresh(backlogmd.parse(text, dialect=dialect), dialect)


def table(text: str, dialect: Dialect | None = None) -> list[list[str]]:
    """The cells of the first table between markers, without its line of dashes and without emphasis."""
    inside = filled(text, dialect).partition("-->")[2].partition("<!--")[0]
    rows = [
        [cell.strip().strip("*") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in inside.strip().split("\n")
    ]
    return [rows[0], *rows[2:]]


def keys(text: str, by: str, dialect: Dialect | None = None) -> list[str]:
    """The first column of a table, without header and total."""
    return [row[0] for row in table(f"{text}\n{block(f'by={by} columns=tasks total=no')}", dialect)[1:]]


def progress(text: str) -> str:
    written = filled(f"{text}\n<!-- backlogmd:progress -->\n<!-- /backlogmd:progress -->\n")
    return written.partition("progress -->")[2].partition("<!--")[0].strip()


class TestRows:
    @pytest.mark.parametrize(
        ("headings", "expected"),
        [
            (["LOW", "Urgent"], ["Urgent", "LOW"]),
            (["🔵 Low priority", "⚠️ High priority"], ["⚠️ High", "🔵 Low"]),
            (["P1 - API", "P0: Bugs"], ["P0", "P1"]),
            (["High - A", "HIGH - B", "HIGH - C"], ["HIGH"]),
            (["🟡", "🔴"], ["🔴 URGENT", "🟡 MEDIUM"]),
            # One damaged emoji that can be restored, and one of which bytes are lost.
            (["ðŸ”´ URGENT - A", "游 HIGH - B"], ["🔴 URGENT", "🟠 HIGH"]),
        ],
    )
    def test_levels_stand_in_their_order_as_headings_spell_them(self, headings: list[str], expected: list[str]) -> None:
        text = "".join(f"## {heading}\n\n- [ ] Task of {heading}\n\n" for heading in headings)
        assert keys(text, "priority") == expected

    def test_levels_that_only_tasks_name_have_the_words_of_the_dialect(self) -> None:
        assert keys("- [ ] (B) Ship\n- [ ] Paint\n- [ ] P0: Mend\n", "priority") == [
            "🔴 URGENT",
            "🟠 HIGH",
            "No priority",
        ]

    def test_they_have_no_emoji_where_headings_have_none(self) -> None:
        assert keys("- [ ] P0: Mend\n\n## LOW\n\n- [ ] Paint\n", "priority") == ["URGENT", "LOW"]

    def test_another_dialect_has_its_own_levels(self) -> None:
        dialect = Dialect(levels=(Level("MUSS", ("muss",), emoji=("🟥",)), Level("KANN", ("kann",), emoji=("🟦",))))
        assert keys("## Kann\n\n- [ ] Malen\n\n## Muss\n\n- [ ] Bauen\n", "priority", dialect) == ["Muss", "Kann"]

    def test_projects_categories_and_milestones_stand_in_the_order_of_the_text(self) -> None:
        text = """\
- [ ] Loose end

## web-shop (Checkout)

### HIGH - Testing

- [ ] Test the cart

### LOW - Docs

- [ ] Explain the cart

## app

### HIGH - Testing

- [ ] Test the app

## Version 2.0

- [ ] Gift cards

## Version 1.1

- [ ] Rounding
"""
        assert keys(text, "project") == ["web-shop", "app", "No project"]
        assert keys(text, "category") == ["Testing", "Docs", "No category"]
        assert keys(text, "milestone") == ["Version 2.0", "Version 1.1", "No milestone"]

    def test_a_task_has_the_people_named_on_it_or_above_it_or_else_those_whose_rules_select_it(self) -> None:
        text = """\
## HIGH

- [ ] One @ana
  - [ ] Half of it
- [ ] Two @ben @ana
- [ ] Three

## LOW

- [ ] Four

## MEDIUM

- [ ] Five

## Assignments

### Cleo (Lead)

- All HIGH tasks

### Team

- All HIGH tasks
- All LOW tasks
"""
        assert keys(text, "assignee") == ["ana", "ben, ana", "Cleo", "Team", "Unassigned"]

    def test_states_stand_in_the_order_of_the_work_and_cancelled_tasks_nowhere(self) -> None:
        text = "".join(f"- [{character}] Task {character}\n" for character in "x-!/ k")
        assert keys(text, "state") == ["To do", "In progress", "Blocked", "Unknown", "Done"]

    def test_one_name_in_two_projects_is_one_row(self) -> None:
        text = "## a\n### HIGH - Docs\n- [ ] x\n## b\n### HIGH - docs\n- [ ] y\n"
        assert table(text + block("by=category columns=tasks total=no")) == [["Category", "Tasks"], ["Docs", "2"]]

    @pytest.mark.parametrize(
        "name", ["a | b", "a_b", "C:\\|x", "Was <b> this", "x * y", "`code | span`", "_x_ y", "~~a", "\\", "a\\_b"]
    )
    def test_a_name_with_markup_in_it_fills_one_cell(self, name: str) -> None:
        text = filled(f"# {name}\n\n- [ ] One\n\n# Other\n\n- [ ] Two\n\n{block('by=project columns=tasks')}")
        summary = backlogmd.parse(text).summaries[0]
        assert [len(row.cells) for row in summary.rows] == [2, 2, 2]
        assert [row.cells[1].text for row in summary.rows] == ["1", "1", "2"]
        assert filled(text) == text


def test_a_table_between_markers_holds_no_tasks() -> None:
    text = (
        "## High\n\n- [ ] a (1h)\n\n<!-- backlogmd:totals -->\n\n| Task | Hours |\n|---|---|\n| Mend it | 4 |\n\n" + END
    )
    assert [task.title.text for task in backlogmd.parse(text).tasks] == ["a"]
    assert "| High      | 1     | 1     | 0     |" in filled(text)
    assert len(backlogmd.parse(text.replace("backlogmd:totals", "other", 1)).tasks) == 2


class TestFigures:
    TASKS = """\
## HIGH

- [x] Parent (9 hours)
  - [x] One (1 hour)
  - [ ] Two (2-3 hours)
- [-] Cancelled (100 hours)

## LOW

- [ ] Three (30 minutes)
- [ ] Four
"""

    def test_leaves_are_counted_and_their_estimates_are_summed(self) -> None:
        columns = "tasks,open,done,hours,left,progress,unestimated"
        assert table(self.TASKS + block(f"columns={columns}")) == [
            ["Priority", "Tasks", "Open", "Done", "Hours", "Hours left", "Progress", "Unestimated"],
            ["HIGH", "2", "1", "1", "3-4", "2-3", "50 %", "0"],
            ["LOW", "2", "2", "0", "0.5+", "0.5+", "0 %", "1"],
            ["Total", "4", "3", "1", "3.5-4.5+", "2.5-3.5+", "25 %", "1"],
        ]

    def test_a_parent_whose_subtasks_have_no_estimates_stands_for_them(self) -> None:
        text = "## HIGH\n- [ ] Parent (9 hours)\n  - [ ] One (1 hour)\n  - [ ] Two\n"
        assert table(text + block("columns=tasks,hours total=no"))[1] == ["HIGH", "2", "9"]

    def test_nothing_is_left_of_finished_work_and_nobody_knows_of_work_that_is_not_estimated(self) -> None:
        text = "## HIGH\n- [x] a (4h)\n## LOW\n- [ ] b\n"
        rows = table(text + block("columns=hours,left total=no"))
        assert rows[1:] == [["HIGH", "4", "0"], ["LOW", "—", "—"]]

    def test_the_unit_is_the_one_that_most_tasks_are_estimated_in(self) -> None:
        text = "## HIGH\n- [ ] a (2 days)\n- [ ] b (1 day)\n- [ ] c (4 hours)\n"
        assert table(text + block("columns=hours,left total=no")) == [
            ["Priority", "Days", "Days left"],
            ["HIGH", "3.5", "3.5"],
        ]

    def test_hours_are_points_where_the_backlog_counts_points(self) -> None:
        text = "## HIGH\n- [ ] a (5 pts)\n- [x] b (3 pts)\n"
        assert table(text + block("columns=hours,left total=no")) == [
            ["Priority", "Points", "Points left"],
            ["HIGH", "8", "5"],
        ]

    def test_hours_and_points_never_mix(self) -> None:
        text = "## HIGH\n- [ ] a (5 pts)\n- [ ] c (5 pts)\n## LOW\n- [ ] b (3h)\n"
        assert table(text + block("columns=hours,points total=no")) == [
            ["Priority", "Hours", "Points"],
            ["HIGH", "—", "10"],
            ["LOW", "3", "—"],
        ]

    def test_a_sum_without_an_upper_end_says_so(self) -> None:
        assert table("## HIGH\n- [ ] a (4+ hours)\n- [ ] b (2h)\n" + block("columns=hours"))[1:] == [
            ["HIGH", "6+"],
            ["Total", "6+"],
        ]

    def test_one_hundred_percent_means_that_nothing_is_open(self) -> None:
        text = "## HIGH\n" + "- [x] a\n" * 299 + "- [ ] b\n"
        assert table(text + block("columns=progress total=no"))[1] == ["HIGH", "99 %"]

    def test_a_backlog_without_tasks_has_a_table_without_rows(self) -> None:
        assert table("# Backlog\n" + block("columns=tasks,hours,progress")) == [
            ["Priority", "Tasks", "Hours", "Progress"],
            ["Total", "0", "—", "—"],
        ]

    @pytest.mark.parametrize(
        ("tasks", "expected"),
        [
            ("", "No tasks"),
            ("- [ ] a\n", "0 of 1 task done (0 %)"),
            ("- [x] a (2h)\n- [ ] b (1.5h)\n", "1 of 2 tasks done (50 %), 1.5 of 3.5 hours left"),
            ("- [x] a (2h)\n- [ ] b\n", "1 of 2 tasks done (50 %), 0 of 2 hours left, 1 without an estimate"),
            ("- [ ] a (2-3 days)\n", "0 of 1 task done (0 %), 2-3 of 2-3 days left"),
            ("- [ ] a (2h)\n- [x] b (8 pts)\n", "1 of 2 tasks done (50 %), 2 of 2 hours and 0 of 8 points left"),
            ("- [ ] a (2+ hours)\n", "0 of 1 task done (0 %), 2+ of 2+ hours left"),
        ],
    )
    def test_progress_is_one_line(self, tasks: str, expected: str) -> None:
        assert progress(tasks) == expected


class TestManner:
    """What is kept of a table that is out of date."""

    TASKS = "## 🔴 URGENT\n\n- [ ] Mend (42h)\n\n## 🟢 LOW\n\n- [x] Paint (1h)\n\n"

    def refreshed(self, inside: str, parameters: str) -> str:
        text = f"{self.TASKS}<!-- backlogmd:totals {parameters} -->\n\n{inside}\n\n{END}\n"
        return filled(text).partition("-->\n\n")[2].removesuffix(f"\n\n{END}\n")

    def test_headers_alignment_and_the_form_of_figures_are_kept(self) -> None:
        old = """\
| Level     | Work to do |   Done | Progress |
|:---------:|-----------:|:-------|----------|
| 🔴 URGENT | 1 hour     |      0 | 5%       |
| SUM       | 5 hours    |      1 | 50%      |"""
        assert (
            self.refreshed(old, "columns=left,done,progress")
            == """\
| Level     | Work to do | Done | Progress |
|:---------:|-----------:|:-----|----------|
| 🔴 URGENT |   42 hours | 0    | 0%       |
| 🟢 LOW    |    0 hours | 1    | 100%     |
| SUM       |   42 hours | 1    | 50%      |"""
        )

    def test_a_column_that_moves_takes_its_header_with_it(self) -> None:
        old = "| Priority | Number of tasks | Effort |\n|---|---|---|\n| URGENT | 1 | 42h |"
        assert self.refreshed(old, "columns=hours,tasks total=no").split("\n")[0] == (
            "| Priority  | Effort | Number of tasks |"
        )

    def test_a_header_that_fits_no_more_is_written_anew(self) -> None:
        old = "| Priority | Tasks |\n|---|---|\n| URGENT | 1 |"
        assert self.refreshed(old, "by=state columns=hours total=no").split("\n")[0] == "| State | Hours |"

    def test_pipes_stand_below_each_other_where_characters_are_wide(self) -> None:
        text = "# 修复\n\n- [ ] a\n\n# 👩‍💻 é\n\n- [ ] b\n\n" + block("by=project columns=tasks")
        assert filled(text).partition("-->\n\n")[2].split("\n")[:5] == [
            "| Project   | Tasks |",
            "| --------- | ----- |",
            "| 修复      | 1     |",
            "| é         | 1     |",
            "| **Total** | **2** |",
        ]

    def test_the_line_ends_of_the_text_are_used_and_nothing_else_is_touched(self) -> None:
        text = "\ufeff- [ ] a  \r\n\r\n\t\r\n" + block("columns=tasks").replace("\n", "\r\n") + "\r\nno end"
        assert filled(text) == (
            "\ufeff- [ ] a  \r\n\r\n\t\r\n<!-- backlogmd:totals columns=tasks -->\r\n\r\n"
            "| Priority    | Tasks |\r\n| ----------- | ----- |\r\n"
            "| No priority | 1     |\r\n| **Total**   | **1** |\r\n"
            f"\r\n{END}\r\n\r\nno end"
        )


class TestOtherRules:
    """A block is right or out of date, and one finding says so."""

    STALE = """\
## HIGH

- [ ] Mend (4h)

## MEDIUM

- [ ] Test

## LOW

- [ ] Paint (2h)
- [ ] Polish

## Summary

{opening}

| Priority      | Hours | Tasks |
|---------------|-------|-------|
| 🔴 HIGH       | 5     | 3     |
| LOW           | many  | 1     |
| ðŸ”´ URGENT   | 7     | 1     |
| **Total**     | 20    | 3     |

{closing}
"""

    def codes(self, text: str) -> list[str]:
        return sorted({finding.code for finding in backlogmd.lint(text)})

    def test_what_is_wrong_in_a_block_is_one_finding(self) -> None:
        text = self.STALE.format(opening="<!-- backlogmd:totals columns=hours,tasks -->", closing=END)
        assert [finding.code for finding in backlogmd.lint(text)] == ["BL413"]
        assert backlogmd.lint(filled(text)) == []

    def test_what_is_wrong_elsewhere_is_found_as_ever(self) -> None:
        assert {"BL401", "BL402", "BL408", "BL301"} < set(self.codes(self.STALE.format(opening="", closing="")))

    def test_a_block_that_cannot_be_used_is_judged_like_any_text(self) -> None:
        text = self.STALE.format(opening="<!-- backlogmd:totals by=hours -->", closing=END)
        assert {"BL401", "BL402", "BL414"} < set(self.codes(text))
        assert filled(text) == text

    def test_so_many_blocks_are_kept_up_to_date_and_no_more(self) -> None:
        text = filled("## HIGH\n\n- [ ] a (4h)\n\n" + block("columns=hours") * 21)
        assert text.count("| HIGH      | 4     |") == 20
        assert [(one.code, one.message) for one in backlogmd.lint(text)] == [
            ("BL414", "more than 20 blocks in one file are not kept up to date")
        ]

    def test_the_fix_of_a_stale_block_is_safe(self) -> None:
        text = "## HIGH\n\n- [ ] a (4h)\n\n" + block()
        (finding,) = backlogmd.lint(text)
        assert finding.fix is not None
        assert finding.fix.safety is backlogmd.Safety.SAFE


# What holds for every backlog.

PROJECTS = ["shop", "site", "back office"]
LEVELS = ["🔴 URGENT", "🟠 HIGH", "🟢 LOW"]
CATEGORIES = ["Bugs", "Testing", "Manual"]
COLUMNS = ["tasks", "open", "done", "hours", "left", "points", "progress", "unestimated"]
GROUPINGS = ["priority", "project", "category", "milestone", "assignee", "state"]


class Made(NamedTuple):
    """A task that was made up."""

    project: str
    level: str
    category: str
    done: bool
    low: int
    high: int
    estimated: bool

    @property
    def line(self) -> str:
        hours = f"{self.low}-{self.high}" if self.low != self.high else f"{self.low}"
        return f"- [{'x' if self.done else ' '}] Task" + (f" ({hours} hours)" if self.estimated else "") + "\n"


made = st.builds(
    lambda project, level, category, done, low, more, estimated: Made(
        project, level, category, done, low, low + more, estimated
    ),
    st.sampled_from(PROJECTS),
    st.sampled_from(LEVELS),
    st.sampled_from(CATEGORIES),
    st.booleans(),
    st.integers(1, 40),
    st.sampled_from([0, 0, 0, 1, 8]),
    st.sampled_from([True, True, True, False]),
)
parameters = st.builds(
    lambda by, columns, total: f"by={by} columns={','.join(columns)} total={total}",
    st.sampled_from(GROUPINGS),
    st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True),
    st.sampled_from(["yes", "no"]),
)
law = settings(deadline=None, max_examples=150)


def backlog(tasks: list[Made]) -> str:
    text = "# Backlog\n\n"
    for project in PROJECTS:
        text += f"## {project}\n\n"
        for level in LEVELS:
            for category in CATEGORIES:
                chosen = [task for task in tasks if task[:3] == (project, level, category)]
                if chosen:
                    text += f"### {level} - {category}\n\n" + "".join(task.line for task in chosen) + "\n"
    return text + "## Summary\n\n"


def expected_row(label: str, tasks: list[Made]) -> list[str]:
    """Tasks, open, done and hours, added up by hand."""
    estimated = [task for task in tasks if task.estimated]
    low, high = sum(task.low for task in estimated), sum(task.high for task in estimated)
    hours = (f"{low}-{high}" if low != high else f"{low}") + ("+" if len(estimated) < len(tasks) else "")
    done = sum(task.done for task in tasks)
    return [label, f"{len(tasks)}", f"{len(tasks) - done}", f"{done}", hours if estimated else "—"]


@law
@given(st.lists(made, min_size=1, max_size=12), st.sampled_from(["priority", "project", "category"]))
def test_every_figure_is_that_of_its_tasks(tasks: list[Made], by: str) -> None:
    key: Callable[[Made], str] = {
        "priority": lambda task: task.level,
        "project": lambda task: task.project,
        "category": lambda task: task.category,
    }[by]
    order = {"priority": LEVELS, "project": PROJECTS, "category": CATEGORIES}[by]
    rows = table(backlog(tasks) + block(f"by={by} columns=tasks,open,done,hours"))
    groups = {name: [task for task in tasks if key(task) == name] for name in order}
    wanted = [expected_row(name, members) for name, members in groups.items() if members]
    # Categories stand in the order of the text, which need not be that of their names.
    assert sorted(rows[1:-1]) == sorted(wanted)
    assert by == "category" or rows[1:-1] == wanted
    assert rows[-1] == expected_row("Total", tasks)


@law
@given(st.lists(made, max_size=12), parameters)
def test_what_is_written_is_true_to_every_other_rule(tasks: list[Made], text: str) -> None:
    # Without its markers the table is a hand-written one, and judged as such.
    written = filled(backlog(tasks) + block(text))
    bare = re.sub("<!--.*?-->\n", "", written)
    verdicts = Facts(backlogmd.parse(bare)).verdicts
    assert [one for one in verdicts if one.outcome is Outcome.CONTRADICTED] == []
    config = backlogmd.Config(select=("BL4",), ignore=("BL410", "BL411"))
    assert [one.code for one in backlogmd.lint(bare, config)] == []


blocks = st.one_of(
    parameters.map(block), st.just("<!-- backlogmd:progress -->\n<!-- /backlogmd:progress -->\n"), st.just(END + "\n")
)


@law
@given(st.lists(st.one_of(lines.map("\n".join), blocks), max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_brought_up_to_date_once_and_only_between_markers(parts: list[str], newline: str) -> None:
    text = "\n\n".join(parts).replace("\n", newline)
    once = filled(text)
    assert filled(once) == once
    assert "BL413" not in {finding.code for finding in backlogmd.lint(once)}
    if once == text:
        return
    before, after = Facts(backlogmd.parse(text)).markers, Facts(backlogmd.parse(once)).markers
    assert len(before.blocks) == len(after.blocks)
    assert without(text, [one.inside for one in before.blocks]) == without(once, [one.inside for one in after.blocks])
    assert [task.title.text for task in backlogmd.parse(text).tasks] == [
        task.title.text for task in backlogmd.parse(once).tasks
    ]


def without(text: str, spans: list[backlogmd.Span]) -> str:
    for span in reversed(spans):
        text = text[: span.start] + text[span.end :]
    return text


def test_the_default_dialect_can_be_named() -> None:
    text = "## HIGH\n\n- [ ] a (4h)\n\n" + block()
    assert refresh(backlogmd.parse(text), "default") == refresh(backlogmd.parse(text), dialect_named(None))
