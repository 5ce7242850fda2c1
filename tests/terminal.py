"""A real terminal for programs under test: the far end of a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 30.0
"""Seconds after which a program that says nothing is taken for dead."""


class Terminal:
    """A program on a terminal of its own, with what it has shown so far."""

    def __init__(self, command: Sequence[str], folder: Path, env: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        self._program = subprocess.Popen(
            command, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.shown = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._program.poll() is None:
            self._program.kill()
        self._program.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._ours, text.encode())

    def wait_for(self, text: str) -> None:
        """Read until *text* has been shown since the last call."""
        seen = b""
        while text.encode() not in seen:
            more = self._read()
            assert more, f"the program left, or says nothing more, without {text!r}: {self.shown!r}"
            seen += more

    def finish(self) -> int:
        """Read to the end; the exit status."""
        while self._read():
            pass
        return self._program.wait(_PATIENCE)

    def _read(self) -> bytes:
        end = time.monotonic() + _PATIENCE
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._ours], [], [], left)[0]:
                break
            try:
                more = os.read(self._ours, 65536)
            except OSError:
                # Linux: the last program has closed its end.
                return b""
            self.shown += more
            return more
        return b""
