"""Totals that keep themselves: what belongs between the markers of a backlog (see `query.markers`).

A block is computed from the tasks alone. Of a table that stands in it only the manner is kept: headers, the alignment
of columns, the unit and the form of figures, the words of the total row. What says the same is left as it is, so that
a formatter may have its way with blanks and dashes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from backlogmd.diagnostics import Edit
from backlogmd.nodes import Column, Estimate, Kind, Measure, RowKind, SummaryTable
from backlogmd.pattern import lazy
from backlogmd.query.claims import Facts
from backlogmd.query.groups import Group, Groups
from backlogmd.query.markers import Block
from backlogmd.query.rollup import Total, summed
from backlogmd.source import Source, Span
from backlogmd.syntax.estimate import written_like
from backlogmd.syntax.lines import row_cells
from backlogmd.totals import percent
from backlogmd.vocabulary import Dialect
from backlogmd.width import display_width

NO_FIGURE = "—"

_KEY = "key"
"""The first column; the others are called as in `query.markers.COLUMNS`."""
_HEADERS = {
    "tasks": "Tasks",
    "open": "Open",
    "done": "Done",
    "progress": "Progress",
    "unestimated": "Unestimated",
}
_EFFORT = ("hours", "left", "points")
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "point": "points"}

# Words in the header of the first column that fit a grouping.
_KEY_WORDS = {
    "priority": {"priority", "priorities", "level"},
    "project": {"project", "projects", "module", "epic", "stream", "workstream"},
    "category": {"category", "categories", "area", "component", "type"},
    "milestone": {"milestone", "version", "release"},
    "assignee": {"assignee", "owner", "person", "developer", "team"},
    "state": {"state", "status"},
}

# Names come from headings and are Markdown already. What could open markup that the heading did not have, or end the
# cell, is escaped.
_SPECIAL = lazy(r"(?<!\\)(?:[|*`<~]|(?<![^\W_])_|_(?![^\W_]))")
_ESCAPED = lazy(r"\\([!-/:-@\[-`{-~])")
_PERCENT = lazy(r"[0-9](\s*)%")


class Stale(NamedTuple):
    """A block that does not say what the tasks say."""

    block: Block
    edit: Edit
    """What makes it right."""
    changes: tuple[str, ...]
    """What is wrong with it, one sentence each; none where it is empty."""


def stale_blocks(facts: Facts, dialect: Dialect) -> Iterator[Stale]:
    """The blocks of a document that are out of date, in order."""
    if facts.markers.blocks:
        writer = Writer(facts, dialect)
        for block in facts.markers.blocks:
            stale = writer.stale(block)
            if stale is not None:
                yield stale


class Writer:
    """Computes the blocks of one document."""

    def __init__(self, facts: Facts, dialect: Dialect) -> None:
        self.source = facts.document.source
        self.calendar = dialect.calendar
        self.groups = Groups(facts, dialect)
        self.tables = {table.span.start: table for table in facts.document.summaries}

    def stale(self, block: Block) -> Stale | None:
        """What is out of date in *block*, if anything is."""
        lines = _lines(self.source, block.inside)
        if block.kind == "progress":
            new = [self.progress()]
            old = " ".join(" ".join(self.source.slice(line).split()) for line in lines)
            changes: tuple[str, ...] = () if old == new[0] else (f"it says `{old}`, should say `{new[0]}`",)
        else:
            written = self._written(lines)
            table = self.table(block, written)
            changes = _changes(written.rows, table) if lines else ()
            new = _aligned(table, [written.alignments.get(name, "---") for name in (_KEY, *block.columns)], written)
        newline = _line_end(self.source.text, block.inside.start)
        if not lines:
            return Stale(block, Edit(block.inside, newline + "".join(line + newline for line in (*new, ""))), ())
        if not changes:
            return None
        return Stale(block, Edit(Span(lines[0].start, lines[-1].end), newline.join(new)), changes)

    def progress(self) -> str:
        """`12 of 57 tasks done (21 %), 156 of 331 hours left`."""
        tasks, addends = self.groups.everything.tasks, self.groups.everything.addends
        if not tasks:
            return "No tasks"
        done = sum(task.is_done for task in tasks)
        noun = "task" if len(tasks) == 1 else "tasks"
        text = f"{done} of {len(tasks)} {noun} done ({percent(done, len(tasks))} %)"
        still_open = [addend for addend in addends if not addend.task.is_done]
        efforts = []
        for kind, unit in ((Kind.DURATION, self.unit), (Kind.POINTS, "point")):
            total = summed(addends, kind)
            if total.estimated:
                left = self._amount(summed(still_open, kind), _Form(unit, ""))
                efforts.append(f"{left} of {self._amount(total, _Form(unit, ' ' + _UNITS[unit]))}")
        if efforts:
            text += f", {' and '.join(efforts)} left"
            missing = sum(addend.estimate is None for addend in still_open)
            text += f", {missing} without an estimate" if missing else ""
        return text

    def table(self, block: Block, written: _Written) -> list[list[str]]:
        """The cells of the table that belongs into *block*, row by row, the header first."""
        forms = {name: self._form(name, block, written) for name in block.columns if name in _EFFORT}
        header = [_key_header(block.by, written)]
        for name in block.columns:
            header.append(written.headers.get(name) or _HEADERS.get(name, ""))
            form = forms.get(name)
            if form is not None and form is not written.forms.get(name):
                unit = _UNITS[form.unit].capitalize()
                header[-1] = f"{unit} left" if name == "left" else unit
        rows = [header]
        for group in self.groups.by(block.by):
            figures = [self._figure(name, group, forms, written) for name in block.columns]
            rows.append([_escaped(group.label), *figures])
        if block.total:
            figures = [self._figure(name, self.groups.everything, forms, written) for name in block.columns]
            if written.strong:
                figures = [figure if figure == NO_FIGURE else f"**{figure}**" for figure in figures]
            rows.append([written.total, *figures])
        return rows

    def count(self, name: str, group: Group) -> int:
        """A number of tasks: all (`tasks`), those that are `done` or `open`, or those that are `unestimated`."""
        if name == "unestimated":
            return sum(addend.estimate is None for addend in group.addends)
        done = sum(task.is_done for task in group.tasks)
        return {"tasks": len(group.tasks), "done": done, "open": len(group.tasks) - done}[name]

    def sum(self, name: str, group: Group, kind: Kind) -> Total:
        """The work of all tasks, or what of it is `left`."""
        return summed((one for one in group.addends if name != "left" or not one.task.is_done), kind)

    def _figure(self, name: str, group: Group, forms: dict[str, _Form], written: _Written) -> str:
        form = forms.get(name)
        if form is not None:
            total = self.sum(name, group, form.kind)
            # Nothing is left of finished work; of work that nobody estimated, nobody knows.
            known = total.estimated or (group.addends and not total.tasks)
            return self._amount(total, form, at_least=total.missing > 0) if known else NO_FIGURE
        if name == "progress":
            tasks = len(group.tasks)
            return f"{percent(self.count('done', group), tasks)}{written.before_percent}%" if tasks else NO_FIGURE
        return str(self.count(name, group))

    def _amount(self, total: Total, form: _Form, *, at_least: bool = False) -> str:
        """A sum, with a plus sign where it is the least that it can be."""
        plus = "+" if at_least or total.open_end else ""
        model = Estimate(form.kind, 1, 1, form.unit, f"1{plus}{form.after}", Span(0, 0))
        return written_like(model, total.low, total.high, self.calendar)

    def _form(self, name: str, block: Block, written: _Written) -> _Form:
        """How the figures of a column of effort are written: as they stand there, else in the unit of the tasks."""
        only_points = self.kind is Kind.POINTS or "hours" not in block.columns
        kind = Kind.POINTS if name == "points" or ("points" in block.columns and only_points) else self.kind
        if name == "hours" and "points" in block.columns:
            kind = Kind.DURATION
        kept = written.forms.get(name)
        if kept is not None and kept.kind is kind:
            return kept
        return _Form("point" if kind is Kind.POINTS else self.unit, "")

    @cached_property
    def kind(self) -> Kind:
        """What most estimates of the backlog count."""
        kinds = Counter(estimate.kind for _, estimate in self.groups.everything.addends if estimate is not None)
        return Kind.POINTS if kinds[Kind.POINTS] > kinds[Kind.DURATION] else Kind.DURATION

    @cached_property
    def unit(self) -> str:
        """The unit that most durations of the backlog are written in."""
        estimates = [estimate for _, estimate in self.groups.everything.addends if estimate is not None]
        units = Counter(one.unit for one in estimates if one.kind is Kind.DURATION and one.unit in _UNITS)
        return units.most_common(1)[0][0] if units else "hour"

    def _written(self, lines: Sequence[Span]) -> _Written:
        """The table that stands on *lines*, and its manner."""
        written = _Written([[self.source.slice(cell) for cell in row_cells(self.source.text, line)] for line in lines])
        table = self.tables.get(lines[0].start) if lines else None
        dashes = written.rows.pop(1) if len(lines) > 1 else []
        if table is None:
            return written
        for index, column in enumerate(table.columns):
            name = _KEY if index == table.key_column else column_name(column, table)
            if name is None or name in written.headers:
                continue
            cells = [row.cells[index] for row in table.rows if index < len(row.cells)]
            written.headers[name] = written.rows[0][index]
            left, right = (dashes[index][:1], dashes[index][-1:]) if index < len(dashes) else ("-", "-")
            written.alignments[name] = f"{left}-{right}"
            forms = (_form_of(cell.value) for cell in cells if isinstance(cell.value, Estimate))
            form = next((form for form in forms if form is not None), None)
            if name in _EFFORT and form is not None:
                written.forms[name] = form
                if name == "points":
                    # What is called `hours` are points where the backlog counts points.
                    written.forms["hours"], written.headers["hours"] = form, written.headers[name]
            if name == "progress" and (match := _PERCENT.search(" ".join(cell.text for cell in cells))):
                written.before_percent = match[1]
        for row, raw in zip(table.rows, written.rows[1:], strict=False):
            if row.kind is RowKind.TOTAL and table.key_column < len(raw):
                written.total = raw[table.key_column]
                written.strong = any(cell.startswith("**") for cell in raw[table.key_column + 1 :])
        written.tight = self.source.text[lines[1].start + 1] in "-:"
        return written


class _Form(NamedTuple):
    """How the figures of a column are written."""

    unit: str
    after: str
    """The unit with the blank before it, as in `42 hours`; empty where the header says it."""

    @property
    def kind(self) -> Kind:
        return Kind.POINTS if self.unit == "point" else Kind.DURATION


class _Written:
    """The table that stands in a block. What is not known of its manner is as in a new one."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.rows = rows
        """The cells as they stand there, the header first, without the line of dashes."""
        self.headers: dict[str, str] = {}
        """By the name of the column that they are read as."""
        self.alignments: dict[str, str] = {}
        """`:--`, `--:`, `:-:` or `---`."""
        self.forms: dict[str, _Form] = {}
        self.total = "**Total**"
        self.strong = True
        """Whether the figures of the total row are bold."""
        self.tight = False
        """Whether the dashes touch the pipes."""
        self.before_percent = " "


