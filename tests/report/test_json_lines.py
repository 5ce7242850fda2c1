"""Lines of JSON say what the JSON report says, as their own schema has it."""

from __future__ import annotations

import json

from backlogmd.linter import lint
from backlogmd.report import json as whole
from backlogmd.report._results import FileResult
from backlogmd.report.json_lines import finding_schema, render
from backlogmd.source import Source
from tests.json_schema import references, violations

BACKLOG = "# ðŸ”´ A\n\n- [] One\n- [] Two\n\n## High (3 hours)\n\n- [ ] Three (4 hours)\n"


def results() -> list[FileResult]:
    return [FileResult(Source(BACKLOG, path), lint(BACKLOG)) for path in ("a.md", "b\udce9.md")]


def test_each_line_is_a_finding_of_the_report_with_its_file() -> None:
    report = json.loads("\n".join(whole.render(results())))
    expected = [{**one, "path": file["path"]} for file in report["files"] for one in file["findings"]]
    lines = list(render(results()))
    assert [json.loads(line) for line in lines] == expected
    assert len(lines) >= 6
    assert not any("\n" in line for line in lines)


def test_each_line_is_as_its_schema_has_it() -> None:
    for line in render(results()):
        assert list(violations(json.loads(line), finding_schema())) == []
        assert list(violations({**json.loads(line), "line": 1}, finding_schema()))


def test_the_schema_is_whole() -> None:
    schema = finding_schema()
    assert {one.removeprefix("#/$defs/") for one in references(schema)} == set(schema["$defs"])
    assert set(schema["required"]) == set(schema["properties"])
