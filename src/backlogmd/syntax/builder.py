"""From the folded document to the tree, from the outside in: what an item is depends on the section it stands in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from backlogmd.nodes import (
    AssignmentRule,
    Claim,
    ClaimKind,
    Document,
    Emphasis,
    Estimate,
    Item,
    KnownIssue,
    Label,
    MarkKind,
    Note,
    Opaque,
    OpaqueKind,
    Paragraph,
    Priority,
    Reading,
    Section,
    Selector,
    StateMark,
    SummaryTable,
    Table,
    Task,
)
from backlogmd.pattern import lazy
from backlogmd.source import Source, Span
from backlogmd.syntax.blocks import Block, BlockKind
from backlogmd.syntax.circles import COLOURS, circle_uses, fitted, scale_of
from backlogmd.syntax.evidence import Siblings, evident_claims
from backlogmd.syntax.fields import apply_field, begins_field, leading_state, read_fields, trailing_state
from backlogmd.syntax.figures import has_claim_word, is_total_label, read_line_claims
from backlogmd.syntax.forms import (
    Row,
    decide,
    is_bold_line,
    is_other_label,
    line_reading,
    list_reading,
    numbering,
    orphan_rows,
    section_state,
)
from backlogmd.syntax.inline import LineParts, read_task_line
from backlogmd.syntax.items import Box, begins_with_box, read_box, read_metric, read_resource
from backlogmd.syntax.listed import with_listed
from backlogmd.syntax.outline import Draft, Element, ListBlock, ListItem, Outline, TableRows, Text, fold
from backlogmd.syntax.priority import read_priority
from backlogmd.syntax.rows import read_rows
from backlogmd.syntax.run import Run
from backlogmd.syntax.selector import parse_selector
from backlogmd.syntax.tables import read_table
from backlogmd.syntax.toon import toon_claims
from backlogmd.vocabulary import Dialect, FieldKind, Form, Role, State

# Sections over priorities that only say that there is work to do; they are no projects.
_GENERIC_NAMES = frozenset(
    "backlog tasks todo todos to-do product-backlog sprint-backlog planned plan roadmap open in-progress next later "
    "now priorities current upcoming active issues bugs features tasks-by-priority action-items work-items".split()
)

# Roles that hold for every section below as well.
_INHERITED = (Role.KNOWN_ISSUES, Role.RESOURCES, Role.METRICS)

# Sections whose lists hold something else than work.
_OTHER_LISTS = (
    Role.KNOWN_ISSUES, Role.SEVERITY, Role.RESOURCES, Role.METRICS, Role.ASSIGNEE,
)  # fmt: skip

_BOLD = " \t*_"

_DIRECTIVE = "backlogmd-"
"""How comments begin that silence findings."""

_LONGEST_TITLE = 200

# The comment before what backlogmd writes itself (see `query.markers`).
_OPENING_MARKER = lazy(r"<!--\s*backlogmd:")

# Emoji that mean a state before a heading, too, where others are decoration.
_STATE_EMOJI = "✅☑✔❌⏳🔄⏸⬜🔲🚧"

# What says where a task stands: its box first, its section last.
_BINDING = (MarkKind.BOX, MarkKind.FIELD, MarkKind.EMOJI, MarkKind.STRIKE, MarkKind.SECTION)


def build(source: Source, blocks: Iterable[Block], dialect: Dialect) -> Document:
    """The document that the block stream of *source* describes."""
    if _DIRECTIVE in source.text:
        blocks = [_without_directives(source, block) for block in blocks]
    if any(colour in source.text for colour in COLOURS):
        blocks = list(blocks)
        dialect = _fitted(source, blocks, dialect)
    return _Builder(source, dialect).document(fold(source, blocks, dialect))


def _without_directives(source: Source, block: Block) -> Block:
    """*block* without the comments that silence findings at the ends of its lines or cells: they are about the text."""
    content = tuple(_before_directives(source, span) for span in block.content)
    # A line that is nothing but such a comment stays what it is.
    kept = (
        content
        if block.kind is BlockKind.ROW
        else tuple(one if one.start < one.end else whole for one, whole in zip(content, block.content, strict=True))
    )
    return block._replace(content=kept)


def _before_directives(source: Source, span: Span) -> Span:
    text = source.text
    start, end = span
    while True:
        last = end
        while last > start and text[last - 1] in " \t":
            last -= 1
        opening = text.rfind("<!--", start, last)
        # The comment must end where the line does, and nowhere before.
        if opening < 0 or text.find("-->", opening, last) != last - 3:
            break
        if not text[opening + 4 : last].lstrip(" \t").startswith(_DIRECTIVE):
            break
        end = opening
    # Two blanks at the end break the line; then those before the comment stand for them.
    if end < span.end and not text.endswith("  ", end, span.end):
        while end > start and text[end - 1] in " \t":
            end -= 1
    return Span(start, end)


def _fitted(source: Source, blocks: Iterable[Block], dialect: Dialect) -> Dialect:
    """*dialect* with what the coloured circles mean in this file."""
    texts = ("\n".join(map(source.slice, block.content)) for block in blocks if block.content)
    return fitted(dialect, scale_of((use for text in texts for use in circle_uses(text, dialect)), dialect))


class _Place:
    """Where an item stands: what its section is, and what the section says of the items in it."""

    __slots__ = ("draft", "heading", "in_task", "readings", "role", "scope", "state")

    def __init__(
        self, draft: Draft | None, role: Role | None, scope: Span, state: StateMark | None, *, in_task: bool = False
    ) -> None:
        self.draft = draft
        self.role = role
        self.heading = draft.parts.name if draft is not None else ""
        self.scope = scope
        self.state = state
        """What the name of the section says about tasks that say nothing themselves."""
        self.in_task = in_task
        self.readings: list[Reading] = []


class _Builder:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.siblings: dict[int, Siblings] = {}

    def document(self, outline: Outline) -> Document:
        decide(outline, self.source, self.dialect)
        self.outline = outline
        whole = Span(0, len(self.source.text))
        place = _Place(None, None, whole, None)
        html = (one.span for one in outline.opaque if one.kind is OpaqueKind.HTML)
        title = outline.title
        self.near_top = {one.start for one in (outline.top if title is None else title.sections)}
        self.machine_claims = toon_claims(self.source, html, self.dialect)
        preamble = [*self._front_matter_task(), *self._items(outline.preamble, place)]
        before = Span(0, outline.top[0].start if outline.top else whole.end)
        preamble = [*self._with_evidence(preamble, None, outline.preamble, before, whole)]
        return Document(
            self.source,
            whole,
            outline.title.parts.text if outline.title else None,
            outline.front_matter,
            tuple(preamble),
            tuple(self._sections(outline.top, whole.end, None, None)),
            tuple(outline.opaque),
            tuple(place.readings),
        )

    def _front_matter_task(self) -> Iterator[Task]:
        """The task of a file without a title whose front matter has one."""
        span, fields = self.outline.front_matter, self.outline.task_fields
        title = next((field.value for field in fields if field.kind is FieldKind.TITLE), None)
        if span is None or title is None or self.outline.title is not None:
            return
        parts = LineParts(Label(title.text, title.span(0, len(title.text))))
        marks: list[StateMark] = []
        for field in fields:
            apply_field(parts, marks, field, self.dialect)
        yield self._task(Form.HEADING, span, parts, marks, None)

    def _run(self, lines: tuple[Span, ...]) -> Run:
        return Run(self.source, lines)

    # Sections.

    def _sections(
        self, drafts: list[Draft], end: int, parent: Section | None, state: StateMark | None
    ) -> Iterator[Section]:
        several = sum(draft.level == 1 for draft in drafts) > 1
        siblings = Siblings(self.source, drafts, self.dialect)
        for index, draft in enumerate(drafts):
            span = Span(draft.start, drafts[index + 1].start if index + 1 < len(drafts) else end)
            self.siblings[draft.start] = siblings
            yield self._section(draft, span, parent, state, several=several)

    def _section(
        self, draft: Draft, span: Span, parent: Section | None, around: StateMark | None, *, several: bool
    ) -> Section:
        parts = draft.parts
        role = self._role(draft, parent.role if parent else None, several=several)
        own_state = section_state(draft, self.dialect)
        state = StateMark(MarkKind.SECTION, own_state, parts.name, parts.text.span) if own_state else around
        place = _Place(draft, role, span, state, in_task=role is Role.TASK)
        claims: list[Item] = []
        task: Task | None = None
        estimate, priority = parts.estimate, parts.priority
        items: list[Item]
        if draft.reading is not None:
            place.readings.append(draft.reading)
            task, items = self._heading_task(draft, span, place)
            estimate = None
        else:
            if estimate is not None and is_total_label(parts.name):
                # `## Estimated total: 40h` sums up what is around it, not what stands below it.
                scope = parent.span if parent else Span(0, len(self.source.text))
                claims.append(Claim(estimate.span, ClaimKind.PROSE, Selector(), parts.name, estimate, scope))
                estimate = None
            elif draft is not self.outline.title:
                estimate, priority = self._group_fields(draft, estimate, priority)
            items = list(self._items(draft.content, place))
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
            None if role in (Role.SEVERITY, Role.TASK) else priority,
            category if role is not Role.TASK else None,
            estimate,
            parts.progress if role is not Role.TASK else None,
            parts.count,
            task=task,
            readings=tuple(place.readings),
        )
        below = tuple(self._sections(draft.sections, span.end, section, state))
        own = Span(span.start, draft.sections[0].start if draft.sections else span.end)
        items = list(self._with_evidence([*claims, *items], draft, draft.content, own, span))
        # The children need to know their parent, and the parent holds its children: the last step closes the circle.
        object.__setattr__(section, "items", tuple(items))
        object.__setattr__(section, "sections", below)
        return section

    def _with_evidence(
        self, items: list[Item], draft: Draft | None, content: list[Element], own: Span, scope: Span
    ) -> Iterator[Item]:
        """*items* with the claims that name their evidence. *own* is the part of *scope* before its sections."""
        found = evident_claims(
            self.source,
            draft.lines if draft is not None else (),
            draft.parts.name if draft is not None else "",
            content,
            scope,
            self.dialect,
            has_sections=draft is not None and bool(draft.sections),
            others=lambda: draft is not None and self.siblings[draft.start].others_with_figures(draft),
            of_document=draft is None or draft is self.outline.title,
            near_top=draft is not None and draft.start in self.near_top,
            is_task=draft is not None and draft.reading is not None,
        )
        machine = (claim for claim in self.machine_claims if own.holds(claim.span))
        return with_listed(items, [*found, *machine])

    def _role(self, draft: Draft, around: Role | None, *, several: bool) -> Role:
        parts = draft.parts
        if draft.reading is not None:
            return Role.TASK
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
        if draft is self.outline.title:
            return Role.PROSE
        generic = parts.plain.replace(" ", "-") in _GENERIC_NAMES
        if any(child.parts.priority is not None and child.reading is None for child in draft.sections):
            return Role.PROSE if generic else Role.PROJECT
        if around is Role.PRIORITY:
            return Role.CATEGORY
        if several and draft.level == 1 and draft.has_tasks:
            return Role.PROJECT
        return Role.CATEGORY if draft.has_own_tasks else Role.PROSE

    def _group_fields(
        self, draft: Draft, estimate: Estimate | None, priority: Priority | None
    ) -> tuple[Estimate | None, Priority | None]:
        """What fields right below the heading of a group say about all that is in it: `**Effort:** 40h`."""
        for element in draft.content:
            if not isinstance(element, Text):
                continue
            for field in read_fields(self._run(element.lines), self.dialect):
                if field.kind is FieldKind.ESTIMATE and estimate is None:
                    parts = LineParts(Label("", element.span))
                    apply_field(parts, [], field, self.dialect)
                    estimate = next(iter(parts.estimates), None)
                elif field.kind is FieldKind.PRIORITY and priority is None and draft.parts.role is None:
                    priority = read_priority(field.value, self.dialect)
        return estimate, priority

    # Tasks.

    def _heading_task(self, draft: Draft, span: Span, place: _Place) -> tuple[Task, list[Item]]:
        """The task that a heading is, and what stands below it that is neither note nor subtask."""
        run = self._run(draft.lines)
        kind = numbering(run.text)
        marks = list(self._head_marks(run, kind.end))
        last = trailing_state(run, self.dialect)
        start, end = (kind.end if kind.kind in ("word", "number") else 0), len(run.text)
        stated = leading_state(
            run, kind.end if kind.id is None or start else _past_id(run.text, kind.id.end), self.dialect
        )
        if stated is not None:
            marks.append(stated[0])
            start = stated[1]
        if last is not None and last[1] > start:
            marks.append(last[0])
            end = last[1]
        if run.text.startswith("~~", kind.start - 2) and start and run.text[:end].rstrip().endswith("~~"):
            end = len(run.text[:end].rstrip()) - 2
            marks.append(StateMark(MarkKind.STRIKE, State.DONE, "~~", run.span(kind.start, end)))
        parts = read_task_line(run.part(start, end), self.dialect)
        if kind.id is not None and parts.id is None:
            parts.id = Label(run.text[kind.id.start : kind.id.end], run.span(*kind.id))
        if parts.id is not None and parts.title.text.strip("[]`: ") in ("", parts.id.text):
            parts.title = self._title_below(draft) or parts.title
        if parts.priority is None:
            parts.priority = draft.parts.priority
        notes: list[Note] = []
        subtasks: list[Task] = []
        if draft is self.outline.title:
            for field in self.outline.task_fields:
                apply_field(parts, marks, field, self.dialect)
        others = _shared_out(self._items(draft.content, place), notes, subtasks)
        self._apply_fields(parts, marks, (lines for element in draft.content for lines in _field_lines(element)))
        return self._task(Form.HEADING, span, parts, marks, place.state, tuple(notes), tuple(subtasks)), others

    def _title_below(self, draft: Draft) -> Label | None:
        """The title of a task whose heading is nothing but its id: a field, or the line below it."""
        texts = [self._run(one.lines) for one in draft.content[:1] if isinstance(one, Text)]
        fields = [field for run in texts for field in read_fields(run, self.dialect)]
        named = next((field.value for field in fields if field.kind is FieldKind.TITLE), None)
        if named is None and texts and not fields:
            line = texts[0].text.split("\n")[0]
            named = texts[0].piece(0, len(line)) if 0 < len(line) <= _LONGEST_TITLE else None
        return read_task_line(named, self.dialect).title if named is not None else None

    def _head_marks(self, run: Run, end: int) -> Iterator[StateMark]:
        """The emoji of a state before the number of a heading: `✅ 1. Title`."""
        for index, character in enumerate(run.text[:end]):
            if character.isalnum():
                return
            if character in _STATE_EMOJI and character in self.dialect.state_emoji:
                state = self.dialect.state_emoji[character]
                yield StateMark(MarkKind.EMOJI, state, character, run.span(index, index + 1))

    def _task(
        self,
        form: Form,
        span: Span,
        parts: LineParts,
        marks: list[StateMark],
        around: StateMark | None,
        notes: tuple[Note, ...] = (),
        subtasks: tuple[Task, ...] = (),
        box: Box | None = None,
    ) -> Task:
        if parts.state_marks:
            marks = [*marks, *self._line_marks(parts)]
        if box is not None:
            marks = [StateMark(MarkKind.BOX, self.dialect.state(box.character), box.character, box.span), *marks]
        elif around is not None:
            marks = [*marks, around]
        if len(marks) > 1:
            marks = sorted(marks, key=_binding)
        estimates = parts.estimates
        if marks:
            state, place = marks[0].state, marks[0].span if marks[0].kind is not MarkKind.SECTION else None
        else:
            state, place = State.OPEN, None
        return Task(
            span,
            form,
            state,
            box.character if box is not None else "",
            place or Span(parts.title.span.start, parts.title.span.start),
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
            parts.actual,
            tuple(marks),
        )

    def _line_marks(self, parts: LineParts) -> Iterator[StateMark]:
        """The marks in the line of a task itself."""
        for text, span in parts.state_marks:
            state = self.dialect.state_emoji.get(text)
            if state is not None:
                yield StateMark(MarkKind.EMOJI, state, text, span)
            elif "~~" in text:
                yield StateMark(MarkKind.STRIKE, State.DONE, text, span)

    def _item_task(self, item: ListItem, place: _Place, form: Form = Form.CHECKBOX) -> Task:
        box = item.box
        title_lines, rest = self._title_lines(item.lines, box.length if box else 0)
        marks: list[StateMark] = []
        stated = leading_state(self._run(title_lines[:1]), 0, self.dialect) if form is Form.ITEM else None
        if stated is not None:
            marks.append(stated[0])
            first = title_lines[0]
            title_lines = (Span(first.start + stated[1], first.end), *title_lines[1:])
        parts = read_task_line(self._run(title_lines), self.dialect)
        notes, subtasks = self._nested(item, place)
        if rest:
            notes = (self._text_note(rest), *notes)
        self._apply_fields(
            parts, marks, (rest, *(lines for element in item.content[1:] for lines in _field_lines(element)))
        )
        return self._task(form, item.span, parts, marks, place.state, notes, subtasks, box)

    def _title_lines(self, lines: tuple[Span, ...], box: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The lines of a title, the box cut off, and the lines after a hard line break or from a field on."""
        first = Span(min(lines[0].start + box, lines[0].end), lines[0].end)
        if box > lines[0].end - lines[0].start and len(lines) == 1:
            first = Span(lines[0].end, lines[0].end)
        end = len(lines)
        for index, line in enumerate(lines):
            text = self.source.slice(line)
            if index and (begins_with_box(text) or begins_field(text, self.dialect)):
                end = index
                break
            if text.endswith(("  ", "\\")) and index + 1 < len(lines):
                end = index + 1
                break
        return (first, *lines[1:end]), lines[end:]

    def _bold_task(self, element: Text, below: list[ListBlock], place: _Place) -> Iterator[Item]:
        """The task that a bold line over lists is: `**Issue – Title (2 pts)**`, and the claims in these lists."""
        first, rest = element.lines[0], element.lines[1:]
        title = self.source.slice(first)
        start, end = len(title) - len(title.lstrip(_BOLD)), len(title.rstrip(_BOLD))
        kind = numbering(title[start:end])
        line = first
        if kind.kind in ("word", "number"):
            # The bold goes on behind the word.
            line = Span(first.start + start + kind.end, first.start + end)
        parts = read_task_line(self._run((line,)), self.dialect)
        parts.emphasis = Emphasis.STRONG
        if kind.id is not None and parts.id is None:
            at = first.start + start
            parts.id = Label(title[start:][slice(*kind.id)], Span(at + kind.id.start, at + kind.id.end))
        marks: list[StateMark] = []
        notes: list[Note] = [self._text_note(rest)] if rest else []
        subtasks: list[Task] = []
        self._apply_fields(parts, marks, (rest, *(lines for block in below for lines in _field_lines(block))))
        inner = _Place(place.draft, None, place.scope, place.state, in_task=True)
        others = _shared_out((item for block in below for item in self._list_items(block, inner)), notes, subtasks)
        place.readings += inner.readings
        span = Span(element.span.start, below[-1].span.end)
        yield self._task(Form.LINE, span, parts, marks, place.state, tuple(notes), tuple(subtasks))
        yield from others

    def _apply_fields(self, parts: LineParts, marks: list[StateMark], paragraphs: Iterable[tuple[Span, ...]]) -> None:
        for lines in paragraphs:
            if lines:
                for field in read_fields(self._run(lines), self.dialect):
                    apply_field(parts, marks, field, self.dialect)

    def _one_line(self, line: Span, place: _Place) -> Task:
        box = read_box(self._run((line,)))
        if box is not None:
            line = Span(min(line.start + box.length, line.end), line.end)
            text = self.source.slice(line)
            if text.startswith("|"):
                line = Span(line.start + len(text) - len(text[1:].lstrip()), line.end)
        title = self._first_cells(line) if box is not None else line
        parts = read_task_line(self._run((title,)), self.dialect)
        whole = Span(line.start if box is None else box.span.start - 1, line.end)
        return self._task(Form.LINE, whole, parts, [], place.state, box=box)

    def _first_cells(self, line: Span) -> Span:
        """Of a line divided by ` | `, the part that has the title: the first, or an id and what follows it."""
        text = self.source.slice(line)
        cells = text.split(" | ")
        if len(cells) == 1:
            return line
        wanted = 2 if numbering(cells[0].strip() + " ").kind == "id" else 1
        return Span(line.start, line.start + len(" | ".join(cells[:wanted])))

    # What stands in a section.

    def _items(self, content: list[Element], place: _Place) -> Iterator[Item]:
        header: TableRows | None = None
        index = 0
        while index < len(content):
            element = content[index]
            index += 1
            if isinstance(element, Opaque):
                yield element
            elif isinstance(element, TableRows):
                # What is written between markers goes on nowhere else.
                header = header if self._is_managed(element.span) else element
                yield self._table(element, place)
            elif isinstance(element, Text):
                end = index
                while end < len(content) and isinstance(content[end], ListBlock):
                    end += 1
                lists = [one for one in content[index:end] if isinstance(one, ListBlock)]
                orphans = orphan_rows(element, header, self.source) if header is not None else []
                if orphans and header is not None:
                    yield from self._cut_table(element, header, orphans, place)
                    continue
                reason = None if place.in_task else line_reading(element, lists, place.draft, self.source, self.dialect)
                if reason is not None:
                    place.readings.append(Reading(Form.LINE, reason, element.span))
                    if is_bold_line(element, self.source):
                        yield from self._bold_task(element, lists, place)
                        index = end
                    else:
                        for line in element.lines:
                            yield self._one_line(line, place)
                else:
                    yield from self._paragraph(element, place)
            else:
                before = content[index - 2] if index > 1 else None
                named = isinstance(before, Text) and is_other_label(self._run(before.lines).text, self.dialect)
                yield from self._list_items(element, place, other=named)

    def _cut_table(self, element: Text, header: TableRows, rows: list[Row], place: _Place) -> Iterator[Item]:
        """A paragraph that ends in rows of the table before it."""
        text = element.lines[: len(element.lines) - len(rows)]
        if text:
            yield from self._paragraph(Text(Span(element.span.start, text[-1].end), text), place)
        below = TableRows(Span(rows[0][0].start, element.span.end))
        below.rows = [header.rows[0], *rows]
        table = self._table(below, place)
        yield replace(table, header=()) if isinstance(table, Table) else table

    def _paragraph(self, element: Text, place: _Place) -> Iterator[Item]:
        run = self._run(element.lines)
        yield Paragraph(element.span, _label(run))
        yield from self._claims(run, place.scope)

    def _table(self, element: TableRows, place: _Place) -> SummaryTable | Table:
        rows = element.rows
        draft = place.draft
        # A schedule may be one of tasks.
        work = draft.work if draft is not None and draft.parts.role is not Role.TIMELINE else None
        managed = self._is_managed(element.span)
        found = None if managed else read_rows(self.source, rows, self.dialect, work=work)
        in_summary = place.role is Role.SUMMARY
        table = read_table(
            self.source, element.span, rows, self.dialect, in_summary=in_summary, of_tasks=found is not None
        )
        if found is not None:
            place.readings.append(Reading(Form.ROW, found.reason, element.span))
            tasks = (self._task(Form.ROW, row.span, row.parts, row.marks, place.state) for row in found.rows)
            table = replace(table, tasks=tuple(tasks))
        return table

    def _is_managed(self, span: Span) -> bool:
        """Whether it is backlogmd that writes what stands at *span*: what sums up tasks holds none."""
        opaque = self.outline.opaque
        before = bisect_left(opaque, span.start, key=_start) - 1
        if before < 0 or opaque[before].kind is not OpaqueKind.HTML:
            return False
        comment = self.source.text.rfind("<!--", *opaque[before].span)
        return comment >= 0 and _OPENING_MARKER.match(self.source.text, comment) is not None

    def _claims(self, run: Run, scope: Span) -> Iterator[Claim]:
        if has_claim_word(run.text):
            for claim in read_line_claims(run, self.dialect):
                yield Claim(
                    claim.span, ClaimKind.PROSE, claim.selector, claim.subject, claim.value, scope, claim.of_open
                )

    def _list_items(self, block: ListBlock, place: _Place, *, other: bool = False) -> Iterator[Item]:
        """The entries of a list. *other* says that the line over it names something that is no work."""
        has_tasks = block.has_tasks
        reads = (
            None
            if has_tasks or other
            else self._list_reading(block, place.draft, place.readings, in_task=place.in_task)
        )
        for item in block.items:
            if item.box is not None:
                yield self._item_task(item, place)
            elif reads and not self._is_total(item):
                yield self._item_task(item, place, Form.ITEM)
            else:
                note = self._note(item, place, beside_tasks=has_tasks)
                yield self._other_item(item, note, place)
                if place.role not in _OTHER_LISTS:
                    yield from self._claims(self._run(item.lines), place.scope)

    def _is_total(self, item: ListItem) -> bool:
        """Whether an entry sums up those beside it."""
        run = self._run(item.lines)
        return has_claim_word(run.text) and bool(read_line_claims(run, self.dialect))

    def _list_reading(self, block: ListBlock, draft: Draft | None, readings: list[Reading], *, in_task: bool) -> bool:
        reason = list_reading(block, draft, self.source, self.dialect, ids=self.outline.ids, in_task=in_task)
        if reason is not None:
            readings.append(Reading(Form.ITEM, reason, block.span))
        return reason is not None

    def _other_item(self, item: ListItem, note: Note, place: _Place) -> Item:
        """What an entry without a checkbox is in the section that it stands in."""
        role = place.role
        if role in (Role.METRICS, Role.ASSIGNEE) and _holds_task(note):
            return note  # It only heads the tasks below it.
        if role in (Role.KNOWN_ISSUES, Role.SEVERITY):
            number = int(item.marker[:-1]) if item.marker[:-1].isdecimal() else None
            severity = place.heading if role is Role.SEVERITY else None
            return KnownIssue(item.span, number, severity, note.text, note.notes, note.tasks)
        run = self._run(item.lines)
        if role is Role.RESOURCES:
            resource = read_resource(run, item.span, place.heading, self.dialect)
            return replace(resource, details=note.notes, tasks=note.tasks)
        if role is Role.METRICS:
            return read_metric(run, item.span)
        if role is Role.ASSIGNEE:
            text = run.text.split("\n")[0]
            return AssignmentRule(item.span, note.text, parse_selector(text, self.dialect))
        return note

    def _note(self, item: ListItem, place: _Place, *, beside_tasks: bool) -> Note:
        text = _label(self._run(item.lines))
        notes, tasks = self._nested(item, place)
        return Note(item.span, text, notes, tasks, beside_tasks)

    def _text_note(self, lines: tuple[Span, ...]) -> Note:
        """A paragraph below an item, as a note without a bullet."""
        text = _label(self._run(lines))
        return Note(text.span, text)

    def _nested(self, item: ListItem, place: _Place) -> tuple[tuple[Note, ...], tuple[Task, ...]]:
        notes: list[Note] = []
        tasks: list[Task] = []
        for index, element in enumerate(item.content):
            if isinstance(element, Text) and index:
                notes.append(self._text_note(element.lines))
            elif isinstance(element, ListBlock):
                has_tasks = element.has_tasks
                # A plain bullet below a checkbox is a note, whatever it says.
                reads = not has_tasks and item.box is None and place.role not in _OTHER_LISTS
                reads = reads and self._list_reading(element, place.draft, place.readings, in_task=True)
                for inner in element.items:
                    if inner.box is not None or reads:
                        tasks.append(self._item_task(inner, place, Form.CHECKBOX if inner.box else Form.ITEM))
                    else:
                        notes.append(self._note(inner, place, beside_tasks=has_tasks))
        return tuple(notes), tuple(tasks)


