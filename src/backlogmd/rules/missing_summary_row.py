"""A summary leaves out a priority or a project that has tasks.

The work in it is in no row, so readers of the summary never hear of it.

Bad:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |

Good:

    ## HIGH

    - [ ] Write the parser (4h)

    ## MEDIUM

    - [ ] Write the docs (1h)

    ## LOW

    - [ ] Draw a logo (2h)

    ## Summary

    | Priority | Hours |
    |----------|-------|
    | HIGH     | 4     |
    | MEDIUM   | 1     |
    | LOW      | 2     |
"""

from collections.abc import Iterator

from backlogmd.diagnostics import Fix
from backlogmd.nodes import Count, Estimate, Measure, RowKind, SummaryRow, SummaryTable, Task
from backlogmd.query.claims import Facts
from backlogmd.query.emoji import EmojiUse
from backlogmd.query.rollup import summed
from backlogmd.rule import Finding, rule
from backlogmd.syntax.priority import cell_priority
from backlogmd.syntax.selector import parse_selector
from backlogmd.totals import amount_text, plural
from backlogmd.vocabulary import Dialect, Level, Role

_FEWEST_ROWS = 2


@rule(
    "BL408", "this summary has no row for {name}, which has {tasks}", fix="unsafe", changes=("+SummaryRow", "circles")
)
def check(table: SummaryTable, facts: Facts, dialect: Dialect) -> Iterator[Finding]:
    rows = [row for row in table.rows if row.kind is RowKind.DATA and row.selector is not None]
    if not table.groups or len(rows) < _FEWEST_ROWS or any(row.kind is RowKind.PARTIAL for row in table.rows):
        return
    open_work = [addend.task for addend in facts.rollup.addends if not addend.task.is_done]
    groups = _by_level(open_work, facts, dialect)
    if not all(row.selector and row.selector.priorities and not row.selector.words for row in rows):
        groups = _by_project(open_work, facts)
        if not groups or not all(row.selector and facts.finder.is_name(row.selector) for row in rows):
            return
    covered = {task.span for row in rows if row.selector for task in facts.finder.find(row.selector).tasks}
    # A summary of other things, or of another file, covers none of the groups.
    if sum(any(task.span in covered for task in tasks) for tasks in groups.values()) < _FEWEST_ROWS:
        return
    for name, tasks in groups.items():
        if not any(task.span in covered for task in tasks):
            row = _NewRow(table, name, rows, facts, dialect)
            yield Finding(
                rows[-1].span,
                name=name,
                tasks=plural(len(tasks), "open task"),
                help=f"add the row `{' | '.join(row.texts)}`" if row.texts else "add a row for it",
                fix=row.fix(),
            )


def _by_level(tasks: list[Task], facts: Facts, dialect: Dialect) -> dict[str, list[Task]]:
    groups: dict[str, list[Task]] = {}
    for level in dialect.levels:
        chosen = [task for task in tasks if (found := facts.document.priority_of(task)) and found.level == level.name]
        if chosen:
            groups[level.name] = chosen
    return groups


def _by_project(tasks: list[Task], facts: Facts) -> dict[str, list[Task]]:
    groups: dict[str, list[Task]] = {}
    for section in facts.document.all_sections:
        if section.role is Role.PROJECT:
            inside = [task for task in tasks if facts.document.project_of(task) is section]
            if inside:
                groups[section.name] = inside
    return groups


