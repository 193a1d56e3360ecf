"""How the sources of the config are doing, those in trouble first."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from dashboards.collection.tables import write_moment, write_text
from dashboards.reasons import name_reason
from dashboards.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A row of the frame `source`; `failures` and the rest are None for files."""

    source: str
    live: bool
    articles: int
    rejects: int
    articles_of_week: int
    last_article_at: datetime | None
    asked_at: datetime | None
    failure: str | None
    failures: int | None
    gone: bool | None
    turned_over: bool | None
    next_at: datetime | None

    @property
    def trouble(self) -> str:
        """Which of the things that a person should look at: gone, failing, turned
        (its entries pass too fast), silent (no article ever), or "" for none."""
        if self.gone:
            return "gone"
        if self.failures:
            return "failing"
        if self.turned_over:
            return "turned"
        return "" if self.articles else "silent"


def list_sources(frame: pl.DataFrame) -> list[Source]:
    """Those in trouble first, then by articles, most first."""
    found = [Source(**row) for row in frame.iter_rows(named=True)]
    return sorted(found, key=lambda one: (not one.trouble, -one.articles, one.source))


def find_troubled(frame: pl.DataFrame) -> list[str]:
    """The names of those in trouble."""
    return [one.source for one in list_sources(frame) if one.trouble]


def write_state(source: Source, wording: Wording) -> str:
    """How the source is doing, and what to do about it."""
    if source.trouble == "failing":
        return wording.say(
            "data.state_failing",
            count=source.failures,
            failure=write_text(source.failure and name_reason(source.failure, wording)),
            next=write_moment(wording, source.next_at),
        )
    return wording.text(f"data.state_{source.trouble or 'ok'}")
