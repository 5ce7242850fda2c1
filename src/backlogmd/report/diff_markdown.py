"""For the summary of a job or a comment on a pull request: GitHub Flavored Markdown, the tasks folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backlogmd.report._changes import TaskDiff
from backlogmd.report._diff_text import headline, task_cells, totals, work_rows
from backlogmd.report._markdown import text

_ROOM = 50_000
"""Characters that the list of tasks may take: a comment on GitHub holds 65,536."""


def render(report: TaskDiff, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """The lines of the summary; *color* and *columns* change nothing here."""
    yield f"### Backlog: {text(headline(report))}"
    if not report.tasks:
        return
    yield ""
    yield f"**{text(totals(report))}**"
    yield ""
    yield from _table(work_rows(report), figures_from=1, total=True)
    yield ""
    yield "<details>"
    yield f"<summary>{len(report.tasks)} task{'' if len(report.tasks) == 1 else 's'}</summary>"
    yield ""
    header = ("Change", "Place", "Priority", "Estimate", "Section", "Task")
    rows = [header, *map(task_cells, report.tasks)]
    left = _ROOM
    for number, line in enumerate(_table(rows, figures_from=len(header))):
        left -= len(line) + 1
        if left < 0:
            yield ""
            yield f"… and {len(report.tasks) - number + 2} more"
            break
        yield line
    yield ""
    yield "</details>"


def _table(rows: Sequence[Sequence[str]], figures_from: int, *, total: bool = False) -> Iterator[str]:
    """The lines of a table, with a *total* as its last row; columns in which nothing stands are left out."""
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows[1:])]
    for number, row in enumerate(rows):
        cells = [text(row[at]) for at in kept]
        if total and number == len(rows) - 1:
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + "|".join("---:" if at >= figures_from else "---" for at in kept) + "|"
