"""Annotations: what is printed is what the runner reads, and the runner keeps all of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.diagnostics import Diagnostic, Evidence, Fix, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.github import render
from backlogmd.source import Source, Span
from tests.report_readers import Command, commands

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotate(text: str, span: Span, path: str = "BACKLOG.md", message: str = "this is wrong", **others: object) -> str:
    one = Diagnostic("BL999", "some-rule", Severity.ERROR, message, span, **others)  # type: ignore[arg-type]
    (line,) = render([FileResult(Source(text, path), [one])])
    return line


def test_a_command_as_github_documents_it() -> None:
    assert annotate("one\n  HERE\n", Span(6, 10), "docs/TODO.md") == (
        "::error file=docs/TODO.md,line=2,endLine=2,col=3,endColumn=7,title=BL999 some-rule::this is wrong"
    )


@pytest.mark.parametrize(("severity", "name"), SEVERITIES.items())
def test_severities_are_those_of_annotations(severity: Severity, name: str) -> None:
    one = Diagnostic("BL999", "some-rule", severity, "x", Span(0, 1))
    assert [one.name for one in commands("\n".join(render([FileResult(Source("a"), [one])])))] == [name]


def test_what_it_rests_on_and_what_to_do_stand_below_the_message() -> None:
    evidence = (Evidence("4 hours", Span(4, 5)), Evidence("6 hours"))
    line = annotate("a\nb\nc\n", Span(0, 1), evidence=evidence, help="write `10`", fix=Fix.unsafe(), guess=True)
    (one,) = commands(line)
    assert one.message.split("\n") == [
        "this is wrong",
        "4 hours (line 3)",
        "6 hours",
        "this is a guess: only the wording speaks for it",
        "help: write `10` (unsafe fix)",
    ]


def test_every_finding_of_a_file_is_annotated() -> None:
    text = "# A\n\n- [] One\n- [] Two 🔴\n- [X] Three\n"
    found = lint(text)
    read = commands("\n".join(render([FileResult(Source(text, "a.md"), found)])))
    places = [(one.properties["line"], one.properties["col"]) for one in read]
    assert places == [tuple(map(str, Source(text).position(one.span.start))) for one in found]
    assert [one.name for one in read] == [SEVERITIES[one.severity] for one in found]


@given(st.text(), st.text(min_size=1), st.text(), st.integers(0), st.integers(0))
def test_the_runner_keeps_every_property(text: str, path: str, message: str, start: int, length: int) -> None:
    start %= len(text) + 1
    span = Span(start, min(len(text), start + length))
    (one,) = commands(annotate(text, span, path, message))
    assert set(one.properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    line, end_line, column, end = (int(one.properties[name]) for name in ("line", "endLine", "col", "endColumn"))
    # ValidateLinesAndColumns of the runner drops columns otherwise.
    assert 1 <= line == end_line
    assert 1 <= column <= end


def test_the_reader_can_tell() -> None:
    escaped = "::error file=a%2Cb,title=x%3Ay::m%25%0An"
    assert commands(f"  {escaped}\r\nplain\n::x") == [Command("error", {"file": "a,b", "title": "x:y"}, "m%\nn")]
