"""`parse`: text or bytes in, a document out."""

from __future__ import annotations

from backlogmd.nodes import Document
from backlogmd.source import Source
from backlogmd.syntax import commonmark, plain
from backlogmd.syntax.builder import build
from backlogmd.vocabulary import Dialect, dialect_named


def parse(text: str | bytes, *, path: str | None = None, dialect: Dialect | str | None = None) -> Document:
    """Read a backlog.

    Any text gives a document; odd input becomes data. Bytes are decoded as UTF-8, and what is not UTF-8 is kept (see
    `Source.invalid_byte`). *path* is only a name for findings; nothing is opened. *dialect* is a `Dialect`, the name
    of a built-in one, or None for the default.

    Raises `UnknownNameError` for the name of a dialect that does not exist.
    """
    source = Source.read(text, path)
    blocks = plain.read_blocks(source)
    return build(source, commonmark.read_blocks(source) if blocks is None else blocks, dialect_named(dialect))
