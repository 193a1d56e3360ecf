"""The sentences that carry the last day, as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import polars as pl

from dashboards.store.evidence import cut_text, find_link
from dashboards.wording import Wording
from dashboards.words import clean_name, shorten

_TITLE_LENGTH = 120
# The answers that a page sets side by side, by what the model gives.
FRAMED = ("escalation", "diplomacy")
TONED = ("negative", "positive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """A sentence with where it stands; texts are clean, `mark` says whose words they
    are, `link` is the article's address where a reader may follow it."""

    text: str
    outlet: str
    name: str
    day: date
    probability: float
    mark: str
    title: str
    link: str | None
    evidence: str
    copies: int


def choose_answers(measured: tuple[str, ...]) -> tuple[str, ...]:
    """Which answers have strong sentences: both frames, or one, or the tone."""
    framed = tuple(name for name in FRAMED if name in measured)
    return framed or tuple(name for name in TONED if "sentiment" in measured)


def list_strongest(
    sentences: pl.DataFrame,
    stretch: str,
    answer: str,
    names: Mapping[str, str],
    wording: Wording,
) -> list[Strong]:
    """The strongest first; `sentences` are rows of `today_sentence.sql`."""
    if sentences.is_empty():
        return []
    rows = sentences.filter(stretch=stretch, answer=answer)
    return [
        Strong(
            text=cut_text(clean_name(row["text"])),
            outlet=row["outlet"],
            name=clean_name(names.get(row["outlet"], row["outlet"])),
            day=row["published_on"],
            probability=row["probability"],
            mark=_write_mark(row["voice"], row["speaker"], wording),
            title=shorten(clean_name(row["title"]), _TITLE_LENGTH)
            if row["title"]
            else wording.text("today.untitled"),
            link=find_link(row["url"]),
            evidence=write_evidence(
                row["outlet"], row["published_on"], row["published_on"], answer
            ),
            copies=row["copies"],
        )
        for row in rows.iter_rows(named=True)
    ]


def write_evidence(outlet: str, since: date, until: date, measure: str) -> str:
    """Where the sentences of an outlet's days are, as View.link writes it."""
    asked = {
        "outlet": outlet,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "measure": "sentiment" if measure in TONED else measure,
    }
    return f"evidence.html#{urlencode(asked)}"


def _write_mark(voice: str | None, speaker: str | None, wording: Wording) -> str:
    if voice not in ("direct", "indirect"):
        return ""
    mark = wording.text(f"today.{voice}")
    if not speaker:
        return mark
    who = shorten(clean_name(speaker), _TITLE_LENGTH)
    return wording.text("today.spoken_by", voice=mark, speaker=who)
