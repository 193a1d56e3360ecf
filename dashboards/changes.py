"""What moved over weeks: an outlet's recent weeks against those before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.measures.student import COVERAGE
from dashboards.drawing.series import Series
from dashboards.means import find_difference
from dashboards.pooled import Pooled, pool

RECENT_WEEKS = 4
EARLIER_WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One outlet's recent weeks against the weeks before; `low` … `high` of the change.

    The interval is 95 % for all compared outlets together (Bonferroni), because the
    largest of many changes is looked for.
    """

    outlet: str
    before: Pooled
    after: Pooled
    low: float
    high: float

    @property
    def size(self) -> float:
        """After minus before."""
        return self.after.value - self.before.value

    @property
    def is_real(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The weeks compared: Mondays from `first` on; the recent ones begin at `turn`."""

    first: date
    turn: date
    end: date

    @property
    def recent_weeks(self) -> int:
        """How many weeks count as recent."""
        return (self.end - self.turn).days // 7

    @property
    def earlier_weeks(self) -> int:
        """How many weeks they are compared with."""
        return (self.turn - self.first).days // 7


def find_period(weeks: Sequence[Series], last: date | None = None) -> Period | None:
    """The last four weeks against up to twelve before, or the halves of a short span;
    only weeks that are over on the day `last`, where it is given.

    None where there are not two weeks.
    """
    if not weeks:
        return None
    first = min(series.first for series in weeks)
    end = max(series.find_day(len(series.statuses)) for series in weeks)
    if last is not None:
        end = min(end, _find_monday(last + timedelta(days=1)))
    span = (end - first).days // 7
    if span < 2:
        return None
    recent = RECENT_WEEKS if span >= 2 * RECENT_WEEKS else span // 2
    turn = end - timedelta(weeks=recent)
    return Period(
        first=max(first, turn - timedelta(weeks=EARLIER_WEEKS)), turn=turn, end=end
    )


def find_longest(weeks: Collection[date]) -> int:
    """How many of the weeks (Mondays) follow on one another at most."""
    longest = run = 0
    for week in sorted(weeks):
        run = run + 1 if week - timedelta(weeks=1) in weeks else 1
        longest = max(longest, run)
    return longest


def choose_comparable(weeks: Sequence[Series], measure: str) -> list[Series]:
    """The outlets that are corrected, or all where none is: corrected values and those
    of the model alone are on two scales."""
    corrected = [series for series in weeks if series.measures[measure].alone]
    return corrected or list(weeks)


def find_changes(weeks: Sequence[Series], measure: str, period: Period) -> list[Change]:
    """Every comparable outlet's change, the largest real one first, then by size."""
    pairs = []
    for series in choose_comparable(weeks, measure):
        before = pool(series, measure, period.first, period.turn)
        after = pool(series, measure, period.turn, period.end)
        if before and after and before.error is not None and after.error is not None:
            pairs.append((series.outlet, before, after))
    changes = [_compare(*pair, len(pairs), measure) for pair in pairs]
    return sorted(changes, key=lambda c: (not c.is_real, -abs(c.size), c.outlet))


def _find_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _compare(
    outlet: str, before: Pooled, after: Pooled, compared: int, measure: str
) -> Change:
    share = 1 - (1 - COVERAGE) / compared
    low, high = find_difference(before, after, share, measure)
    return Change(outlet=outlet, before=before, after=after, low=low, high=high)
