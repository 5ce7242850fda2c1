"""The phases of a plan: headings such as `Phase 2: Linter (2 weeks)` that stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backlogmd.nodes import Document, Section
from backlogmd.pattern import lazy
from backlogmd.source import Span
from backlogmd.vocabulary import Role

_WORD = r"(?:phases?|fases?|etapas?|stages?|этап[аы]?|фаз[аы]|阶段|階段|フェーズ|フェイズ|단계)"
_ORDINAL = r"(?:[0-9]{1,3}(?!\.?[0-9])|[ivx]{1,5}(?![^\W_])|[一二三四五六七八九十])"
_TO = r"[ \t]{0,2}(?P<to>[-–—~]|bis|to|a|à|至|到)[ \t]{0,2}"
_AND = r"[ \t]{0,2}(?:[&+/,、→]|and|und|y|e|et|и|和)[ \t]{0,2}"

# `Phase 2`, `Phase 2-3`, `第二阶段`, `2-й этап`. A heading that goes on, `Phase 2 dependencies`, is about a phase.
_NAMED = rf"(?P<first>{_ORDINAL})(?:(?:{_TO}|{_AND})(?:{_WORD}[ \t]?)?(?P<last>{_ORDINAL}))?"
_MENTION = lazy(
    rf"(?<![^\W\d_]){_WORD}[ \t]?[:#№]?[ \t]?{_NAMED}"
    rf"|(?<![0-9a-z])(?P<nth>{_ORDINAL})(?:\.|-?[йя]|个|個|차)?[ \t]?{_WORD}",
    re.IGNORECASE,
)
_ENDED = lazy(r"\s*(?:$|[^\w\s])")

_MOST = 100
"""No plan has more phases."""


class PhaseHeading(NamedTuple):
    """A heading that names a phase, or several at once."""

    section: Section
    numbers: tuple[int, ...]
    """What it names; at least one."""
    ordinal: Span | None
    """Where the number stands, if it is one alone and written in digits."""


def phase_groups(document: Document) -> Iterator[list[PhaseHeading]]:
    """The phases that stand side by side under one heading, in order.

    A group of two or more that begins anew, as `Phase 1` after `Phase 3` does, is another group.
    """
    for sections in (document.sections, *(one.sections for one in document.all_sections)):
        group: list[PhaseHeading] = []
        for section in sections:
            found = _heading(section, document) if section.role is Role.PHASE else None
            if found is None:
                continue
            if len(group) > 1 and found.numbers[0] == group[0].numbers[0]:
                yield group
                group = []
            group.append(found)
        if group:
            yield group


class Mentions:
    """How often the text of a document speaks of each phase, in headings and anywhere else."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._times = self._count(Span(0, len(self._text)))

    @property
    def numbers(self) -> frozenset[int]:
        """The phases that are spoken of anywhere."""
        return frozenset(self._times)

    def besides(self, group: list[PhaseHeading], numbers: Iterable[int]) -> bool:
        """Whether one of *numbers* is spoken of anywhere but in the headings of *group*."""
        own: Counter[int] = Counter()
        for one in group:
            own += self._count(one.section.heading.span)
        return any(self._times[number] > own[number] for number in numbers)

    def _count(self, span: Span) -> Counter[int]:
        return Counter(number for match in _MENTION.finditer(self._text, *span) for number in _numbers(match))


def _heading(section: Section, document: Document) -> PhaseHeading | None:
    text = document.source.text
    start, end = section.heading.span
    match = _MENTION.search(text, start, end)
    if match is None or not _ENDED.match(text, match.end(), end):
        return None
    if any(character.isalnum() for character in text[start : match.start()].replace("第", "")):
        return None
    numbers = _numbers(match)
    if not numbers:
        return None
    group = "first" if match["first"] else "nth"
    alone = len(numbers) == 1 and match[group].isdecimal()
    return PhaseHeading(section, numbers, Span(*match.span(group)) if alone else None)


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    """The numbers that are named, with those between the ends of a range; none where the range makes no sense."""
    first = _number(match["first"] or match["nth"])
    last = _number(match["last"]) if match["last"] else first
    if not match["to"]:
        return tuple(dict.fromkeys((first, last)))
    return tuple(range(first, min(last, first + _MOST) + 1))


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in "一二三四五六七八九十":
        return "一二三四五六七八九十".index(written) + 1
    worth = [{"i": 1, "v": 5, "x": 10}[letter] for letter in written.lower()]
    return sum(one if one >= following else -one for one, following in zip(worth, [*worth[1:], 0], strict=True))
