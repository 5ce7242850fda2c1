"""What commands that read backlogs share: where the text comes from, and how it is read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backlogmd.errors import BacklogmdError, UnknownNameError

if TYPE_CHECKING:
    from backlogmd.vocabulary import Dialect


def read_inputs(paths: Iterable[str], stdin_filename: str | None) -> Iterator[tuple[str, bytes | BacklogmdError]]:
    """The name of each input with its bytes, or with the reason why there are none.

    No path means the current folder, `-` standard input, which *stdin_filename* names.
    """
    from backlogmd.discovery import find_files, read_file, read_stream

    paths = list(paths) or ["."]
    if "-" in paths:
        name = stdin_filename or "<stdin>"
        yield name, read_stream(sys.stdin, name)
    for found in find_files(path for path in paths if path != "-"):
        if isinstance(found, BacklogmdError):
            yield "", found
            continue
        try:
            content: bytes | BacklogmdError = read_file(found)
        except BacklogmdError as error:
            content = error
        yield found, content


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Declare how text is read."""
    reading = parser.add_argument_group("reading")
    reading.add_argument(
        "--forms",
        action="append",
        metavar="FORMS",
        help="the forms in which tasks may be written besides checkboxes: heading, row, item, line; "
        "commas between several, `checkbox` for none of them (default: all)",
    )


def read_dialect(options: argparse.Namespace) -> Dialect:
    """The dialect that the options ask for."""
    from dataclasses import replace

    from backlogmd.vocabulary import DEFAULT, Form

    if options.forms is None:
        return DEFAULT
    known = [form.value for form in Form]
    names = [name.strip().lower() for value in options.forms for name in value.split(",")]
    for name in names:
        if name not in known:
            raise UnknownNameError("form of --forms", name, known, f"known are {', '.join(known)}")
    return replace(DEFAULT, forms=frozenset(map(Form, names)))
