"""Which files to check, and their bytes: the one place that looks at the file system.

Paths are strings from end to end, as they are shown: os.path keeps them so, and pathlib would cost a start-up more.
"""

# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH119, PTH120, PTH123, PTH202

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from backlogmd.errors import BacklogmdError
from backlogmd.naming import BACKLOG_NAME
from backlogmd.rule import Surroundings

if TYPE_CHECKING:
    from datetime import date

    from pathspec.pattern import Pattern

# Never the work of the people who keep the backlog, whether a .gitignore says so or not.
_SKIPPED = frozenset((".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", "vendor"))

LARGEST = 10 * 1024 * 1024
"""Bytes. No backlog that a person keeps is larger."""


class UnreadableFileError(BacklogmdError):
    """A file that was asked for cannot be read."""


class Choice:
    """What a configuration says about files; by itself, nothing."""

    def included(self, path: str) -> str | None:
        """Why a file in a folder is checked though it has no name of a backlog; None if it is not."""
        return None

    def excluded(self, path: str, *, named: bool) -> str | None:
        """Why a file or folder (with `/` at its end) is not checked; None if nothing is said against it.

        *named* says that a path leads to it that was asked for.
        """
        return None


class Seen(NamedTuple):
    """A file or folder that was come by, and what became of it."""

    path: str
    checked: bool
    reason: str
    """Why it is checked, or why not."""


def find_files(paths: Iterable[str], choice: Choice | None = None) -> Iterator[str | UnreadableFileError]:
    """The files that *paths* mean: files as they are, folders walked for names of backlogs; and what *choice* says.

    `.gitignore` files are respected in folders, not for files that are named. A path that does not exist, or a folder
    without any backlog, gives an error in its place, so that the other paths are still checked.
    """
    for found in explain_files(paths, choice):
        if isinstance(found, UnreadableFileError):
            yield found
        elif found.checked:
            yield found.path


def explain_files(paths: Iterable[str], choice: Choice | None = None) -> Iterator[Seen | UnreadableFileError]:
    """As `find_files`, with the Markdown files and the folders that are left out, and the reasons."""
    seen: dict[str, bool] = {}
    for path in paths:
        for found in _meant_by(path, choice or Choice()):
            if isinstance(found, Seen):
                # `TODO.md` and `./TODO.md` are one file. One that a folder leaves out may still be named.
                place = os.path.abspath(found.path)
                if place in seen and seen[place] >= found.checked:
                    continue
                seen[place] = found.checked
            yield found


def read_file(path: str) -> bytes:
    """The bytes of a file.

    Raises `UnreadableFileError` with the reason if it cannot be read or is too large to be a backlog.
    """
    try:
        if not os.path.isfile(path):
            raise UnreadableFileError(f"{path}: not a regular file")
        size = os.path.getsize(path)
        if size > LARGEST:
            raise UnreadableFileError(f"{path}: {size // 2**20} MiB is too large, the limit is {LARGEST // 2**20} MiB")
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise _unreadable(path, error) from None


def read_stream(stream: TextIO | None, name: str) -> bytes | UnreadableFileError:
    """The bytes of standard input, which findings call *name*; or the error if it is closed or endless."""
    if stream is None:
        return UnreadableFileError(f"{name}: standard input is closed")
    try:
        content = stream.buffer.read(LARGEST + 1)
    except OSError as error:
        return _unreadable(name, error)
    if len(content) > LARGEST:
        return UnreadableFileError(f"{name}: more than {LARGEST // 2**20} MiB is too large")
    return content


def is_named_as_backlog(path: str) -> bool:
    """Whether a walk of a folder takes the file for a backlog: by its *path* in the folder, with `/` in it."""
    return BACKLOG_NAME.search(path) is not None and not _SKIPPED & set(path.split("/"))


class FilesBeside(Surroundings):
    """What lies around a file: the other files of its repository, and the day by the clock."""

    def __init__(self, path: str | None) -> None:
        """*path* is that of the file, which need not exist; without one only the day is known."""
        self._folder = None if path is None else os.path.dirname(os.path.realpath(path))
        self._root: str | None = None
        self._found: dict[str, bool | None] = {}

    def has_file(self, path: str) -> bool | None:
        """Whether there is a file or folder at *path*, with `/` between its parts, seen from the folder of the file.

        None for a path that leads out of the repository; without a repository, out of the folder.
        """
        if path not in self._found:
            self._found[path] = self._looked_for(path)
        return self._found[path]

    def _looked_for(self, path: str) -> bool | None:
        if self._folder is None:
            return None
        if self._root is None:
            self._root = repository_of(self._folder) or self._folder
        try:
            place = os.path.realpath(os.path.join(self._folder, path))
            if os.path.commonpath((self._root, place)) != self._root:
                return None
            return os.path.exists(place)
        except (OSError, ValueError):
            # A name that the file system cannot have, or another drive.
            return None

    def today(self) -> date:
        """The day by the clock, where the clock stands."""
        from datetime import datetime

        return datetime.now().astimezone().date()


def repository_of(folder: str) -> str | None:
    """The root of the repository that *folder*, an absolute path, is in; None if it is in none."""
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return None
        at = parent
    return at


