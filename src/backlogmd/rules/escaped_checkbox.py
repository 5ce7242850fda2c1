"""A checkbox is escaped with backslashes, so that it shows as plain brackets.

Some formatters escape brackets that they do not take for a link. The task is then no task for any tool.

Bad:

    - \\[ \\] Write the parser

Good:

    - [ ] Write the parser
"""

import re
from collections.abc import Iterator

from backlogmd.diagnostics import Edit, Fix
from backlogmd.nodes import Note
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_ESCAPED = re.compile(r"\\\[(?P<mark>[ xX])\\?\](?=[ \t])")


@rule("BL102", "the checkbox is escaped, so this is no task", severity="error", fix="safe")
def check(note: Note) -> Iterator[Finding]:
    match = _ESCAPED.match(note.text.text)
    if match is not None:
        start = note.text.span.start
        span = Span(start, start + match.end())
        box = f"[{match['mark']}]"
        yield Finding(span, help=f"write `{box}`", fix=Fix.safe(Edit(span, box)))
