"""The fast front end: the block stream of plain backlogs, read line by line.

Most backlogs are headings, lists, tables and short paragraphs. For these this reader gives exactly the stream of the
reference front end (`commonmark`) in a fraction of its time, start-up above all. It knows what it cannot read: at the
first tab, quote, HTML, reference definition, setext heading or unusual indentation it gives up, and the reference
front end reads the whole text. Tests compare the two on every text they have.
"""

from __future__ import annotations

import re

from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import Block, BlockKind
from backlogmd.syntax.lines import heading_content, row_cells


class _NotPlainError(Exception):
    """The text holds something that only the reference front end reads right."""


_HEADING = re.compile(r"#{1,6}(?: |$)")
_ITEM = re.compile(r"([-+*]|[0-9]{1,9}[.)])( {1,4})(?=[^ ])")
_EMPTY_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)]) *$")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_DELIMITER = re.compile(r" *[-:|][-:| ]*$")
# The beginning of text that may be no paragraph, or no ordinary one.
_ODD = re.compile(
    r"[<>=]|`{3}|~{3}|:?-+(?:[:| ]|$)|#{1,6}(?: |$)|[-+*](?: |$)|[0-9]{1,9}[.)](?: |$)"
    r"|\[(?!.\] )(?=.*\]:|[^\]]*$|.*\\)"  # perhaps a reference definition
)
_FRONT_MATTER = re.compile(r"-{3,}")
_MOST_ROWS = 1000
_DEEPEST = 30


def read_blocks(source: Source) -> list[Block] | None:
    """The block stream of *source*, or None if it is not plain enough for this reader."""
    text = source.text
    if "\t" in text or "\0" in text or _FRONT_MATTER.match(text, source.start):
        return None
    try:
        return _Reader(source).read()
    except _NotPlainError:
        return None


