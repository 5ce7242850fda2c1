"""What git knows: the one place that runs it.

Paths inside a repository are seen from its root, with `/` between their parts, as git has them. Nothing of a
repository's configuration is run for an answer: no pager, no external diff, no text conversion, no file monitor.
"""

# ruff: noqa: PTH113, PTH117, PTH118

from __future__ import annotations

import os
from typing import NamedTuple

from backlogmd.discovery import LARGEST, UnreadableFileError
from backlogmd.errors import BacklogmdError


class GitError(BacklogmdError):
    """Git is not there, or has no answer."""


class Blob(NamedTuple):
    """One version of a file."""

    path: str
    id: str | None
    """None for what stands in the working tree."""


class Change(NamedTuple):
    """A file that differs: None on the side where it does not exist. A renamed file has two paths."""

    old: Blob | None
    new: Blob | None


# Regular files. Links and submodules have no text of their own.
_FILES = ("100644", "100755")

_FETCH = "fetch what is missing (`git fetch --unshallow`; for actions/checkout, `fetch-depth: 0`)"


class Repository:
    """The git repository around the current folder.

    Raises `GitError` with one clear line if there is none, or no git; every method does where git has no answer.
    """

    def __init__(self) -> None:
        self._program = _find_program()
        self._folder: str | None = None
        self.root = os.fsdecode(self._asked("rev-parse", "--show-toplevel")).removesuffix("\n")
        """The top folder of the working tree."""
        self._folder = self.root

    def inside(self, path: str) -> str | None:
        """The path inside the repository of a file or folder of the disk, `.` for the root; None if it lies outside.

        Links are followed: what is compared is the file that they lead to.
        """
        try:
            path = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root)).replace(os.sep, "/")
        except ValueError:
            # On another drive of Windows.
            return None
        return None if path == ".." or path.startswith("../") else path

    def outside(self, path: str) -> str:
        """The path on the disk, as it is seen from the current folder, of one inside the repository."""
        try:
            return os.path.relpath(os.path.join(os.path.realpath(self.root), path))
        except ValueError:
            return os.path.join(self.root, path)

    def commit(self, revision: str) -> str:
        """The id of the commit that *revision* means: a branch, a tag, an id, `HEAD~2`."""
        found = self.find_commit(revision)
        if found is None:
            hint = f"this clone is shallow, {_FETCH}" if self._is_shallow() else "`git fetch` may bring it"
            raise GitError(f"unknown revision `{revision}`: {hint}")
        return found

    def find_commit(self, revision: str) -> str | None:
        """The same, or None if *revision* means no commit here."""
        if not revision or "\0" in revision:
            return None
        status, out, _ = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return out.decode("ascii", "replace").strip() if status == 0 else None

    def merge_base(self, revision: str, other: str = "HEAD") -> str:
        """The id of the commit at which two revisions parted."""
        status, out, err = self._run("merge-base", self.commit(revision), self.commit(other))
        if status == 0:
            return out.decode("ascii", "replace").strip()
        if status != 1:
            raise GitError(_reason("merge-base", err))
        hint = f" in this shallow clone: {_FETCH}" if self._is_shallow() else ""
        raise GitError(f"`{revision}` and `{other}` have no common ancestor{hint}")

    def changes(self, old: str | None, new: str | None = None, *, staged: bool = False) -> list[Change]:
        """The files that differ between the commit *old* and *new*, renamed ones followed.

        Without *new*, the other side is the working tree, or with *staged* the index; only there, *old* may be None,
        which stands for HEAD, and for nothing at all before the first commit.

        Raises `GitError` for a file that is staged with a conflict.
        """
        command = ["diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv"]
        command += ["--no-color", "--ignore-submodules"]
        command += ["--cached"] if staged else []
        command += [one for one in (old, new) if one is not None]
        fields = iter(os.fsdecode(self._asked(*command, "--")).split("\0"))
        changes = []
        for field in fields:
            if not field:
                break
            old_mode, new_mode, old_id, new_id, status = field.removeprefix(":").split(" ")
            path = next(fields)
            new_path = next(fields) if status[0] in "RC" else path
            if status[0] == "U":
                if staged:
                    raise GitError(f"{self.outside(path)}: the merge of this file is not finished")
                continue  # The working tree has a text all the same, which git lists as well.
            before = Blob(path, old_id) if old_mode in _FILES and status[0] != "C" else None
            # Of a file in the working tree, git may tell an id that nothing is kept under.
            after = Blob(new_path, new_id if staged or new is not None else None) if new_mode in _FILES else None
            if before or after:
                changes.append(Change(before, after))
        return changes

    def tracked(self) -> set[str]:
        """The paths of all files in the index."""
        return set(os.fsdecode(self._asked("ls-files", "-z")).split("\0")) - {""}

    def untracked(self) -> list[str]:
        """The paths of the files in the working tree that git neither tracks nor ignores."""
        found = os.fsdecode(self._asked("ls-files", "-z", "--others", "--exclude-standard"))
        return [path for path in found.split("\0") if path]

    def read(self, blob: Blob) -> bytes:
        """The text of a version that git keeps, as it keeps it: where git converts line ends, they may be others.

        Raises `UnreadableFileError` if it is too large to be a backlog.
        """
        if blob.id is None:
            raise ValueError("what stands in the working tree is read from there")
        size = int(self._asked("cat-file", "-s", blob.id))
        if size > LARGEST:
            what = f"{size // 2**20} MiB is too large, the limit is {LARGEST // 2**20} MiB"
            raise UnreadableFileError(f"{self.outside(blob.path)}: {what}")
        return self._asked("cat-file", "blob", blob.id)

    def _is_shallow(self) -> bool:
        return self._run("rev-parse", "--is-shallow-repository")[1].strip() == b"true"

    def _asked(self, command: str, *arguments: str) -> bytes:
        status, out, err = self._run(command, *arguments)
        if status != 0:
            raise GitError(_reason(command, err))
        return out

    def _run(self, command: str, *arguments: str) -> tuple[int, bytes, bytes]:
        """The exit status of git, and what it says on both streams."""
        # Only who asks git pays for this.
        import subprocess

        settings = ("-c", "core.quotepath=off", "-c", "core.fsmonitor=false")
        # The messages that are shown are in one language; nothing is locked or asked for.
        environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        try:
            ran = subprocess.run(  # noqa: S603 - a known program, no shell, and revisions cannot be taken for options
                [self._program, "--no-pager", *settings, command, *arguments],
                cwd=self._folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {(error.strerror or str(error)).lower()}") from None
        return ran.returncode, ran.stdout, ran.stderr


def _find_program() -> str:
    """Git, from the folders of PATH that are named in full: never one that lies in the current folder."""
    names = ("git.exe", "git.cmd") if os.name == "nt" else ("git",)
    for folder in os.get_exec_path():
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isabs(path) and os.path.isfile(path) and os.access(path, os.X_OK):
                return path
    raise GitError("git is not installed, or not on the PATH: it is needed to compare with another revision")


def _reason(command: str, said: bytes) -> str:
    """The first line that git has to say for itself."""
    lines = os.fsdecode(said).splitlines()
    line = next((one for one in lines if one.startswith(("fatal: ", "error: "))), lines[0] if lines else "")
    return line.removeprefix("fatal: ").removeprefix("error: ") or f"`git {command}` failed"
