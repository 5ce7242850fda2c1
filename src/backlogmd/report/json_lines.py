"""For programs that read line by line: each finding as a JSON object of its own (`backlogmd schema finding`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from backlogmd.report._json import escaped, holdable
from backlogmd.report._results import FileResult
from backlogmd.report.json import FindingModel, finding


class LineModel(FindingModel):
    """One finding, and the file it is in."""

    path: str


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """One line for each finding; *color* and *unsafe_fixes* change nothing here."""
    for result in results:
        for one in result.diagnostics:
            parts = finding(one, result.source)
            # Models are copied field by field, so that what they hold is not checked once more.
            line = LineModel.model_construct(**dict(parts), path=holdable(result.path))
            yield escaped(line.model_dump_json())


def finding_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **LineModel.model_json_schema(mode="serialization"),
    }
