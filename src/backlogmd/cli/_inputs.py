"""What commands that read backlogs share: where the text comes from, and whether there are colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from backlogmd.errors import BacklogmdError


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


def wants_color(choice: str) -> bool:
    """Whether to print colours.

    The *choice* on the command line, else https://no-color.org and https://force-color.org, else the terminal says so.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
