"""What commands that print share: whether there are colours and links, and text or a diff on standard output."""

from __future__ import annotations

import os
import sys
from typing import TextIO

# Of what is not told by a variable of its own. An unknown terminal may show the address as rubbish.
_LINKING_PROGRAMS = set("ghostty Hyper iTerm.app mintty rio Tabby terminology vscode WezTerm zed".split())
_LINKING_TERMINALS = set("alacritty alacritty-direct contour foot foot-extra xterm-ghostty xterm-kitty".split())
_FIRST_LINKING_VTE = 5001  # 0.50.0 fell over them


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


def wants_links(choice: str, stream: TextIO | None) -> bool:
    """Whether codes are links to the pages of their rules: only on a terminal that is known to make them links.

    `FORCE_HYPERLINK=1` says that an unknown one does, `FORCE_HYPERLINK=0` that none are wanted. *choice* is that of
    colours: who wants none wants plain text.
    """
    if choice == "never" or stream is None or not stream.isatty():
        return False
    if forced := os.environ.get("FORCE_HYPERLINK", ""):
        return forced != "0"
    if os.environ.get("NO_COLOR") and choice == "auto":
        return False
    terminal = os.environ.get("TERM", "")
    # The variables in tmux and screen are those of the terminal around them, which may get nothing to see of a link.
    if terminal == "dumb" or terminal.startswith(("screen", "tmux")):
        return False
    vte = os.environ.get("VTE_VERSION", "")
    if vte.isdecimal():
        return int(vte) >= _FIRST_LINKING_VTE
    return (
        os.environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or terminal in _LINKING_TERMINALS
        or any(os.environ.get(name) for name in ("DOMTERM", "KONSOLE_VERSION", "WT_SESSION"))
    )


def terminal_columns() -> int | None:
    """How wide the terminal is; None where the output goes elsewhere and nobody said how wide that is."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


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
