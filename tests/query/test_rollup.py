"""How much work: every unit of it once, whatever shape the backlog has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.nodes import Amount, Document, Kind
from backlogmd.query.rollup import Rollup, Total, summed, total
from backlogmd.syntax.parse import parse
from backlogmd.vocabulary import DEFAULT

HOUR = 60


def hours(low: float, high: float | None = None) -> tuple[Amount, Amount]:
    most = low if high is None else high
    return Fraction(low) * HOUR, Fraction(most) * HOUR


# Laws, one example each: the text, the number of tasks in the sum, how many have an estimate, and the sum in hours.

LEAVES = {
    "a task": ("- [ ] a (4h)", 1, 1, hours(4)),
    "no task": ("Nothing to do.", 0, 0, hours(0)),
    "tasks add up": ("- [ ] a (4h)\n- [ ] b (6 hours)", 2, 2, hours(10)),
    "minutes, hours, days and weeks": (
        "- [ ] a (30 min)\n- [ ] b (2h)\n- [ ] c (1 day)\n- [ ] d (1 week)",
        4,
        4,
        hours(50.5),
    ),
    "exact in thirds": ("- [ ] a (20 min)\n- [ ] b (20 min)\n- [ ] c (20 min)", 3, 3, hours(1)),
    "finished work counts": ("- [x] a (4h)\n- [ ] b (6h)", 2, 2, hours(10)),
    "cancelled work leaves both sides": ("- [-] a (4h)\n- [ ] b (6h)", 1, 1, hours(6)),
    "unknown states count": ("- [k] a (4h)\n- [!] b (6h)", 2, 2, hours(10)),
    "no estimate is none": ("- [ ] a (4h)\n- [ ] b", 2, 1, hours(4)),
    "zero is an estimate": ("- [ ] a (0h)", 1, 1, hours(0)),
    "notes are no tasks": ("- [ ] a (4h)\n  - note (2h)", 1, 1, hours(4)),
    "code is no task": ("- [ ] a (4h)\n\n```\n- [ ] b (6h)\n```", 1, 1, hours(4)),
    "ranges add end by end": ("- [ ] a (2-4h)\n- [ ] b (3-5h)", 2, 2, hours(5, 9)),
    "a range and a figure": ("- [ ] a (2-4h)\n- [ ] b (3h)", 2, 2, hours(5, 7)),
    "a reversed range has the same ends": ("- [ ] a (4-2h)\n- [ ] b (3-5h)", 2, 2, hours(5, 9)),
    "at most begins at nothing": ("- [ ] a (under 2 hours)\n- [ ] b (3h)", 2, 2, hours(3, 5)),
    "points are no hours": ("- [ ] a (4h)\n- [ ] b (3 pts)", 2, 1, hours(4)),
    "sizes are no hours": ("- [ ] a (4h)\n- [ ] b (M)", 2, 1, hours(4)),
}

PARENTS = {
    "only leaves": ("- [ ] a (9h)\n  - [ ] b (2h)\n  - [ ] c (3h)", 2, 2, hours(5)),
    "leaves at any depth": (
        "- [ ] a\n  - [ ] b (9h)\n    - [ ] c (2h)\n    - [ ] d (2h)\n  - [ ] e (3h)",
        3,
        3,
        hours(7),
    ),
    "a parent of unestimated steps counts itself": ("- [ ] a (9h)\n  - [ ] b\n  - [ ] c", 1, 1, hours(9)),
    "a parent of one unestimated step counts itself": ("- [ ] a (9h)\n  - [ ] b (2h)\n  - [ ] c", 1, 1, hours(9)),
    "nobody estimated": ("- [ ] a\n  - [ ] b (2h)\n  - [ ] c", 2, 1, hours(2)),
    "a parent of cancelled steps counts itself": ("- [ ] a (9h)\n  - [-] b (2h)", 1, 1, hours(9)),
    "a cancelled parent takes its steps along": ("- [-] a (9h)\n  - [ ] b (2h)", 0, 0, hours(0)),
    "a cancelled step": ("- [ ] a (9h)\n  - [-] b (2h)\n  - [ ] c (3h)", 1, 1, hours(3)),
    "steps under a note": ("- [ ] a (9h)\n  - note\n    - [ ] b (2h)", 1, 1, hours(2)),
    "tasks under a bullet": ("- API\n  - [ ] a (2h)\n  - [ ] b (3h)", 2, 2, hours(5)),
    "points below hours": ("- [ ] a (9h)\n  - [ ] b (3 pts)", 1, 0, hours(0)),
}


@pytest.mark.parametrize(
    ("text", "tasks", "estimated", "ends"), (LEAVES | PARENTS).values(), ids=(LEAVES | PARENTS).keys()
)
def test_a_sum_of_durations(text: str, tasks: int, estimated: int, ends: tuple[Amount, Amount]) -> None:
    expected = Total(tasks, estimated, *ends)

    assert expected == total(parse(text))
    assert tasks - estimated == expected.missing


def test_points_add_up_by_themselves() -> None:
    document = parse("- [ ] a (3 pts)\n- [ ] b (5-8 SP)\n- [ ] c (4h)")

    assert Total(3, 2, 8, 11) == total(document, kind=Kind.POINTS)


def test_an_open_end_stays_open() -> None:
    assert Total(2, 2, 10 * HOUR, 10 * HOUR, open_end=True) == total(parse("- [ ] a (4+ hours)\n- [ ] b (6h)"))


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("priority:high", 4),
        ("HIGH", 4),
        ("priority:low state:open", 2),
        ("state:done", 6),
        ("All tasks", 12),
        (None, 12),
        ("priority:medium", 0),
    ],
)
def test_a_sum_of_what_a_selector_selects(selector: str | None, expected: int) -> None:
    document = parse("## HIGH\n\n- [ ] a (4h)\n\n## LOW\n\n- [x] b (6h)\n- [ ] c (2h)\n- [-] d (9h)\n")

    assert expected * HOUR == total(document, selector).low


# Laws over generated backlogs.


@dataclass(frozen=True)
class Item:
    """A task as a test writes it: what the parser makes of it is compared with this."""

    state: str
    estimate: tuple[int, int] | None
    children: tuple[Item, ...] = ()

    def text(self, indent: str = "") -> str:
        low, high = self.estimate or (0, 0)
        written = "" if self.estimate is None else f" ({low}h)" if low == high else f" ({low}-{high}h)"
        return f"{indent}- [{self.state}] task{written}\n" + "".join(one.text(indent + "  ") for one in self.children)

    def leaves(self) -> list[tuple[int, int] | None]:
        """The law, as a person would say it."""
        if self.state == "-":
            return []
        below = [leaf for child in self.children for leaf in child.leaves()]
        counts_itself = not below or (self.estimate is not None and None in below)
        return [self.estimate] if counts_itself else below


@dataclass(frozen=True)
class Part:
    """A section and the sections below it."""

    name: str
    items: tuple[Item, ...]
    parts: tuple[Part, ...] = ()

    def text(self, level: int = 2) -> str:
        tasks = "".join(item.text() for item in self.items)
        return f"{'#' * level} {self.name}\n\n{tasks}\n" + "".join(part.text(level + 1) for part in self.parts)


ESTIMATES = st.none() | st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: (min(ends), max(ends)))
STATES = st.sampled_from(" x-/k")
LEAF_ITEMS = st.builds(Item, STATES, ESTIMATES)
ITEMS = st.recursive(
    LEAF_ITEMS,
    lambda children: st.builds(Item, STATES, ESTIMATES, st.lists(children, max_size=3).map(tuple)),
    max_leaves=8,
)
LISTS = st.lists(ITEMS, max_size=4).map(tuple)
NAMES = st.sampled_from(
    ("HIGH - API", "🔴 URGENT", "LOW", "Medium priority", "shop", "Site", "Phase 1", "v1.0", "Done")
)
PARTS = st.builds(Part, NAMES, LISTS, st.lists(st.builds(Part, NAMES, LISTS), max_size=2).map(tuple))
BACKLOGS = st.tuples(LISTS, st.lists(PARTS, max_size=4))


def written(backlog: tuple[tuple[Item, ...], list[Part]]) -> str:
    preamble, parts = backlog
    return "".join(item.text() for item in preamble) + "\n" + "".join(part.text() for part in parts)


def added(totals: list[Total]) -> Total:
    return Total(
        sum(one.tasks for one in totals),
        sum(one.estimated for one in totals),
        sum(one.low for one in totals),
        sum(one.high for one in totals),
    )


@given(LISTS)
def test_a_list_adds_up_to_its_leaves(items: tuple[Item, ...]) -> None:
    leaves = [leaf for item in items for leaf in item.leaves()]
    known = [leaf for leaf in leaves if leaf is not None]

    expected = Total(
        len(leaves), len(known), HOUR * sum(low for low, _ in known), HOUR * sum(high for _, high in known)
    )
    assert expected == total(parse("".join(item.text() for item in items)))


@given(BACKLOGS)
def test_the_whole_is_the_preamble_and_the_sections(backlog: tuple[tuple[Item, ...], list[Part]]) -> None:
    document = parse(written(backlog))
    rollup = Rollup(document)
    first = document.sections[0].span.start if document.sections else document.span.end
    spans = [document.span._replace(end=first), *(section.span for section in document.sections)]

    assert total(document) == added([summed(rollup.within(span), Kind.DURATION) for span in spans])


@given(BACKLOGS)
def test_the_whole_is_the_levels_and_the_rest(backlog: tuple[tuple[Item, ...], list[Part]]) -> None:
    document = parse(written(backlog))
    rest = [addend for addend in Rollup(document).addends if document.priority_of(addend.task) is None]
    levels = [total(document, f"priority:{level.name}") for level in DEFAULT.levels]

    assert total(document) == added([*levels, summed(rest, Kind.DURATION)])


def shuffled(items: tuple[Item, ...], order: Callable[[list[Item]], list[Item]]) -> tuple[Item, ...]:
    return tuple(order([replace(item, children=shuffled(item.children, order)) for item in items]))


@given(LISTS, st.randoms(use_true_random=False))
def test_the_order_of_siblings_is_nothing(items: tuple[Item, ...], random: object) -> None:
    def order(siblings: list[Item]) -> list[Item]:
        random.shuffle(siblings)  # type: ignore[attr-defined]
        return siblings

    before = total(parse("".join(item.text() for item in items)))
    assert before == total(parse("".join(item.text() for item in shuffled(items, order))))


def test_addends_lie_where_their_tasks_stand() -> None:
    document: Document = parse("- [ ] a (1h)\n\n# One\n\n- [ ] b\n  - [ ] c (2h)\n\n# Two\n\n- [ ] d (4h)\n")
    one, two = document.sections
    rollup = Rollup(document)

    assert [addend.task.title.text for addend in rollup.within(one.span)] == ["c"]
    assert [addend.task.title.text for addend in rollup.within(two.span)] == ["d"]
    assert [task.title.text for task in rollup.roots_within(one.span)] == ["b"]
