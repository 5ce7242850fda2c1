"""The emoji beside a priority belongs to another priority.

Readers scan a backlog by colour. What an emoji stands for is taken from the file where it uses the emoji consistently,
and else from common use, which allows shifted scales: 🟡 may be HIGH in a file where 🔴 is CRITICAL.

Bad:

    ## 🔴 LOW - Polish

    - [ ] Round the corners

Good:

    ## 🟢 LOW - Polish

    - [ ] Round the corners
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document
from backlogmd.query.emoji import EmojiUse, Use
from backlogmd.rule import EMOJI, Finding, rule
from backlogmd.vocabulary import Dialect


@rule(
    "BL303",
    "{emoji} stands beside {word}, but {whose} it means {other}",
    severity="error",
    fix="unsafe",
    changes=EMOJI,
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    uses = EmojiUse(document, dialect)
    for use in uses.uses:
        other = uses.belongs_elsewhere(use)
        if other is None:
            continue
        usual = _usual(use, uses, dialect)
        yield Finding(
            use.span,
            emoji=use.emoji,
            word=use.word,
            whose="elsewhere in this file" if uses.count(use.emoji, other) else "commonly",
            other=other,
            help=f"write {usual}, or change the word" if usual else "change the word, or the emoji",
            fix=Fix.unsafe(Edit(use.span, usual)) if usual else None,
        )


def _usual(use: Use, uses: EmojiUse, dialect: Dialect) -> str:
    """An emoji that belongs to the level of *use*: one of the file, or a common one that the file does not use."""
    in_file = (emoji for emoji in uses.emoji_of(use.level) if emoji != use.emoji)
    belonging = (emoji for emoji in in_file if uses.belongs_elsewhere(use._replace(emoji=emoji)) is None)
    level = dialect.level(use.level)
    unused = (emoji for emoji in (level.emoji if level else ()) if not uses.levels_of(emoji))
    return next(belonging, None) or next(unused, "")
