"""Deliveries → rows: each ends as article, revision, repeat, reject or outside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

import polars as pl
from tqdm import tqdm

from analysis.records import (
    Alias,
    Article,
    Delivery,
    Fetch,
    Outlet,
    Poll,
    Reject,
    Run,
    RunSource,
    Sentence,
    SettledEntry,
    Source,
)
from analysis.sources.articles import find_outlet, make_article
from analysis.sources.identity import SAME_TEXT_DAYS, Arrival, identify
from analysis.sources.revisions import Settlement, Standing, settle_texts
from analysis.sources.urls import find_url, hide_credentials
from analysis.text.sentences import split_article
from analysis.warehouse.warehouse import Warehouse, read_records
from flows.settings import Period
from flows.stories import join_stories

AT_ONCE = 500
MAY_PASS = frozenset(["date in the future", "no outlet", "unreadable file"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one attempt on a source gave: the attempts' rows and what they delivered.

    `settling` gives the input of each entry, by its number, whose page need not be
    fetched again. `repeats` and `outside` count inputs that were told apart before;
    `poll` is what the visit leaves for the next one.
    """

    source: Source
    fetches: Sequence[Fetch]
    deliveries: Iterable[Delivery | Reject]
    settling: Mapping[int, str] = field(default_factory=dict)
    repeats: int = 0
    outside: int = 0
    poll: Poll | None = None


class Intake:
    """The way into the warehouse during one run; `outlets` grows as names turn up."""

    def __init__(
        self,
        warehouse: Warehouse,
        run: Run,
        outlets: Mapping[str, Outlet],
        period: Period,
    ) -> None:
        self._warehouse = warehouse
        self._run = run
        self._outlets = dict(outlets)
        self._period = period
        self._furniture = load_furniture(warehouse)
        self.counts: dict[str, RunSource] = {}
        self.touched: dict[str, date] = {}

    def take(self, harvest: Harvest) -> None:
        """Save all of a harvest; what became of it is added to `counts`.

        Each batch is kept with its counts as it is done; the attempt's row comes last,
        so an attempt that a kill cut short is made again and finds its articles known.
        """
        inputs, may_pass, outside = iter(_watched(harvest)), set[str](), set[str]()
        while batch := list(islice(inputs, AT_ONCE)):
            rejects, beyond = self._take_batch(harvest.source, batch)
            may_pass |= {one.input for one in rejects if one.reason in MAY_PASS}
            outside |= beyond
        with self._warehouse.transaction():
            told_apart = harvest.repeats + harvest.outside
            self._count(
                harvest.source,
                inputs=told_apart,
                repeats=harvest.repeats,
                outside=harvest.outside,
            )
            self._save_attempt(harvest, may_pass, outside)

    def _save_attempt(
        self, harvest: Harvest, may_pass: set[str], outside: set[str]
    ) -> None:
        fetches = harvest.fetches
        if may_pass:
            # The same bytes may yet give more.
            fetches = [replace(fetch, receipt=None) for fetch in fetches]
        self._warehouse.save_records("fetch", fetches)
        settled = [
            SettledEntry(entry_id=number, seen_at=self._run.started_at)
            for number, name in harvest.settling.items()
            if hide_credentials(name) not in may_pass and name not in outside
        ]
        self._warehouse.save_records("settled_entry", settled)
        if harvest.poll:
            self._warehouse.save_records("poll", [harvest.poll])
            if not harvest.poll.failures:
                self._settle_rejects(harvest.source, [harvest.poll.url])

    def _take_batch(
        self, source: Source, batch: Sequence[Delivery | Reject]
    ) -> tuple[list[Reject], set[str]]:
        """Save a batch; gives its rejects and the inputs beyond the period."""
        made = [(item, self._believe(source, item)) for item in batch]
        rejects = [result for _, result in made if isinstance(result, Reject)]
        arrivals = [
            Arrival(article=result, url=find_url(item.url))
            for item, result in made
            if isinstance(item, Delivery) and isinstance(result, Article)
        ]
        inside = [a for a in arrivals if self._period.holds(a.article.published_on)]
        settlement, aliases = self._settle(inside)
        believed = {
            item.input: self._period.holds(result.published_on)
            for item, result in made
            if isinstance(result, Article)
        }
        with self._warehouse.transaction():
            self._save(settlement, aliases)
            self._warehouse.save_records("reject", rejects)
            self._settle_rejects(source, [hide_credentials(name) for name in believed])
            self._count(
                source,
                inputs=len(batch),
                articles=len(settlement.new),
                revisions=len(settlement.superseded),
                repeats=settlement.repeats,
                rejects=len(rejects),
                outside=len(arrivals) - len(inside),
            )
        return rejects, {name for name, is_inside in believed.items() if not is_inside}

    def _believe(self, source: Source, item: Delivery | Reject) -> Article | Reject:
        if isinstance(item, Reject):
            return item
        now = self._run.started_at
        made = make_article(item, source, self._outlets, now, self._furniture)
        if isinstance(made, Article) and made.outlet not in self._outlets:
            # The zone guessed for its first article holds for all later ones.
            self._outlets[made.outlet] = find_outlet(
                made.outlet, self._outlets, made.language
            )
        return made

    def _settle(self, arrivals: Sequence[Arrival]) -> tuple[Settlement, list[Alias]]:
        rows = self._warehouse.load(
            "known_article",
            {"incoming": _frame_arrivals(arrivals)},
            same_text_days=SAME_TEXT_DAYS,
        )
        held = self._load_articles(rows["article_id"])
        articles, aliases = identify(
            arrivals, dict(zip(rows["place"], held, strict=True))
        )
        standing = {
            article.article_id: Standing(article=article, earlier=frozenset(earlier))
            for article, earlier in zip(held, rows["earlier"], strict=True)
        }
        return settle_texts(articles, standing), aliases

    def _load_articles(self, ids: pl.Series) -> list[Article]:
        articles = read_records(Article, self._warehouse.load_texts(ids))
        by_id = {article.article_id: article for article in articles}
        return [by_id[number] for number in ids]

    def _save(self, settlement: Settlement, aliases: Sequence[Alias]) -> None:
        fresh = [*settlement.new, *settlement.changed]
        self._note_touched(fresh)
        named = sorted({article.outlet for article in fresh})
        outlets = [self._outlets[name] for name in named]
        self._warehouse.save_records("new_outlet", outlets)
        self._warehouse.save_records("revision", settlement.superseded)
        self._warehouse.save_records("article", settlement.new)
        replace_articles(self._warehouse, settlement.changed)
        self._warehouse.save_records("sentence", _split_all(settlement.new))
        self._warehouse.save_records("alias", aliases)
        join_stories(self._warehouse, fresh)

    def _note_touched(self, articles: Sequence[Article]) -> None:
        for article in articles:
            if day := article.published_on:
                first = self.touched.get(article.outlet, day)
                self.touched[article.outlet] = min(first, day)

    def _settle_rejects(self, source: Source, inputs: Sequence[str]) -> None:
        """What became an article after all is no reject any more."""
        incoming = pl.DataFrame({"input": list(inputs)}, {"input": pl.String})
        self._warehouse.save(
            "settle_reject", {"incoming": incoming}, source=source.name
        )

    def _count(self, source: Source, **counts: int) -> None:
        total = self.counts.get(source.name) or RunSource(
            run_id=self._run.run_id,
            source=source.name,
            inputs=0,
            articles=0,
            repeats=0,
            rejects=0,
            outside=0,
        )
        added = {name: getattr(total, name) + more for name, more in counts.items()}
        self.counts[source.name] = replace(total, **added)
        self._warehouse.save_records("run_source", [self.counts[source.name]])


