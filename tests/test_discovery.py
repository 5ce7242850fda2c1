"""Which files are checked: what is named, what a folder holds, and what git does not want to see."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from backlogmd import discovery
from backlogmd.discovery import UnreadableFileError, find_files, read_file

needs_links = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in. Nothing above it is a repository."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str, text: str = "") -> None:
    """Files with this text; a name that ends in `/` is a folder."""
    for name in names:
        path = Path(name)
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(text, encoding="utf-8")


def ignore(where: str, *lines: str, newline: str = "\n") -> None:
    make(where, text="")
    Path(where).write_bytes(newline.join([*lines, ""]).encode("utf-8"))


def found(*paths: str) -> list[str]:
    """What is found; errors as their messages."""
    return [one.replace(os.sep, "/") if isinstance(one, str) else f"error: {one}" for one in find_files(paths or ["."])]


def errors(*paths: str) -> list[str]:
    return [str(one) for one in find_files(paths) if isinstance(one, UnreadableFileError)]


class TestNames:
    def test_a_folder_is_walked_for_names_of_backlogs_in_order(self) -> None:
        make("b/TODO.md", "a/roadmap.md", "BACKLOG.md", "README.md", "a/notes.md", "TODO.md")
        assert found() == ["BACKLOG.md", "TODO.md", "a/roadmap.md", "b/TODO.md"]

    def test_every_page_in_a_folder_called_backlog_is_one(self) -> None:
        make("docs/backlog/web.md", "docs/backlog/shop/checkout.md", "docs/backlog/picture.png", "docs/backlog.py/a.md")
        assert found() == ["docs/backlog/web.md", "docs/backlog/shop/checkout.md"]

    def test_that_holds_for_the_folder_that_is_named_as_well(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make("backlog/web.md")
        assert found("backlog") == ["backlog/web.md"]
        monkeypatch.chdir("backlog")
        assert found(".") == ["web.md"]

    def test_what_people_do_not_write_is_passed_over(self) -> None:
        make(*(f"{name}/TODO.md" for name in (".git", "node_modules", ".venv", "venv", "vendor", "__pycache__")))
        make("src/TODO.md")
        assert found() == ["src/TODO.md"]

    def test_a_folder_that_is_called_like_a_backlog_is_no_file(self) -> None:
        make("TODO.md/", "roadmap.md/TODO.md")
        assert found() == ["roadmap.md/TODO.md"]

    def test_a_file_that_is_named_need_not_look_like_a_backlog(self) -> None:
        make("notes.txt")
        assert found("notes.txt") == ["notes.txt"]

    def test_paths_are_shown_as_they_were_asked_for(self, folder: Path) -> None:
        make("docs/TODO.md")
        assert found("docs") == ["docs/TODO.md"]
        assert found("./docs/") == ["docs/TODO.md"]
        assert found(str(folder)) == [(folder / "docs/TODO.md").as_posix()]

    def test_a_file_is_found_once(self) -> None:
        make("docs/TODO.md")
        assert found("docs/TODO.md", "docs", ".", "./docs/TODO.md") == ["docs/TODO.md"]


class TestErrors:
    def test_a_path_that_does_not_exist_stands_in_its_place(self) -> None:
        make("a.md", "b.md")
        assert found("a.md", "gone.md", "b.md") == ["a.md", "error: gone.md: no such file or folder", "b.md"]

    def test_a_folder_without_a_backlog_says_what_would_be_one(self) -> None:
        make("docs/README.md", "a.md")
        (message,) = errors("docs", "a.md")
        assert message.startswith("docs: no backlog found in this folder (names such as BACKLOG.md, TODO.md")
        assert found("docs", "a.md")[1:] == ["a.md"]

    def test_a_folder_that_cannot_be_looked_into_does_not_hide_the_others(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        make("a/TODO.md", "closed/TODO.md", "z/TODO.md")
        close(monkeypatch, folder / "closed")
        assert found() == ["a/TODO.md", "z/TODO.md", "error: closed: permission denied"]

    def test_nor_does_it_pass_for_an_empty_one(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        make("closed/TODO.md")
        close(monkeypatch, folder / "closed")
        assert found("closed") == ["error: closed: permission denied"]

    @needs_links
    def test_a_link_to_nothing_is_no_file(self) -> None:
        Path("TODO.md").symlink_to("gone.md")
        assert found("TODO.md") == ["error: TODO.md: no such file or folder"]
        assert found()[0].startswith("error: .: no backlog found")

    @needs_links
    def test_links_that_run_in_a_circle_end(self) -> None:
        make("docs/TODO.md")
        Path("docs/again").symlink_to("..", target_is_directory=True)
        Path("backlog.md").symlink_to("backlog.md")
        assert found() == ["docs/TODO.md"]

    @needs_links
    def test_a_link_to_a_file_is_followed(self) -> None:
        make("elsewhere.txt")
        Path("TODO.md").symlink_to("elsewhere.txt")
        assert found() == ["TODO.md"]


def close(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Make a folder one that cannot be listed, whoever runs the tests."""
    scandir: Callable[..., object] = os.scandir

    def refuse(where: str) -> object:
        if Path(where) == path:
            raise PermissionError(13, "Permission denied", where)
        return scandir(where)

    monkeypatch.setattr(os, "scandir", refuse)


