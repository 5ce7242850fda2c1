"""SARIF is as its standard and GitHub have it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

import backlogmd
from backlogmd.diagnostics import Diagnostic, Edit, Fix, Severity
from backlogmd.linter import lint
from backlogmd.manual import manual_text
from backlogmd.registry import all_rules
from backlogmd.report._results import FileResult
from backlogmd.report.sarif import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, INJECTIONS

SCHEMA = Path(__file__).parents[3] / "shared" / "specs" / "sarif-schema-2.1.0.json"
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "production-backlog.md"

BACKLOG = """\
# 🔴 Backlog

## 🔴 URGENT

- [ ] **Write the parser** (4 hours)
- [] 🔴 **Write the manual** (1 hour)
-   [x]   Ship (6 hours)

## Summary

| Priority  | Hours    |
|-----------|----------|
| 🔴 URGENT | 14 hours |
"""


def log(*results: FileResult, unsafe_fixes: bool = False) -> Any:
    return json.loads("\n".join(render(results, unsafe_fixes=unsafe_fixes)))


def result(text: str | bytes, path: str = "BACKLOG.md") -> FileResult:
    return FileResult(Source.read(text, path), lint(text))


def with_text(text: str) -> FileResult:
    fix = Fix.safe(Edit(Span(0, 1), text))
    one = Diagnostic("BL101", "malformed-checkbox", Severity.ERROR, text, Span(0, 5), help=text, fix=fix)
    return FileResult(Source(f"a\n{text}", f"{text}.md"), [one])


CASES = {
    "nothing": [],
    "clean": [result("# A\n")],
    "findings": [result(BACKLOG), result(BACKLOG, "docs/ü 1%.md")],
    "not UTF-8": [result(b"\xff\xfea\x00")],
    "a rule from elsewhere": [
        FileResult(Source("a", "a.md"), [Diagnostic("X1", "x", Severity.INFO, "x", Span(0, 1), guess=True)])
    ],
    **{name: [with_text(text)] for name, text in (ESCAPES | INJECTIONS).items()},
}


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    if not SCHEMA.exists() and not os.environ.get("CI"):
        pytest.skip(f"{SCHEMA} is not there: the specifications are kept beside the repository")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.corpus
@pytest.mark.parametrize("results", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("unsafe_fixes", [False, True])
def test_it_is_as_the_schema_has_it(schema: Draft4Validator, results: list[FileResult], unsafe_fixes: bool) -> None:
    assert [error.message for error in schema.iter_errors(log(*results, unsafe_fixes=unsafe_fixes))] == []


@pytest.mark.corpus
def test_the_production_backlog_is_as_the_schema_has_it(schema: Draft4Validator) -> None:
    report = log(result(SEED.read_bytes(), "production-backlog.md"), unsafe_fixes=True)
    assert [error.message for error in schema.iter_errors(report)] == []
    assert_github_takes(report)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "2.0.0"),
        (("runs", 0, "results", 0, "level"), "fatal"),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "results", 0, "partialFingerprints"), "x"),
        (("runs", 0, "tool", "driver", "more"), 1),
    ],
)
def test_anything_else_is_against_the_schema(
    schema: Draft4Validator, path: tuple[str | int, ...], value: object
) -> None:
    report = log(result(BACKLOG))
    at = report
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert list(schema.iter_errors(report))


def assert_github_takes(report: Any) -> None:
    """What GitHub asks for: the tables of "SARIF support for code scanning", row by row."""
    assert report["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"
    assert report["version"] == "2.1.0"
    (run,) = report["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "backlogmd"
    assert driver["version"] == backlogmd.__version__
    for rule in driver["rules"]:
        assert rule["id"]
        assert 0 < len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(rule["properties"]["tags"]) <= 20
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"]) <= 25_000
    assert len(run["results"]) <= 25_000
    for one in run["results"]:
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in ("note", "warning", "error")
        assert one["message"]["text"]
        assert one["partialFingerprints"]["primaryLocationLineHash"]
        assert len(one["locations"]) == 1
        assert len(one["relatedLocations"]) <= 1000
        for location in (*one["locations"], *one["relatedLocations"]):
            region = location["physicalLocation"]["region"]
            assert 1 <= region["startLine"] == region["endLine"]
            assert 1 <= region["startColumn"] <= region["endColumn"]
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert uri.isascii()
            assert not set(uri) & set(' :\\"<>^`{|}')
            assert not uri.startswith("/")


@pytest.mark.parametrize("name", ["clean", "findings", "not UTF-8", *INJECTIONS])
def test_github_takes_it(name: str) -> None:
    assert_github_takes(log(*CASES[name]))


def test_all_rules_are_there_whatever_was_found() -> None:
    rules = log()["runs"][0]["tool"]["driver"]["rules"]
    assert log(result(BACKLOG))["runs"][0]["tool"]["driver"]["rules"] == rules
    assert [(one["id"], one["name"]) for one in rules] == [(rule.code, rule.name) for rule in all_rules()]
    assert [one["help"]["markdown"] for one in rules] == [manual_text(rule) for rule in all_rules()]
    assert {one["helpUri"] for one in rules} == {f"https://backlogmd.dev/rules/{one['name']}/" for one in rules}


def test_the_fingerprint_is_the_one_that_github_computes() -> None:
    # The first line is that of github/codeql-action's tests.
    text = " a\nb\n  \t\tc\n d"
    found = [Diagnostic("BL101", "x", Severity.ERROR, "x", Span(at, at + 1)) for at in (1, 3, 9)]
    results = log(FileResult(Source(text, "a.md"), found))["runs"][0]["results"]
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results]
    assert hashes == ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/TODO.md", "docs/TODO.md"),
        ("a b/ü.md", "a%20b/%C3%BC.md"),
        ("100%.md", "100%25.md"),
        ("c:d.md", "c%3Ad.md"),
        ("a#b?c.md", "a%23b%3Fc.md"),
        ("a\\b.md", "a%5Cb.md"),
        ("caf\udce9.md", "caf%E9.md"),
        ("a\ud800.md", "a%EF%BF%BD.md"),
        ("/home/a b.md", "file:///home/a%20b.md"),
    ],
)
def test_paths_are_references(path: str, uri: str) -> None:
    one = Diagnostic("BL101", "x", Severity.ERROR, "x", Span(0, 1))
    (found,) = log(FileResult(Source("a", path), [one]))["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_path_from_the_root_goes_before_the_one_that_was_asked_for() -> None:
    one = Diagnostic("BL101", "x", Severity.ERROR, "x", Span(0, 1))
    file = FileResult(Source("a", "../a.md"), [one], in_repository="docs/a.md")
    (found,) = log(file)["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/a.md"


def test_no_message_holds_a_link() -> None:
    (found,) = log(with_text("[here](https://example.org)"))["runs"][0]["results"]
    assert "](" not in found["message"]["text"]


def test_fixes_in_utf_16_make_the_text_that_the_edits_make() -> None:
    source = Source(BACKLOG, "BACKLOG.md")
    starts = [len(BACKLOG[:at].encode("utf-16-le")) // 2 for at in source.line_starts]

    def offset(region: Any, end: str) -> int:
        return int(starts[region[f"{end}Line"] - 1] + region[f"{end}Column"] - 1)

    whole = BACKLOG.encode("utf-16-le")
    checked = 0
    found = lint(BACKLOG)
    for one, given in zip(found, log(result(BACKLOG), unsafe_fixes=True)["runs"][0]["results"], strict=True):
        for fix in given["fixes"]:
            (change,) = fix["artifactChanges"]
            assert one.fix is not None
            for replacement, edit in zip(change["replacements"], one.fix.edits, strict=True):
                region = replacement["deletedRegion"]
                start, end = 2 * offset(region, "start"), 2 * offset(region, "end")
                assert whole[start:end].decode("utf-16-le") == source.slice(edit.span)
                assert replacement["insertedContent"]["text"] == edit.text
                checked += 1
    assert checked >= 3
