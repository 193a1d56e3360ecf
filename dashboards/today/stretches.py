"""A measure over some days of an outlet, and how far it may be off."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.measures.correction import FEWEST_DEGREES, Correction
from analysis.measures.student import COVERAGE, t_margin
from dashboards.means import RANGES, Mean, find_balance, find_degrees, split_error

FRAMES = ("escalation", "diplomacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of an outlet, or of `outlets` together ("pooled" article by article, or
    "balanced", each outlet alike): a row of `today_stretch.sql`.

    Means are over articles, `…_se` their standard errors over whole stories (None below
    three), `frames_cov` the covariance of escalation and diplomacy, `draws` how many
    stories of equal size they are worth; None where there is no article or no answer.
    """

    level: str = "outlet"
    outlets: int = 1
    outlet: str
    stretch: str
    later: bool
    since: date
    until: date
    days_complete: int
    days_partial: int
    days_missing: int
    articles: int
    stories: int
    sentences: int
    framed_articles: int | None
    draws: float | None
    sentiment: float | None
    sentiment_se: float | None
    escalation: float | None
    escalation_se: float | None
    diplomacy: float | None
    diplomacy_se: float | None
    frames_cov: float | None

    @property
    def days_known(self) -> int:
        """Its days that were collected, also in part."""
        return self.days_complete + self.days_partial

    @property
    def is_collected(self) -> bool:
        """Whether more than half of its days are complete."""
        return 2 * self.days_complete > (self.until - self.since).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Mean):
    """A measure's mean over a stretch; `degrees` are of both errors together. Where
    gold corrects it, `alone` is the model's own."""

    measure: str
    degrees: float
    alone: float | None = None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The 95 % interval from both errors, within what the measure can be."""
        if self.error is None:
            return None
        reach = t_margin(COVERAGE, self.degrees) * self.whole_error
        low, high = RANGES[self.measure]
        return max(self.value - reach, low), min(self.value + reach, high)


def find_estimate(
    stretch: Stretch, measure: str, lines: Mapping[str, Correction]
) -> Estimate | None:
    """A measure of the stretch as the view `series` has it of a day or week: corrected
    by the outlet's `lines` where these answer it; the intensity never is. None where it
    is unknown."""
    if measure == "balance":
        return _find_balance(stretch, lines)
    if measure == "intensity":
        return _find_intensity(stretch)
    return _find_mean(stretch, measure, lines.get(measure))


def _find_mean(
    stretch: Stretch, question: str, line: Correction | None
) -> Estimate | None:
    mean: float | None = getattr(stretch, question)
    error: float | None = getattr(stretch, f"{question}_se")
    if mean is None or stretch.draws is None:
        return None
    drawn = max(stretch.draws - 1, float(FEWEST_DEGREES))
    if line is None:
        return Estimate(
            measure=question, value=mean, error=error, drawn=drawn, degrees=drawn
        )
    share = (mean - line.intercept) / line.slope
    gold = split_error(line, share)
    error = None if error is None else error / line.slope
    parts = [((error or 0.0) ** 2, drawn), (math.hypot(*gold) ** 2, line.degrees)]
    return Estimate(
        measure=question,
        value=min(max(share, RANGES[question][0]), 1.0),
        error=error,
        drawn=drawn,
        gold=gold,
        coded=line.degrees,
        degrees=find_degrees(parts),
        alone=mean,
    )


def _find_balance(stretch: Stretch, lines: Mapping[str, Correction]) -> Estimate | None:
    lines = lines if set(FRAMES) <= set(lines) else {}
    up, down = (_find_mean(stretch, name, lines.get(name)) for name in FRAMES)
    if up is None or down is None or not stretch.framed_articles:
        return None
    if lines and not (up.value > 0 and down.value > 0):
        return None
    value, to_up, to_down = find_balance(up.value, down.value)
    slopes = math.prod(lines[name].slope for name in FRAMES if lines)
    return Estimate(
        measure="balance",
        value=value,
        error=_find_error(stretch, up, down, (to_up, to_down), slopes),
        drawn=up.drawn,
        gold=(
            *(to_up * part for part in up.gold),
            *(to_down * part for part in down.gold),
        ),
        coded=min(up.coded, down.coded),
        degrees=min(up.degrees, down.degrees),
        alone=find_balance(up.alone, down.alone)[0]
        if up.alone is not None and down.alone is not None
        else None,
    )


def _find_intensity(stretch: Stretch) -> Estimate | None:
    up, down = (_find_mean(stretch, name, None) for name in FRAMES)
    if up is None or down is None:
        return None
    return Estimate(
        measure="intensity",
        value=up.value + down.value,
        error=_find_error(stretch, up, down, (1.0, 1.0), 1.0),
        drawn=up.drawn,
        degrees=up.drawn,
    )


def _find_error(
    stretch: Stretch,
    up: Estimate,
    down: Estimate,
    moves: tuple[float, float],
    slopes: float,
) -> float | None:
    """The error over stories of what moves so with the two frames, whose slopes of
    correction multiply to `slopes` (formulas find_balance_var, find_intensity_var)."""
    if up.error is None or down.error is None or stretch.frames_cov is None:
        return None
    shared = stretch.frames_cov / slopes
    variance = (
        (moves[0] * up.error) ** 2
        + (moves[1] * down.error) ** 2
        + 2 * moves[0] * moves[1] * shared
    )
    return math.sqrt(max(variance, 0.0))
