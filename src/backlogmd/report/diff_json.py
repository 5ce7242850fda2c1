"""For programs: one JSON object, described by a published schema (`backlogmd schema diff`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from backlogmd.report._changes import TaskDiff
from backlogmd.report._json import escaped, holdable


def render(report: TaskDiff, *, color: bool = False, columns: int | None = None) -> Iterator[str]:
    """The report as one JSON object; *color* and *columns* change nothing here."""
    yield escaped(holdable(json.dumps(asdict(report), indent=2, ensure_ascii=False)))
