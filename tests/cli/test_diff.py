"""`backlogmd diff`, with a real git, and with two files."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from backlogmd.report._changes import diff_schema
from tests.json_schema import violations
from tests.repository import Repository, run
from tests.test_startup import loaded_by_command

BACKLOG = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)

## Low

- [ ] **Write the manual** (2 hours)

## Summary

| Priority  | Hours    |
|-----------|----------|
| High      | 10 hours |
| Low       | 2 hours  |
| **Total** | 12 hours |
"""
ADDED = BACKLOG.replace("(6 hours)\n", "(6 hours)\n- [ ] **Write the hook** (3 hours)\n")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One commit on `main`, and the branch `work` on top of it."""
    made = Repository(tmp_path / "it")
    made.commit(BACKLOG=BACKLOG)
    made.git("switch", "--quiet", "--create", "work")
    return made


def report(repository: Repository, *arguments: str, folder: str = ".") -> Any:
    """The JSON that is printed, which must be as the schema has it."""
    status, out, err = repository.backlogmd("diff", "--output-format", "json", *arguments, folder=folder)
    assert (status, err) == (0, "")
    value = json.loads(out)
    assert list(violations(value, json.loads(json.dumps(diff_schema())))) == []
    return value


def told(value: Any) -> list[tuple[str, str]]:
    """What became of which task."""
    return [(", ".join(row["changes"]), (row["after"] or row["before"])["title"]) for row in value["tasks"]]


ONE_ADDED = [("added", "Write the hook")]


class TestTable:
    def test_a_branch_that_adds_a_task_without_touching_the_total(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        out = (
            "Change  Place         Priority  Estimate  Title\n"
            "added   BACKLOG.md:7  HIGH       3 hours  Write the hook\n"
            "\n"
            "Priority  Tasks   Open    Hours  Hours left\n"
            "HIGH      2 → 3  2 → 3  10 → 13     10 → 13\n"
            "LOW           1      1        2           2\n"
            "Total     3 → 4  3 → 4  12 → 15     12 → 15\n"
            "\n"
            "1 added\n"
            "4 tasks (+1), 15 hours (+3), 15 hours left (+3)\n"
        )
        assert repository.backlogmd("diff", "main") == (0, out, "")

    def test_every_change_is_told(self, repository: Repository) -> None:
        now = """\
# Backlog

## High

- [x] **Write the parsers** (4 hours)

## Low