def _unreadable(path: str, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(f"{path}: {(error.strerror or str(error)).lower()}")


def _meant_by(path: str, choice: Choice) -> Iterator[Seen | UnreadableFileError]:
    is_folder = os.path.isdir(path)
    if not is_folder and not os.path.exists(path):
        yield UnreadableFileError(f"{path}: no such file or folder")
        return
    reason = choice.excluded(path + "/" if is_folder else path, named=True)
    if reason is not None:
        yield Seen(path, False, reason)
        return
    if not is_folder:
        yield Seen(path, True, "it is named")
        return
    found = False
    for one in _walk(path, choice):
        found = found or isinstance(one, UnreadableFileError) or one.checked
        yield one
    if not found:
        yield UnreadableFileError(
            f"{path}: no backlog found in this folder (names such as BACKLOG.md, TODO.md or docs/roadmap.md that no "
            ".gitignore leaves out); name a file to check it whatever it is called"
        )


def _walk(folder: str, choice: Choice) -> Iterator[Seen | UnreadableFileError]:
    """The backlogs in a folder and what is left out, and an error for each folder in it that cannot be looked into."""
    root = os.path.abspath(folder)
    rules = list(_rules_above(root))
    closed: list[OSError] = []
    for where, folders, files in os.walk(root, onerror=closed.append):
        rules = [
            (base, spec) for base, spec in rules if where == base or where.startswith(base.rstrip(os.sep) + os.sep)
        ]
        if ".gitignore" in files:
            rules.extend(_rules_in(where))
        wanted = []
        for name in sorted(folders):
            path = os.path.normpath(os.path.join(folder, os.path.relpath(os.path.join(where, name), root)))
            reason = _against(name, os.path.join(where, name) + "/", rules) or choice.excluded(path + "/", named=False)
            if reason is None:
                wanted.append(name)
            else:
                yield Seen(path + os.sep, False, reason)
        folders[:] = wanted
        for file in sorted(files):
            path = os.path.join(where, file)
            inside = os.path.relpath(path, root)
            shown = os.path.normpath(os.path.join(folder, inside))
            # The folder that is walked may itself be called `backlog`.
            names = (inside, os.path.join(os.path.basename(root), inside))
            named = any(BACKLOG_NAME.search(_posix(name)) for name in names)
            why = "its name is that of a backlog" if named else choice.included(shown)
            if why is None:
                if file.lower().endswith((".md", ".markdown")):
                    yield Seen(shown, False, "its name is not that of a backlog, and `include` does not have it")
                continue
            against = _against(file, path, rules) or choice.excluded(shown, named=False)
            if against is not None:
                yield Seen(shown, False, against)
            elif os.path.isfile(path):
                yield Seen(shown, True, why)
    for error in closed:
        yield _unreadable(os.path.normpath(os.path.join(folder, os.path.relpath(error.filename, root))), error)


def _against(name: str, path: str, rules: _Rules) -> str | None:
    """What speaks against a file or folder in a walk, besides the configuration."""
    if path.endswith("/") and name in _SKIPPED:
        return "such folders are never looked into"
    return "a .gitignore leaves it out" if _ignored(path, rules) else None


class _Line(NamedTuple):
    """One line of a .gitignore."""

    pattern: Pattern
    ignores: bool
    """False for a line that begins with `!`."""
    by_name: bool
    """Whether it speaks of names, wherever they stand, and not of paths."""
    all_below: bool
    """Whether it speaks of everything in a folder, however deep."""

    def speaks_of(self, path: str) -> bool:
        """Whether it means the file or folder (with `/` at its end) itself, and not only one that holds it."""
        if self.all_below:
            # Everything in a folder is not the folder.
            return self._matches(path.rstrip("/"))
        above, slash, _ = path.rstrip("/").rpartition("/")
        if self.by_name:
            return self._matches(path[len(above + slash) :])
        return self._matches(path) and not (slash and self._matches(above + slash))

    def _matches(self, path: str) -> bool:
        return self.pattern.match_file(path) is not None


_Rules = list[tuple[str, list[_Line]]]
"""The lines of each .gitignore, with its folder; the innermost comes last."""


def _rules_above(root: str) -> Iterator[tuple[str, list[_Line]]]:
    """The rules of the folders above *root*, up to the root of the repository it is in."""
    repository = repository_of(root)
    above: list[str] = []
    at = root
    while repository is not None and at != repository:
        at = os.path.dirname(at)
        above.append(at)
    for folder in reversed(above):
        yield from _rules_in(folder)


def _rules_in(folder: str) -> Iterator[tuple[str, list[_Line]]]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8-sig", errors="replace") as stream:
            yield folder, [line for text in stream.read().split("\n") for line in _line(text)]
    except OSError:
        return


def _line(text: str) -> Iterator[_Line]:
    # Only a walk pays for pathspec.
    from pathspec import GitIgnoreSpec

    try:
        patterns = list(GitIgnoreSpec.from_lines([text]).patterns)
    except (ValueError, re.error):
        # Git passes over what is no pattern, such as a lone `!`.
        return
    path = text.strip()
    for pattern in patterns:
        if pattern.include is not None:
            yield _Line(pattern, pattern.include, "/" not in path.rstrip("/"), path.endswith("/**"))


def _ignored(path: str, rules: _Rules) -> bool:
    """What the innermost .gitignore that says anything about *path* says, by the last line that does."""
    for base, lines in reversed(rules):
        inside = _posix(os.path.relpath(path, base)) + ("/" if path.endswith("/") else "")
        for line in reversed(lines):
            if line.speaks_of(inside):
                return line.ignores
    return False


def _posix(path: str) -> str:
    return path.replace(os.sep, "/")
