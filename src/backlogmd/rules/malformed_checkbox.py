"""A checkbox is written so that Markdown does not read it as one.

GitHub and editors see a task only in a list item that begins with `[ ]`, `[x]` or another state character, followed by
a blank. Anything else is plain text to them, and nobody can tick it; backlogmd still reads a box without a bullet.

Links (`[text](url)`, `[1]: url`), footnotes, citations and legends (`[x] = done`) are left alone.

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
from backlogmd.nodes import AssignmentRule, Document, KnownIssue, Label, Metric, Note, Paragraph
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Form

_BLANKS = r"[ \t\u00a0]*"
_BOX = lazy(rf"\[(?P<inside>{_BLANKS}(?:(?P<mark>[xX]){_BLANKS})?)\](?P<after>{_BLANKS})(?=(?P<next>\S))")
_GLUED = lazy(rf"(?P<bullet>[-+*]){_BOX.pattern}")
_DASHLESS = lazy(r"\[[ xX]\][ \t]+(?P<rest>\S[^\r\n]*)")

# A box that stands in a sentence about boxes: `[x] = done`, `[ ] open, [x] done`, and what a legend calls the states.
_LEGEND_LINE = lazy(r"[-–—=:]|.*\[[^\[\]]\]")
_STATE_WORDS = frozenset(
    "open|todo|to do|to-do|pending|planned|not started|not done|unchecked|incomplete|done|finished|completed|complete"
    "|closed|checked|ticked".split("|")
)


@rule("BL101", "{what}, so {result}", severity="error", fix="both")
def check(document: Document) -> Iterator[Finding]:
    for text in _bullets(document):
        yield from _bullet(text)
        yield from _glued(text, document)
    for item in document.items:
        if isinstance(item, Paragraph):
            yield from _glued(item.text, document)
            yield from _dashless(item.text, document)
    readings = (reading for section in document.all_sections for reading in section.readings)
    for reading in (*document.readings, *readings):
        if reading.form is Form.LINE:
            yield from _dashless(Label("", reading.span), document)


def _bullets(document: Document) -> Iterator[Label]:
    """The texts of all bullets that are no tasks."""
    seen = set()
    for note in document.notes:
        seen.add(note.text.span)
        yield note.text
    for item in document.items:
        if isinstance(item, KnownIssue | AssignmentRule | Metric):
            label = item.title if isinstance(item, KnownIssue) else item.text
            below = item.details if isinstance(item, KnownIssue) else ()
            for text in (label, *_texts(below)):
                if text.span not in seen:
                    yield text


def _texts(notes: tuple[Note, ...]) -> Iterator[Label]:
    for note in notes:
        yield note.text
        yield from _texts(note.notes)


def _bullet(text: Label) -> Iterator[Finding]:
    match = _BOX.match(text.text)
    what = match and _wrong(match)
    if match is None or what is None:
        return
    start = text.span.start
    written = f"[{match['mark'] or ' '}]"
    yield Finding(
        Span(start, start + match.end("inside") + 1),
        what=what,
        result="this is no task",
        help=f"write `{written}` and one blank",
        fix=Fix.safe(Edit(Span(start, start + match.end("after")), f"{written} ")),
    )


def _wrong(match: re.Match[str]) -> str | None:
    """What is wrong with the box at the beginning of a bullet; None if it is right, or no box at all."""
    inside = match["inside"]
    if not match["after"]:
        # `[x](url)`, `[x]: url`, `[x], [y]`; and `[]byte`, which is a type, but no `[]Byte`.
        if not (match["next"].isalnum() or match["next"] in '*`~"'):
            return None
        if inside == "" and match["next"].islower():
            return None
    if inside == "":
        return "the box has no blank in it"
    if len(inside) > 1:
        return "the box has blanks beside its mark" if match["mark"] else "the box holds more than one blank"
    return None if match["after"] else "there is no blank after the box"


def _glued(text: Label, document: Document) -> Iterator[Finding]:
    for span in _lines(text, document):
        line = document.source.slice(span)
        match = _GLUED.match(line)
        if match is None or not (match["after"] or match["next"].isalnum()):
            continue
        bullet, box = match["bullet"], Span(span.start + 1, span.start + match.end("after"))
        # `*[x] means done*` is emphasis.
        if bullet == "*" and re.search(r"(?<!\*)\*(?!\*)", line[match.end() :]):
            continue
        if match["inside"] == "" and not match["after"] and match["next"].islower():
            continue
        written = f"[{match['mark'] or ' '}]"
        yield Finding(
            Span(span.start, span.start + match.end("inside") + 1),
            what=f"there is no blank between `{bullet}` and the box",
            result="this is no task",
            help=f"write `{bullet} {written}` and one blank",
            fix=Fix.safe(Edit(Span(span.start, box.end), f"{bullet} {written} ")),
        )


def _dashless(text: Label, document: Document) -> Iterator[Finding]:
    """Lines that begin with a box but are no list items; one finding for all of a paragraph."""
    lines = [span for span in _lines(text, document) if _is_dashless(document.source.slice(span))]
    if lines:
        edits = [Edit(Span(span.start, span.start), "- ") for span in lines]
        first = lines[0].start
        several = len(lines) > 1
        many = f"{len(lines)} lines begin with a box but are no list items"
        yield Finding(
            Span(first, first + 3),
            what=many if several else "the box stands in no list item",
            result="GitHub shows no tasks here" if several else "GitHub shows no task here",
            help="begin each line with `- `" if several else "begin the line with `- `",
            fix=Fix.unsafe(*edits),
        )


def _is_dashless(line: str) -> bool:
    match = _DASHLESS.match(line)
    if match is None or _LEGEND_LINE.match(match["rest"]):
        return False
    return match["rest"].lower().rstrip(" .,;\\") not in _STATE_WORDS


def _lines(text: Label, document: Document) -> Iterator[Span]:
    """The lines of a paragraph, without their indentation."""
    for match in re.finditer(r"[^\r\n]+", document.source.slice(text.span)):
        line = match.group()
        at = text.span.start + match.start()
        yield Span(at + len(line) - len(line.lstrip(" \t>")), at + len(line))
