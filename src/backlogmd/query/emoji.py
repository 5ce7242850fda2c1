"""Which emoji a file gives to which priority."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.nodes import Document, Priority, RowKind, Spelling
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.priority import picture_at
from backlogmd.vocabulary import Dialect

# Beside `🟢 P7`, `🔴 P2` is a place in an order and no level.
_RANK = lazy(r"[🔴🟠🟡🟢🔵⚪]\ufe0f?\s?\**P(?:[6-9]|1[0-9])(?!\w)")
_CODE = lazy(r"P[0-9]", re.IGNORECASE)


class Use(NamedTuple):
    """One place where an emoji stands beside the word of a level."""

    emoji: str
    level: str
    word: str
    span: Span


class EmojiUse:
    """All such places of a document, and the scale that they agree on."""

    def __init__(self, document: Document, dialect: Dialect) -> None:
        self.dialect = dialect
        uses = _uses(document, dialect)
        if _RANK.search(document.source.text):
            uses = (use for use in uses if not _CODE.fullmatch(use.word))
        self.uses = sorted(uses, key=lambda use: use.span)
        self._counts = Counter((use.emoji, use.level) for use in self.uses)
        self._of_words = Counter((use.emoji, _step(use)) for use in self.uses)

    def count(self, emoji: str, level: str) -> int:
        """How often *emoji* stands with *level*."""
        return self._counts[emoji, level]

    def levels_of(self, emoji: str) -> list[str]:
        """The levels that *emoji* stands with, the commonest first."""
        return [level for (one, level), _ in self._counts.most_common() if one == emoji]

    def emoji_of(self, level: str) -> list[str]:
        """The emoji that stand with *level*, the commonest first."""
        return [emoji for (emoji, one), _ in self._counts.most_common() if one == level]

    def usual_emoji(self, use: Use) -> str:
        """The commonest emoji beside the word of *use*: a file may have `🔥 CRITICAL` above `🔴 URGENT`."""
        return next(emoji for (emoji, step), _ in self._of_words.most_common() if step == _step(use))

    def belongs_elsewhere(self, use: Use) -> str | None:
        """The level that the emoji of *use* belongs to, if that is another one: by the file, else by the dialect."""
        own = self.count(use.emoji, use.level)
        level_of_word = next(level for level in self.dialect.levels if level.name == use.level)
        # Where the emoji is the usual one of its word, a file must be clear about using it otherwise.
        enough = max(3, 3 * own) if use.emoji in level_of_word.emoji else max(2, own + 1)
        for level in self.levels_of(use.emoji):
            if level != use.level and self.count(use.emoji, level) >= enough:
                return level
        if own > 1:
            return None
        if use.emoji in level_of_word.emoji or use.emoji in level_of_word.also_seen:
            return None
        return next((level.name for level in self.dialect.levels if use.emoji in level.emoji), None)


def _step(use: Use) -> tuple[str, str]:
    """A level as one word for it says it."""
    return use.level, use.word.casefold().removesuffix("priority").strip()


def _uses(document: Document, dialect: Dialect) -> Iterator[Use]:
    for section in document.all_sections:
        yield from _of(section.priority)
    for task in document.tasks:
        yield from _of(task.priority)
    for table in document.summaries:
        for row in table.rows:
            if row.kind is RowKind.DATA and row.selector is not None and len(row.selector.priorities) == 1:
                picture = picture_at(row.key.text, 0, dialect)
                if picture is not None and picture.emoji:
                    start = row.key.span.start
                    span = Span(start + picture.start, start + picture.end)
                    if row.name != row.key.text:
                        yield Use(picture.emoji, row.selector.priorities[0], row.name, span)


def _of(priority: Priority | None) -> Iterator[Use]:
    if priority is None or priority.emoji is None or priority.spelling is Spelling.EMOJI:
        return
    # A warning sign is put before anything.
    if priority.emoji.text and priority.emoji.text != "⚠":
        yield Use(priority.emoji.text, priority.level, priority.text, priority.emoji.span)
