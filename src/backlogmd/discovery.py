"""Which files to check, and their bytes: the one place that looks at the file system."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from pathspec import PathSpec

BACKLOG_NAME = re.compile(
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
        if os.path.isdir(path):
            found = False
            for file in _walk(path):
                found = True
                if file not in seen:
                    seen.add(file)
                    yield file
            if not found:
                yield UnreadableFileError(
                    f"{path}: no backlog found in this folder (names such as BACKLOG.md, TODO.md or docs/roadmap.md); "
                    "name a file to check it whatever it is called"
                )
        elif os.path.exists(path):
            if path not in seen:
                seen.add(path)
                yield path
        else:
            yield UnreadableFileError(f"{path}: no such file or folder")


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
        raise UnreadableFileError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _walk(folder: str) -> Iterator[str]:
    # Only a walk pays for pathspec.
    from pathspec import PathSpec

    root = os.path.abspath(folder)
    rules: list[tuple[str, PathSpec]] = list(_rules_above(root, PathSpec))
    for where, folders, files in os.walk(root):
        rules = [(base, spec) for base, spec in rules if where == base or where.startswith(base.rstrip(os.sep) + os.sep)]
        if ".gitignore" in files:
            rules.extend(_rules_in(where, PathSpec))
        folders[:] = sorted(
            name for name in folders if name not in _SKIPPED and not _ignored(os.path.join(where, name) + "/", rules)
        )
        for name in sorted(files):
            path = os.path.join(where, name)
            inside = os.path.relpath(path, root)
            if BACKLOG_NAME.search(_posix(inside)) or BACKLOG_NAME.search(_posix(os.path.join(os.path.basename(root), inside))):
                if not _ignored(path, rules) and os.path.isfile(path):
                    yield os.path.normpath(os.path.join(folder, inside))


def _rules_above(root: str, spec: type[PathSpec]) -> Iterator[tuple[str, PathSpec]]:
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
        yield from _rules_in(folder, spec)


def _rules_in(folder: str, spec: type[PathSpec]) -> Iterator[tuple[str, PathSpec]]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as stream:
            yield folder, spec.from_lines("gitignore", stream)
    except OSError:
        return


def _ignored(path: str, rules: list[tuple[str, PathSpec]]) -> bool:
    """What the innermost .gitignore that says anything about *path* says."""
    for base, spec in reversed(rules):
        inside = _posix(os.path.relpath(path, base)) + ("/" if path.endswith("/") else "")
        verdict = spec.check_file(inside).include
        if verdict is not None:
            return verdict
    return False


def _posix(path: str) -> str:
    return path.replace(os.sep, "/")