def column_name(column: Column, table: SummaryTable) -> str | None:
    """The column of `query.markers.COLUMNS` that says what *column* says; None if there is none."""
    if column.header.text.lower() == "unestimated":
        return "unestimated"
    if column.measure is Measure.PROGRESS:
        return "progress"
    if column.measure is Measure.TASKS:
        return {None: "tasks", True: "open", False: "done"}[column.of_open]
    if column.measure is not Measure.EFFORT or column.of_open is False or not column.adds_up:
        return None
    index = table.columns.index(column)
    values = (row.cells[index].value for row in table.rows if index < len(row.cells))
    kinds = {value.kind for value in values if isinstance(value, Estimate)}
    if kinds not in ({Kind.DURATION}, {Kind.POINTS}):
        return None
    if column.of_open:
        return "left"
    return "hours" if kinds == {Kind.DURATION} else "points"


def _form_of(value: Estimate) -> _Form | None:
    """The unit of a figure, and how it is written; None for `1h 30m` and what else has no single unit."""
    match = re.fullmatch(rf"[^a-zA-Z]*?(\s*(?:{re.escape(value.unit_text)}))?", value.text)
    return _Form(value.unit, match[1] or "") if match is not None and value.unit in _UNITS else None


def _key_header(by: str, written: _Written) -> str:
    kept = written.headers.get(_KEY, "")
    return kept if _KEY_WORDS[by] & set(re.findall("[a-z]+", kept.lower())) else by.capitalize()


