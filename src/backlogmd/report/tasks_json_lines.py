"""For programs that read line by line: each task, or each group of the finest ones, as a JSON object of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from backlogmd.report._json import escaped, holdable
from backlogmd.report._tasks import TaskList, TaskSums


def render(report: TaskList | TaskSums, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """One line for each task or group: what `tasks` or `groups` hold in JSON. *color* and *columns* change nothing."""
    for row in report.tasks if isinstance(report, TaskList) else report.groups:
        yield escaped(holdable(json.dumps(asdict(row), ensure_ascii=False)))
