"""Tables whose rows are tasks: which they are, what their columns say, and what each row says of its task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backlogmd.nodes import Kind, Label, MarkKind, RowKind, StateMark
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.fields import FieldLine, apply_field, read_state
from backlogmd.syntax.inline import LineParts, read_task_line
from backlogmd.syntax.items import read_box
from backlogmd.syntax.run import Run
from backlogmd.syntax.tables import cell_label, row_kind
from backlogmd.vocabulary import Dialect, FieldKind, Form

Row = tuple[Span, Sequence[Span]]

# Beside a title, any of these makes a table one of work.
_SIGNS = frozenset(
    (
        FieldKind.ID, FieldKind.ESTIMATE, FieldKind.ACTUAL, FieldKind.STATE, FieldKind.PRIORITY, FieldKind.ASSIGNEE,
        FieldKind.DUE, FieldKind.SPRINT,
    )
)  # fmt: skip

# Of several columns with titles, the one with the smallest pieces of work has the tasks.
_SMALLEST = re.compile(
    r"\b(?:sub-?task|task|action|to-?do|tarea|tarefa|tâche|aufgabe|задача)|任务|任務|タスク|작업", re.IGNORECASE
)
_GROUP = frozenset("phase phases milestone milestones sprint sprints week fase étape этап 阶段 フェーズ".split())
_PEOPLE = frozenset("role roles rolle rol rôle papel função skills email expertise роль 角色 役割".split())

_UNIT_END = lazy(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")
_FILLER = lazy(r"[(（].*[)）]|[.…\-–—_/]+|n/a|tbd|etc\.?", re.IGNORECASE | re.DOTALL)
_BOX_CELL = lazy(r"\\?\[.\\?\]")
_NUMBER_ID = lazy(r"(?:\*\*|__)?(?P<id>[0-9]+(?:\.[0-9]+)+)(?:\*\*|__)?[:.]?\s+(?=[^\W\d])")


class TaskRow(NamedTuple):
    """A row that is a task."""

    span: Span
    parts: LineParts
    marks: list[StateMark]


class TaskRows(NamedTuple):
    """The rows of a table that are tasks, and why they are."""

    rows: list[TaskRow]
    reason: str


def read_rows(source: Source, rows: Sequence[Row], dialect: Dialect, *, work: bool | None) -> TaskRows | None:
    """The tasks in a table, whose header comes first in *rows*; None if it lists something else.

    *work* says whether the name of its section speaks of work (True) or of something else (False).
    """
    if work is False or len(rows) < 2 or Form.ROW not in dialect.forms:
        return None
    header = [cell_label(source, cell).text for cell in rows[0][1]]
    body = rows[1:]
    kinds = [_kind(text, index, body, source, dialect) for index, text in enumerate(header)]
    title = _title_column(header, kinds, body, source, work=work is True)
    if title is None:
        return None
    found = []
    for row in body:
        texts = [cell_label(source, cell).text for cell in row[1]]
        if row_kind(texts, None) is RowKind.DATA and title < len(texts) and _is_title(texts[title]):
            found.append(_task_row(row, title, header, kinds, source, dialect))
    if not found:
        return None
    beside = _beside(header, kinds, title)
    return TaskRows(found, f"the table has a column of titles (`{header[title]}`){beside}")


def _kind(header: str, index: int, body: Sequence[Row], source: Source, dialect: Dialect) -> FieldKind | None:
    kind = dialect.field_kind(header) or dialect.field_kind(_UNIT_END.sub("", header))
    if kind is None or kind is FieldKind.DONE:
        texts = [text for _, cells in body if index < len(cells) and (text := source.slice(cells[index]).strip())]
        if texts and all(_BOX_CELL.fullmatch(text) or text.rstrip("\ufe0f") in dialect.state_emoji for text in texts):
            return FieldKind.STATE
    return kind


def _title_column(
    header: Sequence[str], kinds: Sequence[FieldKind | None], body: Sequence[Row], source: Source, *, work: bool
) -> int | None:
    """The column that has what is to be done; None if this is no table of work."""
    titles = [index for index, kind in enumerate(kinds) if kind is FieldKind.TITLE]
    if not titles and FieldKind.ID in kinds:
        titles = [index for index, kind in enumerate(kinds) if kind is FieldKind.DESCRIPTION]
    titles = [index for index in titles if _has_words(index, body, source)]
    smallest = next((index for index in titles if _SMALLEST.search(header[index])), None)
    if work and smallest is not None:
        return smallest
    if not titles or not _SIGNS & {kind for index, kind in enumerate(kinds) if index not in titles}:
        return None
    words = {word for text in header for word in re.findall(r"[^\W\d_]+", text.lower())}
    if words & _PEOPLE and not {FieldKind.STATE, FieldKind.ID} & set(kinds):
        return None
    if words & _GROUP and header[titles[0]].lower().startswith("deliverable"):
        return None  # One row for each phase.
    return titles[0] if smallest is None else smallest


def _has_words(index: int, body: Sequence[Row], source: Source) -> bool:
    """Whether most cells of a column are words, and not numbers of tasks or ids."""
    texts = [source.slice(cells[index]) for _, cells in body if index < len(cells)]
    texts = [text for text in texts if text.strip()]
    worded = sum(
        (re.search(r"[^\W\d_]{2}", text) is not None and " " in text.strip(" *_`"))
        or len(text) > 8
        or not text.isascii()
        for text in texts
    )
    return bool(texts) and 2 * worded >= len(texts)


def _is_title(text: str) -> bool:
    return bool(text.strip(" -–—.…")) and _FILLER.fullmatch(text.strip()) is None


def _beside(header: Sequence[str], kinds: Sequence[FieldKind | None], title: int) -> str:
    names = [
        f"`{header[index]}`" for index, kind in enumerate(kinds) if kind in _SIGNS and index != title and header[index]
    ]
    return f" beside {', '.join(names)}" if names else ", and work is listed here"


def _task_row(
    row: Row,
    title: int,
    header: Sequence[str],
    kinds: Sequence[FieldKind | None],
    source: Source,
    dialect: Dialect,
) -> TaskRow:
    span, cells = row
    cell = cells[title]
    marks: list[StateMark] = []
    run = Run(source, (cell,))
    box = read_box(run)
    if box is not None:
        marks.append(StateMark(MarkKind.BOX, dialect.state(box.character), box.character, box.span))
        cell = Span(min(cell.start + box.length, cell.end), cell.end)
    number = _NUMBER_ID.match(source.text, cell.start, cell.end)
    if number is not None:
        cell = Span(number.end(), cell.end)
    parts = read_task_line(Run(source, (cell,)), dialect)
    if number is not None and parts.id is None:
        parts.id = Label(number["id"], Span(*number.span("id")))
    own, parts.estimates = parts.estimates, []
    for field in _fields(row, title, header, kinds, source):
        if field.kind is FieldKind.STATE:
            mark = _state(field.value, dialect)
            if mark is not None:
                marks.append(mark)
                continue
        apply_field(parts, marks, field, dialect)
    # The column says how much; a figure in the title may be about anything.
    parts.estimates = sorted(parts.estimates, key=_is_size) or own
    return TaskRow(span, parts, marks)


def _is_size(estimate: object) -> bool:
    return getattr(estimate, "kind", None) is Kind.SIZE


def _fields(
    row: Row, title: int, header: Sequence[str], kinds: Sequence[FieldKind | None], source: Source
) -> Iterator[FieldLine]:
    for index, cell in enumerate(row[1][: len(kinds)]):
        kind = kinds[index]
        if kind is None or index == title or kind in (FieldKind.TITLE, FieldKind.DESCRIPTION):
            continue
        label = cell_label(source, cell)
        if label.text.strip(" -–—?…"):
            yield FieldLine(kind, " ".join(header[index].lower().split()), Run(source, (label.span,)))


def _state(value: Run, dialect: Dialect) -> StateMark | None:
    text = value.text.strip()
    if _BOX_CELL.fullmatch(text):
        state = dialect.state(text.strip("\\[]"))
        return StateMark(MarkKind.FIELD, state, text, value.span(0, len(value.text)))
    return read_state(value, dialect)
