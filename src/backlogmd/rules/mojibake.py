"""An emoji was saved with the wrong encoding and shows as other characters.

The bytes of an emoji in UTF-8, read as another encoding and saved again, become letters such as `ðŸ”´` or `游댮`. The
priorities of a backlog are then unreadable, and nothing that searches for them finds them. Where all bytes survived,
the fix restores the emoji. Where some were lost, it is restored only if the other circles of the file and the word
beside it leave one choice, and as an unsafe fix. Ordinary text in Korean, Chinese or Japanese is left alone.

Bad:

    ## ðŸ”´ URGENT - Bug fixes

    - [ ] Close the leak

Good:

    ## 🔴 URGENT - Bug fixes

    - [ ] Close the leak
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, OpaqueKind
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.mojibake import Damage, find
from backlogmd.vocabulary import Dialect, Level

_CIRCLES = ("🔴", "🟠", "🟡", "🟢", "🔵", "🟣", "⚪", "⚫", "🟤")
_NEXT_WORD = re.compile(r"[\s*_]*([^\W_]+)")


class _Family(NamedTuple):
    """The circles that a file is known to use, and whether it lost its emoji to Johab."""

    circles: frozenset[str]
    codecs: frozenset[str]


@rule("BL301", "`{text}` is {emoji}read with the wrong encoding ({codec})", severity="error", fix="both")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    text = document.source.text
    if text.isascii():
        return
    unread = [block.span for block in document.opaque if block.kind in (OpaqueKind.CODE, OpaqueKind.FENCE)]
    damages = [damage for damage in find(text) if not any(span.holds(damage.span) for span in unread)]
    repaired = [damage for damage in damages if damage.repaired is not None]
    family = _Family(
        frozenset(damage.repaired for damage in repaired if damage.repaired in _CIRCLES) | {one for one in _CIRCLES if one in text},
        frozenset(damage.codec for damage in repaired),
    )
    for damage in damages:
        if damage.repaired is not None:
            yield _finding(damage, damage.repaired, Fix.safe(Edit(damage.span, damage.repaired)))
            continue
        meant = _meant(damage, text, family, dialect)
        if meant is not None:
            yield _finding(damage, meant, Fix.unsafe(Edit(damage.span, meant)))
        elif len(damage.text) > 1:
            # More than one odd character in a row is certainly damage, whatever it was.
            yield _finding(damage, None, None)


def _finding(damage: Damage, emoji: str | None, fix: Fix | None) -> Finding:
    return Finding(
        damage.span,
        text=damage.text,
        emoji=f"{emoji} " if emoji else "an emoji ",
        codec=damage.codec,
        help=f"write {emoji}" if emoji else "some of its bytes are lost: write the emoji anew",
        fix=fix,
    )


def _meant(damage: Damage, text: str, family: _Family, dialect: Dialect) -> str | None:
    """The circle that was lost: the one of the level named beside it, in a file that uses circles for its levels."""
    if damage.codec not in family.codecs or not family.circles:
        return None
    level = _level_after(damage.span, text, dialect)
    if level is None or not level.emoji or level.emoji[0] not in _CIRCLES:
        return None
    circle = level.emoji[0]
    return circle if circle not in family.circles else None


def _level_after(span: Span, text: str, dialect: Dialect) -> Level | None:
    match = _NEXT_WORD.match(text, span.end)
    return dialect.level(match.group(1)) if match else None
