"""How the tasks of two versions of backlogs differ, task by task.

A task is known again by its id, else by its title and place, else by its title, else by a title that is like its own.
Exchange the versions, and the same tasks are found to be the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from backlogmd.nodes import Document, Estimate, Kind, Section, Task
from backlogmd.pairing import pair
from backlogmd.pattern import lazy
from backlogmd.query import attributes
from backlogmd.vocabulary import State

LIKE = 80
"""So like each other, of 100, titles in one section are the same task."""

LIKE_ELSEWHERE = 90
"""And so, where the task would have moved."""

_CONTAINED = 85
"""How like its own a title is that has all words of the other, and more."""

_COMPARISONS = 200_000
"""So many pairs of titles at most are looked at: a fraction of a second. Of more, those that share rare letters are."""

_LONGEST = 200
"""Characters of a title that are compared."""

_WORD = lazy(r"[^\W_]+")


class ChangeKind(Enum):
    """What became of a task, the weightiest first."""

    FINISHED = "finished"
    """It is done, and was not."""
    REOPENED = "reopened"
    """It is to be done, and was done or cancelled."""
    CANCELLED = "cancelled"
    RESTATED = "state-changed"
    """It is in another state of those in which it is to be done, such as blocked."""
    REESTIMATED = "re-estimated"
    REPRIORITISED = "re-prioritised"
    """It has another priority, by its own line or by the section it stands in."""
    MOVED = "moved"
    """It stands in another section, or in another file."""
    RETITLED = "retitled"


class Listed(NamedTuple):
    """A task and the document it stands in."""

    document: Document
    task: Task

    @property
    def path(self) -> str:
        """The name of the file."""
        return self.document.source.path or ""

    @property
    def section(self) -> tuple[str, ...]:
        """The names of the sections around it, the outermost first, without their estimates, counts and emoji."""
        around = self.document.parents_of(self.task)
        return tuple(name_of(one) for one in reversed(around) if isinstance(one, Section) and one.task is None)


class Pair(NamedTuple):
    """A task in both versions."""

    before: Listed
    after: Listed
    changes: tuple[ChangeKind, ...]
    """In the order of `ChangeKind`; empty for a task that is as it was."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every task of both versions, in exactly one place; each list in the order of its documents."""

    added: tuple[Listed, ...]
    removed: tuple[Listed, ...]
    pairs: tuple[Pair, ...]
    """In the order of the version after."""


def compare(
    before: Sequence[Document], after: Sequence[Document], renamed: Mapping[str, str] | None = None
) -> Comparison:
    """Compare two versions of backlogs: documents with paths that tell them apart.

    Where a file was *renamed*, the path before leads to the path after. A section that is found in its file under
    another name, with the same tasks and no others that were there before, was renamed, and nothing in it moved.
    """
    old = [_Known(Listed(document, task), renamed or {}) for document in before for task in document.tasks]
    new = [_Known(Listed(document, task), {}) for document in after for task in document.tasks]
    same = pair(([key(one) for one in old], [key(one) for one in new]) for key in _KEYS)
    rest_old = [index for index in range(len(old)) if index not in same]
    taken = set(same.values())
    rest_new = [index for index in range(len(new)) if index not in taken]
    for left, right in _alike([old[index] for index in rest_old], [new[index] for index in rest_new]):
        same[rest_old[left]] = rest_new[right]
    matched = sorted((right, left) for left, right in same.items())
    taken = set(same.values())
    headings = _renamed_sections(
        ((old[left].place, new[right].place) for right, left in matched),
        _places(before, renamed or {}),
        _places(after, {}),
    )
    return Comparison(
        tuple(one.listed for index, one in enumerate(new) if index not in taken),
        tuple(one.listed for index, one in enumerate(old) if index not in same),
        tuple(
            Pair(old[left].listed, new[right].listed, tuple(_changes(old[left], new[right], headings)))
            for right, left in matched
        ),
    )


def name_of(section: Section) -> str:
    """What a section is called, in one line."""
    return " ".join((section.name or section.heading.text).split())


_Place = tuple[str, tuple[str, ...]]
"""A file and the names of the sections, the outermost first."""


class _Known:
    """What a task is known by."""

    __slots__ = ("id", "listed", "parents", "place", "title", "words")

    def __init__(self, listed: Listed, renamed: Mapping[str, str]) -> None:
        document, task = listed
        self.listed = listed
        self.place: _Place = (renamed.get(listed.path, listed.path), listed.section)
        self.title = " ".join(task.title.text.split())
        self.words = _words(self.title)
        self.parents = tuple(_words(one.title.text) for one in document.parents_of(task) if isinstance(one, Task))
        # Mere numbers are counted anew in every part of a file, and when a task is put before others.
        name = task.id.text.casefold() if task.id is not None else ""
        self.id = name if name.strip("0123456789.") else ""


def _words(title: str) -> str:
    folded = title.casefold()
    return " ".join(_WORD.findall(folded)) or folded


_KEYS = (
    lambda one: (one.id, one.place, one.parents, one.words) if one.id else None,
    lambda one: (one.id, one.words) if one.id else None,
    lambda one: (one.id, one.place[0]) if one.id else None,
    lambda one: one.id or None,
    lambda one: (one.place, one.parents, one.title),
    lambda one: (one.place, one.parents, one.words),
    lambda one: (one.place, one.words) if one.words else None,
    lambda one: (one.place[0], one.words) if one.words else None,
    lambda one: one.words or None,
)  # fmt: skip


