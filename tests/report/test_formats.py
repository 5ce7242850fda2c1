"""What holds for all formats: they say the same, and nothing in a text is more than text in any of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlogmd.cli._reports import FORMATS
from backlogmd.diagnostics import Diagnostic, Edit, Evidence, Fix, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, INJECTIONS, is_plain, shown
from tests.report_readers import MACHINE, commands, read_markdown

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

BACKLOG = """\
# Backlog 🔴

## ðŸ”´ URGENT

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)
- [] 🔴 **Écrire le manuel** (1 hour)

## Summary

| Priority  | Hours    |
|-----------|----------|
| 🔴 URGENT | 14 hours |

## Assignments

### Ana
- Security fixes
"""

LEVELS = {
    "json": ("error", "warning", "info"),
    "json-lines": ("error", "warning", "info"),
    "sarif": ("error", "warning", "note"),
    "github": ("error", "warning", "notice"),
    "gitlab": ("major", "minor", "info"),
    "rdjson": ("ERROR", "WARNING", "INFO"),
    "junit": ("error", "warning", "skipped"),
    "checkstyle": ("error", "warning", "info"),
}
"""What an error, a warning and information are called."""


def written(output_format: str, *results: FileResult, unsafe_fixes: bool = False) -> str:
    form = import_module(f"backlogmd.report.{output_format.replace('-', '_')}")
    return "\n".join(form.render(results, unsafe_fixes=unsafe_fixes))


def result(text: str | bytes, path: str = "BACKLOG.md") -> FileResult:
    return FileResult(Source.read(text, path), lint(text))


def made(text: str, severity: Severity = Severity.WARNING, path: str = "BACKLOG.md") -> FileResult:
    """Three findings, of which the second has *text* wherever there can be any."""
    fix = Fix.safe(Edit(Span(2, 3), text))
    found = [
        Diagnostic("BL998", "some-rule", Severity.ERROR, "the first one", Span(0, 1)),
        Diagnostic("BL999", "other-rule", severity, text, Span(2, 3), (Evidence(text, Span(0, 1)),), text, fix),
        Diagnostic("BL998", "some-rule", Severity.INFO, "the last one", Span(4, 5), guess=True),
    ]
    return FileResult(Source(f"a\nb\nc\n{text}\n", path), found)


def columns(output_format: str, line: str, column: int) -> int:
    """The column in the unit of the format, of one in code points."""
    before = line[: column - 1]
    if output_format == "rdjson":
        return len(before.encode()) + 1
    if output_format == "sarif":
        return len(before.encode("utf-16-le")) // 2 + 1
    return column


def expected(output_format: str, *results: FileResult) -> Counter[tuple[str, int, int, str]]:
    found: Counter[tuple[str, int, int, str]] = Counter()
    for one in results:
        lines = one.source.text.split("\n")
        for diagnostic in one.diagnostics:
            line, column = one.source.position(diagnostic.span.start)
            found[one.path, line, columns(output_format, lines[line - 1], column), diagnostic.code] += 1
    return found


def test_every_format_for_programs_is_read_here() -> None:
    assert {*MACHINE, "full", "concise", "markdown"} == set(FORMATS)
    assert set(MACHINE) == set(LEVELS)


@pytest.mark.parametrize("output_format", MACHINE)
def test_the_same_findings_come_back_by_file_place_and_rule(output_format: str) -> None:
    results = [result(BACKLOG, "a/BACKLOG.md"), result("# Empty\n", "empty.md"), result(BACKLOG, "über 1.md")]
    found = MACHINE[output_format](written(output_format, *results))
    assert Counter((one.path, one.line, one.column, one.code) for one in found) == expected(output_format, *results)
    assert len(found) >= 8
    # One whose columns differ from unit to unit, by a person's counting.
    place = {"rdjson": 17, "sarif": 15}.get(output_format, 14)
    assert ("BL401", 13, place) in {(one.code, one.line, one.column) for one in found}


@pytest.mark.corpus
@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds are not beside this checkout")
@pytest.mark.parametrize("output_format", MACHINE)
def test_the_findings_on_the_production_backlog_come_back(output_format: str) -> None:
    one = result((SEEDS / "production-backlog.md").read_bytes(), "production-backlog.md")
    found = MACHINE[output_format](written(output_format, one))
    assert Counter((one.path, one.line, one.column, one.code) for one in found) == expected(output_format, one)
    assert Counter(one.code for one in found) == {"BL401": 5, "BL301": 23, "BL702": 1}
    # The rows of the summary, by a person's reading.
    assert [each.line for each in found if each.code == "BL401"] == [361, 362, 363, 364, 365]


@pytest.mark.parametrize("output_format", MACHINE)
def test_nothing_checked_is_an_empty_report(output_format: str) -> None:
    assert MACHINE[output_format](written(output_format)) == []


@pytest.mark.parametrize("output_format", MACHINE)
def test_all_is_well_is_a_report_without_findings(output_format: str) -> None:
    assert MACHINE[output_format](written(output_format, result("# Backlog\n\n- [ ] One\n"))) == []


@pytest.mark.parametrize("output_format", MACHINE)
def test_severities_have_the_words_of_the_format(output_format: str) -> None:
    levels = []
    for severity in Severity:
        _, one, _ = MACHINE[output_format](written(output_format, made("text", severity)))
        levels.append(one.level)
    assert tuple(levels) == LEVELS[output_format]


@pytest.mark.parametrize("output_format", FORMATS)
def test_only_full_is_colored(output_format: str) -> None:
    form = import_module(f"backlogmd.report.{output_format.replace('-', '_')}")
    colored = "\n".join(form.render([result(BACKLOG)], color=True))
    assert ("\x1b" in colored) is (output_format == "full")


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS.keys())
@pytest.mark.parametrize("output_format", MACHINE)
def test_hostile_text_stays_in_its_field(output_format: str, text: str) -> None:
    path = f"{text}.md"
    output = written(output_format, made(text, path=path))
    first, hostile, last = MACHINE[output_format](output)
    assert (first.line, first.code, first.message) == (1, "BL998", "the first one")
    assert (last.line, last.code, last.message) == (3, "BL998", "the last one")
    assert (hostile.line, hostile.column, hostile.code) == (2, 1, "BL999")
    seen = shown(text)
    if output_format in ("junit", "checkstyle"):
        seen = seen.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    raw = output_format in ("json", "json-lines")
    assert hostile.message == (text if raw else seen.replace("](", "] (") if output_format == "sarif" else seen)
    assert {one.path for one in (first, hostile, last)} == {path if raw or output_format == "sarif" else f"{seen}.md"}


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS.keys())
def test_hostile_text_is_no_markup_in_markdown(text: str) -> None:
    first, hostile, last = read_markdown(written("markdown", made(text, path=f"{text}.md")))
    assert (first.line, first.code, first.message) == (1, "BL998", "the first one")
    assert (last.line, last.code, last.message) == (3, "BL998", "the last one")
    # Blanks that do not show are not kept. A path is not cut in lines, so that line ends in it are blanks too.
    assert hostile.message.split() == shown(text).split()
    assert hostile.path.split() == f"{text}.md".replace("\x0b", " ").split()


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS.keys())
@pytest.mark.parametrize("output_format", FORMATS)
def test_no_format_but_that_for_github_gives_commands(output_format: str, text: str) -> None:
    found = commands(written(output_format, made(text, path=f"{text}.md")))
    wanted = ["error", "warning", "notice"] if output_format == "github" else []
    assert [one.name for one in found] == wanted


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS.keys())
def test_concise_has_one_line_for_each_finding(text: str) -> None:
    lines = written("concise", made(text, path=f"{text}.md")).split("\n")
    assert [re.findall(r":(\d):1: (BL\d+) ", line)[0] for line in lines] == [
        ("1", "BL998"), ("2", "BL999"), ("3", "BL998"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
@pytest.mark.parametrize("output_format", FORMATS)
def test_text_that_controls_is_shown_and_does_nothing(output_format: str, text: str) -> None:
    output = written(output_format, made(text, path=f"{text}.md"))
    assert is_plain(output)
    if output_format in MACHINE:
        assert [one.line for one in MACHINE[output_format](output)] == [1, 2, 3]


@given(text=st.text(), path=st.text(min_size=1))
@settings(max_examples=50)
@pytest.mark.parametrize("output_format", FORMATS)
def test_any_text_gives_a_report_that_can_be_read(output_format: str, text: str, path: str) -> None:
    output = written(output_format, made(text, path=path))
    assert is_plain(output)
    if output_format in MACHINE:
        assert [one.line for one in MACHINE[output_format](output)] == [1, 2, 3]


@pytest.mark.parametrize("output_format", ["rdjson", "sarif"])
def test_only_fixes_that_would_be_made_are_suggested(output_format: str) -> None:
    def suggested(*, unsafe_fixes: bool) -> list[int]:
        report = json.loads(written(output_format, result(BACKLOG), unsafe_fixes=unsafe_fixes))
        if output_format == "sarif":
            return [len(one["fixes"]) for one in report["runs"][0]["results"]]
        return [len(one["suggestions"]) for one in report["diagnostics"]]

    found = lint(BACKLOG)
    safe = [int(one.fix is not None and one.fix.safety.value == "safe") for one in found]
    assert suggested(unsafe_fixes=False) == safe
    assert suggested(unsafe_fixes=True) == [int(one.fix is not None) for one in found]
    assert 0 < sum(safe) < sum(one.fix is not None for one in found)
