"""The Markdown report is a table that GitHub shows as it was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backlogmd.diagnostics import Diagnostic, Evidence, Severity
from backlogmd.report._results import FileResult
from backlogmd.report.markdown import render
from backlogmd.source import Source, Span
from tests.report_readers import read_markdown


def report(*results: FileResult) -> str:
    return "\n".join(render(results))


def test_a_report() -> None:
    one = Diagnostic(
        "BL401",
        "total-mismatch",
        Severity.ERROR,
        "HIGH is claimed as 14 hours, but its 2 tasks add up to 10 hours",
        Span(2, 3),
        (Evidence("4 hours in 1 task", Span(0, 1)),),
        "write `10 hours`",
    )
    assert report(FileResult(Source("a\nb\n", "docs/TODO.md"), [one])) == (
        "#### docs/TODO.md\n"
        "\n"
        "| Line | Rule | Finding |\n"
        "|---:|---|---|\n"
        "| 2 | error: BL401 total-mismatch | HIGH is claimed as 14 hours, but its 2 tasks add up to 10 hours"
        "<br>4 hours in 1 task (line 1)<br>help: write \\`10 hours\\` |\n"
        "\n"
        "**1 error in 1 file**"
    )


def test_nothing_and_all_is_well() -> None:
    assert report() == "**Nothing was checked**"
    assert report(FileResult(Source("a", "a.md"), [])) == "**All is well in 1 file**"


@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_the_text_it_is_one_row(message: str, path: str) -> None:
    one = Diagnostic("BL1", "x", Severity.INFO, message, Span(0, 1))
    (found,) = read_markdown(report(FileResult(Source("a", f"a{path}"), [one])))
    assert (found.line, found.code, found.level) == (1, "BL1", "note")
