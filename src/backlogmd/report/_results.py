"""What every report is made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic, Safety, Severity
from backlogmd.pattern import lazy
from backlogmd.source import Source


class FileResult(NamedTuple):
    """One checked file and its findings."""

    source: Source
    diagnostics: Sequence[Diagnostic]

    @property
    def path(self) -> str:
        """The name to show."""
        return self.source.path or "<text>"


UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
"""Everything that could move a cursor, change a colour, or turn the reading direction; and lone surrogates, which stand
for bytes that are not UTF-8. The inside of a character class."""

# The logs of CI services take commands from what a step prints: `##[…]` and `##vso[…]` anywhere in a line.
_NOT_PLAIN = lazy(f"[{UNSAFE}]|(?<=#)#(?=\\[|vso\\[)")

_LONGEST = 300
"""Characters of one message that are shown."""


def printable(text: str) -> str:
    """*text* with every character that could control a terminal or a log written as an escape."""
    return _NOT_PLAIN.sub(_escape, text)


def sentence(text: str) -> str:
    """*text* as `printable` has it; of one that quotes a very long title, the beginning and the end."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST * 2 // 3]} … {text[-_LONGEST // 3 :]}"
    return printable(text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def summary(results: Iterable[FileResult]) -> str:
    """One line: `5 errors, 1 note in 1 file, 3 can be fixed`."""
    results = list(results)
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    files = _number(len(results), "file")
    if not found:
        return f"All is well in {files}" if results else "Nothing was checked"
    counts = [
        _number(number, noun)
        for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
        if (number := sum(one.severity is severity for one in found))
    ]
    line = f"{', '.join(counts)} in {files}"
    safe = sum(one.fix is not None and one.fix.safety is Safety.SAFE for one in found)
    unsafe = sum(one.fix is not None and one.fix.safety is Safety.UNSAFE for one in found)
    if safe or unsafe:
        line += f", {safe + unsafe} can be fixed"
        if unsafe:
            line += f" ({unsafe} of them unsafely)" if safe else " (unsafely)"
    return line


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
