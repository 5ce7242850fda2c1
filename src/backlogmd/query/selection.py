"""Which tasks a selector selects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from functools import cached_property
from operator import ge, gt, le, lt
from typing import NamedTuple

from backlogmd.nodes import Condition, Document, Section, Selector, Task
from backlogmd.pattern import lazy
from backlogmd.query import attributes
from backlogmd.source import Span
from backlogmd.syntax.selector import parse_where
from backlogmd.vocabulary import Dialect, Role, dialect_named


class Match(Enum):
    """What a selector's words were found in."""

    ALL = "all"
    """There was no condition."""
    CONDITION = "condition"
    """A priority, a state or another condition, no words."""
    NAME = "name"
    """The name of a project, category, milestone, phase or section."""
    TITLE = "title"
    """Only words in titles, or ids: nothing that a figure could be about."""
    NOTHING = "nothing"


class Selection(NamedTuple):
    """The tasks, subtasks too, in order, and how they were found."""

    tasks: tuple[Task, ...]
    match: Match


_WORD = lazy(r"[^\W_]+")
_LISTED = lazy(r"[\s,;&+]+")

# Words that say that something is done to the work, not which work it is.
_GENERIC = frozenset(
    "fix implement implementation improvement improve enhancement optimization optimisation complete effort update "
    "change general misc other activity".split()
)

_NAME_KEYS = frozenset(("project", "category", "milestone", "section"))
_TEXT_KEYS = _NAME_KEYS | {"text", "id", "assignee", "tag"}
_COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge}

# Scripts that put no blanks between words.
_UNSPACED = lazy("[\u0e00-\u0e7f\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")

_NAMED_ROLES = (Role.PROJECT, Role.CATEGORY, Role.MILESTONE, Role.PHASE, Role.ARCHIVE)


def select(document: Document, selector: Selector | str, *, dialect: Dialect | str | None = None) -> tuple[Task, ...]:
    """The tasks of *document* that *selector* selects, subtasks too, in the order they stand.

    A string is read as `All HIGH testing tasks` or `priority:high state:open` (see `syntax.selector`); *dialect* gives
    the words for it.

    Raises `BacklogmdError` for a string with a condition that cannot be read, such as `priority:hihg`.
    """
    if isinstance(selector, str):
        selector = parse_where(selector, dialect_named(dialect))
    return Finder(document).find(selector).tasks


