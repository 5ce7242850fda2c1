"""The formats of `backlogmd diff`: the same facts in each, and nothing in a text that gets out of its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backlogmd.report._changes import KINDS, TaskDiff, diff_schema, task_diff
from backlogmd.syntax.parse import parse
from tests.hostile import ESCAPES, is_plain
from tests.json_schema import violations

FORMATS = ("table", "json", "markdown")

HOSTILE = {
    **ESCAPES,
    "a workflow command": "a ::error file=x::boo",
    "HTML": "a <script>alert(1)</script> <img src=x onerror=y> &lt;b&gt; <!-- x",
    "the end of the fold": "a </details></summary> b",
    "the end of a cell": "a | b \\| c",
    "a code span": "a `b` ``c| d`",
    "emphasis": "a *b* _c_ ~~d~~ **e** \\*f",
    "a link": "a [b](https://example.org) ![c](d) <https://example.org> [e][f]",
    "an address": "see https://example.org/?a=1&b=2, www.example.org and me@example.org",
    "someone who is called": "ask @octocat and @org/team about #1, GH-2 and owner/repo#3",
    "an emoji code and a formula": "a :smile: $x$ $$y$$",
    "the end of CDATA": "a ]]> b",
    "a percent code": "a %0A::set-output name=x::y %25",
    "a formula of a spreadsheet": "=1+1",
    "a heading": "# a",
    "a fence": "``` a",
}


def diff(before: str, after: str) -> TaskDiff:
    return task_diff("old", "new", [(parse(before, path="a.md"), parse(after, path="a.md"))])


def rendered(report: TaskDiff, output_format: str) -> str:
    return "\n".join(import_module(f"backlogmd.report.diff_{output_format}").render(report))


def shown(markdown: str) -> Iterator[list[str]]:
    """The rows of all tables, cell by cell, as the text that a reader sees; there must be no markup in any."""
    parser = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    inside = False
    for token in parser.parse(markdown):
        if token.type == "tr_open":
            row: list[str] = []
        elif token.type in ("th_open", "td_open"):
            inside = True
        elif token.type == "inline" and inside:
            kinds = {child.type for child in token.children or ()} - {"text", "strong_open", "strong_close"}
            assert kinds <= {"text_special"}, (token.content, kinds)
            row.append("".join(child.content for child in token.children or ()))
            inside = False
        elif token.type == "tr_close":
            yield row


def titles(markdown: str) -> list[str]:
    """The last cell of the table of tasks, without what stands in it against being read as a call."""
    rows = list(shown(markdown))
    at = next(at for at, row in enumerate(rows) if row[0] == "Change")
    return [row[-1].replace("\u200b", "") for row in rows[at + 1 :]]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_stay_in_their_field(name: str) -> None:
    title = HOSTILE[name].replace("\n", " ")
    # A title in the tree that no parser has made harmless.
    plain = diff("- [ ] Old\n", "- [ ] Old\n- [ ] TITLE\n")
    report = with_title(plain, title)
    for output_format in FORMATS:
        text = rendered(report, output_format)
        assert is_plain(text), output_format
        assert text.count("\n") == rendered(with_title(plain, "TITLE"), output_format).count("\n")
    assert json.loads(rendered(report, "json"))["tasks"][0]["after"]["title"] == title.replace("\ud800", "\ufffd")
    markdown = rendered(report, "markdown")
    (told,) = titles(markdown)
    table = rendered(report, "table").splitlines()[1]
    # Both show the same: the title, with an escape for what is no picture.
    assert table.endswith(told)
    if name not in ESCAPES:
        assert told == " ".join(title.split())


def with_title(report: TaskDiff, title: str) -> TaskDiff:
    (row,) = report.tasks
    assert row.after is not None
    return replace(report, tasks=[replace(row, after=replace(row.after, title=title, section=[title], path="a.md"))])


def test_in_markdown_nobody_is_called_and_nothing_is_linked() -> None:
    report = with_title(diff("", "- [ ] TITLE\n"), "@ana #12 https://a.b www.a.b")
    line = next(line for line in rendered(report, "markdown").splitlines() if "ana" in line)
    seen = unescape(re.sub(r"\\(.)", r"\1", line))
    assert "@ana" not in seen
    assert "#12" not in seen
    assert "https://" not in line
    assert "www.a" not in line


def test_in_markdown_the_places_of_hostile_files_and_sections_stay_there_as_well() -> None:
    before = parse("## A | B\n\n- [ ] One\n\n## <b>C</b>\n", path="x|`y`.md")
    after = parse("## A | B\n\n## <b>C</b>\n\n- [ ] One\n", path="x|`y`.md")
    markdown = rendered(task_diff("old", "new", [(before, after)]), "markdown")
    assert ["moved", "x|`y`.md:5", "A | B → <b>C</b>", "One"] in list(shown(markdown))


def test_markdown_is_short_and_the_tasks_are_folded() -> None:
    markdown = rendered(diff("## High\n\n- [ ] One (1h)\n", "## High\n\n- [x] One (1h)\n- [ ] Two (2h)\n"), "markdown")
    assert markdown == (
        "### Backlog: 1 added, 1 finished\n"
        "\n"
        "**2 tasks (+1), 3 hours (+2), 2 hours left (+1)**\n"
        "\n"
        "| Priority | Tasks | Open | Hours | Hours left |\n"
        "|---|---:|---:|---:|---:|\n"
        "| HIGH | 1 → 2 | 1 | 1 → 3 | 1 → 2 |\n"
        "| **Total** | **1 → 2** | **1** | **1 → 3** | **1 → 2** |\n"
        "\n"
        "<details>\n"
        "<summary>2 tasks</summary>\n"
        "\n"
        "| Change | Place | Priority | Estimate | Task |\n"
        "|---|---|---|---|---|\n"
        "| finished | a.md\\:3 | HIGH | 1h | One |\n"
        "| added | a.md\\:4 | HIGH | 2h | Two |\n"
        "\n"
        "</details>"
    )


def test_markdown_without_a_change_is_one_line() -> None:
    assert rendered(diff("- [ ] One\n", "- [ ] One\n"), "markdown") == "### Backlog: no task differs"


@pytest.mark.parametrize("many", [5, 400, 5000])
def test_markdown_fits_into_a_comment(many: int) -> None:
    title = "a @long title, " * 30
    markdown = rendered(diff("", "".join(f"- [ ] {number} {title}\n" for number in range(many))), "markdown")
    assert len(markdown) < 65_536
    listed = len(titles(markdown))
    more = re.search(r"^… and (\d+) more$", markdown, re.MULTILINE)
    assert listed + (int(more[1]) if more else 0) == many
    assert markdown.endswith("\n</details>")


def test_colours_are_all_that_colours_add() -> None:
    from backlogmd.report import diff_table

    report = diff("- [ ] One\n- [ ] Two\n", "- [x] One\n- [ ] Three hundred\n")
    plain, colored = (list(diff_table.render(report, color=color)) for color in (False, True))
    assert plain != colored
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in colored] == plain


def test_wide_characters_keep_columns_apart() -> None:
    lines = rendered(diff("", "## 高\n\n- [ ] 修复登录 (2 小时)\n- [ ] Fix (10 hours)\n"), "table").splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["Change", "added", "added"]
    assert lines[1].index("修复") < lines[2].index("Fix")


LINES = st.builds(
    "- [{}] {}{}".format,
    st.sampled_from(" x-/"),
    st.sampled_from(["One", "One more", "Two", "T-1: Three", "", "|", "`", "<b>"]),
    st.sampled_from(["", " (2h)", " (1-3 pts)", " (M)", " 🔴"]),
)
TEXTS = st.lists(st.one_of(LINES, st.sampled_from(["## High", "## Low", "### C", ""])), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_what_is_told_adds_up(before: str, after: str) -> None:
    report = diff(before, after)
    value: Any = json.loads(rendered(report, "json"))
    assert list(violations(value, json.loads(json.dumps(diff_schema())))) == []
    assert list(value["counts"]) == list(KINDS)
    assert sum(value["counts"].values()) == sum(len(row["changes"]) for row in value["tasks"])
    for side in ("before", "after"):
        for part in ("total", "left"):
            whole, rows = value[side][part], [row[side][part] for row in value["priorities"]]
            assert whole["tasks"] == sum(row["tasks"] for row in rows)
            assert whole["minutes"]["low"] == sum(row["minutes"]["low"] for row in rows)
    rows = list(shown(rendered(report, "markdown")))
    listed = rows[[row[0] for row in rows].index("Change") + 1 :] if value["tasks"] else []
    assert len(listed) == len(value["tasks"])


@given(TEXTS)
@settings(deadline=None)
def test_of_nothing_changed_nothing_is_told(text: str) -> None:
    report = diff(text, text)
    assert (report.tasks, report.before, sum(report.counts.values())) == ([], report.after, 0)


def test_work_that_is_listed_twice_is_told_once() -> None:
    table = "| ID | Task | Hours |\n|---|---|---|\n| T-1 | Write the parser | 3 |\n"
    report = diff("", f"{table}\n## High\n\n- [ ] T-1: Write the parser\n- [ ] T-2: Write the linter (1h)\n")
    assert [row.after.title for row in report.tasks if row.after] == ["Write the parser", "Write the linter"]
    assert (report.counts["added"], report.after.total.tasks, report.after.total.minutes.high) == (2, 2, 240)


def test_tasks_of_several_files_stand_in_their_order() -> None:
    files = [(None, parse("- [ ] One\n- [ ] Two\n", path="b.md")), (None, parse("\n- [ ] Three\n", path="a.md"))]
    report = task_diff("old", "new", files)
    assert [row.after.title for row in report.tasks if row.after] == ["One", "Two", "Three"]
