"""The tree is the judge: whether edits changed what they were meant to change, and nothing else.

A document is seen as things (sections, tasks, notes, rows and so on: what stands somewhere by itself) that have parts
(a title, an estimate, a state). The things before and after are matched by their places, moved as the edits moved the
text, and compared field by field over all fields that nodes have. So a field that nodes get later is compared from its
first day on.

Every difference has a name in the words of the tree: `Task.state_char`, `Section.estimate.low`, `+Task` for a thing
that is new, `-Note` for one that is gone, `parent` for one that stands in another, `circles` for one that has another
level or state because the coloured circles of the file mean something else now (see `syntax.circles`). A rule declares
the names, or their beginnings, that its fixes may change, and a difference must stand where one of its edits stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from backlogmd.diagnostics import Edit
from backlogmd.nodes import Document, MarkKind, Opaque, Section, StateMark, SummaryRow
from backlogmd.source import Span

CONSEQUENCES = frozenset(
    (
        *("Note.beside_tasks", "Section.role", "Section.category", "Section.priority", "-Claim", "+Claim"),
        # Whether the entries of a list without boxes are tasks is decided of all of them at once.
        *("-Note", "+Note", "+Task"),
    )
)
"""What a node is because of what stands in it, around it or beside it. Such a difference may stand away from the edit:
anywhere in what holds both."""

EXPLANATIONS = frozenset(("Document.readings", "Section.readings"))
"""Why things were read as they were. What they were read as is compared by itself."""

EVERYWHERE = Span(0, 1 << 62)

REPEATED_MARKS = (MarkKind.BOX, MarkKind.SECTION)
"""The marks of a state that stand in other fields, too: in `Task.state_char`, and in the heading of a section."""


class Difference(NamedTuple):
    """One way in which two documents differ, besides places that have moved."""

    name: str
    """`Task.title.text`, `+Task`, `-Note`."""
    before: tuple[Span, ...]
    """Where it can be seen in the document before, as far as it stands there."""
    after: tuple[Span, ...]
    """Where it can be seen in the document after."""
    whole: bool = False
    """Whether a part is read in one of the two only. That hangs on the rest of its line, whatever it is."""

    def is_one_of(self, declared: Iterable[str]) -> bool:
        """Whether *declared* has its name, or the name of something that holds it."""
        return any(self.name == one or self.name.startswith(f"{one}.") for one in declared)


class Moves:
    """Where *edits*, which lie apart and in order, move the places of a text."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self.written: list[Span] = []
        """Where the text of each edit stands afterwards."""
        self._starts = [edit.span.start for edit in edits]
        self._ends = [edit.span.end for edit in edits]
        moved = 0
        for edit in edits:
            start = edit.span.start + moved
            self.written.append(Span(start, start + len(edit.text)))
            moved += len(edit.text) - (edit.span.end - edit.span.start)

    def image(self, place: int) -> Span:
        """Where *place* can be afterwards: one place, or where an edit stands at it, any place in what it wrote."""
        first = bisect_left(self._ends, place)
        if first < len(self.edits) and self._starts[first] <= place:
            last = first
            while last + 1 < len(self.edits) and self._starts[last + 1] <= place:
                last += 1
            return Span(self.written[first].start, self.written[last].end)
        moved = self.written[first - 1].end - self._ends[first - 1] if first else 0
        return Span(place + moved, place + moved)

    def replace(self, place: int) -> bool:
        """Whether what stands at *place* is written over."""
        first = bisect_left(self._ends, place + 1)
        return first < len(self.edits) and self._starts[first] <= place

    def lead(self, before: Span, after: Span) -> bool:
        """Whether they lead from the one place to the other."""
        start, end = self.image(before.start), self.image(before.end)
        return start.start <= after.start <= start.end and end.start <= after.end <= end.end

    def touching(self, span: Span) -> Iterator[int]:
        """The indexes of the edits that stand in or at *span*, a place before."""
        first = bisect_left(self._ends, span.start)
        while first < len(self.edits) and self._starts[first] <= span.end:
            yield first
            first += 1

    def touching_after(self, span: Span) -> Iterator[int]:
        """The indexes of the edits whose text stands in or at *span*, a place afterwards."""
        first = bisect_left(self.written, span.start, key=lambda one: one.end)
        while first < len(self.written) and self.written[first].start <= span.end:
            yield first
            first += 1


class _Thing:
    """A node that stands somewhere by itself."""

    __slots__ = ("kind", "node", "own", "parent", "span")

    def __init__(self, node: Any, parent: _Thing | None) -> None:
        self.node = node
        self.kind = node.__class__.__name__
        self.span: Span = node.span
        self.own: Span = node.span
        """The part of its span that comes before the first thing in it."""
        self.parent = parent


