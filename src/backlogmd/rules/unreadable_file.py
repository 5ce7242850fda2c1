"""The file is not UTF-8, so it cannot be checked.

The message says at which byte the text stops being UTF-8, and which encoding it looks like. Nothing else in the file
is checked, and the run ends with status 2.

Bad:

    A file saved as UTF-16 or Windows-1252.

Good:

    The same file saved as UTF-8.
"""

from collections.abc import Iterator

from backlogmd.nodes import Document
from backlogmd.rule import Finding, rule
from backlogmd.source import Span


@rule("BL901", "this file is not UTF-8 (byte {byte}{guess}), so it was not checked", severity="error")
def check(document: Document) -> Iterator[Finding]:
    source = document.source
    if source.invalid_byte is None:
        return
    raw = source.text.encode("utf-8", "surrogateescape")
    at = len(raw[: source.invalid_byte].decode("utf-8"))
    encoding = _likely_encoding(raw)
    yield Finding(
        Span(at, at + 1),
        byte=source.invalid_byte,
        guess=f", it looks like {encoding}" if encoding else "",
        help="save it as UTF-8",
    )


def _likely_encoding(raw: bytes) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Only a file that cannot be read pays for the detector.
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:65536]).best()
    return best.encoding.replace("_", "-") if best else None
