"""What each part of the page Data found, as its heading."""

import polars as pl

from dashboards.collection.accounts import count_ill
from dashboards.collection.coverage import Calendar
from dashboards.collection.crosstabs import add_up, name_kind
from dashboards.collection.shortfalls import count_beginnings
from dashboards.collection.sources import find_troubled
from dashboards.collection.stories import find_shared
from dashboards.collection.tables import SHORT
from dashboards.pages.page import Site
from dashboards.wording import Wording
from dashboards.words import shorten


def find_headings(
    site: Site, wording: Wording, calendar: Calendar | None
) -> dict[str, str]:
    """The heading of each part that there is something to say of."""
    if not site.outlets and not calendar and site.frames.source.is_empty():
        return {}
    frames = site.frames
    found = {"calendar": _say_missing(wording, calendar)} if calendar else {}
    troubled, runs_ill = len(find_troubled(frames.source)), count_ill(frames.run)
    found["sources"] = _say_ill(wording, "sources", troubled, len(frames.source))
    found["rejects"] = _say_some(wording, "rejects", site.facts.rejects)
    if site.outlets:
        found["dates"] = _say_most(site, wording, "date_source", "dates", "date")
        found["languages"] = _say_most(
            site, wording, "language", "languages", "language"
        )
        found["texts"] = _say_texts(site, wording)
        found["stories"] = _say_stories(site, wording)
        revised = add_up(frames.revision)
        found["revisions"] = _say_some(wording, "revisions", revised)
    found["runs"] = _say_ill(wording, "runs", runs_ill, len(frames.run))
    return found


def _say_missing(wording: Wording, calendar: Calendar) -> str:
    """Which outlet lacks most days, of those that it should have."""
    worst = max(calendar.strips, key=lambda strip: strip.count("m"))
    if not worst.count("m"):
        return wording.text("data.calendar_whole")
    return wording.text(
        "data.calendar_finding",
        outlet=shorten(worst.name, SHORT),
        missing=worst.count("m"),
        days=sum(map(worst.count, "cpmn")),
    )


def _say_ill(wording: Wording, part: str, ill: int, everything: int) -> str:
    if not everything:
        return wording.text(f"data.{part}_none")
    if ill:
        return wording.text(f"data.{part}_ill", count=ill, all=everything)
    return wording.text(f"data.{part}_well", count=everything)


def _say_some(wording: Wording, part: str, count: int) -> str:
    if not count:
        return wording.text(f"data.{part}_none")
    return wording.text(f"data.{part}_some", count=count)


def _say_most(site: Site, wording: Wording, field: str, part: str, group: str) -> str:
    """The commonest kind, and its share of all articles."""
    frame: pl.DataFrame = getattr(site.frames, field)
    known = frame if frame.is_empty() else frame.drop_nulls("kind")
    if known.is_empty():
        return wording.text(f"data.{part}_none")
    counted = known.group_by("kind").agg(pl.sum("articles"))
    kind, articles = counted.sort(["articles", "kind"], descending=[True, False]).row(0)
    return wording.text(
        f"data.{part}_finding",
        kind=name_kind(wording, group, kind),
        share=wording.share(articles / site.facts.articles),
    )


def _say_texts(site: Site, wording: Wording) -> str:
    beginnings = count_beginnings(site.frames.extraction)
    if not beginnings:
        return wording.text("data.texts_whole")
    share = wording.share(beginnings / site.facts.articles)
    return wording.text("data.texts_cut", share=share)


def _say_stories(site: Site, wording: Wording) -> str:
    shared = find_shared(site.frames.story_size)
    if not shared:
        return wording.text("data.stories_alone")
    return wording.text("data.stories_shared", share=wording.share(shared))
