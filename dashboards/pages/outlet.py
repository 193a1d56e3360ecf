"""One outlet's page: what it is in words, and what its charts need besides series."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl
from markupsafe import Markup

from dashboards.languages import name_language
from dashboards.pages.page import Outlet, Site, hash_content, render_page
from dashboards.store.outlet_numbers import choose_model, choose_outlet, render_numbers
from dashboards.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the outlet's first day to its last, and how many of them are what."""

    first: date
    last: date
    complete: int
    partial: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Its dated articles, and how many credit a news agency or stand elsewhere too."""

    articles: int
    credited: int
    shared: int


def render_outlet(site: Site, wording: Wording, outlet: Outlet) -> str:
    """The outlet's page as HTML; equal input gives the equal text."""
    row = choose_outlet(site.frames.outlet, outlet).row(0, named=True)
    contrasts = choose_outlet(choose_model(site.frames.contrast, site), outlet)
    return render_page(
        "outlet.html.j2",
        site,
        wording,
        outlet.page.removesuffix(".html"),
        outlet=outlet,
        time_zone=row["time_zone"],
        language=name_language(outlet.language, wording) if outlet.language else "–",
        days=_count_days(
            choose_outlet(choose_model(site.frames.outlet_day, site), outlet)
        ),
        agency=_count_agency(choose_outlet(site.frames.agency, outlet)),
        sources=list(
            choose_outlet(site.frames.outlet_source, outlet).drop("outlet").iter_rows()
        ),
        sentences=[
            *_write_contrast(contrasts, outlet, wording),
            *_write_changes(site, outlet, wording),
        ],
        version=hash_content(render_numbers(site, outlet)),
    )


def _count_days(days: pl.DataFrame) -> Days | None:
    if days.is_empty():
        return None
    statuses = days["status"].to_list()
    return Days(
        first=min(days["day"].to_list()),
        last=max(days["day"].to_list()),
        complete=statuses.count("complete"),
        partial=statuses.count("partial"),
        missing=statuses.count("missing"),
    )


def _count_agency(weeks: pl.DataFrame) -> Agency | None:
    if weeks.is_empty():
        return None
    articles, credited, shared = (
        sum(weeks[name].to_list()) for name in ("articles", "credited", "shared")
    )
    return Agency(articles=articles, credited=credited, shared=shared)


def _write_contrast(
    contrasts: pl.DataFrame, outlet: Outlet, wording: Wording
) -> Iterator[Markup]:
    """In which measures the outlet differs from all others, over the longest period."""
    if contrasts.is_empty():
        return
    longest = contrasts.sort("since", "until").select("since", "until").head(1)
    rows = contrasts.join(longest, on=["since", "until"]).sort("measure")
    span = {
        "since": wording.date(rows["since"][0]),
        "until": wording.date(rows["until"][0]),
    }
    found = [
        wording.text(
            "outlet.differs_in",
            measure=wording.text(f"common.{row['measure']}"),
            value=wording.value(row["measure"], row["value"]),
            others=wording.value(row["measure"], row["others"]),
            difference=wording.difference(row["difference"]),
            low=wording.difference(row["low"]),
            high=wording.difference(row["high"]),
        )
        for row in rows.iter_rows(named=True)
        if row["low"] > 0 or row["high"] < 0
    ]
    if found:
        listed = "; ".join(found)
        yield wording.say("outlet.differs", name=outlet.name, list=listed, **span)
    else:
        yield wording.say("outlet.differs_not", name=outlet.name, **span)


def _write_changes(site: Site, outlet: Outlet, wording: Wording) -> Iterator[Markup]:
    """Each change of level with the interval of its week."""
    changes = choose_model(site.frames.change_point, site)
    if changes.is_empty():
        return
    own = changes.filter(level="outlet", member=outlet.key).sort("week", "measure")
    for row in own.iter_rows(named=True):
        rose = row["after"] > row["before"]
        yield wording.say(
            "outlet.change_up" if rose else "outlet.change_down",
            measure=wording.text(f"measure.{row['measure']}"),
            before=wording.value(row["measure"], row["before"]),
            after=wording.value(row["measure"], row["after"]),
            week=wording.date(row["week"]),
            low=wording.date(row["week_low"]),
            high=wording.date(row["week_high"]),
        )
