"""Data: what was collected, what is missing, and why."""

from markupsafe import Markup

from dashboards.collection.accounts import (
    tabulate_months,
    tabulate_rejects,
    tabulate_runs,
    tabulate_sources,
)
from dashboards.collection.coverage import (
    Calendar,
    cut_calendar,
    find_calendar,
    find_ticks,
)
from dashboards.collection.crosstabs import (
    OUTLETS,
    tabulate_dates,
    tabulate_languages,
    tabulate_texts,
)
from dashboards.collection.headings import find_headings
from dashboards.collection.shortfalls import describe_shortfalls
from dashboards.collection.stories import (
    tabulate_copies,
    tabulate_pairs,
    tabulate_revisions,
    tabulate_sizes,
    tabulate_stories,
)
from dashboards.pages.page import Site, render_page
from dashboards.wording import Wording


def render_data(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    frames = site.frames
    calendar = find_calendar(frames.outlet_day, site.outlets)
    return render_page(
        "data.html.j2",
        site,
        wording,
        "data",
        title=_find_title(site, wording, calendar),
        lead=_find_lead(site, wording, calendar),
        shortfalls=describe_shortfalls(site, wording, calendar),
        findings=find_headings(site, wording, calendar),
        calendar=_draw(calendar),
        ticks=_write_ticks(calendar, wording),
        rest=_describe_rest(calendar, wording),
        months=tabulate_months(
            frames.outlet_day, calendar.strips if calendar else (), wording
        ),
        tables={
            "sources": [tabulate_sources(frames.source, wording)],
            "rejects": [tabulate_rejects(frames.reject, wording)],
            "dates": [tabulate_dates(site, wording)],
            "languages": [tabulate_languages(site, wording)],
            "texts": [tabulate_texts(site, wording)],
            "stories": [
                tabulate_sizes(frames.story_size, wording),
                tabulate_pairs(site, wording),
                tabulate_copies(site, wording),
                tabulate_stories(site, wording),
            ],
            "revisions": [tabulate_revisions(site, wording)],
            "runs": [tabulate_runs(frames.run, wording)],
        },
    )


def _find_title(site: Site, wording: Wording, calendar: Calendar | None) -> str:
    if not calendar:
        state = "undated" if site.facts.articles else "empty"
        return wording.text(f"data.finding_{state}")
    missing, partial = calendar.count("m"), calendar.count("p")
    whole = calendar.count("c") + calendar.count("n")
    if not missing + partial:
        return wording.text("data.finding_whole")
    if not whole + partial:
        return wording.text("data.finding_missing")
    days = whole + partial + missing
    return wording.text(
        "data.finding_partial" if partial else "data.finding",
        complete=wording.share(whole / days),
        partial=wording.share(partial / days),
        missing=wording.share(missing / days),
    )


def _find_lead(site: Site, wording: Wording, calendar: Calendar | None) -> Markup:
    articles = wording.count(site.facts.articles, "article")
    sources = wording.count(len(site.frames.source), "source")
    if not calendar:
        state = "lead_undated" if site.facts.articles else "empty"
        return wording.say(f"data.{state}", articles=articles, sources=sources)
    return wording.say(
        "data.lead",
        articles=articles,
        sources=sources,
        days=wording.count(sum(map(calendar.count, "cpmn")), "day"),
        outlets=wording.count(len(calendar.strips), "outlet"),
        first=wording.date(calendar.first),
        last=wording.date(calendar.last),
        complete=calendar.count("c"),
        partial=calendar.count("p"),
        missing=calendar.count("m"),
        none=calendar.count("n"),
    )


def _draw(calendar: Calendar | None) -> Calendar | None:
    """The days and outlets that the page draws."""
    return cut_calendar(calendar, OUTLETS) if calendar else None


def _describe_rest(calendar: Calendar | None, wording: Wording) -> str:
    """What is known of the outlets that are not drawn; "" where all are."""
    strips = calendar.strips[OUTLETS:] if calendar else ()
    if not strips:
        return ""
    return wording.text(
        "data.calendar_rest",
        count=len(strips),
        missing=sum(strip.count("m") for strip in strips),
        partial=sum(strip.count("p") for strip in strips),
    )


def _write_ticks(
    calendar: Calendar | None, wording: Wording
) -> list[tuple[str, str, bool]]:
    """Where the calendar's axis is marked, in percent of it, with what, and whether a
    narrow screen has room for it."""
    drawn = _draw(calendar)
    if not drawn:
        return []
    ticks: list[tuple[str, str, bool]] = []
    for at, day, is_roomy in find_ticks(drawn):
        number, month, year = wording.date(day).split(" ")
        label = f"{number} {month}"
        if drawn.is_long:
            label = f"{month} {year}" if not ticks else month
        if drawn.is_long and day.month == 1:
            label = year
        ticks.append((f"{100 * at / drawn.days:.2f}%", label, is_roomy))
    return ticks