class TestGitignore:
    def test_what_it_names_is_left_out(self) -> None:
        make("TODO.md", "old/TODO.md", "docs/roadmap-old.md", "docs/roadmap.md")
        ignore(".gitignore", "# remarks are none", "", "old/", "*-old.md")
        assert found() == ["TODO.md", "docs/roadmap.md"]

    def test_a_file_that_is_named_is_checked_all_the_same(self) -> None:
        make("TODO.md")
        ignore(".gitignore", "*.md")
        assert found("TODO.md") == ["TODO.md"]

    def test_one_further_in_has_the_last_word(self) -> None:
        make("a/TODO.md", "a/b/TODO.md", "a/b/c/TODO.md", "z/TODO.md")
        ignore(".gitignore", "TODO.md")
        ignore("a/b/.gitignore", "!TODO.md")
        assert found() == ["a/b/TODO.md", "a/b/c/TODO.md"]

    def test_its_rules_end_with_its_folder(self) -> None:
        make("a/TODO.md", "ab/TODO.md", "b/TODO.md")
        ignore("a/.gitignore", "TODO.md")
        assert found() == ["ab/TODO.md", "b/TODO.md"]

    def test_a_line_can_take_another_back(self) -> None:
        make("TODO.md", "roadmap.md")
        ignore(".gitignore", "*.md", "!roadmap.md")
        assert found() == ["roadmap.md"]

    def test_inside_a_repository_the_rules_above_the_folder_hold(self) -> None:
        make(".git/", "sub/a/TODO.md", "sub/a/b/TODO.md", "sub/a/roadmap.md", "sub/a/backlog.md")
        ignore(".gitignore", "/sub/a/b/", "roadmap.md")
        ignore("sub/.gitignore", "a/backlog.md")
        assert found("sub/a") == ["sub/a/TODO.md"]

    def test_outside_of_one_they_do_not(self) -> None:
        make("sub/TODO.md")
        ignore(".gitignore", "TODO.md")
        assert found("sub") == ["sub/TODO.md"]

    def test_above_the_repository_they_do_not_either(self) -> None:
        make("repository/.git/", "repository/sub/TODO.md")
        ignore(".gitignore", "TODO.md")
        assert found("repository/sub") == ["repository/sub/TODO.md"]
        assert found("repository") == ["repository/sub/TODO.md"]

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_it_may_come_from_another_system(self, newline: str, mark: str) -> None:
        make("TODO.md", "roadmap.md")
        ignore(".gitignore", f"{mark}TODO.md", newline=newline)
        assert found() == ["roadmap.md"]

    @pytest.mark.parametrize("line", ["!", "\\", "[z-a]", "[", "\x00", "/"])
    def test_a_line_that_is_no_pattern_is_passed_over(self, line: str) -> None:
        make("TODO.md", "roadmap.md")
        ignore(".gitignore", line, "TODO.md", line)
        assert found() == ["roadmap.md"]

    def test_one_that_cannot_be_read_says_nothing(self) -> None:
        make("sub/TODO.md", ".git/", ".gitignore/")
        assert found("sub") == ["sub/TODO.md"]

    @needs_links
    def test_nor_does_a_link_to_nothing(self) -> None:
        make("TODO.md")
        Path(".gitignore").symlink_to("gone")
        assert found() == ["TODO.md"]

    @pytest.mark.skipif(shutil.which("git") is None, reason="no git")
    @pytest.mark.parametrize(
        "rules",
        [
            {".gitignore": ["*.md", "!TODO.md"]},
            {".gitignore": ["/a", "!/a/TODO.md"]},
            {".gitignore": ["a/*", "!a/TODO.md"]},
            {".gitignore": ["a/**/TODO.md"]},
            {".gitignore": ["**/b"]},
            {".gitignore": ["b/"], "a/.gitignore": ["!b/"]},
            {".gitignore": ["TODO.md"], "a/b/.gitignore": ["!TODO.md"], "a/b/c/.gitignore": ["TODO.md"]},
            {".gitignore": ["a/b/c/"], "a/.gitignore": ["roadmap.md", "/TODO.md"]},
            {".gitignore": ["*", "!*/", "!roadmap.md"]},
            {".gitignore": ["\\!TODO.md", "TODO.md ", "roadmap.md\\ "]},
            {".gitignore": ["?ODO.md", "[a-r]oadmap.md"]},
            {".gitignore": ["*", "!*/", "!roadmap.md"], "a/.gitignore": ["!TODO.md"], "a/b/.gitignore": ["*"]},
            {".gitignore": ["b", "!a/b/", "c"]},
            {".gitignore": ["/a", "!/a/", "/a/b/*", "!/a/b/c"]},
            {".gitignore": ["a/**", "!a/b/", "!a/b/roadmap.md"]},
            {".gitignore": ["**/TODO.md", "!**/c/**"]},
            {".gitignore": ["/*", "!/a", "/a/*", "!/a/b"]},
            {"a/.gitignore": ["../z/TODO.md", "/b"]},
        ],
    )
    def test_it_is_read_as_git_reads_it(self, folder: Path, rules: dict[str, list[str]]) -> None:
        make(*(f"{where}{name}" for where in ("", "a/", "a/b/", "a/b/c/", "z/") for name in ("TODO.md", "roadmap.md")))
        for where, lines in rules.items():
            ignore(where, *lines)
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        git = ["git", "-c", "core.excludesFile="]
        subprocess.run([*git, "init", "--quiet"], cwd=folder, env=env, check=True)
        listing = [*git, "ls-files", "--others", "--exclude-standard", "*.md"]
        run = subprocess.run(listing, cwd=folder, env=env, check=True, capture_output=True, encoding="utf-8")
        expected = sorted(run.stdout.splitlines())
        assert sorted(one for one in found() if not one.startswith("error")) == expected


