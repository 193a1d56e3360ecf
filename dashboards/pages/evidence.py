"""Evidence: the sentences behind every point; without scripts, the newest strongest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dashboards.pages.page import Site, render_page
from dashboards.store.evidence import clean_text, cut_text, find_link
from dashboards.wording import Wording
from dashboards.words import shorten

_DAYS, _SENTENCES, _NAME = 7, 5, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as the page shows it without scripts; `url` is None where nobody may
    follow it, `answer` says what it is listed for."""

    text: str
    title: str
    url: str | None
    language: str | None
    outlet: str
    day: date
    answer: str


def render_evidence(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    return render_page(
        "evidence.html.j2",
        site,
        wording,
        "evidence",
        strongest=list(_find_strongest(site, wording)),
    )


def _find_strongest(
    site: Site, wording: Wording
) -> Iterator[tuple[str, list[Sentence]]]:
    frame = site.frames.evidence
    if frame.is_empty():
        return
    rows = frame.filter(pl.col("day") > pl.col("day").max() - timedelta(days=_DAYS))
    names = {outlet.key: outlet.name for outlet in site.outlets}
    for kind, measure, descending in (
        ("escalation", "escalation", True),
        ("diplomacy", "diplomacy", True),
        ("negative", "sentiment", False),
        ("positive", "sentiment", True),
    ):
        known = rows.filter(pl.col(measure).is_not_null())
        if known.is_empty():
            continue
        top = known.sort(
            measure, "article_id", "position", descending=[descending, False, False]
        ).unique("text", keep="first", maintain_order=True)
        yield (
            kind,
            [
                _make_sentence(row, measure, names, wording)
                for row in top.head(_SENTENCES).iter_rows(named=True)
            ],
        )


def _make_sentence(
    row: dict[str, object], measure: str, names: dict[str, str], wording: Wording
) -> Sentence:
    value = wording.value(measure, float(str(row[measure])))
    url, title, language = row["url"], row["title"], row["language"]
    return Sentence(
        text=cut_text(clean_text(str(row["text"]))),
        title=cut_text(clean_text(str(title)))
        if title
        else wording.text("evidence.no_title"),
        url=find_link(str(url)) if url else None,
        language=str(language) if language else None,
        outlet=shorten(names[str(row["outlet"])], _NAME),
        day=date.fromisoformat(str(row["day"])),
        answer=f"{wording.text('common.' + measure)} {value}",
    )
