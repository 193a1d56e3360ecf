"""What the charts show, in words computed from the numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from dashboards.pooled import Z_95, Pooled, find_change_error, pool
from dashboards.series import MEASURES, Series
from dashboards.words import (
    clean_name,
    shorten,
    write_count,
    write_date,
    write_signed,
)

RECENT_WEEKS = 4
EARLIER_WEEKS = 12
_NAME_LENGTH = 60
_NAMED = 3
_TURNS = {
    "balance": ("turned towards diplomacy", "turned towards escalation"),
    "sentiment": ("took a brighter tone", "took a darker tone"),
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A title in words and the sentence with its numbers."""

    title: str
    detail: str


def find_period(weeks: Sequence[Series]) -> Period | None:
    """The last four weeks against up to twelve before, or the halves of a short span.

    None where there are not two weeks.
    """
    if not weeks:
        return None
    first = min(series.first for series in weeks)
    end = max(series.find_day(len(series.statuses)) for series in weeks)
    span = (end - first).days // 7
    if span < 2:
        return None
    recent = RECENT_WEEKS if span >= 2 * RECENT_WEEKS else span // 2
    turn = end - timedelta(weeks=recent)
    return Period(
        first=max(first, turn - timedelta(weeks=EARLIER_WEEKS)), turn=turn, end=end
    )


def choose_comparable(weeks: Sequence[Series], measure: str) -> list[Series]:
    """The outlets that are corrected, or all where none is: corrected values and those
    of the model alone are on two scales."""
    corrected = [series for series in weeks if series.measures[measure].alone]
    return corrected or list(weeks)


def _write_left_out(weeks: Sequence[Series], measure: str) -> str:
    known = [series for series in weeks if any(series.articles)]
    left_out = len(known) - len(choose_comparable(known, measure))
    if not left_out:
        return ""
    return f" Left out, since not corrected: {write_count(left_out, 'outlet')}."


def find_changes(weeks: Sequence[Series], measure: str, period: Period) -> list[Change]:
    """Every comparable outlet's change, the largest real one first, then by size."""
    pairs = []
    for series in choose_comparable(weeks, measure):
        before = pool(series, measure, period.first, period.turn)
        after = pool(series, measure, period.turn, period.end)
        if before and after:
            pairs.append((series.outlet, before, after))
    changes = [_compare(*pair, len(pairs)) for pair in pairs]
    return sorted(changes, key=lambda c: (not c.is_real, -abs(c.size), c.outlet))


def _compare(outlet: str, before: Pooled, after: Pooled, compared: int) -> Change:
    size = after.value - before.value
    margin = NormalDist().inv_cdf(1 - 0.025 / compared)
    reach = margin * find_change_error(before, after)
    return Change(
        outlet=outlet, before=before, after=after, low=size - reach, high=size + reach
    )


def describe_change(
    weeks: Sequence[Series], measure: str, names: dict[str, str]
) -> Finding:
    """Which outlet moved most and whether that is more than its interval."""
    period = find_period(weeks)
    changes = find_changes(weeks, measure, period) if period else []
    if period is None or not changes:
        return Finding(
            title=f"Too little data to say how {measure} moved",
            detail="A comparison needs two stretches of weeks with at least three "
            "stories a week at one outlet." + _write_left_out(weeks, measure),
        )
    real = [change for change in changes if change.is_real]
    return Finding(
        title=_title(measure, changes[0], len(real), names),
        detail=_detail(measure, changes, period, names)
        + _write_left_out(weeks, measure),
    )


def _title(measure: str, top: Change, real: int, names: dict[str, str]) -> str:
    if not real:
        return f"No outlet’s {measure} moved by more than its interval"
    name = _name(top.outlet, names)
    turn = _TURNS[measure][0 if top.size > 0 else 1]
    others = "" if real == 1 else f", the largest of {real} moves beyond the interval"
    return f"{name} {turn}{others}"


def _detail(
    measure: str, changes: list[Change], period: Period, names: dict[str, str]
) -> str:
    top = changes[0]
    recent = _write_weeks(period.recent_weeks)
    lead = "" if top.is_real else f"Largest move: {_name(top.outlet, names)}. "
    many = "both" if len(changes) == 2 else f"all {len(changes)}"
    together = f", for {many} outlets together" if len(changes) > 1 else ""
    return (
        f"{lead}{measure.capitalize()} {write_signed(top.after.value)} in the last "
        f"{recent} (from {write_date(period.turn)}, "
        f"{write_count(top.after.articles, 'article')}) against "
        f"{write_signed(top.before.value)} in the {_write_weeks(period.earlier_weeks)} "
        f"before ({write_count(top.before.articles, 'article')}): a change of "
        f"{write_signed(top.size)}, 95 % interval {write_signed(top.low)} … "
        f"{write_signed(top.high)}{together}."
    )