def stem(word: str) -> str:
    """*word* in lower case without the commonest English endings, so that `Tests` finds `Testing`."""
    word = word.lower()
    if len(word) > 5 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "ses", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the words in *text*."""
    return frozenset(stem(word) for word in _WORD.findall(text))


class Finder:
    """Answers selectors about one document; what it looks up is kept for the next question."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._found: dict[Selector, Selection] = {}
        self._titles: dict[str, set[Span]] = {}

    def find(self, selector: Selector) -> Selection:
        """The tasks that *selector* selects."""
        if selector not in self._found:
            self._found[selector] = self._find(selector)
        return self._found[selector]

    def is_name(self, selector: Selector) -> bool:
        """Whether the words of *selector* are the name of some section, with tasks or without."""
        return bool(self._called(selector) or self._about(frozenset(stem(word) for word in selector.words)))

    def _find(self, selector: Selector) -> Selection:
        tasks = self.document.tasks
        if selector.selects_all:
            return Selection(tasks, Match.ALL)
        match = Match.CONDITION
        conditions = list(selector.conditions)
        if selector.words:
            tasks, match = self._by_words(selector)
        elif conditions and _names_section(conditions[0]):
            # A plan may have a total for each of its parts: the tasks of each are looked up.
            tasks = self._in_sections(conditions.pop(0))
        if selector.priorities:
            tasks = tuple(task for task in tasks if self._level(task) in selector.priorities)
        if selector.states:
            tasks = tuple(task for task in tasks if task.state in selector.states)
        for condition in conditions:
            tasks = tuple(task for task in tasks if self._meets(task, condition))
        if match is Match.CONDITION and any(one.key in _NAME_KEYS for one in selector.conditions):
            match = Match.NAME
        elif match is Match.CONDITION and any(one.key in ("text", "id") for one in selector.conditions):
            match = Match.TITLE
        return Selection(tasks, match) if tasks else Selection((), Match.NOTHING)

    def _level(self, task: Task) -> str | None:
        return attributes.priority(self.document, task)

    def _meets(self, task: Task, condition: Condition) -> bool:
        if condition.key in _TEXT_KEYS:
            texts = list(attributes.texts(self.document, task, condition.key))
            met = any(_found(value, texts, condition) if value else not texts for value in condition.values)
        else:
            own = attributes.choice(self.document, task, condition.key)
            met = any(_compares(own, value, condition) if value and own else value == own for value in condition.values)
        return met is not condition.negated

    def _in_sections(self, condition: Condition) -> tuple[Task, ...]:
        """The tasks that stand in a section of which the name has the words of *condition*, one after the other."""
        inside: dict[Span, Task] = {}
        for value in condition.values:
            wanted = [stem(word) for word in _WORD.findall(value.casefold())]
            for section in min((self._named_with.get(word, []) for word in wanted), key=len):
                if any(_follow(wanted, name.casefold()) for name in (section.name, section.heading.text)):
                    tasks = self.document.tasks_in(section.span)
                    inside.update((task.span, task) for task in tasks if section in self.document.parents_of(task))
        return tuple(inside[span] for span in sorted(inside))

    @cached_property
    def _named_with(self) -> dict[str, list[Section]]:
        """The sections with each word in their names."""
        sections: dict[str, list[Section]] = {}
        for section in self.document.all_sections:
            names = f"{section.name} {section.heading.text}".casefold()
            for word in {stem(word) for word in _WORD.findall(names)}:
                sections.setdefault(word, []).append(section)
        return sections

    def _by_words(self, selector: Selector) -> tuple[tuple[Task, ...], Match]:
        words = frozenset(stem(word) for word in selector.words)
        for sections in (self._called(selector), self._about(words)):
            tasks = self._inside(section.span for section in sections)
            if tasks:
                return tasks, Match.NAME
        wanted = words - _GENERIC or words
        spans = self._with_ids(selector) or set.intersection(*(self._titles_with(word) for word in wanted))
        return self._inside(spans), Match.TITLE

    def _with_ids(self, selector: Selector) -> set[Span]:
        """The tasks whose ids the selector lists, as in `T-1, T-2`."""
        return {span for part in _LISTED.split(selector.name) for span in self._ids.get(part.strip("#:."), ())}

    @cached_property
    def _ids(self) -> dict[str, list[Span]]:
        ids: dict[str, list[Span]] = {}
        for task in self.document.tasks:
            if task.id is not None:
                ids.setdefault(task.id.text.lower(), []).append(task.span)
        return ids

    def _called(self, selector: Selector) -> list[Section]:
        """Sections with exactly the name that the selector gives, or with all of its words and no other."""
        words = " ".join(selector.words)

        def is_called(name: str) -> bool:
            return name.lower() == selector.name or " ".join(_WORD.findall(name.lower())) == words

        return [section for section in self.document.all_sections if any(map(is_called, _names(section)))]

    def _about(self, words: frozenset[str]) -> list[Section]:
        """Sections whose name shares its telling words with the selector."""
        found = []
        for section in self.document.all_sections:
            if section.category is None and section.role not in _NAMED_ROLES:
                continue
            for name in _names(section):
                own, asked = stems(name) - _GENERIC, words - _GENERIC
                if own and asked and (own <= asked or asked <= own):
                    found.append(section)
                    break
        return found

    def _inside(self, spans: Iterable[Span]) -> tuple[Task, ...]:
        """The tasks that begin inside one of *spans*: those of a section, or a task and what stands below it."""
        inside: dict[Span, Task] = {}
        for span in spans:
            inside.update((task.span, task) for task in self.document.tasks_in(span))
        return tuple(inside[span] for span in sorted(inside))

    def _titles_with(self, word: str) -> set[Span]:
        if not self._titles:
            for task in self.document.tasks:
                for one in stems(task.title.text):
                    self._titles.setdefault(one, set()).add(task.span)
        return self._titles.get(word, set())


def _names_section(condition: Condition) -> bool:
    """Whether *condition* asks for words in the name of a section."""
    return (
        condition.key == "section"
        and condition.operator == ":"
        and not condition.negated
        and all(_WORD.search(value) and not _UNSPACED.search(value) for value in condition.values)
    )


def _found(value: str, texts: Iterable[str], condition: Condition) -> bool:
    """Whether one of *texts* is or holds what is asked for."""
    texts = [text.casefold() for text in texts]
    value = value.casefold()
    if condition.key in ("id", "tag", "assignee"):
        # The sign before it is a way of writing.
        value = value.lstrip("#^@") or value
        texts = [text.lstrip("#^@") for text in texts]
    if condition.operator == "~" or (condition.operator == ":" and _UNSPACED.search(value)):
        return any(value in text for text in texts)
    if condition.operator == "=" or condition.key == "id":
        return value in texts
    wanted = [stem(word) for word in _WORD.findall(value)]
    return any(_follow(wanted, text) if wanted else value in text for text in texts)


def _follow(wanted: list[str], text: str) -> bool:
    """Whether the words *wanted* stand one after the other in *text*, in any of their endings."""
    words = [stem(word) for word in _WORD.findall(text)]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _compares(own: str, value: str, condition: Condition) -> bool:
    """Whether what a task has is what is asked for; dates as far as the shorter of them goes, amounts as numbers."""
    if condition.key == "due":
        own = own[: len(value)]
        return _COMPARISONS[condition.operator](own, value) if condition.operator in _COMPARISONS else own == value
    if condition.key in ("minutes", "points"):
        number, asked = Fraction(own), Fraction(value)
        compare = _COMPARISONS.get(condition.operator)
        return compare(number, asked) if compare is not None else number == asked
    return own == value


def _names(section: Section) -> Iterator[str]:
    if section.category is not None:
        yield section.category.text
    if section.role is not Role.PRIORITY:
        yield section.name
    if section.alias is not None:
        yield section.alias
