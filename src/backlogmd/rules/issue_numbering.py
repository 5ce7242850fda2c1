"""The numbers in a list of known issues repeat themselves or skip one.

Markdown counts a list from its first number on, whatever the others are: what is written as 1, 1, 3 is shown as 1, 2,
3. Whoever reads the source and whoever reads the page speak of different issues. A list in which every entry is
written `1.` leaves the counting to Markdown and is left alone. A list may begin with any number, and anew under each
severity.

The fix writes the numbers that are shown, where they are as long as those that were written.

Bad:

    ## Known issues

    1. The parser forgets tables
    1. The linter is slow
    3. The report has no colours

Good:

    ## Known issues

    1. The parser forgets tables
    2. The linter is slow
    3. The report has no colours
"""

from collections.abc import Iterator
from itertools import pairwise

from backlogmd.diagnostics import Edit, Evidence, Fix
from backlogmd.nodes import Document, KnownIssue
from backlogmd.rule import Finding, rule
from backlogmd.source import Span

_Entry = tuple[int, Span]
"""A number and where it stands."""


@rule("BL808", "{number} comes after {before}, but is shown as {wanted}", fix="safe", changes=("KnownIssue.number",))
def check(document: Document) -> Iterator[Finding]:
    for entries in _lists(document):
        numbers = [number for number, _ in entries]
        if len(set(numbers)) == 1:
            continue
        place = next((at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1), None)
        if place is not None:
            wanted = numbers[0] + place
            yield Finding(
                entries[place][1],
                number=numbers[place],
                before=numbers[place - 1],
                wanted=wanted,
                evidence=(Evidence(f"the entry before has the number {numbers[place - 1]}", entries[place - 1][1]),),
                help=f"write `{wanted}`",
                fix=_counted(entries),
            )


def _lists(document: Document) -> Iterator[list[_Entry]]:
    """The numbered entries that stand one after the other, as far as they are one list."""
    entries: list[_Entry] = []
    end = 0
    for item in document.items:
        number = _number(item, document) if isinstance(item, KnownIssue) else None
        text = document.source.text
        if number is None or text[end : item.span.start].strip() or not _same_mark(entries, number, text):
            if len(entries) > 1:
                yield entries
            entries = []
        if number is not None:
            entries.append(number)
            end = item.span.end
    if len(entries) > 1:
        yield entries


def _same_mark(entries: list[_Entry], entry: _Entry, text: str) -> bool:
    """Whether the entry has the mark of those before it: `1)` after `1.` begins another list."""
    return not entries or text[entries[-1][1].end] == text[entry[1].end]


def _number(issue: KnownIssue, document: Document) -> _Entry | None:
    if issue.number is None:
        return None
    text = document.source.text
    start = end = issue.span.start
    while text[end : end + 1].isdecimal():
        end += 1
    return (issue.number, Span(start, end)) if end > start else None


def _counted(entries: list[_Entry]) -> Fix | None:
    """The edits that count the entries; none where a longer number would move what stands below its entry."""
    first = entries[0][0]
    edits = []
    for wanted, (number, span) in enumerate(entries, first):
        if number != wanted:
            if len(str(wanted)) != span.end - span.start:
                return None
            edits.append(Edit(span, str(wanted)))
    return Fix.safe(*edits)