def load_furniture(warehouse: Warehouse) -> dict[str, frozenset[int]]:
    """The paragraphs that repeat across the articles of each outlet."""
    rows = warehouse.load("furniture").group_by("outlet").agg("text_hash")
    return {outlet: frozenset(hashes) for outlet, hashes in rows.iter_rows()}


def replace_articles(warehouse: Warehouse, articles: Sequence[Article]) -> None:
    """Write another text of known articles, and its sentences for the old ones."""
    if articles:
        ids = pl.DataFrame(
            {"article_id": [article.article_id for article in articles]},
            {"article_id": pl.UInt64},
        )
        warehouse.save("drop_sentences", {"incoming": ids})
        warehouse.save("drop_story_bands", {"incoming": ids})
        warehouse.save_records("newer_article", articles)
        warehouse.save_records("sentence", _split_all(articles))


def _split_all(articles: Sequence[Article]) -> list[Sentence]:
    return [sentence for article in articles for sentence in split_article(article)]


def _frame_arrivals(arrivals: Sequence[Arrival]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (
                place,
                arrival.article.article_id,
                arrival.article.outlet,
                arrival.article.url,
                arrival.delivered_id,
                arrival.url,
                arrival.article.text_hash,
                arrival.article.published_on,
                arrival.is_long,
            )
            for place, arrival in enumerate(arrivals)
        ],
        schema={
            "place": pl.Int64,
            "article_id": pl.UInt64,
            "outlet": pl.String,
            "url": pl.String,
            "delivered_id": pl.UInt64,
            "delivered_url": pl.String,
            "text_hash": pl.UInt64,
            "published_on": pl.Date,
            "is_long": pl.Boolean,
        },
        orient="row",
    )


def _watched(harvest: Harvest) -> Iterable[Delivery | Reject]:
    """The deliveries, counted on the terminal as they come."""
    watched: Iterable[Delivery | Reject] = tqdm(
        harvest.deliveries,
        desc=harvest.source.name,
        unit="input",
        disable=None,
        leave=False,
    )
    return watched
