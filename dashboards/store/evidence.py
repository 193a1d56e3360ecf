"""The sentences behind the points of charts: a frame in, scripts that pages load out.

A script has an outlet's sentences of a month. They are deflated, which keeps the site
half as large and lets no sentence end the script; `assets/sentences.js` reads them.
"""

import json
import re
from collections.abc import Mapping

import polars as pl

from dashboards.pages.page import Site
from dashboards.store.slices import deflate, render_call
from dashboards.words import clean_name

# Letters of a sentence that are shown at most.
LENGTH = 400
# Numbers are written in ten-thousandths, as scores are rounded.
SCALE = 10_000
MEASURES = ("escalation", "diplomacy", "sentiment")
_LINK = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\n\r]+")


def render_scripts(site: Site) -> dict[str, bytes]:
    """The scripts by their names below `data/`: "evidence/<slug>.<2026-09>.js"."""
    frame = site.frames.evidence
    if frame.is_empty():
        return {}
    slugs = {outlet.key: outlet.slug for outlet in site.outlets}
    ordered = frame.sort("outlet", "day", "article_id", "position")
    months = ordered.with_columns(month=pl.col("day").dt.strftime("%Y-%m"))
    return {
        f"evidence/{slugs[outlet]}.{month}.js": _render(slugs[outlet], month, rows)
        for (outlet, month), rows in months.group_by(
            "outlet", "month", maintain_order=True
        )
    }


def pack_month(rows: pl.DataFrame) -> dict[str, object]:
    """One outlet's sentences of a month, in columns; rows are those of the query
    `site_evidence`, by day, article and position.

    `days` has day of the month and number of sentences of each day that has some;
    `kept` says how many of a day's strongest are among them. A sentence names its
    article by its place in `articles`; its text is null where it is the title.
    """
    articles = rows.unique("article_id", keep="first", maintain_order=True)
    places = {key: place for place, key in enumerate(articles["article_id"])}
    days = rows.select(pl.col("day").dt.day(), "day_sentences")
    return {
        "kept": rows["kept"][0],
        "days": [list(day) for day in days.unique(maintain_order=True).iter_rows()],
        "articles": _pack_articles(articles),
        "sentences": _pack_sentences(rows, places),
    }


def clean_text(text: str) -> str:
    """The text on one line, harmless: control characters become "�"."""
    return clean_name(_BREAKS.sub(" ", text))


def cut_text(text: str) -> str:
    """At most `LENGTH` letters, cut between words where that loses few of them, and
    then with "…" at the end."""
    if len(text) <= LENGTH:
        return text
    words, _, rest = text[:LENGTH].rpartition(" ")
    return (text[: LENGTH - 1] if len(rest) > LENGTH // 4 else words).rstrip() + "…"


def find_link(url: str | None) -> str | None:
    """The address if a reader may follow it: http or https; else None."""
    return url if url and _LINK.fullmatch(url) else None


def _render(slug: str, month: str, rows: pl.DataFrame) -> bytes:
    text = json.dumps(pack_month(rows), ensure_ascii=False, separators=(",", ":"))
    packed = deflate(text.encode())
    return render_call("keepEvidence", {"slug": slug, "month": month, "packed": packed})


def _pack_articles(articles: pl.DataFrame) -> dict[str, object]:
    return {
        "day": articles["day"].dt.day().to_list(),
        "language": articles["language"].to_list(),
        "title": [
            title and cut_text(title) for title in map(_clean, articles["title"])
        ],
        "url": [find_link(url) for url in articles["url"]],
        "outlets": articles["story_outlets"].to_list(),
        "shared": articles["shared"].cast(pl.Int8).to_list(),
        "agency": [_clean(agency) for agency in articles["agency"]],
        "topics": articles["topics"].to_list(),
        "sentences": articles["article_sentences"].to_list(),
        **{name: _scale(articles[f"article_{name}"]) for name in MEASURES},
    }


def _pack_sentences(rows: pl.DataFrame, places: Mapping[int, int]) -> dict[str, object]:
    texts = list(map(_clean, rows["text"]))
    titles = map(_clean, rows["title"])
    return {
        "article": [places[key] for key in rows["article_id"]],
        "position": rows["position"].to_list(),
        "section": _initials(rows["section"]),
        "voice": _initials(rows["voice"]),
        "speaker": [_clean(speaker) for speaker in rows["speaker"]],
        "text": [
            None if text == title else cut_text(text or "")
            for text, title in zip(texts, titles, strict=True)
        ],
        "letters": [len(text or "") for text in texts],
        **{name: _scale(rows[name]) for name in MEASURES},
    }


def _clean(text: str | None) -> str | None:
    return clean_text(text) if text else None


def _initials(words: pl.Series) -> str:
    return "".join(word[0] for word in words)


def _scale(values: pl.Series) -> list[int | None]:
    return (values.cast(pl.Float64) * SCALE).round().cast(pl.Int32).to_list()
