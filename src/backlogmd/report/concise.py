"""One line a finding: `path:line:column: BL401 total-mismatch [*] message`; `[*]` says that it can be fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backlogmd.report._results import FileResult, is_fixable, line_of_log, printable, sentence
from backlogmd.report._terminal import title


def render(
    results: Iterable[FileResult], *, color: bool = False, unsafe_fixes: bool = False, links: bool = False
) -> Iterator[str]:
    """The lines of the report, with *links* from codes to the pages of rules; *color* changes nothing here."""
    for result in results:
        for one in result.diagnostics:
            line, column = result.source.position(one.span.start)
            mark = "[*] " if is_fixable(one, unsafe_fixes=unsafe_fixes) else ""
            rule = title(one, links=links)
            yield line_of_log(f"{printable(result.path)}:{line}:{column}: {rule} {mark}{sentence(one.message)}")