def describe_spread(weeks: Sequence[Series], names: dict[str, str]) -> Finding:
    """Between which outlets the balance lately lies."""
    period = find_period(weeks)
    found = sorted(
        (recent.value, _name(series.outlet, names), recent.articles)
        for series in choose_comparable(weeks, "balance")
        if period and (recent := pool(series, "balance", period.turn, period.end))
    )
    if period is None or not found:
        return Finding(
            title="Balance of diplomacy and escalation",
            detail="No outlet has a week with at least three stories lately."
            + _write_left_out(weeks, "balance"),
        )
    low, high = found[0], found[-1]
    since = f"Pooled over the last {_write_weeks(period.recent_weeks)}"
    if len(found) == 1:
        return Finding(
            title=f"{low[1]}: balance {write_signed(low[0])}",
            detail=f"{since}, {write_count(low[2], 'article')}."
            + _write_left_out(weeks, "balance"),
        )
    return Finding(
        title=f"Balance runs from {write_signed(low[0])} at {low[1]} "
        f"to {write_signed(high[0])} at {high[1]}",
        detail=f"{since}, {write_count(low[2], 'article')} at {low[1]} and "
        f"{high[2]:,} at {high[1]}.{_write_left_out(weeks, 'balance')}",
    )


def describe_weight(weeks: Sequence[Series]) -> Finding:
    """At how many outlets one of the two measures lately outweighs the other."""
    period = find_period(weeks)
    pooled = [
        found
        for series in choose_comparable(weeks, "balance")
        if period
        if (found := pool(series, "balance", period.turn, period.end))
    ]
    if period is None or not pooled:
        return Finding(
            title="Escalation and diplomacy, outlet by outlet",
            detail="Too few stories to say which of the two outweighs the other."
            + _write_left_out(weeks, "balance"),
        )
    up = sum(found.value - Z_95 * found.whole_error > 0 for found in pooled)
    down = sum(found.value + Z_95 * found.whole_error < 0 for found in pooled)
    return Finding(
        title=_weigh(down, up, len(pooled)),
        detail=f"Over the last {_write_weeks(period.recent_weeks)}, by the balance and "
        f"its 95 % interval: escalation outweighs diplomacy at {down} of "
        f"{write_count(len(pooled), 'outlet')}, diplomacy outweighs escalation at "
        f"{up}, and at {len(pooled) - up - down} the two cannot be told apart."
        + _write_left_out(weeks, "balance"),
    )


def _weigh(down: int, up: int, of: int) -> str:
    if not up and not down:
        return "Neither escalation nor diplomacy outweighs the other anywhere"
    if up > down:
        return f"Diplomacy outweighs escalation at {up} of {write_count(of, 'outlet')}"
    return f"Escalation outweighs diplomacy at {down} of {write_count(of, 'outlet')}"


def describe_correction(
    weeks: Sequence[Series],
    measured: Collection[str],
    gold: int,
    names: dict[str, str],
) -> str:
    """By how many coded sentences values are corrected, and which are not; "" where
    none is. `measured` are the measures that the model gives."""
    known = [series for series in weeks if any(series.articles)]
    bare = {
        measure: [s.outlet for s in known if not s.measures[measure].alone]
        for measure in MEASURES
        if measure in measured
    }
    if all(len(outlets) == len(known) for outlets in bare.values()):
        return ""
    text = (
        f"Corrected by {write_count(gold, 'coded sentence')}; bands hold both errors."
    )
    left = [
        measure + _write_outlets(outlets, len(known), names)
        for measure, outlets in bare.items()
        if outlets
    ]
    if not left:
        return text
    return f"{text} Too few to correct, so the model alone: {', '.join(left)}."


def _write_outlets(outlets: list[str], of: int, names: dict[str, str]) -> str:
    if len(outlets) == of:
        return ""
    if len(outlets) > _NAMED:
        return f" at {write_count(len(outlets), 'outlet')}"
    return f" ({', '.join(_name(outlet, names) for outlet in outlets)})"


def _name(outlet: str, names: dict[str, str]) -> str:
    return shorten(clean_name(names.get(outlet, outlet)), _NAME_LENGTH)


def _write_weeks(weeks: int) -> str:
    return "week" if weeks == 1 else f"{weeks} weeks"
