"""`backlogmd check --since` and `--staged`, with a real git."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.repository import Repository, run

TRUE = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)

## Summary

| Priority | Hours    |
|----------|----------|
| High     | 10 hours |
"""
TOTAL = "| High     | 10 hours |"

# A fault that stands there from the beginning: nobody who changes something else must hear of it.
OLD_FAULT = "- [] An old fault\n"
FAULTY = TRUE.replace("## Summary", f"{OLD_FAULT}\n## Summary")

ADDED = FAULTY.replace("(6 hours)\n", "(6 hours)\n- [ ] **Write the manual** (3 hours)\n")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One commit on `main`, and the branch `work` on top of it."""
    made = Repository(tmp_path / "it")
    made.commit(BACKLOG=FAULTY)
    made.git("switch", "--quiet", "--create", "work")
    return made


def found(repository: Repository, *arguments: str, folder: str = ".") -> list[str]:
    """`path:line code` of each finding."""
    status, out, err = repository.backlogmd("check", "--output-format", "concise", *arguments, folder=folder)
    assert (status, err) == (int(bool(out)), "")
    parts = [line.partition(": ") for line in out.splitlines()]
    return [f"{place.rpartition(':')[0]} {rest.split(' ')[0]}" for place, _, rest in parts]


class TestSince:
    def test_an_added_task_makes_a_total_false_that_nobody_touched(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        assert found(repository) == ["BACKLOG.md:9 BL101", "BACKLOG.md:15 BL401"]
        assert found(repository, "--since", "main") == ["BACKLOG.md:15 BL401"]

    def test_what_is_not_committed_counts(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED)
        assert found(repository, "--since", "main") == ["BACKLOG.md:15 BL401"]
        assert found(repository, "--since", "HEAD") == ["BACKLOG.md:15 BL401"]

    def test_a_touched_line_is_told_again(self, repository: Repository) -> None:
        repository.commit(BACKLOG=FAULTY.replace("An old fault", "An older fault"))
        assert found(repository, "--since", "main") == ["BACKLOG.md:8 BL101"]

    def test_nothing_changed_is_nothing_found(self, repository: Repository) -> None:
        assert found(repository, "--since", "main") == []
        assert repository.backlogmd("check", "--since", "main")[1] == "All is well in 1 file\n"

    def test_text_that_moved_is_not_new(self, repository: Repository) -> None:
        head, _, rest = FAULTY.partition("## High")
        tasks, _, summary = rest.partition("## Summary")
        repository.commit(BACKLOG=f"{head}## Summary{summary}\n## High{tasks}")
        assert found(repository) == ["BACKLOG.md:14 BL101"]
        assert found(repository, "--since", "main") == []

    def test_what_happened_on_the_other_branch_since_does_not_count(self, repository: Repository) -> None:
        repository.commit(BACKLOG=FAULTY.replace("the parser", "a parser"))
        repository.git("switch", "--quiet", "main")
        # The old fault is mended there; to this branch it is as old as it was.
        repository.commit(BACKLOG=TRUE)
        repository.git("switch", "--quiet", "work")
        assert found(repository, "--since", "main") == []

    def test_other_line_ends_touch_nothing(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED.replace("\n", "\r\n").encode())
        assert found(repository, "--since", "main") == ["BACKLOG.md:15 BL401"]

    @pytest.mark.parametrize("committed", [True, False])
    def test_a_new_file_counts_whole(self, repository: Repository, committed: bool) -> None:
        repository.write("TODO.md", OLD_FAULT)
        if committed:
            repository.commit()
        assert found(repository, "--since", "main") == ["TODO.md:1 BL101"]

    @pytest.mark.parametrize("committed", [True, False])
    def test_a_renamed_file_is_compared_with_what_it_was(self, repository: Repository, committed: bool) -> None:
        (repository.path / "docs").mkdir()
        repository.git("mv", "BACKLOG.md", "docs/TODO.md")
        repository.write("docs/TODO.md", ADDED)
        if committed:
            repository.commit()
        name = str(Path("docs/TODO.md"))
        assert found(repository, "--since", "main") == [f"{name}:15 BL401"]
        assert found(repository, "--since", "main", "TODO.md", folder="docs") == ["TODO.md:15 BL401"]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
    @pytest.mark.parametrize(
        "name",
        [
            "a backlog.md",
            'the "backlog".md',
            "backlog\tof\nlines.md",
            "журнал-backlog.md",
            "-backlog.md",
            ":(top)backlog.md",
            "*backlog.md",
            "back\\log-todo.md",
        ],
    )
    def test_names_of_all_kinds(self, repository: Repository, name: str) -> None:
        repository.write(name, FAULTY)
        repository.commit()
        repository.write(name, ADDED)
        arguments = ["check", "--output-format", "json", "--since", "HEAD", f"./{name}"]
        status, out, _ = repository.backlogmd(*arguments)
        assert (status, out.count('"code"'), out.count('"BL401"')) == (1, 1, 1)
        assert repository.backlogmd("check", "--since", "main", ".")[0] == 1
        repository.git("add", "--all")
        assert repository.backlogmd("check", "--staged", f"./{name}")[0] == 1

    @pytest.mark.skipif(os.name == "nt", reason="needs links")
    def test_a_link_is_what_it_leads_to(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        (repository.path / "TODO.md").symlink_to("BACKLOG.md")
        repository.commit()
        assert found(repository, "--since", "main", "TODO.md") == ["TODO.md:15 BL401"]

    def test_a_file_that_cannot_be_read_hides_no_findings(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        status, out, err = repository.backlogmd("check", "--since", "main", "gone.md", "BACKLOG.md")
        assert (status, "BL401" in out, err) == (2, True, "backlogmd: gone.md: no such file or folder\n")

    @pytest.mark.parametrize("option", ["--output-format=json", "--fail-on=error"])
    def test_other_options_hold(self, repository: Repository, option: str) -> None:
        repository.commit(BACKLOG=ADDED)
        status, out, _ = repository.backlogmd("check", "--since", "main", option)
        assert (status, out.count("BL401"), out.count("BL101")) == (1, 1, 0)


class TestStaged:
    def test_what_is_staged_is_checked_and_not_what_lies_in_the_folder(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED)
        assert found(repository, "--staged") == []
        repository.git("add", "BACKLOG.md")
        assert found(repository, "--staged") == ["BACKLOG.md:15 BL401"]
        repository.write("BACKLOG.md", TRUE)
        assert found(repository, "--staged") == ["BACKLOG.md:15 BL401"]
        (repository.path / "BACKLOG.md").unlink()
        assert found(repository, "--staged", "BACKLOG.md") == ["BACKLOG.md:15 BL401"]

    def test_before_the_first_commit_everything_counts(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path)
        repository.write("BACKLOG.md", FAULTY)
        repository.git("add", "--all")
        assert found(repository, "--staged") == ["BACKLOG.md:8 BL101"]

    def test_only_files_that_are_asked_for(self, repository: Repository) -> None:
        for name in ("notes.md", "docs/TODO.md", "TODO.md", "vendor/TODO.md", "backlog/one.md"):
            repository.write(name, OLD_FAULT)
        repository.git("add", "--all")
        docs, inner = str(Path("docs/TODO.md")), str(Path("backlog/one.md"))
        assert found(repository, "--staged") == ["TODO.md:1 BL101", f"{inner}:1 BL101", f"{docs}:1 BL101"]
        assert found(repository, "--staged", "notes.md", "docs") == [f"{docs}:1 BL101", "notes.md:1 BL101"]
        assert found(repository, "--staged", "backlog") == [f"{inner}:1 BL101"]
        assert found(repository, "--staged", folder="docs") == ["TODO.md:1 BL101"]

    def test_a_file_that_does_not_exist(self, repository: Repository) -> None:
        status, out, err = repository.backlogmd("check", "--staged", "BACKLOK.md")
        assert (status, out, err) == (2, "", "backlogmd: BACKLOK.md: no such file or folder\n")

    def test_with_since_the_index_is_compared_with_the_branch(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        assert found(repository, "--staged") == []
        assert found(repository, "--staged", "--since", "main") == ["BACKLOG.md:15 BL401"]

    def test_a_merge_that_is_not_finished(self, repository: Repository) -> None:
        repository.commit(BACKLOG=FAULTY.replace("parser", "lexer"))
        repository.git("switch", "--quiet", "main")
        repository.commit(BACKLOG=FAULTY.replace("parser", "scanner"))
        with pytest.raises(AssertionError):
            repository.git("merge", "work")
        status, out, err = repository.backlogmd("check", "--staged")
        assert (status, out, err) == (2, "", "backlogmd: BACKLOG.md: the merge of this file is not finished\n")
        # The text with the marks of the conflict can be checked all the same.
        assert repository.backlogmd("check", "--since", "main")[0] in (0, 1)


class TestWhatCannotBeDone:
    """One clear line, and status 2."""

    def test_an_unknown_revision(self, repository: Repository) -> None:
        for name in ("nope", "-x", "--output=evil", "", "a b", "HEAD:BACKLOG.md"):
            status, out, err = repository.backlogmd("check", f"--since={name}")
            assert (status, out) == (2, "")
            assert err == f"backlogmd: unknown revision `{name}`: `git fetch` may bring it\n"
        assert not (repository.path / "evil").exists()

    def test_no_repository(self, tmp_path: Path) -> None:
        (tmp_path / "BACKLOG.md").write_text(TRUE, encoding="utf-8")
        for option in ("--since=main", "--staged"):
            status, out, err = run(tmp_path, "check", option, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
            assert (status, out) == (2, "")
            assert err == "backlogmd: not a git repository (or any of the parent directories): .git\n"

    def test_a_file_outside_of_the_repository(self, repository: Repository) -> None:
        other = repository.path.parent / "BACKLOG.md"
        other.write_text(FAULTY, encoding="utf-8")
        path = str(Path("../BACKLOG.md"))
        for option in ("--since=main", "--staged"):
            status, _, err = repository.backlogmd("check", option, path)
            assert status == 2
            assert err.startswith(f"backlogmd: {path}: not in the git repository ")
            assert err.count("\n") == 1

    def test_no_git(self, repository: Repository) -> None:
        status, out, err = repository.backlogmd("check", "--since", "main", PATH=str(repository.path))
        assert (status, out) == (2, "")
        assert err.startswith("backlogmd: git is not installed, or not on the PATH")
        assert err.count("\n") == 1

    @pytest.mark.skipif(os.name == "nt", reason="needs the mode of a file")
    def test_a_program_called_git_in_the_folder_is_not_run(self, repository: Repository) -> None:
        repository.write("git", f"#!{sys.executable}\nopen('evil', 'w')\n")
        (repository.path / "git").chmod(0o755)
        path = os.environ["PATH"]
        assert repository.backlogmd("check", "--since", "main", PATH=f".{os.pathsep}{os.pathsep}{path}")[0] == 0
        assert not (repository.path / "evil").exists()

    def test_a_shallow_clone_without_the_revision(self, repository: Repository, tmp_path: Path) -> None:
        repository.commit(BACKLOG=ADDED)
        repository.commit(BACKLOG=ADDED + "\n")
        clone = tmp_path / "clone"
        repository.git("clone", "--quiet", "--depth=1", "--branch=work", repository.path.as_uri(), str(clone))
        status, out, err = run(clone, "check", "--since", "origin/main")
        assert (status, out) == (2, "")
        assert err == (
            "backlogmd: unknown revision `origin/main`: this clone is shallow, fetch what is missing "
            "(`git fetch --unshallow`; for actions/checkout, `fetch-depth: 0`)\n"
        )

    def test_a_shallow_clone_without_the_common_ancestor(self, repository: Repository, tmp_path: Path) -> None:
        repository.commit(BACKLOG=ADDED)
        clone = tmp_path / "clone"
        url = repository.path.as_uri()
        repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", url, str(clone))
        status, out, err = run(clone, "check", "--since", "origin/main")
        assert (status, out) == (2, "")
        assert err.startswith(
            "backlogmd: `origin/main` and `HEAD` have no common ancestor in this shallow clone: fetch"
        )
        assert err.count("\n") == 1

    @pytest.mark.parametrize("option", ["--fix", "--diff"])
    def test_fixes_are_for_everything(self, repository: Repository, option: str) -> None:
        repository.write("BACKLOG.md", ADDED)
        status, out, err = repository.backlogmd("check", "--since", "main", option)
        assert (status, out) == (2, "")
        assert err == "backlogmd: --since selects findings, and --fix and --diff do not: use them apart\n"
        assert (repository.path / "BACKLOG.md").read_bytes() == ADDED.encode()

    def test_standard_input_has_no_history(self, repository: Repository) -> None:
        status, out, err = repository.backlogmd("check", "--staged", "-")
        assert (status, out, err) == (2, "", "backlogmd: --staged cannot be asked of standard input\n")

    def test_settings_of_the_repository_run_nothing(self, repository: Repository) -> None:
        evil = f"\"{sys.executable}\" -c \"open('evil', 'w')\""
        for name in ("diff.external", "core.fsmonitor", "core.pager", "diff.evil.textconv"):
            repository.git("config", name, evil)
        repository.write(".gitattributes", "*.md diff=evil\n")
        repository.write("BACKLOG.md", ADDED)
        assert found(repository, "--since", "main") == ["BACKLOG.md:15 BL401"]
        assert not (repository.path / "evil").exists()
