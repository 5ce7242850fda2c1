"""`backlogmd check --add-suppressions`, as it is called: arguments in, files and an exit status out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backlogmd.__main__ import main

BACKLOG = "# Work\n\n- [ ] a (0h)\n- [ ] 游댮 b (0h)\n- [] c\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BACKLOGMD_DEBUG", raising=False)
    return tmp_path


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def check(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["check", *argv])
    return (status, *capsys.readouterr())


def line(*names: str) -> str:
    return f"<!-- backlogmd-disable-line {' '.join(names)} -- agreed -->"


def test_the_next_check_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("TODO.md", BACKLOG)
    write("BACKLOG.md", "- [ ] d (0h)\n")
    status, out, err = check(capsys, "--add-suppressions", "agreed")
    assert (status, out, err) == (0, "All is well in 2 files\n", "5 findings silenced by 4 comments in 2 files\n")
    assert file.read_text("utf-8") == (
        f"# Work\n\n- [ ] a (0h) {line('zero-estimate')}\n- [ ] 游댮 b (0h) {line('zero-estimate', 'mojibake')}\n"
        f"- [] c {line('malformed-checkbox')}\n"
    )
    assert check(capsys)[0] == 0
    before = (file.stat().st_ino, file.stat().st_mtime_ns)
    assert check(capsys, "--add-suppressions", "again")[::2] == (0, "No suppressions written\n")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_only_what_is_selected_is_silenced(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("TODO.md", BACKLOG.replace("\n", "\r\n"))
    options = ("--select", "BL301", "--output-format", "concise", "--add-suppressions", " agreed ")
    assert check(capsys, *options) == (0, "", "1 finding silenced by 1 comment in 1 file\n")
    assert file.read_bytes() == BACKLOG.replace("b (0h)", f"b (0h) {line('mojibake')}").replace("\n", "\r\n").encode()


def test_what_the_baseline_knows_needs_no_comment(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("TODO.md", BACKLOG)
    assert main(["baseline", "--config", "select=['BL206']"]) == 0
    status, _, err = check(capsys, "--baseline", ".backlogmd-baseline", "--add-suppressions", "agreed")
    assert (status, err.splitlines()[0]) == (0, "2 findings silenced by 2 comments in 1 file")
    assert file.read_text("utf-8") == BACKLOG.replace("b (0h)", f"b (0h) {line('mojibake')}").replace(
        "[] c", f"[] c {line('malformed-checkbox')}"
    )
    assert check(capsys, "--baseline", ".backlogmd-baseline")[0] == 0


def test_what_is_fixed_needs_no_comment(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("TODO.md", BACKLOG)
    status, _, err = check(capsys, "--fix", "--add-suppressions", "agreed")
    assert (status, err) == (0, "2 findings silenced by 2 comments in 1 file\n")
    assert file.read_text("utf-8") == (
        f"# Work\n\n- [ ] a (0h) {line('zero-estimate')}\n- [ ] 🔴 b (0h) {line('zero-estimate')}\n- [ ] c\n"
    )


def test_what_is_wrong_with_a_file_stays(capsys: pytest.CaptureFixture[str]) -> None:
    text = b"- [ ] a (0h) \xff\n"
    file = write("TODO.md", text)
    assert check(capsys, "--add-suppressions", "agreed")[::2] == (2, "No suppressions written\n")
    assert file.read_bytes() == text
    file = write("TODO.md", "- [ ] a (0h) <!-- backlogmd-disable-line nothing -->\n")
    status, out, _ = check(capsys, "--output-format", "concise", "--add-suppressions", "agreed")
    assert (status, re.findall("BL[0-9]+", out)) == (1, ["BL903"])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--add-suppressions", ""), 'suppressions need a reason: --add-suppressions "agreed with the customer"'),
        (("--add-suppressions", " \t "), 'suppressions need a reason: --add-suppressions "agreed with the customer"'),
        (
            ("--add-suppressions", "a -->"),
            "a reason for suppressions cannot hold `<!--` or `-->`, which begin and end a comment",
        ),
        (
            ("--add-suppressions", "a\nb"),
            "a reason for suppressions stands on one line, without control characters",
        ),
        (("-", "--add-suppressions", "a"), "--add-suppressions writes files, and - is none"),
        (
            ("--diff", "--add-suppressions", "a"),
            "--add-suppressions writes files, and --diff writes none; leave out one of the two",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    file = write("TODO.md", BACKLOG)
    assert check(capsys, *argv) == (2, "", f"backlogmd: {said}\n")
    assert file.read_text("utf-8") == BACKLOG


def test_a_file_that_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("TODO.md", BACKLOG)
    file.chmod(0o444)
    status, out, err = check(capsys, "--output-format", "concise", "--add-suppressions", "agreed")
    assert (status, len(out.splitlines())) == (2, 4)
    assert err.startswith("backlogmd: TODO.md: not written: the file is read-only")
