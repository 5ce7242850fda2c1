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
from backlogmd.rule import NEW_TASK, Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Form

_BLANKS = r"[ \t\u00a0]*"
_BOX = lazy(rf"\[(?P<inside>{_BLANKS}(?:(?P<mark>[xX]){_BLANKS})?)\](?P<after>{_BLANKS})(?=(?P<next>\S))")
_BETWEEN = " \t\r\n>"
_GLUED = lazy(rf"(?P<bullet>[-+*]){_BOX.pattern}")
_DASHLESS = lazy(r"\[[ xX]\][ \t]+(?P<rest>\S[^\r\n]*)")

# A box that stands in a sentence about boxes: `[x] = done`, `[ ] open, [x] done`, and what a legend calls the states.
_LEGEND_LINE = lazy(r"[-–—=:]|.*\[[^\[\]]\]")
_STATE_WORDS = frozenset(
    "open|todo|to do|to-do|pending|planned|not started|not done|unchecked|incomplete|done|finished|completed|complete"
    "|closed|checked|ticked".split("|")
)

# What loses the lines that become tasks.
_TEXTS = ("Note.text", "Paragraph.text", "KnownIssue.title", "Metric", "AssignmentRule", "Resource")


@rule(
    "BL101",
    "{what}, so {result}",
    severity="error",
    fix="both",
    # A line that was glued to a task said what it says of that task: a date, a person, anything.
    changes=(*NEW_TASK, *_TEXTS, "Task"),
)
def check(document: Document) -> Iterator[Finding]:
    edges = _edges(document)
    for text in _bullets(document):
        yield from _bullet(text, document, edges)
        yield from _glued(text, document, edges, in_list=True)
    for item in document.items:
        if isinstance(item, Paragraph):
            yield from _glued(item.text, document, edges, in_list=False)
            yield from _dashless(item.text, document, edges)
    readings = (reading for section in document.all_sections for reading in section.readings)
    for reading in (*document.readings, *readings):
        if reading.form is Form.LINE:
            yield from _dashless(Label("", reading.span), document, edges)


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


