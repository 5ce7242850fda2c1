"""How two texts differ, as a unified diff: for people to read, or for `patch -p0` and `git apply -p0` to apply."""

from __future__ import annotations

from collections.abc import Iterator

from backlogmd.report._results import printable

_COLORS = {"-": "31", "+": "32", "@": "36"}


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the diff, with their line ends, exactly: a patch."""
    from difflib import unified_diff

    # Programs that apply patches know one line end. A return before it, or anywhere else, is a part of the line.
    old, new = (_lines(text) for text in (before, after))
    name = printable(path)
    for line in unified_diff(old, new, name, name):
        yield line
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n"


def shown(path: str, before: str, after: str, *, color: bool = False) -> Iterator[str]:
    """The same for a terminal or a log, which nothing in the text can control; without line ends."""
    for line in unified(path, before, after):
        text = printable(line.strip("\n").removesuffix("\r"))
        if text[1:].lstrip().startswith("::"):
            # A step of a CI service gives commands with such lines.
            text = text.replace(":", "\\x3a", 1)
        paint = _COLORS.get(text[:1]) if color else None
        yield f"\x1b[{paint}m{text}\x1b[0m" if paint else text


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