def _field_lines(element: Element) -> Iterator[tuple[Span, ...]]:
    """The paragraphs in which fields of a task may stand: its own, and the entries of its lists without boxes."""
    if isinstance(element, Text):
        yield element.lines
    elif isinstance(element, ListBlock):
        yield from (item.lines for item in element.items if item.box is None)


def _past_id(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in ("]", "`") else end


def _shared_out(items: Iterable[Item], notes: list[Note], subtasks: list[Task]) -> list[Item]:
    """Add what stands below a task to its *notes* and *subtasks*; the rest, which belongs to the section."""
    others: list[Item] = []
    for item in items:
        if isinstance(item, Paragraph):
            notes.append(Note(item.text.span, item.text))
        elif isinstance(item, Note):
            notes.append(item)
        elif isinstance(item, Task):
            subtasks.append(item)
        else:
            others.append(item)
    return others


def _binding(mark: StateMark) -> int:
    return _BINDING.index(mark.kind)


def _start(node: Opaque) -> int:
    return node.span.start


def _label(run: Run) -> Label:
    """The whole text of *run*, at its place."""
    return Label(run.text, run.span(0, len(run.text)))


def _holds_task(note: Note) -> bool:
    return bool(note.tasks) or any(_holds_task(inner) for inner in note.notes)
