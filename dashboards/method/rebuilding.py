"""The commands by which a site's numbers come about anew, for a reader's terminal."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import polars as pl
from markupsafe import Markup

from dashboards.pages.page import Site
from dashboards.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command for a terminal and what it gives."""

    about: Markup
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A number of the site as an example: an outlet's escalation by the model alone."""

    outlet: str
    name: str
    monday: date
    escalation: float
    articles: int


def list_commands(site: Site, wording: Wording) -> list[Command]:
    """From the whole down to one sentence, then what makes all of it anew."""
    week = find_week(site)
    values = {
        "model": _quote(site.facts.model_id or ""),
        "run": _quote(site.facts.run_id),
        "outlet": _quote(week.outlet if week else ""),
        "week": _quote(week.monday.isoformat() if week else ""),
    }
    about = {"week": _describe(week, wording)} if week else {}
    return [
        Command(
            about=about.get(name) or wording.say(f"rebuild.{name}"),
            line=line.format_map(values),
        )
        for name, line in read_lines().items()
        if week or name != "week"
    ]


def find_week(site: Site) -> Week | None:
    """The latest whole week of the outlet with most articles; None without one."""
    if not site.outlets or "escalation" not in site.measured:
        return None
    outlet = site.outlets[0]
    weeks = site.frames.outlet_week.filter(
        pl.col("outlet") == outlet.key,
        pl.col("status") == "complete",
        pl.col("escalation").is_not_null(),
    ).sort("week")
    if weeks.is_empty():
        return None
    row = weeks.row(-1, named=True)
    return Week(
        outlet=outlet.key,
        name=outlet.name,
        monday=row["week"],
        escalation=row["escalation"],
        articles=row["articles"],
    )


def read_lines() -> dict[str, str]:
    """The commands by name, with places for the site's own values."""
    text = (files("dashboards") / "assets" / "rebuild.toml").read_text("utf-8")
    return tomllib.loads(text)


def _describe(week: Week, wording: Wording) -> Markup:
    return wording.say(
        "rebuild.week",
        outlet=week.name,
        date=wording.date(week.monday),
        value=wording.value("escalation", week.escalation),
        articles=wording.count(week.articles, "article"),
    )


def _quote(value: str) -> str:
    """A text of SQL within a shell's double quotation marks."""
    quoted = "'" + value.replace("'", "''") + "'"
    return re.sub(r'([\\"$`])', r"\\\1", quoted)
