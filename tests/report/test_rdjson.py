"""rdjson is as reviewdog's schema has it, and its suggestions can be applied byte for byte."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from backlogmd.diagnostics import Diagnostic, Edit, Evidence, Fix, Severity, apply_edits
from backlogmd.linter import lint
from backlogmd.report._results import FileResult
from backlogmd.report.rdjson import render
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, INJECTIONS

SCHEMA = Path(__file__).parents[3] / "shared" / "specs" / "rdjson" / "DiagnosticResult.json"
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "production-backlog.md"

BACKLOG = """\
# 🔴 Backlog

- [ ] **Écrire** (4 hours)
- [] 🔴 **Write the manual** (1 hour)
- 🔴 [x]   Ship
-   [x]   Ship ðŸ”´ again
"""


def report(*results: FileResult, unsafe_fixes: bool = True) -> Any:
    return json.loads("\n".join(render(results, unsafe_fixes=unsafe_fixes)))


def result(text: str | bytes, path: str = "BACKLOG.md") -> FileResult:
    return FileResult(Source.read(text, path), lint(text))


def with_text(text: str) -> FileResult:
    fix = Fix.safe(Edit(Span(0, 1), text))
    one = Diagnostic("BL1", "x", Severity.ERROR, text, Span(0, 5), (Evidence(text, Span(0, 1)),), text, fix)
    return FileResult(Source(f"a\n{text}", f"{text}.md"), [one])


CASES = {
    "nothing": [],
    "clean": [result("# A\n")],
    "findings": [result(BACKLOG), result(BACKLOG, "docs/TODO.md")],
    "not UTF-8": [result(b"\xff\xfea\x00")],
    **{name: [with_text(text)] for name, text in (ESCAPES | INJECTIONS).items()},
}


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    if not SCHEMA.exists() and not os.environ.get("CI"):
        pytest.skip(f"{SCHEMA} is not there: the specifications are kept beside the repository")
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.corpus
@pytest.mark.parametrize("results", CASES.values(), ids=CASES.keys())
def test_it_is_as_the_schema_has_it(schema: Draft4Validator, results: list[FileResult]) -> None:
    assert [error.message for error in schema.iter_errors(report(*results))] == []


@pytest.mark.corpus
def test_the_production_backlog_is_as_the_schema_has_it(schema: Draft4Validator) -> None:
    found = report(result(SEED.read_bytes(), "production-backlog.md"))
    assert [error.message for error in schema.iter_errors(found)] == []
    assert len(found["diagnostics"]) == 29


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "value"), [("severity", "FATAL"), ("location", "x"), ("message", None)])
def test_anything_else_is_against_the_schema(schema: Draft4Validator, name: str, value: object) -> None:
    found = report(result(BACKLOG))
    found["diagnostics"][0][name] = value
    assert list(schema.iter_errors(found))


@pytest.mark.corpus
@pytest.mark.usefixtures("schema")
def test_no_field_is_unknown_to_the_schema() -> None:
    # It allows others, which reviewdog drops.
    definitions = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]

    def unknown(value: Any, reference: str) -> list[str]:
        known = definitions[reference.removeprefix("#/definitions/")]["properties"]
        found = [name for name in value if name not in known]
        for name in value.keys() & known.keys():
            inner = known[name].get("items", known[name]).get("$ref")
            for one in value[name] if isinstance(value[name], list) else [value[name]]:
                if inner:
                    found += unknown(one, inner)
        return found

    assert unknown(report(result(BACKLOG)), "#/definitions/DiagnosticResult") == []


@pytest.mark.parametrize("text", [BACKLOG, "\ufeff" + BACKLOG, "\ufeff- [] É", BACKLOG.replace("\n", "\r\n")])
def test_suggestions_make_the_text_that_the_fixes_make(text: str) -> None:
    raw = text.encode()
    lines = raw.splitlines(keepends=True)

    def offset(position: dict[str, int]) -> int:
        return len(b"".join(lines[: position["line"] - 1])) + position["column"] - 1

    found = lint(text)
    checked = 0
    for one, given in zip(found, report(result(text))["diagnostics"], strict=True):
        for suggestion in given["suggestions"]:
            start, end = offset(suggestion["range"]["start"]), offset(suggestion["range"]["end"])
            assert one.fix is not None
            after = apply_edits(text, one.fix.edits)
            assert raw[:start] + suggestion["text"].encode() + raw[end:] == after.encode()
            checked += 1
    assert checked >= 1


def test_edits_of_one_line_are_one_suggestion_and_of_several_lines_none() -> None:
    source = Source("abc def\nghi", "a.md")

    def suggested(*edits: Edit) -> list[Any]:
        one = Diagnostic("BL1", "x", Severity.ERROR, "x", Span(0, 1), fix=Fix.safe(*edits))
        found: list[Any] = report(FileResult(source, [one]))["diagnostics"][0]["suggestions"]
        return found

    assert suggested(Edit(Span(0, 1), "X"), Edit(Span(4, 5), "")) == [
        {"range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 6}}, "text": "Xbc "}
    ]
    assert suggested(Edit(Span(0, 1), "X"), Edit(Span(8, 9), "Y")) == []
    assert len(suggested(Edit(Span(0, 9), "X"))) == 1
