"""The links of a document, and the anchors that links within it can lead to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Document, OpaqueKind
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.source import Span

_INLINE = lazy(
    r"\]\([ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)"
)
_DEFINITION = lazy(
    r"^[ ]{0,3}\[[^\]\[\n^][^\]\[\n]*\]:[ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s<>]+))", re.MULTILINE
)
_NAMED = lazy(r"<[a-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?(?P<name>[^\"'\s<>]+)", re.IGNORECASE)
_ATTRIBUTE = lazy(r"\{[^{}\n]*?#(?P<name>[^\s{}]+)[^{}\n]*\}[ \t]*#*[ \t]*$")
_INSIDE = lazy(r"^[ \t]*(?:(?:>|[-+*]|[0-9]{1,9}[.)])[ \t]*)+#{1,6}[ \t]+(?P<text>[^\r\n]*)", re.MULTILINE)
_ESCAPE = lazy(r"\\([!-/:-@\[-`{-~])")

_LINK_TEXT = lazy(r"!?\[([^\]\[]*)\](?:\([^()\s]*(?:\([^()]*\)[^()]*)*\)|\[[^\]\[]*\])")
_TAG = lazy(r"</?[a-zA-Z][^<>]*>")
_MARKUP = lazy(r"[`*]|~~|(?<!\w)_+|_+(?!\w)")


class Link(NamedTuple):
    """Where a link or an image leads, as written but for escapes."""

    destination: str
    span: Span


def links_of(document: Document) -> Iterator[Link]:
    """The links and images of *document* outside of code, HTML blocks and front matter, in no order."""
    text = without_code(document)
    blocks = [one.span for one in document.opaque if one.kind is OpaqueKind.HTML]
    starts = [block.start for block in blocks]
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(text):
            group = "angle" if match["angle"] is not None else "bare"
            span = Span(*match.span(group))
            at = bisect_right(starts, span.start) - 1
            in_block = at >= 0 and span.end <= blocks[at].end
            in_front = document.front_matter is not None and document.front_matter.holds(span)
            if not (in_block or in_front or (pattern is _INLINE and text[match.start() - 1] == "\\")):
                yield Link(_ESCAPE.sub(r"\1", match[group]), span)


def anchors_of(document: Document) -> dict[str, str]:
    """The anchors that GitHub makes of the headings, and those that are written in HTML or as `{#name}`.

    The keys are as `anchor_key` gives them; the values are what to write.
    """
    anchors: dict[str, str] = {}
    seen: dict[str, int] = {}
    text = document.source.text
    headings = [section.heading.text for section in document.all_sections]
    headings += [match["text"] for match in _INSIDE.finditer(text)]
    for heading in headings:
        slug = slug_of(heading)
        number = seen.get(slug, 0)
        seen[slug] = number + 1
        own = f"{slug}-{number}" if number else slug
        anchors.setdefault(anchor_key(own), own)
        match = _ATTRIBUTE.search(heading)
        if match is not None:
            anchors.setdefault(anchor_key(match["name"]), match["name"])
            bare = slug_of(heading[: match.start()])
            anchors.setdefault(anchor_key(bare), bare)
    for match in _NAMED.finditer(text):
        anchors.setdefault(anchor_key(match["name"]), match["name"])
    return anchors


def slug_of(heading: str) -> str:
    """The anchor that GitHub makes of a heading: its letters in lower case, digits, `_` and `-`, blanks as `-`."""
    text = _TAG.sub("", _LINK_TEXT.sub(lambda match: "" if match.group().startswith("!") else match[1], heading))
    if "&" in text:
        from html import unescape

        text = unescape(text)
    text = _MARKUP.sub("", _ESCAPE.sub(r"\1", text)).strip(" \t").lower()
    if text.isascii():
        kept = "".join(one for one in text if one.isalnum() or one in "_- ")
    else:
        from unicodedata import category

        kept = "".join(one for one in text if one in "- " or category(one)[0] in "LNM" or category(one) == "Pc")
    return kept.replace(" ", "-")


def anchor_key(anchor: str) -> str:
    """An anchor as it is compared: without regard to case and to the selectors that change how an emoji looks."""
    return anchor.lower().replace("\ufe0f", "").replace("\u20e3", "")
