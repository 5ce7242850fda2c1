"""Tables: which of them sum something up, and what their columns and rows mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backlogmd.nodes import (
    Cell,
    Column,
    Count,
    Estimate,
    Label,
    Measure,
    Progress,
    RowKind,
    Selector,
    SummaryRow,
    SummaryTable,
    Table,
)
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.estimate import parse_estimate
from backlogmd.syntax.figures import of_open, read_count, read_progress, unit_of_label
from backlogmd.syntax.priority import cell_priority, picture_at
from backlogmd.syntax.selector import parse_selector
from backlogmd.vocabulary import Dialect, FieldKind

_GROUP_HEADERS = frozenset(
    "priority priorities level project category phase milestone area component status state assignee owner type group "
    "section version severity module epic team person developer role label sprint release workstream stream".split()
)
_EFFORT_HEADER = lazy(
    r"\b(?:hours?|hrs?|effort|estimat\w*|time|duration|days?|weeks?|minutes?|mins?|points?|pts|sp|workload)\b|\(h\)",
    re.IGNORECASE,
)
_COUNT_HEADER = lazy(
    r"^(?:#|no\.?|count|number|total)$|\b(?:tasks?|items?|stories|tickets|issues|count|bugs|todos?)\b", re.IGNORECASE
)
_PROGRESS_HEADER = lazy(r"\b(?:progress|percent(?:age)?|completion|complete)\b|%", re.IGNORECASE)
_STATE_HEADER = lazy(r"^(?:open|done|completed?|remaining|closed|finished|pending|todo|to do|left)$", re.IGNORECASE)
# Columns whose total is not the sum of the rows, or where a sum says nothing.
_NO_SUM = lazy(
    r"\b(?:parallel|average|avg|mean|median|max(?:imum)?|min(?:imum)?|rate|velocity|score|ratio|per|cumulative|running"
    r"|progress|percent\w*|completion|date|week|start|end|rank|id|year|version)\b|%|^#$",
    re.IGNORECASE,
)
# What was spent is no estimate; only its own rows can be summed.
_SPENT = lazy(r"\b(?:actual|spent|logged|elapsed)\b", re.IGNORECASE)
_UNITS = (
    ("minute", "min"),
    ("hour", "hours"),
    ("hrs", "hours"),
    ("(h)", "hours"),
    ("day", "days"),
    ("week", "weeks"),
    ("point", "points"),
)

_TOTAL = lazy(
    r"(?:(?:grand|overall|estimated)\s+)*(?:total(?:s|es|e|aux|is)?|sum|suma|soma|somme|summe|gesamt(?:summe|aufwand)?"
    r"|insgesamt|итого|всего|сумма|总计|總計|总共|總共|合计|合計|总和|総計|합계|총계|총합)(?![^\W\d_])[:.：]?(?P<what>.*)",
    re.IGNORECASE,
)
_SUBTOTAL = lazy(
    r"sub-?\s?totals?\b.*|\S.*\s(?:sub-?)?total|zwischensumme.*|sous-total.*|подытог.*|промежуточный итог.*"
    r"|小计.*|小計.*|소계.*",
    re.IGNORECASE,
)
_PARTIAL = lazy(
    r"(?:mvp|minimum|min\.|remaining|left|of which|thereof|critical path|with\b|without\b|incl|excl)\b.*", re.IGNORECASE
)
_PLAIN_TOTAL = frozenset(
    "hours hour effort estimate estimated estimates time tasks all project work backlog items points all: general "
    "général geral estimado estimada estimados estimadas estimé estimée estimés estimées prévu prévue previsto "
    "prevista geschätzt horas puntos pontos heures jours stunden tage punkte aufwand часов дней".split()
)
# A run of underscores is tried once, from its beginning.
_EMPHASIS = lazy(r"[*`]|~~|(?<!\w)_+|(?<!_)_++(?!\w)")


def read_table(
    source: Source,
    span: Span,
    rows: Sequence[tuple[Span, Sequence[Span]]],
    dialect: Dialect,
    *,
    in_summary: bool,
    of_tasks: bool = False,
) -> SummaryTable | Table:
    """The table at *span*, whose *rows* (the header first) are given as row spans with their cells' spans.

    *in_summary* says that it stands under a heading such as `Summary`, *of_tasks* that its rows are tasks themselves.
    """
    header = [cell_label(source, cell) for cell in rows[0][1]]
    body = rows[1:]
    key = None if of_tasks else _key_column(header, in_summary=in_summary)
    columns = [_column(header, index, key, body, source, dialect) for index in range(len(header))]
    kinds = [row_kind([cell_label(source, cell).text for cell in cells], key) for _, cells in body]
    measured = any(column.measure in (Measure.EFFORT, Measure.TASKS, Measure.PROGRESS) for column in columns)
    groups = key is not None and measured
    figures = any(column.measure is not None for column in columns)
    if not body or not (groups or (RowKind.TOTAL in kinds and figures)):
        return _plain(source, span, rows)
    key = key or 0
    read = [
        _row(source, row, kind, columns, key, dialect, groups=groups) for row, kind in zip(body, kinds, strict=True)
    ]
    return SummaryTable(span, tuple(columns), tuple(read), key, groups)


def _plain(source: Source, span: Span, rows: Sequence[tuple[Span, Sequence[Span]]]) -> Table:
    cells = [tuple(Cell(source.slice(cell), cell) for cell in row) for _, row in rows]
    return Table(span, cells[0], tuple(cells[1:]))


def cell_label(source: Source, span: Span) -> Label:
    """The text of a cell without emphasis, and the place of what is left."""
    text = source.slice(span)
    if any(mark in text for mark in "*`~_"):
        text = _EMPHASIS.sub(lambda match: " " * len(match.group()), text)
    bare = text.strip()
    start = span.start + (text.index(bare) if bare else 0)
    return Label(bare, Span(start, start + len(bare)))


def _key_column(header: Sequence[Label], *, in_summary: bool) -> int | None:
    for index, label in enumerate(header[:2]):
        words = set(re.findall(r"[a-z]+", label.text.lower()))
        if words & _GROUP_HEADERS and not _EFFORT_HEADER.search(label.text):
            return index
        if label.text not in ("#", ""):
            break
    if in_summary and header and len(header) > 1 and not (_EFFORT_HEADER.search(header[0].text)):
        words = set(re.findall(r"[a-z]+", header[0].text.lower()))
        return (
            None if words & {"task", "story", "id", "title", "description", "feature", "bug", "issue", "metric"} else 0
        )
    return None


def _column(
    header: Sequence[Label],
    index: int,
    key: int | None,
    body: Sequence[tuple[Span, Sequence[Span]]],
    source: Source,
    dialect: Dialect,
) -> Column:
    label = header[index]
    if index == key:
        return Column(label, None)
    unit = _unit(label.text)
    measure: Measure | None = None
    texts = [text for _, cells in body if index < len(cells) and (text := cell_label(source, cells[index]).text)]
    numbers = [text for text in texts if re.fullmatch(r"[0-9]+", text)]
    amounts = [text for text in texts if parse_estimate(text, label.span, dialect.calendar, unit) is not None]
    if _PROGRESS_HEADER.search(label.text) and not numbers:
        measure = Measure.PROGRESS
    elif _EFFORT_HEADER.search(label.text) and not _COUNT_HEADER.search(label.text):
        measure = Measure.EFFORT if amounts else None
    elif amounts and 2 * len(amounts) > len(texts):
        measure = Measure.EFFORT
    elif (_COUNT_HEADER.search(label.text) or _STATE_HEADER.search(label.text)) and 2 * len(numbers) > len(texts):
        measure = (
            Measure.OTHER
            if label.text.lower() in ("total", "#", "no", "no.") and not _group_of_counts(header)
            else Measure.TASKS
        )
    elif numbers and 2 * len(numbers) > len(texts):
        measure = Measure.OTHER
    if measure is Measure.EFFORT and _SPENT.search(label.text):
        measure = Measure.OTHER
    return Column(label, measure, of_open(label.text), not _NO_SUM.search(label.text))


def _group_of_counts(header: Sequence[Label]) -> bool:
    """Whether `Total` stands beside `Done` or `Open`: then it counts tasks, too."""
    return any(_STATE_HEADER.search(label.text) for label in header)


def _unit(header: str) -> str:
    lower = header.lower()
    if re.search(r"\bsp\b|\bpts\b", lower):
        return "points"
    known = next((unit for word, unit in _UNITS if word in lower), "")
    if known or len(lower) < 3:
        return known
    # `Дней`, `Jours`, `Aufwand (Stunden)`; a `Semana` or a `Mes` is rather a place in time.
    other = unit_of_label(header)
    return "" if other in ("weeks", "months") else other


def row_kind(texts: Sequence[str], key: int | None) -> RowKind:
    """What a row is, by the first of its cells that is not empty."""
    first = (
        texts[key]
        if key is not None and key < len(texts) and texts[key]
        else next((text for text in texts if text), "")
    )
    first = first.strip(" :")
    if _SUBTOTAL.fullmatch(first) and not _TOTAL.fullmatch(first):
        return RowKind.SUBTOTAL
    total = _TOTAL.fullmatch(first)
    if total is not None:
        words = re.findall(r"[^\W_]+", total["what"].lower())
        return RowKind.TOTAL if all(word in _PLAIN_TOTAL for word in words) else RowKind.PARTIAL
    if _PARTIAL.fullmatch(first):
        return RowKind.PARTIAL
    return RowKind.DATA


def _row(
    source: Source,
    row: tuple[Span, Sequence[Span]],
    kind: RowKind,
    columns: Sequence[Column],
    key: int,
    dialect: Dialect,
    *,
    groups: bool,
) -> SummaryRow:
    span, cells = row
    label = cell_label(source, cells[key]) if key < len(cells) else Label("", Span(span.start, span.start))
    selector = None
    if groups and label.text and kind in (RowKind.DATA, RowKind.TOTAL):
        expected = dialect.field_kind(columns[key].header.text) is FieldKind.PRIORITY
        selector = Selector() if kind is RowKind.TOTAL else _selector(label.text, dialect, expected=expected)
    read = []
    for index, cell in enumerate(cells):
        column = columns[index] if index < len(columns) else None
        figure = cell_label(source, cell)
        value = _value(figure, column, dialect) if column is not None and column.measure is not None else None
        read.append(Cell(figure.text, figure.span, value))
    picture = picture_at(label.text, 0, dialect)
    name = label.text[picture.end :].strip() if picture is not None else label.text
    return SummaryRow(span, kind, label, name or label.text, selector, tuple(read))


def _selector(text: str, dialect: Dialect, *, expected: bool) -> Selector:
    level = cell_priority(text, dialect, expected=expected)
    return Selector(priorities=(level.name,)) if level is not None else parse_selector(text, dialect)


def _value(cell: Label, column: Column, dialect: Dialect) -> Estimate | Count | Progress | None:
    if column.measure is Measure.EFFORT or (column.measure is Measure.OTHER and _SPENT.search(column.header.text)):
        # Nothing is nothing in any unit.
        unit = _unit(column.header.text) or ("hours" if cell.text == "0" else "")
        return parse_estimate(cell.text, cell.span, dialect.calendar, unit)
    if column.measure is Measure.PROGRESS:
        return read_progress(cell.text, cell.span, square=True)
    if re.fullmatch(r"[0-9]{1,9}", cell.text):
        return Count(int(cell.text), cell.text, cell.span)
    return read_count(cell.text, cell.span)
