"""Which of the new things is which of the old ones."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from backlogmd.pairing import pair

KEYS = st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=12)


def test_the_first_goes_with_the_first() -> None:
    assert pair([("abb", "bab")]) == {0: 1, 1: 0, 2: 2}


def test_what_one_level_leaves_alone_goes_on_to_the_next() -> None:
    assert pair([([1, 2], [9, 1]), ("xy", "yx")]) == {0: 1, 1: 0}


def test_none_is_equal_to_nothing() -> None:
    assert pair([([None, 1], [None, 1])]) == {1: 1}


@given(KEYS, KEYS)
def test_as_many_are_paired_as_both_sides_have(old: list[int | None], new: list[int | None]) -> None:
    pairs = pair([(old, new)])
    assert all(old[left] == new[right] is not None for left, right in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    both = Counter(key for key in old if key is not None) & Counter(key for key in new if key is not None)
    assert len(pairs) == both.total()


@given(st.data(), st.integers(0, 8), st.integers(0, 8))
def test_exchanged_sides_give_the_same_pairs(data: st.DataObject, olds: int, news: int) -> None:
    key = st.one_of(st.none(), st.integers(0, 2))
    levels = [
        (data.draw(st.lists(key, min_size=olds, max_size=olds)), data.draw(st.lists(key, min_size=news, max_size=news)))
        for _ in range(3)
    ]
    there = pair(levels)
    back = pair((new, old) for old, new in levels)
    assert {right: left for left, right in there.items()} == back