class _NewRow:
    """A row for the group *name*, in the form of the rows beside it."""

    def __init__(self, table: SummaryTable, name: str, rows: list[SummaryRow], facts: Facts, dialect: Dialect) -> None:
        self.table = table
        self.facts = facts
        self.dialect = dialect
        self.rows = rows
        levels = [row.selector.priorities[0] if row.selector and row.selector.priorities else None for row in rows]
        level = dialect.level(name) if all(levels) else None
        self.neighbour, self.before = self._place(name, level)
        key = self._level_key(level) if level is not None else name.replace("|", "\\|")
        self.texts = self._texts(key, level) if key is not None else []
        """The text of each cell; none where the figures cannot be known."""

    def fix(self) -> Fix | None:
        """The fix that adds the row."""
        if not self.texts:
            return None
        return Fix.unsafe(
            *self.facts.columns.new_row(self.table, self.neighbour.key.span, self.texts, before=self.before)
        )

    def _place(self, name: str, level: Level | None) -> tuple[SummaryRow, bool]:
        """The row that the new one stands behind, or before: as the levels are ordered, or the projects in the file."""
        order = {one.name: at for at, one in enumerate(self.dialect.levels)}
        if level is None:
            order = {one.name: at for at, one in enumerate(self.facts.document.all_sections)}
        ranks = [(order.get(self._named(row, level), -1), row) for row in self.rows]
        own = order.get(level.name if level is not None else name, -1)
        known = [rank for rank, _ in ranks]
        if own < 0 or -1 in known or known not in (sorted(known), sorted(known, reverse=True)):
            return self.rows[-1], False
        first = [row for rank, row in ranks if (rank < own) is (known == sorted(known))]
        return (first[-1], False) if first else (self.rows[0], True)

    def _named(self, row: SummaryRow, level: Level | None) -> str:
        if level is not None and row.selector is not None:
            return row.selector.priorities[0]
        return next((one.name for one in self.facts.document.all_sections if one.name.lower() == row.name.lower()), "")

    def _level_key(self, level: Level) -> str | None:
        """The name of the level as the neighbour writes its own, with an emoji if that has one."""
        row = self.neighbour
        word = next((one for one in row.name.split() if self.dialect.level(one.strip(":")) is not None), "")
        own = self.dialect.level(word)
        if own is None:
            return None
        if word.upper() in own.codes:
            text = level.codes[0] if level.codes else level.name
        else:
            text = level.name if word.isupper() else level.name.lower() if word.islower() else level.name.capitalize()
        text = row.name.replace(word, text, 1)
        if row.name != row.key.text:
            emoji = [*EmojiUse(self.facts.document, self.dialect).emoji_of(level.name), *level.emoji]
            picture = row.key.text[: len(row.key.text) - len(row.name)]
            text = emoji[0] + picture[len(picture.rstrip()) :] + text if emoji else text
        found = cell_priority(text, self.dialect)
        return text if found is level else None

    def _texts(self, key: str, level: Level | None) -> list[str]:
        selector = parse_selector(key, self.dialect)
        if level is not None:
            chosen = {one.span for one in self.facts.document.tasks if self._level_of(one) == level.name}
        elif self.facts.finder.is_name(selector):
            chosen = {one.span for one in self.facts.finder.find(selector).tasks}
        else:
            return []
        addends = [one for one in self.facts.rollup.addends if one.task.span in chosen]
        texts = []
        for index, column in enumerate(self.table.columns):
            cell = self.neighbour.cells[index] if index < len(self.neighbour.cells) else None
            figure: str | None = ""
            if cell is None:
                return []
            if index == self.table.key_column:
                figure = key
            elif isinstance(cell.value, Estimate) and column.measure is Measure.EFFORT:
                state = column.of_open
                counted = [one for one in addends if state is None or one.task.is_done is not state]
                total = summed(counted, cell.value.kind)
                whole = total.tasks == total.estimated and column.adds_up
                figure = amount_text(total, cell.value, self.dialect.calendar) if whole else None
            elif isinstance(cell.value, Count) and column.measure is Measure.TASKS:
                state = column.of_open
                number = sum(state is None or one.task.is_done is not state for one in addends)
                figure = cell.text.replace(str(cell.value.number), str(number), 1)
            elif cell.text and column.measure is not None:
                figure = None
            if figure is None:
                return []
            written = self.facts.columns.content(cell.span)
            texts.append(written.replace(cell.text, figure, 1) if cell.text and figure else figure)
        return texts

    def _level_of(self, task: Task) -> str | None:
        found = self.facts.document.priority_of(task)
        return found.level if found else None
