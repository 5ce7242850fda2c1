"""What every report is made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from backlogmd.diagnostics import Diagnostic, Evidence, Safety, Severity
from backlogmd.pattern import lazy
from backlogmd.source import Source


class FileResult(NamedTuple):
    """One checked file and its findings."""

    source: Source
    diagnostics: Sequence[Diagnostic]
    """The findings; after fixing, those that remain."""
    fixed: int = 0
    """How many findings were fixed."""
    in_repository: str | None = None
    """The path as services know it: from the root of the repository, with `/` between its parts."""

    @property
    def path(self) -> str:
        """The name to show."""
        return self.source.path or "<text>"

    @property
    def place(self) -> str:
        """The path for a service that shows the repository; the name to show where no other is known."""
        return self.in_repository or self.path


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


def line_of_log(text: str) -> str:
    """*text*, which is plain and begins a line of its own, such that no CI service takes the line for a command."""
    return text.replace(":", "\\x3a", 1) if text.lstrip().startswith("::") else text


def explained(one: Diagnostic, source: Source) -> Iterator[str]:
    """What a finding rests on, whether it is a guess, and what to do about it: each a line for people."""
    for evidence in one.evidence:
        yield _evidence(evidence, source)
    if one.guess:
        yield "this is a guess: only the wording speaks for it"
    if one.help is not None:
        unsafe = one.fix is not None and one.fix.safety is Safety.UNSAFE
        yield f"help: {sentence(one.help)}{' (unsafe fix)' if unsafe else ''}"


def _evidence(evidence: Evidence, source: Source) -> str:
    if evidence.span is None:
        return sentence(evidence.message)
    return f"{sentence(evidence.message)} (line {source.position(evidence.span.start).line})"


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def is_fixable(one: Diagnostic, *, unsafe_fixes: bool) -> bool:
    """Whether `--fix`, or with *unsafe_fixes* `--fix --unsafe-fixes`, would mend the finding."""
    return one.fix is not None and (unsafe_fixes or one.fix.safety is Safety.SAFE)


def summary(results: Iterable[FileResult], *, unsafe_fixes: bool = False) -> str:
    """One line: `5 errors, 1 note in 1 file (3 fixed, 6 remaining)`, and how many of them can be fixed."""
    results = list(results)
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    files, fixed = counted(len(results), "file"), fixes(results)
    if not found:
        return (f"All is well in {files}" if results else "Nothing was checked") + (f" ({fixed})" if fixed else "")
    counts = [
        counted(number, noun)
        for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
        if (number := sum(one.severity is severity for one in found))
    ]
    line = f"{', '.join(counts)} in {files}" + (f" ({fixed})" if fixed else "")
    now = sum(is_fixable(one, unsafe_fixes=unsafe_fixes) for one in found)
    more = sum(one.fix is not None for one in found) - now
    if now:
        line += f", [*] {now} fixable with `--fix{' --unsafe-fixes' if unsafe_fixes else ''}`"
        line += f" ({more} more with `--unsafe-fixes`)" if more else ""
    elif more:
        line += f", {more} fixable with `--fix --unsafe-fixes`"
    return line


def fixes(results: Iterable[FileResult]) -> str:
    """What fixing came to, `3 fixed, 6 remaining`; nothing where nothing was fixed."""
    results = list(results)
    fixed = sum(result.fixed for result in results)
    return f"{fixed} fixed, {sum(len(result.diagnostics) for result in results)} remaining" if fixed else ""


def counted(number: int, noun: str) -> str:
    """`1 task`, `2 tasks`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
