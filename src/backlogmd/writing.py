"""How tasks are written: edits of the parts of a task, and of whole tasks, in the style of the neighbours.

Nothing here is sure that an edit says what it is meant to say. So each function gives several ways to write one thing,
the one that suits the neighbours best first, and `editor` takes the first that is read as it was meant.

A form of tasks is one class. Its methods are all that a new form needs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from backlogmd.diagnostics import Edit
from backlogmd.nodes import (
    Document,
    Emphasis,
    Estimate,
    Kind,
    MarkKind,
    Priority,
    Section,
    Spelling,
    StateMark,
    SummaryTable,
    Table,
    Task,
)
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.syntax.estimate import number_text, written_like
from backlogmd.syntax.lines import heading_content, row_cells
from backlogmd.vocabulary import Dialect, Form, Level, State
from backlogmd.width import display_width

Change = tuple[Edit, ...]
"""Edits that belong together; they lie apart and in order."""

# What may stand before an item on its line.
_PREFIX = lazy(r"[ \t>]*")
_ITEM = lazy(r"([-+*]|([0-9]{1,9})([.)]))([ \t]+)")
_BOX_TEXT = lazy(r"(\\?\[).(\\?\])")
_FIELD_START = lazy(r"[ \t>]*(?:[-+*][ \t]+)?[^\w\s]*[ \t]*[^\W\d_][^:：|*`]{0,39}[*_]*[:：][ \t*_`]*")
_HEADING_NUMBER = lazy(r"([^\W\d_]*[ \t]*(?:[0-9]+\.)*)([0-9]+)([.):：][ \t]*)")
_LINE_END = lazy(r"\r\n?|\n")

# What belongs to an estimate or a priority, right before and right behind it.
_WRAPPERS = (
    # `(4 hours)`, `[P1]`, `(**Effort:** 3d)`, `[estimate:: 4h]`, `@est(4h)`
    (
        lazy(
            r"(?:@[A-Za-z][\w-]*)?[(\[（][ \t]*(?:\**[A-Za-z][A-Za-z_ -]{0,20}\**[ \t]*::?\**[ \t]*)?\**$",
        ),
        lazy(r"\**[ \t]*[)\]）]"),
    ),
    # `est:2h`, `priority: high`, `@high`, `⏱️ 2h`
    (lazy(r"(?<![\w/.`:])[_#+]?[A-Za-z][A-Za-z_-]{0,19}\**:\**[ \t]*$"), lazy("")),
    (lazy(r"(?<![\w@])@$|[⏱⏲🕐🕒]\ufe0f?[ \t]*$"), lazy("")),
    # `HIGH: Ship`, `HIGH - Ship`
    (lazy(r"(?:^|(?<=[ \t*_]))$"), lazy(r"[ \t]*[:：](?=[ \t])|[ \t]+[-–—](?=[ \t])")),
    # `Ship - 4 hours`, `Ship: 4 hours`
    (lazy(r"(?<=[ \t])[-–—]+[ \t]*$|[:：][ \t]*$"), lazy(r"(?=[ \t]*$)")),
)
_NOTHING = (lazy("$"), lazy(""))
_LONGEST_WRAPPER = 64
_MARKERS = ("***", "**", "__", "*", "_")


class Wrapped(NamedTuple):
    """Where an estimate or a priority stands, and how: what is written round it, and on which side of the title."""

    span: Span
    before: str
    after: str
    leads: bool
    """Before the title."""
    last: bool
    """Behind something that is behind the title."""


class Place(NamedTuple):
    """Where a new item can stand."""

    at: int
    lead: str
    """What separates it from what is before it, with the prefix of its line."""
    trail: str
    """What separates it from what is behind it."""
    prefix: str
    marker: str
    """With the blanks behind it."""
    model: Task | None
    """The task whose style it takes."""


class Written:
    """What the forms share: the line with the title, and the lines of fields below it."""

    form: Form

    def __init__(self, document: Document, dialect: Dialect) -> None:
        self.document = document
        self.dialect = dialect
        self.source = document.source
        self.text = document.source.text

    # The parts of a task.

    def state(self, task: Task, state: State) -> Iterator[Change]:
        """Ways to give *task* another state: by the mark that it has, by all of them, by a new one."""
        own = [mark for mark in task.marks if mark.kind is not MarkKind.SECTION]
        for marks in (own[:1], own) if len(own) > 1 else (own,):
            ways = [self._marks_like(mark, state) for mark in marks]
            if ways:
                yield from (tuple(sorted(way, key=lambda edit: edit.span)) for way in zip(*ways, strict=False))
        if not own:
            yield from self._new_marks(task, state)
        elif state is State.OPEN and all(mark.kind in (MarkKind.EMOJI, MarkKind.STRIKE) for mark in own):
            for first in own:
                yield from self._unmarked_task(task, [first])
            yield from self._unmarked_task(task, own)

    def _marks_like(self, mark: StateMark, state: State) -> list[Edit]:
        """Ways to write *state* where *mark* says another one."""
        if mark.kind is MarkKind.BOX:
            character = self._state_character(state)
            return [Edit(mark.span, character)] if character is not None else []
        if mark.kind is MarkKind.STRIKE:
            return []
        used = self._used(mark.kind, state)
        if mark.kind is MarkKind.EMOJI:
            used = [one for one in used if one in self.dialect.state_emoji]
            # An open task may as well have no emoji, where others have none.
            if state is State.OPEN and not used:
                return []
            return [self._in_place(mark.span, one) for one in (*used[:1], *self._emoji(state))]
        if not any(character.isalnum() for character in mark.text):
            shown = [one for one in used if not any(character.isalnum() for character in one)]
            return [self._in_place(mark.span, one) for one in (*shown[:1], *self._emoji(state)[:1], *used[:1])]
        box = _BOX_TEXT.fullmatch(mark.text)
        if box is not None:
            character = self._state_character(state)
            return [self._in_place(mark.span, f"{box[1]}{character}{box[2]}")] if character is not None else []
        return [self._in_place(mark.span, one) for one in (*used[:1], *self._words(state, mark.text))]

    def _used(self, kind: MarkKind, state: State) -> list[str]:
        """How the tasks of this form show *state*, the commonest first."""
        marks = (one.marks for one in self.document.tasks if one.form is self.form)
        texts = Counter(mark.text for own in marks for mark in own if mark.kind is kind and mark.state is state)
        return [text for text, _ in texts.most_common()]

    def _emoji(self, state: State) -> list[str]:
        return [emoji for emoji, meant in self.dialect.state_emoji.items() if meant is state]

    def _words(self, state: State, like: str) -> Iterator[str]:
        """Words for *state*, in the case of *like*, behind an emoji where that has one."""
        start = next((at for at, character in enumerate(like) if character.isalnum()), 0)
        emoji = self._emoji(state)[:1] if any(one in self.dialect.state_emoji for one in like[:start]) else [""]
        usual = state.value.replace("-", " ")
        words = [usual] if usual in self.dialect.state_words else []
        words += [word for word, meant in self.dialect.state_words.items() if meant is state][:1]
        for word in dict.fromkeys(words):
            bare = like[start:]
            cased = word.upper() if bare.isupper() else word.title() if bare[:1].isupper() else word
            yield from (f"{one} {cased}" if one else cased for one in emoji)
            yield cased

    def _new_marks(self, task: Task, state: State) -> Iterator[Change]:
        """Ways to show *state* on a task that shows none."""
        near = next((one for one in self._near(task) if one.state is state and one.marks), None)
        mark = near.marks[0] if near is not None else None
        if near is not None and mark is not None and mark.kind is MarkKind.FIELD:
            yield from self._new_field(task, near, mark.span, mark.text)
        any_field = next(
            ((one, mark) for one in self._near(task) for mark in one.marks if mark.kind is MarkKind.FIELD), None
        )
        if any_field is not None and (mark is None or mark.kind is not MarkKind.FIELD):
            for word in self._words(state, any_field[1].text):
                yield from self._new_field(task, any_field[0], any_field[1].span, word)
        title = task.title.span
        if mark is not None and mark.kind is MarkKind.STRIKE and title.start < title.end:
            yield (Edit(Span(title.start, title.start), "~~"), Edit(Span(title.end, title.end), "~~"))
        head = self._head(task)
        used = [one for one in self._used(MarkKind.EMOJI, state) if one in self.dialect.state_emoji]
        for emoji in (*used[:1], *self._emoji(state)[:1]):
            ways: list[Change] = [
                (Edit(Span(head.start, head.start), f"{emoji} "),),
                (Edit(Span(head.end, head.end), f" {emoji}"),),
            ]
            leads = self._marks_lead(task, near, mark)
            yield from ways if leads else reversed(ways)

    def _marks_lead(self, task: Task, near: Task | None, mark: StateMark | None) -> bool:
        """Whether an emoji stands before the title: as with the neighbour *near*, by its *mark*."""
        if near is not None and mark is not None and mark.kind is MarkKind.EMOJI:
            return mark.span.start < near.title.span.start
        return self.form is Form.ITEM

    def _unmarked_task(self, task: Task, marks: Sequence[StateMark]) -> Iterator[Change]:
        """Ways to take *marks* away."""
        edits: list[list[Change]] = []
        for mark in marks:
            if mark.kind is MarkKind.STRIKE:
                (start, end), size = mark.span, 2 if self.text.startswith("~~", mark.span.start) else 1
                edits.append([(Edit(Span(start, start + size), ""), Edit(Span(end - size, end), ""))])
            else:
                edits.append(list(self._taken_out(task, mark.span)))
        for way in zip(*edits, strict=False):
            yield tuple(sorted((edit for change in way for edit in change), key=lambda edit: edit.span))

    def _in_place(self, span: Span, text: str) -> Edit:
        """The edit that writes *text* over what stands at *span*."""
        return Edit(span, text)

    def _head(self, task: Task) -> Span:
        """The text that has the title, from its first character to its last, without marks of lists and headings."""
        return self._bounds(task, task.title.span.end)

    def _state_character(self, state: State) -> str | None:
        """The character that the document writes most often for *state*, else the usual one of the dialect."""
        if state is State.UNKNOWN:
            return None
        used = Counter(task.state_char for task in self.document.tasks if task.state is state and task.state_char)
        if used:
            return used.most_common(1)[0][0]
        return next((character for character, meant in self.dialect.states.items() if meant is state), None)

    def title(self, task: Task, title: str) -> Iterator[Change]:
        """Ways to give *task* another title."""
        start, end = task.title.span
        if start < end:
            written = self.text[start:end]
            if written.count("**") % 2:
                # `**T-1: Ship** it`: one half of the marks stands outside of the title and must not be left alone.
                title = f"**{title}" if written.startswith("**") else f"{title}**"
            yield (self._in_place(Span(start, end), title),)
            return
        at = self._after_box(end)
        before = "" if self.text[at - 1] in " \t" else " "
        after = "" if self.text[at : at + 1] in ("", "\r", "\n", " ", "\t") else " "
        yield (Edit(Span(at, at), before + title + after),)

    def _after_box(self, at: int) -> int:
        """*at*, behind the blank that follows a box, if *at* is right behind the box."""
        return at + 1 if self.text[at - 1] == "]" and self.text[at : at + 1] in (" ", "\t") else at

    def estimate(self, task: Task, text: str | None, minutes: Fraction | None) -> Iterator[Change]:
        """Ways to give *task* an estimate: *text* as it is, else *minutes*, else none at all."""
        old = task.estimate
        in_note = old is not None and not self._in_head(task, old.span)
        if text is None and minutes is None:
            if old is not None:
                yield from self._part_out(task, old.span)
            return
        neighbour = next(
            (one for one in self._near(task) if one.estimate and self._in_head(one, one.estimate.span)), None
        )
        models = [one.estimate for one in (task, neighbour) if one is not None and one.estimate is not None]
        wrappers = []
        if neighbour is not None and neighbour.estimate is not None:
            wrappers.append(self._wrapped(neighbour, neighbour.estimate.span))
        wrappers += (Wrapped(Span(0, 0), "(", ")", leads, last=False) for leads in (False, True))
        # Among names with values, no blank may stand in one: `[est:5pts risk:low]`.
        texts = (text, text.replace(" ", "")) if text is not None else self._amounts(Fraction(minutes or 0), models)
        for written in texts:
            if old is not None:
                yield (self._in_place(old.span, written),)
                if not in_note:
                    yield from ((Edit(one.span, f"({written})"),) for one in self._ways_round(task, old.span))
                continue
            for near in self._near(task):
                if near.estimate is not None:
                    yield from self._new_field(task, near, near.estimate.span, written)
                    break
            for wrapped in wrappers:
                yield from self._put_in(task, wrapped, written)

    def _amounts(self, minutes: Fraction, models: Sequence[Estimate]) -> Iterator[str]:
        """Ways to write a duration, first that of the first of *models*."""
        for model in models:
            # A sign such as `~` is no part of how an exact figure is written.
            plain = replace(model, text=model.text.strip("~≈<>=≤≥+ "))
            if plain.text and model.kind is Kind.DURATION:
                yield written_like(plain, minutes, minutes, self.dialect.calendar)
        for unit, worth in (("hour", 60), ("minute", 1)):
            number = number_text(minutes / worth)
            yield f"{number} {unit}{'' if number == '1' else 's'}"

    def priority(self, task: Task, level: Level | None) -> Iterator[Change]:
        """Ways to give *task* a priority of its own, or none."""
        old = task.priority
        if level is None:
            if old is not None:
                yield from self._part_out(task, old.span)
        elif old is not None:
            yield from self._respelled(old, level)
        else:
            for one in self._near(task):
                if one.priority is not None:
                    text = self._like(one.priority, level)
                    if text is not None:
                        yield from self._new_field(task, one, one.priority.span, text)
                    break
            for one in self._near(task):
                if one.priority is not None and self._in_head(one, one.priority.span):
                    text = self._like(one.priority, level)
                    if text is not None:
                        yield from self._put_in(task, self._wrapped(one, one.priority.span), text)
                    break
            if level.codes:
                yield from self._put_in(task, Wrapped(Span(0, 0), "[", "]", leads=False, last=False), level.codes[0])
            for before, after, leads in (("(", ")", False), ("", ":", True)):
                yield from self._put_in(task, Wrapped(Span(0, 0), before, after, leads, last=False), level.name)

    def _respelled(self, old: Priority, level: Level) -> Iterator[Change]:
        text = _spelled(level, old.text, old.spelling)
        if text is None:
            return
        if old.emoji is None or old.spelling is Spelling.EMOJI:
            yield (self._in_place(old.span, text),)
            return
        # The word, and the emoji on one side of it.
        picture = _pictured(level, self.source.slice(old.emoji.span))
        word = Span(old.span.start, old.emoji.span.start) if old.emoji.span.end == old.span.end else old.span
        start = self.text.rfind(old.text, word.start, word.end)
        if picture is not None and start >= 0:
            edits = (Edit(Span(start, start + len(old.text)), text), Edit(old.emoji.span, picture))
            yield tuple(sorted(edits, key=lambda edit: edit.span))

    def _like(self, model: Priority, level: Level) -> str | None:
        """*level* as *model* writes its own, with an emoji where that has one."""
        text = _spelled(level, model.text, model.spelling)
        if text is None or model.emoji is None or model.spelling is Spelling.EMOJI:
            return text
        picture = _pictured(level, self.source.slice(model.emoji.span))
        written = self.source.slice(model.span).replace(model.text, text)
        return picture and written.replace(self.source.slice(model.emoji.span), picture)

    # Parts and what is round them.

    def _line(self, offset: int) -> int:
        """The number of the line at *offset*, from 1."""
        return bisect_right(self.source.line_starts, offset)

    def _bounds(self, task: Task, offset: int) -> Span:
        """The line of *task* at *offset*, without the box."""
        line = self.source.line_span(self._line(offset))
        boxes = (mark.span for mark in task.marks if mark.kind is MarkKind.BOX)
        return Span(max(line.start, *(box.end + 1 for box in boxes if line.holds(box)), 0), line.end)

    def _in_head(self, task: Task, span: Span) -> bool:
        return not any(note.span.holds(span) for note in task.notes)

    def _wrapped(self, task: Task, span: Span) -> Wrapped:
        """How the part at *span* stands, for others to stand alike."""
        title = task.title.span
        ways = list(self._ways_round(task, span))
        # In `Ship: 4 hours`, Ship is the title and no name of a field.
        return next((one for one in ways if not title.start <= one.span.start < title.end), ways[0])

    def _ways_round(self, task: Task, span: Span) -> Iterator[Wrapped]:
        """What may belong to the part at *span*, in several ways if in doubt, with the part alone as the last."""
        text, title = self.text, task.title.span
        line = self._bounds(task, span.start)
        start, end = self._unmarked(*span, line)
        before, after = (
            text[max(line.start, start - _LONGEST_WRAPPER) : start],
            text[end : min(line.end, end + _LONGEST_WRAPPER)],
        )
        for opening, closing in (*_WRAPPERS, _NOTHING):
            left, right = opening.search(before), closing.match(after)
            if left is None or right is None or not (left.group() or right.group() or opening is _NOTHING[0]):
                continue
            first, last = self._unmarked(start - len(left.group()), end + len(right.group()), line)
            yield Wrapped(
                Span(first, last),
                text[first : span.start],
                text[span.end : last],
                leads=span.start < title.start,
                last=title.end <= first
                and not text[last : line.end].strip()
                and text[title.end : first].strip(" \t*_~") != "",
            )

    def _unmarked(self, start: int, end: int, line: Span) -> tuple[int, int]:
        """The range with the marks of emphasis that stand round it alone."""
        for marker in _MARKERS:
            outer = start - len(marker)
            if outer < line.start or not self.text.startswith(marker, outer):
                continue
            for close in (marker, f":{marker}"):
                if self.text.startswith(close, end) and end + len(close) <= line.end:
                    return outer, end + len(close)
        return start, end

    # Fields: lines below the task that name what they say, `**Effort:** 4 hours`.

    def _new_field(self, task: Task, model: Task, value: Span, text: str) -> Iterator[Change]:
        """Ways to give *task* a line with a field, as *model* has it round its *value*."""
        if self._in_head(model, value):
            return
        line = self.source.line_span(self._line(value.start))
        before, after = self.text[line.start : value.start], self.text[value.end : line.end]
        if not _FIELD_START.fullmatch(before) or after.strip(" \t*_`\\"):
            return
        written = before + text + after
        newline = self._newline(task.span.start)
        own = [one.span for one in (*task.marks, task.estimate, task.priority) if one is not None]
        lines = sorted(
            self._line(span.start) for span in own if task.span.holds(span) and not self._in_head(task, span)
        )
        for number in reversed(lines):
            end = self.source.line_span(number).end
            yield (Edit(Span(end, end), newline + written),)
        end = self.source.line_span(self._line(task.title.span.end)).end
        yield (Edit(Span(end, end), newline * 2 + written),)
        yield (Edit(Span(end, end), newline * 2 + written + newline),)

    def _part_out(self, task: Task, part: Span) -> Iterator[Change]:
        """Ways to take a part of *task* out, with the line of a field if there is nothing else in it."""
        if self._in_head(task, part):
            yield from self._taken_out(task, part)
            return
        number = self._line(part.start)
        line = self.source.line_span(number)
        start = max((self.text.rfind(mark, line.start, part.start) + 1 for mark in "|·•"), default=line.start)
        start = max(start, line.start)
        stops = [at for mark in "|·•" if (at := self.text.find(mark, part.end, line.end)) >= 0]
        end = min(stops, default=line.end)
        if not _FIELD_START.fullmatch(self.text[start : part.start]) or self.text[part.end : end].strip(" \t*_`\\"):
            return
        if (start, end) == line:
            above, below = (self.source.line_span(number + by) if number + by else line for by in (-1, 1))
            blank = [not self.source.slice(one).strip() for one in (above, below)]
            if not all(blank):
                yield (Edit(Span(line.start, below.start), ""),)
            first = above.end
            while all(blank) and first > task.span.start and self.text[first - 1] in "\r\n":
                first -= 1
            yield (Edit(Span(first, line.end), ""),)
        elif start > line.start:
            left = start - 1
            while self.text[left - 1] in " \t":
                left -= 1
            right = end
            while right > part.end and self.text[right - 1] in " \t":
                right -= 1
            yield (Edit(Span(left, right), ""),)
        else:
            right = end + 1
            while self.text[right : right + 1] in (" ", "\t"):
                right += 1
            yield (Edit(Span(start, right), ""),)

    def _taken_out(self, task: Task, part: Span) -> Iterator[Change]:
        text = self.text
        line = self._bounds(task, part.start)
        for wrapped in self._ways_round(task, part):
            start, end = wrapped.span
            left, right = start, end
            while left > line.start and text[left - 1] in " \t":
                left -= 1
            while right < line.end and text[right] in " \t":
                right += 1
            if line.start < left < start:
                yield (Edit(Span(left, end), ""),)
            yield (Edit(Span(start, right), ""),)
            yield (Edit(Span(start, end), ""),)

    def _put_in(self, task: Task, wrapped: Wrapped, text: str) -> Iterator[Change]:
        """Ways to give *task* a part that stands as *wrapped* does."""
        written = wrapped.before + text + wrapped.after
        title = task.title.span
        marks = 0
        while (
            title.start - marks > self._bounds(task, title.start).start and self.text[title.start - marks - 1] in "*_~"
        ):
            marks += 1
        start, end = title.start - marks, title.end
        line = self._head(task)
        while end < min(line.end, title.end + marks) and self.text[end] in "*_~":
            end += 1
        last = line.end
        while last > end and self.text[last - 1] in " \t\\":
            last -= 1
        blank = "" if written.startswith((":", "：")) else " "
        if wrapped.leads:
            yield (Edit(Span(start, start), f"{written} "),)
            if marks:
                # `**HIGH: Ship**`
                yield (Edit(Span(title.start, title.start), f"{written} "),)
            if written.endswith((":", "-", "–", "—")):
                return
        for place in (last, end) if wrapped.last else (end, last):
            at = self._after_box(place)
            yield (Edit(Span(at, at), (blank if at == place else "") + written),)

    def _near(self, task: Task) -> Iterator[Task]:
        """The other tasks of this form, the nearest first."""
        tasks = self.document.tasks
        index = bisect_left(tasks, task.span.start, key=lambda one: one.span.start)
        for distance in range(1, len(tasks)):
            for at in (index - distance, index + distance):
                if 0 <= at < len(tasks) and tasks[at].form is self.form:
                    yield tasks[at]

    # Whole tasks.

    def places(self, section: Section | None, before: Task | None) -> Iterator[Place]:
        """Where a new task can stand: before a task, or at the end of what stands in *section* itself."""
        yield from ()

    def line(self, title: str, state: State, place: Place) -> Iterator[str]:
        """Ways to write a new task at *place*."""
        yield from ()

    def block(self, span: Span, place: Place) -> str:
        """The task at *span* as it is written at *place*."""
        return self.source.slice(span).rstrip()

    def _emphasised(self, title: str, model: Task | None) -> Iterator[str]:
        """*title* with the marks round that of *model*, and without."""
        if model is not None and model.emphasis in (Emphasis.STRONG, Emphasis.EMPHASIS):
            marks = self.text[: model.title.span.start]
            mark = marks[len(marks.rstrip("*_")) :]
            yield f"{mark}{title}{mark[::-1]}"
        yield title

    def _with_emoji(self, written: str, state: State, model: Task | None) -> Iterator[str]:
        """A line that shows *state*, with the emoji on the side where *model* has its own."""
        used = [one for one in self._used(MarkKind.EMOJI, state) if one in self.dialect.state_emoji]
        if state is State.OPEN and not used:
            yield written
        mark = next((one for one in model.marks if one.kind is MarkKind.EMOJI), None) if model is not None else None
        leads = self.form is Form.ITEM if mark is None or model is None else mark.span.start < model.title.span.start
        for emoji in (*used[:1], *self._emoji(state)[:1]):
            ways = (f"{emoji} {written}", f"{written} {emoji}")
            yield from ways if leads else reversed(ways)

    def removal(self, task: Task) -> Iterator[Change]:
        """Ways to take out *task*, with the lines between it and a neighbour."""
        yield from self._block_out(task.span)

    def _block_out(self, span: Span) -> Iterator[Change]:
        """Ways to take out the item at *span*, with the lines between it and a neighbour."""
        prefix = self._prefix(span)
        if prefix is None:
            return
        blanks = " \t\r\n" + (">" if ">" in prefix else "")
        source, text = self.source, self.text
        line = source.position(span.start).line
        above = line - 1
        while above and not source.slice(source.line_span(above)).strip(blanks):
            above -= 1
        end_above = source.line_span(above).end if above else source.start
        below = source.position(span.end).line + 1
        while below <= len(source.line_starts) and not source.slice(source.line_span(below)).strip(blanks):
            below += 1
        next_line = source.line_span(below)
        start_below = next_line.start
        if above == 0:
            yield (Edit(Span(end_above, start_below), ""),)
        elif _ITEM.match(text, next_line.start + len(prefix)) and text.startswith(prefix, next_line.start):
            # One of the two gaps goes with the item: the smaller one.
            to_next = Edit(Span(span.start, next_line.start + len(prefix)), "")
            to_last = Edit(Span(end_above, span.end), "")
            first = line - above > below - source.position(span.end).line
            yield from ((to_next,), (to_last,)) if first else ((to_last,), (to_next,))
            item = _ITEM.match(text, span.start)
            following = _ITEM.match(text, next_line.start + len(prefix))
            if item is not None and following is not None:
                # Right below a paragraph, only a list that begins with 1 may begin: the next item takes the number.
                yield (Edit(Span(item.end(), following.end()), ""),)
        else:
            yield (Edit(Span(end_above, span.end), ""),)
        yield (Edit(Span(span.start - len(prefix), start_below), ""),)

    def _prefix(self, span: Span) -> str | None:
        """What stands before an item on its line; None if that is more than indentation and marks of quotes."""
        prefix = self.text[self.source.line_span(self._line(span.start)).start : span.start]
        return prefix if _PREFIX.fullmatch(prefix) else None

    def _newline(self, offset: int) -> str:
        """The line end that the text uses at *offset*."""
        match = _LINE_END.search(self.text, offset)
        return match.group() if match else self.source.newline


class Entry(Written):
    """Entries of lists."""

    def block(self, span: Span, place: Place) -> str:
        """The entry at *span* as it is written at *place*."""
        source = self.source
        first = source.position(span.start).line
        prefix = self.text[source.line_span(first).start : span.start]
        item = _ITEM.match(self.text, span.start)
        width = len(item.group()) if item else 0
        pieces = [place.marker, self.text[span.start + width : span.end]]
        last = source.position(span.end).line
        if last > first:
            pieces[1] = self.text[span.start + width : source.line_starts[first]]
        for number in range(first + 1, last + 1):
            start = source.line_starts[number - 1]
            end = span.end if number == last else source.line_starts[number]
            line = self.text[start:end]
            if line.startswith(prefix):
                line = line[len(prefix) :]
            elif not line.strip(" \t>\r\n"):
                line = line.lstrip(" \t>")
            else:
                line = line.lstrip(" \t")
            if line.startswith(" " * width):
                line = " " * len(place.marker) + line[width:]
            pieces.append(place.prefix + line if line.strip() else place.prefix.rstrip() + line.lstrip(" \t"))
        return "".join(pieces)

    def places(self, section: Section | None, before: Task | None) -> Iterator[Place]:
        """Behind the last entry of this form, or before another; for boxes, else at the end of the section."""
        items = self.document.preamble if section is None else section.items
        here = [one for one in items if isinstance(one, Task) and one.form is self.form]
        if before is not None:
            yield from self._before(before)
            return
        if here and self._prefix(here[-1].span) is not None:
            model, previous = here[-1], here[-2] if len(here) > 1 else None
            prefix = self._prefix(model.span) or ""
            lead = self._newline(model.span.start) + prefix
            if previous is not None:
                between = self.text[previous.span.end : model.span.start]
                lead = lead if between.strip(" \t>\r\n") or "\n" not in between.replace("\r", "\n") else between
            yield Place(model.span.end, lead, "", prefix, self._next_marker(model, previous), model)
            return
        if self.form is Form.CHECKBOX:
            yield from self._at_end(section)

    def _before(self, task: Task) -> Iterator[Place]:
        prefix = self._prefix(task.span)
        item = _ITEM.match(self.text, task.span.start)
        if prefix is not None and item is not None:
            tasks = self.document.tasks
            index = bisect_left(tasks, task.span.start, key=lambda one: one.span.start)
            between = self.text[tasks[index - 1].span.end : task.span.start] if index else ""
            blank = not between.strip(" \t>\r\n") and len(_LINE_END.findall(between)) > 1
            trail = between if blank else self._newline(task.span.start) + prefix
            yield Place(task.span.start, "", trail, prefix, item.group(), task)

    def _at_end(self, section: Section | None) -> Iterator[Place]:
        """Behind all that stands in *section* itself, as a list of its own."""
        document, text = self.document, self.text
        start = self.source.start if section is None else section.span.start
        if section is None and document.front_matter is not None:
            start = max(start, document.front_matter.end)
        below = document.sections if section is None else section.sections
        end = below[0].span.start if below else document.span.end if section is None else section.span.end
        at = max(start, len(text[:end].rstrip()))
        while at < end and text[at] in " \t":
            at += 1
        newline = self._newline(start)
        model = next(
            (one for one in reversed(document.tasks_in(Span(0, start))) if one.form is Form.CHECKBOX),
            next((one for one in document.tasks if one.form is Form.CHECKBOX), None),
        )
        item = _ITEM.match(text, model.span.start) if model is not None else None
        usual = item.group(1) if item is not None and item.group(2) is None else "-"
        lead, trail = newline * 2, ""
        empty = section is not None and not section.items
        if empty:
            lead = self._gap_below_heading(newline)
        elif at == self.source.start:
            lead, trail = "", newline * 2 if text[at:].strip() else newline if at == len(text) else ""
        for marker in (usual, *(one for one in "-*+" if one != usual)):
            yield Place(at, lead, trail, "", f"{marker} ", model)

    def _gap_below_heading(self, newline: str) -> str:
        """What stands between a heading and the first task below it, as the other sections have it."""
        for section in self.document.all_sections:
            if section.items and isinstance(section.items[0], Task) and "\n" not in section.heading.text:
                between = self.text[section.heading.span.end : section.items[0].span.start]
                return newline * min(2, max(1, len(_LINE_END.findall(between))))
        return newline * 2

    def _next_marker(self, last: Task, previous: Task | None) -> str:
        item = _ITEM.match(self.text, last.span.start)
        if item is None:
            return "- "
        if item.group(2) is None:
            return item.group()
        before = _ITEM.match(self.text, previous.span.start) if previous is not None else None
        # Where all items have one number, the next has it, too.
        same = before is not None and before.group(1) == item.group(1)
        return f"{int(item.group(2)) + (not same)}{item.group(3)}{item.group(4)}"


class Checkbox(Entry):
    """Entries with a box, `- [ ] **Ship** (4 hours)`."""

    form = Form.CHECKBOX

    def line(self, title: str, state: State, place: Place) -> Iterator[str]:
        """An entry with a box."""
        character = self._state_character(state)
        for written in self._emphasised(title, place.model) if character is not None else ():
            yield f"{place.marker}[{character}] {written}"


class Item(Entry):
    """Entries of a list without boxes: `- ✅ **Ship** (4 hours)`."""

    form = Form.ITEM

    def line(self, title: str, state: State, place: Place) -> Iterator[str]:
        """An entry with an emoji, or without one."""
        for written in self._emphasised(title, place.model):
            for one in self._with_emoji(written, state, place.model):
                yield place.marker + one

    def _head(self, task: Task) -> Span:
        line = self._bounds(task, task.title.span.end)
        item = _ITEM.match(self.text, task.span.start)
        return Span(max(line.start, item.end() if item is not None else line.start), line.end)


class Line(Written):
    """Bold lines over lists, `**Ship (4 hours)**`, and lines with a box but without a bullet."""

    form = Form.LINE


class Heading(Written):
    """Headings, `### 1. Ship (4 hours)`, with what stands below them."""

    form = Form.HEADING

    def _head(self, task: Task) -> Span:
        return heading_content(self.text, self._bounds(task, task.title.span.end))

    def places(self, section: Section | None, before: Task | None) -> Iterator[Place]:
        """Behind the last heading of the section that is a task, or before another."""
        below = self.document.sections if section is None else section.sections
        here = [one for one in below if one.task is not None and (before is None or one.task is before)]
        if not here:
            return
        model = here[-1]
        newline = self._newline(model.span.start)
        marks = "#" * model.level + " "
        if before is not None:
            yield Place(model.span.start, "", newline * 2, "", marks, model.task)
        else:
            match = _HEADING_NUMBER.match(self.text, model.heading.span.start)
            number = f"{match[1]}{int(match[2]) + 1}{match[3]}" if match is not None else ""
            at = len(self.text[: model.span.end].rstrip())
            yield Place(at, newline * 2, "", "", marks + number, model.task)

    def line(self, title: str, state: State, place: Place) -> Iterator[str]:
        """A heading of the level of the others, with the next number."""
        for one in self._with_emoji(title, state, place.model):
            yield place.marker + one

    def removal(self, task: Task) -> Iterator[Change]:
        """Ways to take out the section of *task*."""
        start, end = task.span
        if end == len(self.text):
            # What stands above ends the text as this did.
            above, last = len(self.text[:start].rstrip()), len(self.text.rstrip())
            yield (Edit(Span(above, last), ""),)
        yield (Edit(task.span, ""),)


class Row(Written):
    """Rows of tables."""

    form = Form.ROW

    def _bounds(self, task: Task, offset: int) -> Span:
        cells = (cell for cell in row_cells(self.text, task.span) if cell.start <= offset <= cell.end)
        cell = next(cells, task.span)
        boxes = (mark.span for mark in task.marks if mark.kind is MarkKind.BOX)
        return Span(max(cell.start, *(box.end + 1 for box in boxes if cell.holds(box)), 0), cell.end)

    def _part_out(self, task: Task, part: Span) -> Iterator[Change]:
        cell = self._bounds(task, part.start)
        if cell.holds(task.title.span):
            yield from self._taken_out(task, part)
        else:
            yield (self._in_place(cell, ""),)

    def _new_field(self, task: Task, model: Task, value: Span, text: str) -> Iterator[Change]:
        """Fill the empty cell of *task* in the column in which *model* has its *value*."""
        cells, others = (list(row_cells(self.text, one.span)) for one in (task, model))
        index = next((at for at, cell in enumerate(others) if cell.holds(value)), -1)
        same = self._table(task) is self._table(model)
        if same and 0 <= index < len(cells) and not self.text[slice(*cells[index])].strip(" -–—?…"):
            yield (self._in_place(cells[index], text),)

    def places(self, section: Section | None, before: Task | None) -> Iterator[Place]:
        """Behind the last row of the last table with tasks, or before another."""
        items = self.document.preamble if section is None else section.items
        tables = [one.tasks for one in items if isinstance(one, Table | SummaryTable) and one.tasks]
        model = before if before is not None else tables[-1][-1] if tables else None
        if model is not None:
            line = self.source.line_span(self._line(model.span.start))
            between = self._newline(model.span.start) + self.text[line.start : model.span.start]
            at, lead, trail = (model.span.start, "", between) if before is not None else (model.span.end, between, "")
            yield Place(at, lead, trail, "", "", model)

    def line(self, title: str, state: State, place: Place) -> Iterator[str]:
        """A row with a title and a state; the other cells are empty."""
        if place.model is None:
            return
        table = self._table(place.model)
        marks = [mark for task in (table.tasks if table else ()) for mark in task.marks if mark.kind is MarkKind.FIELD]
        columns = {self._column(mark.span) for mark in marks} - {-1}
        words: list[str] = [""] if state is State.OPEN else []
        if columns:
            words = [*self._used(MarkKind.FIELD, state)[:1], *self._words(state, marks[0].text), *words]
        for word in words:
            for written in self._emphasised(title, place.model):
                texts = dict.fromkeys(columns, word) | {self._column(place.model.title.span): written}
                yield self._row(place.model.span, texts)

    def _row(self, model: Span, texts: dict[int, str]) -> str:
        """A row like that at *model*, with its blanks, and *texts* in its cells."""
        pieces, end = [], model.start
        for index, cell in enumerate(row_cells(self.text, model)):
            text = texts.get(index, "")
            between = self.text[end : cell.start]
            pieces += [between, text]
            end = cell.end
            if (width := display_width(self.source.slice(cell)) - display_width(text)) > 0:
                pieces.append(" " * width)
        return "".join(pieces) + self.text[end : model.end]

    def _column(self, span: Span) -> int:
        """The index of the cell at *span*; -1 if it is none."""
        row = next((one for one in self._near_rows(span) if one.holds(span)), None)
        cells = row_cells(self.text, row) if row is not None else ()
        return next((index for index, cell in enumerate(cells) if cell.holds(span)), -1)

    def _near_rows(self, span: Span) -> Iterator[Span]:
        return (task.span for task in self.document.tasks_in(self.source.line_span(self._line(span.start))))

    def _table(self, task: Task) -> Table | SummaryTable | None:
        tables = (item for item in self.document.items if isinstance(item, Table | SummaryTable))
        return next((table for table in tables if table.span.holds(task.span)), None)

    def _in_place(self, span: Span, text: str) -> Edit:
        """The edit that writes *text* into a cell, so that a pipe behind blanks stays where it is."""
        if span.start == span.end:
            # A cell of blanks ends where its pipe stands.
            start = span.start
            while self.text[start - 1] in " \t":
                start -= 1
            room = span.start - start - display_width(text) - 1
            return Edit(Span(start, span.end), f" {text} " + " " * (room - 1))
        start, end = span
        while self.text[start - 1] in " \t":
            start -= 1
        while self.text[end : end + 1] in (" ", "\t"):
            end += 1
        if self.text[end : end + 1] != "|":
            return Edit(span, text)
        before, after = span.start - start - 1, end - span.end - 1
        grows = display_width(text) - display_width(self.source.slice(span))
        if grows < 0 and self._is_aligned(span):
            blanks = " " * -grows
            return Edit(span, blanks + text if before > 0 >= after else text + blanks)
        if 0 < grows <= after:
            return Edit(Span(span.start, span.end + grows), text)
        return Edit(Span(span.start - grows, span.end) if 0 < grows <= before else span, text)

    def _is_aligned(self, span: Span) -> bool:
        """Whether the row at *span* is as wide as the line above it."""
        number = self._line(span.start)
        lines = (self.source.slice(self.source.line_span(one)).strip() for one in (number - 1, number))
        return len({display_width(line) for line in lines}) == 1

    def removal(self, task: Task) -> Iterator[Change]:
        """Ways to take out the line of *task*."""
        number = self._line(task.span.start)
        line, below = self.source.line_span(number), self.source.line_span(number + 1)
        if below.start > line.end:
            yield (Edit(Span(line.start, below.start), ""),)
        above = self.source.line_span(number - 1) if number > 1 else line
        yield (Edit(Span(above.end, line.end), ""),)


FORMS: dict[Form, type[Written]] = {one.form: one for one in (Checkbox, Heading, Row, Item, Line)}
"""How the tasks of each form are written."""


def _spelled(level: Level, text: str, spelling: Spelling) -> str | None:
    """*level* spelled as *text* spells another one; None where the dialect has no such spelling of it."""
    if spelling is Spelling.WORD:
        word = level.name.lower()
        bare = text[:-8].rstrip(" -") if text[-8:].lower() == "priority" else text
        return _cased(word, bare) + text[len(bare) :]
    if spelling is Spelling.CODE:
        return _cased(level.codes[0].lower(), text) if level.codes else None
    if spelling is Spelling.LETTER:
        letter = text.strip("()[]#")
        return text.replace(letter, level.letters[0]) if level.letters else None
    return _pictured(level, text)


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _pictured(level: Level, like: str) -> str | None:
    """The emoji or mark of *level* that is of one family with *like*: circles, arrows, exclamation marks."""
    if like.startswith("!"):
        return next((one for one in level.marks if one.startswith("!")), None)
    arrows = "🔺⏫🔼🔽⏬"
    if like[:1] in arrows:
        return next((one for one in level.marks if one in arrows), None)
    return next(iter(level.emoji), None)
