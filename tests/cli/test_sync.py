"""`backlogmd sync`, as it is called: arguments in, files and an exit status out."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from backlogmd.__main__ import main

STALE = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [x] **Write the linter** (6 hours)

<!-- backlogmd:totals by=priority columns=hours -->

| Priority  | Hours  |
| --------- | ------ |
| High      | 14     |
| **Total** | **14** |

<!-- /backlogmd:totals -->
"""

FRESH = STALE.replace("14", "10")

BY_HAND = """\
## High

- [ ] **Write the parser** (4 hours)

## Low

- [ ] **Draw a logo** (1 hour)

## Summary

| Priority | Hours |
|----------|-------|
| High     | 4     |
| Low      | 2     |

## Costs

| Priority | Hours | Cost |
|----------|-------|------|
| High     | 4     | 40   |
| Low      | 1     | 10   |
"""

UP_TO_DATE = "All totals between markers are up to date\n"
NO_MARKERS = "No markers found: `backlogmd sync --help` shows how they are written\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BACKLOGMD_DEBUG", raising=False)
    return tmp_path


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def sync(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(["sync", *argv])
    return (status, *capsys.readouterr())


def give(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_what_is_out_of_date_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("BACKLOG.md", STALE)
    assert sync(capsys, "BACKLOG.md") == (0, "BACKLOG.md: written\n", "")
    assert file.read_text() == FRESH
    assert sync(capsys, "BACKLOG.md") == (0, UP_TO_DATE, "")
    assert file.read_text() == FRESH


def test_a_file_that_is_up_to_date_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("BACKLOG.md", FRESH)
    file.chmod(0o444)
    before = file.stat()
    assert sync(capsys, "BACKLOG.md") == (0, UP_TO_DATE, "")
    assert file.stat() == before


def test_check_shows_the_difference_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("BACKLOG.md", STALE)
    status, out, err = sync(capsys, "--check", "BACKLOG.md")
    assert (status, err) == (1, "BACKLOG.md: out of date\n")
    assert out.splitlines() == [
        "--- BACKLOG.md",
        "+++ BACKLOG.md",
        "@@ -9,7 +9,7 @@",
        " ",
        " | Priority  | Hours  |",
        " | --------- | ------ |",
        "-| High      | 14     |",
        "-| **Total** | **14** |",
        "+| High      | 10     |",
        "+| **Total** | **10** |",
        " ",
        " <!-- /backlogmd:totals -->",
    ]
    assert file.read_text() == STALE
    write("BACKLOG.md", FRESH)
    assert sync(capsys, "--check") == (0, UP_TO_DATE, "")


def test_the_backlogs_of_a_folder_are_brought_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    files = [write("a/TODO.md", STALE), write("b/BACKLOG.md", FRESH), write("ROADMAP.md", STALE)]
    other = write("notes.md", STALE)
    status, out, err = sync(capsys)
    assert (status, sorted(out.splitlines()), err) == (0, ["ROADMAP.md: written", "a/TODO.md: written"], "")
    assert [file.read_text() for file in files] == [FRESH] * 3
    assert other.read_text() == STALE


def test_every_byte_outside_of_the_markers_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    raw = b"\xef\xbb\xbf" + (STALE + "\nlast line \t").replace("\n", "\r\n").encode()
    file = write("BACKLOG.md", raw)
    assert sync(capsys, "BACKLOG.md")[0] == 0
    assert file.read_bytes() == raw.replace(b"14", b"10")


def test_without_markers_it_says_how_they_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    write("BACKLOG.md", BY_HAND)
    assert sync(capsys) == (0, NO_MARKERS, "")
    assert sync(capsys, "--check") == (0, NO_MARKERS, "")


class TestMarkersThatCannotBeUsed:
    LINES = """\
backlogmd: BACKLOG.md:17:1: unknown grouping `prority`: did you mean `priority`?
backlogmd: BACKLOG.md:20:1: `progress` is opened and not closed; \
write `<!-- /backlogmd:progress -->` behind what it is to hold
"""

    def test_each_is_one_line_and_the_others_are_brought_up_to_date(self, capsys: pytest.CaptureFixture[str]) -> None:
        bad = "\n<!-- backlogmd:totals by=prority -->\n<!-- /backlogmd:totals -->\n\n<!-- backlogmd:progress -->\n"
        file = write("BACKLOG.md", STALE + bad)
        assert sync(capsys, "BACKLOG.md") == (
            2,
            "BACKLOG.md: written\n",
            self.LINES,
        )
        assert file.read_text() == FRESH + bad

    def test_their_names_do_not_control_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("BACKLOG.md", "<!-- backlogmd:\x1b[31mred -->\n")
        status, out, err = sync(capsys, "BACKLOG.md")
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert "\x1b" not in err


class TestFilesThatCannotBe:
    def test_one_hides_nothing_of_the_others(self, capsys: pytest.CaptureFixture[str]) -> None:
        file = write("BACKLOG.md", STALE)
        write("latin.md", "# Café\n\n<!-- backlogmd:progress -->\n".encode("cp1252"))
        assert sync(capsys, "gone.md", "latin.md", "BACKLOG.md") == (
            2,
            "BACKLOG.md: written\n",
            "backlogmd: gone.md: no such file or folder\nbacklogmd: latin.md: not UTF-8 (byte 5); save it as UTF-8\n",
        )
        assert file.read_text() == FRESH

    def test_a_file_that_is_read_only_is_left_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        file = write("BACKLOG.md", STALE)
        file.chmod(0o444)
        status, out, err = sync(capsys, "BACKLOG.md")
        assert (status, out) == (2, "")
        assert err.startswith("backlogmd: BACKLOG.md: not written: the file is read-only")
        assert file.read_text() == STALE
        assert sync(capsys, "--check", "BACKLOG.md")[0] == 1

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
    def test_a_pipe_is_no_file(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        os.mkfifo(folder / "BACKLOG.md")
        assert sync(capsys, "BACKLOG.md") == (2, "", "backlogmd: BACKLOG.md: not a regular file\n")


class TestStandardInput:
    @pytest.mark.parametrize("text", [STALE, FRESH, STALE.replace("\n", "\r\n")])
    def test_it_is_written_to_standard_output(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        give(monkeypatch, text.encode())
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["sync", "-"]) == 0
        out.flush()
        assert out.buffer.getvalue() == text.replace("14", "10").encode()

    def test_it_is_checked_under_the_name_that_is_given(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        give(monkeypatch, STALE.encode())
        status, out, err = sync(capsys, "-", "--check", "--stdin-filename", "TODO.md")
        assert (status, out.splitlines()[:1], err) == (1, ["--- TODO.md"], "TODO.md: out of date\n")

    def test_it_stands_alone(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = sync(capsys, "-", "BACKLOG.md")
        assert (status, out) == (2, "")
        assert err == "backlogmd: - is standard input and stands alone, for its text goes to standard output\n"

    def test_text_that_cannot_be_read_is_given_back(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        raw = "# Café\n".encode("cp1252")
        give(monkeypatch, raw)
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["sync", "-"]) == 2
        assert out.buffer.getvalue() == raw
        assert capsys.readouterr().err == "backlogmd: <stdin>: not UTF-8 (byte 5); save it as UTF-8\n"


class TestAdopt:
    MARKER = "<!-- backlogmd:totals by=priority columns=hours total=no -->"
    ADOPTED = BY_HAND.replace("## Summary\n\n", f"## Summary\n\n{MARKER}\n\n").replace(
        "| Low      | 2     |\n", "| Low      | 1     |\n\n<!-- /backlogmd:totals -->\n"
    )
    REFUSAL = "BACKLOG.md:{}: this table is left as it is: the column `Cost` does not follow from the tasks\n"

    def test_a_summary_is_put_between_markers_where_that_is_certain(self, capsys: pytest.CaptureFixture[str]) -> None:
        file = write("BACKLOG.md", BY_HAND)
        assert sync(capsys, "--adopt", "BACKLOG.md") == (0, "BACKLOG.md: written\n", self.REFUSAL.format(18))
        assert file.read_text() == self.ADOPTED
        assert sync(capsys, "--adopt", "BACKLOG.md") == (0, UP_TO_DATE, self.REFUSAL.format(22))
        assert file.read_text() == self.ADOPTED

    def test_with_check_it_is_only_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        file = write("BACKLOG.md", BY_HAND)
        status, out, _ = sync(capsys, "--adopt", "--check", "BACKLOG.md")
        assert status == 1
        assert f"+{self.MARKER}" in out.splitlines()
        assert file.read_text() == BY_HAND
