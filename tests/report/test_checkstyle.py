"""Checkstyle's format, as the programs read it that take it from Java."""

from __future__ import annotations

from pathlib import Path

import pytest
from diff_cover.git_path import GitPathTool  # type: ignore[import-untyped]
from diff_cover.violationsreporters.java_violations_reporter import (  # type: ignore[import-untyped]
    CheckstyleXmlDriver,
)

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.checkstyle import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, INJECTIONS, shown

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "production-backlog.md"


@pytest.fixture(autouse=True)
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where diff-cover sees files from: it would ask git."""
    monkeypatch.setattr(GitPathTool, "_cwd", "/work")
    monkeypatch.setattr(GitPathTool, "_root", "/work")


def read(*results: FileResult) -> dict[str, list[tuple[int, str]]]:
    """The lines and messages of each file, read by diff-cover."""
    report = "\n".join(render(results))
    return {
        path: [(one.line, one.message) for one in found]
        for path, found in CheckstyleXmlDriver().parse_reports([report]).items()
    }


def test_another_program_reads_it() -> None:
    text = "- [] One\n- [] Two\n"
    results = [FileResult(Source(text, path), lint(text)) for path in ("a.md", "docs/b c.md")]
    message = f"{lint(text)[0].severity.value}: {lint(text)[0].message}"
    assert read(*results) == {"a.md": [(1, message), (2, message)], "docs/b c.md": [(1, message), (2, message)]}


def test_nothing_is_an_empty_report() -> None:
    assert read() == {}
    assert "\n".join(render([])) == '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3" />'


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not beside this checkout")
def test_another_program_reads_the_production_backlog() -> None:
    text = SEED.read_text(encoding="utf-8")
    source = Source(text, "production-backlog.md")
    found = lint(text)
    (read_back,) = read(FileResult(source, found)).values()
    assert read_back == [
        (source.position(one.span.start).line, f"{one.severity.value}: {one.message}") for one in found
    ]


@pytest.mark.parametrize("text", (ESCAPES | INJECTIONS).values(), ids=(ESCAPES | INJECTIONS).keys())
def test_another_program_reads_hostile_text(text: str) -> None:
    one = Diagnostic("BL1", "x", Severity.WARNING, text, Span(0, 1))
    ((found,),) = read(FileResult(Source(text, "a.md"), [one])).values()
    assert found[0] == 1
    if text in INJECTIONS.values() and "\ufffe" not in text:
        assert found[1] == f"warning: {shown(text)}"
