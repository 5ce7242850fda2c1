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
from backlogmd.vocabulary import Dialect, FieldKind, Form, State, plain_name

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
_MONEY = frozenset(
    "cost costs price prices budget amount kosten preis costo precio custo preço coût prix 费用 价格".split()
)
_PEOPLE = frozenset("role roles rolle rol rôle papel função skills email expertise роль 角色 役割".split())

# `Export` is a title, `T-12`, `US-1, US-2` and `XL` are none.
_HAS_WORD = lazy(r"(?<![^\W_])(?![A-Z]{1,5}(?![^\W_]))[^\W\d_]{3,}(?![-_]?[0-9])|[^\W\d_]{2}\S* [^\W\d_]")
_CODES = frozenset("code código codigo код".split())
# What is listed for other reasons, too: the features of a product, the fields of an object.
_VAGUE = frozenset(
    "feature features name requirement requirements component subject summary what funcionalidad "
    "funcionalidades nombre elemento requisito nome nom fonctionnalité fonctionnalités élément funktion anforderung "
    "名称 名稱 功能 需求 項目 機能 機能名 名前 이름 항목 기능 название наименование функция фича пункт "
    "требование".split()
)
# A row that says that there are none.
_NONE_ROW = lazy(r"(?:no|none|nothing|keine|aucune?|ningun[oa]?|nenhuma?|нет)\b|暂无|無し|なし|없음", re.IGNORECASE)
_UNIT_END = lazy(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")
_FILLER = lazy(r"[(（].*[)）]|[.…\-–—_/]+|n/a|tbd|etc\.?", re.IGNORECASE | re.DOTALL)
_BOX_CELL = lazy(r"\\?\[.\\?\]")
_NUMBER_ID = lazy(
    r"(?:\*\*|__)?(?P<id>[A-Z]?[0-9]+(?:\.[0-9]+)+|[A-Z][0-9]{1,3}(?=(?:\*\*|__)?[:.]))(?:\*\*|__)?[:.]?\s+(?=[^\W\d])"
)


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
    marks = [index for index in range(len(header)) if _has_emoji_only(index, body, source, dialect)]
    if len(marks) > 1:
        # What is ticked for several things is compared; the state has a name.
        kinds = [
            None if index in marks and dialect.field_kind(header[index]) is not FieldKind.STATE else kind
            for index, kind in enumerate(kinds)
        ]
    title = _title_column(header, kinds, body, source, dialect, work=work is True)
    if title is None:
        return None
    found = []
    for row in body:
        texts = [cell_label(source, cell).text for cell in row[1]]
        if title >= len(texts) or not _is_title(texts[title]):
            continue
        others = (text for index, text in enumerate(texts) if index != title)
        if len(texts) > 2 and _NONE_ROW.match(texts[title]) and not any(text.strip(" -–—?…") for text in others):
            continue
        if row_kind(texts, None) is RowKind.DATA:
            found.append(_task_row(row, title, header, kinds, source, dialect))
    if not found:
        return None
    beside = _beside(header, kinds, title)
    return TaskRows(found, f"the table has a column of titles (`{header[title]}`){beside}")


def header_kind(header: str, dialect: Dialect) -> FieldKind | None:
    """What the column under *header* says of the tasks in the rows."""
    return dialect.field_kind(header) or dialect.field_kind(_UNIT_END.sub("", header))


def _texts(index: int, body: Sequence[Row], source: Source) -> list[str]:
    """The cells of a column that are not empty."""
    return [text for _, cells in body if index < len(cells) and (text := source.slice(cells[index]).strip())]


def _has_emoji_only(index: int, body: Sequence[Row], source: Source, dialect: Dialect) -> bool:
    texts = _texts(index, body, source)
    return bool(texts) and all(text.rstrip("\ufe0f") in dialect.state_emoji for text in texts)


def _kind(header: str, index: int, body: Sequence[Row], source: Source, dialect: Dialect) -> FieldKind | None:
    kind = header_kind(header, dialect)
    if kind is None or kind is FieldKind.DONE:
        texts = _texts(index, body, source)
        if texts and all(_BOX_CELL.fullmatch(text) or text.rstrip("\ufe0f") in dialect.state_emoji for text in texts):
            return FieldKind.STATE
    if kind is FieldKind.ID and header.lower() in _CODES and all(map(str.isdigit, _texts(index, body, source))):
        return None  # Codes of errors.
    return kind


def _title_column(
    header: Sequence[str],
    kinds: Sequence[FieldKind | None],
    body: Sequence[Row],
    source: Source,
    dialect: Dialect,
    *,
    work: bool,
) -> int | None:
    """The column that has what is to be done; None if this is no table of work."""
    titles = [index for index, kind in enumerate(kinds) if kind is FieldKind.TITLE]
    if not titles and FieldKind.ID in kinds:
        titles = [index for index, kind in enumerate(kinds) if kind is FieldKind.DESCRIPTION]
    titles = [index for index in titles if _has_words(index, body, source)]
    smallest = next((index for index in titles if _SMALLEST.search(header[index])), None)
    if work and smallest is not None:
        return smallest
    signs = _SIGNS & {kind for index, kind in enumerate(kinds) if index not in titles}
    if not titles or not signs:
        return None
    vague = header[titles[0] if smallest is None else smallest].lower().strip() in _VAGUE
    if vague and not work and len(signs) == 1 and signs <= {FieldKind.ID, FieldKind.STATE}:
        states = [index for index, kind in enumerate(kinds) if kind is FieldKind.STATE]
        if not any(_says_what_to_do(index, body, source, dialect) for index in states):
            return None
    words = {word for text in header for word in re.findall(r"[^\W\d_]+", text.lower())}
    if words & _PEOPLE and not {FieldKind.STATE, FieldKind.ID} & set(kinds):
        return None
    if words & _MONEY and not {FieldKind.STATE, FieldKind.ID, FieldKind.ESTIMATE, FieldKind.PRIORITY} & set(kinds):
        return None
    if words & _GROUP and header[titles[0]].lower().startswith("deliverable"):
        return None  # One row for each phase.
    return titles[0] if smallest is None else smallest


def _says_what_to_do(index: int, body: Sequence[Row], source: Source, dialect: Dialect) -> bool:
    """Whether a column of states has words that only work has, such as `To Do` or `Cancelled`."""
    states = (dialect.state_words.get(plain_name(text)) for text in _texts(index, body, source))
    return any(state not in (None, State.DONE) for state in states)


def _has_words(index: int, body: Sequence[Row], source: Source) -> bool:
    """Whether most cells of a column are words, and not numbers of tasks or ids."""
    texts = [source.slice(cells[index]) for _, cells in body if index < len(cells)]
    texts = [text for text in texts if text.strip()]
    worded = sum(_HAS_WORD.search(text) is not None or len(text) > 8 or not text.isascii() for text in texts)
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
