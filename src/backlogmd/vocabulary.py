"""The words a backlog is read with.

A `Dialect` holds the vocabularies: ordered priority levels, state characters, the working calendar, and the words
that give a section its role. The default dialect takes the common reading of each spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from backlogmd.errors import UnknownNameError


class State(Enum):
    """Where a task stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    QUESTION = "question"
    UNKNOWN = "unknown"
    """A state character outside the dialect: kept, and counted as work to do."""


class Role(Enum):
    """What a section is."""

    PROJECT = "project"
    PRIORITY = "priority"
    CATEGORY = "category"
    MILESTONE = "milestone"
    KNOWN_ISSUES = "known-issues"
    SEVERITY = "severity"
    RESOURCES = "resources"
    TIMELINE = "timeline"
    PHASE = "phase"
    METRICS = "metrics"
    SUMMARY = "summary"
    ASSIGNMENTS = "assignments"
    ASSIGNEE = "assignee"
    ARCHIVE = "archive"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Level:
    """One priority level, with every way to write it. Words are lower case."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """Such as `P0`; upper case."""
    letters: tuple[str, ...] = ()
    """The letters of todo.txt `(A)` and org `[#A]`."""
    emoji: tuple[str, ...] = ()
    """The emoji of the level, the usual one first; without variation selectors."""
    marks: tuple[str, ...] = ()
    """The arrows of Obsidian Tasks and the exclamation marks of [x]it!."""
    also_seen: tuple[str, ...] = ()
    """Circles that real files also give to this level, on a scale with fewer or with shifted steps."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How working time converts. Estimates in days and weeks mean working days and weeks."""

    hours_per_day: int = 8
    days_per_week: int = 5
    weeks_per_month: int = 4

    def minutes(self, unit: str) -> int:
        """Minutes in one *unit*: `minute`, `hour`, `day`, `week` or `month`."""
        hours = {
            "hour": 1,
            "day": self.hours_per_day,
            "week": self.hours_per_day * self.days_per_week,
            "month": self.hours_per_day * self.days_per_week * self.weeks_per_month,
        }
        return 1 if unit == "minute" else 60 * hours[unit]


_LEVELS = (
    Level(
        "URGENT",
        ("urgent", "critical", "blocker", "highest", "immediate", "emergency", "show-stopper", "showstopper"),
        ("P0",),
        ("A",),
        ("🔴", "🔥", "🚨", "🛑"),
        ("🔺", "!!!"),
        ("🟠",),
    ),
    Level(
        "HIGH", ("high", "important", "major"), ("P1",), ("B",), ("🟠",), ("⏫", "!!"), ("🔴", "🟡", "⚠", "🔺", "⭐")
    ),
    Level(
        "MEDIUM",
        ("medium", "med", "moderate", "normal"),
        ("P2",),
        ("C",),
        ("🟡",),
        ("🔼", "!"),
        ("🟠", "🟢", "⚠", "🔸"),
    ),
    Level("LOW", ("low", "minor"), ("P3",), ("D",), ("🟢",), ("🔽",), ("🔵", "⚪", "🟡", "🔻")),
    Level("LOWEST", ("lowest", "trivial", "optional"), ("P4",), ("E",), ("🔵", "⚪"), ("⏬",), ("⚫", "🟢")),
)

_STATES = {
    " ": State.OPEN,
    "\t": State.OPEN,
    "\u00a0": State.OPEN,
    "\u3000": State.OPEN,
    "x": State.DONE,
    "X": State.DONE,
    "/": State.IN_PROGRESS,
    "~": State.IN_PROGRESS,
    "@": State.IN_PROGRESS,
    "-": State.CANCELLED,
    ">": State.DEFERRED,
    "!": State.BLOCKED,
    "?": State.QUESTION,
}

# What a heading is called when it has the role. Compared with the whole heading in lower case, without emoji,
# numbering and what stands in parentheses.
_ROLE_NAMES: dict[str, tuple[str, ...]] = {
    Role.KNOWN_ISSUES.value: ("known issues", "known bugs", "known problems", "known limitations", "open issues"),
    Role.RESOURCES.value: (
        "resources", "resource requirements", "required resources", "resources needed", "resourcing",
    ),
    Role.TIMELINE.value: ("timeline", "schedule", "project timeline", "implementation timeline", "phases"),
    Role.METRICS.value: (
        "success metrics", "metrics", "kpis", "key metrics", "success metrics & kpis", "quality metrics",
        "performance metrics", "key performance indicators", "targets",
    ),
    Role.SUMMARY.value: (
        "summary", "time estimates summary", "time estimate summary", "estimates summary", "estimate summary",
        "time estimates", "total estimates", "time summary", "effort summary", "estimates", "totals", "overview",
        "backlog summary", "task summary", "summary table", "priority summary", "progress summary", "effort estimates",
        "effort estimate", "effort overview", "statistics", "stats", "progress", "progress overview",
    ),
    Role.ASSIGNMENTS.value: (
        "assignments", "assignment", "assignment recommendations", "recommended assignments", "task assignments",
        "team assignments", "assignees", "ownership", "owners", "suggested assignments", "task assignment",
    ),
    Role.ARCHIVE.value: (
        "done", "completed", "archive", "archived", "finished", "closed", "completed tasks", "done tasks",
        "recently completed", "completed items", "finished tasks",
    ),
}  # fmt: skip

_WEAK_WORDS = (
    "important",
    "major",
    "minor",
    "normal",
    "moderate",
    "med",
    "optional",
    "trivial",
    "immediate",
    "emergency",
)

_SEVERITIES = (
    "critical",
    "blocker",
    "severe",
    "major",
    "important",
    "high",
    "medium",
    "moderate",
    "minor",
    "low",
    "trivial",
    "cosmetic",
)


def _role_names() -> Mapping[str, Role]:
    return {name: Role(role) for role, names in _ROLE_NAMES.items() for name in names}


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """The vocabularies one file is read with."""

    name: str = "default"
    levels: tuple[Level, ...] = _LEVELS
    """From the most to the least urgent."""
    states: Mapping[str, State] = field(default_factory=lambda: dict(_STATES))
    """What each character between the brackets of a box means."""
    calendar: Calendar = Calendar()
    role_names: Mapping[str, Role] = field(default_factory=_role_names)
    weak_words: tuple[str, ...] = _WEAK_WORDS
    """Words of levels that are everyday words, too: in a heading they need a priority emoji or the word `priority`."""
    severities: tuple[str, ...] = _SEVERITIES
    """The words of severities of known issues, from the worst."""

    def level(self, name: str) -> Level | None:
        """The level called *name*, in any case, by its name or one of its words or codes."""
        wanted = name.lower()
        for level in self.levels:
            if wanted == level.name.lower() or wanted in level.words or wanted.upper() in level.codes:
                return level
        return None

    def state(self, character: str) -> State:
        """What *character* between the brackets of a box means."""
        return self.states.get(character, State.UNKNOWN)


DEFAULT = Dialect()

_BUILT_IN = {"default": DEFAULT}


def dialect_named(dialect: Dialect | str | None) -> Dialect:
    """The dialect itself, the built-in one of that name, or the default.

    Raises `UnknownNameError` for a name that is no built-in dialect.
    """
    if isinstance(dialect, Dialect):
        return dialect
    if dialect is None:
        return DEFAULT
    try:
        return _BUILT_IN[dialect]
    except KeyError:
        raise UnknownNameError("dialect", dialect, list(_BUILT_IN), "known are " + ", ".join(_BUILT_IN)) from None
