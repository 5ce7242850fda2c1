"""Data that programs keep in comments, in Token-Oriented Object Notation (TOON).

    <!--TOON:done[2]{id,desc,est,actual}:
    t1,Write the parser,~30m,~45m
    t2,Write the linter,~1h,~1h
    -->

Of the notation, tables are read: a name, a declared length, the fields, then one row a line. A table without a length
is one row about the whole file, `summary{total,done}:`. Anything else makes the comment say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from backlogmd.nodes import Claim, ClaimKind, Count, Estimate, Kind, Part, Selector
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.vocabulary import Dialect, State

_COMMENT = lazy(r"<!--\s*TOON\b[ \t]*:?", re.IGNORECASE)
_HEADER = lazy(
    r"[ \t]*(?P<name>[^\W\d][\w.-]*|\"[^\"\\]{1,60}\")?"
    r"(?:\[#?(?P<length>[0-9]{1,6})(?P<mark>[|\t,]?)\])?\{(?P<fields>[^{}\n]{1,1000})\}:[ \t\r]*"
)
_QUOTED = lazy(r"\"((?:[^\"\\]|\\.)*)\"")
_ESCAPE = lazy(r"\\(.)")

STATES = {
    State.DONE: "done completed complete finished closed",
    State.IN_PROGRESS: "in_progress inprogress wip doing active",
    State.CANCELLED: "declined cancelled canceled dropped rejected",
    State.BLOCKED: "blocked",
    State.DEFERRED: "deferred postponed",
}
"""The fields of a summary that give a number of tasks, by the state that these are in."""

TOTAL_FIELDS = ("total", "total_tasks", "tasks", "count")
ESTIMATE_FIELDS = ("total_est", "total_estimate", "total_estimated", "est_total", "total_effort")
ACTUAL_FIELDS = ("total_actual", "actual_total", "total_spent")

_SUMMARIES = ("summary", "stats", "statistics", "totals", "task_summary", "tasks_summary", "progress")
_EST_COLUMNS = ("est", "estimate", "estimated", "effort")
_ACTUAL_COLUMNS = ("actual", "spent")
_OF_FIELD = {field: state for state, fields in STATES.items() for field in fields.split()}


class ToonCell(NamedTuple):
    """A value, without quotes, and where it stands."""

    text: str
    span: Span


class ToonTable(NamedTuple):
    """A table of a comment."""

    name: str
    span: Span
    """The line with the name."""
    length: Count | None
    """How many rows it declares."""
    fields: tuple[str, ...]
    """In lower case."""
    rows: tuple[tuple[ToonCell, ...], ...]
    """Each has at least as many cells as there are fields."""


def read_toon(source: Source, comment: Span) -> list[ToonTable]:
    """The tables of the TOON comments in the HTML at *comment*; none where a line is not understood."""
    text = source.text
    tables: list[ToonTable] = []
    position = comment.start
    while (opening := _COMMENT.search(text, position, comment.end)) is not None:
        end = text.find("-->", opening.end(), comment.end)
        if end < 0:
            break
        tables += _tables(text, opening.end(), end)
        position = end
    return tables


def _tables(text: str, start: int, end: int) -> Iterator[ToonTable]:
    """The tables of the lines from *start* to *end*."""
    found: list[tuple[re.Match[str], int, list[tuple[ToonCell, ...]]]] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        header = _HEADER.fullmatch(line)
        if header is not None:
            found.append((header, start, []))
        elif line.strip():
            if not found:
                return
            header, _, rows = found[-1]
            row = _row(text, start, stop, header["mark"] or ",")
            if row is None or len(row) < len(_fields(header)):
                return
            rows.append(row)
        start = stop + 1
    for header, at, rows in found:
        length = None
        if header["length"] is not None:
            place = Span(at + header.start("length"), at + header.end("length"))
            length = Count(int(header["length"]), header["length"], place)
        name = (header["name"] or "").strip('"')
        yield ToonTable(name, Span(at, at + header.end()), length, _fields(header), tuple(rows))


def _fields(header: re.Match[str]) -> tuple[str, ...]:
    return tuple(one.strip(' "\t').lower() for one in header["fields"].split(header["mark"] or ","))


def _row(text: str, start: int, stop: int, mark: str) -> tuple[ToonCell, ...] | None:
    """The cells of one line, or None where a quotation has no end."""
    cells = []
    while start <= stop:
        begin = start
        while begin < stop and text[begin] in " \r" + ("\t" if mark != "\t" else ""):
            begin += 1
        if begin < stop and text[begin] == '"':
            quoted = _QUOTED.match(text, begin, stop)
            if quoted is None:
                return None
            cells.append(ToonCell(_ESCAPE.sub(r"\1", quoted.group(1)), Span(begin + 1, quoted.end() - 1)))
            begin = quoted.end()
            end = text.find(mark, begin, stop)
            end = stop if end < 0 else end
            if text[begin:end].strip():
                return None
        else:
            end = text.find(mark, begin, stop)
            end = stop if end < 0 else end
            bare = text[begin:end].rstrip()
            cells.append(ToonCell(bare, Span(begin, begin + len(bare))))
        start = end + 1
    return tuple(cells)


def toon_claims(source: Source, comments: Iterable[Span], dialect: Dialect) -> list[Claim]:
    """The claims of the TOON comments of a document: how many rows there are, and what a summary says of all tasks.

    *comments* are the spans of its HTML.
    """
    tables = [table for span in comments for table in read_toon(source, span)]
    claims = [_length_claim(table, table.length) for table in tables if table.length and len(table.fields) > 1]
    summaries = [table for table in tables if table.name.lower() in _SUMMARIES and len(table.rows) == 1]
    if len(summaries) == 1:  # Of several, each may be about a part.
        document = Span(0, len(source.text))
        claims += _summary_claims(summaries[0], tables, document, dialect)
    return claims


def _length_claim(table: ToonTable, length: Count) -> Claim:
    parts = tuple(Part(_row_span(row), row[0].text, Count(1, "", _empty(row[0].span))) for row in table.rows)
    subject = table.name or "the table"
    return Claim(length.span, ClaimKind.MACHINE, Selector(), subject, length, table.span, None, parts)


def _summary_claims(summary: ToonTable, tables: list[ToonTable], document: Span, dialect: Dialect) -> Iterator[Claim]:
    if not any(field in _OF_FIELD or field in TOTAL_FIELDS for field in summary.fields):
        return
    for field, cell in zip(summary.fields, summary.rows[0], strict=False):
        if field in ESTIMATE_FIELDS or field in ACTUAL_FIELDS:
            amount = _amount(cell, dialect)
            if amount is not None:
                parts = tuple(_amounts(tables, _EST_COLUMNS if field in ESTIMATE_FIELDS else _ACTUAL_COLUMNS, dialect))
                yield Claim(cell.span, ClaimKind.MACHINE, Selector(), field, amount, document, None, parts)
        elif (field in _OF_FIELD or field in TOTAL_FIELDS) and re.fullmatch("[0-9]{1,6}", cell.text):
            selector = Selector(states=(_OF_FIELD[field],)) if field in _OF_FIELD else Selector()
            count = Count(int(cell.text), cell.text, cell.span)
            yield Claim(cell.span, ClaimKind.MACHINE, selector, field, count, document)


def _amounts(tables: list[ToonTable], columns: tuple[str, ...], dialect: Dialect) -> Iterator[Part]:
    """The figures in these *columns* of all tables with a length, each id once."""
    seen: set[str] = set()
    for table in tables:
        index = next((at for at, field in enumerate(table.fields) if field in columns), None)
        if index is None or table.length is None:
            continue
        for row in table.rows:
            key = row[0].text
            amount = _amount(row[index], dialect) if len(row) == len(table.fields) else None
            if amount is not None and key not in seen:
                seen.add(key)
                yield Part(_row_span(row), key, amount)


def _amount(cell: ToonCell, dialect: Dialect) -> Estimate | None:
    """The amount in *cell*: the tilde of `~30m` says that it is about so much."""
    about = cell.text.startswith("~")
    estimate = parse_estimate(cell.text[about:], cell.span, dialect.calendar)
    if estimate is None or estimate.kind is Kind.SIZE:
        return None
    return replace(estimate, text=cell.text, approximate=about or estimate.approximate)


def _row_span(row: tuple[ToonCell, ...]) -> Span:
    return Span(row[0].span.start, row[-1].span.end)


def _empty(span: Span) -> Span:
    return Span(span.start, span.start)
