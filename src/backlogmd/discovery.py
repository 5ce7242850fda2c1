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
from backlogmd.pattern import lazy

if TYPE_CHECKING:
    from pathspec.pattern import Pattern

BACKLOG_NAME = lazy(
    r"""(?xi)
(?: (?:^|/) backlogs?/ (?:[^/]+/)*            # a folder for the backlog: every file in it
  | (?:backlog|road[-_ ]?map)s? (?![^\W\d_])   # also at the end of a word: ProductBacklog.md
  | (?:^|/) issues (?=\.)                    # a name of its own only: reporting-issues.md is a manual
  | (?<![^\W\d_])                            # the others as whole words: photodocs.md has none
    (?: to[-_ ]?do (?:s|[-_ ]?lists?)?
      | tasks | task[-_ ]?lists?
      | tech(?:nical)? [-_ ]? debts?
      | sprints? | milestones? | estimat(?:es?|ions?)
      | (?:known|open) [-_ ]? issues?
    ) (?![^\W\d_])
) [^/]* \.(?:md|markdown) $
"""
)
"""What the path of a backlog looks like, with `/` between its parts. The pre-commit hook uses the same pattern."""

# Never the work of the people who keep the backlog, whether a .gitignore says so or not.
_SKIPPED = frozenset((".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", "vendor"))

LARGEST = 10 * 1024 * 1024
"""Bytes. No backlog that a person keeps is larger."""


class UnreadableFileError(BacklogmdError):
    """A file that was asked for cannot be read."""


def find_files(paths: Iterable[str]) -> Iterator[str | UnreadableFileError]:
    """The files that *paths* mean: files as they are, folders walked for names of backlogs.

    `.gitignore` files are respected in folders, not for files that are named. A path that does not exist, or a folder
    without any backlog, gives an error in its place, so that the other paths are still checked.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _meant_by(path):
            if isinstance(found, str):
                # `TODO.md` and `./TODO.md` are one file.
                place = os.path.abspath(found)
                if place in seen:
                    continue
                seen.add(place)
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


def _unreadable(path: str, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(f"{path}: {(error.strerror or str(error)).lower()}")


def _meant_by(path: str) -> Iterator[str | UnreadableFileError]:
    if not os.path.isdir(path):
        yield path if os.path.exists(path) else UnreadableFileError(f"{path}: no such file or folder")
        return
    found = False
    for one in _walk(path):
        found = True
        yield one
    if not found:
        yield UnreadableFileError(
            f"{path}: no backlog found in this folder (names such as BACKLOG.md, TODO.md or docs/roadmap.md that no "
            ".gitignore leaves out); name a file to check it whatever it is called"
        )


def _walk(folder: str) -> Iterator[str | UnreadableFileError]:
    """The backlogs in a folder, and an error for each folder in it that cannot be looked into."""
    root = os.path.abspath(folder)
    rules = list(_rules_above(root))
    closed: list[OSError] = []
    for where, folders, files in os.walk(root, onerror=closed.append):
        rules = [
            (base, spec) for base, spec in rules if where == base or where.startswith(base.rstrip(os.sep) + os.sep)
        ]
        if ".gitignore" in files:
            rules.extend(_rules_in(where))
        folders[:] = sorted(
            name for name in folders if name not in _SKIPPED and not _ignored(os.path.join(where, name) + "/", rules)
        )
        for file in sorted(files):
            path = os.path.join(where, file)
            inside = os.path.relpath(path, root)
            # The folder that is walked may itself be called `backlog`.
            names = (inside, os.path.join(os.path.basename(root), inside))
            named = any(BACKLOG_NAME.search(_posix(name)) for name in names)
            if named and not _ignored(path, rules) and os.path.isfile(path):
                yield os.path.normpath(os.path.join(folder, inside))
    for error in closed:
        yield _unreadable(os.path.normpath(os.path.join(folder, os.path.relpath(error.filename, root))), error)


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
    above: list[str] = []
    at = root
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return
        above.append(parent)
        at = parent
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
