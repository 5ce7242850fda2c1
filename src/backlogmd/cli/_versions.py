"""What commands share that compare with another version: which files git has, and which of them are asked for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backlogmd.cli._inputs import read_inputs
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.config import Config
    from backlogmd.diagnostics import Diagnostic
    from backlogmd.discovery import Choice
    from backlogmd.git import Blob, Change, Repository
    from backlogmd.nodes import Document
    from backlogmd.rule import Surroundings


class Wanted:
    """The paths on a command line, as paths inside a repository.

    Raises `BacklogmdError` for a path outside of it.
    """

    def __init__(self, paths: Iterable[str], repository: Repository, choice: Choice) -> None:
        self._choice = choice
        self._names: dict[str, str] = {}
        for path in paths or ["."]:
            inside = repository.inside(path)
            if inside is None:
                raise BacklogmdError(f"{path}: not in the git repository {repository.root}")
            self._names.setdefault(inside, path)

    def name(self, path: str) -> str | None:
        """What to call the file at *path* inside the repository, as it was asked for; None if it was not."""
        from backlogmd.discovery import is_named_as_backlog

        if path in self._names:
            return self._unless_excluded(self._names[path], named=True)
        parts = path.split("/")
        for length in range(len(parts) - 1, -1, -1):
            folder = "/".join(parts[:length]) or "."
            # The folder that is asked for may itself be called `backlog`.
            if folder not in self._names:
                continue
            name = os.path.normpath(os.path.join(self._names[folder], *parts[length:]))  # noqa: PTH118
            if is_named_as_backlog("/".join(parts[max(length - 1, 0) :])) or self._choice.included(name):
                return self._unless_excluded(name, named=False)
        return None

    def _unless_excluded(self, name: str, *, named: bool) -> str | None:
        return None if self._choice.excluded(name, named=named) else name


class NewFindings:
    """`check --since REF` and `check --staged`: the texts to check, and which findings in them are new."""

    def __init__(self, options: argparse.Namespace, choice: Choice) -> None:
        from backlogmd.git import Repository

        asked = " and ".join(name for name in ("--since", "--staged") if getattr(options, name[2:]))
        if "-" in options.paths:
            raise BacklogmdError(f"{asked} cannot be asked of standard input")
        if options.fix or options.diff:
            raise BacklogmdError(f"{asked} selects findings, and --fix and --diff do not: use them apart")
        self._choice = choice
        self._paths: list[str] = options.paths
        self._staged: bool = options.staged
        self._repository = Repository()
        base = self._repository.merge_base(options.since) if options.since is not None else None
        if base is None and not self._staged:
            base = self._repository.commit("HEAD")
        self._changes = self._repository.changes(base, staged=self._staged)
        self._old: dict[str, Blob | None] = {}
        """The old version of each text that was given out and differs; None for a new file."""

    def inputs(self) -> Iterator[tuple[str, bytes | BacklogmdError]]:
        """The name of each text with its bytes, or with the reason why there are none."""
        yield from self._index() if self._staged else self._working_tree()

    def _index(self) -> Iterator[tuple[str, bytes | BacklogmdError]]:
        wanted = Wanted(self._paths, self._repository, self._choice)
        for path in self._paths:
            # A slip of the pen is no clean file. What is only in the index is there all the same.
            if not os.path.lexists(path) and self._repository.inside(path) not in self._repository.tracked():
                yield path, BacklogmdError(f"{path}: no such file or folder")
        for change in self._changes:
            name = wanted.name(change.new.path) if change.new is not None else None
            if name is None or change.new is None:
                continue
            self._old[name] = change.old
            try:
                yield name, self._repository.read(change.new)
            except BacklogmdError as error:
                yield name, error

    def _working_tree(self) -> Iterator[tuple[str, bytes | BacklogmdError]]:
        changed: dict[str, Change] = {one.new.path: one for one in self._changes if one.new is not None}
        tracked = self._repository.tracked()
        for path, content in read_inputs(self._paths, None, self._choice):
            if isinstance(content, BacklogmdError):
                yield path, content
                continue
            inside = self._repository.inside(path)
            if inside is None:
                yield path, BacklogmdError(f"{path}: not in the git repository {self._repository.root}")
                continue
            if inside in changed:
                self._old[path] = changed[inside].old
            elif inside not in tracked:
                self._old[path] = None
            yield path, content

    def found_in(self, document: Document, config: Config, surroundings: Surroundings) -> list[Diagnostic]:
        """The new findings of a text that was given out."""
        from backlogmd.discovery import UnreadableFileError
        from backlogmd.linter import lint
        from backlogmd.since import new_findings
        from backlogmd.syntax.parse import parse

        path = document.source.path or ""
        if path not in self._old and document.source.invalid_byte is None:
            return []  # It is as it was.
        found = lint(document, config, surroundings)
        blob = self._old.get(path)
        if blob is None or not found:
            return found
        try:
            content = self._repository.read(blob)
        except UnreadableFileError:
            return found
        old = parse(content, path=path, dialect=config.dialect)
        return new_findings(old.source, lint(old, config), document.source, found)


def add_versions(parser: argparse.ArgumentParser) -> None:
    """Declare the selection of new findings."""
    changes = parser.add_argument_group(
        "changes", "in a git repository, only findings on what was changed or made false"
    )
    changes.add_argument(
        "--since", metavar="REF", help="by the working tree, since the commit at which it parted from REF"
    )
    changes.add_argument("--staged", action="store_true", help="by what is staged, which is checked as it is staged")
