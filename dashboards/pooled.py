"""A measure over several weeks together, and how far it may be off."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.measures.correction import FEWEST_DEGREES, Correction
from analysis.measures.student import COVERAGE, t_margin
from dashboards.drawing.series import Measured, Series
from dashboards.means import RANGES, Mean, find_balance, find_degrees, split_error

FRAMES = ("escalation", "diplomacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled(Mean):
    """A measure over one or more weeks, its mean by articles; each week has an error
    over stories of its own. `error` is None where no week has an interval."""

    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """A week's values by the model alone, of a balance those of its frames; `spread`
    are their variances and, last, of frames their covariance."""

    weight: float
    articles: int
    stories: int
    values: tuple[float, ...]
    spread: tuple[float, ...] | None


def pool(series: Series, measure: str, first: date, end: date) -> Pooled | None:
    """The weeks of [first, end) together.

    The mean is that of the model's own values, each article alike; of outlets that
    count alike, each week alike. Then the correction is applied once, and the balance
    made of its two parts. Weeks count as independent; a week below three stories takes
    the variance of a story elsewhere. None where nothing is known: no week, nothing
    framed, or a corrected part of the balance not above zero.

    `assets/pooled.js` computes the same.
    """
    names = FRAMES if measure == "balance" else (measure,)
    places = [
        index
        for index in range(len(series.articles))
        if first <= series.find_day(index) < end
    ]
    weeks = [week for i in places if (week := _read_week(series, names, i))]
    total = sum(week.weight for week in weeks)
    if not total or (measure == "balance" and not _is_framed(series, places)):
        return None
    lines = _find_lines(series, measure, names)
    shares = [
        _correct(sum(w.weight * w.values[k] for w in weeks) / total, lines, k)
        for k in range(len(names))
    ]
    found = _evaluate(shares, measure, is_corrected=bool(lines))
    if found is None:
        return None
    value, moves = found
    pulls = [move / (lines[k].slope if lines else 1.0) for k, move in enumerate(moves)]
    error, drawn = _find_error(weeks, total, pulls)
    return Pooled(
        value=value,
        error=error,
        drawn=drawn,
        gold=tuple(
            moves[k] * part
            for k, line in enumerate(lines)
            for part in split_error(line, shares[k])
        ),
        coded=min((line.degrees for line in lines), default=math.inf),
        articles=sum(week.articles for week in weeks),
    )


def _is_framed(series: Series, places: Sequence[int]) -> bool:
    found = _choose_own(series.measures["balance"])
    return any(found.values[index] is not None for index in places)


def _choose_own(measured: Measured) -> Measured:
    """What the model alone says."""
    return measured.alone or measured


def _find_lines(series: Series, measure: str, names: Sequence[str]) -> list[Correction]:
    if series.measures[measure].alone is None:
        return []
    return [series.corrections[name] for name in names]


def _correct(mean: float, lines: Sequence[Correction], place: int) -> float:
    if not lines:
        return mean
    return (mean - lines[place].intercept) / lines[place].slope


def _evaluate(
    shares: Sequence[float], measure: str, *, is_corrected: bool
) -> tuple[float, tuple[float, ...]] | None:
    """The value within its range, and how it moves with each share; None for a balance
    that is not defined."""
    if measure != "balance":
        low, high = RANGES[measure]
        return min(max(shares[0], low), high), (1.0,)
    if sum(shares) <= 0 or (is_corrected and min(shares) <= 0):
        return None
    value, *moves = find_balance(*shares)
    return value, tuple(moves)


def _read_week(series: Series, names: Sequence[str], index: int) -> _Week | None:
    values = [_choose_own(series.measures[name]).values[index] for name in names]
    known = tuple(value for value in values if value is not None)
    if len(known) < len(names):
        return None
    articles = series.articles[index]
    return _Week(
        weight=min(articles, 1) if series.level == "balanced" else articles,
        articles=articles,
        stories=series.stories[index],
        values=known,
        spread=_find_spread(series, names, index),
    )


def _find_spread(
    series: Series, names: Sequence[str], index: int
) -> tuple[float, ...] | None:
    variances = [_find_variance(series, name, index) for name in names]
    known = tuple(variance for variance in variances if variance is not None)
    if len(known) < len(names):
        return None
    if len(names) == 1:
        return known
    # The sum of two varies more than they do by twice their covariance.
    both = _find_variance(series, "intensity", index)
    most = math.sqrt(math.prod(known))
    shared = 0.0 if both is None else (both - sum(known)) / 2
    return *known, min(max(shared, -most), most)


def _find_variance(series: Series, name: str, index: int) -> float | None:
    """From the larger half of an interval: half of one that ends at what a measure can
    be is cut off. Stories are at least as many as the mean is worth, so that the error
    is rather too large than too small."""
    found = _choose_own(series.measures[name])
    value, low, high = found.values[index], found.lows[index], found.highs[index]
    if value is None or low is None or high is None:
        return None
    margin = t_margin(COVERAGE, _count_free(series.stories[index]))
    return (max(high - value, value - low) / margin) ** 2


def _count_free(stories: int) -> int:
    return max(stories - 1, FEWEST_DEGREES)


def _find_error(
    weeks: Sequence[_Week], total: float, pulls: Sequence[float]
) -> tuple[float | None, float]:
    """The error over stories of what moves so with the means, and its degrees of
    freedom."""
    known = [(week.spread, week.stories) for week in weeks if week.spread]
    if not known:
        return None, float(FEWEST_DEGREES)
    # As the formula borrow_var.
    story = [
        sum(spread[k] * stories for spread, stories in known) / len(known)
        for k in range(len(known[0][0]))
    ]
    parts = [
        (
            (week.weight / total) ** 2
            * _square(pulls, week.spread or [v / max(week.stories, 1) for v in story]),
            float(_count_free(week.stories)),
        )
        for week in weeks
    ]
    return math.sqrt(sum(variance for variance, _ in parts)), find_degrees(parts)


def _square(pulls: Sequence[float], spread: Sequence[float]) -> float:
    """Variance of what moves so with means that spread so."""
    own = sum(pull**2 * variance for pull, variance in zip(pulls, spread, strict=False))
    shared = 2 * math.prod(pulls) * spread[-1] if len(pulls) > 1 else 0.0
    return max(own + shared, 0.0)
