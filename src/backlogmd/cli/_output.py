"""What commands that print share: whether there are colours, and text or a diff on standard output."""

from __future__ import annotations

import os
import sys


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


def write_bytes(content: bytes) -> None:
    """Write *content* to standard output, where text may stand before it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def show_diff(path: str, before: str, after: str, *, color: bool) -> None:
    """Print how a text would change: for people, or byte for byte where a program or a file takes it."""
    from backlogmd.report import _diff

    if _is_read_by_people():
        for line in _diff.shown(path, before, after, color=color):
            print(line)
    else:
        for line in _diff.unified(path, before, after):
            write_bytes(line.encode("utf-8", "surrogateescape"))


def _is_read_by_people() -> bool:
    """Whether standard output is a terminal or the log of a CI service: there, text must not give commands."""
    import stat

    if sys.stdout.isatty():
        return True
    try:
        in_file = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        in_file = False
    return bool(os.environ.get("CI")) and not in_file