def _lines(source: Source, inside: Span) -> list[Span]:
    """The lines of a block that are not blank, without the blanks around them."""
    found = []
    number = source.position(inside.start).line
    while (line := source.line_span(number)).start < inside.end:
        text = source.slice(line)
        if bare := text.strip(" \t"):
            start = line.start + text.index(bare)
            found.append(Span(start, start + len(bare)))
        number += 1
    return found


def _line_end(text: str, start: int) -> str:
    """The line end right before *start*."""
    return "\r\n" if text[start - 2 : start] == "\r\n" else text[start - 1]


def _escaped(text: str) -> str:
    """*text* so that it stands in a cell as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _plain(cell: str) -> str:
    """The text of a cell as a person reads it, without emphasis."""
    bare = cell.strip()
    if len(bare) > 4 and bare.startswith("**") and bare.endswith("**"):
        bare = bare[2:-2].strip()
    return _ESCAPED.sub(r"\1", bare)


def _says(row: Sequence[str]) -> list[str]:
    """What a row says, however its characters are escaped."""
    return [_ESCAPED.sub(r"\1", cell) for cell in row]


def _changes(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """How the table *new* differs from *old*; nothing if it says the same."""
    if [_says(row) for row in old] == [_says(row) for row in new]:
        return ()
    found = list(_changed_rows(old, new))
    if _says(old[0]) != _says(new[0]):
        found.append(f"its columns should be {', '.join(map(_plain, new[0]))}")
    return tuple(found) or ("its rows should stand in another order",)


def _changed_rows(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterator[str]:
    before = {_row_name(row): row for row in old[1:]}
    after = {_row_name(row): row for row in new[1:]}
    places = {_plain(cell): index for index, cell in enumerate(old[0])}
    for name, row in after.items():
        label = _plain(row[0])
        was = before.get(name)
        if was is None:
            yield f"{label} has no row"
            continue
        for header, cell in zip(map(_plain, new[0][1:]), map(_plain, row[1:]), strict=True):
            place = places.get(header, len(was))
            if place < len(was) and _plain(was[place]) != cell:
                figure = _plain(was[place]) or "empty"
                yield f"{label} is {figure} under {header}, should be {cell}"
        if _says(was[:1]) != _says(row[:1]):
            yield f"`{_plain(was[0])}` should be written `{label}`"
    for name, row in before.items():
        if name not in after:
            yield f"{_plain(row[0]) or 'a row without a name'} should have no row"


def _row_name(row: Sequence[str]) -> str:
    """What a row is about, whatever emoji stands before its words."""
    label = _plain(row[0]) if row else ""
    return " ".join(re.findall(r"[a-z0-9]+", label.lower())) or label


def _aligned(rows: Sequence[Sequence[str]], alignments: Sequence[str], written: _Written) -> list[str]:
    """The lines of a table whose pipes stand below each other."""
    widths = [max(3, *(display_width(row[index]) for row in rows)) for index in range(len(rows[0]))]

    def line(cells: Sequence[str]) -> str:
        padded = []
        for cell, width, alignment in zip(cells, widths, alignments, strict=True):
            blanks = " " * (width - display_width(cell))
            padded.append(blanks + cell if alignment == "--:" else cell + blanks)
        return f"| {' | '.join(padded)} |"

    room = 2 if written.tight else 0
    dashes = [one[0] + "-" * (width + room - 2) + one[-1] for one, width in zip(alignments, widths, strict=True)]
    delimiter = f"|{'|'.join(dashes)}|" if written.tight else f"| {' | '.join(dashes)} |"
    return [line(rows[0]), delimiter, *map(line, rows[1:])]
