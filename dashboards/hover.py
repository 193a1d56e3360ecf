"""What hovering says of a point and of a cell of the collection strip.

Line breaks are the only markup: Plotly turns any other into inline styles, which the
page's Content-Security-Policy forbids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from dashboards.series import STATUS_NAMES, Series
from dashboards.theme import LABEL_LENGTH, LIGHT, Theme
from dashboards.words import (
    clean_name,
    escape_for_chart,
    shorten,
    write_count,
    write_date,
    write_value,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw: the theme, and the names that stand for outlet keys."""

    theme: Theme = LIGHT
    names: Mapping[str, str] = field(default_factory=dict)

    def label(self, outlet: str) -> str:
        """The outlet's short name, safe inside a chart."""
        return render_label(self.names.get(outlet, outlet))


def render_label(name: str) -> str:
    """A name short enough for a line's end, its markup harmless."""
    return escape_for_chart(shorten(clean_name(name), LABEL_LENGTH))


def render_point(series: Series, index: int, measure: str, look: Look) -> str:
    """What hovering says of one point: value, interval, n and what is missing."""
    value = series.measures[measure].values[index]
    if value is None:
        return ""
    lines = [
        look.label(series.outlet),
        ("Week of " if series.step > 1 else "") + write_date(series.find_day(index)),
        f"{measure} {write_value(measure, value)}"
        f" · {render_interval(series, index, measure)}",
        *_render_alone(series, index, measure),
        f"{write_count(series.articles[index], 'article')}, "
        f"{write_count(series.stories[index], 'distinct story')}, "
        f"{write_count(series.sentences[index], 'sentence')}",
    ]
    if series.days_missing[index]:
        lines.append(f"{write_count(series.days_missing[index], 'day')} missing")
    if series.statuses[index] == "p":
        lines.append("collection incomplete")
    return "<br>".join(lines)


def render_interval(series: Series, index: int, measure: str) -> str:
    """The interval, as "95 % −0.40 … −0.10", or why there is none."""
    low = series.measures[measure].lows[index]
    high = series.measures[measure].highs[index]
    if low is None or high is None:
        return "no interval below 3 stories"
    return f"95 % {write_value(measure, low)} … {write_value(measure, high)}"


def _render_alone(series: Series, index: int, measure: str) -> list[str]:
    """Beside a corrected value, what the model alone gives."""
    alone = series.measures[measure].alone
    value = alone.values[index] if alone else None
    if alone is None or value is None:
        return []
    low, high = alone.lows[index], alone.highs[index]
    text = f"model alone {write_value(measure, value)}"
    if low is None or high is None:
        return [text]
    return [f"{text} ({write_value(measure, low)} … {write_value(measure, high)})"]


def render_cell(series: Series, start: int, end: int, look: Look) -> str:
    """The status of a stretch of periods, `end` not included."""
    until = series.find_day(end) - timedelta(days=1)
    days = write_date(series.find_day(start))
    if until > series.find_day(start):
        days += f" – {write_date(until)}"
    return (
        f"{look.label(series.outlet)}<br>"
        f"{STATUS_NAMES[series.statuses[start]]}<br>{days}"
    )
