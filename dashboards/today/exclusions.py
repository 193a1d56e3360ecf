"""Why an outlet is not compared with its own past."""

from collections import Counter
from collections.abc import Sequence

from dashboards.today.departures import FEWEST_DAYS, Departure
from dashboards.today.stretches import Stretch
from dashboards.wording import Wording


def find_reason(one: Departure) -> str:
    """Why an outlet is not compared, as a key of section today."""
    lately = one.lately
    if not lately.articles:
        return _find_gap(lately)
    if one.value is None:
        return _find_unknown(lately)
    if one.value.error is None:
        return "few_stories"
    if not lately.is_collected:
        return "half_collected"
    return _find_past(one)


def describe_exclusions(departures: Sequence[Departure], wording: Wording) -> str:
    """How many outlets are not compared, and why; "" where all are."""
    reasons = [find_reason(one) for one in departures if not one.is_compared]
    if not reasons:
        return ""
    told = [
        wording.text(
            "today.left_out",
            outlet=wording.text(f"today.{_NAMES.get(reason, reason)}"),
            reason=wording.number(count),
        )
        for reason, count in Counter(reasons).most_common()
    ]
    return wording.text(
        "today.number_not_compared",
        count=len(reasons),
        of=len(departures),
        reasons=", ".join(told),
    )


def _find_gap(lately: Stretch) -> str:
    if lately.is_collected:
        return "no_article"
    return "half_collected" if lately.days_known else "not_collected"


# Of several outlets no number of stories can be told.
_NAMES = {"few_stories": "below_three"}


def _find_unknown(lately: Stretch) -> str:
    if lately.escalation is None:
        return "unknown"
    # What is framed has a balance, unless the correction takes it away.
    return "not_above" if lately.framed_articles else "not_framed"


def _find_past(one: Departure) -> str:
    before = one.before
    if before.days_known < FEWEST_DAYS:
        return "short_past"
    if one.usual is None:
        return "past_unknown" if before.articles else "short_past"
    return "short_past" if one.usual.error is None else "not_corrected"
