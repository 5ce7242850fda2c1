"""One priority has two emoji in the file, or one emoji stands for two priorities.

A colour that means two things means nothing. The place that differs from the more common use is reported; where both
are equally common, the later one. Two words for one priority, such as URGENT and CRITICAL, may have an emoji each.

Bad:

    ## 🟠 HIGH - API

    - [ ] Write the parser

    ## 🔴 HIGH - Site

    - [ ] Write the home page

Good:

    ## 🟠 HIGH - API

    - [ ] Write the parser

    ## 🟠 HIGH - Site

    - [ ] Write the home page
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document
from backlogmd.query.emoji import EmojiUse, Use
from backlogmd.rule import EMOJI, Finding, rule
from backlogmd.vocabulary import Dialect


@rule(
    "BL304",
    "{what}",
    fix="unsafe",
    changes=EMOJI,
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    uses = EmojiUse(document, dialect)
    for use in uses.uses:
        # What stands beside the wrong word altogether is `emoji-word-mismatch`.
        if uses.belongs_elsewhere(use) is not None:
            continue
        emoji = uses.usual_emoji(use)
        level = uses.levels_of(use.emoji)[0]
        if emoji != use.emoji:
            other = _first(uses, emoji, use.level)
            yield Finding(
                use.span,
                what=f"{use.level} is {use.emoji} here and {emoji} elsewhere",
                evidence=(Evidence(f"{emoji} {other.word} stands here", other.span),),
                help=f"write {emoji}",
                fix=Fix.unsafe(Edit(use.span, emoji)),
            )
        elif level != use.level:
            other = _first(uses, use.emoji, level)
            yield Finding(
                use.span,
                what=f"{use.emoji} stands for {use.level} here and for {level} elsewhere",
                evidence=(Evidence(f"{other.emoji} {other.word} stands here", other.span),),
                help="give each priority an emoji of its own",
            )


def _first(uses: EmojiUse, emoji: str, level: str) -> Use:
    return next(use for use in uses.uses if (use.emoji, use.level) == (emoji, level))
