"""An entry of a list begins with an emoji that looks like a checkbox.

GitHub, editors and scripts that count tasks see only `[ ]` and `[x]`. Many files have `✅` before what works or what is
done anyway, which is no task; so this rule is off unless it is selected. The explanation of a sign, as in `✅ = done`,
is left alone.

Bad:

    - ✅ Write the parser
    - ☐ Write the linter

Good:

    - [x] Write the parser
    - [ ] Write the linter
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from backlogmd.diagnostics import Edit, Fix, apply_edits
from backlogmd.nodes import Document, Paragraph
from backlogmd.pattern import lazy
from backlogmd.rule import NEW_TASK, Finding, Options, rule
from backlogmd.source import Span
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect, Form

_BEFORE = lazy(r"[ \t>]*(?P<bullet>(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)?")
_BEHIND = lazy(r"\ufe0f?(?P<blank>[ \t\u00a0]*)(?=[\w*~`\[(\"'“‘«#@\u2600-\u27bf\U0001f000-\U0001faff])")


_TABLES = ("table", "summary-table")
_OTHER_FORMS = (Form.ROW, Form.HEADING)


@dataclass(frozen=True, slots=True)
class Boxes(Options):
    """Which emoji are checkboxes."""

    done: tuple[str, ...] = ("✅", "☑", "✔", "✓", "🗸", "🗹")
    """Those of finished tasks, without variation selectors."""
    open: tuple[str, ...] = ("☐", "⬜", "◻", "◽", "▢", "□", "🔲", "🔳")
    """Those of open tasks."""


class _Box(NamedTuple):
    """An emoji, the edit that makes it a checkbox, and the section that it stands in."""

    emoji: str
    edit: Edit
    section: Span | None


@rule(
    "BL109",
    "`{emoji}` is no checkbox, so only backlogmd may read this as a task",
    fix="unsafe",
    changes=(*NEW_TASK, "-Task", "Task"),
    default=False,
)
def check(document: Document, dialect: Dialect, boxes: Boxes) -> Iterator[Finding]:
    found = sorted(_boxes(document, boxes), key=lambda box: box.edit.span)
    if not found:
        return
    mended = _mended(document, found, dialect)
    for box in found:
        start = box.edit.span.start
        edits = mended.get(start)
        yield Finding(
            Span(start, start + len(box.emoji)),
            emoji=box.emoji,
            help=f"write `{box.edit.text.rstrip()}`",
            fix=Fix.unsafe(*edits) if edits else None,
        )


def _mended(document: Document, found: list[_Box], dialect: Dialect) -> dict[int, list[Edit]]:
    """The edits for all boxes of a section, by the place of its first one; none where a task would be lost by them.

    Where some entries of a section have checkboxes, the others are no tasks: so it is all of them, or none.
    """
    groups: dict[Span | None, list[Edit]] = {}
    for box in found:
        groups.setdefault(box.section, []).append(box.edit)
    starts = {document.source.position(box.edit.span.start).line for box in found}
    for task in document.tasks:
        if task.form in (Form.ITEM, Form.LINE) and document.source.position(task.span.start).line not in starts:
            groups.pop(_section_at(document, task.span.start), None)
    edits = [edit for group in groups.values() for edit in group]
    after = parse(apply_edits(document.source.text, edits), dialect=dialect)
    before, now = (Counter(task.form for task in one.tasks) for one in (document, after))
    if now.total() < before.total() or any(now[form] != before[form] for form in _OTHER_FORMS):
        return {}
    # Entries of a list may be the parts of a sum, and a line may hold a table to the text before it.
    if _tables_and_parts(document) != _tables_and_parts(after):
        return {}
    return {group[0].span.start: group for group in groups.values()}


def _tables_and_parts(document: Document) -> tuple[int, int]:
    tables = sum(item.type in _TABLES for item in document.items)
    return tables, sum(len(claim.parts) for claim in document.claims)


def _section_at(document: Document, place: int) -> Span | None:
    """The innermost section that holds *place*."""
    sections = document.all_sections
    at = bisect_right(sections, place, key=lambda section: section.span.start) - 1
    return sections[at].span if at >= 0 else None


def _boxes(document: Document, boxes: Boxes) -> Iterator[_Box]:
    source = document.source
    marks = dict.fromkeys(boxes.done, "[x] ") | dict.fromkeys(boxes.open, "[ ] ")
    for start, loose in _lines(document, tuple(marks)):
        line = source.line_span(source.position(start).line)
        before = _BEFORE.match(source.text, *line)
        at = before.end() if before else line.start
        bullet = before is not None and before["bullet"] is not None
        emoji = next((one for one in marks if source.text.startswith(one, at)), None)
        if emoji is None or bullet is loose:
            continue
        behind = _BEHIND.match(source.text, at + len(emoji), line.end)
        if behind is not None:
            written = f"- {marks[emoji]}" if loose else marks[emoji]
            yield _Box(emoji, Edit(Span(at, behind.end()), written), _section_at(document, at))


def _lines(document: Document, emoji: tuple[str, ...]) -> Iterator[tuple[int, bool]]:
    """Where lines begin that may be meant as tasks, and whether they have no bullet."""
    source = document.source
    for note in document.notes:
        yield note.text.span.start, False
    for task in document.tasks:
        if task.form in (Form.ITEM, Form.LINE):
            yield task.span.start, task.form is Form.LINE
    for item in document.items:
        if isinstance(item, Paragraph):
            first = source.position(item.span.start).line
            last = source.position(max(item.span.start, item.span.end - 1)).line
            lines = [source.line_span(number) for number in range(first, last + 1)]
            # Among lines of running text, a sign is a part of the text.
            if all(source.slice(line).lstrip(" \t>").startswith(emoji) for line in lines):
                for line in lines:
                    yield line.start, True