# Likeness.


def _alike(old: Sequence[_Known], new: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of tasks with titles that are like each other, the most alike first, each index once."""
    if not old or not new:
        return
    # Only where both sides have tasks left is there anything to compare.
    from rapidfuzz import fuzz

    titles, others = ([_Title(one.words[:_LONGEST]) for one in side] for side in (old, new))
    found: list[tuple[float, bool, int, int, int]] = []
    for left, right in _candidates([one.text for one in titles], [one.text for one in others]):
        if old[left].id and new[right].id:
            continue  # Tasks with ids of their own are different ones.
        here = old[left].place == new[right].place
        least = LIKE if here else LIKE_ELSEWHERE
        title, other = titles[left], others[right]
        score = max(
            fuzz.ratio(title.text, other.text, score_cutoff=least),
            fuzz.ratio(title.sorted, other.sorted, score_cutoff=least),
            _CONTAINED if title.is_part_of(other) or other.is_part_of(title) else 0,
        )
        if score >= least:
            # Of equal ones the nearest. What is equal in all of this shares no task, unless it is the same pair.
            found.append((-score, not here, abs(left - right), left + right, left))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, _, both, left in sorted(found):
        if left not in taken_old and both - left not in taken_new:
            taken_old.add(left)
            taken_new.add(both - left)
            yield left, both - left


class _Title:
    """What titles are compared by."""

    __slots__ = ("sorted", "text", "words")

    def __init__(self, text: str) -> None:
        words = text.split()
        self.text = text
        self.sorted = " ".join(sorted(words))
        self.words = frozenset(words)

    def is_part_of(self, other: _Title) -> bool:
        """Whether it has two words and more, and *other* has all of them."""
        return len(self.words) > 1 and self.words <= other.words


def _candidates(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[int, int]]:
    """The pairs to compare: all; or, where these are too many, those that share what few titles have."""
    if len(old) * len(new) <= _COMPARISONS:
        return ((left, right) for left in range(len(old)) for right in range(len(new)))
    by_letters: dict[str, tuple[list[int], list[int]]] = {}
    for side, titles in enumerate((old, new)):
        for index, title in enumerate(titles):
            for letters in {title[at : at + 3] for at in range(max(1, len(title) - 2))}:
                by_letters.setdefault(letters, ([], []))[side].append(index)
    shared = [
        (len(lefts) * len(rights), letters) for letters, (lefts, rights) in by_letters.items() if lefts and rights
    ]
    pairs: dict[tuple[int, int], None] = {}
    left_over = _COMPARISONS
    for many, letters in sorted(shared):
        left_over -= many
        if left_over < 0:
            break
        lefts, rights = by_letters[letters]
        pairs.update(((left, right), None) for left in lefts for right in rights)
    return pairs


# Changes.


def _places(documents: Iterable[Document], renamed: Mapping[str, str]) -> set[_Place]:
    """Where tasks can stand."""
    places: set[_Place] = set()
    for document in documents:
        path = document.source.path or ""
        path = renamed.get(path, path)
        for section in document.all_sections:
            around = [one for one in reversed(document.parents_of(section)) if isinstance(one, Section)]
            places.add((path, tuple(name_of(one) for one in (*around, section) if one.task is None)))
    return places


def _renamed_sections(
    pairs: Iterable[tuple[_Place, _Place]], old: set[_Place], new: set[_Place]
) -> set[tuple[_Place, _Place]]:
    """Places that are gone, with those that came for them: all tasks of the one that are left stand in the other."""
    there: dict[_Place, set[_Place]] = {}
    back: dict[_Place, set[_Place]] = {}
    for before, after in pairs:
        there.setdefault(before, set()).add(after)
        back.setdefault(after, set()).add(before)
    return {
        (before, after)
        for before, afters in there.items()
        for after in afters
        if before[0] == after[0] and len(afters) == len(back[after]) == 1 and before not in new and after not in old
    }


def _changes(old: _Known, new: _Known, renamed: set[tuple[_Place, _Place]]) -> Iterator[ChangeKind]:
    before, after = old.listed, new.listed
    was, now = before.task.state, after.task.state
    if was is not now:
        if now is State.DONE:
            yield ChangeKind.FINISHED
        elif now is State.CANCELLED:
            yield ChangeKind.CANCELLED
        elif was in (State.DONE, State.CANCELLED):
            yield ChangeKind.REOPENED
        else:
            yield ChangeKind.RESTATED
    if _amount(before.task.estimate) != _amount(after.task.estimate):
        yield ChangeKind.REESTIMATED
    if attributes.priority(*before) != attributes.priority(*after):
        yield ChangeKind.REPRIORITISED
    if old.place != new.place and (old.place, new.place) not in renamed:
        yield ChangeKind.MOVED
    if old.title != new.title:
        yield ChangeKind.RETITLED


def _amount(estimate: Estimate | None) -> Hashable:
    """What an estimate says, however it is written: `1.5h` is `90 min`."""
    if estimate is None:
        return None
    ends = sorted((estimate.low, estimate.high))
    size = estimate.unit.upper() if estimate.kind is Kind.SIZE else ""
    return estimate.kind, *ends, size, estimate.bound, estimate.approximate
