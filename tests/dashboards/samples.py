"""Invented outlets and their numbers, the same on every machine."""

import math
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta

import polars as pl

from analysis.measures.correction import Correction
from dashboards.frames import SiteFacts, SiteFrames

MEASURES = ("sentiment", "escalation", "diplomacy", "balance")
MONDAY = date(2026, 1, 5)
MODEL = "tiny@1"

QUESTIONS = ("escalation", "diplomacy", "sentiment")
# Where people see a share of .3, the model has .2; of .5, .3.
LINE = Correction(
    intercept=0.05,
    slope=0.5,
    intercept_var=0.0004,
    slope_var=0.0025,
    covariance=-0.0006,
    degrees=60.0,
)

COUNTS = ("articles", "distinct_stories", "sentences", "framed_articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One outlet's period: measures follow from `escalation` and `diplomacy`."""

    outlet: str
    at: date
    status: str = "complete"
    articles: int = 4
    stories: int = 4
    escalation: float | None = 0.3
    diplomacy: float | None = 0.1
    sentiment: float | None = -0.2
    reach: float | None = 0.1
    days_missing: int = 0
    framed: bool = True


def missing(outlet: str, at: date) -> Row:
    return replace(silent(outlet, at), status="missing")


def silent(outlet: str, at: date) -> Row:
    """A period that was asked for and had no article."""
    return Row(
        outlet=outlet,
        at=at,
        articles=0,
        stories=0,
        escalation=None,
        diplomacy=None,
        sentiment=None,
        reach=None,
    )


def make_frame(rows: Sequence[Row], grain: str) -> pl.DataFrame:
    schema: dict[str, type[pl.DataType]] = {
        "outlet": pl.String,
        grain: pl.Date,
        "model_id": pl.String,
        "status": pl.String,
    }
    schema |= dict.fromkeys(COUNTS, pl.Int64)
    for name in MEASURES:
        schema |= dict.fromkeys((name, f"{name}_low", f"{name}_high"), pl.Float64)
    if grain == "week":
        schema["days_missing"] = pl.Int64
    return pl.DataFrame([_make_row(row, grain) for row in rows], schema=schema)


def _make_row(row: Row, grain: str) -> dict[str, object]:
    cells: dict[str, object] = {
        "outlet": row.outlet,
        grain: row.at,
        "model_id": MODEL,
        "status": row.status,
        "articles": row.articles,
        "distinct_stories": row.stories,
        "sentences": 12 * row.articles,
        "framed_articles": row.articles if row.framed else 0,
    }
    balance = None
    if row.framed and row.escalation is not None and row.diplomacy is not None:
        balance = (row.diplomacy - row.escalation) / (row.diplomacy + row.escalation)
    values = (row.sentiment, row.escalation, row.diplomacy, balance)
    for name, value in zip(MEASURES, values, strict=True):
        cells |= _make_measure(name, value, row.reach)
    if grain == "week":
        cells["days_missing"] = row.days_missing
    return cells


def _make_measure(
    name: str, value: float | None, reach: float | None
) -> dict[str, object]:
    lowest = 0.0 if name in ("escalation", "diplomacy") else -1.0
    low = high = None
    if value is not None and reach is not None:
        low, high = max(lowest, value - reach), min(1.0, value + reach)
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def correct_frame(
    frame: pl.DataFrame, outlets: Sequence[str], questions: Sequence[str] = QUESTIONS
) -> pl.DataFrame:
    """The frame with what gold makes of these outlets' questions by `LINE`; each
    interval becomes half as wide again."""
    corrected = frame.with_columns(
        pl.when(pl.col("outlet").is_in(outlets))
        .then((pl.col(name) - LINE.intercept) / LINE.slope)
        .alias(f"{name}_corrected")
        if name in questions
        else pl.lit(None, pl.Float64).alias(f"{name}_corrected")
        for name in QUESTIONS
    )
    up, down = pl.col("escalation_corrected"), pl.col("diplomacy_corrected")
    corrected = corrected.with_columns(
        pl.when((up > 0) & (down > 0) & pl.col("balance").is_not_null())
        .then((down - up) / (down + up))
        .alias("balance_corrected")
    )
    return corrected.with_columns(
        (
            pl.col(f"{name}_corrected") + 1.5 * (pl.col(f"{name}{end}") - pl.col(name))
        ).alias(f"{name}_corrected{end}")
        for name in MEASURES
        for end in ("_low", "_high")
    )


def make_corrections(
    outlets: Sequence[str], questions: Sequence[str] = QUESTIONS
) -> pl.DataFrame:
    """Rows of table correction: `LINE` for each outlet and the whole."""
    members = [("outlet", outlet, 80) for outlet in outlets] + [("pooled", "", 412)]
    return pl.DataFrame(
        [
            {"model_id": MODEL, "level": level, "member": member, "question": question}
            | asdict(LINE)
            | {"gold": gold}
            for level, member, gold in members
            for question in questions
        ]
    )


def correct_site(
    frames: SiteFrames, outlets: Sequence[str], questions: Sequence[str] = QUESTIONS
) -> SiteFrames:
    return replace(
        frames,
        outlet_day=correct_frame(frames.outlet_day, outlets, questions),
        outlet_week=correct_frame(frames.outlet_week, outlets, questions),
        correction=make_corrections(outlets, questions),
    )


def make_outlets(names: dict[str, str], articles: int = 40) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "outlet": key,
                "name": name,
                "country": "DE",
                "language": "de",
                "time_zone": "Europe/Berlin",
                "articles": articles,
                "undated": index % 3,
            }
            for index, (key, name) in enumerate(names.items())
        ],
        schema={
            "outlet": pl.String,
            "name": pl.String,
            "country": pl.String,
            "language": pl.String,
            "time_zone": pl.String,
            "articles": pl.Int64,
            "undated": pl.Int64,
        },
    )