def differences(before: Document, after: Document, moves: Moves) -> Iterator[Difference]:
    """How *after* differs from *before*, but for the places that the edits moved."""
    if (
        before.front_matter
        and after.front_matter
        and _text(before, before.front_matter) != _text(after, after.front_matter)
    ):
        yield Difference("Document.front_matter", (before.front_matter,), (after.front_matter,))
    old, new = _things(before), _things(after)
    waiting: dict[tuple[str, int], list[_Thing]] = {}
    for thing in reversed(new):
        waiting.setdefault((thing.kind, thing.span.start), []).append(thing)
    for thing in old:
        match = _match(thing, waiting, moves)
        if match is None:
            yield _alone("-", thing)
        else:
            for one in _between(thing, match, moves):
                yield (
                    one._replace(before=_lines(before, one.before), after=_lines(after, one.after))
                    if one.whole
                    else one
                )
            # What is not read is in no field.
            if isinstance(thing.node, Opaque) and _text(before, thing.span) != _text(after, match.span):
                yield Difference(f"Opaque.{thing.node.kind.value}", (thing.span,), (match.span,))
    for left in waiting.values():
        for thing in left:
            yield _alone("+", thing)


def _lines(document: Document, places: tuple[Span, ...]) -> tuple[Span, ...]:
    """The whole lines in which *places* stand."""
    source = document.source
    ends = ([source.line_span(source.position(offset).line) for offset in place] for place in places)
    return tuple(
        place if place is EVERYWHERE else Span(first.start, last.end)
        for place, (first, last) in zip(places, ends, strict=True)
    )


def _text(document: Document, span: Span) -> str:
    return document.source.slice(span)


def _things(document: Document) -> list[_Thing]:
    """All things of a document in order, those that hold others first."""
    found: list[_Thing] = []
    pending = [_Thing(document, None)]
    while pending:
        thing = pending.pop()
        found.append(thing)
        below = [_Thing(node, thing) for name, value in _fields(thing.node) for node in _in(name, value)]
        below.sort(key=lambda one: one.span.start)
        # The task that a heading is stands where its section does.
        first = next((one for one in below if one.span != thing.span), None)
        if first is not None:
            head = thing.node.heading.span.end if isinstance(thing.node, Section) else thing.span.start
            thing.own = Span(thing.span.start, max(head, first.span.start))
        pending.extend(reversed(below))
    return found


def _fields(node: Any) -> Iterator[tuple[str, Any]]:
    # Why something was read as it was is no part of what was read.
    return ((one.name, getattr(node, one.name)) for one in node._fields if one.compare and one.name != "readings")


def _in(name: str, value: Any) -> Iterator[Any]:
    """The things that a field holds. What is opaque at any depth stands in a field of the document."""
    if isinstance(value, tuple) and not isinstance(value, Span):
        for one in value:
            yield from _in(name, one)
    elif _is_thing(value) and isinstance(value, Opaque) is (name == "opaque"):
        yield value


def _is_thing(value: Any) -> bool:
    return isinstance(value, Section | SummaryRow) or "type" in getattr(value, "__dataclass_fields__", ())


def _match(thing: _Thing, waiting: dict[tuple[str, int], list[_Thing]], moves: Moves) -> _Thing | None:
    """What has become of *thing*: of those of its kind that stand where it can have moved, the nearest."""
    place = thing.span.start
    image = moves.image(place)
    starts = range(image.start, image.end + 1)
    # What is written over stands in what was written; what an edit ends at stands behind that.
    for start in starts if moves.replace(place) else reversed(starts):
        same = waiting.get((thing.kind, start))
        if same:
            return same.pop()
    return None


def _alone(sign: str, thing: _Thing) -> Difference:
    places: tuple[Span, ...] = (thing.own,) if thing.parent is None else (thing.own, thing.parent.own)
    if sign + thing.kind in CONSEQUENCES:
        places = _around(thing)
    return Difference(sign + thing.kind, *((places, ()) if sign == "-" else ((), places)))


def _around(thing: _Thing) -> tuple[Span, ...]:
    return (thing.span, thing.parent.span) if thing.parent is not None else (thing.span,)