def _bullet(text: Label, document: Document, edges: set[int]) -> Iterator[Finding]:
    match = _BOX.match(text.text)
    what = match and _wrong(match)
    if match is None or what is None:
        return
    start = text.span.start
    written = f"[{match['mark'] or ' '}]"
    edit = Edit(Span(start, start + match.end("after")), f"{written} ")
    yield Finding(
        Span(start, start + match.end("inside") + 1),
        what=what,
        result="this is no task",
        help=f"write `{written}` and one blank",
        fix=None if _joins(text, document, edges) else Fix.safe(edit),
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


def _edges(document: Document) -> set[int]:
    """Where the entries begin and end that are tasks without a box."""
    readings = [reading for section in document.all_sections for reading in section.readings]
    spans = [task.span for task in document.tasks if task.form is Form.ITEM]
    spans += [reading.span for reading in (*document.readings, *readings) if reading.form is Form.ITEM]
    return {edge for start, end in spans for edge in (start, _back(document, end))}


def _back(document: Document, offset: int) -> int:
    """The end of what stands before *offset*, blanks and marks of quotes aside."""
    text = document.source.text
    while offset and text[offset - 1] in _BETWEEN:
        offset -= 1
    return offset


def _joins(text: Label, document: Document, edges: set[int]) -> bool:
    """Whether an item here would be one of a list of tasks without boxes: with a box among them, they would be none."""
    source, after = document.source.text, text.span.end
    line = document.source.line_span(document.source.position(text.span.start).line)
    while after < len(source) and source[after] in _BETWEEN:
        after += 1
    return bool(edges) and (after in edges or _back(document, line.start) in edges)


def _glued(text: Label, document: Document, edges: set[int], *, in_list: bool) -> Iterator[Finding]:
    found = [(span, match) for span in _lines(text, document) if (match := _glued_box(document.source.slice(span)))]
    fixable = bool(found) and not _joins(text, document, edges)
    fixable = fixable and _can_be_items([span for span, _ in found], text, document, in_list=in_list)
    for span, match in found:
        bullet, written = match["bullet"], f"[{match['mark'] or ' '}]"
        box = Span(span.start, span.start + match.end("after"))
        yield Finding(
            Span(span.start, span.start + match.end("inside") + 1),
            what=f"there is no blank between `{bullet}` and the box",
            result="this is no task",
            help=f"write `{bullet} {written}` and one blank",
            fix=Fix.safe(Edit(box, f"{bullet} {written} ")) if fixable else None,
        )


def _glued_box(line: str) -> re.Match[str] | None:
    match = _GLUED.match(line)
    if match is None or not (match["after"] or match["next"].isalnum()):
        return None
    # `*[x] means done*` is emphasis.
    if match["bullet"] == "*" and re.search(r"(?<!\*)\*(?!\*)", line[match.end() :]):
        return None
    return None if match["inside"] == "" and not match["after"] and match["next"].islower() else match


def _dashless(text: Label, document: Document, edges: set[int]) -> Iterator[Finding]:
    """Lines that begin with a box but are no list items; one finding for all of a paragraph."""
    lines = [span for span in _lines(text, document) if _is_dashless(document.source.slice(span))]
    if lines:
        edits = [Edit(Span(span.start, span.start), "- ") for span in lines]
        first = lines[0].start
        several = len(lines) > 1
        # Of `[ ] | T-1 | Title | Owner`, all would be the title of the item.
        fixable = not any(" | " in document.source.slice(line) for line in lines) and not _joins(text, document, edges)
        fixable = fixable and _can_be_items(lines, text, document, in_list=False)
        many = f"{len(lines)} lines begin with a box but are no list items"
        yield Finding(
            Span(first, first + 3),
            what=many if several else "the box stands in no list item",
            result="GitHub shows no tasks here" if several else "GitHub shows no task here",
            help="begin each line with `- `" if several else "begin the line with `- `",
            fix=Fix.unsafe(*edits) if fixable else None,
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


_PREFIX = lazy(r"[ \t>]*")
_BULLET = lazy(r"[-+*][ \t]")
_MARKER = lazy(r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)")
_TAKES_TEXT = lazy(r".*\||(?:=+|-+)[ \t]*$")
_GLUED_START = lazy(r"[ \t>]*[-+*][ \t]*\[")
_LABELLED_FIGURE = lazy(r"[^:]*:.*[0-9]")
_DEEPEST = 3
"""So many columns a list item may be indented outside of any other; more make it code."""


def _can_be_items(lines: list[Span], text: Label, document: Document, *, in_list: bool) -> bool:
    """Whether *lines* of *text* can become list items that hold nothing but what belongs to them.

    What is indented below would become a part of the last item; only bullets right below it may, and only if they are
    in no other item now. The lines of *text* between them stay text, and the text above them stays what it is.
    """
    source = document.source
    begins = source.line_span(source.position(text.span.start).line).start
    own, quotes = _depth(source.text[begins : text.span.start])
    numbers = {source.position(line.start).line: line for line in lines}
    depths = {_depth(source.text[source.line_span(number).start : line.start]) for number, line in numbers.items()}
    column = min(depths)[0]
    if len(depths) > 1 or depths != {(column, quotes)} or column > own:
        return False
    first = min(numbers)
    if in_list:
        above = source.slice(source.line_span(first - 1))
        lazy_line = not source.text[begins : text.span.start].strip(" \t>")
        if (
            above != above.rstrip()
            or _LABELLED_FIGURE.match(above)
            or _GLUED_START.match(above)
            or ((lazy_line or column < own) and column > _DEEPEST)
        ):
            return False
    apart = nested = False
    for below in range(first + 1, len(source.line_starts) + 1):
        span = source.line_span(below)
        shown = source.slice(span)
        prefix = _PREFIX.match(shown)
        indentation = prefix.group() if prefix else ""
        deep, quoted = _depth(indentation, quotes)
        inside = span.start < text.span.end
        if below in numbers:
            continue
        if len(indentation) == len(shown):
            apart = True
        elif deep > min(column if in_list else column + 1, _DEEPEST):
            if in_list or apart or deep > column + 3 or not _BULLET.match(shown, len(indentation)):
                return False
            nested = True
        elif inside:
            if quoted != quotes or _MARKER.match(shown, len(indentation)):
                return False
        else:
            # A line right below can be a row, or make the text a heading; below an item it would be text.
            return apart or (quoted == quotes and not nested and not _TAKES_TEXT.match(shown, len(indentation)))
    return True


def _depth(prefix: str, quotes: int | None = None) -> tuple[int, int]:
    """The columns that *prefix* takes, those from one more than so many *quotes* on left out, and its quotes."""
    marks = [at for at, character in enumerate(prefix) if character == ">"]
    end = marks[quotes] if quotes is not None and len(marks) > quotes else len(prefix)
    return len(prefix[:end].expandtabs(4)), len(marks)
