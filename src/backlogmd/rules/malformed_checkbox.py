"""A checkbox is written so that Markdown does not read it as one.

GitHub, editors and backlogmd see a task only in a list item that begins with `[ ]`, `[x]` or another state character,
followed by a blank. Anything else is plain text: it is not counted, and nobody can tick it.

Links (`[text](url)`, `[1]: url`), footnotes and citations are left alone.

Bad:

    - [] Write the parser
    - [x ] Write the linter
    -[ ] Write the docs
    - [x]Release

Good:

    - [ ] Write the parser
    - [x] Write the linter
    - [ ] Write the docs
    - [x] Release
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, Label, Paragraph
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.totals import plural

_BOX = re.compile(r"\[(?P<inside>[ \t]*(?P<mark>[xX]?)[ \t]*)\](?P<after>[ \t]*)(?=(?P<next>.?))")
_GLUED = re.compile(r"[-+*](?=\[[ xX]?\](?:[ \t]|[^\W_]))")
_DASHLESS = re.compile(r"\[[ xX]\][ \t]+\S")


@rule("BL101", "{what}, so this is no task", severity="error", fix="both")
def check(document: Document) -> Iterator[Finding]:
    for note in document.notes:
        yield from _bullet(note.text)
        yield from _glued(note.text, document)
    for item in document.items:
        if isinstance(item, Paragraph):
            yield from _glued(item.text, document)
            yield from _dashless(item.text, document)


def _bullet(text: Label) -> Iterator[Finding]:
    match = _BOX.match(text.text)
    if match is None or match["next"] in ("(", "[", ":", "]", ""):
        return
    inside, mark, after = match["inside"], match["mark"], match["after"]
    if not after and not match["next"].isalnum() and match["next"] not in "*`_~\"'":
        return
    if inside == "":
        what = "the box has no blank in it"
    elif inside not in (" ", "x", "X"):
        what = "the box has blanks beside its mark" if mark else "the box holds more than one blank"
    elif not after:
        what = "there is no blank after the box"
    else:
        return
    start = text.span.start
    box = Span(start, start + match.end("after"))
    written = f"[{mark or ' '}] "
    yield Finding(
        Span(start, start + match.end("inside") + 1), what=what, help=f"write `- {written}`", fix=Fix.safe(Edit(box, written))
    )


def _glued(text: Label, document: Document) -> Iterator[Finding]:
    for span in _lines(text, document):
        match = _GLUED.match(document.source.slice(span))
        if match is not None:
            at = span.start + match.end()
            close = document.source.text.index("]", at) + 1
            yield Finding(
                Span(span.start, close),
                what=f"there is no blank after the `{match.group()}`",
                help=f"write `{match.group()} {document.source.text[at:close]}`",
                fix=Fix.safe(Edit(Span(at, at), " ")),
            )


def _dashless(text: Label, document: Document) -> Iterator[Finding]:
    """Lines that begin with a box but are no list items; one finding for all of a paragraph."""
    lines = [span for span in _lines(text, document) if _DASHLESS.match(document.source.slice(span))]
    if lines:
        what = "the box stands in no list item"
        if len(lines) > 1:
            what = f"{plural(len(lines), 'line')} of this paragraph begin with a box but are no list items"
        edits = [Edit(Span(span.start, span.start), "- ") for span in lines]
        first = lines[0].start
        yield Finding(Span(first, first + 3), what=what, help="begin each line with `- `", fix=Fix.unsafe(*edits))


def _lines(text: Label, document: Document) -> Iterator[Span]:
    """The lines of a paragraph, without their indentation."""
    for match in re.finditer(r"[^\r\n]+", document.source.slice(text.span)):
        line = match.group()
        at = text.span.start + match.start()
        yield Span(at + len(line) - len(line.lstrip(" \t>")), at + len(line))
