"""One priority is spelled in two ways where a file has one way elsewhere.

`Urgent` here and `URGENT` there, `Med` and `Medium`: whoever searches for one, and scripts that compare words, miss the
other. Compared are headings of one level, and priorities of tasks behind the same mark (fields with fields, cells with
cells). The spelling that differs from the more common one is reported; where both are equally common, the later one.

Two words for one priority, such as URGENT and CRITICAL, are left alone, for they may be two steps of a scale. So is a
heading that is all in capitals, and agreement with a noun (`crítico`, `crítica`).

Bad:

    ## HIGH - API

    - [ ] Write the parser

    ## High - Site

    - [ ] Write the home page

Good:

    ## HIGH - API

    - [ ] Write the parser

    ## HIGH - Site

    - [ ] Write the home page
"""

from collections import Counter
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document, Section, Task
from backlogmd.pattern import lazy
from backlogmd.query.places import mark_before
from backlogmd.query.priorities import plain_word, word_span
from backlogmd.rule import HEADING, Finding, rule
from backlogmd.source import Span

_WORD = lazy(r"[^\W\d_]{4}")


@rule(
    "BL305",
    "`{odd}` here and `{usual}` elsewhere are one priority",
    fix="safe",
    changes=(
        *(*HEADING, "Section.priority.text", "Task.priority.text", "Task.fields", "Note.text", "Paragraph.text"),
        *("Table.rows", "SummaryRow.key", "SummaryRow.name", "SummaryRow.cells"),
    ),
)
def check(document: Document) -> Iterator[Finding]:
    for places in _like_places(document).values():
        counts = Counter(document.source.slice(place) for place in places)
        if len(counts) == 1:
            continue
        # Of equally common spellings, the first one stands.
        usual = counts.most_common(1)[0][0]
        first = next(place for place in places if document.source.slice(place) == usual)
        for place in places:
            odd = document.source.slice(place)
            if odd != usual:
                yield Finding(
                    place,
                    odd=odd,
                    usual=usual,
                    evidence=(Evidence(f"`{usual}` stands here", first),),
                    help=f"write `{usual}`",
                    fix=Fix.safe(Edit(place, usual)),
                )


def _like_places(document: Document) -> dict[tuple[object, ...], list[Span]]:
    """Where the words of priorities stand, by the place that they stand at and the word that they are."""
    source = document.source
    found: dict[tuple[object, ...], list[Span]] = {}
    nodes: list[Section | Task] = [*document.all_sections, *document.tasks]
    for one in nodes:
        priority = one.priority
        place = word_span(priority, source) if priority is not None else None
        if priority is None or place is None:
            continue
        if isinstance(one, Section):
            if _is_all_capitals(source.slice(one.heading.span), priority.text):
                continue
            at: object = one.level
        else:
            at = one.form
        key = (at, mark_before(source, priority.span.start), priority.level, plain_word(source.slice(place)))
        found.setdefault(key, []).append(place)
    return found


def _is_all_capitals(heading: str, word: str) -> bool:
    """Whether not the priority alone is in capitals: `HIGH PRIORITY TASKS`. `HIGH - API` has an abbreviation in it."""
    return heading.isupper() and _WORD.search(heading.replace(word, "", 1)) is not None
