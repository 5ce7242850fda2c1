"""`backlogmd init`: a configuration for the backlogs that are there, inferred from what stands in them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from backlogmd._version import __version__
from backlogmd.cli._baseline import DEFAULT, name_in
from backlogmd.cli._inputs import read_inputs
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    from backlogmd.config import Config
    from backlogmd.inference import Inference, Inferred, Place
    from backlogmd.nodes import Document
    from backlogmd.resolver import Resolver

# Paths are strings from end to end, as in `backlogmd.discovery`.
# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH113, PTH118, PTH120

HELP = "write a configuration for the backlogs that are there"
EXAMPLE = """examples:
  backlogmd init                   look at the backlogs in this folder and below
  backlogmd init docs/plan.md      look at one file, and see to it that it is checked
  backlogmd init --dry-run         only say what would be written
  backlogmd init --baseline        take the present findings for known
  backlogmd init --pre-commit      write .pre-commit-config.yaml, if there is none

exit status:
  0  written, or configured already      2  asked work could not be done
"""

_SHOWN = 5
"""So many of the lines that an inference rests on are shown."""

_PRE_COMMIT = ".pre-commit-config.yaml"
_REPOSITORY = "https://github.com/backlogmd/backlogmd"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    parser.add_argument("--baseline", action="store_true", help="take the present findings for known")
    parser.add_argument(
        "--adopt-totals",
        action="store_true",
        help="put hand-written summary tables between markers, where that is certain",
    )
    parser.add_argument("--pre-commit", action="store_true", help=f"write {_PRE_COMMIT} if there is none")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")


def run(options: argparse.Namespace) -> int:
    """Say what was inferred, and write it."""
    from backlogmd.resolver import Resolver

    if "-" in options.paths:
        raise BacklogmdError("init writes a configuration for files, and - is none")
    home = _home(options.paths or ["."])
    resolver = Resolver()
    configured = resolver.for_folder(home).file
    if configured is not None:
        _tell(f"{os.path.relpath(configured)} holds here already; nothing is written")
        return 0
    init = _Init(options, home)
    init.read(resolver)
    if not init.files:
        return 2
    init.explain()
    init.write()
    return 2 if init.failed else 0


def _home(paths: Sequence[str]) -> str:
    """The folder whose configuration holds for all *paths*: the current one, or where they are."""
    here = os.getcwd()
    folders = [os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in paths]
    try:
        if all(os.path.commonpath((here, folder)) == here for folder in folders):
            return here
        return os.path.commonpath(folders)
    except ValueError:
        raise BacklogmdError("these paths are on several drives; name the backlogs of one folder") from None


class _File(NamedTuple):
    """A backlog as it was read."""

    path: str
    content: bytes
    document: Document


class _Init:
    """One call of the command."""

    def __init__(self, options: argparse.Namespace, home: str) -> None:
        self.options = options
        self.home = home
        self.files: list[_File] = []
        self.inferred: Inferred
        self.failed = False
        self.include: list[str] = []
        """The files that were named and have no name of a backlog, as they are seen from the folder."""

    def read(self, resolver: Resolver) -> None:
        """Read the files, and infer how they are written."""
        from backlogmd.inference import infer
        from backlogmd.naming import BACKLOG_NAME
        from backlogmd.syntax.parse import parse

        for path, content in read_inputs(self.options.paths, None, resolver):
            if isinstance(content, BacklogmdError):
                self._fail(str(content))
                continue
            own = resolver.for_file(path).file
            if own is not None:
                _tell(f"{path}: left out, {os.path.relpath(own)} holds for it")
                continue
            document = parse(content, path=path)
            if document.source.invalid_byte is not None:
                self._fail(f"{path}: not UTF-8 (byte {document.source.invalid_byte}); save it as UTF-8")
                continue
            self.files.append(_File(path, content, document))
            inside = self._inside(path)
            if not inside.isprintable():
                _tell(f"{path}: left out of the configuration for the characters in its name")
            elif not BACKLOG_NAME.search(inside) and os.path.normpath(path) in map(
                os.path.normpath, self.options.paths
            ):
                if document.tasks or document.claims:
                    self.include.append(inside)
                else:
                    _tell(f"{path}: no work in it, so it is not included")
        self.inferred = infer(one.document for one in self.files)

    def _inside(self, path: str) -> str:
        return os.path.relpath(os.path.abspath(path), self.home).replace(os.sep, "/")

    # What is said.

    def explain(self) -> None:
        """Print what was inferred, and the lines that it rests on."""
        from backlogmd.report._results import counted

        tasks = sum(len(one.document.tasks) for one in self.files)
        number = len(self.files)
        _tell(f"Read {counted(number, 'file')} with {counted(tasks, 'task')}")
        inferred = self.inferred
        for one in inferred.settings:
            _explain(one, f"{one.key}: {one.says}")
        for one in inferred.rejected:
            _explain(one, f"not written: {one.key}: {one.says}, but then more would be found")
        for one in inferred.undecided:
            _explain(one, f"not decided: {one.says}")
        for path in self.include:
            _tell(f"include: {path} has no name of a backlog")
        if not (inferred.settings or inferred.rejected or inferred.undecided or self.include):
            _tell("Everything is written as the default dialect has it")
        if inferred.style:
            _tell("without a setting: " + "; ".join(inferred.style))

    # What is written. The configuration comes last: it says that all is done.

    def write(self) -> None:
        """Write what was asked for."""
        from backlogmd.settings import read_settings

        table: dict[str, Any] = {}
        if self.include:
            from backlogmd.inference import include_pattern

            table["include"] = [include_pattern(path) for path in self.include]
        if self.options.baseline:
            table["baseline"] = DEFAULT
        table |= self.inferred.table()
        path, content, expected = _configuration(self.home, table, self.inferred)
        config = read_settings(table, os.path.relpath(path))
        if self.options.adopt_totals:
            self._adopt(config)
        if self.options.baseline:
            self._write_baseline(config)
        self._write_pre_commit()
        self._put(path, content, expected)

    def _put(self, path: str, content: bytes, expected: bytes | None) -> None:
        from backlogmd.files import replace_file, write_file

        if self.options.dry_run:
            _tell(f"would write {os.path.relpath(path)}")
            return
        if expected is None:
            write_file(path, content)
        else:
            replace_file(path, content, expected=expected)
        _tell(f"wrote {os.path.relpath(path)}")

    def _adopt(self, config: Config) -> None:
        from backlogmd.sync import adopt
        from backlogmd.syntax.parse import parse

        for index, file in enumerate(self.files):
            document = parse(file.content, path=file.path, dialect=config.dialect)
            adoption = adopt(document, config.dialect)
            for refusal in adoption.refused:
                line, _ = document.source.position(refusal.span.start)
                _tell(f"{file.path}:{line}: this table is left as it is: {refusal.reason}")
            content = adoption.text.encode()
            if content != file.content:
                self._put(file.path, content, file.content)
                self.files[index] = _File(file.path, content, parse(content, path=file.path, dialect=config.dialect))

    def _write_baseline(self, config: Config) -> None:
        from backlogmd.baseline import entries, written
        from backlogmd.discovery import FilesBeside
        from backlogmd.linter import lint
        from backlogmd.report._results import counted
        from backlogmd.syntax.parse import parse

        path = os.path.join(self.home, DEFAULT)
        known = []
        for file in self.files:
            document = parse(file.content, path=file.path, dialect=config.dialect)
            found = lint(document, config, FilesBeside(file.path))
            known += [entry for entry, _ in entries(name_in(path, file.path), document, found)]
        _tell(counted(len(known), "known finding"))
        self._put(path, written(known).encode(), None)

    def _write_pre_commit(self) -> None:
        from backlogmd.discovery import read_file, repository_of

        root = repository_of(self.home) or self.home
        path = os.path.join(root, _PRE_COMMIT)
        shown = os.path.relpath(path)
        above = os.path.relpath(self.home, root).replace(os.sep, "/")
        files = [one if above == "." else f"{above}/{one}" for one in self.include]
        if not os.path.exists(path):
            if self.options.pre_commit:
                self._put(path, ("repos:\n" + stanza(files)).encode(), None)
            else:
                _tell(f"for pre-commit, write into {shown} (or: backlogmd init --pre-commit):")
                _tell("repos:\n" + stanza(files))
            return
        old = read_file(path)
        try:
            new = with_hook(old.decode(), files)
        except UnicodeDecodeError:
            new = None
        if new is None:
            _tell(f"{shown} is left as it is, for its list of `repos` is not plainly one; add to that list:")
            _tell(stanza(files))
        elif new.encode() == old:
            _tell(f"{shown} has the hook already")
        else:
            self._put(path, new.encode(), old)

    def _fail(self, message: str) -> None:
        from backlogmd.report._results import printable

        self.failed = True
        print(f"backlogmd: {printable(message)}", file=sys.stderr)


def _tell(text: str) -> None:
    from backlogmd.report._results import printable

    for line in text.rstrip("\n").split("\n"):
        print(printable(line))


def _explain(one: Inference, says: str) -> None:
    _tell(says)
    for place in one.places[:_SHOWN]:
        _tell(f"  {place.path}:{place.line}: {place.text}")
    if len(one.places) > _SHOWN:
        _tell(f"  and {len(one.places) - _SHOWN} more")


# The configuration.


def _configuration(home: str, table: dict[str, Any], inferred: Inferred) -> tuple[str, bytes, bytes | None]:
    """The path of the file to write, what is to stand in it, and what stands in it now, if there is such a file."""
    from backlogmd.discovery import read_file

    path = os.path.join(home, "pyproject.toml")
    if os.path.isfile(path):
        old = read_file(path)
        new = _appended(old, toml(table, inferred, ("tool", "backlogmd")))
        if new is not None:
            return path, new, old
        _tell(f"{os.path.relpath(path)} cannot take a table [tool.backlogmd]")
    return os.path.join(home, "backlogmd.toml"), toml(table, inferred, ()).encode(), None


def _appended(old: bytes, text: str) -> bytes | None:
    """A pyproject.toml with *text* at its end; None where that would not be what it says."""
    import tomllib

    newline = "\r\n" if b"\r\n" in old else "\n"
    gap = newline if old.endswith(b"\n") or not old else newline * 2
    new = old + (gap if old.strip() else "").encode() + text.replace("\n", newline).encode()
    try:
        before, after = (tomllib.loads(one.decode("utf-8-sig")) for one in (old, new))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    tool = dict(after.get("tool", {}))
    tool.pop("backlogmd", None)
    return new if {**after, "tool": tool} == {"tool": {}, **before} else None


def toml(table: dict[str, Any], inferred: Inferred, above: tuple[str, ...]) -> str:
    """The settings of *table* as TOML with comments, below the table *above*."""
    import tomlkit

    shown = tomlkit.table() if above else tomlkit.document()
    shown.add(tomlkit.comment("How the backlogs here are read and checked; what can be set: backlogmd schema config"))
    if "include" in table:
        shown.add(tomlkit.comment("Files that were named, and are not called as backlogs are."))
        shown.add("include", table["include"])
    if "baseline" in table:
        shown.add(tomlkit.comment("Findings that were there already: backlogmd baseline"))
        shown.add("baseline", table["baseline"])
    dialect = table.get("dialect", {})
    # What is left to people is a key of the table where there is one, and else of what is above it.
    unknown = [_as_comment(one, ["states"] if dialect else ["dialect", "states"]) for one in inferred.undecided]
    if dialect:
        below = tomlkit.table()
        for one in inferred.settings:
            key = one.key.rpartition(".")[2]
            below.add(tomlkit.comment(_evidence(one)))
            below.add(key, _levels(one.value) if key == "levels" else one.value)
        _add_comments(below, unknown)
        shown.add(tomlkit.nl())
        shown.add("dialect", below)
    else:
        _add_comments(shown, unknown)
    if isinstance(shown, tomlkit.TOMLDocument):
        return tomlkit.dumps(shown)
    document = tomlkit.document()
    outer = tomlkit.table(is_super_table=True)
    outer.add(above[1], shown)
    document.add(above[0], outer)
    return tomlkit.dumps(document)


def _add_comments(table: Table | TOMLDocument, lines: Sequence[tuple[str, str]]) -> None:
    import tomlkit

    for line in (line for pair in lines for line in pair):
        table.add(tomlkit.comment(line))


def _levels(levels: list[dict[str, Any]]) -> Any:
    import tomlkit

    array = tomlkit.array().multiline(True)
    for level in levels:
        inline = tomlkit.inline_table()
        inline.update(level)
        array.append(inline)
    return array


def _evidence(one: Inference) -> str:
    return f"{one.says[0].upper()}{one.says[1:]}: {_where(one.places)}"


def _as_comment(one: Inference, above: list[str]) -> tuple[str, str]:
    """What nobody but people can decide: where it stands, and the setting that would say it."""
    import tomlkit

    ((character, meaning),) = one.value.items()
    key = tomlkit.key([*above, character]).as_string()
    return f"{_where(one.places)}: {one.says}. What does it mean?", f'{key} = "{meaning}"'


def _where(places: Sequence[Place]) -> str:
    from backlogmd.report._results import printable

    shown = ", ".join(printable(f"{place.path}:{place.line}") for place in places[:_SHOWN])
    return shown + (f", and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")


# The hook.


def stanza(files: Sequence[str], indent: str = "  ", *, gap: str = " ", nested: str = "  ") -> str:
    """The entry of a list of `repos`, with *indent* before its mark, *gap* behind it, and *nested* before its hooks.

    *files* are backlogs whose names the hook would pass over.
    """
    inner = f"{indent} {gap}"
    hook = f"{inner}{nested}-{gap}"
    lines = [
        f"{indent}-{gap}repo: {_REPOSITORY}",
        f"{inner}rev: v{__version__}",
        f"{inner}hooks:",
        f"{hook}id: backlogmd",
    ]
    if files:
        names = "|".join(re.escape(file) for file in files).replace("'", "''")
        key = " " * len(hook)
        lines += [
            f"{hook}id: backlogmd",
            f"{key}name: backlogmd (files with other names)",
            f"{key}files: '^({names})$'",
        ]
    return "".join(f"{line}\n" for line in lines)


def with_hook(text: str, files: Sequence[str] = ()) -> str | None:
    """A .pre-commit-config.yaml with the hook at the end of its `repos`; None where that list is not plainly a list.

    A text that has the hook already is given back as it is.
    """
    if re.search(r"^[^#\n]*\bid:\s*[\"']?backlogmd\b", text, re.MULTILINE):
        return text
    lines = text.splitlines(keepends=True)
    heads = [index for index, line in enumerate(lines) if re.match(r"repos[ \t]*:", line)]
    if len(heads) != 1 or not re.fullmatch(r"repos:[ \t]*(?:#.*)?[\r\n]*", lines[heads[0]]) or "\t" in text:
        return None
    body = list(_block(lines, heads[0] + 1))
    first = re.match(r"( *)-( +)repo:", lines[body[0]]) if body else None
    if first is None:
        return None
    indent, gap = first.groups()
    for index in body:
        line = lines[index]
        own = len(line) - len(line.lstrip(" "))
        if own < len(indent) or (own == len(indent) and not re.match(r" *- ", line)):
            return None
    nested = re.search(r"^( *)hooks:[^\S\r\n]*\r?\n( *)- ", text, re.MULTILINE)
    deeper = nested[2][len(nested[1]) :] if nested and nested[2].startswith(nested[1]) else "  "
    newline = "\r\n" if lines[heads[0]].endswith("\r\n") else "\n"
    added = stanza(files, indent, gap=gap, nested=deeper).replace("\n", newline)
    last = lines[body[-1]]
    before = "".join(lines[: body[-1] + 1]) + ("" if last.endswith(("\n", "\r")) else newline)
    return before + added + "".join(lines[body[-1] + 1 :])


def _block(lines: Sequence[str], start: int) -> Iterator[int]:
    """The lines with something in them of the block that begins at *start*, up to the next key at the margin."""
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if not line or line.startswith("#"):
            continue
        if re.match(r"[^\s#-]|---|\.\.\.", lines[index]):
            return
        yield index
