"""A word that stands where a priority stands is one slip away from a known priority.

`HGIH` is no level, so what stands below it belongs to none: it is in no row of a summary, and whoever looks for urgent
work does not see it. Looked at are fields and columns of priorities, and the first word of a heading that has the word
`priority` behind it, or that stands beside headings which begin with priorities.

Other words are left alone, for scales have many names, and so is a spelling that stands more than twice: then it is
meant.

Bad:

    ### 🔴 URGENT - Login

    - [ ] Mend the login

    ### 🟠 HGIH - Cart

    - [ ] Mend the cart

Good:

    ### 🔴 URGENT - Login

    - [ ] Mend the login

    ### 🟠 HIGH - Cart

    - [ ] Mend the cart
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Document, SummaryTable, Table
from backlogmd.pattern import lazy
from backlogmd.query.priorities import leads
from backlogmd.query.shape import keeps_shape
from backlogmd.query.slips import is_one_slip
from backlogmd.rule import HEADING, PROSE, Finding, rule
from backlogmd.source import Span
from backlogmd.syntax.fields import read_fields
from backlogmd.syntax.priority import picture_at, read_priority
from backlogmd.syntax.run import Run
from backlogmd.vocabulary import Dialect, FieldKind

_FIRST_WORD = lazy(
    r"[\s*_]*(?P<word>[^\W\d_]{3,20})[*_]*(?P<rest>\s+[-–—:|]\s|\s*[:：—–]|\s*$|[\s-]+(?P<next>[^\W\d_]+))"
)
_ONLY_WORD = lazy(r"[\W_]*(?P<word>[^\W\d_]{3,20})[\W_]*")

_OTHER_WORDS = frozenset("bassa basse basso bassi base bass alt alte alti auto bajar baixar normaal normale".split())
"""Words of other languages that are one slip away from a priority of ours."""

_PLAIN = frozenset("urgent critical blocker highest high important medium moderate normal low lowest".split())
"""The words that a heading is compared with, besides those that other headings have: headings may say anything."""

_MOST = 2
"""So often a slip is made; what stands more often is meant."""


class _Word(NamedTuple):
    """A word that stands where a priority stands, and the words that it may be meant to be."""

    span: Span
    text: str
    known: tuple[str, ...]
    heads: bool = False
    """Whether it stands in a heading."""


@rule(
    "BL306",
    "`{written}` stands where a priority stands, and is one slip away from `{meant}`",
    severity="error",
    fix="unsafe",
    changes=(
        *(*PROSE, *HEADING, "Section.priority", "Section.role", "Task.priority", "Task.fields", "Task.notes"),
        *("Table.rows", "SummaryRow", "SummaryTable", "+Claim", "-Claim", "Claim.subject"),
    ),
)
def check(document: Document, dialect: Dialect) -> Iterator[Finding]:
    words = [*_in_headings(document, dialect), *_in_fields(document, dialect), *_in_tables(document, dialect)]
    counts = Counter(word.text.lower() for word in words)
    found = [(word, _meant(word, dialect)) for word in words if counts[word.text.lower()] <= _MOST]
    edits = [Edit(word.span, meant) for word, meant in found if meant is not None and word.heads]
    # What stands below a heading may be something else once that is a priority.
    heads = not edits or keeps_shape(document, edits, dialect)
    for word, meant in found:
        if meant is not None:
            yield Finding(
                word.span,
                written=word.text,
                meant=meant,
                help=f"write `{meant}`",
                fix=Fix.unsafe(Edit(word.span, meant)) if heads or not word.heads else None,
            )


def _meant(word: _Word, dialect: Dialect) -> str | None:
    """The word that was mistyped, in the case of what was written; None if that is not plain."""
    written = word.text.lower()
    others = (_OTHER_WORDS, dialect.state_words, dialect.severities, dialect.work_words)
    if any(written in words for words in others):
        return None
    found = [
        known
        for known in word.known
        if written[0] in known[:2] and written != known + "s" and is_one_slip(known, written)
    ]
    if len({dialect.level(known) for known in found}) != 1:
        return None
    # A letter is lost more easily than added.
    meant = max(found, key=len)
    return meant.upper() if word.text.isupper() else meant.title() if word.text[0].isupper() else meant


# Where priorities stand.


def _in_headings(document: Document, dialect: Dialect) -> Iterator[_Word]:
    every = _all_words(dialect)
    groups = [one for one in document.all_sections if leads(one, document.source, dialect)]
    levels = {one.level for one in groups}
    words = {one.priority.text.lower() for one in groups if one.priority is not None}
    known = tuple(word for word in _all_words(dialect) if word in _PLAIN or word in words)
    for section in document.all_sections:
        if section.priority is not None or section.task is not None:
            continue
        heading = document.source.slice(section.heading.span)
        picture = picture_at(heading, 0, dialect)
        match = _FIRST_WORD.match(heading, picture.end if picture else 0)
        if match is None:
            continue
        called = (match["next"] or "").lower() in dialect.priority_names
        alone = match["next"] is None and section.level in levels
        # In `Prioridad alta` the level comes second.
        second = match["next"] is not None and match["word"].lower() in dialect.priority_names
        if called or alone or second:
            name = "next" if second else "word"
            start = section.heading.span.start + match.start(name)
            yield _Word(Span(start, start + len(match[name])), match[name], known if alone else every, heads=True)


def _in_fields(document: Document, dialect: Dialect) -> Iterator[_Word]:
    source = document.source
    for task in document.tasks:
        if task.priority is not None:
            continue
        for field in task.fields:
            if dialect.field_kind(field.name) is FieldKind.PRIORITY:
                start = source.text.rfind(field.value, field.span.start, field.span.end)
                if start >= 0:
                    yield from _value(Run(source, (Span(start, start + len(field.value)),)), dialect)
        for note in task.notes:
            if ":" not in note.text.text and "：" not in note.text.text:
                continue
            for line in read_fields(Run(source, _lines(document, note.text.span)), dialect):
                if line.kind is FieldKind.PRIORITY:
                    yield from _value(line.value, dialect)


def _lines(document: Document, span: Span) -> list[Span]:
    """The lines of a span, each by itself."""
    source = document.source
    first, last = source.position(span.start).line, source.position(max(span.start, span.end - 1)).line
    lines = (source.line_span(number) for number in range(first, last + 1))
    return [Span(max(line.start, span.start), min(line.end, span.end)) for line in lines]


def _in_tables(document: Document, dialect: Dialect) -> Iterator[_Word]:
    source = document.source
    for table in document.items:
        if isinstance(table, Table):
            headers: Iterable[str] = [cell.text for cell in table.header]
            rows = table.rows
        elif isinstance(table, SummaryTable):
            headers = [column.header.text for column in table.columns]
            rows = tuple(row.cells for row in table.rows)
        else:
            continue
        columns = [index for index, text in enumerate(headers) if dialect.field_kind(text) is FieldKind.PRIORITY]
        for row in rows:
            for index in columns:
                if index < len(row):
                    yield from _value(Run(source, (row[index].span,)), dialect)


def _value(value: Run, dialect: Dialect) -> Iterator[_Word]:
    """The word that a value is, where it names no priority."""
    match = _ONLY_WORD.fullmatch(value.text)
    if match is not None and read_priority(value, dialect) is None:
        yield _Word(value.span(*match.span("word")), match["word"], _all_words(dialect))


def _all_words(dialect: Dialect) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for level in dialect.levels for word in (level.name.lower(), *level.words)))
