"""The way in and the only way out: help, bad arguments, faults, and outputs that go away."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import backlogmd
from backlogmd.__main__ import entry, main
from backlogmd.cli.main import COMMANDS

LYING = """\
# Backlog

## 🔴 URGENT

- [ ] **Écrire le manuel** (3 hours)
- [ ] **Relire le manuel** (1 hour)

## Summary

| Priority  | Hours   |
|-----------|---------|
| 🔴 URGENT | 5 hours |
"""

needs_posix = pytest.mark.skipif(os.name == "nt", reason="pipes and /dev/full")


@pytest.fixture
def backlog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BACKLOGMD_DEBUG", raising=False)
    path = tmp_path / "BACKLOG.md"
    path.write_text(LYING, encoding="utf-8")
    return path


def run(
    *argv: str, env: Mapping[str, str] | None = None, line: str = '"$@"', cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """backlogmd as a process of its own, called by a line of shell in which `"$@"` stands for it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("BACKLOGMD_DEBUG", "FORCE_COLOR")}
    command = ["bash", "-c", line, "bash", sys.executable, "-m", "backlogmd", *argv]
    return subprocess.run(command, env=kept | dict(env or {}), cwd=cwd, capture_output=True)


class TestHelp:
    @pytest.mark.parametrize("command", [None, *COMMANDS])
    def test_every_command_has_help_with_an_example(
        self, capsys: pytest.CaptureFixture[str], command: str | None
    ) -> None:
        argv = ["--help"] if command is None else [command, "--help"]
        assert main(argv) == 0
        out, err = capsys.readouterr()
        assert err == ""
        _, _, examples = out.partition("examples:\n")
        assert examples.startswith(f"  backlogmd {command or 'check'}")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_examples_are_calls_that_the_parser_takes(self, command: str) -> None:
        from backlogmd.cli.main import parser

        lines = [line for line in COMMANDS[command].EXAMPLE.splitlines() if "backlogmd " in line]
        assert lines
        for line in lines:
            call = line.partition("backlogmd ")[2].partition("   ")[0].partition(" > ")[0]
            assert parser().parse_args(call.split()).command == command

    @pytest.mark.parametrize("columns", ["", "0", "1", "40", "100000", "wide"])
    def test_a_terminal_of_any_width_will_do(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
    ) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        assert main(["check", "--help"]) == 0
        assert "--fail-on" in capsys.readouterr().out

    def test_without_a_command_the_help_is_shown_and_nothing_was_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([]) == 2
        assert "examples:" in capsys.readouterr().out

    def test_the_version_is_that_of_the_package(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"backlogmd {backlogmd.__version__}\n"

    def test_the_arguments_of_the_process_are_the_default(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["backlogmd", "--version"])
        assert main() == 0
        assert capsys.readouterr().out.startswith("backlogmd ")


def test_the_installed_command_does_the_same_without_garbage_collection(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["backlogmd", "--version"])
    try:
        assert entry() == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert capsys.readouterr().out == f"backlogmd {backlogmd.__version__}\n"


class TestBadArguments:
    @pytest.mark.parametrize(
        ("argv", "command"),
        [
            (["chekc"], "backlogmd"),
            (["check", "--selct", "BL4"], "backlogmd"),
            (["check", "--sel", "BL4"], "backlogmd"),
            (["check", "--output-format", "xml"], "backlogmd check"),
            (["check", "--fail-on", "never"], "backlogmd check"),
            (["check", "--color"], "backlogmd check"),
            (["rule"], "backlogmd rule"),
            (["schema", "x\x1b[31m\ny"], "backlogmd schema"),
        ],
    )
    def test_they_give_two_and_one_line_with_the_way_to_help(
        self, capsys: pytest.CaptureFixture[str], argv: list[str], command: str
    ) -> None:
        assert main(argv) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"{command}: ")
        assert err.endswith(f"(see `{command} --help`)\n")
        assert err.count("\n") == 1
        assert "\x1b" not in err


