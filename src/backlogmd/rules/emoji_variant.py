"""One emoji is written with and without a variation selector.

`⚠️` and `⚠` look nearly the same, but U+FE0F stands behind the first one, so that a search for one misses the other.
Emoji of priorities and states in headings, tasks and tables are looked at. The form that differs from the more common
one is reported; where both are equally common, the later one.

Bad:

    ## ⚠️ HIGH - API

    - [ ] Write the parser

    ## ⚠ HIGH - Site

    - [ ] Write the home page

Good:

    ## ⚠️ HIGH - API

    - [ ] Write the parser

    ## ⚠️ HIGH - Site

    - [ ] Write the home page
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document
from backlogmd.query.code import without_code
from backlogmd.query.places import lines_read
from backlogmd.rule import HEADING, Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.priority import VARIATION_SELECTOR
from backlogmd.totals import plural
from backlogmd.vocabulary import Dialect


@rule(
    "BL309",
    "`{emoji}` stands here {how} the variation selector U+FE0F, and in {others} {contrary} it",
    severity="info",
    fix="safe",
    changes=(
        *(*HEADING, "Section.alias", "Section.priority", "Task.title", "Task.priority", "Task.state_span"),
        *("Task.state", "Task.fields", "Note.text", "SummaryRow", "SummaryTable.columns", "Table.header", "Table.rows"),
    ),
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    if VARIATION_SELECTOR not in document.source.text:
        return
    found: dict[str, tuple[list[int], list[int]]] = {}
    text = without_code(document)
    for line in lines_read(document):
        for match in _emoji(dialect).finditer(text, *line):
            found.setdefault(match["emoji"], ([], []))[bool(match["selector"])].append(match.end("emoji"))
    for emoji, (bare, selected) in found.items():
        usual, odd = _usual_first(bare, selected)
        for place in odd:
            here = odd is selected
            yield Finding(
                Span(place - len(emoji), place + here),
                emoji=emoji,
                how="with" if here else "without",
                contrary="without" if here else "with",
                others=plural(len(usual), "other place"),
                evidence=(Evidence("it stands here, too", Span(usual[0] - len(emoji), usual[0])),),
                help="delete the selector" if here else "add the selector",
                fix=Fix.safe(Edit(Span(place, place + here), "" if here else VARIATION_SELECTOR)),
            )


def _usual_first(bare: list[int], selected: list[int]) -> tuple[list[int], list[int]]:
    """Both forms, the more common one first, or else the one that comes first."""
    if len(bare) != len(selected):
        return (bare, selected) if len(bare) > len(selected) else (selected, bare)
    return (bare, selected) if bare[:1] < selected[:1] else (selected, bare)


@lru_cache(maxsize=16)
def _emoji(dialect: Dialect) -> re.Pattern[str]:
    """The emoji of priorities and states."""
    known = {one for level in dialect.levels for one in (*level.emoji, *level.marks, *level.also_seen)}
    pictures = sorted(one for one in (*known, *dialect.state_emoji) if not one.isascii())
    # A joiner makes it a part of another emoji.
    return re.compile(rf"(?<!\u200d)(?P<emoji>{'|'.join(map(re.escape, pictures))})(?P<selector>\ufe0f?+)(?!\u200d)")
