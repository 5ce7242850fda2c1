"""The first step from blocks to nodes: the flat stream is folded into sections, lists, items and tables.

What an item means depends on the section that it stands in and on what stands beside it, so everything is brought into
its place before anything is read. The containers live only while a document is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backlogmd.nodes import Opaque, OpaqueKind, Reading
from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import Block, BlockKind
from backlogmd.syntax.fields import FieldLine
from backlogmd.syntax.headings import HeadingParts, read_heading
from backlogmd.syntax.items import Box, read_box
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect

# Plain classes: dataclasses would cost a start-up more.


class Text:
    """A paragraph."""

    __slots__ = ("lines", "span")

    def __init__(self, span: Span, lines: tuple[Span, ...]) -> None:
        self.span = span
        self.lines = lines


class TableRows:
    """A table, its header first."""

    __slots__ = ("rows", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self.rows: list[tuple[Span, tuple[Span, ...]]] = []


class ListItem:
    """An entry of a list, with what is nested in it."""

    __slots__ = ("box", "content", "marker", "span")

    def __init__(self, span: Span, marker: str) -> None:
        self.span = span
        self.marker = marker
        self.content: list[Element] = []
        self.box: Box | None = None
        """The checkbox that it begins with, read when the item is closed."""

    @property
    def lines(self) -> tuple[Span, ...]:
        """The lines of its first paragraph."""
        first = self.content[0] if self.content else None
        return first.lines if isinstance(first, Text) else (Span(self.span.end, self.span.end),)

    @property
    def lists(self) -> Iterator[ListBlock]:
        """The lists right inside it."""
        return (one for one in self.content if isinstance(one, ListBlock))


class ListBlock:
    """A list."""

    __slots__ = ("items", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self.items: list[ListItem] = []

    @property
    def has_tasks(self) -> bool:
        """Whether any of its entries begins with a checkbox."""
        return any(item.box is not None for item in self.items)


Element = Text | Opaque | TableRows | ListBlock


class Draft:
    """A section that is still being filled."""

    __slots__ = ("board", "content", "level", "lines", "parts", "reading", "sections", "start", "work")

    def __init__(self, start: int, level: int, lines: tuple[Span, ...], parts: HeadingParts) -> None:
        self.start = start
        self.level = level
        self.lines = lines
        self.parts = parts
        self.content: list[Element] = []
        self.sections: list[Draft] = []
        # What follows is decided once all is in place.
        self.work: bool | None = None
        """Whether its name says that it holds work (True) or something else (False)."""
        self.board = False
        """Whether it is a column of a board, such as `To do` beside `Done`."""
        self.reading: Reading | None = None
        """Why the heading itself is a task, if it is one."""

    @property
    def has_own_tasks(self) -> bool:
        """Whether a list right below the heading has checkboxes."""
        return any(isinstance(one, ListBlock) and one.has_tasks for one in self.content)

    @property
    def has_tasks(self) -> bool:
        """Whether any list below the heading has checkboxes."""
        return self.has_own_tasks or any(child.has_tasks for child in self.sections)


class Outline:
    """A folded document."""

    __slots__ = ("front_matter", "ids", "opaque", "preamble", "task_fields", "title", "top")

    def __init__(self) -> None:
        self.preamble: list[Element] = []
        self.top: list[Draft] = []
        self.title: Draft | None = None
        """The first heading, where it is of level 1 and the only one of that level."""
        self.front_matter: Span | None = None
        self.task_fields: Sequence[FieldLine] = ()
        """What the front matter of a file about one task says of it."""
        self.ids: set[str] = set()
        """The ids of headings that are tasks."""
        self.opaque: list[Opaque] = []

    def drafts(self) -> Iterator[Draft]:
        """All sections in the order they stand."""
        pending = self.top[::-1]
        while pending:
            draft = pending.pop()
            yield draft
            pending.extend(reversed(draft.sections))


_LEAVES = {
    BlockKind.CODE: OpaqueKind.CODE,
    BlockKind.FENCE: OpaqueKind.FENCE,
    BlockKind.HTML: OpaqueKind.HTML,
    BlockKind.RULE: OpaqueKind.RULE,
}


def fold(source: Source, blocks: Iterable[Block], dialect: Dialect) -> Outline:
    """The block stream of *source*, folded."""
    return _Folder(source, dialect).fold(iter(blocks))


class _Folder:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.outline = Outline()

    def fold(self, blocks: Iterator[Block]) -> Outline:
        outline = self.outline
        open_sections: list[Draft] = []
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                parts = read_heading(Run(self.source, block.content), self.dialect)
                draft = Draft(block.span.start, block.level, block.content, parts)
                while open_sections and open_sections[-1].level >= block.level:
                    open_sections.pop()
                (open_sections[-1].sections if open_sections else outline.top).append(draft)
                open_sections.append(draft)
            elif block.kind is BlockKind.FRONT_MATTER:
                outline.front_matter = block.span
            else:
                self._put(block, blocks, open_sections[-1].content if open_sections else outline.preamble)
        titles = [draft for draft in outline.top if draft.level == 1]
        if len(titles) == 1 and outline.top[0] is titles[0]:
            outline.title = titles[0]
        return outline

    def _put(self, block: Block, blocks: Iterator[Block], into: list[Element]) -> None:
        """Put *block*, and what it encloses in *blocks*, into a container's content."""
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            into.append(Text(block.span, block.content))
        elif block.kind is BlockKind.LIST_OPEN:
            folded = ListBlock(block.span)
            into.append(folded)
            for inner in blocks:
                if inner.kind is BlockKind.LIST_CLOSE:
                    break
                item = ListItem(inner.span, inner.marker)
                folded.items.append(item)
                self._put_until(BlockKind.ITEM_CLOSE, blocks, item.content)
                if item.content and isinstance(item.content[0], Text):
                    item.box = read_box(Run(self.source, item.lines))
        elif block.kind is BlockKind.QUOTE_OPEN:
            # A quote changes nothing: tasks in it are tasks.
            self._put_until(BlockKind.QUOTE_CLOSE, blocks, into)
        elif block.kind is BlockKind.TABLE_OPEN:
            table = TableRows(block.span)
            into.append(table)
            for inner in blocks:
                if inner.kind is BlockKind.TABLE_CLOSE:
                    break
                table.rows.append((inner.span, inner.content))
        elif block.kind in _LEAVES:
            leaf = Opaque(block.span, _LEAVES[block.kind])
            into.append(leaf)
            self.outline.opaque.append(leaf)

    def _put_until(self, close: BlockKind, blocks: Iterator[Block], into: list[Element]) -> None:
        for block in blocks:
            if block.kind is close:
                return
            self._put(block, blocks, into)
