"""Text in, text out: totals brought up to date, and hand-written ones put between markers so that they stay so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backlogmd.config import Config
from backlogmd.diagnostics import Edit, apply_edits
from backlogmd.fixer import fix
from backlogmd.managed import Writer, column_name
from backlogmd.nodes import Count, Document, Progress, RowKind, SummaryRow, SummaryTable
from backlogmd.query.agreement import agrees
from backlogmd.query.claims import Facts, Outcome
from backlogmd.query.groups import Group
from backlogmd.query.markers import GROUPINGS
from backlogmd.source import Span
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect, dialect_named

_RULE = "stale-managed-totals"


def refresh(document: Document, dialect: Dialect | str | None = None) -> str:
    """The text of *document* with every block brought up to date; nothing else in it is changed.

    Raises `FixError` if something else would be changed, which is a fault of backlogmd.
    """
    return fix(document, Config(select=(_RULE,), dialect=dialect_named(dialect))).text


class Refusal(NamedTuple):
    """A summary table that was left as it is."""

    span: Span
    reason: str


class Adoption(NamedTuple):
    """What came of it."""

    text: str
    """The new text; the old one if no table was adopted."""
    adopted: tuple[Span, ...]
    """The tables that now stand between markers, as they stood in the old text."""
    refused: tuple[Refusal, ...]


class _RefusedError(Exception):
    """A table cannot be adopted, and why."""


def adopt(document: Document, dialect: Dialect | str | None = None) -> Adoption:
    """Put the hand-written summary tables of *document* between markers, and bring them up to date.

    A table is adopted only if everything that it says can be computed: its rows are the priorities, projects or the
    like of the file, its columns are figures about all of their tasks, or say that they are about the open ones. It
    keeps its columns, its headers and the form of its figures.
    """
    dialect = dialect_named(dialect)
    adopter = _Adopter(Facts(document, dialect), dialect)
    edits: list[Edit] = []
    adopted: list[Span] = []
    refused: list[Refusal] = []
    newline = document.source.newline
    for table in adopter.candidates():
        try:
            marker = adopter.marker(table)
        except _RefusedError as error:
            refused.append(Refusal(table.span, str(error)))
            continue
        start, end = table.span
        adopted.append(table.span)
        edits.append(Edit(Span(start, start), f"{marker}{newline}{newline}"))
        edits.append(Edit(Span(end, end), f"{newline}{newline}<!-- /backlogmd:totals -->"))
    text = apply_edits(document.source.text, edits)
    if adopted:
        text = refresh(parse(text, path=document.source.path, dialect=dialect), dialect)
    return Adoption(text, tuple(adopted), tuple(refused))


class _Adopter:
    """Says by which marker a table can be computed."""

    def __init__(self, facts: Facts, dialect: Dialect) -> None:
        self.facts = facts
        self.writer = Writer(facts, dialect)
        self.groups = self.writer.groups
        self.verdicts = {verdict.claim.span: verdict for verdict in facts.verdicts}

    def candidates(self) -> Iterator[SummaryTable]:
        """The tables that sum up groups of tasks and stand at the margin, in no block."""
        source = self.facts.document.source
        for table in self.facts.document.summaries:
            at_margin = table.span.start in (0, source.start) or source.text[table.span.start - 1] in "\r\n"
            if table.groups and at_margin and not self.facts.markers.hold(table.span):
                yield table

    def marker(self, table: SummaryTable) -> str:
        """The comment that begins a block which says what *table* says.

        Raises `_RefusedError` if that is not certain.
        """
        rows = [row for row in table.rows if row.kind is RowKind.DATA]
        totals = [row for row in table.rows if row.kind is RowKind.TOTAL]
        for row in table.rows:
            if row.kind in (RowKind.SUBTOTAL, RowKind.PARTIAL):
                raise _RefusedError(f"the row `{row.key.text}` is about no group of tasks")
        if table.key_column or (totals and totals != [table.rows[-1]]):
            raise _RefusedError("in a block the names of the rows stand first, and a total stands last")
        by, groups = self._grouping(rows)
        names = self._columns(table)
        for index, name in enumerate(names, start=1):
            for row, group in zip(table.rows, (*groups, self.groups.everything), strict=False):
                if not self._is_computed(name, row, index, group):
                    header = table.columns[index].header.text
                    raise _RefusedError(
                        f"`{row.key.text}` under `{header}` is not certain to be about all of its tasks"
                    )
        return f"<!-- backlogmd:totals by={by} columns={','.join(names)}{'' if totals else ' total=no'} -->"

    def _grouping(self, rows: Sequence[SummaryRow]) -> tuple[str, list[Group]]:
        """What the rows are by, and the group of each."""
        for by in GROUPINGS:
            groups = {_words(group.label): group for group in self.groups.by(by)}
            names = [self._name(row, by) for row in rows]
            if names and len(set(names)) == len(names) and all(name in groups for name in names):
                return by, [groups[name] for name in names]
        raise _RefusedError("its rows are not the priorities, the projects or the like of this file")

    def _name(self, row: SummaryRow, by: str) -> str:
        if by == "priority" and row.selector is not None and len(row.selector.priorities) == 1:
            return _words(self.groups.level_label(row.selector.priorities[0])) if not row.selector.words else ""
        return _words(row.name)

    def _columns(self, table: SummaryTable) -> list[str]:
        names: list[str] = []
        for column in table.columns[1:]:
            name = column_name(column, table)
            if name is None or name in names:
                raise _RefusedError(f"the column `{column.header.text}` does not follow from the tasks")
            names.append(name)
        if not names:
            raise _RefusedError("it has no figures")
        return names

    def _is_computed(self, name: str, row: SummaryRow, index: int, group: Group) -> bool:
        """Whether a cell can only mean the figure that the column *name* has for *group*, be it right or wrong."""
        value = row.cells[index].value if index < len(row.cells) else None
        verdict = self.verdicts.get(row.cells[index].span) if value is not None else None
        if value is None or verdict is None or verdict.outcome in (Outcome.UNCHECKED, Outcome.EMPTY):
            return False
        if isinstance(value, Progress):
            return value.total is None
        if verdict.outcome is not Outcome.HOLDS:
            return True
        # Does it hold as the figure that would be written, or by another reading?
        if isinstance(value, Count):
            return value.number == self.writer.count(name, group)
        total = self.writer.sum(name, group, value.kind)
        return not total.estimated or agrees(value, total)


def _words(name: str) -> str:
    """A name by which a row and a group find each other, whatever emoji stands before it."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold())) or name
