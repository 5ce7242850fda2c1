"""`backlogmd diff`: what became of the tasks between two versions."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from backlogmd.cli._inputs import add_configuration, find_configuration, read_dialect
from backlogmd.cli._output import terminal_columns, wants_color
from backlogmd.cli._versions import Wanted
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.discovery import Choice
    from backlogmd.git import Blob, Repository
    from backlogmd.nodes import Document
    from backlogmd.vocabulary import Dialect

FORMATS = ("table", "json", "markdown")

WORKING_TREE = "working tree"

HELP = "compare two versions of backlogs, task by task"
EXAMPLE = """examples:
  backlogmd diff                           what has been done since the last commit
  backlogmd diff main                      the working tree, compared with main
  backlogmd diff --merge-base origin/main  what this branch does, whatever happened on main since
  backlogmd diff v1.0 v1.1 docs/           between two revisions, in one folder
  backlogmd diff old.md new.md             two files, without git
  backlogmd diff --output-format markdown main... >> "$GITHUB_STEP_SUMMARY"

revisions are what git takes for a commit; A..B and A...B (from where they parted) stand for two.
A name that is both a revision and a file is written ./NAME for the file, refs/heads/NAME for the branch.

exit status:
  0  compared      1  with --exit-code: tasks differ      2  asked work could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = (
        "backlogmd diff [OPTIONS] [BASE] [HEAD] [PATH ...]\n       backlogmd diff [OPTIONS] OLD_FILE NEW_FILE"
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="BASE | HEAD | PATH",
        help="revisions (default: HEAD, and the working tree), then files or folders (default: .); or two files",
    )
    parser.add_argument("--merge-base", action="store_true", help="begin where the two revisions parted, not at BASE")
    add_configuration(parser)
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=FORMATS, default="table", help="(default: table)")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    status = parser.add_argument_group("exit status")
    status.add_argument("--exit-code", action="store_true", help="end with 1 if tasks differ")


class _Versions(NamedTuple):
    """What is compared."""

    base: str
    """What to call the version before."""
    head: str
    files: list[tuple[_Text | None, _Text | None]]
    """Each file before and after, as far as it is there."""


class _Text(NamedTuple):
    """One version of one file, and the reason if it cannot be read."""

    path: str
    content: bytes | BacklogmdError


def run(options: argparse.Namespace) -> int:
    """Compare and report; the exit status."""
    from backlogmd.report._changes import task_diff

    resolver = find_configuration(options)
    dialect = read_dialect(options, resolver.for_folder("").config.dialect)
    words: list[str] = options.what
    if len(words) == 2 and all(map(os.path.isfile, words)):
        if options.merge_base:
            raise BacklogmdError("--merge-base is for revisions, and these are two files")
        old, new = (_Text(path, _read(path)) for path in words)
        versions = _Versions(old.path, new.path, [(old, new)])
    else:
        versions = _revisions(words, resolver, merge_base=options.merge_base)
    failed = False
    files: list[tuple[Document | None, Document | None]] = []
    for texts in versions.files:
        own = (read_dialect(options, resolver.for_file(one.path).config.dialect) if one else dialect for one in texts)
        before, after = (_parsed(text, of_file) for text, of_file in zip(texts, own, strict=True))
        failed = failed or any(
            text is not None and (document is None or document.source.invalid_byte is not None)
            for text, document in zip(texts, (before, after), strict=True)
        )
        # Half of a comparison would tell of tasks that were all added, or all removed.
        if all(text is None or document is not None for text, document in zip(texts, (before, after), strict=True)):
            files.append((before, after))
    renamed = {old.path: new.path for old, new in versions.files if old is not None and new is not None}
    report = task_diff(versions.base, versions.head, files, dialect, renamed=renamed)
    form = import_module(f"backlogmd.report.diff_{options.output_format}")
    for line in form.render(report, color=wants_color(options.color), columns=terminal_columns()):
        print(line)
    return 2 if failed else int(options.exit_code and bool(report.tasks))


def _revisions(words: list[str], choice: Choice, *, merge_base: bool) -> _Versions:
    """The versions of the backlogs that differ between revisions, or between one and the working tree."""
    from backlogmd.git import Blob, Change, Repository

    repository = Repository()
    base, head, paths, parted = _read_words(words, repository)
    start = repository.merge_base(base, head or "HEAD") if parted or merge_base else repository.commit(base)
    changes = repository.changes(start, repository.commit(head) if head is not None else None)
    if head is None:
        changes += [Change(None, Blob(path, None)) for path in repository.untracked()]
    wanted = Wanted(paths, repository, choice)
    files: list[tuple[_Text | None, _Text | None]] = []
    for change in changes:
        if any(one is not None and wanted.name(one.path) is not None for one in change):
            old, new = (_text(one, wanted, repository) for one in change)
            files.append((old, new))
    known = {one.path for change in changes for one in change if one is not None}
    for path in paths:
        if not os.path.lexists(path) and repository.inside(path) not in known:
            raise BacklogmdError(f"{path}: neither a revision that git knows here, nor a file or folder")
    return _Versions(base, head or WORKING_TREE, files)


def _read_words(words: list[str], repository: Repository) -> tuple[str, str | None, list[str], bool]:
    """Base, head (None for the working tree), paths, and whether to begin where base and head parted."""
    first = words[0] if words else ""
    for dots in ("...", ".."):
        left, _, right = first.partition(dots) if dots in first else ("", "", "")
        # Without either end it is the folder above this one.
        if (left or right) and repository.find_commit(left or "HEAD") and repository.find_commit(right or "HEAD"):
            return left or "HEAD", right or "HEAD", words[1:], dots == "..."
    revisions: list[str] = []
    for word in words[:2]:
        if repository.find_commit(word) is None:
            break
        if os.path.lexists(word):
            raise BacklogmdError(
                f"`{word}` is both a revision and a file: write `./{word}` for the file, or the revision in full, "
                f"such as `refs/heads/{word}`"
            )
        revisions.append(word)
    base = revisions[0] if revisions else "HEAD"
    head = revisions[1] if len(revisions) > 1 else None
    return base, head, words[len(revisions) :], False


def _text(blob: Blob | None, wanted: Wanted, repository: Repository) -> _Text | None:
    if blob is None:
        return None
    path = wanted.name(blob.path) or repository.outside(blob.path)
    if blob.id is None:
        return _Text(path, _read(repository.outside(blob.path)))
    try:
        return _Text(path, repository.read(blob))
    except BacklogmdError as error:
        return _Text(path, error)


def _read(path: str) -> bytes | BacklogmdError:
    from backlogmd.discovery import read_file

    try:
        return read_file(path)
    except BacklogmdError as error:
        return error


def _parsed(text: _Text | None, dialect: Dialect) -> Document | None:
    """The document, or None after the reason why there is none."""
    from backlogmd.report._results import printable
    from backlogmd.syntax.parse import parse

    if text is None:
        return None
    if isinstance(text.content, BacklogmdError):
        print(f"backlogmd: {printable(str(text.content))}", file=sys.stderr)
        return None
    document = parse(text.content, path=text.path, dialect=dialect)
    if document.source.invalid_byte is not None:
        offset = document.source.invalid_byte
        print(f"backlogmd: {printable(text.path)}: not UTF-8 (byte {offset})", file=sys.stderr)
    return document
