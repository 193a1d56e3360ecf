"""An outlet's last day, or seven, against its own 28 days before: is it a change?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from analysis.measures.correction import Correction
from analysis.measures.student import COVERAGE
from dashboards.drawing.series import read_corrections
from dashboards.means import find_difference
from dashboards.today.stretches import Estimate, Stretch, find_estimate

# A past of fewer days that were collected is no past to compare with.
FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A measure of an outlet in a stretch and in the 28 days before it; `low` … `high`
    of the difference hold with 95 % for all compared outlets together (Bonferroni) and
    are None where it is not compared."""

    outlet: str
    measure: str
    lately: Stretch
    before: Stretch
    value: Estimate | None
    usual: Estimate | None
    low: float | None = None
    high: float | None = None

    @property
    def size(self) -> float:
        """Lately minus before; 0 where either is unknown."""
        if self.value is None or self.usual is None:
            return 0.0
        return self.value.value - self.usual.value

    @property
    def is_compared(self) -> bool:
        """Whether there is enough on both sides."""
        return self.low is not None

    @property
    def is_real(self) -> bool:
        """Whether the interval of the difference leaves out zero."""
        if self.low is None or self.high is None:
            return False
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All outlets together: `pooled`, article by article, and `balanced`, each outlet
    alike, which shows whether it was a matter of who wrote how much; it has no interval
    of its own."""

    pooled: Departure
    balanced: Departure

    @property
    def is_agreed(self) -> bool:
        """Whether both moved the same way."""
        return self.pooled.size * self.balanced.size > 0


def find_departures(
    stretches: pl.DataFrame, corrections: pl.DataFrame, stretch: str, measure: str
) -> list[Departure]:
    """Each outlet's stretch ("day" or "week") against the 28 days before it.

    `stretches` are rows of `today_stretch.sql`, `corrections` of table correction.
    Compared are outlets with three stories on both sides, of which more than half of
    the stretch is complete and seven days before were collected; where gold corrects
    some outlets, these alone: the others are on another scale. Real differences come
    first, then the larger, then what is not compared.

    Method: both means with their errors over whole stories, taken as independent (a
    story that runs on into the stretch makes the interval a little wide).
    """
    if stretches.is_empty():
        return []
    found = list(_read_level(stretches, corrections, stretch, measure, "outlet"))
    compared = choose_compared(found)
    return sorted(
        [compare(one, len(compared)) if one in compared else one for one in found],
        key=lambda d: (not d.is_real, not d.is_compared, -abs(d.size), d.outlet),
    )


def find_whole(
    stretches: pl.DataFrame, corrections: pl.DataFrame, stretch: str, measure: str
) -> Whole | None:
    """The same of all outlets together; None where none has enough on both sides."""
    if stretches.is_empty():
        return None
    for pooled in _read_level(stretches, corrections, stretch, measure, "pooled"):
        for balanced in _read_level(
            stretches, corrections, stretch, measure, "balanced"
        ):
            compared = choose_compared([pooled])
            return Whole(
                pooled=compare(pooled, 1) if compared else pooled, balanced=balanced
            )
    return None


def compare(departure: Departure, of: int) -> Departure:
    """The same with the interval of the difference, which holds for `of` of them
    together (Bonferroni)."""
    value, usual = departure.value, departure.usual
    if value is None or usual is None:
        return departure
    share = 1 - (1 - COVERAGE) / of
    low, high = find_difference(usual, value, share, departure.measure)
    return replace(departure, low=low, high=high)


def choose_compared(found: Sequence[Departure]) -> list[Departure]:
    """Those with enough on both sides, on one scale."""
    enough = [
        one
        for one in found
        if one.lately.is_collected
        and one.before.days_known >= FEWEST_DAYS
        and one.value is not None
        and one.usual is not None
        and one.value.error is not None
        and one.usual.error is not None
    ]
    corrected = [one for one in enough if one.value and one.value.alone is not None]
    return corrected or enough


def _read_level(
    stretches: pl.DataFrame,
    corrections: pl.DataFrame,
    stretch: str,
    measure: str,
    level: str,
) -> Iterator[Departure]:
    lines = read_corrections(corrections, level)
    rows = stretches.filter(stretch=stretch, level=level).sort("outlet", "later")
    read = [Stretch(**row) for row in rows.iter_rows(named=True)]
    for before, lately in zip(read[::2], read[1::2], strict=True):
        yield _read(before, lately, measure, lines.get(lately.outlet, {}))


def _read(
    before: Stretch, lately: Stretch, measure: str, lines: Mapping[str, Correction]
) -> Departure:
    return Departure(
        outlet=lately.outlet,
        measure=measure,
        lately=lately,
        before=before,
        value=find_estimate(lately, measure, lines),
        usual=find_estimate(before, measure, lines),
    )
