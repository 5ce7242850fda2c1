"""For the summary of a job or a comment on a pull request: findings in tables of GitHub Flavored Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlogmd.diagnostics import Diagnostic, Severity
from backlogmd.report._markdown import text
from backlogmd.report._results import FileResult, explained, sentence, summary
from backlogmd.source import Source

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False) -> Iterator[str]:
    """The lines: a table for each file with findings, and a line that sums up; *color* changes nothing."""
    results = list(results)
    for result in results:
        if result.diagnostics:
            yield f"#### {text(result.path)}"
            yield ""
            yield "| Line | Rule | Finding |"
            yield "|---:|---|---|"
            for one in result.diagnostics:
                yield _row(one, result.source)
            yield ""
    yield f"**{text(summary(results, unsafe_fixes=unsafe_fixes))}**"


def _row(one: Diagnostic, source: Source) -> str:
    lines = (sentence(one.message), *explained(one, source))
    rule = f"{_WORDS[one.severity]}: {one.code} {text(one.name)}"
    return f"| {source.position(one.span.start).line} | {rule} | {'<br>'.join(map(text, lines))} |"
