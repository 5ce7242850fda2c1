"""The hook as its users have it: installed by the real pre-commit framework into a git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]

LYING = """\
# Backlog

## High

- [ ] **Write the parser** (4 hours)
- [ ] **Write the linter** (6 hours)

## Low

- [ ] **Write the manual** (2 hours)

## Time Estimates Summary

| Priority  | Total Hours |
|-----------|-------------|
| High      | 14 hours    |
| Low       | 2 hours     |
| **TOTAL** | 16 hours    |
"""

TRUE = LYING.replace("14 hours", "10 hours").replace("16 hours", "12 hours")

pytestmark = [pytest.mark.network, pytest.mark.slow]


def environment(home: Path) -> dict[str, str]:
    """Ours, without what a git that runs these tests has set, and without the settings of whoever runs them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A Tester",
        "GIT_AUTHOR_EMAIL": "tester@example.com",
        "GIT_COMMITTER_NAME": "A Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.com",
        "PRE_COMMIT_HOME": str(home),
        "PRE_COMMIT_COLOR": "never",
    }


class Repository:
    """A git repository at *path*, made on the spot."""

    def __init__(self, path: Path, env: dict[str, str]) -> None:
        self.path = path
        self.env = env
        path.mkdir(exist_ok=True)
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> str:
        """What the command says on both streams; it must succeed."""
        status, output = self.try_to(*command)
        assert status == 0, f"{' '.join(command)}: status {status}\n{output}"
        return output

    def try_to(self, *command: str) -> tuple[int, str]:
        """The exit status, and what the command says on both streams."""
        run = subprocess.run(
            command, cwd=self.path, env=self.env, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return run.returncode, run.stdout

    def commit(self, name: str, text: str) -> tuple[int, str]:
        """Try to commit one file with this text."""
        (self.path / name).write_text(text, encoding="utf-8", newline="")
        self.run("git", "add", name)
        return self.try_to("git", "commit", "--message", f"Change {name}")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("pre-commit-home"))


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> tuple[Path, str]:
    """This checkout as it stands, uncommitted work and all, as a repository; and the commit to ask for."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=CHECKOUT, env=env, capture_output=True, encoding="utf-8")
    if listed.returncode:
        pytest.skip("not a git checkout: the hook is installed from one")
    copy = tmp_path_factory.mktemp("backlogmd")
    for name in filter(None, listed.stdout.split("\0")):
        # A file that is deleted but not yet committed so is still listed.
        if (CHECKOUT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, copy / name)
    repository = Repository(copy, env)
    repository.run("git", "add", "--all", "--force")
    repository.run("git", "commit", "--quiet", "--message", "The working tree")
    return copy, repository.run("git", "rev-parse", "HEAD").strip()


def using(path: Path, hook: tuple[Path, str], env: dict[str, str], *lines: str) -> Repository:
    """Somebody's repository that uses a hook, which *lines* of the configuration name."""
    origin, revision = hook
    repository = Repository(path, env)
    config = f"repos:\n  - repo: {origin.as_posix()}\n    rev: {revision}\n    hooks:\n"
    config += "".join(f"      {line}\n" for line in lines)
    (repository.path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    repository.run("git", "add", ".")
    repository.run(sys.executable, "-m", "pre_commit", "install")
    return repository


@pytest.fixture
def project(tmp_path: Path, hook: tuple[Path, str], env: dict[str, str]) -> Repository:
    return using(tmp_path / "project", hook, env, "- id: backlogmd")


def test_a_commit_that_lies_is_refused_and_passes_once_it_is_mended(project: Repository) -> None:
    status, output = project.commit("BACKLOG.md", LYING)
    assert status == 1, output
    assert "total-mismatch" in output
    assert "BACKLOG.md" in output
    assert not project.run("git", "rev-list", "--all")

    status, output = project.commit("BACKLOG.md", TRUE)
    assert status == 0, output
    assert "Passed" in output
    assert project.run("git", "show", "HEAD:BACKLOG.md") == TRUE


def test_it_can_be_run_on_all_files(project: Repository) -> None:
    (project.path / "BACKLOG.md").write_text(LYING, encoding="utf-8", newline="")
    project.run("git", "add", "BACKLOG.md")
    status, output = project.try_to(sys.executable, "-m", "pre_commit", "run", "backlogmd", "--all-files")
    assert status == 1, output
    assert "total-mismatch" in output


def test_with_staged_only_what_a_commit_does_is_refused(
    tmp_path: Path, hook: tuple[Path, str], env: dict[str, str]
) -> None:
    project = using(tmp_path / "project", hook, env, "- id: backlogmd", "  args: [--staged]")
    (project.path / "BACKLOG.md").write_text(LYING, encoding="utf-8", newline="")
    project.run("git", "add", "BACKLOG.md")
    project.run("git", "commit", "--quiet", "--no-verify", "--message", "It lies already")

    status, output = project.commit("BACKLOG.md", LYING.replace("Write the manual", "Write the guide"))
    assert status == 0, output
    status, output = project.commit("BACKLOG.md", LYING.replace("(2 hours)", "(3 hours)"))
    assert status == 1, output
    assert "Low is claimed as 2 hours" in output


def test_a_file_that_is_not_named_as_a_backlog_is_not_looked_at(project: Repository) -> None:
    status, output = project.commit("README.md", LYING)
    assert status == 0, output
    assert "no files to check" in output


SPACED = TRUE.replace("- [ ] **Write the manual**", "- [ ]   **Write the manual**")


def test_the_hook_that_fixes_fails_once_and_then_passes(
    tmp_path: Path, hook: tuple[Path, str], env: dict[str, str]
) -> None:
    project = using(tmp_path / "project", hook, env, "- id: backlogmd-fix")
    status, output = project.commit("BACKLOG.md", SPACED)
    assert status == 1, output
    assert "1 fixed, 0 remaining" in output
    assert not project.run("git", "rev-list", "--all")
    fixed = (project.path / "BACKLOG.md").read_text("utf-8")
    assert fixed == TRUE

    status, output = project.commit("BACKLOG.md", fixed)
    assert status == 0, output
    assert project.run("git", "show", "HEAD:BACKLOG.md") == TRUE


def test_the_hook_that_fixes_refuses_what_remains_and_takes_options(
    tmp_path: Path, hook: tuple[Path, str], env: dict[str, str]
) -> None:
    project = using(tmp_path / "safe", hook, env, "- id: backlogmd-fix")
    status, output = project.commit("BACKLOG.md", LYING)
    assert status == 1, output
    assert "total-mismatch" in output
    assert (project.path / "BACKLOG.md").read_text("utf-8") == LYING

    project = using(tmp_path / "unsafe", hook, env, "- id: backlogmd-fix", "  args: [--unsafe-fixes]")
    status, output = project.commit("BACKLOG.md", LYING)
    assert status == 1, output
    assert (project.path / "BACKLOG.md").read_text("utf-8") == TRUE


def test_the_manifest_is_what_pre_commit_expects(hook: tuple[Path, str], env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    run = subprocess.run(command, cwd=hook[0], env=env, capture_output=True, encoding="utf-8")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
