"""A heading, a task or a table holds a character that cannot be seen.

Zero-width characters and no-break spaces come along when text is copied from a web page or a word processor. Searches,
scripts and links to the heading then miss what looks right. Controls of the writing direction are worse: they show
text in another order than it is read by programs.

Left alone are no-break spaces that typography asks for (in `10 h`, before `:` in French, between an initial or a short
word and the next one), joiners inside emoji and inside words of scripts that need them, directional controls in lines
with Hebrew or Arabic, code, and running text. What stands in or right behind a checkbox is `odd-checkbox-space`.

Bad:

    - [ ] Write\u200b the\u00a0parser

Good:

    - [ ] Write the parser
"""

from collections.abc import Iterator
from itertools import groupby

from backlogmd.diagnostics import Edit, Fix, Severity
from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.query.places import lines_read
from backlogmd.query.shape import keeps_shape
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Dialect

_SPACES = {
    "\u00a0": "no-break space",
    "\u202f": "narrow no-break space",
    "\u2007": "figure space",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}
_WIDTHLESS = {
    "\u00ad": "soft hyphen",
    "\u180e": "vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u3164": "Hangul filler",
}
_DIRECTIONS = {
    "\u061c": "Arabic letter mark",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of a directional embedding",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first-strong isolate",
    "\u2069": "end of a directional isolate",
}
_NAMES = _SPACES | _WIDTHLESS | _DIRECTIONS
_MARKS = frozenset("\u061c\u200e\u200f")
"""They turn no text round by themselves."""

_TURNING = _DIRECTIONS.keys() - _MARKS
_TABLES = ("table", "summary-table")
_MARK = lazy(r"[\s>]*(?:[-+*]|#{1,6}|[0-9]{1,9}[.)])?\s*")

_INVISIBLE = lazy(f"[{''.join(_NAMES)}]")
_RIGHT_TO_LEFT = lazy("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# From Hebrew to Mongolian, among them the scripts of Iran, India and Indochina.
_JOINED = lazy("[\u0590-\u180d\u180f-\u18af]")
_EMOJI = lazy("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_JOINER = "\u200d"
_BOX = lazy(r"[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+\[[^\]\r\n]\][ \t\u00a0]*")
# A no-break space belongs before or behind these, and behind a word of one or two letters: `в доме`, `z domu`.
_BOUND_BEFORE = lazy(r"(?:[0-9«‹„§¶№#&@(.]|(?<![^\W\d_])[^\W\d_]{1,2})$")
_BOUND_BEHIND = lazy(r"[0-9:;!?»›%‰°€$£¥₽–—·|)]")


@rule(
    "BL310",
    "{what}",
    fix="safe",
    # What the character hid from the parser, too, is read afterwards: an estimate, a level.
    changes=(
        *("Task", "Section", "Document.title", "Note.text", "Paragraph.text", "KnownIssue", "Resource", "Metric"),
        *("AssignmentRule", "Claim", "+Claim", "-Claim", "Table", "SummaryTable", "SummaryRow"),
    ),
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    if _INVISIBLE.search(document.source.text) is None:
        return
    text = without_code(document)
    groups = [
        list(places)
        for line in lines_read(document)
        for _, places in groupby(_in_line(text, line), lambda place: text[place] in _TURNING)
    ]
    mended = _mended(groups, document, text, dialect)
    for places in groups:
        yield Finding(
            Span(places[0], places[0] + 1),
            what=_what([text[place] for place in places]),
            help="write a plain blank, or nothing" if text[places[0]] in _SPACES else "delete it",
            severity=Severity.ERROR if text[places[0]] in _TURNING else None,
            fix=Fix.safe(*_edits(places, text)) if places[0] in mended else None,
        )


def _mended(groups: list[list[int]], document: Document, text: str, dialect: Dialect) -> set[int]:
    """Those of *groups*, by their first places, that can be mended with everything staying what it is.

    Behind the mark of a heading or of an entry, and in the names of headings and columns, a character may have hidden
    what the text below it is.
    """
    source = document.source
    names = {source.position(section.heading.span.start).line for section in document.all_sections}
    names |= {source.position(table.span.start).line for table in document.items if table.type in _TABLES}
    inside = [places for places in groups if not _at_mark(places, document)]
    others = [places for places in inside if source.position(places[0]).line not in names]
    for chosen in (inside, others):
        if chosen and keeps_shape(document, (edit for places in chosen for edit in _edits(places, text)), dialect):
            return {places[0] for places in chosen}
    return set()


def _at_mark(places: list[int], document: Document) -> bool:
    """Whether nothing but the mark of a block stands before one of *places*."""
    source = document.source
    start = source.line_span(source.position(places[0]).line).start
    return _MARK.fullmatch(source.text, start, places[0]) is not None


def _edits(places: list[int], text: str) -> list[Edit]:
    return [Edit(Span(place, place + 1), _instead(text, place)) for place in places]


def _in_line(text: str, line: Span) -> Iterator[int]:
    """The places of invisible characters in a line that have no reason to be there."""
    box = _BOX.match(text, *line)
    start = box.end() if box else line.start
    turned = _RIGHT_TO_LEFT.search(text, start, line.end) is not None
    for match in _INVISIBLE.finditer(text, start, line.end):
        place, character = match.start(), match.group()
        if character in _SPACES:
            meant = _is_bound(text, place, line)
        elif character in _DIRECTIONS:
            meant = turned
        else:
            meant = _is_joiner(text, place)
        if not meant:
            yield place


def _is_bound(text: str, place: int, line: Span) -> bool:
    """Whether typography asks for a no-break space here."""
    before = text[max(line.start, place - 3) : place]
    return _BOUND_BEFORE.search(before) is not None or _BOUND_BEHIND.match(text, place + 1, line.end) is not None


def _is_joiner(text: str, place: int) -> bool:
    """Whether a character without width is a part of an emoji, or of a word of a script that uses it."""
    beside = text[place - 1 : place] + text[place + 1 : place + 2]
    return (text[place] == _JOINER and _EMOJI.search(beside) is not None) or _JOINED.search(beside) is not None


def _instead(text: str, place: int) -> str:
    """A blank for a space between two words, and else nothing."""
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    at_blank = before in (" ", "\t") or behind in ("", " ", "\t", "\r", "\n") or behind in _SPACES
    return "" if at_blank or text[place] not in _SPACES else " "


def _what(characters: list[str]) -> str:
    kinds = list(dict.fromkeys(characters))
    first = f"{_NAMES[kinds[0]]} (U+{ord(kinds[0]):04X})"
    article = "an" if first[0] in "aeiouA" else "a"
    if len(characters) == 1:
        return f"{article} {first} stands here"
    if len(kinds) == 1:
        return f"{article} {first} stands here, one of {len(characters)} in this line"
    return f"{article} {first} stands here, the first of {len(characters)} characters in this line that cannot be seen"
