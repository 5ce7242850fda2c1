"""What a finding is recognised by from one run to the next, though lines were added above it or it was moved."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from backlogmd.diagnostics import Diagnostic
from backlogmd.pattern import lazy
from backlogmd.report._json import holdable
from backlogmd.report._results import FileResult
from backlogmd.source import Source

_REACH = 200
"""Characters of a long line, on either side of where a finding begins, that tell it from others."""

_LINE_END = lazy("\r\n?")

_WINDOW, _BASE, _BITS = 100, 37, 64


def identified(results: Iterable[FileResult]) -> Iterator[tuple[FileResult, list[tuple[Diagnostic, str]]]]:
    """Each file with its findings, and with each of these a fingerprint: 32 hexadecimal digits, once in a report.

    It is made from the file, the rule, the line without its blanks, and what is marked in it; and for the second and
    further ones of which all that is the same, their number. Where the line stands, and the figures that the message
    compares it to, do not count.
    """
    seen: Counter[str] = Counter()
    for result in results:
        found = []
        for one in result.diagnostics:
            content = "\0".join((result.place, one.code, *_text(one, result.source)))
            seen[content] += 1
            key = f"{content}\0{seen[content]}".encode("utf-8", "surrogatepass")
            found.append((one, sha256(key, usedforsecurity=False).hexdigest()[:32]))
        yield result, found


def _text(one: Diagnostic, source: Source) -> Iterator[str]:
    """The line around the finding and the finding itself, without blanks, so that aligning a table changes nothing."""
    start = one.span.start
    line = source.line_span(source.position(start).line)
    around = source.text[max(line.start, start - _REACH) : min(line.end, start + _REACH)]
    marked = source.text[start : min(one.span.end, line.end, start + _REACH)]
    for text in (around, marked):
        yield "".join(text.split())


def line_hashes(source: Source) -> list[str]:
    """For each line the `primaryLocationLineHash` that GitHub's own upload of SARIF computes: `271789c17abda88f:1`.

    Upload compares: it warns of each finding that has another one. The hash is a polynomial over the line and what
    follows it, 100 UTF-16 code units without blanks; after the colon stands how often it has come up so far.
    See https://github.com/github/codeql-action/blob/main/src/fingerprints.ts.
    """
    text = _LINE_END.sub("\n", source.text).replace(" ", "").replace("\t", "")
    # The text ends with -1, as 16 bits have it; what is missing behind it is 0.
    units = [*array("H", holdable(text).encode("utf-16"))[1:], 0xFFFF]
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 0x0A)]
    seen: Counter[int] = Counter()
    hashes = []
    for start in starts:
        window = units[start : start + _WINDOW]
        value = 0
        for unit in window:
            value = value * _BASE + unit
        value = value * _BASE ** (_WINDOW - len(window)) % 2**_BITS
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes
