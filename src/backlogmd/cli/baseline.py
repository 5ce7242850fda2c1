"""`backlogmd baseline`: take the present findings for known, so that only new ones are reported."""

from __future__ import annotations

import argparse
import os
import sys

from backlogmd.cli._baseline import DEFAULT, name_in, read_baseline
from backlogmd.cli._inputs import add_configuration, find_configuration, read_dialect, read_inputs
from backlogmd.errors import BacklogmdError

HELP = "take the present findings for known, so that only new ones are reported"
EXAMPLE = """examples:
  backlogmd baseline                  write what is found now to .backlogmd-baseline
  backlogmd baseline --prune          take out entries whose findings are gone

with baseline = ".backlogmd-baseline" in the configuration, a check reports what is new.

exit status:
  0  written      2  asked work could not be done
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    parser.add_argument(
        "--baseline", metavar="FILE", help=f"the file to write (default: as configured, else {DEFAULT})"
    )
    parser.add_argument("--prune", action="store_true", help="add nothing; take out what is no longer found")
    add_configuration(parser)


def run(options: argparse.Namespace) -> int:
    """Write the entries."""
    from backlogmd.baseline import Entry, entries, written
    from backlogmd.discovery import FilesBeside
    from backlogmd.files import write_file
    from backlogmd.linter import lint
    from backlogmd.report._results import printable
    from backlogmd.syntax.parse import parse

    if "-" in options.paths:
        raise BacklogmdError("a baseline is about files, and - is none")
    resolver = find_configuration(options)
    here = resolver.for_folder("")
    path: str = options.baseline or here.baseline or DEFAULT
    old = read_baseline(path) if os.path.exists(path) else None  # noqa: PTH110 - paths are strings, as in discovery
    if old is None and options.prune:
        raise BacklogmdError(f"{path}: no such file; `backlogmd baseline` writes it")
    found: list[Entry] = []
    names: set[str] = set()
    failed = False
    for name, content in read_inputs(options.paths, None, resolver):
        if isinstance(content, BacklogmdError):
            print(f"backlogmd: {printable(str(content))}", file=sys.stderr)
            failed = True
            continue
        config = resolver.for_file(name).config_for(name)
        document = parse(content, path=name, dialect=read_dialect(options, config.dialect))
        known_as = name_in(path, name)
        names.add(known_as)
        diagnostics = lint(document, config, FilesBeside(name))
        if old is not None:
            old.new(known_as, document, diagnostics)
        found += [entry for entry, _ in entries(known_as, document, diagnostics)]
    before = old.known if old is not None else []
    if options.prune and old is not None:
        gone = old.gone
        kept = list(before)
        for entry in gone:
            kept.remove(entry)
        new = kept
    else:
        # Files that were not asked about stay as they were.
        new = [*(entry for entry in before if entry.path not in names), *found]
    if old is None or sorted(new) != sorted(before):
        write_file(path, written(new).encode())
    print(f"{printable(path)}: {_said(len(new), None if old is None else len(before))}")
    if here.baseline is None and options.baseline is None and new:
        print(f'to use it, write into the configuration: baseline = "{path}"')
    return 2 if failed else 0


def _said(now: int, before: int | None) -> str:
    from backlogmd.report._results import counted

    known = counted(now, "known finding")
    return known if before is None or now == before else f"{known} ({now - before:+d})"
