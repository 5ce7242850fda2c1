"""The tasks of a document by priority, project, category, milestone, assignee or state, with names for the groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from backlogmd.nodes import Label, Section, Spelling, Task
from backlogmd.query.claims import Facts
from backlogmd.query.rollup import Addend
from backlogmd.source import Span
from backlogmd.vocabulary import Dialect, State

_NONE = {
    "priority": "No priority",
    "project": "No project",
    "category": "No category",
    "milestone": "No milestone",
    "assignee": "Unassigned",
}
"""The group of the tasks that belong to no other."""

_STATES = {
    State.OPEN: "To do",
    State.IN_PROGRESS: "In progress",
    State.BLOCKED: "Blocked",
    State.DEFERRED: "Deferred",
    State.QUESTION: "Question",
    State.UNKNOWN: "Unknown",
    State.DONE: "Done",
}
"""The groups of states, in their order. `Open` would mean everything that is not done; cancelled tasks are in none."""


class Group(NamedTuple):
    """Tasks that have something in common."""

    label: str
    tasks: list[Task]
    """Those that are counted: the leaves of the tree."""
    addends: list[Addend]
    """Those that are added up, which may be parents whose subtasks have no estimates."""


class Groups:
    """The groups of a document; each grouping is made once."""

    def __init__(self, facts: Facts, dialect: Dialect) -> None:
        self.facts = facts
        self.document = facts.document
        self.dialect = dialect
        self.everything = Group(
            "", [leaf for root in facts.rollup.roots for leaf in _leaves(root)], facts.rollup.addends
        )
        self._found: dict[str, list[Group]] = {}
        self._labels: dict[str, str] = {}

    def by(self, grouping: str) -> list[Group]:
        """The groups that have tasks: levels and states from the first to the last, others in the document's order."""
        if grouping not in self._found:
            self._found[grouping] = self._grouped(grouping)
        return self._found[grouping]

    def _grouped(self, grouping: str) -> list[Group]:
        name_of = self._namers[grouping]
        groups: dict[str, Group] = {}
        starts: dict[str, int] = {}

        def group_of(task: Task) -> Group:
            label = name_of(task)
            key = label.casefold()
            starts[key] = min(starts.get(key, task.span.start), task.span.start)
            return groups.setdefault(key, Group(label or _NONE[grouping], [], []))

        for task in self.everything.tasks:
            group_of(task).tasks.append(task)
        for addend in self.everything.addends:
            group_of(addend.task).addends.append(addend)
        ranks = {label.casefold(): rank for rank, label in enumerate(self._ranked(grouping))}
        order = sorted(groups, key=lambda key: (not key, ranks.get(key, len(ranks)), starts[key]))
        return [groups[key] for key in order]

    def _ranked(self, grouping: str) -> list[str]:
        if grouping == "priority":
            return [self.level_label(level.name) for level in self.dialect.levels]
        return list(_STATES.values()) if grouping == "state" else []

    @property
    def _namers(self) -> dict[str, Callable[[Task], str]]:
        document = self.document
        return {
            "priority": self._priority,
            "project": lambda task: _name(document.project_of(task)),
            "category": lambda task: _text(document.category_of(task)),
            "milestone": lambda task: _name(document.milestone_of(task)),
            "assignee": self._assignees,
            "state": lambda task: _STATES.get(task.state, ""),
        }

    # Priorities, as the headings of the file spell them.

    def _priority(self, task: Task) -> str:
        priority = self.document.priority_of(task)
        return self.level_label(priority.level) if priority is not None else ""

    def level_label(self, name: str) -> str:
        """The level *name* as headings spell it, with its emoji: the commonest way, or else the dialect's."""
        if name not in self._labels:
            self._labels[name] = self._new_level_label(name)
        return self._labels[name]

    @cached_property
    def _spellings(self) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
        """The words and the emoji that headings give to each level."""
        words: dict[str, Counter[str]] = {}
        emoji: dict[str, Counter[str]] = {}
        for section in self.document.all_sections:
            priority = section.priority
            if priority is None:
                continue
            if priority.spelling is not Spelling.EMOJI:
                words.setdefault(priority.level, Counter())[priority.text] += 1
            if priority.emoji is not None:
                emoji.setdefault(priority.level, Counter())[self._emoji_as_written(priority.emoji)] += 1
            elif priority.spelling is Spelling.EMOJI:
                emoji.setdefault(priority.level, Counter())[priority.text] += 1
        return words, emoji

    def _emoji_as_written(self, emoji: Label) -> str:
        """With its variation selector, if it has one; repaired, if it was damaged; empty, if it is lost."""
        written = self.document.source.slice(emoji.span)
        return written if emoji.text and written.startswith(emoji.text) else emoji.text

    def _new_level_label(self, name: str) -> str:
        words, pictures = self._spellings
        level = self.dialect.level(name)
        usual = level.emoji[0] if level is not None and level.emoji else ""
        word = words[name].most_common(1)[0][0] if name in words else name
        if name in pictures:
            whole = [picture for picture, _ in pictures[name].most_common() if picture]
            picture = whole[0] if whole else usual
        else:
            picture = usual if name not in words and (pictures or not words) else ""
        return f"{picture} {word}".strip()

    # People.

    def _assignees(self, task: Task) -> str:
        """Who has the task, or the nearest one above it that somebody has; else who is assigned to it by a rule."""
        above = [one for one in self.document.parents_of(task) if isinstance(one, Task)]
        named = next((one.assignees for one in (task, *above) if one.assignees), ())
        if named:
            return ", ".join(dict.fromkeys(_text(one) for one in named))
        for one in (task, *above):
            if one.span in self._assigned:
                return ", ".join(self._assigned[one.span])
        return ""

    @cached_property
    def _assigned(self) -> dict[Span, list[str]]:
        """The people, or else the teams, whose rules select each task."""
        found: dict[Span, dict[str, bool]] = {}
        for assignment in self.document.assignments:
            for rule in assignment.rules:
                for task in self.facts.finder.find(rule.selector).tasks:
                    found.setdefault(task.span, {})[" ".join(assignment.assignee.split())] = assignment.is_team
        return {
            span: [who for who, is_team in names.items() if not is_team] or list(names) for span, names in found.items()
        }


def _leaves(task: Task) -> list[Task]:
    """The tasks that are counted for *task*: those below it, or itself; no cancelled ones."""
    if not task.counts:
        return []
    return [leaf for child in task.children for leaf in _leaves(child)] or [task]


def _name(section: Section | None) -> str:
    return " ".join(section.name.split()) if section is not None else ""


def _text(label: Label | None) -> str:
    return " ".join(label.text.split()) if label is not None else ""
