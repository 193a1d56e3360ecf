"""What hovering says of a point and of a cell of the collection strip.

Line breaks are the only markup: Plotly turns any other into inline styles, which the
page's Content-Security-Policy forbids.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboards import theme as looks
from dashboards.drawing.series import STATUS_NAMES, Series
from dashboards.events import Event
from dashboards.theme import LIGHT, Theme
from dashboards.wording import Wording
from dashboards.words import clean_name, escape_for_chart, shorten

STATUS_KEYS = {**STATUS_NAMES, "n": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of level of an outlet's weekly series, as table change_point has it;
    `low` and `high` are the first and last week of its interval."""

    outlet: str
    measure: str
    week: date
    low: date
    high: date
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How to draw: theme, words, names that stand for outlet keys, width in pixels, the
    drawn days (those of the series, where None), and what is marked in it."""

    theme: Theme = LIGHT
    wording: Wording = field(default_factory=Wording)
    names: Mapping[str, str] = field(default_factory=dict)
    width: int = looks.PAGE_WIDTH
    since: date | None = None
    until: date | None = None
    events: Sequence[Event] = ()
    changes: Sequence[Change] = ()

    @property
    def narrow(self) -> bool:
        """Whether names stand below the plot instead of beside it."""
        return self.width < looks.NARROW

    @property
    def right(self) -> int:
        """The margin right of the plot, where names stand."""
        return looks.MARGIN_RIGHT_NARROW if self.narrow else looks.MARGIN_RIGHT

    def name(self, outlet: str) -> str:
        """The outlet's name, clean of control characters."""
        return clean_name(self.names.get(outlet, outlet))

    def label(self, outlet: str) -> str:
        """The outlet's short name, safe inside a chart."""
        return render_label(self.name(outlet))


def render_label(name: str) -> str:
    """A name short enough for a line's end, its markup harmless."""
    return escape_for_chart(shorten(clean_name(name), looks.LABEL_LENGTH))


def render_tick(measure: str, value: float, wording: Wording) -> str:
    """A number at an axis: no digits that say nothing."""
    return re.sub(r"[.,]?0+$", "", wording.value(measure, value))


def render_point(series: Series, index: int, measure: str, look: Look) -> str:
    """What hovering says of one point: value, interval, n and what is missing."""
    value = series.measures[measure].values[index]
    if value is None:
        return ""
    words = look.wording
    lines = [
        look.label(series.outlet),
        render_period(series, index, words),
        f"{words.text(f'common.{measure}')} {words.value(measure, value)}"
        f" · {render_interval(series, index, measure, words)}",
        *_render_alone(series, index, measure, words),
        f"{words.count(series.articles[index], 'article')}, "
        f"{words.count(series.stories[index], 'story')}, "
        f"{words.count(series.sentences[index], 'sentence')}",
    ]
    if series.days_missing[index]:
        lines.append(
            words.text("charts.days_missing", count=series.days_missing[index])
        )
    if series.statuses[index] == "p":
        lines.append(words.text("charts.incomplete"))
    return "<br>".join(lines)


def render_period(series: Series, index: int, words: Wording) -> str:
    """A day, or the week that begins with it."""
    day = words.date(series.find_day(index))
    return words.text("common.week_of", date=day) if series.step > 1 else day


def render_interval(series: Series, index: int, measure: str, words: Wording) -> str:
    """The interval, as "95 % −0.40 … −0.10", or why there is none."""
    low = series.measures[measure].lows[index]
    high = series.measures[measure].highs[index]
    if low is None or high is None:
        return words.text("charts.no_interval")
    return words.interval(measure, low, high)


def _render_alone(
    series: Series, index: int, measure: str, words: Wording
) -> list[str]:
    """Beside a corrected value, what the model alone gives."""
    alone = series.measures[measure].alone
    value = alone.values[index] if alone else None
    if alone is None or value is None:
        return []
    low, high = alone.lows[index], alone.highs[index]
    text = words.text("charts.alone", value=words.value(measure, value))
    if low is None or high is None:
        return [text]
    return [f"{text} ({words.value(measure, low)} … {words.value(measure, high)})"]


def render_cell(series: Series, start: int, end: int, look: Look) -> str:
    """The status of a stretch of periods, `end` not included."""
    words = look.wording
    until = series.find_day(end) - timedelta(days=1)
    days = words.date(series.find_day(start))
    if until > series.find_day(start):
        days += f" – {words.date(until)}"
    status = words.text(f"common.{STATUS_KEYS[series.statuses[start]]}")
    return f"{look.label(series.outlet)}<br>{status}<br>{days}"


def render_unknown(series: Series, index: int, measure: str, look: Look) -> str:
    """A period with articles that do not give the measure."""
    words = look.wording
    unknown = words.text("charts.unknown", measure=words.text(f"common.{measure}"))
    period = render_period(series, index, words)
    return f"{look.label(series.outlet)}<br>{period}<br>{unknown}"


def render_change(change: Change, look: Look) -> str:
    """A change of level: since when, how sure, from what to what."""
    words = look.wording
    week, low, high = map(words.date, (change.week, change.low, change.high))
    before, after = (
        words.value(change.measure, level) for level in (change.before, change.after)
    )
    lines = (
        look.label(change.outlet),
        words.text("charts.change", date=week),
        words.text("charts.change_between", **{"from": low, "until": high}),
        f"{words.text(f'common.{change.measure}')} {before} → {after}",
    )
    return "<br>".join(lines)


def render_event(event: Event, words: Wording) -> str:
    """An event's name and days."""
    days = [words.date(day) for day in (event.on, event.until) if day]
    name = escape_for_chart(shorten(clean_name(event.name), 80))
    return f"{name}<br>{' – '.join(days)}"
