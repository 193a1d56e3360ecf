"""`detente report`: one week of the published numbers in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path

import polars as pl

from analysis.errors import ConfigError, DetenteError
from analysis.records import Model
from analysis.scoring.registry import find_model
from analysis.warehouse.published import load_published
from dashboards.changes import EARLIER_WEEKS
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.report.files import render_report_html, render_report_markdown
from dashboards.report.week import Week, WeekFrames
from dashboards.report.words import Report
from dashboards.wording import Wording
from flows.hub import fetch_model
from flows.settings import Settings

RENDERED = {".md": render_report_markdown, ".html": render_report_html}


def write_report(
    settings: Settings, day: date | None, out: Path, language: str, now: datetime
) -> list[Path]:
    """Write the report of the week that holds `day`, by default of the last complete
    one; returns the files.

    `out` is a file (.md or .html) or a folder for both. Raises DetenteError where
    nothing is published or the week lies outside the data, ConfigError for other
    files.
    """
    if out.suffix and out.suffix not in RENDERED and not out.is_dir():
        raise ConfigError(f"{out}: a report is .md or .html, or a folder for both")
    # Not asked anew: a commit that came after the last run has scored nothing.
    model = find_model(fetch_model(replace(settings.model, offline=True)))
    week = load_week(settings.warehouse, model, day, now)
    report = Report(week=week, wording=Wording(language))
    endings = [out.suffix] if out.suffix in RENDERED else list(RENDERED)
    name = f"report-{week.monday.isoformat()}"
    paths = [
        out if out.suffix in RENDERED else out / f"{name}{ending}" for ending in endings
    ]
    for path, ending in zip(paths, endings, strict=True):
        _write(path, RENDERED[ending](report))
    return paths


def load_week(published: Path, model: Model, day: date | None, now: datetime) -> Week:
    """The week that holds `day`, or the last complete one, under a model.

    Raises DetenteError where nothing is published, or the week lies outside the data.
    """
    load = partial(load_published, published)
    of_model = partial(load, model_id=model.model_id)
    facts = _load_facts(load("site_facts"), model, now)
    monday = _find_week(day, of_model("today_stretch"), facts)
    before = monday - timedelta(weeks=EARLIER_WEEKS)
    frames = WeekFrames(
        site=SiteFrames(
            outlet=load("outlet_summary"),
            outlet_day=of_model("outlet_day"),
            outlet_week=of_model("outlet_week"),
            correction=of_model("correction"),
            change_point=of_model("change_point"),
        ),
        whole=of_model("report_whole"),
        story=of_model("report_story", week=monday),
        composition=of_model(
            "composition",
            from_since=before,
            from_until=monday - timedelta(days=1),
            to_since=monday,
            to_until=monday + timedelta(days=6),
        ),
    )
    return Week(monday=monday, frames=frames, facts=facts)


def _find_week(day: date | None, stretches: pl.DataFrame, facts: SiteFacts) -> date:
    """The Monday of the week asked for, or of the last that is over."""
    first, last = facts.first_day, facts.last_day
    if first is None or last is None:
        raise DetenteError("no article has a date yet, so there is no week to report")
    if day is None:
        found = stretches.filter(stretch="day", later=True)["until"].to_list()
        over = (found[0] if found else last) + timedelta(days=1)
        return max(_find_monday(over) - timedelta(weeks=1), _find_monday(first))
    if not _find_monday(first) <= _find_monday(day) <= last:
        raise DetenteError(
            f"no article in the week of {day}; the data run from {first} to {last}"
        )
    return _find_monday(day)


def _find_monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _load_facts(counts: pl.DataFrame, model: Model, now: datetime) -> SiteFacts:
    found = counts.row(0, named=True)
    return SiteFacts(
        built_at=now.astimezone(UTC),
        first_day=found["first_day"],
        last_day=found["last_day"],
        articles=found["articles"],
        repeats=0,
        undated=found["undated"],
        rejects=found["rejects"],
        distinct_stories=found["distinct_stories"],
        sentences=found["sentences"],
        model_id=model.model_id,
        codebook=model.codebook,
        task=model.task,
        code_version=version("detente"),
        run_id="",
    )


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DetenteError(
            f"{path}: {error.strerror}; name another place with --out"
        ) from error
