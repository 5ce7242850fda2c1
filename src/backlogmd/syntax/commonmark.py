"""The reference front end: markdown-it-py's block parser (CommonMark, tables, front matter) as a block stream.

Only blocks are parsed. Tokens know their lines but no columns, so the place inside a line is found by walking over
the markers that the tokens say are there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import LIMIT, Block, BlockKind
from backlogmd.syntax.lines import heading_content, row_cells

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LEAF_KINDS = {
    "code_block": BlockKind.CODE,
    "fence": BlockKind.FENCE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
    "front_matter": BlockKind.FRONT_MATTER,
}
_MARKER = lazy(r"[-+*]|[0-9]{1,9}[.)]")
# What the nesting limit hid: any number of markers at the start of a line.
_BURIED = lazy(r"[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+|>[ \t]*)")


@cache
def _parser(*, front_matter: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Each list takes two levels, itself and its item.
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * LIMIT})
    if front_matter:
        from mdit_py_plugins.front_matter import front_matter_plugin

        parser.use(front_matter_plugin)
    return parser.enable("table").disable(["inline", "text_join"])


def read_blocks(source: Source) -> Iterator[Block]:
    """The block stream of *source*."""
    text = source.text[source.start :]
    # The plugin would also take `- x--` on the first line for front matter, so it is used only where there may be some.
    return blocks_of(source, _parser(front_matter=text.startswith("---")).parse(text))


def blocks_of(source: Source, tokens: Sequence[Token], nesting: int = 2 * LIMIT) -> Iterator[Block]:
    """The block stream that *tokens*, parsed from *source* by any markdown-it parser, stand for.

    *nesting* is the parser's `maxNesting`.
    """
    return _Walk(source, nesting).blocks(tokens)


class _Walk:
    """Goes through the tokens with a cursor that knows how far the markers of the current line were passed."""

    def __init__(self, source: Source, nesting: int) -> None:
        self.text = source.text
        self.source = source
        self.nesting = nesting
        self.starts = source.line_starts
        self.quotes = 0
        self.line = -1
        self.column = 0
        self.spans: list[Span] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "paragraph_open":
                first, last = _lines(token)
                yield Block(BlockKind.PARAGRAPH, *self._text_lines(first, last))
            elif kind == "list_item_open":
                first, last = _lines(token)
                start = self._enter(first)
                marker = _MARKER.match(self.text, start)
                if marker is not None:
                    self.column = marker.end()
                self.spans.append(self._span(start, last))
                yield Block(BlockKind.ITEM_OPEN, self.spans[-1], marker=marker.group() if marker else token.markup)
                yield from self._buried(tokens, index)
            elif kind == "list_item_close":
                yield Block(BlockKind.ITEM_CLOSE, self.spans.pop())
            elif kind in ("bullet_list_open", "ordered_list_open"):
                first, last = _lines(token)
                self.spans.append(self._span(self._peek(first), last))
                yield Block(BlockKind.LIST_OPEN, self.spans[-1])
            elif kind in ("bullet_list_close", "ordered_list_close"):
                yield Block(BlockKind.LIST_CLOSE, self.spans.pop())
            elif kind == "blockquote_open":
                first, last = _lines(token)
                start = self._enter(first)
                if self.text.startswith(">", start):
                    self.column = start + 1
                self.quotes += 1
                self.spans.append(self._span(start, last))
                yield Block(BlockKind.QUOTE_OPEN, self.spans[-1])
                yield from self._buried(tokens, index)
            elif kind == "blockquote_close":
                self.quotes -= 1
                yield Block(BlockKind.QUOTE_CLOSE, self.spans.pop())
            elif kind == "heading_open":
                yield self._heading(token)
            elif kind == "table_open":
                first, last = _lines(token)
                self.spans.append(self._span(self._peek(first), last))
                yield Block(BlockKind.TABLE_OPEN, self.spans[-1])
            elif kind == "tr_open":
                first, _ = _lines(token)
                start = self._enter(first)
                span = self._span(start, first + 1)
                yield Block(BlockKind.ROW, span, tuple(row_cells(self.text, span)))
            elif kind == "table_close":
                yield Block(BlockKind.TABLE_CLOSE, self.spans.pop())
            elif kind in _LEAF_KINDS and token.map is not None:
                first, last = _lines(token)
                yield Block(_LEAF_KINDS[kind], self._span(self._enter(first), last))

    def _line_end(self, line: int) -> int:
        return self.source.line_span(line + 1).end

    def _span(self, start: int, last: int) -> Span:
        """From *start* to the end of the last line before *last* that is not blank."""
        end = self._last_text(start, self._line_end(last - 1))
        # Blanks at the end of the last line belong to it.
        line_end = end
        while line_end < len(self.text) and self.text[line_end] in " \t":
            line_end += 1
        return Span(start, line_end)

    def _last_text(self, start: int, end: int) -> int:
        """*end* without the blank lines before it; in a quote, a line of nothing but `>` is blank, too."""
        text = self.text
        while True:
            while end > start and text[end - 1] in " \t\r\n":
                end -= 1
            if not self.quotes or end == start or text[end - 1] != ">":
                return end
            line = self.starts[bisect_right(self.starts, end - 1) - 1]
            if line <= start or text[line:end].strip(" \t>"):
                return end
            end = line

    def _peek(self, line: int) -> int:
        """The first offset of *line* after the prefixes of the open containers."""
        text = self.text
        if line == self.line:
            at = self.column
            end = self._line_end(line)
        else:
            span = self.source.line_span(line + 1)
            at, end = span
            for _ in range(self.quotes):
                mark = at
                while mark < end and text[mark] in " \t":
                    mark += 1
                if mark >= end or text[mark] != ">":
                    break
                at = mark + 1
        while at < end and text[at] in " \t":
            at += 1
        return at

    def _enter(self, line: int) -> int:
        at = self._peek(line)
        self.line, self.column = line, at
        return at

    def _text_lines(self, first: int, last: int) -> tuple[Span, tuple[Span, ...]]:
        lines = []
        for line in range(first, last):
            start = self._enter(line)
            lines.append(Span(start, max(start, self._line_end(line))))
        start, end = lines[-1]
        while end > start and self.text[end - 1] in " \t":
            end -= 1
        whole = Span(lines[0].start, lines[-1].end)
        lines[-1] = Span(start, end)
        return whole, tuple(lines)

    def _heading(self, token: Token) -> Block:
        first, last = _lines(token)
        level = int(token.tag[1])
        if token.markup.startswith("#"):
            span = Span(self._enter(first), self._line_end(first))
            return Block(BlockKind.HEADING, span, (heading_content(self.text, span),), level)
        span, lines = self._text_lines(first, last - 1)
        return Block(BlockKind.HEADING, Span(span.start, self._line_end(last - 1)), lines, level)

    def _buried(self, tokens: Sequence[Token], index: int) -> Iterator[Block]:
        """The items inside a container in which the parser stopped, at its nesting limit, one after another."""
        token = tokens[index]
        if token.level + 1 < self.nesting or tokens[index + 1].nesting != -1:
            return
        first, last = _lines(token)
        for line in range(first, last):
            at, end = self._peek(line), self._line_end(line)
            begin = at
            while (marker := _BURIED.match(self.text, at, end)) is not None:
                at = marker.end()
            if at < end and (at > begin or line == first):
                self.line, self.column = line, at
                span = Span(begin, end)
                yield Block(BlockKind.LIST_OPEN, span)
                yield Block(BlockKind.ITEM_OPEN, span, marker="-")
                yield Block(BlockKind.PARAGRAPH, Span(at, end), (Span(at, end),))
                yield Block(BlockKind.ITEM_CLOSE, span)
                yield Block(BlockKind.LIST_CLOSE, span)


def _lines(token: Token) -> tuple[int, int]:
    """The first line of a token and the line after its last, from 0."""
    first, last = token.map or (0, 0)
    return first, max(last, first + 1)
