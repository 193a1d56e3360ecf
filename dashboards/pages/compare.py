"""Two outlets, or two models, beside each other.

The page's script computes what depends on the reader's choice from the series; here
stands what it needs besides: corrections, stories in common, how far models agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from dashboards.drawing.payload import render_json
from dashboards.method.gold import write_figure
from dashboards.pages.page import Site, render_page
from dashboards.wording import Wording

OVERLAP = (
    *("model_id", "earlier_id", "question", "sentences", "articles", "alpha"),
    *("correlation", "mean_difference", "article_correlation", "intercept", "slope"),
)
# What a correlation of articles must reach for linked values to stand for measured
# ones: one model then removes half of the uncertainty about the other (Dorans 2004).
FIRM = 0.866
MOST_PAIRS = 30
_DIGITS = 4
_LINE_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two outlets and the stories that both carry; shares are of each one's dated
    articles, 0 … 1."""

    name: str
    other: str
    stories: int
    articles: int
    share: float
    other_articles: int
    other_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two models' answers to one question on the same sentences; what is not defined
    there is "–"."""

    newer: str
    earlier: str
    question: str
    sentences: int
    alpha: str
    correlation: str
    difference: str
    articles: int
    article_correlation: str
    line: str


def render_compare(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    pairs = list(list_pairs(site))
    return render_page(
        "compare.html.j2",
        site,
        wording,
        "compare",
        pairs=pairs[:MOST_PAIRS],
        left_out=len(pairs[MOST_PAIRS:]),
        overlaps=list(list_overlaps(site.frames.model_overlap, wording)),
        # The payload escapes for its element itself; autoescape would break the JSON.
        payload=Markup(render_json(pack(site))),  # noqa: S704
    )


def list_pairs(site: Site) -> Iterator[Pair]:
    """Outlets with stories in common, those with most of them first."""
    names = {outlet.key: outlet.name for outlet in site.outlets}
    for row in site.frames.shared.iter_rows(named=True):
        if row["outlet"] in names and row["other"] in names:
            yield Pair(
                name=names[row["outlet"]],
                other=names[row["other"]],
                stories=row["stories"],
                articles=row["articles"],
                share=row["articles"] / row["of_articles"],
                other_articles=row["other_articles"],
                other_share=row["other_articles"] / row["of_other"],
            )


def list_overlaps(overlap: pl.DataFrame, wording: Wording) -> Iterator[Overlap]:
    """How far models agree, from rows of table model_overlap."""
    for row in overlap.iter_rows(named=True):
        yield Overlap(
            newer=row["model_id"],
            earlier=row["earlier_id"],
            question=row["question"],
            sentences=row["sentences"],
            alpha=_write(row["alpha"], wording),
            correlation=_write(row["correlation"], wording),
            difference=wording.difference(row["mean_difference"]),
            articles=row["articles"],
            article_correlation=_write(row["article_correlation"], wording),
            line=_write_line(row["intercept"], row["slope"], wording),
        )


def pack(site: Site) -> dict[str, object]:
    """What the script needs beside the series."""
    return {
        "shared": pack_shared(site.frames.shared),
        "overlaps": pack_overlaps(site.frames.model_overlap),
        "linked": pack_linked(site.frames.linked),
        "firm": FIRM,
    }


def pack_shared(shared: pl.DataFrame) -> list[list[object]]:
    """Two outlets, the stories of both, and their share of each one's articles."""
    return [
        [
            *(row["outlet"], row["other"], row["stories"]),
            round(row["articles"] / row["of_articles"], _DIGITS),
            round(row["other_articles"] / row["of_other"], _DIGITS),
        ]
        for row in shared.iter_rows(named=True)
    ]


def pack_overlaps(overlap: pl.DataFrame) -> list[list[object]]:
    """What is said of two models, in the order of `OVERLAP`."""
    if overlap.is_empty():
        return []
    return [
        [_round(value, _LINE_DIGITS) for value in row]
        for row in overlap.select(OVERLAP).iter_rows()
    ]


def pack_linked(linked: pl.DataFrame) -> dict[str, list[list[object]]]:
    """By "level:member" the weeks filled from earlier models: Monday, model, articles,
    stories, then escalation, diplomacy and sentiment, each with both ends."""
    found: dict[str, list[list[object]]] = {}
    for level, member, week, model, *counts_and_values in linked.iter_rows():
        values = [_round(value, _DIGITS) for value in counts_and_values]
        row = [week.isoformat(), model, *values]
        found.setdefault(f"{level}:{member}", []).append(row)
    return found


def _round(value: object, digits: int) -> object:
    return round(value, digits) if isinstance(value, float) else value


def _write(value: float | None, wording: Wording) -> str:
    return "–" if value is None else write_figure(value, wording)


def _write_line(intercept: float | None, slope: float | None, wording: Wording) -> str:
    if intercept is None or slope is None:
        return "–"
    return wording.text(
        "compare.line",
        intercept=write_figure(intercept, wording),
        slope=write_figure(slope, wording),
    )
