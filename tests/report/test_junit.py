"""JUnit is as the schema of Ant's task has it, and as junitparser reads it."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xmlschema
from junitparser import JUnitXml

from backlogmd.diagnostics import Diagnostic, Evidence, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.junit import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, INJECTIONS

SCHEMA = Path(__file__).parents[3] / "shared" / "specs" / "junit.xsd"
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "production-backlog.md"

NOW = datetime(2027, 3, 4, 5, 6, 7, 890, tzinfo=UTC)

BACKLOG = "# A\n\n## High\n\n- [ ] One (4 hours)\n- [] Two\n\n## Assignments\n\n### Ana\n\n- Security fixes\n"


def report(*results: FileResult) -> str:
    return "\n".join(render(results, now=NOW))


def result(text: str | bytes, path: str = "BACKLOG.md") -> FileResult:
    return FileResult(Source.read(text, path), lint(text))


def with_text(text: str) -> FileResult:
    found = [
        Diagnostic("BL1", "x", severity, text, Span(0, 1), (Evidence(text), Evidence(text, Span(0, 1))), text)
        for severity in Severity
    ]
    return FileResult(Source(f"a\n{text}", f"{text}.md"), found)


CASES = {
    "nothing": [],
    "clean": [result("# A\n")],
    "findings": [result(BACKLOG), result(BACKLOG, "docs/TODO.md"), result("# A\n", "c.md")],
    "not UTF-8": [result(b"\xff\xfea\x00")],
    **{name: [with_text(text)] for name, text in (ESCAPES | INJECTIONS).items()},
}


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    if not SCHEMA.exists() and not os.environ.get("CI"):
        pytest.skip(f"{SCHEMA} is not there: the specifications are kept beside the repository")
    return xmlschema.XMLSchema(SCHEMA)


@pytest.mark.corpus
@pytest.mark.parametrize("results", CASES.values(), ids=CASES.keys())
def test_it_is_as_the_schema_has_it(schema: xmlschema.XMLSchema, results: list[FileResult]) -> None:
    assert [error.reason for error in schema.iter_errors(report(*results))] == []


@pytest.mark.corpus
def test_the_production_backlog_is_as_the_schema_has_it(schema: xmlschema.XMLSchema) -> None:
    output = report(result(SEED.read_bytes(), "production-backlog.md"))
    assert [error.reason for error in schema.iter_errors(output)] == []


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' hostname="localhost"', ""),
        ("<system-out />", ""),
        ('type="', 'kind="'),
        ("2027-03-04T05:06:07", "2027-03-04"),
        ('time="0"', 'time="soon"'),
    ],
)
def test_anything_else_is_against_the_schema(schema: xmlschema.XMLSchema, old: str, new: str) -> None:
    output = report(*CASES["findings"])
    assert old in output
    assert not schema.is_valid(output.replace(old, new))


def test_findings_fail_information_is_skipped_and_a_clean_file_passes() -> None:
    suites = list(JUnitXml.fromstring(report(*CASES["findings"]).encode()))
    assert [suite.name for suite in suites] == ["BACKLOG.md", "docs/TODO.md", "c.md"]
    counts = Counter(one.severity for one in CASES["findings"][0].diagnostics)
    assert counts[Severity.INFO] > 0
    assert counts[Severity.ERROR] + counts[Severity.WARNING] > 0
    for suite in suites[:2]:
        assert suite.tests == sum(counts.values()) == len(list(suite))
        assert suite.failures == counts[Severity.ERROR] + counts[Severity.WARNING]
        assert suite.skipped == counts[Severity.INFO]
        assert suite.errors == 0
        # What the reader itself counts.
        suite.update_statistics()  # type: ignore[no-untyped-call]
        assert (suite.tests, suite.failures, suite.skipped) == (
            sum(counts.values()), counts[Severity.ERROR] + counts[Severity.WARNING], counts[Severity.INFO],
        )  # fmt: skip
    (case,) = suites[2]
    assert (case.name, case.classname, case.is_passed) == ("No findings", "c.md", True)


def test_a_failure_says_where_why_and_what_to_do() -> None:
    one = Diagnostic(
        "BL1", "some-rule", Severity.ERROR, "this is wrong", Span(2, 3), (Evidence("so it is", Span(0, 1)),), "mend it"
    )
    ((case,),) = JUnitXml.fromstring(report(FileResult(Source("a\nb\n", "a.md"), [one])).encode())
    assert case.name == "BL1 some-rule (line 2, column 1)"
    (failure,) = case.result
    assert (failure.message, failure.type) == ("this is wrong", "error")
    assert failure.text == "at a.md:2:1\nso it is (line 1)\nhelp: mend it"


def test_the_time_is_that_of_the_run() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    (suite,) = JUnitXml.fromstring("\n".join(render([result("# A\n")])).encode())
    assert before <= datetime.fromisoformat(f"{suite.timestamp}+00:00") <= datetime.now(UTC)
