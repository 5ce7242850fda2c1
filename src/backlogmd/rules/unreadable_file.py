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
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_ENOUGH = 32768
"""So many bytes on either side of the first odd one are looked at."""
_FEW = 8
_WESTERN = lazy("[À-ÖØ-öø-þŒœŠšŽž‘’“”–—…•€§©®°«»]+")


@rule("BL901", "this file is not UTF-8 (byte {byte}{looks}), so it was not checked", severity="error")
def check(document: Document) -> Iterator[Finding]:
    source = document.source
    if source.invalid_byte is None:
        return
    raw = source.text.encode("utf-8", "surrogateescape")
    at = len(raw[: source.invalid_byte].decode("utf-8"))
    encoding = _likely_encoding(raw, source.invalid_byte)
    yield Finding(
        Span(at, at + 1),
        byte=source.invalid_byte,
        looks=f", it looks like {encoding}" if encoding else "",
        help="save it as UTF-8",
    )


def _likely_encoding(raw: bytes, at: int) -> str | None:
    """The encoding that *raw*, which is no UTF-8 from *at* on, looks like; None if nothing speaks for any."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return encoding
    part = raw[max(0, at - _ENOUGH) : at + _ENOUGH]
    if part.count(0) > len(part) // 4:
        return "UTF-16"
    odd = bytes(one for one in part if one >= 0x80)
    if len(odd) < _FEW:
        # Too few for the detector, which would name any encoding that has letters there.
        return "Windows-1252" if _WESTERN.fullmatch(odd.decode("cp1252", "replace")) else None
    # Only a file that cannot be read pays for the detector.
    from charset_normalizer import from_bytes

    best = from_bytes(part).best()
    if best is None:
        return None
    if "cp1252" in (best.encoding, *best.could_be_from_charset):
        return "Windows-1252"
    return best.encoding.replace("_", "-")
