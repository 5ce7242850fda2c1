"""`backlogmd check`, as it is called: arguments in, lines and an exit status out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd import discovery
from backlogmd.__main__ import main

LYING = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 14 hours |
"""

TRUE = LYING.replace("14", "10")

MESSAGE = "High is claimed as 14 hours, but its 2 tasks add up to 10 hours"

# One finding of each severity: a table that lies, a finished task marked in two ways, and a total with a gap.
ERROR = LYING
WARNING = "# Backlog\n\n- [x] One\n- [x] Two\n- [X] Three\n"
NOTE = """\
# Backlog

## High

- [ ] One (4 hours)
- [ ] Two

## Summary

| Priority | Hours |
|----------|-------|
| High     | 9     |
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "BACKLOGMD_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return name


def concise(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[str], str]:
    """The exit status, the lines of findings, and what stands on stderr."""
    status = main(["check", "--output-format", "concise", *argv])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err


def rules_in(lines: list[str]) -> list[str]:
    return [line.split(" ")[1] for line in lines]


class TestExitStatus:
    def test_a_backlog_without_a_finding_gives_zero(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", write("BACKLOG.md", TRUE)]) == 0
        assert capsys.readouterr() == ("All is well in 1 file\n", "")

    def test_a_finding_gives_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", write("BACKLOG.md", LYING)]) == 1
        out, err = capsys.readouterr()
        assert MESSAGE in out
        assert err == ""

    def test_a_path_that_does_not_exist_gives_two_and_hides_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        files = [write("a.md", LYING), "gone.md", write("b.md", LYING)]
        status, lines, err = concise(capsys, *files)
        assert status == 2
        assert [line.split(":")[0] for line in lines] == ["a.md", "b.md"]
        assert err == "backlogmd: gone.md: no such file or folder\n"

    @pytest.mark.parametrize(
        ("text", "fail_on", "status"),
        [
            (ERROR, "error", 1),
            (ERROR, "warning", 1),
            (ERROR, "info", 1),
            (WARNING, "error", 0),
            (WARNING, "warning", 1),
            (WARNING, "info", 1),
            (NOTE, "error", 0),
            (NOTE, "warning", 0),
            (NOTE, "info", 1),
        ],
    )
    def test_fail_on_names_the_least_severity_that_counts(
        self, capsys: pytest.CaptureFixture[str], text: str, fail_on: str, status: int
    ) -> None:
        rules = ["--select", "BL401,BL104,BL411"]
        assert concise(capsys, *rules, "--fail-on", fail_on, write("BACKLOG.md", text))[0] == status

    @pytest.mark.parametrize(("text", "status"), [(ERROR, 1), (WARNING, 1), (NOTE, 0)])
    def test_by_default_information_does_not_count(
        self, capsys: pytest.CaptureFixture[str], text: str, status: int
    ) -> None:
        found, lines, _ = concise(capsys, "--select", "BL401,BL104,BL411", write("BACKLOG.md", text))
        assert (found, len(lines)) == (status, 1)

    def test_exit_zero_forgives_findings(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, _ = concise(capsys, "--exit-zero", write("BACKLOG.md", LYING))
        assert status == 0
        assert lines

    def test_exit_zero_does_not_forgive_work_that_was_not_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, _ = concise(capsys, "--exit-zero", write("BACKLOG.md", LYING), "gone.md")
        assert status == 2
        assert lines


class TestPaths:
    def test_without_a_path_this_folder_is_walked(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("docs/TODO.md", LYING)
        write("README.md", LYING)
        assert concise(capsys)[1] == ["docs/TODO.md:12:14: BL401 total-mismatch " + MESSAGE]

    def test_a_file_that_is_named_is_checked_whatever_it_is_called(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert concise(capsys, write("README.md", LYING))[0] == 1

    def test_a_file_that_is_meant_twice_is_checked_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("docs/TODO.md", LYING)
        paths = ["docs/TODO.md", ".", "./docs/TODO.md", "docs", str(Path("docs/TODO.md").absolute())]
        assert len(concise(capsys, *paths)[1]) == 1

    def test_a_folder_without_a_backlog_gives_two(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        write("README.md", LYING)
        status, lines, err = concise(capsys)
        assert (status, lines) == (2, [])
        assert err.startswith("backlogmd: .: no backlog found in this folder")
        assert err.count("\n") == 1

    def test_a_file_that_is_too_large_is_named(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(discovery, "LARGEST", 2**20)
        write("large.md", b"x" * (3 * 2**20 + 1))
        status, lines, err = concise(capsys, "large.md", write("small.md", LYING))
        assert status == 2
        assert len(lines) == 1
        assert err == "backlogmd: large.md: 3 MiB is too large, the limit is 1 MiB\n"

    def test_a_name_cannot_control_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, lines, err = concise(capsys, "gone\x1b[31m\n::error::.md", write("red\x1b[31m\n.md", LYING))
        assert status == 2
        assert err == "backlogmd: gone\\x1b[31m\\x0a::error::.md: no such file or folder\n"
        assert [line.partition(":")[0] for line in lines] == ["red\\x1b[31m\\x0a.md"]

    @pytest.mark.skipif(sys.platform == "darwin" or os.name == "nt", reason="file names are text there")
    def test_a_name_that_is_not_utf_8_is_shown_as_bytes(self, capsys: pytest.CaptureFixture[str]) -> None:
        name = os.fsdecode(b"caf\xe9.md")
        write(name, LYING)
        assert concise(capsys, name)[1] == ["caf\\xe9.md:12:14: BL401 total-mismatch " + MESSAGE]
        assert main(["check", "--output-format", "json", name]) == 1
        assert json.loads(capsys.readouterr().out)["files"][0]["path"] == "caf\ufffd.md"


MESSAGE = "High is claimed as 14 hours, but its 2 tasks add up to 10 hours"


class TestStandardInput:
    def test_a_dash_reads_it_under_the_name_that_is_given(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LYING.encode())))
        status, lines, _ = concise(capsys, "-", "--stdin-filename", "docs/TODO.md")
        assert status == 1
        assert lines == ["docs/TODO.md:12:14: BL401 total-mismatch " + MESSAGE]

    def test_it_has_a_name_of_its_own(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LYING.encode())))
        assert concise(capsys, "-")[1][0].startswith("<stdin>:12:14: ")

    def test_files_are_checked_besides(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LYING.encode())))
        _, lines, _ = concise(capsys, write("BACKLOG.md", LYING), "-")
        assert [line.split(":")[0] for line in lines] == ["<stdin>", "BACKLOG.md"]

    def test_where_it_is_closed_the_files_are_checked_all_the_same(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        status, lines, err = concise(capsys, "-", write("BACKLOG.md", LYING))
        assert (status, len(lines)) == (2, 1)
        assert err == "backlogmd: <stdin>: standard input is closed\n"

    def test_it_may_not_be_endless(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(discovery, "LARGEST", 2**20)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * (2**20 + 1))))
        status, _, err = concise(capsys, "-")
        assert status == 2
        assert err == "backlogmd: <stdin>: more than 1 MiB is too large\n"

    def test_it_may_be_what_cannot_be_read(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        class Folder(io.RawIOBase):
            def readable(self) -> bool:
                return True

            def readinto(self, buffer: object) -> int:
                raise IsADirectoryError(21, "Is a directory")

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Folder())))
        status, _, err = concise(capsys, "-")
        assert (status, err) == (2, "backlogmd: <stdin>: is a directory\n")


class TestEncodings:
    # The byte at which the text stops being UTF-8, and the encoding that is named.
    @pytest.mark.parametrize(
        ("content", "byte", "encoding"),
        [
            ("- [ ] Café au lait, très bien (2 hours)\n".encode("latin-1"), 9, "Windows-1252"),
            ("\ufeff# Backlog\n\n- [ ] One\n".encode("utf-16-le"), 0, "UTF-16"),
            ("\ufeff# Backlog\n\n- [ ] One\n".encode("utf-16-be"), 0, "UTF-16"),
        ],
    )
    def test_a_file_that_is_not_utf_8_is_a_finding_and_gives_two(
        self, capsys: pytest.CaptureFixture[str], content: bytes, byte: int, encoding: str
    ) -> None:
        status, lines, err = concise(capsys, write("odd.md", content), write("BACKLOG.md", LYING))
        assert status == 2
        assert err == ""
        message = f"this file is not UTF-8 (byte {byte}, it looks like {encoding}), so it was not checked"
        assert lines == [
            f"odd.md:1:{byte + 1}: BL901 unreadable-file {message}",
            "BACKLOG.md:12:14: BL401 total-mismatch " + MESSAGE,
        ]

    @pytest.mark.parametrize("option", [["--ignore", "BL901"], ["--select", "BL401"], ["--exit-zero"]])
    def test_no_option_makes_it_pass(self, capsys: pytest.CaptureFixture[str], option: list[str]) -> None:
        status, lines, _ = concise(capsys, *option, write("odd.md", b"\xff\n"))
        assert status == 2
        assert rules_in(lines) == ["BL901"]

    def test_offsets_count_bytes_and_columns_count_characters(self, capsys: pytest.CaptureFixture[str]) -> None:
        content = "é🔴".encode() + b"\xff\n"
        _, lines, _ = concise(capsys, write("odd.md", content))
        assert lines[0].startswith("odd.md:1:3: BL901 unreadable-file this file is not UTF-8 (byte 6")

    def test_a_byte_order_mark_and_other_line_ends_change_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        plain = concise(capsys, write("BACKLOG.md", LYING))
        odd = concise(capsys, write("BACKLOG.md", "\ufeff" + LYING.replace("\n", "\r\n")))
        assert plain == odd


class TestRules:
    TEXT = "# Backlog\n\n- [x] One\n- [x] Two\n- [X] Three\n- [] Four\n"

    @pytest.mark.parametrize(
        ("options", "codes"),
        [
            ([], ["BL104", "BL101"]),
            (["--select", "BL104"], ["BL104"]),
            (["--select", "inconsistent-done-mark"], ["BL104"]),
            (["--select", "BL104, BL101"], ["BL104", "BL101"]),
            (["--select", "BL104", "--select", "BL101"], ["BL104", "BL101"]),
            (["--select", "BL4"], []),
            (["--select", "BL4", "--extend-select", "malformed-checkbox"], ["BL101"]),
            (["--ignore", "BL1"], []),
            (["--ignore", "BL1", "--extend-select", "BL104"], ["BL104"]),
            (["--select", "ALL", "--ignore", "bl104"], ["BL101"]),
        ],
    )
    def test_rules_are_named_by_name_code_and_family(
        self, capsys: pytest.CaptureFixture[str], options: list[str], codes: list[str]
    ) -> None:
        status, lines, _ = concise(capsys, *options, write("BACKLOG.md", self.TEXT))
        assert rules_in(lines) == codes
        assert status == int(bool(codes))

    @pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
    def test_a_rule_that_does_not_exist_gives_two_before_anything_is_checked(
        self, capsys: pytest.CaptureFixture[str], option: str
    ) -> None:
        status, lines, err = concise(capsys, option, "total-mismach", "gone.md", write("BACKLOG.md", LYING))
        assert (status, lines) == (2, [])
        assert err == "backlogmd: unknown rule `total-mismach`: did you mean `total-mismatch`?\n"

    def test_a_rule_that_is_like_no_other_gets_a_hint(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, _, err = concise(capsys, "--select", "zzz", write("BACKLOG.md", LYING))
        assert (status, err) == (2, "backlogmd: unknown rule `zzz`: `backlogmd rules` lists them all\n")

    @pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
    @pytest.mark.parametrize("value", ["", " , "])
    def test_an_empty_variable_does_not_pass_for_a_choice(
        self, capsys: pytest.CaptureFixture[str], option: str, value: str
    ) -> None:
        status, lines, err = concise(capsys, option, value, write("BACKLOG.md", LYING))
        assert (status, lines, err) == (2, [], f"backlogmd: {option} names no rule\n")


class TestColor:
    @pytest.mark.parametrize(
        ("options", "environment", "terminal", "colored"),
        [
            ([], {}, False, False),
            ([], {}, True, True),
            ([], {"TERM": "dumb"}, True, False),
            ([], {"NO_COLOR": "1"}, True, False),
            ([], {"NO_COLOR": ""}, True, True),
            ([], {"FORCE_COLOR": "1"}, False, True),
            ([], {"FORCE_COLOR": ""}, False, False),
            ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
            (["--color", "always"], {"NO_COLOR": "1"}, False, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, True, False),
            (["--color", "auto"], {}, False, False),
        ],
    )
    def test_the_command_line_wins_then_the_environment_then_the_terminal(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        options: list[str],
        environment: dict[str, str],
        terminal: bool,
        colored: bool,
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
        main(["check", *options, write("BACKLOG.md", LYING)])
        assert ("\x1b[" in capsys.readouterr().out) is colored

    @pytest.mark.parametrize("output_format", ["concise", "json"])
    def test_formats_for_programs_are_never_colored(
        self, capsys: pytest.CaptureFixture[str], output_format: str
    ) -> None:
        main(["check", "--color", "always", "--output-format", output_format, write("BACKLOG.md", LYING)])
        assert "\x1b" not in capsys.readouterr().out


class TestFormats:
    def test_json_is_an_object_even_if_nothing_could_be_checked(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--output-format", "json", "gone.md"]) == 2
        out, err = capsys.readouterr()
        assert json.loads(out)["files"] == []
        assert err == "backlogmd: gone.md: no such file or folder\n"

    @pytest.mark.parametrize("output_format", ["full", "concise"])
    def test_the_other_formats_say_nothing_then(self, capsys: pytest.CaptureFixture[str], output_format: str) -> None:
        assert main(["check", "--output-format", output_format, "gone.md"]) == 2
        assert capsys.readouterr().out == ""

    def test_concise_is_silent_when_all_is_well(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert concise(capsys, write("BACKLOG.md", TRUE)) == (0, [], "")


def test_the_installed_module_does_the_same(folder: Path) -> None:
    write("BACKLOG.md", LYING)
    command = [sys.executable, "-m", "backlogmd", "check", "--output-format", "concise"]
    run = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    assert (run.returncode, run.stdout, run.stderr) == (1, f"BACKLOG.md:12:14: BL401 total-mismatch {MESSAGE}\n", "")
