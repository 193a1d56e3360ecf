"""A measure over several weeks together, and how far it may be off."""

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from analysis.measures.correction import Correction
from dashboards.series import Series

Z_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A measure over one or more weeks: its mean by articles, its errors and n.

    `error` is the standard error from which stories appeared; every week has its own.
    `shared` is that of a corrected measure from which sentences were coded, in parts
    that are independent of each other but the same in all weeks of an outlet.
    """

    value: float
    error: float
    articles: int
    shared: tuple[float, ...] = ()

    @property
    def whole_error(self) -> float:
        """The standard error from both sources."""
        return math.hypot(self.error, *self.shared)


def find_change_error(before: Pooled, after: Pooled) -> float:
    """Standard error of after minus before at one outlet: what they share cancels."""
    parts = zip(before.shared, after.shared, strict=True)
    return math.hypot(before.error, after.error, *(b - a for a, b in parts))


def pool(series: Series, measure: str, first: date, end: date) -> Pooled | None:
    """The weeks of [first, end) together; only weeks that have an interval count.

    Weights are articles; for balance articles times intensity, which makes it the
    balance of the sums. The errors take the weights as fixed. None where no week
    counts.
    """
    weeks = [
        (_find_weight(series, measure, index), found)
        for index in range(len(series.articles))
        if first <= series.find_day(index) < end
        if (found := _read_week(series, measure, index))
    ]
    total = sum(weight for weight, _ in weeks)
    if total == 0:
        return None
    shared = zip(
        *([weight * p for p in week.shared] for weight, week in weeks), strict=True
    )
    return Pooled(
        value=sum(weight * week.value for weight, week in weeks) / total,
        error=math.hypot(*(weight * week.error for weight, week in weeks)) / total,
        articles=sum(week.articles for _, week in weeks),
        shared=tuple(sum(parts) / total for parts in shared),
    )


def _find_weight(series: Series, measure: str, index: int) -> float:
    if measure != "balance":
        return series.articles[index]
    escalation, diplomacy = _read_frames(series, index)
    return series.articles[index] * (escalation + diplomacy)


def _read_frames(series: Series, index: int) -> tuple[float, float]:
    escalation, diplomacy = (
        series.measures[name].values[index] for name in ("escalation", "diplomacy")
    )
    return escalation or 0.0, diplomacy or 0.0


def _read_week(series: Series, measure: str, index: int) -> Pooled | None:
    found = series.measures[measure]
    value, low, high = found.values[index], found.lows[index], found.highs[index]
    if value is None or low is None or high is None:
        return None
    shared = _find_shared(series, measure, index, value) if found.alone else ()
    # What its shared parts leave of the whole interval; half of one that ends at what
    # a measure can be is cut off.
    whole = max(high - value, value - low) / Z_95
    return Pooled(
        value=value,
        error=math.sqrt(max(whole**2 - math.hypot(*shared) ** 2, 0)),
        articles=series.articles[index],
        shared=shared,
    )


def _find_shared(
    series: Series, measure: str, index: int, value: float
) -> tuple[float, ...]:
    """How far the gold behind a corrected value moves it, of the balance by the delta
    method; squared and summed as the formulas `correct_var` and `find_balance_var`."""
    if measure != "balance":
        return _split_error(series.corrections[measure], value)
    escalation, diplomacy = _read_frames(series, index)
    both = escalation + diplomacy
    pull = 2 / both**2 if both else 0.0
    return (
        *(
            -diplomacy * pull * part
            for part in _split_error(series.corrections["escalation"], escalation)
        ),
        *(
            escalation * pull * part
            for part in _split_error(series.corrections["diplomacy"], diplomacy)
        ),
    )


def _split_error(by: Correction, share: float) -> tuple[float, float]:
    """The error that comes with a correction, in two independent parts (Cholesky)."""
    level = math.sqrt(by.intercept_var)
    tilt = by.covariance / level if level else 0.0
    rest = math.sqrt(max(by.slope_var - tilt**2, 0))
    return (level + share * tilt) / by.slope, share * rest / by.slope
