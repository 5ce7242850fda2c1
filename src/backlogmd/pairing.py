"""Which of the new things is which of the old ones: by equal keys, the most telling ones first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


def pair(levels: Iterable[tuple[Sequence[Hashable], Sequence[Hashable]]]) -> dict[int, int]:
    """Pairs of indices, old to new; each index is in one pair at most.

    Each of *levels* holds one key for every old thing and one for every new thing; None is equal to nothing. What one
    level leaves alone goes on to the next. Of several things with one key the first goes with the first, and so on:
    with old and new exchanged, the pairs are the same ones. Takes linear time.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for old, new in levels:
        waiting: dict[Hashable, list[int]] = {}
        for index in range(len(new) - 1, -1, -1):
            if index not in taken and new[index] is not None:
                waiting.setdefault(new[index], []).append(index)
        for index, key in enumerate(old):
            if index not in pairs and key is not None and waiting.get(key):
                pairs[index] = waiting[key].pop()
                taken.add(pairs[index])
    return pairs
