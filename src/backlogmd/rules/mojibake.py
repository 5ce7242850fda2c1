"""An emoji was saved with the wrong encoding and shows as other characters.

The bytes of an emoji in UTF-8, read as another encoding and saved again, become letters such as `ðŸ”´` or `游댮`. The
priorities of a backlog are then unreadable, and nothing that searches for them finds them. Where all bytes survived,
the fix restores the emoji. Where some were lost, it is restored only if the other circles of the file and the word
beside it leave one choice, and as an unsafe fix. Ordinary text in Korean, Chinese or Japanese is left alone, and so is
code.

Bad:

    ## ðŸ”´ URGENT - Bug fixes

    - [ ] Close the leak

Good:

    ## 🔴 URGENT - Bug fixes

    - [ ] Close the leak
"""

from collections.abc import Iterator
from typing import NamedTuple

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document
from backlogmd.pattern import lazy
from backlogmd.query.code import without_code
from backlogmd.rule import NEW_TASK, PROSE, Finding, rule
from backlogmd.syntax.mojibake import Damage, find
from backlogmd.vocabulary import Dialect

_CIRCLES = ("🔴", "🟠", "🟡", "🟢", "🔵", "🟣", "⚪", "⚫", "🟤")
_NEXT_WORD = lazy(r"[ \t\u00a0*_]*([^\W_]+)")

# What a line is may hang on its emoji: behind one that is damaged, an id makes no task, and a name is none of a field.
_CHANGES = (
    *PROSE,
    *NEW_TASK,
    *("Section.name", "Section.alias", "Section.role", "Section.category", "Section.priority", "Section.estimate"),
    *("Task.title", "Task.priority", "Task.dates", "KnownIssue.title", "KnownIssue.severity", "Resource.name"),
    *(
        "Task.emphasis",
        "Task.state",
        "Task.id",
        "Task.estimate",
        "Task.more_estimates",
        "Task.references",
        "Opaque.html",
        "Document.front_matter",
        "Metric",
        "AssignmentRule",
        "Claim.subject",
        "Claim.selector",
        "Table.header",
        "Table.rows",
    ),
    *("SummaryTable.columns", "SummaryRow.key", "SummaryRow.name", "SummaryRow.selector", "SummaryRow.cells"),
    "circles",
)


class _Evidence(NamedTuple):
    """What the file shows besides one damaged place."""

    circles: frozenset[str]
    """The circles that stand in it, whole or to be restored."""
    codecs: frozenset[str]
    """The wrong encodings by which emoji were certainly read."""


@rule(
    "BL301",
    "`{text}` is {emoji} read with the wrong encoding ({codec})",
    severity="error",
    fix="both",
    changes=_CHANGES,
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    text = document.source.text
    if text.isascii():
        return
    # Most text has no damage anywhere; only where there is some, code is told from text.
    damages = find(text) and find(without_code(document))
    if not damages:
        return
    repaired = [damage for damage in damages if damage.repaired is not None]
    evidence = _Evidence(
        frozenset(one for one in _CIRCLES if one in text or any(damage.repaired == one for damage in repaired)),
        frozenset(damage.codec for damage in repaired),
    )
    for damage in damages:
        if damage.repaired is not None:
            yield _finding(damage, damage.repaired, Fix.safe(Edit(damage.span, damage.repaired)))
            continue
        meant = _meant(damage, text, evidence, dialect)
        if meant is not None:
            yield _finding(damage, meant, Fix.unsafe(Edit(damage.span, meant)))
        elif len(damage.text) > 1 or damage.codec in evidence.codecs:
            # Several odd characters in a row are certainly damage; a single one may be a word of Chinese.
            yield _finding(damage, None, None)


def _finding(damage: Damage, emoji: str | None, fix: Fix | None) -> Finding:
    return Finding(
        damage.span,
        text=damage.text,
        emoji=emoji or "an emoji",
        codec=damage.codec,
        help=f"write {emoji}" if emoji else "some of its bytes are lost: write the emoji anew",
        fix=fix,
    )


def _meant(damage: Damage, text: str, evidence: _Evidence, dialect: Dialect) -> str | None:
    """The circle that was lost: that of the level named beside it, if it is damaged so, in a file that has circles."""
    if not evidence.circles or (damage.codec not in evidence.codecs and len(evidence.circles) < 2):
        return None
    match = _NEXT_WORD.match(text, damage.span.end)
    level = dialect.level(match.group(1)) if match else None
    circle = level.emoji[0] if level is not None and level.emoji else ""
    remains = circle.encode().decode(damage.codec, "ignore").rstrip("\xa0")
    return circle if circle in _CIRCLES and remains == damage.text else None
