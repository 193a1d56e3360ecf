"""What outlets have in common and what they changed: stories, copies, revisions."""

import polars as pl
from markupsafe import Markup

from dashboards.collection.crosstabs import OUTLETS, add_up
from dashboards.collection.tables import (
    LONG,
    Table,
    link_key,
    link_outlet,
    list_heads,
    write_day,
    write_number,
    write_text,
)
from dashboards.pages.page import Site
from dashboards.wording import Wording

# Stories in so many outlets or more stand together; so many outlets are named.
LARGE, NAMED = 6, 6


def find_shared(story_size: pl.DataFrame) -> float | None:
    """The share of articles whose story stands in another outlet too; None without
    articles."""
    if story_size.is_empty():
        return None
    shared = story_size.filter(pl.col("outlets") > 1)
    return add_up(shared) / add_up(story_size)


def tabulate_sizes(story_size: pl.DataFrame, wording: Wording) -> Table:
    """In how many outlets stories stand."""
    sizes: dict[int, tuple[int, int]] = {}
    for outlets, stories, articles in story_size.rows() if len(story_size) else ():
        size = min(outlets, LARGE)
        before = sizes.get(size, (0, 0))
        sizes[size] = (before[0] + stories, before[1] + articles)
    return Table(
        name="stories",
        heads=list_heads(wording, "story_outlets story_stories articles"),
        rows=[
            (
                str(size)
                if size < LARGE
                else wording.text("data.story_or_more", count=LARGE),
                *(write_number(wording, count) for count in counts),
            )
            for size, counts in sorted(sizes.items())
        ],
    )


def tabulate_stories(site: Site, wording: Wording) -> Table:
    """The stories that most outlets carry."""
    return Table(
        name="stories_most",
        heads=list_heads(
            wording,
            "story_first story_title story_outlets story_carried articles story_agency",
        ),
        rows=[
            (
                write_day(wording, row["first_day"]),
                write_text(row["title"], LONG // 2),
                write_number(wording, len(row["outlets"])),
                _write_outlets(site, row["outlets"], wording),
                write_number(wording, row["articles"]),
                write_text(row["agency"]),
            )
            for row in site.frames.story.iter_rows(named=True)
        ],
        texts=frozenset({1, 3, 5}),
    )


def _write_outlets(site: Site, keys: list[str], wording: Wording) -> Markup:
    names: list[str] = [link_key(site, key) for key in keys[:NAMED]]
    if len(keys) > NAMED:
        names.append(wording.text("data.more", count=len(keys) - NAMED))
    return Markup(", ").join(names)


def tabulate_pairs(site: Site, wording: Wording) -> Table:
    """The pairs of outlets that have most stories in common."""
    return Table(
        name="stories_pairs",
        heads=list_heads(
            wording,
            "outlet_head pair_other pair_shared pair_of_first pair_of_second",
        ),
        rows=[
            (
                link_key(site, row["outlet"]),
                link_key(site, row["other"]),
                write_number(wording, row["shared"]),
                wording.share(row["shared"] / row["stories"]),
                wording.share(row["shared"] / row["other_stories"]),
            )
            for row in site.frames.story_pair.iter_rows(named=True)
        ],
        texts=frozenset({1}),
    )


def tabulate_copies(site: Site, wording: Wording) -> Table:
    """How much of an outlet stands elsewhere too, credits an agency, or is its own."""
    columns = ("articles", "shared", "credited", "alone")
    agency = site.frames.agency
    counts: dict[str, tuple[int, ...]] = {}
    if len(agency):
        summed = agency.group_by("outlet").agg(pl.sum(*columns))
        counts = {outlet: tuple(line) for outlet, *line in summed.rows()}
    return Table(
        name="copies",
        heads=list_heads(
            wording,
            "outlet_head articles copies_shared copies_credited copies_alone",
        ),
        rows=[
            (
                link_outlet(outlet),
                *(write_number(wording, n) for n in counts[outlet.key][:1]),
                *(
                    _write_part(n, counts[outlet.key][0], wording)
                    for n in counts[outlet.key][1:]
                ),
            )
            for outlet in site.outlets[:OUTLETS]
            if outlet.key in counts
        ],
    )


def _write_part(count: int, whole: int, wording: Wording) -> str:
    if not count:
        return "0"
    return Markup("{} <small>{}</small>").format(
        write_number(wording, count), wording.share(count / whole)
    )


def tabulate_revisions(site: Site, wording: Wording) -> Table:
    """Articles that were met again with another text, by outlet."""
    return Table(
        name="revisions",
        heads=list_heads(
            wording,
            "outlet_head revision_articles revision_texts revision_headlines",
        ),
        rows=[
            (
                link_key(site, row["outlet"]),
                write_number(wording, row["articles"]),
                write_number(wording, row["texts"]),
                write_number(wording, row["headlines"]),
            )
            for row in site.frames.revision[:OUTLETS].iter_rows(named=True)
        ],
    )