def make_facts(
    articles: int = 40,
    undated: int = 1,
    first_day: date | None = MONDAY,
    last_day: date | None = MONDAY + timedelta(days=55),
) -> SiteFacts:
    return SiteFacts(
        built_at=datetime(2026, 3, 2, 6, 15, tzinfo=UTC),
        first_day=first_day,
        last_day=last_day,
        articles=articles,
        repeats=7,
        undated=undated,
        rejects=3,
        distinct_stories=articles - articles // 8,
        sentences=articles * 12,
        model_id=MODEL,
        codebook="1",
        code_version="0.1.0",
        run_id="r-1",
        rejects_by_reason=(("not UTF-8 text", 2), ("too short", 1)),
    )


def make_site(
    names: dict[str, str], weeks: int = 8, step: int = 1, seed: int = 7
) -> SiteFrames:
    """Outlets with own levels and drifts, missing stretches and silent days."""
    dice = random.Random(seed)  # noqa: S311
    days: list[Row] = []
    totals: list[Row] = []
    for index, key in enumerate(names):
        voice = _Voice(dice, index)
        for week in range(weeks):
            monday = MONDAY + timedelta(weeks=week)
            found = [
                voice.speak(key, monday + timedelta(days=day), week / weeks)
                for day in range(0, 7, step)
            ]
            days += found
            totals.append(_sum_up(key, monday, found, week == weeks - 1))
    return SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame(totals, "week"),
        outlet=make_outlets(names).with_columns(
            articles=pl.Series([_count(totals, key) for key in names])
        ),
    )


def _count(rows: list[Row], outlet: str) -> int:
    return sum(row.articles for row in rows if row.outlet == outlet)


class _Voice:
    """One outlet's way of reporting, drawn once from the dice."""

    def __init__(self, dice: random.Random, index: int) -> None:
        self.dice = dice
        self.busy = max(0.4, 4.5 - 0.8 * (index % 6))
        self.level = 0.22 + 0.1 * dice.random()
        self.drift = (-0.16, 0.02, 0.14, 0.0, 0.06)[index % 5]
        self.gap = dice.randrange(20, 45) if index % 2 else -99

    def speak(self, key: str, day: date, progress: float) -> Row:
        number = (day - MONDAY).days
        if self.gap <= number < self.gap + (11 if self.busy < 3 else 4):
            return missing(key, day)
        articles = int(
            self.busy * (0.4 if day.weekday() > 4 else 1) * 2 * self.dice.random()
        )
        if not articles:
            return silent(key, day)
        escalation = self._near(self.level + self.drift * progress, articles)
        diplomacy = self._near(0.24 - 0.7 * self.drift * progress, articles)
        return Row(
            outlet=key,
            at=day,
            articles=articles,
            stories=articles - (articles > 3),
            escalation=escalation,
            diplomacy=diplomacy,
            sentiment=max(-1, min(1, 0.6 * (diplomacy - escalation) - 0.1)),
            reach=0.25 / math.sqrt(articles) if articles >= 3 else None,
        )

    def _near(self, level: float, articles: int) -> float:
        return min(0.98, max(0.01, self.dice.gauss(level, 0.09 / math.sqrt(articles))))


def _sum_up(key: str, monday: date, days: list[Row], is_last: bool) -> Row:
    gone = sum(day.status == "missing" for day in days)
    filled = [day for day in days if day.articles]
    articles = sum(day.articles for day in filled)
    if gone == len(days):
        return missing(key, monday)
    if not articles:
        return silent(key, monday)

    stories = sum(day.stories for day in filled)
    return Row(
        outlet=key,
        at=monday,
        status="partial" if gone or is_last else "complete",
        articles=articles,
        stories=stories,
        escalation=_mean(filled, "escalation"),
        diplomacy=_mean(filled, "diplomacy"),
        sentiment=_mean(filled, "sentiment"),
        reach=0.3 / math.sqrt(articles) if stories >= 3 else None,
        days_missing=gone,
    )


def _mean(days: list[Row], name: str) -> float:
    found = [(day.articles, float(getattr(day, name))) for day in days]
    return sum(n * value for n, value in found) / sum(n for n, _ in found)
