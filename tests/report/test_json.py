"""The report for programs says what `lint` says, in the form that its schema describes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backlogmd
from backlogmd.diagnostics import Diagnostic, Edit, Evidence, Fix, Severity
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.json import ReportModel, render, report_schema
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, is_plain
from tests.json_schema import references, violations

BACKLOG = """\
# Backlog

## ðŸ”´ URGENT

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)
- [] **Write the manual** (1 hour)

## Summary

| Priority  | Hours    |
|-----------|----------|
| 🔴 URGENT | 14 hours |

## Assignments

### Ana
- Security fixes
"""


def written(*results: FileResult) -> str:
    return "\n".join(render(results))


def result(text: str | bytes, path: str | None = "BACKLOG.md") -> FileResult:
    source = Source.read(text, path)
    return FileResult(source, lint(text))


def expected_place(span: Span, source: Source) -> dict[str, int]:
    (line, column), (end_line, end_column) = source.position(span.start), source.position(span.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
    }


def expected(one: Diagnostic, source: Source) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": one.message,
        "place": expected_place(one.span, source),
        "evidence": [
            {"message": each.message, "place": expected_place(each.span, source) if each.span else None}
            for each in one.evidence
        ],
        "help": one.help,
        "fix": {
            "safety": one.fix.safety.value,
            "edits": [{"place": expected_place(edit.span, source), "text": edit.text} for edit in one.fix.edits],
        }
        if one.fix
        else None,
        "guess": one.guess,
    }


def test_it_holds_every_finding_with_all_that_lint_says() -> None:
    one = result(BACKLOG)
    assert {finding.code for finding in one.diagnostics} >= {"BL101", "BL301", "BL401"}
    report = json.loads(written(one, result("", None)))
    assert report["format"] == 1
    assert report["version"] == backlogmd.__version__
    assert [file["path"] for file in report["files"]] == ["BACKLOG.md", "<text>"]
    assert report["files"][0]["findings"] == [expected(finding, one.source) for finding in one.diagnostics]
    assert report["files"][1]["findings"] == []


def test_no_file_is_still_a_report() -> None:
    assert json.loads(written())["files"] == []


@pytest.mark.parametrize(
    "text", [BACKLOG, "", "- [] a\r\n- [] b\r\n", "\ufeff- [] a", b"\xff\xfea\x00", "\x00\x1b[31m"]
)
def test_it_is_as_its_schema_has_it(text: str | bytes) -> None:
    output = written(result(text))
    assert list(violations(json.loads(output), report_schema())) == []
    assert ReportModel.model_validate_json(output).model_dump_json() == json.dumps(
        json.loads(output), separators=(",", ":"), ensure_ascii=False
    )


def test_the_schema_is_closed_and_whole() -> None:
    schema = report_schema()
    assert {one.removeprefix("#/$defs/") for one in references(schema)} == set(schema["$defs"])
    assert set(schema["required"]) == {"format", "version", "files"}
    for model in schema["$defs"].values():
        assert model["additionalProperties"] is False
        assert set(model["required"]) == set(model["properties"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("version",), None),
        (("files", 0, "findings", 0, "severity"), "fatal"),
        (("files", 0, "findings", 0, "place", "line"), 0),
        (("files", 0, "findings", 0, "place", "column"), "1"),
        (("files", 0, "findings", 0, "fix"), {"safety": "maybe", "edits": []}),
        (("files", 0, "findings", 0, "more"), 1),
    ],
)
def test_anything_else_is_against_the_schema(path: tuple[str | int, ...], value: object) -> None:
    report = json.loads(written(result(BACKLOG)))
    at = report
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert list(violations(report, report_schema()))


def test_color_changes_nothing() -> None:
    one = result(BACKLOG)
    assert list(render([one], color=True)) == list(render([one]))


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_hostile_text_comes_through_and_does_nothing_on_the_way(text: str) -> None:
    one = Diagnostic(
        "BL999",
        "some-rule",
        Severity.ERROR,
        text,
        Span(0, 1),
        (Evidence(text),),
        text,
        Fix.safe(Edit(Span(0, 1), text)),
    )
    output = written(FileResult(Source(text, text), [one]))
    assert is_plain(output)
    file = json.loads(output)["files"][0]
    found = file["findings"][0]
    texts = [
        file["path"],
        found["message"],
        found["evidence"][0]["message"],
        found["help"],
        found["fix"]["edits"][0]["text"],
    ]
    # JSON for UTF-8 has no lone surrogates.
    shown = text.replace("\ud800", "\ufffd")
    assert texts == [shown] * 5


@given(st.text(), st.text())
def test_any_text_gives_json_that_is_plain_and_true(text: str, path: str) -> None:
    one = Diagnostic("BL999", "some-rule", Severity.ERROR, text, Span(0, len(text)))
    output = written(FileResult(Source(text, path), [one]))
    assert is_plain(output)
    assert json.loads(output)["files"][0]["findings"][0]["message"] == text
