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
from backlogmd.query.emoji import EmojiUse
from backlogmd.rule import Finding, rule
from backlogmd.vocabulary import Dialect


@rule("BL303", "{emoji} stands beside {word}, but {whose} it means {other}", severity="error", fix="unsafe")
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    uses = EmojiUse(document, dialect)
    for use in uses.uses:
        other = uses.belongs_elsewhere(use)
        if other is None:
            continue
        in_file = [emoji for emoji in uses.emoji_of(use.level) if emoji != use.emoji]
        level = dialect.level(use.level)
        usual = next(iter((*in_file, *(level.emoji if level else ()))), "")
        yield Finding(
            use.span,
            emoji=use.emoji,
            word=use.word,
            whose="elsewhere in this file" if uses.count(use.emoji, other) else "commonly",
            other=other,
            help=f"write {usual}, or change the word",
            fix=Fix.unsafe(Edit(use.span, usual)) if usual else None,
        )
