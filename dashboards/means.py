"""Means with what they may be off by, and what lies between two of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.measures.correction import Correction
from analysis.measures.student import t_margin

RANGES = {
    "escalation": (0.0, 1.0),
    "diplomacy": (0.0, 1.0),
    "balance": (-1.0, 1.0),
    "intensity": (0.0, 2.0),
    "sentiment": (-1.0, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean and its standard error over stories, None below three; `drawn` are its
    degrees of freedom.

    `gold` is how far a corrected mean may be off because few sentences were coded, in
    parts that are independent of each other and the same in all means of an outlet,
    with `coded` degrees of freedom; no parts where it is not corrected.
    """

    value: float
    error: float | None
    drawn: float
    gold: tuple[float, ...] = ()
    coded: float = math.inf

    @property
    def whole_error(self) -> float:
        """The standard error from both sources; that of stories as 0 if unknown."""
        return math.hypot(self.error or 0.0, *self.gold)


def find_difference(
    before: Mean, after: Mean, share: float, measure: str
) -> tuple[float, float]:
    """The interval that holds after minus before, at one outlet, in `share` (0 … 1) of
    all cases; no wider than the measure's own range to either side.

    The errors over stories are taken as independent; of gold's only what differs
    between the two counts. Degrees of freedom are Satterthwaite's (1946), the margin is
    Student's t.
    """
    gold = math.hypot(*(b - a for a, b in zip(before.gold, after.gold, strict=True)))
    errors = (before.error or 0.0, after.error or 0.0, gold)
    free = (before.drawn, after.drawn, min(before.coded, after.coded))
    degrees = find_degrees(
        [(error**2, own) for error, own in zip(errors, free, strict=True)]
    )
    reach = t_margin(share, degrees) * math.hypot(*errors)
    size = after.value - before.value
    width = RANGES[measure][1] - RANGES[measure][0]
    return max(size - reach, -width), min(size + reach, width)


def find_degrees(parts: Sequence[tuple[float, float]]) -> float:
    """Degrees of freedom of a sum of variances, each with its own (Satterthwaite 1946);
    as the formula of that name."""
    whole = sum(variance for variance, _ in parts)
    doubt = sum(variance**2 / degrees for variance, degrees in parts)
    # Student's t rounds down: rounding errors shall not take a degree.
    return round(whole**2 / doubt, 6) if doubt else parts[0][1]


def find_balance(escalation: float, diplomacy: float) -> tuple[float, float, float]:
    """The balance, and how far it moves with either; zeros where both are nothing."""
    both = escalation + diplomacy
    if not both:
        return 0.0, 0.0, 0.0
    pull = 2 / both**2
    return (diplomacy - escalation) / both, -diplomacy * pull, escalation * pull


def split_error(by: Correction, share: float) -> tuple[float, float]:
    """The error that comes with a correction, in two independent parts (Cholesky);
    squared and summed as the formula `correct_var`."""
    level = math.sqrt(by.intercept_var)
    tilt = by.covariance / level if level else 0.0
    rest = math.sqrt(max(by.slope_var - tilt**2, 0))
    return (level + share * tilt) / by.slope, share * rest / by.slope
