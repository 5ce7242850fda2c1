"""`backlogmd check --fix` and `--diff`: what is written, what is shown, and the exit status."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd import fixer
from backlogmd.__main__ import main
from backlogmd.diagnostics import Diagnostic, Edit, Fix, Severity
from backlogmd.source import Span

WRONG = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [x]   **Write the linter** (6 hours)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 14 hours |
"""
SPACED = WRONG.replace("[x]   ", "[x] ")
RIGHT = SPACED.replace("14", "10")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "BACKLOGMD_DEBUG", "CI"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(text: str | bytes, name: str = "BACKLOG.md") -> Path:
    path = Path(name)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def check(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(["check", *argv])
    out, err = capsys.readouterr()
    return status, out, err


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


class TestFix:
    def test_safe_fixes_are_written_and_the_rest_is_reported(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(WRONG)
        status, out, err = check(capsys, "--fix", "BACKLOG.md")
        assert path.read_text() == SPACED
        assert (status, err) == (1, "")
        assert "odd-checkbox-space" not in out
        assert "error[BL401 total-mismatch]: High" in out
        assert out.splitlines()[-1] == (
            "1 error in 1 file (1 fixed, 1 remaining), 1 fixable with `--fix --unsafe-fixes`"
        )

    def test_unsafe_fixes_are_written_where_they_are_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(WRONG)
        assert check(capsys, "--fix", "--unsafe-fixes") == (0, "All is well in 1 file (2 fixed, 0 remaining)\n", "")
        assert path.read_text() == RIGHT
        assert check(capsys, "--fix", "--unsafe-fixes") == (0, "All is well in 1 file\n", "")

    def test_without_fix_nothing_is_written_and_marks_say_what_would_be(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write(WRONG)
        _, out, _ = check(capsys, "--output-format", "concise")
        assert [line.split(" ")[3] == "[*]" for line in out.splitlines()] == [True, False]
        _, out, _ = check(capsys, "--output-format", "concise", "--unsafe-fixes")
        assert [line.split(" ")[3] == "[*]" for line in out.splitlines()] == [True, True]
        assert path.read_text() == WRONG

    def test_the_other_formats_tell_of_fixes_on_standard_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(WRONG)
        status, out, err = check(capsys, "--fix", "--output-format", "json")
        assert (status, err) == (1, "1 fixed, 1 remaining\n")
        (file,) = json.loads(out)["files"]
        assert (file["fixed"], [one["code"] for one in file["findings"]]) == (1, ["BL401"])
        status, out, err = check(capsys, "--fix", "--unsafe-fixes", "--output-format", "concise")
        assert (status, out, err) == (0, "", "1 fixed, 0 remaining\n")

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (["--unfixable", "BL105"], WRONG),
            (["--fixable", "BL4"], WRONG),
            (["--unsafe-fixes", "--fixable", "total-mismatch"], WRONG.replace("14", "10")),
            (["--extend-safe-fixes", "BL401"], RIGHT),
            (["--extend-unsafe-fixes", "ALL"], WRONG),
            (["--ignore", "BL105"], WRONG),
        ],
    )
    def test_options_say_which_fixes_are_made(
        self, capsys: pytest.CaptureFixture[str], options: list[str], expected: str
    ) -> None:
        path = write(WRONG)
        check(capsys, "--fix", *options)
        assert path.read_text() == expected

    @pytest.mark.parametrize("option", ["--fixable", "--unfixable", "--extend-safe-fixes", "--extend-unsafe-fixes"])
    def test_a_rule_that_does_not_exist_gives_two_before_anything_is_written(
        self, capsys: pytest.CaptureFixture[str], option: str
    ) -> None:
        path = write(WRONG)
        error = "backlogmd: unknown rule `total-mismach`: did you mean `total-mismatch`?\n"
        assert check(capsys, "--fix", option, "total-mismach") == (2, "", error)
        assert path.read_text() == WRONG

    @pytest.mark.parametrize(
        ("options", "text", "status"),
        [
            ([], RIGHT, 0),
            (["--exit-non-zero-on-fix"], RIGHT, 0),
            (["--unsafe-fixes"], WRONG, 0),
            (["--unsafe-fixes", "--exit-non-zero-on-fix"], WRONG, 1),
            (["--unsafe-fixes", "--exit-non-zero-on-fix", "--exit-zero"], WRONG, 0),
            ([], WRONG, 1),
            (["--exit-zero"], WRONG, 0),
        ],
    )
    def test_the_exit_status_speaks_of_what_remains(
        self, capsys: pytest.CaptureFixture[str], options: list[str], text: str, status: int
    ) -> None:
        write(text)
        assert check(capsys, "--fix", *options)[0] == status

    def test_only_files_that_change_are_written(self, capsys: pytest.CaptureFixture[str]) -> None:
        paths = [write(text, name) for name, text in (("TODO.md", WRONG), ("BACKLOG.md", RIGHT))]
        for path in paths:
            os.utime(path, (1, 1))
        check(capsys, "--fix", "--unsafe-fixes")
        assert [path.stat().st_mtime == 1 for path in paths] == [False, True]

    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
    def test_byte_order_mark_and_line_ends_stay(
        self, capsys: pytest.CaptureFixture[str], bom: bytes, end: bytes
    ) -> None:
        def written(text: str) -> bytes:
            return bom + text.removesuffix("\n").encode().replace(b"\n", end)

        path = write(written(WRONG))
        check(capsys, "--fix", "--unsafe-fixes")
        assert path.read_bytes() == written(RIGHT)


class TestRefusal:
    def test_a_file_that_is_read_only_stays_and_the_others_are_fixed(self, capsys: pytest.CaptureFixture[str]) -> None:
        path, other = write(WRONG), write(WRONG, "TODO.md")
        path.chmod(stat.S_IRUSR)
        status, out, err = check(capsys, "--fix", "BACKLOG.md", "TODO.md")
        assert (path.read_text(), other.read_text()) == (WRONG, SPACED)
        assert status == 2
        assert err.startswith("backlogmd: BACKLOG.md: not written: the file is read-only")
        assert err.count("\n") == 1
        # It is reported as it still is.
        assert out.count("BACKLOG.md:6:6\n") == 1
        assert out.splitlines()[-1].startswith("2 errors, 1 warning in 2 files (1 fixed, 3 remaining)")

    def unlawful(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A rule whose fix takes away a title, in files that have the word."""

        def fake(document: object, config: object, surroundings: object) -> list[Diagnostic]:
            at = document.source.text.find("parser")  # type: ignore[attr-defined]
            fix = Fix.safe(Edit(Span(at, at + 6), "lexer"))
            return [Diagnostic("BL105", "odd-checkbox-space", Severity.ERROR, "no", Span(at, at + 6), fix=fix)][
                : at + 1
            ]

        monkeypatch.setattr(fixer, "lint", fake)

    def test_a_fix_that_is_at_fault_writes_nothing_and_names_the_rule(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.unlawful(monkeypatch)
        path = write(WRONG)
        status, out, err = check(capsys, "--fix")
        assert (status, path.read_text()) == (2, WRONG)
        assert "BACKLOG.md: nothing was written: a fix of `odd-checkbox-space` (line 5) would also change" in err
        assert "total-mismatch" in out

    @pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
    def test_nor_does_a_diff_show_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str]
    ) -> None:
        self.unlawful(monkeypatch)
        write(WRONG)
        status, out, err = check(capsys, *options)
        assert (status, out) == (2, "")
        assert "fault of backlogmd" in err

    def test_standard_input_comes_back_as_it_was(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.unlawful(monkeypatch)
        stdin(monkeypatch, WRONG.encode())
        status, out, err = check(capsys, "--fix", "-")
        assert (status, out) == (2, WRONG)
        assert "fault of backlogmd" in err


class TestStandardInput:
    def test_the_fixed_text_takes_standard_output_and_findings_standard_error(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stdin(monkeypatch, WRONG.encode())
        status, out, err = check(capsys, "--fix", "-", "--stdin-filename", "docs/TODO.md")
        assert (status, out) == (1, SPACED)
        assert "--> docs/TODO.md:12:14" in err
        assert "(1 fixed, 1 remaining)" in err

    def test_text_without_a_finding_passes_through(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stdin(monkeypatch, RIGHT.encode())
        assert check(capsys, "--fix", "-") == (0, RIGHT, "All is well in 1 file\n")

    def test_bytes_pass_through(self, folder: Path) -> None:
        content = b"\xef\xbb\xbf- []\tone\r\n- [ ] two"
        command = [sys.executable, "-m", "backlogmd", "check", "--fix", "-"]
        run = subprocess.run(command, cwd=folder, input=content, capture_output=True)
        assert (run.returncode, run.stdout) == (0, b"\xef\xbb\xbf- [ ] one\r\n- [ ] two")
        run = subprocess.run(command, cwd=folder, input=b"- [] caf\xe9\n", capture_output=True)
        assert (run.returncode, run.stdout) == (2, b"- [] caf\xe9\n")

    def test_it_stands_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(WRONG)
        error = "backlogmd: with --fix, - stands alone: standard output is for its text\n"
        assert check(capsys, "--fix", "-", "BACKLOG.md") == (2, "", error)


class TestDiff:
    def test_it_shows_what_would_be_written_and_writes_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(WRONG)
        status, out, err = check(capsys, "--diff")
        assert (status, err) == (1, "Would fix 1 (1 more with --unsafe-fixes)\n")
        assert out.splitlines() == [
            "--- BACKLOG.md",
            "+++ BACKLOG.md",
            "@@ -3,7 +3,7 @@",
            " ## High",
            " ",
            " - [ ] **Write the parser** (4 hours)",
            "-- [x]   **Write the linter** (6 hours)",
            "+- [x] **Write the linter** (6 hours)",
            " ",
            " ## Summary",
            " ",
        ]
        assert path.read_text() == WRONG

    def test_it_wins_over_fix(self, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(WRONG)
        status, out, err = check(capsys, "--fix", "--diff", "--unsafe-fixes")
        assert (status, out.count("\n+"), err) == (1, 3, "Would fix 2\n")
        assert path.read_text() == WRONG

    @pytest.mark.parametrize(
        ("text", "err"),
        [
            (RIGHT, "Nothing to fix\n"),
            (WRONG.replace("  **", "**").replace("]  ", "] "), "Nothing to fix (1 more with --unsafe-fixes)\n"),
        ],
    )
    def test_without_a_difference_the_status_is_zero(
        self, capsys: pytest.CaptureFixture[str], text: str, err: str
    ) -> None:
        write(text.replace("]  **", "] **"))
        assert check(capsys, "--diff") == (0, "", err)

    def test_exit_zero_forgives_a_difference(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(WRONG)
        assert check(capsys, "--diff", "--exit-zero")[0] == 0

    def test_a_file_that_cannot_be_read_gives_two(self, capsys: pytest.CaptureFixture[str]) -> None:
        write(b"- [] \xff\n")
        status, out, err = check(capsys, "--diff", "BACKLOG.md", "gone.md")
        assert (status, out) == (2, "")
        assert "gone.md: no such file or folder" in err
        assert "BACKLOG.md:1:6: BL901 unreadable-file" in err

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    @pytest.mark.parametrize("tail", ["\n", ""])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    def test_git_can_apply_it(self, folder: Path, end: str, tail: str, bom: str) -> None:
        def written(text: str) -> bytes:
            lines = text.removesuffix("\n") + "\n\nTo see: \x1b[31m\u202e red\n\n- [] last"
            return (bom + lines + tail).replace("\n", end).encode()

        path = write(written(WRONG))
        command = [sys.executable, "-m", "backlogmd", "check", "--diff", "--unsafe-fixes"]
        run = subprocess.run(command, cwd=folder, capture_output=True)
        assert run.returncode == 1
        assert path.read_bytes() == written(WRONG)
        subprocess.run(
            ["git", "apply", "-p0", "--whitespace=nowarn"], cwd=folder, input=run.stdout, check=True, env=git_env()
        )
        assert path.read_bytes() == written(RIGHT).replace(b"- [] last", b"- [ ] last")

    HOSTILE = "- [] one\n\n::error::no\n\x1b[31m##[group]\u202e\r\n"

    def shown(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
        write(self.HOSTILE)
        return check(capsys, "--diff", *argv)[1].splitlines()

    LINES = (
        "--- BACKLOG.md",
        "+++ BACKLOG.md",
        "@@ -1,4 +1,4 @@",
        "-- [] one",
        "+- [ ] one",
        " ",
        " \\x3a:error::no",
        " \\x1b[31m#\\x23[group]\\u202e",
    )

    def test_on_a_terminal_nothing_in_the_text_controls_it(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        assert self.shown(monkeypatch, capsys, "--color", "never") == list(self.LINES)
        assert "\x1b[32m+- [ ] one\x1b[0m" in self.shown(monkeypatch, capsys, "--color", "always")

    def test_nor_in_the_log_of_a_ci_service(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("CI", "true")
        monkeypatch.setattr(sys.stdout, "fileno", lambda: (_ for _ in ()).throw(io.UnsupportedOperation()))
        assert self.shown(monkeypatch, capsys) == list(self.LINES)

    def test_a_file_gets_the_patch_there_too(self, folder: Path) -> None:
        write(self.HOSTILE)
        with Path("fix.patch").open("wb") as stream:
            command = [sys.executable, "-m", "backlogmd", "check", "--diff"]
            subprocess.run(command, cwd=folder, stdout=stream, env=os.environ | {"CI": "true"})
        assert "\n \x1b[31m##[group]\u202e\r\n".encode() in Path("fix.patch").read_bytes()


def git_env() -> dict[str, str]:
    """Ours, without what a git that runs these tests has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
