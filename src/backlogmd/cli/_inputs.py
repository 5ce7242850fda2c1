"""What commands that read backlogs share: where the text comes from, and how it is read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from backlogmd.errors import BacklogmdError, UnknownNameError

if TYPE_CHECKING:
    from backlogmd.discovery import Choice
    from backlogmd.resolver import Resolver
    from backlogmd.vocabulary import Dialect


def read_inputs(
    paths: Iterable[str], stdin_filename: str | None, choice: Choice | None = None
) -> Iterator[tuple[str, bytes | BacklogmdError]]:
    """The name of each input with its bytes, or with the reason why there are none.

    No path means the current folder, `-` standard input, which *stdin_filename* names. Of files, *choice* leaves out
    some and adds others.
    """
    from backlogmd.discovery import find_files, read_file, read_stream

    paths = list(paths) or ["."]
    if "-" in paths:
        name = stdin_filename or "<stdin>"
        yield name, read_stream(sys.stdin, name)
    for found in find_files((path for path in paths if path != "-"), choice):
        if isinstance(found, BacklogmdError):
            yield "", found
            continue
        try:
            content: bytes | BacklogmdError = read_file(found)
        except BacklogmdError as error:
            content = error
        yield found, content


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Declare where the configuration comes from, and how text is read."""
    reading = parser.add_argument_group("configuration")
    reading.add_argument(
        "--config",
        action="append",
        metavar="FILE",
        help="take this configuration file, or set one key: --config fail-on=error (default: the nearest "
        ".backlogmd.toml, backlogmd.toml or pyproject.toml above each file)",
    )
    reading.add_argument("--isolated", action="store_true", help="take no configuration file")
    reading.add_argument(
        "--no-force-exclude",
        action="store_true",
        help="check files that are named even if the configuration excludes them",
    )
    reading.add_argument(
        "--forms",
        action="append",
        metavar="FORMS",
        help="the forms in which tasks may be written besides checkboxes: heading, row, item, line; "
        "commas between several, `checkbox` for none of them (default: all)",
    )


def find_configuration(options: argparse.Namespace) -> Resolver:
    """Where the options look for the configuration of each file."""
    from backlogmd.resolver import Resolver, merge, parse_override

    files: list[str] = []
    overrides: dict[str, Any] = {}
    for text in options.config or ():
        if text.endswith(".toml") and "=" not in text:
            files.append(text)
        else:
            merge(overrides, parse_override(text))
    if len(files) > 1:
        raise BacklogmdError(f"--config names two files: {files[0]} and {files[1]}")
    if files and options.isolated:
        raise BacklogmdError(f"--isolated takes no configuration file, but --config names {files[0]}")
    return Resolver(
        file=files[0] if files else None,
        isolated=options.isolated,
        overrides=overrides,
        force_exclude=not options.no_force_exclude,
    )


def read_dialect(options: argparse.Namespace, dialect: Dialect) -> Dialect:
    """*dialect*, with what the options say about it."""
    from dataclasses import replace

    from backlogmd.vocabulary import Form

    if options.forms is None:
        return dialect
    known = [form.value for form in Form]
    names = [name.strip().lower() for value in options.forms for name in value.split(",")]
    for name in names:
        if name not in known:
            raise UnknownNameError("form of --forms", name, known, f"known are {', '.join(known)}")
    return replace(dialect, forms=frozenset(map(Form, names)))
