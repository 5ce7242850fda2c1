"""A real git repository, made on the spot, with none of the settings of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.com",
    "GIT_COMMITTER_NAME": "A Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.com",
}


def environment(**more: str) -> dict[str, str]:
    """Ours, without what a git that runs these tests has set, and without what colours or cuts the output."""
    passed = ("GIT_", "NO_COLOR", "FORCE_COLOR", "BACKLOGMD_", "COLUMNS", "CI", "GITHUB_", "GITLAB_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(passed)}
    return kept | ENVIRONMENT | more


class Repository:
    """A git repository at *path*, on the branch `main`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """What git prints; it must succeed."""
        settings = ("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
        ran = subprocess.run(
            ["git", *settings, *arguments], cwd=self.path, env=environment(), capture_output=True, encoding="utf-8"
        )
        assert ran.returncode == 0, f"git {' '.join(arguments)}: {ran.stderr}"
        return ran.stdout

    def write(self, name: str, text: str | bytes) -> None:
        """Give a file this text, byte for byte."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def commit(self, **files: str | bytes) -> None:
        """Commit everything; files are named by keywords, `BACKLOG="…"` for BACKLOG.md."""
        for name, text in files.items():
            self.write(f"{name}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")

    def backlogmd(self, *arguments: str, folder: str = ".", **more: str) -> tuple[int, str, str]:
        """The exit status of backlogmd in a folder of the repository, and what it says on both streams."""
        return run(self.path / folder, *arguments, **more)


def run(folder: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    """The exit status of backlogmd in *folder*, and what it says on both streams."""
    command = [sys.executable, "-m", "backlogmd", *arguments]
    ran = subprocess.run(
        command, cwd=folder, env=environment(PYTHONIOENCODING="utf-8", **more), capture_output=True, encoding="utf-8"
    )
    return ran.returncode, ran.stdout, ran.stderr
