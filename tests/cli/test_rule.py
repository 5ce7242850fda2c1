"""The commands that explain: `rule`, `rules` and `schema`."""

from __future__ import annotations

import json

import pytest

from backlogmd.__main__ import main
from backlogmd.registry import all_rules

RULES = all_rules()


def output(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a command prints; it must succeed."""
    assert main(list(argv)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out)


class TestRule:
    def test_the_page_has_the_name_what_it_may_do_and_examples(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = output(capsys, "rule", "total-mismatch").splitlines()
        assert lines[:3] == ["# total-mismatch (BL401)", "", "error, unsafe fix, on by default"]
        assert lines[4] == "A row of a summary table differs from the tasks that it sums up."
        assert {"Bad:", "Good:"} <= set(lines)

    @pytest.mark.parametrize("name", ["BL401", "bl401", "Total-Mismatch"])
    def test_code_and_case_do_not_matter(self, capsys: pytest.CaptureFixture[str], name: str) -> None:
        assert output(capsys, "rule", name) == output(capsys, "rule", "total-mismatch")

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
    def test_every_rule_has_a_page(self, capsys: pytest.CaptureFixture[str], rule: object) -> None:
        name, code = rule.name, rule.code  # type: ignore[attr-defined]
        assert output(capsys, "rule", name).startswith(f"# {name} ({code})\n")

    @pytest.mark.parametrize(
        ("name", "suggestion"), [("total-mismach", "total-mismatch"), ("BL499", "BL4"), ("mojibak", "mojibake")]
    )
    def test_an_unknown_rule_gives_two_and_the_nearest_name(
        self, capsys: pytest.CaptureFixture[str], name: str, suggestion: str
    ) -> None:
        assert main(["rule", name]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"backlogmd: unknown rule `{name}`: did you mean `{suggestion}")
        assert err.count("\n") == 1

    def test_a_family_is_no_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "BL4"]) == 2


class TestRules:
    def test_all_of_them_are_listed_in_the_order_of_their_codes(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = output(capsys, "rules").splitlines()
        assert [line.split()[:3] for line in lines] == [[r.code, r.name, r.severity.value] for r in RULES]
        assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
        assert all(line.endswith(rule.summary) for line, rule in zip(lines, RULES, strict=True))

    def test_a_family_can_be_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = output(capsys, "rules", "BL4").splitlines()
        assert lines
        assert all(line.startswith("BL4") for line in lines)

    def test_the_columns_stand_below_each_other(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = output(capsys, "rules", "BL2").splitlines()
        rules = [rule for rule in RULES if rule.code.startswith("BL2")]
        starts = {line.index(rule.summary) for line, rule in zip(lines, rules, strict=True)}
        assert len(starts) == 1

    @pytest.mark.parametrize(
        ("name", "columns"),
        [
            ("total-mismatch", ["BL401", "total-mismatch", "error", "unsafe fix", "on"]),
            ("malformed-checkbox", ["BL101", "malformed-checkbox", "error", "both fixes", "on"]),
            ("singular-plural", ["BL212", "singular-plural", "info", "safe fix", "on"]),
            ("oversized-task", ["BL209", "oversized-task", "warning", "no fix", "off"]),
            ("unknown-assignee", ["BL704", "unknown-assignee", "error", "unsafe fix", "configured"]),
        ],
    )
    def test_a_line_says_how_a_rule_is(self, capsys: pytest.CaptureFixture[str], name: str, columns: list[str]) -> None:
        (line,) = output(capsys, "rules", name).splitlines()
        assert line.split("  ")[:5] == columns

    def test_programs_read_the_same_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = json.loads(output(capsys, "rules", "--output-format", "json"))["rules"]
        assert [(one["code"], one["name"], one["severity"], one["fix"]) for one in found] == [
            (one.code, one.name, one.severity.value, one.fix) for one in RULES
        ]
        assert {one["name"] for one in found if one["default"] == "configured"} == {
            "missing-section",
            "overloaded-assignee",
            "unknown-assignee",
        }

    def test_an_unknown_family_gives_two(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules", "XY"]) == 2
        assert capsys.readouterr() == ("", "backlogmd: unknown rule `XY`: `backlogmd rules` lists them all\n")


class TestSchema:
    @pytest.mark.parametrize(
        ("name", "title"), [("document", "Document"), ("report", "ReportModel"), ("finding", "LineModel")]
    )
    def test_it_is_json_with_its_dialect_named(self, capsys: pytest.CaptureFixture[str], name: str, title: str) -> None:
        schema = json.loads(output(capsys, "schema", name))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"] == title

    def test_there_are_no_others(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["schema", "task"]) == 2
        assert capsys.readouterr().err.count("\n") == 1
