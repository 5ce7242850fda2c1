"""A file is named as a backlog, but nothing in it was recognised.

No task, no known issue, no phase and no figure: a run over this file is clean because nothing was checked, not because
all is well. The work may be written in a form that is not read, or the file is something else under this name. Files
with other names promise nothing, and an empty file, or one that has headings only, is a backlog without work.

Bad:

    We should write down what is to be done, some day.

Good:

    - [ ] Write down what is to be done
"""

from collections.abc import Iterator

from backlogmd.naming import BACKLOG_NAME
from backlogmd.nodes import Document, Note, Paragraph
from backlogmd.pattern import lazy
from backlogmd.rule import Finding, rule
from backlogmd.source import Span
from backlogmd.vocabulary import Role

# A box with a fault is work, and another rule tells of the fault.
_BOX = lazy(r"[ \t>]*(?:[-*+]|[0-9]+[.)])?[ \t]*\\?\[[^\]\n]{0,2}\]")

_LINES = (Note, Paragraph)
_READ = (Role.PHASE, Role.MILESTONE)


@rule(
    "BL904",
    "nothing in this file was recognised as work or as a figure about it, so nothing was checked",
    severity="info",
)
def check(document: Document) -> Iterator[Finding]:
    path = document.source.path
    name = (path or "").replace("\\", "/").rpartition("/")[2]
    if not BACKLOG_NAME.search(name) or _is_recognised(document):
        return
    line = _first_line(document)
    if line is not None:
        yield Finding(
            line,
            help="write each task as `- [ ] What is to be done`, or give the file another name",
        )


def _is_recognised(document: Document) -> bool:
    return bool(
        document.tasks
        or document.claims
        or document.summaries
        or document.known_issues
        or document.resources
        or document.metrics
        or any(one.rules for one in document.assignments)
        or any(section.role in _READ for section in document.all_sections)
        or any(_BOX.match(document.source.text, one.span.start) for one in document.items if isinstance(one, _LINES))
    )


def _first_line(document: Document) -> Span | None:
    """The first line with text; None where there is nothing but headings and rules."""
    source = document.source
    headings = {source.position(one.heading.span.start).line for one in document.all_sections}
    first = None
    for number in range(1, len(source.line_starts) + 1):
        span = source.line_span(number)
        text = source.slice(span).strip()
        if text:
            first = first or span
            if number not in headings and text.strip("=-*_ "):
                return first
    return None
