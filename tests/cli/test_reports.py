"""`backlogmd check --output-format`: several reports at once, files, and what CI services get unasked."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd import files
from backlogmd.__main__ import main
from backlogmd.cli._reports import FORMATS
from tests.report_readers import MACHINE, commands

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


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a repository with one backlog, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "BACKLOGMD_DEBUG", "CI"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    Path("BACKLOG.md").write_text(LYING, encoding="utf-8")
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(["check", *argv])
    out, err = capsys.readouterr()
    return status, out, err


def paths_in_sarif(text: str) -> list[str]:
    results = json.loads(text)["runs"][0]["results"]
    return [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]


class TestFormats:
    @pytest.mark.parametrize("output_format", FORMATS)
    def test_every_format_is_printed_and_fails_the_run(
        self, capsys: pytest.CaptureFixture[str], output_format: str
    ) -> None:
        status, out, err = check(capsys, "--output-format", output_format)
        assert (status, err) == (1, "")
        assert "14 hours" in out
        if output_format in MACHINE:
            assert [(one.path, one.line, one.code) for one in MACHINE[output_format](out.removesuffix("\n"))] == [
                ("BACKLOG.md", 12, "BL401")
            ]

    @pytest.mark.parametrize("output_format", [one for one in FORMATS if one not in ("full", "concise", "markdown")])
    def test_if_nothing_could_be_checked_the_report_is_empty(
        self, capsys: pytest.CaptureFixture[str], output_format: str
    ) -> None:
        status, out, _ = check(capsys, "--output-format", output_format, "gone.md")
        assert status == 2
        assert MACHINE[output_format](out.removesuffix("\n")) == []

    @pytest.mark.parametrize(
        "output_format", ["json", "json-lines", "sarif", "gitlab", "rdjson", "junit", "checkstyle"]
    )
    def test_what_programs_read_is_utf_8_wherever_it_is_written(self, output_format: str) -> None:
        Path("BACKLOG.md").write_text("# A\n\n## ðŸ”´ HIGH\n\n- [ ] One (1 hour)\n", encoding="utf-8")
        command = [sys.executable, "-m", "backlogmd", "check", "--output-format", output_format]
        environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
        run = subprocess.run([*command, "--select=BL301"], env=environment, capture_output=True)
        (found,) = MACHINE[output_format](run.stdout.decode("utf-8").rstrip())
        assert "`ðŸ”´` is 🔴" in found.message

    def test_a_format_that_does_not_exist_gives_the_nearest_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = check(capsys, "--output-format", "serif")
        assert (status, out) == (2, "")
        assert "unknown format `serif`: did you mean `sarif`?" in err
        assert err.count("\n") == 1

    def test_help_names_all_formats(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = check(capsys, "--help")
        assert set(FORMATS) <= set(out.replace(",", " ").split())


class TestFiles:
    def test_one_goes_to_the_log_and_another_to_a_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = check(capsys, "--output-format", "github", "--output-format", "sarif=report.sarif")
        assert (status, err) == (1, "")
        assert [one.properties["line"] for one in commands(out)] == ["12"]
        assert len(out.splitlines()) == 1
        assert paths_in_sarif(Path("report.sarif").read_text("utf-8")) == ["BACKLOG.md"]

    @pytest.mark.parametrize("output_format", FORMATS)
    def test_a_file_holds_what_would_be_printed(self, capsys: pytest.CaptureFixture[str], output_format: str) -> None:
        printed = check(capsys, "--output-format", output_format)[1]
        assert check(capsys, "--output-format", f"{output_format}=report") == (1, "", "")
        written = Path("report").read_bytes().decode()
        if output_format == "junit":
            # It holds the time of the run.
            printed, written = (text.split("timestamp=")[0] for text in (printed, written))
        assert written == printed.replace(os.linesep, "\n")

    def test_output_file_is_for_the_format_without_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        argv = ["--output-format", "json=a.json", "--output-format", "concise", "--output-file", "b.txt"]
        assert check(capsys, *argv) == (1, "", "")
        assert json.loads(Path("a.json").read_text("utf-8"))["format"] == 1
        assert Path("b.txt").read_text("utf-8").startswith("BACKLOG.md:12:14: BL401 ")

    def test_without_a_format_the_file_is_for_people(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert check(capsys, "--output-file", "report.txt") == (1, "", "")
        assert (
            Path("report.txt").read_text("utf-8").endswith("1 error in 1 file, 1 fixable with `--fix --unsafe-fixes`\n")
        )

    @pytest.mark.parametrize("argv", [["--output-format", "concise=-"], ["--output-format=concise", "--output-file=-"]])
    def test_a_dash_is_standard_output(self, capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
        _, out, _ = check(capsys, *argv)
        assert out.startswith("BACKLOG.md:12:14: BL401 ")
        assert not Path("-").exists()

    def test_a_file_has_no_colors_unless_they_are_asked_for(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        check(capsys, "--output-format", "full=a.txt")
        check(capsys, "--output-format", "full=b.txt", "--color", "always")
        assert "\x1b" not in Path("a.txt").read_text("utf-8")
        assert "\x1b" in Path("b.txt").read_text("utf-8")

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (["json", "sarif"], "json and sarif would both be written to standard output"),
            (["full", "json"], "full and json would both be written to standard output"),
            (["json=a", "sarif=./a"], "json and sarif would both be written to ./a"),
            (["full=a", "concise=a"], "full and concise would both be written to a"),
            (["json=a", "json=a"], "json and json would both be written to a"),
        ],
    )
    def test_two_reports_do_not_go_to_one_place(
        self, capsys: pytest.CaptureFixture[str], argv: list[str], message: str
    ) -> None:
        status, out, err = check(capsys, *(f"--output-format={one}" for one in argv))
        assert (status, out) == (2, "")
        assert err.startswith(f"backlogmd: {message}")
        assert not Path("a").exists()

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (["--output-format", "json="], "no file stands after `json=`"),
            (["--output-file", ""], "--output-file names no file"),
            (["--output-format", "json=a", "--output-file", "b"], "--output-file goes with one format"),
            (["--output-format=full", "--output-format=github", "--output-file", "b"], "--output-file goes with one"),
            (["--diff", "--output-format", "json=a"], "--diff writes no report"),
            (["--diff", "--output-file", "a"], "--diff writes no report"),
        ],
    )
    def test_what_cannot_be_meant_is_an_error(
        self, capsys: pytest.CaptureFixture[str], argv: list[str], message: str
    ) -> None:
        status, out, err = check(capsys, *argv)
        assert (status, out) == (2, "")
        assert message in err
        assert sorted(path.name for path in Path().iterdir()) == [".git", "BACKLOG.md"]

    def test_a_file_that_cannot_be_written_hides_no_other_report(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = check(
            capsys,
            "--output-format",
            "json=gone/a.json",
            "--output-format",
            "concise",
            "--output-format",
            "junit=b.xml",
        )
        assert status == 2
        assert err == "backlogmd: gone/a.json: not written: no such file or directory\n"
        assert out.startswith("BACKLOG.md:12:14: ")
        assert Path("b.xml").exists()

    @pytest.mark.parametrize("name", ["BACKLOG.md", "./BACKLOG.md", "link.md"])
    def test_a_backlog_is_not_written_over(self, capsys: pytest.CaptureFixture[str], name: str) -> None:
        Path("link.md").symlink_to("BACKLOG.md")
        status, _, err = check(capsys, "BACKLOG.md", "--output-format", f"markdown={name}")
        assert status == 2
        assert err == f"backlogmd: {name}: not written: the report would take the place of what was checked\n"
        assert Path("BACKLOG.md").read_text("utf-8") == LYING

    def test_an_older_report_is_replaced_in_one_step(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Path("report.json").write_text("old", encoding="utf-8")
        check(capsys, "--output-format", "json=report.json")
        new = Path("report.json").read_text("utf-8")
        assert json.loads(new)["files"][0]["path"] == "BACKLOG.md"

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "_write", full)
        status, _, err = check(capsys, "--output-format", "sarif=report.json", "--output-format", "gitlab=new.json")
        assert status == 2
        assert err.count("no space left on device") == 2
        assert Path("report.json").read_text("utf-8") == new
        assert sorted(path.name for path in Path().iterdir()) == [".git", "BACKLOG.md", "report.json"]

    def test_a_reader_that_goes_away_takes_no_file_with_it(self) -> None:
        command = [sys.executable, "-m", "backlogmd", "check", "--output-format=full", "--output-format=json=a.json"]
        reading, writing = os.pipe()
        os.close(reading)
        run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (run.returncode, run.stderr) == (141, b"")
        assert json.loads(Path("a.json").read_text("utf-8"))["files"][0]["path"] == "BACKLOG.md"

    def test_with_fix_the_report_holds_what_remains(self, capsys: pytest.CaptureFixture[str]) -> None:
        argv = ["--fix", "--unsafe-fixes", "--output-format", "json=a.json"]
        assert check(capsys, *argv) == (0, "", "1 fixed, 0 remaining\n")
        (file,) = json.loads(Path("a.json").read_text("utf-8"))["files"]
        assert (file["fixed"], file["findings"]) == (1, [])

    def test_a_filter_keeps_standard_output_for_the_text(
        self, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LYING.encode())))
        argv = ["--fix", "-", "--output-format", "concise", "--output-format", "json=a.json"]
        assert main(["check", *argv]) == 1
        out, err = capsysbinary.readouterr()
        assert out == LYING.encode()
        assert err.startswith(b"<stdin>:12:14: BL401")
        assert json.loads(Path("a.json").read_text("utf-8"))["files"][0]["path"] == "<stdin>"


class TestServices:
    def test_github_actions_gets_text_for_people_and_annotations(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain = check(capsys)[1]
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        status, out, err = check(capsys)
        assert (status, err) == (1, "")
        assert out.startswith(plain)
        assert [(one.name, one.properties["file"], one.properties["line"]) for one in commands(out)] == [
            ("error", "BACKLOG.md", "12")
        ]
        assert len(out.splitlines()) == len(plain.splitlines()) + 1

    @pytest.mark.parametrize("output_format", FORMATS)
    def test_a_format_that_is_named_stands_alone(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, output_format: str
    ) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        _, out, _ = check(capsys, "--output-format", output_format)
        assert len(commands(out)) == (output_format == "github")

    def test_a_file_for_people_leaves_the_annotations_in_the_log(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        _, out, _ = check(capsys, "--output-file", "report.txt")
        assert len(out.splitlines()) == len(commands(out)) == 1

    @pytest.mark.parametrize(("name", "value"), [("GITHUB_ACTIONS", "false"), ("GITLAB_CI", "true")])
    def test_elsewhere_there_is_text_for_people_only(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        plain = check(capsys)
        monkeypatch.setenv(name, value)
        assert check(capsys) == plain

    def test_a_name_gives_no_command_in_the_log(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        Path("::error::TODO.md").write_text(LYING, encoding="utf-8")
        for output_format in ("full", "concise"):
            _, out, err = check(capsys, "--output-format", output_format)
            assert "TODO.md" in out
            assert commands(out) == commands(err) == []


class TestPaths:
    """Services show the repository: its paths begin at its root, wherever the command runs."""

    @pytest.fixture(autouse=True)
    def docs(self, folder: Path) -> Path:
        docs = folder / "docs" / "a b"
        docs.mkdir(parents=True)
        (folder / "BACKLOG.md").rename(docs / "TODO.md")
        return docs

    def places(self, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[list[str], list[str], list[str]]:
        sarif = paths_in_sarif(check(capsys, *argv, "--output-format", "sarif")[1])
        github = [one.properties["file"] for one in commands(check(capsys, *argv, "--output-format", "github")[1])]
        gitlab = [one["location"]["path"] for one in json.loads(check(capsys, *argv, "--output-format", "gitlab")[1])]
        return sarif, github, gitlab

    EXPECTED = (["docs/a%20b/TODO.md"], ["docs/a b/TODO.md"], ["docs/a b/TODO.md"])

    @pytest.mark.parametrize("path", [".", "docs", "./docs/a b/TODO.md", "docs/../docs/a b/TODO.md"])
    def test_from_the_root(self, capsys: pytest.CaptureFixture[str], path: str) -> None:
        assert self.places(capsys, path) == self.EXPECTED

    def test_a_whole_path(self, capsys: pytest.CaptureFixture[str], docs: Path) -> None:
        assert self.places(capsys, str(docs / "TODO.md")) == self.EXPECTED

    def test_from_a_folder_below(
        self, capsys: pytest.CaptureFixture[str], docs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(docs)
        assert self.places(capsys) == self.EXPECTED
        # The others say what was asked for.
        assert check(capsys, "--output-format", "concise")[1].startswith("TODO.md:12:14: ")

    def test_links_lead_to_what_the_repository_holds(self, capsys: pytest.CaptureFixture[str], docs: Path) -> None:
        Path("link.md").symlink_to(docs / "TODO.md")
        assert self.places(capsys, "link.md") == self.EXPECTED

    @pytest.mark.parametrize(
        ("service", "workspace"), [("GITHUB_ACTIONS", "GITHUB_WORKSPACE"), ("GITLAB_CI", "CI_PROJECT_DIR")]
    )
    def test_the_service_knows_the_root_best(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        folder: Path,
        service: str,
        workspace: str,
    ) -> None:
        (folder / "docs" / ".git").mkdir()
        monkeypatch.chdir("docs")
        assert self.places(capsys)[1] == ["a b/TODO.md"]
        monkeypatch.setenv(workspace, str(folder))
        assert self.places(capsys)[1] == ["a b/TODO.md"]
        monkeypatch.setenv(service, "true")
        assert self.places(capsys) == self.EXPECTED

    def test_what_is_outside_keeps_the_name_it_was_given(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        (folder / "repository" / ".git").mkdir(parents=True)
        monkeypatch.chdir("repository")
        assert self.places(capsys, "../docs")[1] == ["../docs/a b/TODO.md"]


def test_a_new_report_has_the_mode_of_any_new_file(capsys: pytest.CaptureFixture[str]) -> None:
    old = os.umask(0o027)
    try:
        check(capsys, "--output-format", "json=report.json")
    finally:
        os.umask(old)
    assert stat.S_IMODE(Path("report.json").stat().st_mode) == 0o640