class _Open:
    """An open item: the indentation of its text, what kind of list it is in, and where its blocks wait for an end."""

    __slots__ = ("content", "item", "kind", "list")

    def __init__(self, content: int, kind: str, list_index: int, item: int) -> None:
        self.content = content
        self.kind = kind
        self.list = list_index
        self.item = item


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.blocks: list[Block] = []
        self.open: list[_Open] = []
        self.paragraph: list[Span] = []
        self.last_end = 0
        """The end of the last line that was not blank."""

    def read(self) -> list[Block]:
        text = self.text
        spans = [self.source.line_span(line + 1) for line in range(len(self.source.line_starts))]
        number, count = 0, len(spans)
        blank = True
        while number < count:
            start, end = spans[number]
            at = start
            while at < end and text[at] == " ":
                at += 1
            if at == end:
                self._end_paragraph()
                blank = True
                number += 1
                continue
            taken = self._line(spans, number, at, blank=blank)
            number += taken
            self.last_end = spans[number - 1].end
            blank = False
        self._end_paragraph()
        self._close(0)
        return self.blocks

    def _line(self, spans: list[Span], number: int, at: int, *, blank: bool) -> int:
        """Read the line at *number*, whose text begins at *at*; the number of lines that were read."""
        text = self.text
        start, end = spans[number]
        indent = at - start
        first = text[at]
        below = spans[number + 1] if number + 1 < len(spans) else None
        delimited = below is not None and _DELIMITER.match(text, *below) is not None
        if delimited and first != "|" and text.find("|", at, end) >= 0:
            # Before it is anything else, a line with a pipe may be the header of a table.
            raise _NotPlainError
        if first in "-*_" and (rule := _RULE.match(text, at, end)) is not None:
            return self._rule(rule, indent, at, end)
        item = _ITEM.match(text, at, end)
        if item is not None:
            self._item(item, indent, at, end)
            return 1
        if first == "#" and _HEADING.match(text, at, end):
            if indent:
                raise _NotPlainError
            self._leave()
            span = Span(at, end)
            level = len(text[at:end]) - len(text[at:end].lstrip("#"))
            self.blocks.append(Block(BlockKind.HEADING, span, (heading_content(text, span),), min(level, 6)))
            return 1
        if first in "`~" and _FENCE.match(text, at, end):
            if indent:
                raise _NotPlainError
            self._leave()
            return self._fence(spans, number)
        if _ODD.match(text, at, end) or _EMPTY_ITEM.match(text, at, end):
            raise _NotPlainError
        if delimited:
            rows = self._table(spans, number, indent)
            if rows:
                return rows
        self._text(indent, at, end, blank=blank)
        return 1

    def _rule(self, rule: re.Match[str], indent: int, at: int, end: int) -> int:
        # `- - -` may be nested lists to other eyes, and `---` right below text makes it a heading.
        if indent or (rule.group(1) == "-" and self.paragraph and not self.open):
            raise _NotPlainError
        self._leave()
        self.blocks.append(Block(BlockKind.RULE, Span(at, end)))
        return 1

    def _item(self, item: re.Match[str], indent: int, at: int, end: int) -> None:
        marker = item.group(1)
        content = item.end()
        kind = marker[-1]
        depth = self._depth(indent)
        base = self.open[depth - 1].content if depth else 0
        if indent - base > 3 or depth > _DEEPEST:
            raise _NotPlainError
        sibling = self.open[depth] if depth < len(self.open) else None
        before = sibling if sibling is not None and sibling.kind == kind else None
        # In a paragraph of the same container, only a list that begins with 1 may begin (CommonMark 5.2).
        if self.paragraph and sibling is None and kind in ".)" and int(marker[:-1]) != 1:
            raise _NotPlainError
        if (
            _ODD.match(self.text, content, end)
            or _RULE.match(self.text, content, end)
            or _ITEM.match(self.text, content, end)
        ):
            raise _NotPlainError
        self._end_paragraph()
        self._close(depth if before is None else depth + 1)
        span = Span(at, end)
        if before is not None:
            self._end(before.item, BlockKind.ITEM_CLOSE)
            list_index = before.list
            self.open.pop()
        else:
            list_index = len(self.blocks)
            self.blocks.append(Block(BlockKind.LIST_OPEN, span))
        self.open.append(_Open(indent + content - at, kind, list_index, len(self.blocks)))
        self.blocks.append(Block(BlockKind.ITEM_OPEN, span, marker=marker))
        self.paragraph.append(Span(content, end))

    def _text(self, indent: int, at: int, end: int, *, blank: bool) -> None:
        if self.paragraph:
            # Whatever its indentation, the line goes on with the paragraph.
            self.paragraph.append(Span(at, end))
            return
        if blank:
            depth = self._depth(indent)
            self._close(depth)
            base = self.open[-1].content if self.open else 0
        else:
            base = self.open[-1].content if self.open else 0
        if indent - base > 3 or indent < base:
            raise _NotPlainError
        self.paragraph.append(Span(at, end))

    def _table(self, spans: list[Span], number: int, indent: int) -> int:
        """The number of lines that the table from *number* on has; 0 if there is none."""
        text = self.text
        header, below = spans[number], spans[number + 1]
        delimiter = text[below.start : below.end].strip(" ")
        if "|" not in delimiter and ":" not in delimiter:
            # Only dashes: they may make a heading of the text above.
            raise _NotPlainError
        if (
            indent
            or (self.open and self.paragraph)
            or text.startswith((" ", "- "), below.start)  # `- |` is an item
            or not text.startswith("|", header.start)
        ):
            raise _NotPlainError
        parts = delimiter.removeprefix("|").removesuffix("|").split("|")
        cells = list(row_cells(text, header))
        if len(parts) != len(cells) or not all(re.fullmatch(" *:?-+:? *", part) for part in parts):
            raise _NotPlainError
        if cells[0].start == cells[0].end or cells[-1].start == cells[-1].end:
            raise _NotPlainError
        self._leave()
        last = number + 2
        while last < len(spans) and (line := text[spans[last].start : spans[last].end]).strip(" "):
            if not line.startswith("|") or last - number > _MOST_ROWS:
                raise _NotPlainError
            last += 1
        whole = Span(header.start, spans[last - 1].end)
        self.blocks.append(Block(BlockKind.TABLE_OPEN, whole))
        for line_number in (number, *range(number + 2, last)):
            row = spans[line_number]
            self.blocks.append(Block(BlockKind.ROW, row, tuple(row_cells(text, row))))
        self.blocks.append(Block(BlockKind.TABLE_CLOSE, whole))
        return last - number

    def _fence(self, spans: list[Span], number: int) -> int:
        text = self.text
        start, end = spans[number]
        opening = text[start:end]
        mark = opening[0]
        length = len(opening) - len(opening.lstrip(mark))
        close = re.compile(rf" {{0,3}}{re.escape(mark)}{{{length},}} *$")
        last = number + 1
        while last < len(spans) and not close.match(text, *spans[last]):
            last += 1
        if last == len(spans):
            raise _NotPlainError
        self.blocks.append(Block(BlockKind.FENCE, Span(start, spans[last].end)))
        return last + 1 - number

    # Ends.

    def _depth(self, indent: int) -> int:
        """How many of the open items a line with this indentation belongs to."""
        depth = 0
        while depth < len(self.open) and self.open[depth].content <= indent:
            depth += 1
        return depth

    def _leave(self) -> None:
        """Close everything, for a block that stands outside of all lists."""
        self._end_paragraph()
        self._close(0)

    def _end_paragraph(self) -> None:
        if self.paragraph:
            lines = self.paragraph
            whole = Span(lines[0].start, lines[-1].end)
            start, end = lines[-1]
            while end > start and self.text[end - 1] == " ":
                end -= 1
            lines[-1] = Span(start, end)
            self.blocks.append(Block(BlockKind.PARAGRAPH, whole, tuple(lines)))
            self.paragraph = []

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            one = self.open.pop()
            self._end(one.item, BlockKind.ITEM_CLOSE)
            self._end(one.list, BlockKind.LIST_CLOSE)

    def _end(self, index: int, close: BlockKind) -> None:
        """Give the opening block at *index* its end, and add its closing block."""
        block = self.blocks[index]
        span = Span(block.span.start, self.last_end)
        self.blocks[index] = block._replace(span=span)
        self.blocks.append(Block(close, span))
