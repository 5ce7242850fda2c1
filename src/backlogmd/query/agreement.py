"""When a figure can stand for a sum, given how exactly it is written."""

from __future__ import annotations

from fractions import Fraction

from backlogmd.nodes import Amount, Estimate
from backlogmd.query.rollup import Total

APPROXIMATION = Fraction(1, 20)
"""How far a figure written with `~` may be off."""


def agrees(claimed: Estimate, total: Total, tolerance: float = 0) -> bool:
    """Whether a figure can stand for the sum, given how exactly it is written; a *tolerance* is a share of it."""
    low: Amount = min(claimed.low, claimed.high)
    high: Amount = max(claimed.low, claimed.high)
    below, above = _slack(claimed, low, tolerance), _slack(claimed, high, tolerance)
    most: Amount = high if total.open_end and high > total.high else total.high
    if claimed.bound == ">=":
        return most > low - below or most == low
    if claimed.bound == "<=":
        return total.low < high + above or total.low == high
    if low == high:
        # One figure for a range of sums may stand anywhere in it.
        return total.low <= low <= most or total.low - below < low < most + above
    if total.low == total.high:
        # A range for an exact sum may be as wide as it likes.
        return low <= total.low <= high or low - below < total.low < high + above
    return _near(low, total.low, below) and _near(high, most, above)


def _near(claimed: Amount, actual: Amount, slack: Amount) -> bool:
    # The ends of a range are rounded roughly: a half up or down.
    return -slack <= claimed - actual <= slack


def _slack(claimed: Estimate, end: Amount, tolerance: float) -> Amount:
    """By how much less than this a sum may be off: half of the last digit, or more where the figure is approximate."""
    share = max(Fraction(tolerance), APPROXIMATION if claimed.approximate else 0)
    rounding = Fraction(claimed.precision) / 2
    return max(rounding, end * share + Fraction(1, 1000)) if share else rounding