def _between(old: _Thing, new: _Thing, moves: Moves) -> Iterator[Difference]:
    if old.parent is not None and new.parent is not None:
        image = moves.image(old.parent.span.start)
        if not image.start <= new.parent.span.start <= image.end:
            yield Difference("parent", _around(old), _around(new))
    touched = any(True for _ in moves.touching(old.span)) or any(True for _ in moves.touching_after(new.span))
    for (name, was), (_, now) in zip(_own_fields(old.node), _own_fields(new.node), strict=True):
        full = f"{old.kind}.{name}"
        if name == "source" or full in EXPLANATIONS or (name == "span" and touched):
            continue
        if full == "Task.marks":
            # All that says where a task stands is a part of its state.
            full = "Task.state.marks"
        if full == "Task.title" and old.parent is not None and getattr(old.parent.node, "task", None) is old.node:
            # The title of a task that is a heading is the text of that.
            full = "Section.heading.title"
        if _is_by_circle(name, old.node, new.node):
            yield Difference("circles", (EVERYWHERE,), (EVERYWHERE,))
            continue
        places = (_around(old), _around(new)) if full in CONSEQUENCES else ((old.own,), (new.own,))
        yield from _compared(full, was, now, places, moves)


def _is_by_circle(name: str, old: Any, new: Any) -> bool:
    """Whether a field says something else because the circles of the file do: `🔴` alone means what the others mean."""
    was, now = getattr(old, name), getattr(new, name)
    if name == "priority":
        same = was is not None and now is not None and (was.spelling, was.text) == (now.spelling, now.text)
        return same and was.level != now.level
    if name == "state":
        return was is not now and bool(old.marks and new.marks) and _is_same_text(old.marks[0], new.marks[0])
    if name == "marks":
        same = len(was) == len(now) and all(map(_is_same_text, was, now))
        return same and [mark.state for mark in was] != [mark.state for mark in now]
    return name == "selector" and isinstance(old, SummaryRow) and old.key.text == new.key.text and was != now


def _is_same_text(mark: StateMark, other: StateMark) -> bool:
    return mark.kind is other.kind and mark.text == other.text


def _own_fields(node: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a thing, without the marks that stand in other fields, too."""
    for name, value in _fields(node):
        yield name, tuple(one for one in value if one.kind not in REPEATED_MARKS) if name == "marks" else value


def _compared(
    name: str, was: Any, now: Any, places: tuple[tuple[Span, ...], tuple[Span, ...]], moves: Moves
) -> Iterator[Difference]:
    if was is now:
        return
    if isinstance(was, Span) and isinstance(now, Span):
        # What is empty stands nowhere.
        if not (was.start == was.end and now.start == now.end) and not moves.lead(was, now):
            yield Difference(name, *places)
    elif isinstance(was, tuple) and isinstance(now, tuple):
        parts, others = ([one for one in value if not _is_thing(one)] for value in (was, now))
        if len(parts) != len(others):
            yield _whole(name, parts, others, places)
            return
        for one, other in zip(parts, others, strict=True):
            yield from _compared(name, one, other, places, moves)
    elif _is_thing(was) or _is_thing(now):
        return  # It is compared by itself.
    elif hasattr(was, "_fields") and was.__class__ is now.__class__ and _is_same_place(was, now, moves):
        if name not in CONSEQUENCES:
            places = _narrowed(was, now, places)
        for (field, one), (_, other) in zip(_fields(was), _fields(now), strict=True):
            yield from _compared(f"{name}.{field}", one, other, places, moves)
    elif was != now:
        is_part = hasattr(was, "_fields") or hasattr(now, "_fields")
        yield _whole(name, [was], [now], places) if is_part else Difference(name, *places)


def _whole(
    name: str, was: Sequence[Any], now: Sequence[Any], places: tuple[tuple[Span, ...], tuple[Span, ...]]
) -> Difference:
    before, after = ([span for part in parts for span in _place(part)] for parts in (was, now))
    return Difference(name, (*places[0], *before), (*places[1], *after), whole=True)


def _is_same_place(was: Any, now: Any, moves: Moves) -> bool:
    """Whether two parts are one part, changed or not: another part in its stead stands elsewhere."""
    before, after = getattr(was, "span", None), getattr(now, "span", None)
    if before is None or after is None:
        return before is after
    if before.start == before.end and after.start == after.end:
        return True
    return bool(moves.image(before.start).start <= after.end and after.start <= moves.image(before.end).end)


def _narrowed(
    was: Any, now: Any, places: tuple[tuple[Span, ...], tuple[Span, ...]]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The places of a part that stands in both trees, where it has a place of its own; else those of what holds it."""
    return _place(was) or places[0], _place(now) or places[1]


def _place(part: Any) -> tuple[Span, ...]:
    span = getattr(part, "span", None)
    return () if span is None else (span,)
