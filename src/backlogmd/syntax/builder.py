"""From the block stream to the tree.

Two steps: the stream is folded into containers (sections, lists, items), then each container becomes a node, from the
outside in, because what an item is depends on the role of the section it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from backlogmd.nodes import (
    AssignmentRule,
    Claim,
    ClaimKind,
    Document,
    Estimate,
    Form,
    Item,
    KnownIssue,
    Label,
    Note,
    Opaque,
    OpaqueKind,
    Paragraph,
    Section,
    Selector,
    Task,
)
from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import Block, BlockKind
from backlogmd.syntax.figures import has_claim_word, is_total_label, read_line_claims
from backlogmd.syntax.headings import HeadingParts, read_heading
from backlogmd.syntax.inline import read_task_line
from backlogmd.syntax.items import Box, begins_with_box, note_estimate, read_box, read_metric, read_resource
from backlogmd.syntax.run import Run
from backlogmd.syntax.selector import parse_selector
from backlogmd.syntax.tables import read_table
from backlogmd.vocabulary import Dialect, Role

# Plain classes: the containers live only while a document is built, and dataclasses cost a start-up more.


class _Text:
    __slots__ = ("lines", "span")

    def __init__(self, span: Span, lines: tuple[Span, ...]) -> None:
        self.span = span
        self.lines = lines


class _TableRows:
    __slots__ = ("rows", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self.rows: list[tuple[Span, tuple[Span, ...]]] = []


class _ListItem:
    __slots__ = ("box", "content", "marker", "span")

    def __init__(self, span: Span, marker: str) -> None:
        self.span = span
        self.marker = marker
        self.content: list[_Element] = []
        self.box: Box | None = None
        """The checkbox that it begins with, read when the item is closed."""


class _List:
    __slots__ = ("items", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self.items: list[_ListItem] = []

    @property
    def has_tasks(self) -> bool:
        return any(item.box is not None for item in self.items)


_Element = _Text | Opaque | _TableRows | _List


class _Draft:
    """A section that is still being filled."""

    __slots__ = ("content", "level", "parts", "sections", "start")

    def __init__(self, start: int, level: int, parts: HeadingParts) -> None:
        self.start = start
        self.level = level
        self.parts = parts
        self.content: list[_Element] = []
        self.sections: list[_Draft] = []


_LEAVES = {
    BlockKind.CODE: OpaqueKind.CODE,
    BlockKind.FENCE: OpaqueKind.FENCE,
    BlockKind.HTML: OpaqueKind.HTML,
    BlockKind.RULE: OpaqueKind.RULE,
}

# Sections over priorities that only say that there is work to do; they are no projects.
_GENERIC_NAMES = frozenset(
    "backlog tasks todo todos to-do product-backlog sprint-backlog planned plan roadmap open in-progress next later "
    "now priorities current upcoming active issues bugs features tasks-by-priority action-items work-items".split()
)

# Roles that hold for every section below as well.
_INHERITED = (Role.KNOWN_ISSUES, Role.RESOURCES, Role.METRICS)


def build(source: Source, blocks: Iterable[Block], dialect: Dialect) -> Document:
    """The document that the block stream of *source* describes."""
    return _Builder(source, dialect).document(iter(blocks))


class _Builder:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.opaque: list[Opaque] = []

    def document(self, blocks: Iterator[Block]) -> Document:
        preamble: list[_Element] = []
        top: list[_Draft] = []
        open_sections: list[_Draft] = []
        front_matter: Span | None = None
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                draft = _Draft(block.span.start, block.level, read_heading(self._run(block.content), self.dialect))
                while open_sections and open_sections[-1].level >= block.level:
                    open_sections.pop()
                (open_sections[-1].sections if open_sections else top).append(draft)
                open_sections.append(draft)
            elif block.kind is BlockKind.FRONT_MATTER:
                front_matter = block.span
            else:
                self._fold(block, blocks, open_sections[-1].content if open_sections else preamble)
        whole = Span(0, len(self.source.text))
        titles = [draft for draft in top if draft.level == 1]
        title = titles[0] if len(titles) == 1 and top[0] is titles[0] else None
        return Document(
            self.source,
            whole,
            title.parts.text if title else None,
            front_matter,
            tuple(self._items(preamble, whole, None, "")),
            tuple(self._sections(top, whole.end, None, title)),
            tuple(self.opaque),
        )

    # First step: containers.

    def _fold(self, block: Block, blocks: Iterator[Block], into: list[_Element]) -> None:
        """Put *block*, and what it encloses in *blocks*, into a container's content."""
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            into.append(_Text(block.span, block.content))
        elif block.kind is BlockKind.LIST_OPEN:
            folded = _List(block.span)
            into.append(folded)
            for inner in blocks:
                if inner.kind is BlockKind.LIST_CLOSE:
                    break
                item = _ListItem(inner.span, inner.marker)
                folded.items.append(item)
                self._fold_until(BlockKind.ITEM_CLOSE, blocks, item.content)
                item.box = self._box(item)
        elif block.kind is BlockKind.QUOTE_OPEN:
            # A quote changes nothing: tasks in it are tasks.
            self._fold_until(BlockKind.QUOTE_CLOSE, blocks, into)
        elif block.kind is BlockKind.TABLE_OPEN:
            table = _TableRows(block.span)
            into.append(table)
            for inner in blocks:
                if inner.kind is BlockKind.TABLE_CLOSE:
                    break
                table.rows.append((inner.span, inner.content))
        elif block.kind in _LEAVES:
            leaf = Opaque(block.span, _LEAVES[block.kind])
            into.append(leaf)
            self.opaque.append(leaf)

    def _fold_until(self, close: BlockKind, blocks: Iterator[Block], into: list[_Element]) -> None:
        for block in blocks:
            if block.kind is close:
                return
            self._fold(block, blocks, into)

    # Second step: nodes.

    def _run(self, lines: tuple[Span, ...]) -> Run:
        return Run(self.source, lines)

    def _sections(
        self, drafts: list[_Draft], end: int, parent: Section | None, title: _Draft | None
    ) -> Iterator[Section]:
        several = sum(draft.level == 1 for draft in drafts) > 1
        for index, draft in enumerate(drafts):
            span = Span(draft.start, drafts[index + 1].start if index + 1 < len(drafts) else end)
            yield self._section(draft, span, parent, is_title=draft is title, several=several)

    def _section(self, draft: _Draft, span: Span, parent: Section | None, *, is_title: bool, several: bool) -> Section:
        parts = draft.parts
        role = self._role(draft, parent.role if parent else None, is_title=is_title, several=several)
        claim: list[Item] = []
        estimate = parts.estimate
        if estimate is not None and is_total_label(parts.name):
            # `## Estimated total: 40h` sums up what is around it, not what stands below it.
            scope = parent.span if parent else Span(0, len(self.source.text))
            claim.append(Claim(estimate.span, ClaimKind.PROSE, Selector(), parts.name, estimate, scope))
            estimate = None
        category = parts.category
        if role is Role.CATEGORY:
            category = Label(parts.name, parts.text.span)
        section = Section(
            span,
            draft.level,
            parts.text,
            role,
            parts.name,
            parts.alias,
            parts.number,
            parts.priority if role is not Role.SEVERITY else None,
            category,
            estimate,
            parts.progress,
            parts.count,
        )
        items = (*claim, *self._items(draft.content, span, role, parts.name))
        below = tuple(self._sections(draft.sections, span.end, section, None))
        # The children need to know their parent, and the parent holds its children: the last step closes the circle.
        object.__setattr__(section, "items", items)
        object.__setattr__(section, "sections", below)
        return section

    def _role(self, draft: _Draft, around: Role | None, *, is_title: bool, several: bool) -> Role:
        parts = draft.parts
        first_word = parts.plain.split(" ")[0] if parts.plain else ""
        if around in (Role.KNOWN_ISSUES, Role.SEVERITY):
            named = first_word in self.dialect.severities or parts.priority is not None
            return Role.SEVERITY if named else Role.KNOWN_ISSUES
        if around is Role.ASSIGNMENTS:
            return Role.ASSIGNEE
        if around in _INHERITED and parts.role in (None, around):
            return around
        if parts.role is not None:
            return parts.role
        if is_title:
            return Role.PROSE
        generic = parts.plain.replace(" ", "-") in _GENERIC_NAMES
        if any(child.parts.priority is not None for child in draft.sections):
            return Role.PROSE if generic else Role.PROJECT
        if around is Role.PRIORITY:
            return Role.CATEGORY
        if several and draft.level == 1 and self._has_tasks(draft):
            return Role.PROJECT
        return Role.CATEGORY if self._has_own_tasks(draft) else Role.PROSE

    def _has_own_tasks(self, draft: _Draft) -> bool:
        return any(isinstance(one, _List) and one.has_tasks for one in draft.content)

    def _has_tasks(self, draft: _Draft) -> bool:
        return self._has_own_tasks(draft) or any(self._has_tasks(child) for child in draft.sections)

    def _box(self, item: _ListItem) -> Box | None:
        first = item.content[0] if item.content else None
        return read_box(self._run(first.lines)) if isinstance(first, _Text) else None

    def _items(self, content: list[_Element], scope: Span, role: Role | None, heading: str) -> Iterator[Item]:
        for element in content:
            if isinstance(element, Opaque):
                yield element
            elif isinstance(element, _TableRows):
                yield read_table(self.source, element.span, element.rows, self.dialect, in_summary=role is Role.SUMMARY)
            elif isinstance(element, _Text):
                run = self._run(element.lines)
                yield Paragraph(element.span, _label(run))
                yield from self._claims(run, scope)
            else:
                yield from self._list_items(element, scope, role, heading)

    def _claims(self, run: Run, scope: Span) -> Iterator[Claim]:
        if has_claim_word(run.text):
            for claim in read_line_claims(run, self.dialect):
                yield Claim(
                    claim.span, ClaimKind.PROSE, claim.selector, claim.subject, claim.value, scope, claim.of_open
                )

    def _list_items(self, folded: _List, scope: Span, role: Role | None, heading: str) -> Iterator[Item]:
        has_tasks = folded.has_tasks
        for item in folded.items:
            if item.box is not None:
                yield self._task(item, item.box)
                continue
            note = self._note(item, beside_tasks=has_tasks)
            run = self._first_run(item)
            if role in (Role.METRICS, Role.ASSIGNEE) and _holds_task(note):
                # It only heads the tasks below it.
                yield note
            elif role in (Role.KNOWN_ISSUES, Role.SEVERITY):
                number = int(item.marker[:-1]) if item.marker[:-1].isdecimal() else None
                severity = heading if role is Role.SEVERITY else None
                yield KnownIssue(item.span, number, severity, note.text, note.notes, note.tasks)
            elif role is Role.RESOURCES:
                yield replace(
                    read_resource(run, item.span, heading, self.dialect), details=note.notes, tasks=note.tasks
                )
            elif role is Role.METRICS:
                yield read_metric(run, item.span)
            elif role is Role.ASSIGNEE:
                text = run.text.split("\n")[0]
                yield AssignmentRule(item.span, note.text, parse_selector(text, self.dialect))
            else:
                yield note
                if not has_tasks:
                    yield from self._claims(run, scope)

    def _first_run(self, item: _ListItem) -> Run:
        first = item.content[0] if item.content else None
        lines = first.lines if isinstance(first, _Text) else (Span(item.span.end, item.span.end),)
        return self._run(lines)

    def _note(self, item: _ListItem, *, beside_tasks: bool) -> Note:
        run = self._first_run(item)
        text = _label(run)
        notes, tasks = self._nested(item)
        return Note(item.span, text, notes, tasks, beside_tasks)

    def _text_note(self, lines: tuple[Span, ...]) -> Note:
        """A paragraph below an item, as a note without a bullet."""
        text = _label(self._run(lines))
        return Note(text.span, text)

    def _nested(self, item: _ListItem) -> tuple[tuple[Note, ...], tuple[Task, ...]]:
        notes: list[Note] = []
        tasks: list[Task] = []
        for index, element in enumerate(item.content):
            if isinstance(element, _Text) and index:
                notes.append(self._text_note(element.lines))
            elif isinstance(element, _List):
                has_tasks = element.has_tasks
                for inner in element.items:
                    if inner.box is None:
                        notes.append(self._note(inner, beside_tasks=has_tasks))
                    else:
                        tasks.append(self._task(inner, inner.box))
        return tuple(notes), tuple(tasks)

    def _task(self, item: _ListItem, box: Box) -> Task:
        first = cast("_Text", item.content[0])
        title_lines, rest = self._title_lines(first.lines, box.length)
        parts = read_task_line(self._run(title_lines), self.dialect)
        notes, subtasks = self._nested(item)
        if rest:
            notes = (self._text_note(rest), *notes)
        estimates = [*parts.estimates, *self._note_estimates(item)]
        return Task(
            item.span,
            Form.CHECKBOX,
            self.dialect.state(box.character),
            box.character,
            box.span,
            parts.title,
            parts.emphasis,
            estimates[0] if estimates else None,
            tuple(estimates[1:]),
            parts.priority,
            parts.id,
            tuple(parts.depends_on),
            tuple(parts.assignees),
            tuple(parts.tags),
            tuple(parts.dates),
            tuple(parts.fields),
            tuple(parts.references),
            parts.progress,
            notes,
            subtasks,
        )

    def _title_lines(self, lines: tuple[Span, ...], box: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The lines of a title, the box cut off, and the lines after a hard line break."""
        first = Span(min(lines[0].start + box, lines[0].end), lines[0].end)
        if box > lines[0].end - lines[0].start and len(lines) == 1:
            first = Span(lines[0].end, lines[0].end)
        end = len(lines)
        for index, line in enumerate(lines):
            text = self.source.slice(line)
            if index and begins_with_box(text):
                end = index
                break
            if text.endswith(("  ", "\\")) and index + 1 < len(lines):
                end = index + 1
                break
        return (first, *lines[1:end]), lines[end:]

    def _note_estimates(self, item: _ListItem) -> Iterator[Estimate]:
        for element in item.content:
            if isinstance(element, _List):
                for inner in element.items:
                    if inner.box is None:
                        estimate = note_estimate(self._first_run(inner), self.dialect)
                        if estimate is not None:
                            yield estimate


def _label(run: Run) -> Label:
    """The whole text of *run*, at its place."""
    return Label(run.text, run.span(0, len(run.text)))


def _holds_task(note: Note) -> bool:
    return bool(note.tasks) or any(_holds_task(inner) for inner in note.notes)
