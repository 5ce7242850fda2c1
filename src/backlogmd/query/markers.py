"""The parts of a document that backlogmd writes itself: what stands between two comments.

`<!-- backlogmd:totals by=priority columns=tasks,hours -->` … `<!-- /backlogmd:totals -->`. Here they are found and
read; `backlogmd.managed` computes what belongs between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.errors import BacklogmdError, UnknownNameError
from backlogmd.nodes import Claim, Document, Item, Note, Opaque, OpaqueKind, Paragraph, SummaryTable, Table
from backlogmd.pattern import lazy
from backlogmd.query.code import comments
from backlogmd.source import Source, Span

KINDS = ("totals", "progress")
GROUPINGS = ("priority", "project", "category", "milestone", "assignee", "state")
COLUMNS = ("tasks", "open", "done", "hours", "left", "points", "progress", "unestimated")
ANSWERS = ("yes", "no")

MOST_BLOCKS = 20
"""Each block is about all tasks, so that their number times that of the tasks is the work."""

_PARAMETERS = {"totals": ("by", "columns", "total"), "progress": ()}
_VALUES = {"by": GROUPINGS, "columns": COLUMNS, "total": ANSWERS}
_NOUNS = {"by": "grouping", "columns": "column", "total": "answer"}
_WRITTEN = {"totals": "table", "progress": "line of text"}

_MARKER = lazy(r"<!--\s*(?P<slash>/?)\s*backlogmd:")
_JOINED = lazy(r"(?<=[^\s,=])\s*+([,=])\s*")


class Block(NamedTuple):
    """A part that backlogmd writes."""

    kind: str
    """One of `KINDS`."""
    opening: Span
    """The comment that begins it."""
    closing: Span
    inside: Span
    """The lines between the two comments."""
    by: str = "priority"
    """What the rows of a table are: one of `GROUPINGS`."""
    columns: tuple[str, ...] = ("tasks", "hours", "done")
    """The columns after the first, of `COLUMNS`."""
    total: bool = True
    """Whether there is a total row."""


class Problem(NamedTuple):
    """Why a marker cannot be used."""

    span: Span
    message: str
    help: str | None = None


class Markers(NamedTuple):
    """All markers of a document, in the order they stand."""

    blocks: tuple[Block, ...] = ()
    """Those that can be used."""
    problems: tuple[Problem, ...] = ()

    def hold(self, span: Span) -> bool:
        """Whether *span* lies in what backlogmd writes."""
        index = bisect_right(self.blocks, span.start, key=lambda block: block.inside.start) - 1
        return index >= 0 and self.blocks[index].inside.holds(span)


class _Marker:
    """One comment."""

    __slots__ = ("closes", "first_inside", "kind", "problem", "span", "words")

    def __init__(self, span: Span, text: str, *, closes: bool) -> None:
        self.span = span
        self.closes = closes
        self.kind, _, self.words = text.partition(" ")
        self.problem: Problem | None = None
        """What is wrong with the comment by itself."""
        self.first_inside: _Marker | None = None
        """The first marker that opens between this one and its end."""


def read_markers(document: Document) -> Markers:
    """The markers of *document*. Those in code are text."""
    if "backlogmd:" not in document.source.text:
        return Markers()
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.source: Source = document.source
        self.items = document.items
        self.item_starts = [item.span.start for item in self.items]
        self.top = {item.span.start for item in self.items if isinstance(item, Opaque)}
        self.html = [one.span for one in document.opaque if one.kind is OpaqueKind.HTML]
        self.html_starts = [span.start for span in self.html]
        self.problems: list[Problem] = []
        self.blocks: list[Block] = []
        self.waiting: list[_Marker] = []
        """The markers that are open, from the outermost to the innermost."""
        self.open_kinds: Counter[str] = Counter()

    def read(self) -> Markers:
        for marker in self._markers():
            if marker.closes:
                self._close(marker)
            else:
                if self.waiting and self.waiting[-1].first_inside is None:
                    self.waiting[-1].first_inside = marker
                self.waiting.append(marker)
                self.open_kinds[marker.kind] += 1
        while self.waiting:
            self._give_up_innermost()
        return Markers(tuple(self.blocks), tuple(sorted(self.problems, key=lambda problem: problem.span)))

    def _markers(self) -> Iterator[_Marker]:
        """Every comment that is a marker, in order."""
        for match, end in comments(self.document, _MARKER):
            if end < 0:
                span = Span(match.start(), self._line(match.start()).end)
                self.problems.append(Problem(span, "this comment has no end", "write `-->` behind it"))
                return
            span = Span(match.start(), end + 3)
            around = self._html_around(span)
            if around is None or not self._is_text(span, around):
                marker = _Marker(span, " ".join(match.string[match.end() : end].split()), closes=bool(match["slash"]))
                marker.problem = self._misplaced(span, around) or _unknown(marker)
                yield marker

    def _line(self, offset: int) -> Span:
        return self.source.line_span(self.source.position(offset).line)

    def _html_around(self, span: Span) -> Span | None:
        """The block of HTML in which *span* begins."""
        index = bisect_right(self.html_starts, span.start) - 1
        return self.html[index] if index >= 0 and span.start < self.html[index].end else None

    def _is_text(self, span: Span, around: Span) -> bool:
        """Whether what looks like a marker stands in a comment about something else."""
        text = self.source.text
        inside = around.start != span.start and text.startswith("<!--", around.start)
        return inside and text.find("-->", around.start) > span.start

    def _misplaced(self, span: Span, around: Span | None) -> Problem | None:
        """What is wrong with the place of a marker."""
        own_line = "give it a line of its own"
        if around is None:
            return Problem(span, "this marker stands in a line of text", own_line)
        line = self._line(span.start)
        if around.start != span.start:
            if self.source.text.startswith("<!--", around.start):
                return Problem(span, "this marker stands behind another comment", own_line)
            return Problem(span, "this marker stands inside other HTML", "leave an empty line before it")
        if span.start not in self.top or self.source.text[line.start : span.start].strip(" \t"):
            return Problem(span, "this marker stands in a list or a quote", "move it out")
        if self.source.text[span.end : self._line(span.end).end].strip(" \t"):
            return Problem(span, "something stands behind this marker", own_line)
        return None

    def _give_up_innermost(self) -> None:
        """Report the innermost open marker, which is never closed; what stands in it stands in the one around it."""
        marker = self.waiting.pop()
        self.open_kinds[marker.kind] -= 1
        if self.waiting and self.waiting[-1].first_inside is marker:
            self.waiting[-1].first_inside = marker.first_inside
        help_ = f"write `<!-- /backlogmd:{marker.kind} -->` behind what it is to hold"
        self.problems.append(marker.problem or Problem(marker.span, f"`{marker.kind}` is opened and not closed", help_))

    def _close(self, closing: _Marker) -> None:
        """Pair *closing* with the innermost open marker of its kind; those inside it are never closed."""
        if not self.waiting:
            message, help_ = f"no `{closing.kind}` is open that could end here", "delete this comment"
            self.problems.append(closing.problem or Problem(closing.span, message, help_))
            return
        if not self.open_kinds[closing.kind]:
            opening = self.waiting.pop()
            self.open_kinds[opening.kind] -= 1
            line = self.source.position(opening.span.start).line
            message = f"the `{opening.kind}` of line {line} ends here as `{closing.kind}`"
            self.problems.append(Problem(closing.span, message, f"write `<!-- /backlogmd:{opening.kind} -->`"))
            return
        while self.waiting[-1].kind != closing.kind:
            self._give_up_innermost()
        opening = self.waiting.pop()
        self.open_kinds[opening.kind] -= 1
        try:
            block = self._block(opening, closing)
        except _UnusableError as error:
            self.problems.append(error.problem)
        else:
            self.blocks.append(block)

    def _block(self, opening: _Marker, closing: _Marker) -> Block:
        """The block from *opening* to *closing*.

        Raises `_UnusableError` with the first thing that is wrong with it.
        """
        problem = opening.problem or closing.problem
        if problem is None and opening.first_inside is not None:
            # The inner block may be in order, but writing the outer one would write over it.
            while self.blocks and self.blocks[-1].opening.start > opening.span.start:
                self.blocks.pop()
            line = self.source.position(opening.span.start).line
            message = f"this marker stands inside the block that begins in line {line}"
            problem = Problem(opening.first_inside.span, message, "move it out")
        if problem is None and closing.words:
            problem = Problem(closing.span, "the end of a block takes no parameters", "move them to its start")
        if problem is None and len(self.blocks) == MOST_BLOCKS:
            problem = Problem(opening.span, f"more than {MOST_BLOCKS} blocks in one file are not kept up to date")
        if problem is not None:
            raise _UnusableError(problem)
        start = self._after(opening.span)
        inside = Span(start, max(start, self._line(closing.span.start).start))
        self._check_content(opening, closing, inside)
        return _with_parameters(Block(opening.kind, opening.span, closing.span, inside), opening)

    def _after(self, span: Span) -> int:
        """The beginning of the line below *span*."""
        starts = self.source.line_starts
        line = self.source.position(span.end).line
        return starts[line] if line < len(starts) else len(self.source.text)

    def _check_content(self, opening: _Marker, closing: _Marker, inside: Span) -> None:
        """Hold that nothing stands in a block that is not for backlogmd to write, for it would be lost."""
        first = bisect_left(self.item_starts, inside.start)
        last = bisect_left(self.item_starts, inside.end)
        # Below a heading that is a task, a paragraph is a note of it.
        wanted = (Paragraph, Note) if opening.kind == "progress" else (Table, SummaryTable)
        found: list[Item | Note] = [item for item in self.items[first:last] if not isinstance(item, Claim)]
        if not found and opening.kind == "progress":
            tasks = (section.task for section in self.document.all_sections)
            notes = (note for task in tasks if task is not None for note in task.notes)
            found = [one for one in notes if inside.holds(one.span) and one.span == one.text.span]
        start, end = found[0].span if found else (inside.end, inside.end)
        rest = self.source.text[inside.start : start] + self.source.text[end : inside.end]
        if rest.strip() or len(found) > 1 or any(not isinstance(item, wanted) for item in found):
            only = _WRITTEN[opening.kind]
            line = self.source.position(closing.span.start).line
            message = f"more than a {only} stands between this marker and its end in line {line}, and would be lost"
            raise _UnusableError(Problem(opening.span, message, f"leave nothing but the {only} between them"))


class _UnusableError(Exception):
    """A block cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _unknown(marker: _Marker) -> Problem | None:
    if marker.kind in KINDS:
        return None
    error = UnknownNameError("marker", marker.kind, list(KINDS), f"known are {', '.join(KINDS)}")
    return Problem(marker.span, str(error))


