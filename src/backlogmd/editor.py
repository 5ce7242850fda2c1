"""Edits by program: a task ticked, estimated, renamed, added, moved; every byte that this does not name stays.

    edit = Editor(document)
    edit.set_state(task, State.DONE)
    edit.text

Each call edits the text and reads it again, and the tree is the judge: what the edit means must be what has changed,
and nothing else may have. A call that cannot be held to this raises `EditError` and changes nothing.

Nodes stay good. A task or a section of the document that the editor was made with, of any `Editor.document`, or one
that a call gave back, means the same task or section in all later calls, wherever it now stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, count
from typing import Any, NamedTuple

from backlogmd.diagnostics import Edit, apply_edits
from backlogmd.errors import BacklogmdError
from backlogmd.judge import Moves
from backlogmd.nodes import (
    Amount,
    Cell,
    Claim,
    Document,
    Estimate,
    Item,
    Kind,
    MarkKind,
    Note,
    Priority,
    Section,
    StateMark,
    SummaryRow,
    SummaryTable,
    Table,
    Task,
)
from backlogmd.source import Span
from backlogmd.syntax.estimate import Amounts, parse_amounts, written_like
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import Dialect, Form, State, dialect_named
from backlogmd.writing import FORMS, Change, Written


class EditError(BacklogmdError, ValueError):
    """An edit that cannot be made, or not without another meaning. Nothing has been changed."""


# What a node is because of the tasks in it or beside it: no part of what an edit may not change.
_CONSEQUENCES = frozenset(
    (
        *("Document.source", "Document.opaque", "Section.role", "Section.category", "Note.beside_tasks"),
        *("Document.readings", "Section.readings"),
    )
)

_HEADING = ("heading", "name", "alias", "number", "count")
"""What a section takes from its heading, where that is a task."""


class _Snapshot(NamedTuple):
    """All that an edit changes."""

    document: Document
    tasks: tuple[int, ...]
    """The number of each task of the document, in order: it stays with the task through all edits."""
    sections: tuple[int, ...]


class Editor:
    """Edits one document, one call after another.

    `document` and `text` are what has become of it. *dialect* is the one that the document was read with.
    """

    def __init__(self, document: Document, *, dialect: Dialect | str | None = None) -> None:
        self._dialect = dialect_named(dialect)
        tasks, sections = document.tasks, document.all_sections
        self._now = _Snapshot(document, tuple(range(len(tasks))), tuple(range(len(sections))))
        self._next = len(tasks)
        self._new_sections = count(len(sections))
        self._nodes: dict[int, tuple[Task | Section, int]] = {}
        self._shown: Document | None = None
        self._written: dict[tuple[object, ...], tuple[tuple[str, ...], Task]] = {}
        """What a task was before a change, and how it was written: by task, what it had, and how it is written now."""
        self._added: tuple[tuple[str, int], str] | None = None
        """The text with the task that was added last, its number, and the text before."""
        self._show()

    @property
    def text(self) -> str:
        """The whole text with all edits made so far."""
        return self._now.document.source.text

    @property
    def content(self) -> bytes:
        """`text` as the bytes of a file; bytes that are not UTF-8 are those of the input."""
        return self.text.encode("utf-8", "surrogateescape")

    @property
    def document(self) -> Document:
        """What `text` is read as."""
        self._show()
        return self._now.document

    # The parts of a task.

    def set_state(self, task: Task, state: State) -> Task:
        """Give *task* another state, by the character, word or emoji that the document uses for it."""
        now, number = self._task(task)
        if now.state is state:
            return now
        ways = self._writer(now).state(now, state)
        what = f"the state cannot be set to `{state.value}`"
        fields = ("state", "state_char", "marks", "emphasis", "notes")

        def good(one: Task) -> bool:
            return one.state is state

        return self._set(number, ("state", state), (now.state,), ways, fields, good, what)

    def set_title(self, task: Task, title: str) -> Task:
        """Give *task* another title: one line of text, which must be read as nothing but that.

        Tags, names and references that stand inside the title that goes, go with it.
        """
        now, number = self._task(task)
        if now.title.text == title:
            return now
        self._check_title(now, title)
        ways = self._writer(now).title(now, title)
        what = f"the title cannot be {title!r}"
        fields = ("title", "emphasis", "references", "tags", "assignees")

        def good(one: Task) -> bool:
            kept = now.title.span
            return one.title.text == title and all(
                _texts(label for label in was if not kept.holds(label.span)) <= _texts(labels) <= _texts(was)
                for was, labels in ((now.tags, one.tags), (now.assignees, one.assignees))
            )

        return self._set(number, ("title", title), (now.title.text,), ways, fields, good, what)

    def set_estimate(self, task: Task, estimate: str | Amount | Estimate | None) -> Task:
        """Give *task* another estimate, or none.

        A number is minutes and is written in the unit of the estimate that was there, or of a neighbour. A text such as
        `2-3 days` or `5 pts`, or that of an `Estimate`, is written as it is.
        """
        now, number = self._task(task)
        text, wanted = self._amounts(now, estimate)
        if _amounts_of(now.estimate) == wanted and (
            text is None or now.estimate is None or _one_line(now.estimate) == text
        ):
            return now
        minutes = Fraction(wanted.low) if wanted is not None and text is None else None
        ways = self._writer(now).estimate(now, text, minutes)
        if isinstance(estimate, Estimate) and text is not None and estimate.kind is not Kind.SIZE:
            # Such as the `2-3` of a cell in a column of hours.
            ways = chain(ways, self._writer(now).estimate(now, self._in_full(estimate), None))
        written = estimate.text if isinstance(estimate, Estimate) else estimate
        what = f"the estimate cannot be {'removed' if wanted is None else f'set to {written!r}'}"
        old = now.estimate
        # To write it back, a number or the text that stands there may be given.
        had = (_amounts_of(old), (old and _one_line(old), _amounts_of(old)))
        value = ("estimate", wanted if text is None else (text, wanted))

        def good(one: Task) -> bool:
            return _amounts_of(one.estimate) == wanted

        return self._set(number, value, had, ways, ("estimate", "notes"), good, what)

    def set_priority(self, task: Task, priority: str | Priority | None) -> Task:
        """Give *task* a priority of its own, by the name, a word or a code of the level, or take it away."""
        now, number = self._task(task)
        name = priority.level if isinstance(priority, Priority) else priority
        level = self._dialect.level(name) if name is not None else None
        if name is not None and level is None:
            known = ", ".join(one.name for one in self._dialect.levels)
            raise EditError(f"{self._place(now)}: {name!r} is no priority; the levels are {known}")
        wanted = level and level.name
        had = now.priority and now.priority.level
        if had == wanted:
            return now
        ways = self._writer(now).priority(now, level)
        what = f"the priority cannot be {f'set to {wanted}' if wanted else 'removed'}"
        fields = ("priority", "notes")

        def good(one: Task) -> bool:
            return (one.priority and one.priority.level) == wanted

        return self._set(number, ("priority", wanted), (had,), ways, fields, good, what)

    # Whole tasks.

    def add_task(
        self,
        section: Section | None,
        title: str,
        *,
        state: State = State.OPEN,
        estimate: str | Amount | Estimate | None = None,
        priority: str | Priority | None = None,
        before: Task | None = None,
    ) -> Task:
        """Add a task to *section*, behind the last one that stands in it, or right *before* another; give it back.

        None for *section* means what stands before the first heading.
        """
        start = self._now, self._next
        try:
            added = self._add(section, title, state, before)
            if estimate is not None:
                added = self.set_estimate(added, estimate)
            if priority is not None:
                added = self.set_priority(added, priority)
        except BaseException:
            self._now, self._next = start
            raise
        self._added = (self.text, self._task(added)[1]), start[0].document.source.text
        return added

    def remove(self, task: Task) -> None:
        """Take *task* out, with its notes and subtasks."""
        self._remove(self._task(task)[0])

    def move(self, task: Task, section: Section | None, *, before: Task | None = None) -> Task:
        """Move *task*, with its notes and subtasks, to *section*: behind its last task, or right *before* another."""
        now, _ = self._task(task)
        follows = self._task(before)[0] if before is not None else None
        here = [one for one in self._items(section) if isinstance(one, Task)]
        for one, other in zip(here, [*here[1:], None], strict=False):
            if one is now and other is follows:
                return self._known(now)
        if follows is not None and now.span.holds(follows.span):
            raise EditError(f"{self._place(now)}: a task cannot stand before itself or its own subtasks")
        start = self._now
        try:
            return self._put_back(section, before, now, start.document, self._remove(now))
        except BaseException:
            self._now = start
            raise

    # Inside: whole tasks.

    def _remove(self, now: Task) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Take a task out; the numbers of it and of the tasks below it, and of its sections."""
        document, numbers = self._now.document, self._now.tasks
        first = _index(document, now)
        last = first + len(document.tasks_in(now.span))
        writer = self._writer(now)

        def ways() -> Iterator[Change]:
            if self._added is not None and self._added[0] == (self.text, numbers[first]):
                edit = _smallest(document.span, self.text, self._added[1])
                yield (edit,) if edit is not None else ()
            yield from writer.removal(now)

        compared = _Comparison(document, gone=now)
        after = self._made(ways(), compared, lambda *_: True, now, "the task cannot be removed")
        # The sections of a heading go with it.
        places = list(zip(document.all_sections, self._now.sections, strict=True))
        kept, gone = (
            tuple(one for section, one in places if compared.is_gone(section) is goes) for goes in (False, True)
        )
        self._now = _Snapshot(after, numbers[:first] + numbers[last:], kept)
        return numbers[first:last], gone

    def _items(self, section: Section | None) -> tuple[Item, ...]:
        return self._now.document.preamble if section is None else self._section(section).items

    def _tasks_of(self, section: Section | None) -> Iterator[Task]:
        """The tasks that stand in *section* itself: entries, lines, rows of its tables, headings right below it."""
        for item in self._items(section):
            if isinstance(item, Task):
                yield item
            elif isinstance(item, Table | SummaryTable):
                yield from item.tasks
        below = self._now.document.sections if section is None else self._section(section).sections
        yield from (one.task for one in below if one.task is not None)

    def _writer_in(self, section: Section | None, before: Task | None) -> Written:
        """How a new task is written: as the one *before* which it stands, or as the others of *section*."""
        forms = [self._task(before)[0].form] if before is not None else [one.form for one in self._tasks_of(section)]
        in_task = section is not None and self._section(section).task is not None
        checkboxes = not forms or Form.CHECKBOX in forms or in_task
        form = Form.CHECKBOX if checkboxes and before is None else forms[-1]
        return FORMS[form](self._now.document, self._dialect)

    def _add(self, section: Section | None, title: str, state: State, before: Task | None) -> Task:
        what = f"a task {title!r} cannot be added"

        self._check_title(None, title)
        writer = self._writer_in(section, before)

        def good(new: Task) -> bool:
            # The number of a heading may be its id.
            plain = (new.estimate, new.priority, new.progress, new.id if new.form is not Form.HEADING else None)
            several = (new.tags, new.assignees, new.dates, new.fields, new.depends_on, new.notes, new.subtasks)
            return new.title.text == title and new.state is state and not any(plain) and not any(several)

        def ways() -> Iterator[tuple[Change, int]]:
            for place in self._places(writer, section, before):
                for line in writer.line(title, state, place):
                    edit = Edit(Span(place.at, place.at), place.lead + line + place.trail)
                    yield (edit,), place.at + len(place.lead)

        number = self._next
        added = self._inserted(ways(), good, (number,), (), what)
        self._next += 1
        return added

    def _put_back(
        self,
        section: Section | None,
        before: Task | None,
        task: Task,
        document: Document,
        numbers: tuple[tuple[int, ...], tuple[int, ...]],
    ) -> Task:
        """Insert *task*, which stood in *document*, again."""
        then = FORMS[task.form](document, self._dialect)
        writer = self._writer(task)

        def ways() -> Iterator[tuple[Change, int]]:
            for place in self._places(writer, section, before):
                block = then.block(task.span, place)
                edit = Edit(Span(place.at, place.at), place.lead + block + place.trail)
                yield (edit,), place.at + len(place.lead)

        where = f"{self._place(task, document)}: the task cannot be moved there"
        return self._inserted(
            ways(), lambda new: _Comparison(document).between(task, new) is None, *numbers, where, placed=True
        )

    def _places(self, writer: Written, section: Section | None, before: Task | None) -> Iterator[Any]:
        inside = self._section(section) if section is not None else None
        follows = None
        if before is not None:
            follows = self._task(before)[0]
            if not any(one is follows for one in self._tasks_of(section)):
                raise EditError(f"{self._place(follows)}: the task to stand before is not in that section itself")
        return writer.places(inside, follows)

    def _inserted(
        self,
        ways: Iterable[tuple[Change, int]],
        good: Callable[[Task], bool],
        numbers: tuple[int, ...],
        sections: tuple[int, ...],
        what: str,
        *,
        placed: bool = False,
    ) -> Task:
        """Take the first of *ways* after which one task, and as many below it as *numbers* say, is all that came.

        *sections* are the numbers of the sections that come with it; those that never had one get one.
        """
        document = self._now.document
        reason = None
        for change, start in ways:
            (edit,) = change
            after = self._parsed(change)
            found = after.tasks_in(Span(edit.span.start, edit.span.start + len(edit.text)))
            if len(found) != len(numbers) or found[0].span.start != start or not good(found[0]):
                reason = reason or "it would be read as something else"
                continue
            different = _Comparison(document, come=found[0]).difference(after)
            if different is not None:
                reason = reason or f"{different} would change"
                continue
            first = _index(after, found[0])
            tasks = self._now.tasks
            new, old = iter(sections), iter(self._now.sections)
            places = tuple(
                next(new, next(self._new_sections)) if _belongs(section, found[0]) else next(old)
                for section in after.all_sections
            )
            self._now = _Snapshot(after, tasks[:first] + numbers + tasks[first:], places)
            return self._known(found[0])
        raise EditError(f"{what if placed else f'{self._name()}{what}'}: {reason or 'there is no place for it'}")

    # Inside: setting.

    def _set(
        self,
        number: int,
        value: tuple[str, object],
        had: tuple[object, ...],
        ways: Iterable[Change],
        fields: tuple[str, ...],
        good: Callable[[Task], bool],
        what: str,
    ) -> Task:
        """Change one field of a task by the first of *ways* that is read as was meant."""
        index = self._now.tasks.index(number)
        now = self._now.document.tasks[index]
        spans = _own(now)
        written = tuple(self._now.document.source.slice(span) for span in spans)

        pieces_before, before = self._written.get((number, *value, written), (written, None))

        def all_ways() -> Iterator[Change]:
            # To set a thing back is to write it as it was.
            if before is not None:
                edits = (_smallest(*one) for one in zip(spans, written, pieces_before, strict=True))
                yield tuple(edit for edit in edits if edit is not None)
            yield from ways

        def meant(after: Document, change: Change) -> bool:
            if len(after.tasks) != len(self._now.tasks):
                return False
            new = after.tasks[index]
            if before is not None and compared.between(before, new) is None:
                return True
            return good(new) and ("notes" not in fields or _same_notes(now, new, self._now.document, after, change))

        compared = _Comparison(self._now.document, free=self._free(now, fields), edited=now)
        after = self._made(all_ways(), compared, meant, now, what)
        new = after.tasks[index]
        pieces = tuple(after.source.slice(span) for span in _own(new))
        if len(pieces) == len(written):
            for one in had:
                self._written[(number, value[0], one, pieces)] = written, now
        self._now = self._now._replace(document=after)
        return self._known(new)

    def _free(self, task: Task, fields: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
        """What an edit of *fields* may change: these, and the texts of the heading that the task is."""
        document = self._now.document
        free = {id(task): fields}
        for section in document.all_sections if task.form is Form.HEADING else ():
            if section.task is task:
                free[id(section)] = _HEADING
                if document.title is not None and document.title.span == section.heading.span:
                    free[id(document)] = ("title",)
        return free

    def _made(
        self,
        ways: Iterable[Change],
        compared: _Comparison,
        meant: Callable[[Document, Change], bool],
        task: Task,
        what: str,
    ) -> Document:
        """The document after the first of *ways* that means what it should, and changes nothing else."""
        reason = None
        for change in ways:
            after = self._parsed(change)
            different = compared.difference(after)
            if different is None and meant(after, change):
                return after
            # The first way is the best one, and what is wrong with it the best thing to say.
            reason = reason or (f"{different} would change" if different else "it would be read as something else")
        raise EditError(f"{self._place(task)}: {what}: {reason or 'there is no way to write this here'}")

    def _parsed(self, change: Change) -> Document:
        source = self._now.document.source
        return parse(apply_edits(source.text, change), path=source.path, dialect=self._dialect)

    def _amounts(self, task: Task, estimate: str | Amount | Estimate | None) -> tuple[str | None, Amounts | None]:
        """What is to be written as it is, and what an estimate means, without its place."""
        if estimate is None:
            return None, None
        if isinstance(estimate, Estimate):
            text, wanted = _one_line(estimate), _amounts_of(estimate)
            alone = parse_amounts(text, self._dialect.calendar)
            if wanted is not None and (alone is None or _meaning(alone) != wanted):
                # Such as the `4` of a cell in a column of hours.
                plain = wanted.kind is Kind.DURATION and wanted == self._amounts(task, wanted.low)[1]
                return None if plain else text, wanted
        elif isinstance(estimate, str):
            text, wanted = estimate, parse_amounts(estimate, self._dialect.calendar)
            wanted = wanted and _meaning(wanted)
        else:
            amount = Fraction(estimate)
            whole = amount.numerator if amount.denominator == 1 else amount
            return None, Amounts(Kind.DURATION, whole, whole, "", False, "", 0, "")
        if wanted is None or text != text.strip() or len(text.splitlines()) != 1:
            raise EditError(
                f"{self._place(task)}: {text!r} is no estimate; write it as `4 hours`, `2-3 days` or `5 pts`"
            )
        return text, wanted

    def _in_full(self, estimate: Estimate) -> str:
        """The amounts of an estimate with their unit."""
        model = Estimate(estimate.kind, 1, 1, estimate.unit, f"1 {estimate.unit}", Span(0, 0))
        return written_like(model, estimate.low, estimate.high, self._dialect.calendar)

    # Inside: nodes and places.

    def _show(self) -> None:
        """Let the nodes of the document as it is now be used in calls."""
        document, tasks, sections = self._now
        if self._shown is not document:
            self._shown = document
            for node, number in zip(document.tasks, tasks, strict=True):
                self._nodes[id(node)] = (node, number)
            for section, number in zip(document.all_sections, sections, strict=True):
                self._nodes[id(section)] = (section, number)

    def _known(self, task: Task) -> Task:
        number = self._now.tasks[_index(self._now.document, task)]
        self._nodes[id(task)] = (task, number)
        return task

    def _task(self, task: Task) -> tuple[Task, int]:
        """The task as it is now, and its number."""
        _, number = self._nodes.get(id(task), (None, -1))
        if number not in self._now.tasks or not isinstance(task, Task):
            said = "was removed" if number >= 0 else "is none of this document: parse it once, and edit its own nodes"
            raise EditError(f"{self._name()}the task {getattr(getattr(task, 'title', None), 'text', task)!r} {said}")
        return self._now.document.tasks[self._now.tasks.index(number)], number

    def _section(self, section: Section) -> Section:
        _, number = self._nodes.get(id(section), (None, -1))
        if number not in self._now.sections or not isinstance(section, Section):
            raise EditError(
                f"{self._name()}the section is none of this document: parse it once, and edit its own nodes"
            )
        return self._now.document.all_sections[self._now.sections.index(number)]

    def _writer(self, task: Task) -> Written:
        return FORMS[task.form](self._now.document, self._dialect)

    def _check_title(self, task: Task | None, title: str) -> None:
        if not title.strip() or title.splitlines() != [title]:
            where = f"{self._place(task)}: " if task is not None else self._name()
            raise EditError(f"{where}the title {title!r} is not one line of text")

    def _place(self, task: Task, document: Document | None = None) -> str:
        source = (document or self._now.document).source
        line = source.position(task.span.start).line
        return f"{source.path}:{line}" if source.path else f"line {line}"

    def _name(self) -> str:
        path = self._now.document.source.path
        return f"{path}: " if path else ""


def _index(document: Document, task: Task) -> int:
    """The place of *task* among the tasks of its document."""
    return bisect_left(document.tasks, task.span.start, key=lambda one: one.span.start)


def _texts(labels: Iterable[Any]) -> set[str]:
    return {label.text for label in labels}


def _amounts_of(estimate: Estimate | None) -> Amounts | None:
    """What an estimate means, without how it is written."""
    if estimate is None:
        return None
    one = estimate
    return _meaning(Amounts(one.kind, one.low, one.high, one.unit, one.approximate, "", 0, one.bound))


def _one_line(estimate: Estimate) -> str:
    return " ".join(estimate.text.split())


def _meaning(amounts: Amounts) -> Amounts:
    return amounts._replace(unit=amounts.unit if amounts.kind is Kind.SIZE else "", unit_text="", precision=0)


def _same_notes(old: Task, new: Task, before: Document, after: Document, change: Change) -> bool:
    """Whether the notes of a task say the same, but for the lines that *change* touches."""
    moves = Moves(change)
    was = _lines_of(old.notes, before, lambda span: any(True for _ in moves.touching(span)))
    now = _lines_of(new.notes, after, lambda span: any(True for _ in moves.touching_after(span)))
    return list(was) == list(now)


def _lines_of(
    notes: Iterable[Note], document: Document, is_touched: Callable[[Span], bool], depth: int = 0
) -> Iterator[tuple[int, str]]:
    """The lines of *notes*, each with how deep it stands, without those that are touched; the titles of tasks below."""
    source = document.source
    for note in notes:
        first, last = (source.position(offset).line for offset in note.text.span)
        for number in range(first, last + 1):
            line = source.line_span(number)
            part = Span(max(line.start, note.text.span.start), min(line.end, note.text.span.end))
            if not is_touched(line):
                yield depth, source.slice(part)
        yield from _lines_of(note.notes, document, is_touched, depth + 1)
        yield from ((depth, task.title.text) for task in note.tasks)


def _own(task: Task) -> list[Span]:
    """The parts of a task between its subtasks."""
    places = [task.span.start]
    for child in task.children:
        places += child.span
    places.append(task.span.end)
    return [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=True)]


