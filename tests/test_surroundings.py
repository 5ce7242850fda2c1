"""What lies around a checked file: the files of its repository, and the day."""

from __future__ import annotations

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from backlogmd.__main__ import main
from backlogmd.config import Config
from backlogmd.discovery import FilesBeside
from backlogmd.fixer import fix
from backlogmd.linter import lint
from backlogmd.rule import Surroundings

needs_links = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a backlog in a folder, and a file outside of it. The current folder is the repository."""
    root = tmp_path / "repository"
    for name in ("docs/BACKLOG.md", "docs/guide/start.md", "src/parser.py"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (root / ".git").mkdir()
    (tmp_path / "outside.md").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("guide/start.md", True),
        ("./guide/start.md", True),
        ("guide", True),
        ("guide/", True),
        (".", True),
        ("BACKLOG.md", True),
        ("../src/parser.py", True),
        ("..", True),
        ("guide/end.md", False),
        ("src/parser.py", False),
        ("../docs/guide/../none.md", False),
    ],
)
def test_paths_are_seen_from_the_folder_of_the_file(path: str, expected: bool) -> None:
    assert FilesBeside("docs/BACKLOG.md").has_file(path) is expected


@pytest.mark.parametrize("path", ["../../outside.md", "../../nothing.md", "../..", "/", "../../repository2/a.md"])
def test_what_lies_outside_of_the_repository_is_not_known(path: str) -> None:
    assert FilesBeside("docs/BACKLOG.md").has_file(path) is None


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000])
def test_a_name_that_no_file_can_have_is_no_fault(path: str) -> None:
    assert FilesBeside("docs/BACKLOG.md").has_file(path) is not True


def test_without_a_repository_only_the_folder_is_known(repository: Path) -> None:
    (repository / ".git").rmdir()
    beside = FilesBeside("docs/BACKLOG.md")
    assert [beside.has_file(path) for path in ("guide/start.md", "none.md", "../src/parser.py")] == [True, False, None]


def test_the_file_itself_need_not_exist() -> None:
    beside = FilesBeside("docs/new/TODO.md")
    assert [beside.has_file(path) for path in ("../guide/start.md", "start.md")] == [True, False]


def test_without_a_path_no_file_is_known() -> None:
    assert FilesBeside(None).has_file("docs/BACKLOG.md") is None


@needs_links
def test_a_link_that_leads_out_of_the_repository_is_not_followed(repository: Path) -> None:
    (repository / "docs" / "away").symlink_to(repository.parent)
    beside = FilesBeside("docs/BACKLOG.md")
    assert beside.has_file("away/outside.md") is None
    assert beside.has_file("away/nothing.md") is None


def test_the_day_is_that_of_the_clock() -> None:
    now = datetime.now().astimezone()
    assert FilesBeside(None).today() in {now.date(), (now + timedelta(minutes=5)).date()}


def test_fixing_sees_the_same_files_as_checking() -> None:
    class Nothing(Surroundings):
        def has_file(self, path: str) -> bool | None:
            return False

    text = "- [ ] Read [the manual](docs/manual.md)\n"
    config = Config(select=("broken-link",))
    assert [one.name for one in lint(text, config, Nothing())] == ["broken-link"]
    assert [one.name for one in fix(text, config, Nothing()).remaining] == ["broken-link"]
    assert fix(text, config).remaining == ()


class TestCommandLine:
    TEXT = "- [ ] [a](guide/start.md), [b](guide/end.md), [c](../../outside.md)\n"
    OPTIONS = ("check", "--select", "broken-link", "--output-format", "concise")
    MESSAGE = "1:32: BL609 broken-link there is no file or folder `guide/end.md`\n"

    def test_links_are_followed_from_the_folder_of_the_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("docs/BACKLOG.md").write_text(self.TEXT, encoding="utf-8")
        for more in ((), ("--fix",)):
            assert main([*self.OPTIONS, *more, "docs/BACKLOG.md"]) == 1
            assert capsys.readouterr().out == f"docs/BACKLOG.md:{self.MESSAGE}"

    def test_standard_input_stands_where_its_name_says(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for more, expected in (((), ""), (("--stdin-filename", "docs/TODO.md"), f"docs/TODO.md:{self.MESSAGE}")):
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(self.TEXT.encode())))
            assert main([*self.OPTIONS, *more, "-"]) == int(bool(expected))
            assert capsys.readouterr().out == expected
