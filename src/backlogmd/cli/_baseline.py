"""Baselines on disk: which one holds for a file, what is in it, and how a file is called in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from backlogmd.baseline import Baseline

DEFAULT = ".backlogmd-baseline"


class Baselines:
    """The baselines of one run, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Baseline] = {}

    def at(self, path: str) -> Baseline:
        """The baseline in the file at *path*.

        Raises `BacklogmdError` if it cannot be read.
        """
        if path not in self._read:
            self._read[path] = read_baseline(path)
        return self._read[path]

    def summary(self, *, all_ran: bool) -> list[str]:
        """What there is to say about each after all files were compared.

        Which entries are gone can be told only if *all_ran*: all rules, over all that stands in the files.
        """
        from backlogmd.report._results import counted

        lines = []
        for path, one in sorted(self._read.items()):
            gone = len(one.gone) if all_ran else 0
            if one.hidden or gone:
                known = f"{counted(one.hidden, 'known finding')} not shown ({path})"
                are = "1 entry is" if gone == 1 else f"{gone} entries are"
                lines.append(known + (f"; {are} gone: backlogmd baseline --prune" if gone else ""))
        return lines


def read_baseline(path: str) -> Baseline:
    """The baseline in a file.

    Raises `BacklogmdError` if it cannot be read.
    """
    from backlogmd.baseline import Baseline
    from backlogmd.discovery import read_file
    from backlogmd.registry import rule_named

    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BacklogmdError(f"{path}: not UTF-8 (byte {error.start}); write it anew: backlogmd baseline") from None
    return Baseline.read(text, path, lambda name: rule_named(name).name)


def name_in(baseline: str, path: str) -> str:
    """How a baseline calls the file at *path*: from its own folder, with `/` between the parts."""
    folder = os.path.dirname(os.path.abspath(baseline))  # noqa: PTH100, PTH120 - paths are strings, as in discovery
    return os.path.relpath(path, folder).replace(os.sep, "/")
