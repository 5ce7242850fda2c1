"""What reports in XML share.

They are built as elements and written by the standard library, which escapes what is markup (`]]>` too). It lets
characters through that XML cannot hold, so that all texts pass `held` first.
"""

from __future__ import annotations

# Nothing is read here: what makes reading XML unsafe does not touch writing it.
from xml.etree import ElementTree as ET

from backlogmd.pattern import lazy
from backlogmd.report._results import printable

# https://www.w3.org/TR/xml/#charsets; `printable` leaves only these two of what is not allowed.
_NOT_XML = lazy("[\ufffe\uffff]")


def held(text: str) -> str:
    """*text* with an escape for every character that XML cannot hold, or that could control what shows it."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", printable(text))


def document(root: ET.Element) -> str:
    """The document, with its declaration."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")