def _with_parameters(block: Block, marker: _Marker) -> Block:
    """*block* as the parameters of its first comment say: `by=priority columns=tasks,hours`."""
    given: dict[str, str] = {}
    try:
        for word in _JOINED.sub(r"\1", marker.words).split():
            name, sign, value = word.partition("=")
            known = _PARAMETERS[marker.kind]
            if not known:
                raise BacklogmdError(f"`{marker.kind}` takes no parameters, but `{word}` is given")
            if name not in known:
                raise UnknownNameError("parameter", name, list(known), f"known are {', '.join(known)}")
            if name in given:
                raise BacklogmdError(f"`{name}` is given twice")
            given[name] = value.strip("\"'")
            if not sign or not given[name]:
                raise BacklogmdError(f"`{name}` has no value: write `{name}={_VALUES[name][0]}`")
        values = {name: _values(name, value) for name, value in given.items()}
    except BacklogmdError as error:
        raise _UnusableError(Problem(marker.span, str(error))) from None
    return block._replace(
        by=values.get("by", (block.by,))[0],
        columns=values.get("columns", block.columns),
        total=values.get("total", ("yes",)) == ("yes",),
    )


def _values(name: str, text: str) -> tuple[str, ...]:
    """The values that a parameter is given; only `columns` takes several."""
    known, noun = _VALUES[name], _NOUNS[name]
    values = tuple(text.split(",")) if name == "columns" else (text,)
    for index, value in enumerate(values):
        if value not in known:
            raise UnknownNameError(noun, value, list(known), f"known are {', '.join(known)}")
        if value in values[:index]:
            raise BacklogmdError(f"the {noun} `{value}` is given twice")
    return values
