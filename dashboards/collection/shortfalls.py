"""What is missing from the data, and why, in sentences made of the frames alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import polars as pl
from markupsafe import Markup

from dashboards.collection.accounts import count_ill
from dashboards.collection.coverage import Calendar, find_runs
from dashboards.collection.crosstabs import add_up, name_kind
from dashboards.collection.sources import find_troubled
from dashboards.collection.tables import link_key, link_outlet, write_text
from dashboards.pages.page import Site
from dashboards.reasons import name_reason
from dashboards.wording import Wording

CAUSES = ("files", "not asked", "unanswered")
BEGINNINGS = ("teaser", "feed")
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """One thing that is missing, and the part of the page that has the rows of it."""

    text: Markup
    part: str


def describe_shortfalls(
    site: Site, wording: Wording, calendar: Calendar | None
) -> list[Shortfall]:
    """A sentence for each kind of thing that is missing; none where nothing is."""
    found: list[tuple[str, Markup]] = []
    if calendar:
        found += [("calendar", text) for text in _describe_days(site, wording)]
        found += [
            ("calendar", text) for text in _describe_rest(site, calendar, wording)
        ]
    found += [("sources", text) for text in _describe_sources(site, wording)]
    if ill := count_ill(site.frames.run):
        found.append(("runs", wording.say("data.gap_runs", count=ill)))
    found += [("rejects", text) for text in _describe_rejects(site, wording)]
    found += [("dates", text) for text in _describe_dates(site, wording)]
    found += [("texts", text) for text in _describe_texts(site, wording)]
    return [Shortfall(text=text, part=part) for part, text in found]


def _describe_days(site: Site, wording: Wording) -> Iterator[Markup]:
    """Missing days by their cause."""
    gap = site.frames.gap
    for cause in CAUSES if not gap.is_empty() else ():
        rows = gap.filter(pl.col("cause") == cause).sort(
            ["days", "outlet"], descending=[True, False]
        )
        if rows.is_empty():
            continue
        days = add_up(rows, "days")
        text = wording.say(
            f"data.gap_{cause.replace(' ', '_')}",
            count=days,
            days=wording.count(days, "day"),
            outlets=wording.count(len(rows), "outlet"),
        )
        if len(rows) > 1:
            text += _name_worst(
                wording, link_key(site, rows["outlet"][0]), rows["days"][0]
            )
        if together := add_up(rows, "together"):
            text += Markup(" ") + wording.say("data.gap_together", count=together)
        yield text


def _describe_rest(
    site: Site, calendar: Calendar, wording: Wording
) -> Iterator[Markup]:
    """The longest gap, and the days that are partial."""
    gaps = [
        (length, -number, start)
        for number, strip in enumerate(calendar.strips)
        for letter, start, length in find_runs(strip.letters)
        if letter == "m"
    ]
    length, number, start = max(gaps, default=(0, 0, 0))
    if length > 1:
        first = calendar.first + timedelta(days=start)
        yield wording.say(
            "data.gap_longest",
            days=wording.count(length, "day"),
            outlet=link_key(site, calendar.strips[-number].key),
            first=wording.date(first),
            last=wording.date(first + timedelta(days=length - 1)),
        )
    if partial := calendar.count("p"):
        yield wording.say(
            "data.gap_partial", count=partial, days=wording.count(partial, "day")
        )


def _describe_sources(site: Site, wording: Wording) -> Iterator[Markup]:
    if names := find_troubled(site.frames.source):
        yield wording.say(
            "data.gap_sources", count=len(names), names=_list(wording, names)
        )


def _describe_rejects(site: Site, wording: Wording) -> Iterator[Markup]:
    if site.facts.rejects_by_reason:
        reason, most = site.facts.rejects_by_reason[0]
        yield wording.say(
            "data.gap_rejects",
            count=site.facts.rejects,
            reason=write_text(name_reason(reason, wording)),
            most=most,
        )


def _describe_dates(site: Site, wording: Wording) -> Iterator[Markup]:
    if undated := site.facts.undated:
        worst = max(site.outlets, key=lambda outlet: outlet.undated)
        text = wording.say(
            "data.gap_undated",
            count=undated,
            articles=wording.count(undated, "article"),
        )
        if len(site.outlets) > 1:
            text += _name_worst(wording, link_outlet(worst), worst.undated)
        yield text
    flags = count_flags(site.frames.date_source)
    if doubtful := sum(flags.values()):
        named = Markup(", ").join(
            Markup("{} {}").format(
                wording.number(count), name_kind(wording, "flag", flag)
            )
            for flag, count in flags.items()
        )
        yield wording.say(
            "data.gap_doubtful",
            count=doubtful,
            articles=wording.count(doubtful, "article"),
            flags=named,
        )


def _describe_texts(site: Site, wording: Wording) -> Iterator[Markup]:
    beginnings = count_beginnings(site.frames.extraction)
    if beginnings:
        yield wording.say(
            "data.gap_beginnings",
            count=beginnings,
            articles=wording.count(beginnings, "article"),
            share=wording.share(beginnings / site.facts.articles),
        )
    language = site.frames.language
    told = language if language.is_empty() else language.drop_nulls("kind")
    if unknown := add_up(language) - add_up(told):
        yield wording.say(
            "data.gap_language", articles=wording.count(unknown, "article")
        )


def count_flags(date_source: pl.DataFrame) -> dict[str, int]:
    """Articles by what is doubtful about their date, most first."""
    if date_source.is_empty():
        return {}
    counted = date_source.drop_nulls("flag").group_by("flag").agg(pl.sum("articles"))
    return dict(counted.sort(["articles", "flag"], descending=[True, False]).rows())


def count_beginnings(extraction: pl.DataFrame) -> int:
    """Articles of which only the beginning could be had."""
    if extraction.is_empty():
        return 0
    return add_up(extraction.filter(pl.col("kind").is_in(BEGINNINGS)))


def _name_worst(wording: Wording, worst: str, most: int) -> Markup:
    return Markup(" ") + wording.say("data.gap_most", worst=worst, most=most)


def _list(wording: Wording, names: list[str]) -> Markup:
    shown: list[str] = [write_text(name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(wording.text("data.more", count=len(names) - _NAMED))
    return Markup(", ").join(shown)
