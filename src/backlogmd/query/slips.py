"""Words that were mistyped."""

from __future__ import annotations


def is_one_slip(meant: str, written: str) -> bool:
    """Whether *written* is *meant* with one letter lost, added or wrong, or with two letters exchanged."""
    same = 0
    while same < min(len(meant), len(written)) and meant[same] == written[same]:
        same += 1
    left, found = meant[same:], written[same:]
    if len(left) == len(found) + 1:
        return left[1:] == found
    if len(left) + 1 == len(found):
        return left == found[1:]
    if len(left) != len(found) or not left:
        return False
    # Short words with another letter in them are mostly other words: `dads`, `weed`.
    return left == found[1::-1] + found[2:] or (left[1:] == found[1:] and len(meant) > len("week"))
