"""The boundary between a front end and the builder: a flat stream of blocks with their places.

A front end knows how Markdown is written; the builder knows only this. Containers come as an opening and a closing
block; everything else is one block.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from backlogmd.source import Span


class BlockKind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_OPEN = "list-open"
    LIST_CLOSE = "list-close"
    ITEM_OPEN = "item-open"
    ITEM_CLOSE = "item-close"
    QUOTE_OPEN = "quote-open"
    QUOTE_CLOSE = "quote-close"
    TABLE_OPEN = "table-open"
    ROW = "row"
    TABLE_CLOSE = "table-close"
    CODE = "code"
    FENCE = "fence"
    HTML = "html"
    RULE = "rule"
    FRONT_MATTER = "front-matter"


class Block(NamedTuple):
    """One event of the stream."""

    kind: BlockKind
    span: Span
    """The lines of the block, from the first character after the containers' prefixes to the end of its last line."""
    content: tuple[Span, ...] = ()
    """The text without markup: the lines of a paragraph or heading, the cells of a row."""
    level: int = 0
    """Of a heading, 1 to 6."""
    marker: str = ""
    """Of an item: `-`, `*`, `+`, or the number with its mark, such as `3.`."""


LIMIT = 90
"""How deep containers may nest before a front end reads what is inside as one flat list. Written as JSON, every level
takes two, and pydantic reads no JSON that nests deeper than 200."""