class TestFaults:
    def broken(self, *arguments: object, **options: object) -> None:
        raise RuntimeError("no such thing as `\x1b[31m`\nor\u202eis there")

    def test_a_fault_of_ours_is_one_line_and_two(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, backlog: Path
    ) -> None:
        monkeypatch.setattr("backlogmd.linter.lint", self.broken)
        assert main(["check", str(backlog)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(
            "backlogmd: internal error, which is a fault of backlogmd: RuntimeError: no such thing as "
        )
        assert "`\\x1b[31m`\\x0aor\\u202eis there; please report it" in err
        assert err.count("\n") == 1

    def test_the_traceback_can_be_had(self, monkeypatch: pytest.MonkeyPatch, backlog: Path) -> None:
        monkeypatch.setenv("BACKLOGMD_DEBUG", "1")
        monkeypatch.setattr("backlogmd.linter.lint", self.broken)
        with pytest.raises(RuntimeError, match="no such thing"):
            main(["check", str(backlog)])

    def test_an_interruption_is_quiet(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, backlog: Path
    ) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("backlogmd.linter.lint", interrupt)
        assert main(["check", str(backlog)]) == 130
        assert capsys.readouterr() == ("", "")


class Gone:
    """A standard output that cannot be written to."""

    def __init__(self, error: OSError, descriptor: int) -> None:
        self.error = error
        self.descriptor = descriptor

    def write(self, text: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self.descriptor


class TestOutput:
    @pytest.fixture
    def descriptor(self, tmp_path: Path) -> int:
        return os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)

    def test_a_reader_that_went_away_is_no_fault_and_no_success(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, backlog: Path, descriptor: int
    ) -> None:
        monkeypatch.setattr(sys, "stdout", Gone(BrokenPipeError(32, "Broken pipe"), descriptor))
        assert main(["check", str(backlog)]) == 141
        assert capsys.readouterr().err == ""

    def test_a_full_disk_is_named(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, backlog: Path, descriptor: int
    ) -> None:
        monkeypatch.setattr(sys, "stdout", Gone(OSError(28, "No space left on device"), descriptor))
        assert main(["check", str(backlog)]) == 2
        assert capsys.readouterr().err == "backlogmd: the output cannot be written: no space left on device\n"

    def test_its_traceback_can_be_had(self, monkeypatch: pytest.MonkeyPatch, backlog: Path, descriptor: int) -> None:
        monkeypatch.setenv("BACKLOGMD_DEBUG", "1")
        monkeypatch.setattr(sys, "stdout", Gone(OSError(28, "No space left on device"), descriptor))
        with pytest.raises(OSError, match="No space left"):
            main(["check", str(backlog)])

    def test_complaints_may_have_no_reader_either(self, monkeypatch: pytest.MonkeyPatch, descriptor: int) -> None:
        monkeypatch.setattr(sys, "stderr", Gone(BrokenPipeError(32, "Broken pipe"), descriptor))
        assert main(["rule", "no-such-rule"]) == 2

    def test_a_closed_output_changes_no_status(self, monkeypatch: pytest.MonkeyPatch, backlog: Path) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        assert main(["check", str(backlog)]) == 1

    @needs_posix
    def test_a_real_pipe_that_is_closed_gives_no_traceback(self, backlog: Path) -> None:
        ran = run("check", str(backlog), line='"$@" | head -c 0; exit ${PIPESTATUS[0]}')
        assert (ran.returncode, ran.stdout, ran.stderr) == (141, b"", b"")

    @needs_posix
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    def test_a_real_full_disk_gives_no_traceback(self, backlog: Path) -> None:
        ran = run("check", str(backlog), line='"$@" > /dev/full')
        assert ran.returncode == 2
        assert ran.stderr == b"backlogmd: the output cannot be written: no space left on device\n"

    @needs_posix
    def test_real_closed_streams_give_no_traceback(self, backlog: Path) -> None:
        ran = run("check", str(backlog), "gone.md", line='"$@" <&- >&- 2>&-')
        assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", b"")

    @needs_posix
    @pytest.mark.parametrize(
        "locale",
        [
            {"LC_ALL": "C"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "latin-1"},
        ],
    )
    def test_a_terminal_that_knows_fewer_characters_gets_escapes(self, backlog: Path, locale: dict[str, str]) -> None:
        ran = run("check", backlog.name, "göne.md", env=locale, cwd=backlog.parent)
        assert ran.returncode == 2
        assert (
            b"URGENT is claimed as 5 hours, but its only task adds up to 4 hours" in ran.stdout
            or b"URGENT is" in ran.stdout
        )
        assert ran.stderr.startswith(b"backlogmd: g")
        assert ran.stderr.endswith(b"ne.md: no such file or folder\n")
        assert b"Traceback" not in ran.stderr


@needs_posix
@pytest.mark.parametrize(("argv", "status"), [(["check", "BACKLOG.md"], 1), (["check", "gone.md"], 2), (["rules"], 0)])
def test_the_exit_status_reaches_the_shell(backlog: Path, argv: list[str], status: int) -> None:
    assert run(*argv, cwd=backlog.parent).returncode == status
