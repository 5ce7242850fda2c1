"""`backlogmd tasks`, as it is called: arguments in, tasks or sums and an exit status out."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backlogmd.__main__ import main
from backlogmd.report._tasks import tasks_schema
from tests.hostile import ESCAPES, is_plain
from tests.json_schema import references, violations

BACKLOG = """\
# Shop

## checkout (Payments)

### HIGH - Bugs

- [ ] T-1 **Fix the cart** (2-3 hours) @ana #print due 2027-03-01
- [x] **Fix the login** (4h)

### LOW - Chores

- [-] **Not this** (9h)
- [ ] **Tidy up** (3 pts)

## api

### HIGH - Features

- [ ] **Tokens**
  - [x] Read (20 min)
  - [ ] Write
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a backlog to be in, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "BACKLOGMD_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    Path("BACKLOG.md").write_text(BACKLOG, encoding="utf-8")
    return tmp_path


def run(*argv: str, given: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`backlogmd tasks` as a process of its own."""
    command = [sys.executable, "-m", "backlogmd", "tasks", *argv]
    return subprocess.run(command, input=given, capture_output=True, env=os.environ | environment)


def rows(*argv: str) -> list[dict[str, str]]:
    """What the csv module reads from the process."""
    ran = run("--output-format", "csv", *argv)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return list(csv.DictReader(io.StringIO(ran.stdout.decode("utf-8")), strict=True))


def report(*argv: str) -> Any:
    """The JSON that the process prints, which must be as the schema has it."""
    ran = run("--output-format", "json", *argv)
    assert ran.stderr == b""
    value = json.loads(ran.stdout)
    assert list(violations(value, json.loads(json.dumps(tasks_schema())))) == []
    return value


class TestTable:
    def test_tasks_of_one_file(self) -> None:
        ran = run("BACKLOG.md", "--where", "project:checkout")
        assert ran.returncode == 0
        assert ran.stdout.decode("utf-8").replace(os.linesep, "\n") == (
            "Line  Priority  State       Estimate  Assignee  Project   Category  Title\n"
            "   7  HIGH      open       2-3 hours  ana       checkout  Bugs      Fix the cart\n"
            "   8  HIGH      done              4h            checkout  Bugs      Fix the login\n"
            "  12  LOW       cancelled         9h            checkout  Chores    Not this\n"
            "  13  LOW       open           3 pts            checkout  Chores    Tidy up\n"
            "\n"
            "3 tasks, 6-7 hours, 3 points, 1 done (and 1 cancelled)\n"
        )

    def test_of_several_files_the_names_are_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("TODO.md").write_text("- [ ] Other\n", encoding="utf-8")
        assert main(["tasks"]) == 0
        out = capsys.readouterr().out
        assert "BACKLOG.md:7 " in out
        assert "TODO.md:1 " in out
        assert out.endswith("6 tasks in 2 files, 6.33-7.33 hours, 3 points, 2 done, 2 without estimate"
                            " (and 1 parent, 1 cancelled)\n")  # fmt: skip

    def test_standard_input_can_be_named(self) -> None:
        ran = run("-", "TODO.md", "--stdin-filename", "old.md", given=b"- [ ] One\n")
        assert ran.returncode == 2
        assert b"One" in ran.stdout
        assert ran.stderr == b"backlogmd: TODO.md: no such file or folder\n"
        ran = run("-", "BACKLOG.md", "--stdin-filename", "old.md", given=b"- [ ] One\n")
        assert b"old.md:1 " in ran.stdout

    def test_it_is_cut_to_the_width_that_is_given(self) -> None:
        Path("BACKLOG.md").write_text("- [ ] " + "long " * 40, encoding="utf-8")
        lines = run(COLUMNS="50").stdout.decode("utf-8").splitlines()
        assert len(lines[1]) <= 50
        assert lines[1].endswith("…")
        assert run().stdout.decode("utf-8").splitlines()[1].endswith("long long")

    @pytest.mark.parametrize("columns", ["0", "-3", "wide", ""])
    def test_a_width_that_is_none_is_passed_over(self, columns: str) -> None:
        assert run(COLUMNS=columns).returncode == 0

    def test_nothing_that_matches_is_no_failure(self) -> None:
        ran = run("--where", "text:nowhere")
        assert (ran.returncode, ran.stdout.strip()) == (0, b"No tasks (7 do not match)")

    def test_a_table_in_a_pipe_has_no_colours(self) -> None:
        assert b"\x1b" not in run().stdout
        assert b"\x1b[1m" in run("--color", "always").stdout
        assert b"\x1b" not in run("--by", "state", NO_COLOR="1").stdout


class TestCSV:
    def test_what_was_read_stands_in_cells(self) -> None:
        first, _, cancelled, points, parent, child, _ = rows()
        assert first == {
            "path": "BACKLOG.md",
            "line": "7",
            "form": "checkbox",
            "id": "T-1",
            "project": "checkout",
            "category": "Bugs",
            "milestone": "",
            "priority": "HIGH",
            "state": "open",
            "title": "Fix the cart",
            "estimate": "2-3 hours",
            "hours_low": "2",
            "hours_high": "3",
            "points_low": "",
            "points_high": "",
            "assignee": "ana",
            "tags": "print",
            "due": "2027-03-01",
            "depth": "0",
            "counted": "itself",
        }
        assert (cancelled["state"], cancelled["counted"]) == ("cancelled", "not")
        assert (points["hours_low"], points["points_high"]) == ("", "3")
        assert (parent["depth"], parent["counted"]) == ("0", "subtasks")
        assert (child["depth"], child["counted"], child["hours_low"]) == ("1", "itself", "0.33")

    def test_sums_have_a_row_for_each_of_the_finest_groups(self) -> None:
        found = rows("--by", "priority,project")
        assert [(one["priority"], one["project"], one["tasks"], one["hours_high"]) for one in found] == [
            ("HIGH", "checkout", "2", "7"),
            ("HIGH", "api", "2", "0.33"),
            ("LOW", "checkout", "1", ""),
        ]
        assert list(found[0])[2:] == (
            "tasks open done percent without_estimate hours_low hours_high points_low points_high".split()
        )

    @pytest.mark.parametrize(
        ("title", "cell"),
        [
            ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
            ("@SUM(1+1)*cmd|' /C calc'!A0", None),
            ("+1 for a dark mode", "'+1 for a dark mode"),
            ("-2+3 cmd", "'-2+3 cmd"),
            ("＝1+1", "'＝1+1"),
            # Numbers stay numbers.
            ("-5", "-5"),
            ("+3.14", "+3.14"),
            ("-1,5", "-1,5"),
            ("1 = 1", "1 = 1"),
            ("a;=1+1", "a;=1+1"),
            ('He said "no", twice', 'He said "no", twice'),
            ("Größe 文档", "Größe 文档"),
        ],
    )
    def test_no_cell_is_a_formula(self, title: str, cell: str | None) -> None:
        Path("BACKLOG.md").write_text(f"## {title}\n\n- [ ] **{title}** (2h)\n", encoding="utf-8")
        (row,) = rows()
        assert cell is None or row["title"] == cell
        assert not any(value[:1] in {*"=@＝＋－＠\t\r"} for value in row.values())
        assert all(
            value[:1] not in {*"+-"} or value[1:].replace(",", ".").replace(".", "").isdigit() for value in row.values()
        )

    def test_texts_are_quoted_so_that_other_separators_split_none(self) -> None:
        Path("BACKLOG.md").write_text("- [ ] a;=1+1\n", encoding="utf-8")
        assert b',"a;=1+1",' in run("--output-format", "csv").stdout


class TestJSON:
    def test_a_task(self) -> None:
        found = report()
        assert (found["type"], found["format"], found["files"], found["left_out"]) == ("tasks", 1, ["BACKLOG.md"], 0)
        assert found["tasks"][0] == {
            "path": "BACKLOG.md",
            "line": 7,
            "column": 1,
            "form": "checkbox",
            "id": "T-1",
            "project": "checkout",
            "category": "Bugs",
            "milestone": None,
            "priority": "HIGH",
            "state": "open",
            "title": "Fix the cart",
            "estimate": {
                "kind": "duration",
                "low": 120,
                "high": 180,
                "text": "2-3 hours",
                "approximate": False,
                "bound": "",
            },
            "assignees": ["ana"],
            "tags": ["print"],
            "due": "2027-03-01",
            "depth": 0,
            "counted": "itself",
        }
        assert found["sums"]["tasks"] == sum(one["counted"] == "itself" for one in found["tasks"]) == 5
        assert found["sums"]["minutes"] == {"low": 380, "high": 440, "open_end": False, "tasks": 3}

    def test_sums(self) -> None:
        found = report("--by", "project", "--by", "state,project")
        assert (found["type"], found["by"]) == ("sums", ["project", "state"])
        assert [(one["group"], one["sums"]["tasks"]) for one in found["subtotals"]] == [
            ({"project": "checkout"}, 3),
            ({"project": "api"}, 2),
        ]
        assert sum(one["sums"]["tasks"] for one in found["groups"]) == found["total"]["tasks"] == 5

    def test_lines_are_the_tasks_one_by_one(self) -> None:
        lines = run("--output-format", "json-lines").stdout.splitlines()
        assert [json.loads(line) for line in lines] == report()["tasks"]
        lines = run("--output-format", "json-lines", "--by", "state").stdout.splitlines()
        assert [json.loads(line) for line in lines] == report("--by", "state")["groups"]

    def test_it_is_there_even_if_no_file_is(self) -> None:
        ran = run("--output-format", "json", "gone.md")
        assert (ran.returncode, json.loads(ran.stdout)["tasks"]) == (2, [])

    def test_the_schema_can_be_printed_and_stands_by_itself(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["schema", "tasks"]) == 0
        schema = json.loads(capsys.readouterr().out)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert {one.removeprefix("#/$defs/") for one in references(schema)} <= set(schema["$defs"])
        wrong = report() | {"tasks": [{"path": "a.md"}]}
        assert list(violations(wrong, schema))


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES)
@pytest.mark.parametrize("output_format", ["table", "csv", "json", "json-lines"])
@pytest.mark.parametrize("by", [[], ["--by", "category,file"]])
def test_no_text_controls_what_shows_it(
    capsys: pytest.CaptureFixture[str], text: str, output_format: str, by: list[str]
) -> None:
    backlog = f"## HIGH - {text}\n\n- [ ] **{text}** (4 hours) (assignee: {text})\n"
    Path("BACKLOG.md").write_bytes(backlog.encode("utf-8", "surrogatepass"))
    main(["tasks", "--output-format", output_format, *by])
    out, err = capsys.readouterr()
    assert is_plain(out + err)


class TestMistakes:
    @pytest.mark.parametrize(
        ("argv", "problem"),
        [
            (["--where", "prority:high"], "unknown condition `prority`: did you mean `priority`?"),
            (["--where", "priority:hihg"], "unknown priority `hihg`: did you mean `HIGH`?"),
            (["--where", "state:open", "--where", "-hours>few"], "`-hours>few`: `few` is no number such as 4 or 1.5"),
            (["--where", "x\x1b[31m:1\n"], None),
            (["--where", ""], "--where is empty"),
            (["--by", "prioritie"], "unknown key of --by `prioritie`: did you mean `priority`?"),
            (["--by", ""], "--by is empty"),
            (["--by", "state,"], "unknown key of --by ``: known are priority, project, category,"),
        ],
    )
    def test_they_are_found_before_any_file_is_read(
        self, capsys: pytest.CaptureFixture[str], argv: list[str], problem: str | None
    ) -> None:
        status = main(["tasks", *argv, "gone.md"])
        out, err = capsys.readouterr()
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert "\x1b" not in err
        assert problem is None or err.startswith(f"backlogmd: {problem}")

    def test_a_condition_that_begins_with_a_minus_is_no_option(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["tasks", "--where", "-state:done,cancelled", "--output-format", "csv"]) == 0
        assert capsys.readouterr().out.count("\n") == 5
        assert main(["tasks", "--where", "--by", "state"]) == 2
        assert main(["tasks", "--where"]) == 2

    def test_several_conditions_must_all_hold(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["tasks", "--where", "priority:high", "--where", "text:fix", "--where", "state:done"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "1 task, 4 hours, 1 done"

    def test_a_file_that_is_not_utf_8_is_listed_and_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("BACKLOG.md").write_bytes(b"- [ ] One\n- [ ] \xff\n")
        assert main(["tasks"]) == 2
        out, err = capsys.readouterr()
        assert "One" in out
        assert err == "backlogmd: BACKLOG.md: not UTF-8 (byte 16)\n"


# Forms.

SHAPES = """\
# Shop

## High priority tasks

### 1. Fix the cart
**Effort:** 2h

## Next tasks

| Task | Estimate |
|---|---|
| Sort the list | 3h |
"""


@pytest.mark.parametrize(
    ("forms", "titles"),
    [
        ((), ["Fix the cart", "Sort the list"]),
        (("--forms", "row"), ["Sort the list"]),
        (("--forms", "Heading, item", "--forms", "line"), ["Fix the cart"]),
        (("--forms", "checkbox"), []),
    ],
)
def test_only_tasks_of_the_forms_that_are_asked_for(forms: tuple[str, ...], titles: list[str]) -> None:
    Path("BACKLOG.md").write_text(SHAPES, encoding="utf-8")
    listed = json.loads(run("--output-format", "json", *forms).stdout)
    assert [task["title"] for task in listed["tasks"]] == titles


@pytest.mark.parametrize("command", ["tasks", "check"])
@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("heding", "backlogmd: unknown form of --forms `heding`: did you mean `heading`?"),
        (
            "",
            "backlogmd: unknown form of --forms ``: known are checkbox, heading, row, item, line",
        ),
    ],
)
def test_a_form_that_does_not_exist_is_one_line(
    command: str, form: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--forms", form]) == 2
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", line)