- [ ] **Write the linter** (5-7 hours)
- [/] **Write the manual**
- [ ] Ship (3 pts)
"""
        repository.write("BACKLOG.md", now)
        # How wide the columns are is of no matter here.
        lines = [" | ".join(re.split("  +", line)) for line in repository.backlogmd("diff")[1].splitlines()]
        moved = "re-estimated, re-prioritised, moved | BACKLOG.md:9 | HIGH → LOW | 6 hours → 5-7 hours | High → Low"
        assert lines == [
            "Change | Place | Priority | Estimate | Section | Title",
            "finished, retitled | BACKLOG.md:5 | HIGH | 4 hours | Write the parser → Write the parsers",
            f"{moved} | Write the linter",
            "now in-progress, re-estimated | BACKLOG.md:10 | LOW | 2 hours → none | Write the manual",
            "added | BACKLOG.md:11 | LOW | 3 pts | Ship",
            "",
            "Priority | Tasks | Open | Hours | Hours left | Points | Points left",
            "HIGH | 2 → 1 | 2 → 0 | 10 → 4 | 10 → 0",
            "LOW | 1 → 3 | 1 → 3 | 2 → 5-7 | 2 → 5-7 | 0 → 3 | 0 → 3",
            "Total | 3 → 4 | 3 | 12 → 9-11 | 12 → 5-7 | 0 → 3 | 0 → 3",
            "",
            "1 added, 1 finished, 1 state changed, 2 re-estimated, 1 re-prioritised, 1 moved, 1 retitled",
            "4 tasks (+1), 9-11 hours (-3 to -1), 5-7 hours left (-7 to -5), 3 points (+3), 3 points left (+3)",
        ]

    def test_nothing_to_tell(self, repository: Repository) -> None:
        assert repository.backlogmd("diff") == (0, "No task differs\n", "")
        repository.write("BACKLOG.md", BACKLOG + "\nMore text.\n")
        assert repository.backlogmd("diff", "--exit-code") == (0, "No task differs\n", "")

    def test_it_is_cut_to_the_width_that_is_given(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED)
        lines = repository.backlogmd("diff", COLUMNS="40")[1].splitlines()
        assert lines[1] == "added   BACKLOG.md:7  HIGH       3 hour…"


class TestVersions:
    def test_by_default_the_working_tree_with_the_last_commit(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED)
        value = report(repository)
        assert told(value) == ONE_ADDED
        assert (value["base"], value["head"]) == ("HEAD", "working tree")
        assert value["files"] == [{"before": "BACKLOG.md", "after": "BACKLOG.md"}]

    def test_a_revision_is_compared_with_the_working_tree_itself(self, repository: Repository) -> None:
        repository.git("switch", "--quiet", "main")
        repository.commit(BACKLOG=BACKLOG.replace("- [ ] **Write the manual** (2 hours)\n", ""))
        repository.git("switch", "--quiet", "work")
        repository.write("BACKLOG.md", ADDED)
        assert told(report(repository, "main")) == [*ONE_ADDED, ("added", "Write the manual")]
        assert told(report(repository, "--merge-base", "main")) == ONE_ADDED

    def test_two_revisions(self, repository: Repository) -> None:
        repository.commit(BACKLOG=ADDED)
        repository.write("BACKLOG.md", "")
        for words in (["main", "work"], ["main..work"], ["main.."], ["main..."], ["main...work"], ["HEAD~1", "HEAD"]):
            assert told(report(repository, *words)) == ONE_ADDED
            assert told(report(repository, *words, "BACKLOG.md")) == ONE_ADDED
        assert told(report(repository, "work", "main")) == [("removed", "Write the hook")]
        assert told(report(repository, "..main")) == [("removed", "Write the hook")]
        assert told(report(repository, "...main")) == []

    def test_paths(self, repository: Repository) -> None:
        repository.commit(**{"docs/TODO": "- [ ] One\n", "notes": "- [ ] Two\n", "vendor/TODO": "- [ ] Three\n"})
        assert told(report(repository, "main")) == [("added", "One")]
        assert told(report(repository, "main", "notes.md")) == [("added", "Two")]
        assert told(report(repository, "main", "work", "notes.md", "docs")) == [("added", "One"), ("added", "Two")]
        assert told(report(repository, "main", folder="docs")) == [("added", "One")]
        assert report(repository, "main", "..", folder="docs")["files"][0]["after"] == str(Path("../docs/TODO.md"))
        assert told(report(repository, "notes.md")) == []

    def test_a_new_file_in_the_working_tree_counts(self, repository: Repository) -> None:
        repository.write("TODO.md", "- [ ] One\n")
        repository.write("ignored/TODO.md", "- [ ] Two\n")
        repository.write(".gitignore", "ignored\n")
        assert told(report(repository)) == [("added", "One")]

    @pytest.mark.parametrize("committed", [True, False])
    def test_a_renamed_file(self, repository: Repository, committed: bool) -> None:
        (repository.path / "docs").mkdir()
        repository.git("mv", "BACKLOG.md", "docs/TODO.md")
        repository.write("docs/TODO.md", ADDED)
        if committed:
            repository.commit()
        value = report(repository, "main")
        assert told(value) == ONE_ADDED
        assert value["files"] == [{"before": "BACKLOG.md", "after": str(Path("docs/TODO.md"))}]
        assert value["tasks"][0]["after"]["section"] == ["Backlog", "High"]

    def test_a_file_that_is_gone(self, repository: Repository) -> None:
        (repository.path / "BACKLOG.md").unlink()
        value = report(repository, "main", "BACKLOG.md")
        assert [row["changes"] for row in value["tasks"]] == [["removed"]] * 3
        assert value["files"] == [{"before": "BACKLOG.md", "after": None}]
        assert (value["before"]["total"]["tasks"], value["after"]["total"]["tasks"]) == (3, 0)

    def test_two_files(self, tmp_path: Path) -> None:
        (tmp_path / "old.md").write_text(BACKLOG, encoding="utf-8")
        (tmp_path / "new.md").write_text(ADDED, encoding="utf-8", newline="\r\n")
        status, out, err = run(tmp_path, "diff", "old.md", "new.md", "--exit-code", "--output-format", "json", PATH="")
        value = json.loads(out)
        assert (status, err, told(value)) == (1, "", ONE_ADDED)
        assert (value["base"], value["head"], value["unchanged"]) == ("old.md", "new.md", 3)

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
    @pytest.mark.parametrize("name", ["a backlog.md", 'the "backlog".md', "backlog\nlines.md", "журнал-backlog.md"])
    def test_names_of_all_kinds(self, repository: Repository, name: str) -> None:
        repository.write(name, BACKLOG)
        repository.commit()
        repository.write(name, ADDED)
        value = report(repository)
        assert (told(value), value["files"]) == (ONE_ADDED, [{"before": name, "after": name}])


class TestExitStatus:
    def test_differences_are_1_only_where_that_is_asked_for(self, repository: Repository) -> None:
        assert repository.backlogmd("diff", "--exit-code")[0] == 0
        repository.write("BACKLOG.md", ADDED)
        assert repository.backlogmd("diff")[0] == 0
        assert repository.backlogmd("diff", "--exit-code")[0] == 1

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["nope"], "nope: neither a revision that git knows here, nor a file or folder"),
            (["main", "work", "main"], "main: neither a revision that git knows here, nor a file or folder"),
            (["--merge-base", "nope"], "nope: neither a revision that git knows here, nor a file or folder"),
            (["--merge-base", "one.md", "two.md"], "--merge-base is for revisions, and these are two files"),
            (["both"], "`both` is both a revision and a file: write `./both` for the file, or the revision in full"),
            (["main", "../elsewhere.md"], "../elsewhere.md: not in the git repository "),
        ],
    )  # fmt: skip
    def test_what_cannot_be_done_is_one_line_and_2(
        self, repository: Repository, arguments: list[str], said: str
    ) -> None:
        for name in ("one.md", "two.md", "both"):
            repository.write(name, "")
        repository.git("branch", "both")
        status, out, err = repository.backlogmd("diff", *arguments)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"backlogmd: {said}")

    def test_a_name_in_full_is_not_ambiguous(self, repository: Repository) -> None:
        repository.git("branch", "both")
        repository.write("both", "- [ ] One\n")
        assert told(report(repository, "refs/heads/both")) == []
        assert told(report(repository, "./both")) == [("added", "One")]

    def test_no_repository(self, tmp_path: Path) -> None:
        status, out, err = run(tmp_path, "diff", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
        assert (status, out) == (2, "")
        assert err == "backlogmd: not a git repository (or any of the parent directories): .git\n"

    def test_a_file_that_cannot_be_read_is_left_out_and_2(self, repository: Repository) -> None:
        repository.commit(TODO="- [ ] One\n")
        repository.write("BACKLOG.md", ADDED)
        repository.write("TODO.md", b"- [ ] caf\xe9\n")
        status, out, err = repository.backlogmd("diff")
        assert (status, "Write the hook" in out) == (2, True)
        assert err == "backlogmd: TODO.md: not UTF-8 (byte 9)\n"

    @pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
    def test_a_file_without_rights(self, repository: Repository) -> None:
        repository.write("BACKLOG.md", ADDED)
        (repository.path / "BACKLOG.md").chmod(0)
        assert repository.backlogmd("diff")[::2] == (2, "backlogmd: BACKLOG.md: permission denied\n")


class TestImports:
    def test_titles_are_compared_only_where_tasks_are_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("old.md").write_text(BACKLOG, encoding="utf-8")
        Path("new.md").write_text(ADDED, encoding="utf-8")
        Path("other.md").write_text(ADDED.replace("the hook", "no hook"), encoding="utf-8")
        loaded = loaded_by_command("diff", "old.md", "new.md", status=0)
        assert not loaded & {"rapidfuzz", "subprocess", "pydantic", "markdown_it", "backlogmd.git"}
        assert "rapidfuzz" in loaded_by_command("diff", "new.md", "other.md", status=0)

    def test_a_plain_check_knows_nothing_of_git(self, tmp_path: Path) -> None:
        (tmp_path / "TODO.md").write_text("- [ ] One\n", encoding="utf-8")
        loaded = loaded_by_command("check", str(tmp_path / "TODO.md"), status=0)
        assert not loaded & {"rapidfuzz", "subprocess", "backlogmd.git", "backlogmd.since"}


def test_settings_of_the_repository_run_nothing(repository: Repository) -> None:
    evil = f"\"{sys.executable}\" -c \"open('evil', 'w')\""
    for name in ("diff.external", "core.fsmonitor", "core.pager"):
        repository.git("config", name, evil)
    repository.git("config", "diff.relative", "true")
    repository.write("BACKLOG.md", ADDED)
    (repository.path / "docs").mkdir()
    assert told(report(repository, "main", "..", folder="docs")) == ONE_ADDED
    assert not (repository.path / "evil").exists()