class TestReading:
    def test_a_file_is_given_back_byte_for_byte(self) -> None:
        content = b"\xef\xbb\xbfa\r\nb\n\xff"
        Path("TODO.md").write_bytes(content)
        assert read_file("TODO.md") == content

    @pytest.mark.parametrize(("size", "readable"), [(10, True), (11, False)])
    def test_a_file_over_the_limit_is_not_read(
        self, monkeypatch: pytest.MonkeyPatch, size: int, readable: bool
    ) -> None:
        monkeypatch.setattr(discovery, "LARGEST", 10)
        Path("TODO.md").write_bytes(b"x" * size)
        if readable:
            assert len(read_file("TODO.md")) == size
        else:
            with pytest.raises(UnreadableFileError, match=r"TODO\.md: .* is too large"):
                read_file("TODO.md")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
    def test_a_pipe_is_not_waited_for(self) -> None:
        os.mkfifo("TODO.md")
        with pytest.raises(UnreadableFileError, match=r"TODO\.md: not a regular file"):
            read_file("TODO.md")

    @pytest.mark.parametrize(
        ("error", "message"),
        [
            (PermissionError(13, "Permission denied"), "TODO.md: permission denied"),
            (OSError(5, "Input/output error"), "TODO.md: input/output error"),
            (OSError("something else"), "TODO.md: something else"),
        ],
    )
    def test_the_reason_is_named(self, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str) -> None:
        def refuse(*_: object) -> int:
            raise error

        make("TODO.md")
        monkeypatch.setattr(os.path, "getsize", refuse)
        with pytest.raises(UnreadableFileError) as raised:
            read_file("TODO.md")
        assert str(raised.value) == message
