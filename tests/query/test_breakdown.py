"""Sums over groups: nothing twice, nothing lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogmd.nodes import Document
from backlogmd.query.breakdown import KEYS, Breakdown, addends_among, break_down
from backlogmd.syntax.parse import parse

HOUR = 60

TEXT = """\
## LOW

- [ ] a (1-2h)
- [x] b (3 pts)

## HIGH

- [ ] parent (9h) @ana
  - [x] c (2h)
  - [ ] d (4+ hours) @bo
- [-] cancelled (50h)

## Elsewhere

- [ ] e
"""


def by(*keys: str, text: str = TEXT) -> Breakdown:
    document = parse(text, path="a.md")
    return break_down([(document, addends_among(document, document.tasks))], keys)


def test_priorities_stand_in_their_order_and_tasks_without_one_come_last() -> None:
    assert [one.values for one in by("priority").groups] == [("HIGH",), ("LOW",), (None,)]


def test_a_group_has_its_leaves_and_no_parent() -> None:
    high, low, none = (one.sums for one in by("priority").groups)
    assert (high.tasks, high.done, high.open, high.percent, high.without_estimate) == (2, 1, 1, 50, 0)
    assert (high.duration.low, high.duration.high, high.duration.open_end) == (6 * HOUR, 6 * HOUR, True)
    assert (low.duration.low, low.duration.high, low.points.low) == (HOUR, 2 * HOUR, 3)
    assert (none.tasks, none.without_estimate, none.percent) == (1, 1, 0)


def test_the_total_is_that_of_the_document() -> None:
    total = by("priority").total
    assert (total.tasks, total.done, total.without_estimate) == (5, 2, 1)
    assert (total.duration.low, total.duration.high, total.points.high) == (7 * HOUR, 8 * HOUR, 3)


def test_subtasks_are_for_those_who_do_the_task_unless_they_have_their_own() -> None:
    assert [(one.values[0], one.sums.tasks) for one in by("assignee").groups] == [("ana", 1), ("bo", 1), (None, 3)]


def test_two_keys_have_subtotals() -> None:
    found = by("priority", "state")
    assert [(one.values, one.sums.tasks) for one in found.groups] == [
        (("HIGH", "open"), 1),
        (("HIGH", "done"), 1),
        (("LOW", "open"), 1),
        (("LOW", "done"), 1),
        ((None, "open"), 1),
    ]
    assert [(one.values, one.sums.tasks) for one in found.subtotals] == [(("HIGH",), 2), (("LOW",), 2), ((None,), 1)]


def test_nothing_comes_to_nothing() -> None:
    found = by("priority", text="Nothing to do.\n")
    assert (found.groups, found.total.tasks, found.total.percent) == ((), 0, None)


def test_ninety_nine_of_a_hundred_and_a_half_are_not_all() -> None:
    assert by("state", text="- [x] a\n" * 199 + "- [ ] b\n").total.percent == 99


LINES = st.lists(
    st.builds(
        "{}- [{}] task{}".format,
        st.sampled_from(("", "  ", "    ")),
        st.sampled_from(" x-/"),
        st.sampled_from(("", " (2h)", " (1-3 h)", " (5 pts)", " @ana", " P1")),
    )
    | st.sampled_from(("\n## HIGH\n", "\n## LOW - Testing\n", "\n## v1.0\n", "\n# Shop\n")),
    max_size=12,
).map("\n".join)


@given(LINES, st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
def test_the_groups_add_up_to_the_total_however_they_are_made(text: str, keys: list[str]) -> None:
    documents: list[Document] = [parse(text, path="a.md"), parse(text, path="b.md")]
    found = break_down([(one, addends_among(one, one.tasks)) for one in documents], keys)

    def figures(groups: list[object]) -> list[int]:
        return [sum(getattr(one, name) for one in groups) for name in ("tasks", "done", "open", "without_estimate")]

    assert figures([one.sums for one in found.groups]) == figures([found.total])
    assert sum(one.sums.duration.high for one in found.groups) == found.total.duration.high
    assert sum(one.sums.points.low for one in found.groups) == found.total.points.low
    for length in range(1, len(keys)):
        level = [one for one in found.subtotals if len(one.values) == length]
        assert figures([one.sums for one in level]) == figures([found.total])
    # One group for each combination, those with the same first value beside each other.
    assert len({one.values for one in found.groups}) == len(found.groups)
    firsts = [one.values[0] for one in found.groups]
    assert sum(before != after for before, after in pairwise(firsts)) == max(0, len({*firsts}) - 1)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_an_answer_for_every_task(key: str) -> None:
    assert sum(one.sums.tasks for one in by(key).groups) == 5
