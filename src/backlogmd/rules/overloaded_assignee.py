"""Somebody has more work than time.

The open hours that are given to each person, by name in the tasks or by rules under their name, are compared with the
hours that they have. On as soon as the option `capacity` says how many: one number for everybody, or a table of names,
in which others have no limit. A task of several people is divided evenly between them; a name in a task goes before
the rules; what is given to a team, what has no estimate, and the upper ends of ranges do not count.

Bad:

    - [ ] Write the parser (30h) @ana
    - [ ] Write the linter (20h) @ana

With:

    [rules.overloaded-assignee]
    capacity = 40

Good:

    - [ ] Write the parser (30h) @ana
    - [ ] Write the linter (20h) @ben
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from backlogmd.diagnostics import Evidence
from backlogmd.nodes import Document, Kind, Task
from backlogmd.query.claims import Facts
from backlogmd.query.people import headed, is_shared, person, shares
from backlogmd.query.rollup import Addend, ends_of
from backlogmd.rule import Finding, Options, rule
from backlogmd.source import Span
from backlogmd.totals import MOST_EVIDENCE, hours_text, plural


@dataclass(frozen=True, slots=True)
class Capacity(Options):
    """How much time there is."""

    capacity: dict[str, float] | float = field(default_factory=dict)
    """Hours for each person: one number for everybody, or a table of names."""

    def __post_init__(self) -> None:
        hours = self.capacity.values() if isinstance(self.capacity, dict) else (self.capacity,)
        if not all(one >= 0 for one in hours):
            raise ValueError("the capacity must be 0 hours or more")

    def of(self, name: str) -> float | None:
        """The hours of the person called *name*, in any case; None if there is no limit."""
        if not isinstance(self.capacity, dict):
            return self.capacity
        wanted = name.casefold()
        return next((hours for one, hours in self.capacity.items() if one.lstrip("@").casefold() == wanted), None)


@dataclass(slots=True)
class _Load:
    """What one person has to do."""

    name: str
    span: Span
    """Where the name stands first."""
    minutes: Fraction = Fraction(0)
    addends: list[Addend] = field(default_factory=list)


@rule(
    "BL705",
    "{name} has {hours} of open work, but only {capacity:g} hours for it",
    default=False,
    once_configured=True,
)
def check(facts: Facts, limits: Capacity) -> Iterator[Finding]:
    if limits.capacity == {}:
        return
    for load in _loads(facts):
        capacity = limits.of(load.name)
        if capacity is not None and load.minutes > 60 * Fraction(capacity):
            yield Finding(
                load.span,
                name=load.name,
                hours=hours_text(load.minutes, load.minutes),
                capacity=capacity,
                evidence=tuple(_evidence(load.addends)),
                help="give some of it to somebody else",
            )


def _loads(facts: Facts) -> list[_Load]:
    document = facts.document
    loads = {
        person(one).casefold(): _Load(person(one), section.heading.span)
        for section, one in reversed(list(headed(document)))
        if not is_shared(one.assignee)
    }
    owners: dict[Span, dict[str, None]] = {}
    for share in shares(document, facts.finder):
        for task in share.tasks:
            owners.setdefault(task.span, {})[share.person.casefold()] = None
    for addend in facts.rollup.addends:
        estimate = addend.estimate
        if addend.task.is_done or estimate is None or estimate.kind is not Kind.DURATION:
            continue
        names = _named(addend.task, document, loads) or list(owners.get(addend.task.span, ()))
        for name in names:
            load = loads[name]
            load.minutes += Fraction(ends_of(estimate)[0]) / len(names)
            load.addends.append(addend)
    return sorted(loads.values(), key=lambda load: load.span)


def _named(task: Task, document: Document, loads: dict[str, _Load]) -> list[str]:
    """The people that the task or the nearest one above it names; those who are new are put down in *loads*."""
    for one in (task, *(above for above in document.parents_of(task) if isinstance(above, Task))):
        if one.assignees:
            names = [label for label in one.assignees if not is_shared(label.text)]
            for label in names:
                loads.setdefault(label.text.casefold(), _Load(label.text, label.span))
            return list(dict.fromkeys(label.text.casefold() for label in names))
    return []


def _evidence(addends: list[Addend]) -> Iterator[Evidence]:
    for task, estimate in addends[:MOST_EVIDENCE]:
        yield Evidence(f"{estimate.text if estimate else 'no estimate'}: {task.title.text}", task.title.span)
    if len(addends) > MOST_EVIDENCE:
        yield Evidence(f"and {plural(len(addends) - MOST_EVIDENCE, 'more task')}")
