"""One line a finding, for people who grep and for editors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.concise import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, is_plain


def report(text: str, start: int = 0, message: str = "this is wrong", path: str | None = "BACKLOG.md") -> list[str]:
    one = Diagnostic("BL999", "some-rule", Severity.ERROR, message, Span(start, start + 1))
    return list(render([FileResult(Source(text, path), [one])]))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("HERE", 1, 1),
        ("one\n  HERE", 2, 3),
        ("one\r\n  HERE", 2, 3),
        ("\ufeffHERE", 1, 1),
        ("🔴 HERE", 1, 3),
        ("👨‍👩‍👧HERE", 1, 6),
        ("\t\tHERE", 1, 3),
        ("a\u2028b\x0cHERE", 1, 5),
    ],
)
def test_lines_and_columns_count_from_one_and_in_code_points(text: str, line: int, column: int) -> None:
    assert report(text, text.index("HERE")) == [f"BACKLOG.md:{line}:{column}: BL999 some-rule this is wrong"]


def test_findings_stand_file_by_file_in_the_order_of_the_text() -> None:
    text = "- [] One\n- [] Two\n"
    files = [FileResult(Source(text, name), lint(text)) for name in ("b.md", "a.md")]
    places = [line.split(" ")[0] for line in render(files)]
    assert places == ["b.md:1:3:", "b.md:2:3:", "a.md:1:3:", "a.md:2:3:"]


def test_color_changes_nothing() -> None:
    text = "- [] One\n"
    results = [FileResult(Source(text), lint(text))]
    assert list(render(results, color=True)) == list(render(results))


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    lines = report(text, 0, f"`{text}` is wrong", f"{text}.md")
    assert len(lines) == 1
    assert is_plain(lines[0])


@given(st.text(), st.text())
def test_one_finding_is_one_line_whatever_the_text(message: str, path: str) -> None:
    (line,) = report("a", 0, message, path)
    assert "\n" not in line
    assert is_plain(line)
