"""What reports in JSON share: text that JSON can hold, and that cannot control what shows it."""

from __future__ import annotations

from backlogmd.pattern import lazy
from backlogmd.report._results import UNSAFE

# Below U+0020 there are only the line ends between the values; all else that is not plain stands in a string.
_NOT_PLAIN = lazy(f"(?![\x00-\x1f])[{UNSAFE}]|(?<=#)#(?=\\[|vso\\[)")
_SURROGATE = lazy("[\ud800-\udfff]")


def escaped(json: str) -> str:
    """*json* with escapes for all that could control a terminal or a log."""
    return _NOT_PLAIN.sub(lambda match: f"\\u{ord(match.group()):04x}", json)


def holdable(text: str) -> str:
    """*text* as JSON can hold it: lone surrogates, such as stand for bytes that are not UTF-8, become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)