def _smallest(span: Span, old: str, new: str) -> Edit | None:
    """The edit that makes *new* of what stands at *span*, without what the two begin and end with."""
    if old == new:
        return None
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Edit(Span(span.start + start, span.end - end), new[start : len(new) - end])


class _Comparison:
    """Whether a document says the same as *before*, but for what an edit was to change."""

    def __init__(
        self,
        before: Document,
        *,
        free: dict[int, tuple[str, ...]] | None = None,
        gone: Task | None = None,
        come: Task | None = None,
        edited: Task | None = None,
    ) -> None:
        self.before = before
        self.free = free or {}
        """The fields of nodes, by the `id` of the node, that may change."""
        self.gone = gone
        self.come = come
        self.edited = edited
        """A task whose row of a table may say something else."""

    def is_gone(self, node: Any) -> bool:
        """Whether a node goes with the task that goes: it, its row, its section."""
        return self.gone is not None and _belongs(node, self.gone)

    def difference(self, after: Document) -> str | None:
        """The first thing that differs, in words; None if nothing does."""
        here = [one.kind for one in self.before.opaque if self.gone is None or not self.gone.span.holds(one.span)]
        there = [one.kind for one in after.opaque if self.come is None or not self.come.span.holds(one.span)]
        return self.between(self.before, after) or ("what is code or HTML" if here != there else None)

    def between(self, one: Any, other: Any, name: str = "the document") -> str | None:
        """The first thing that differs between two nodes, places aside. *name* is what they are."""
        if isinstance(one, Span) and isinstance(other, Span):
            return None
        if isinstance(one, tuple) and isinstance(other, tuple):
            here = [item for item in one if not (self.is_gone(item) or _depends(item))]
            there = [item for item in other if not (_depends(item) or (self.come and _belongs(item, self.come)))]
            if len(here) != len(there):
                return name
            pairs = zip(here, there, strict=True)
            found = (self.between(*pair, name) for pair in pairs if not self._is_edited_row(pair[0]))
        elif hasattr(one, "_fields") and one.__class__ is other.__class__:
            kind = one.__class__.__name__
            free = self.free.get(id(one), ())
            found = (
                self.between(getattr(one, field.name), getattr(other, field.name), _named(kind, field.name, name))
                for field in one._fields
                if field.compare and field.name not in free and f"{kind}.{field.name}" not in _CONSEQUENCES
            )
        else:
            return None if one == other else name
        return next((different for different in found if different is not None), None)

    def _is_edited_row(self, item: Any) -> bool:
        edited = self.edited
        return edited is not None and edited.form is Form.ROW and item is not edited and _belongs(item, edited)


def _depends(item: Any) -> bool:
    """Whether it is a claim about figures beside it, which hangs on whether they add up, or the state of a section."""
    return (isinstance(item, Claim) and bool(item.parts)) or (
        isinstance(item, StateMark) and item.kind is MarkKind.SECTION
    )


def _belongs(node: Any, task: Task) -> bool:
    """Whether a node is *task*, the section of the heading that it is, one below it, or the row of a table."""
    if node is task:
        return True
    if task.form is Form.ROW:
        cells = node if isinstance(node, tuple) and node and isinstance(node[0], Cell) else None
        span = cells[0].span if cells else node.span if isinstance(node, SummaryRow) else None
        return span is not None and task.span.holds(span)
    return task.form is Form.HEADING and isinstance(node, Section) and task.span.holds(node.span)


def _named(kind: str, field: str, around: str) -> str:
    """What a field is called: those of sections, tasks and the like by themselves, those of their parts as a part."""
    words = field.removeprefix("more_").replace("_", " ")
    if kind == "Document":
        return f"the {words}"
    return f"the {words} of a {kind.lower()}" if kind in ("Section", "Task", "Note") else around
