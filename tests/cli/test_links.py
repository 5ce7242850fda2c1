"""Codes as links to the pages of their rules (OSC 8), on a real terminal and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.report import concise, full
from backlogmd.report._results import FileResult
from backlogmd.source import Source, Span
from tests.hostile import ESCAPES, is_plain
from tests.repository import environment

if os.name == "nt":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.terminal import Terminal

LYING = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 14 hours |
"""

ADDRESS = "https://backlogmd.dev/rules/total-mismatch/"
LINKED = f"\x1b]8;;{ADDRESS}\x1b\\BL401 total-mismatch\x1b]8;;\x1b\\"

VARIABLES = (
    *("COLORTERM", "DOMTERM", "FORCE_HYPERLINK", "KONSOLE_VERSION", "TERM", "TERM_PROGRAM"),
    *("TERM_PROGRAM_VERSION", "VTE_VERSION", "WT_SESSION"),
)


def plain_environment(**more: str) -> dict[str, str]:
    """An environment that tells nothing of a terminal but what *more* says."""
    return {name: value for name, value in environment().items() if name not in VARIABLES} | more


def on_terminal(folder: Path, *argv: str, text: str = LYING, **more: str) -> str:
    """What a check shows on a terminal."""
    (folder / "BACKLOG.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "backlogmd", "check", *argv, "BACKLOG.md"]
    with Terminal(command, folder, plain_environment(PYTHONIOENCODING="utf-8", **more)) as terminal:
        assert terminal.finish() == 1
        return terminal.shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_on_a_terminal_that_knows_links_the_code_is_one(tmp_path: Path, output_format: str) -> None:
    shown = on_terminal(tmp_path, "--output-format", output_format, TERM_PROGRAM="WezTerm")
    assert LINKED in shown
    assert shown.count("\x1b]8;;") == 2


def test_without_the_link_the_text_is_the_same(tmp_path: Path) -> None:
    linked = on_terminal(tmp_path, TERM="xterm-kitty")
    plain = on_terminal(tmp_path, TERM="xterm-256color")
    assert linked.replace(LINKED, "BL401 total-mismatch") == plain != linked


@pytest.mark.parametrize(
    ("links", "variables"),
    [
        (True, {"TERM": "xterm-kitty"}),
        (True, {"TERM": "alacritty"}),
        (True, {"TERM": "xterm-256color", "VTE_VERSION": "7600"}),
        (True, {"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}),
        (True, {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}),
        (True, {"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}),
        (True, {"TERM": "xterm-256color", "WT_SESSION": "00000000-0000-0000-0000-000000000000"}),
        (True, {"TERM": "dumb", "FORCE_HYPERLINK": "1"}),
        (True, {"TERM": "xterm-256color", "FORCE_HYPERLINK": "1", "NO_COLOR": "1"}),
        (False, {}),
        (False, {"TERM": "xterm-256color"}),
        (False, {"TERM": "linux"}),
        (False, {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}),
        (False, {"TERM": "xterm-256color", "VTE_VERSION": "4902"}),
        (False, {"TERM": "xterm-256color", "VTE_VERSION": "5000"}),
        (False, {"TERM": "dumb", "TERM_PROGRAM": "vscode"}),
        (False, {"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}),
        (False, {"TERM": "screen", "VTE_VERSION": "7600"}),
        (False, {"TERM": "xterm-kitty", "NO_COLOR": "1"}),
        (False, {"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}),
    ],
    ids=str,
)
def test_the_environment_says_what_the_terminal_knows(tmp_path: Path, links: bool, variables: dict[str, str]) -> None:
    assert ("\x1b]8;" in on_terminal(tmp_path, **variables)) == links


def test_who_wants_no_colours_wants_no_links(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, "--color", "never", TERM="xterm-kitty", FORCE_HYPERLINK="1")
    assert is_plain(shown)
    assert LINKED in on_terminal(tmp_path, "--color", "always", TERM="xterm-kitty", NO_COLOR="1")


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_where_there_is_no_terminal_there_are_no_links(tmp_path: Path, output_format: str) -> None:
    (tmp_path / "BACKLOG.md").write_text(LYING, encoding="utf-8")
    command = [sys.executable, "-m", "backlogmd", "check", "--color", "always", "--output-format", output_format]
    env = plain_environment(TERM="xterm-kitty", FORCE_HYPERLINK="1")
    ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")
    assert "BL401 total-mismatch" in ran.stdout
    assert "\x1b]" not in ran.stdout


def test_a_report_in_a_file_has_no_links(tmp_path: Path) -> None:
    on_terminal(tmp_path, "--color", "always", "--output-format", "full=report", TERM="xterm-kitty")
    report = (tmp_path / "report").read_text("utf-8")
    assert "BL401 total-mismatch" in report
    assert "\x1b]" not in report


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_text_of_a_file_makes_no_links_and_ends_none(tmp_path: Path, output_format: str) -> None:
    # A file cannot hold a lone surrogate, and one with NUL is told of as a whole.
    hostile = [one for one in ESCAPES.values() if "\0" not in one and "\ud800" not in one]
    text = LYING + "".join(f"\n## High {one}\n\n- [ ] **{one}** (1 hour)\n- [] {one}\n" for one in hostile)
    shown = on_terminal(tmp_path, "--output-format", output_format, text=text, TERM="xterm-kitty")
    # Nothing but our own links and colours is more than text.
    rest = re.sub(r"\x1b\]8;;https://backlogmd\.dev/rules/[a-z-]+/\x1b\\(BL\d{3} [a-z-]+)\x1b\]8;;\x1b\\", r"\1", shown)
    assert rest != shown
    assert is_plain(re.sub(r"\x1b\[[0-9;]*m", "", rest))


@pytest.mark.parametrize("form", [full, concise])
def test_what_is_no_rule_of_ours_has_no_page(form: object) -> None:
    one = Diagnostic("XY101", "total-mismatch", Severity.ERROR, "this is wrong", Span(0, 1))
    lines = form.render([FileResult(Source("text", "BACKLOG.md"), [one])], links=True)  # type: ignore[attr-defined]
    assert is_plain("\n".join(lines))
