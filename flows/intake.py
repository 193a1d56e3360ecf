"""Deliveries → rows: each ends as article, repeat, reject or outside the period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import polars as pl
from tqdm import tqdm

from analysis.records import Article, Delivery, Fetch, Outlet, Reject, RunSource, Source
from analysis.sources.articles import find_outlet, make_article
from analysis.text.sentences import split_article
from analysis.warehouse.warehouse import Warehouse
from flows.settings import Period

AT_ONCE = 500
MAY_PASS = {"date in the future", "unreadable file"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one attempt on a source gave: the attempts' rows and what they delivered."""

    source: Source
    fetches: Sequence[Fetch]
    deliveries: Iterable[Delivery | Reject]


class Intake:
    """The way into the warehouse during one run; `outlets` grows as names turn up."""

    def __init__(
        self,
        warehouse: Warehouse,
        run_id: str,
        outlets: Mapping[str, Outlet],
        period: Period,
        now: datetime,
    ) -> None:
        self._warehouse = warehouse
        self._run_id = run_id
        self._outlets = dict(outlets)
        self._period = period
        self._now = now
        self.counts: dict[str, RunSource] = {}

    def take(self, harvest: Harvest) -> None:
        """Save all of a harvest; what became of it is added to `counts`.

        Batches are kept as they are done; the attempt's row comes last, so an attempt
        that a kill cut short is made again and finds its articles known.
        """
        name = harvest.source.name
        total = self.counts.get(name) or RunSource(
            run_id=self._run_id,
            source=name,
            inputs=0,
            articles=0,
            repeats=0,
            rejects=0,
            outside=0,
        )
        inputs, may_change = iter(_watched(harvest)), False
        while batch := list(islice(inputs, AT_ONCE)):
            counts, rejects = self._take_batch(harvest.source, batch)
            total = _add_counts(total, counts)
            may_change |= any(reject.reason in MAY_PASS for reject in rejects)
        with self._warehouse.transaction():
            self._warehouse.save_records("fetch", _attempts(harvest, may_change))
            self._warehouse.save_records("run_source", [total])
        self.counts[name] = total

    def _take_batch(
        self, source: Source, batch: Sequence[Delivery | Reject]
    ) -> tuple[RunSource, Sequence[Reject]]:
        made = [self._believe(source, item) for item in batch]
        rejects = [item for item in made if isinstance(item, Reject)]
        articles = [item for item in made if isinstance(item, Article)]
        inside = [a for a in articles if self._period.holds(a.published_on)]
        new = self._unknown(inside)
        believed = [
            item.input
            for item, result in zip(batch, made, strict=True)
            if isinstance(result, Article)
        ]
        with self._warehouse.transaction():
            self._save(new, rejects)
            self._warehouse.save(
                "settle_reject",
                {"incoming": pl.DataFrame({"input": believed}, {"input": pl.String})},
                source=source.name,
            )
        counts = RunSource(
            run_id=self._run_id,
            source=source.name,
            inputs=len(batch),
            articles=len(new),
            repeats=len(inside) - len(new),
            rejects=len(rejects),
            outside=len(articles) - len(inside),
        )
        return counts, rejects

    def _believe(self, source: Source, item: Delivery | Reject) -> Article | Reject:
        if isinstance(item, Reject):
            return item
        made = make_article(item, source, self._outlets, self._now)
        if isinstance(made, Article) and made.outlet not in self._outlets:
            # The zone guessed for its first article holds for all later ones.
            self._outlets[made.outlet] = find_outlet(
                made.outlet, self._outlets, made.language
            )
        return made

    def _unknown(self, articles: Sequence[Article]) -> list[Article]:
        """Articles that are not in the warehouse, each once, the first one of each."""
        first = {article.article_id: article for article in reversed(articles)}
        ids = pl.DataFrame(
            {"article_id": list(first)}, schema={"article_id": pl.UInt64}
        )
        known = self._warehouse.load("known_article", {"incoming": ids})
        unknown = first.keys() - set(known["article_id"])
        return [a for a in reversed(first.values()) if a.article_id in unknown]

    def _save(self, articles: Sequence[Article], rejects: Sequence[Reject]) -> None:
        if articles:
            named = {article.outlet for article in articles}
            outlets = [self._outlets[name] for name in sorted(named)]
            self._warehouse.save_records("new_outlet", outlets)
        self._warehouse.save_records("article", articles)
        self._warehouse.save_records(
            "sentence", [s for article in articles for s in split_article(article)]
        )
        self._warehouse.save_records("reject", rejects)


def _attempts(harvest: Harvest, may_change: bool) -> list[Fetch]:
    """The attempts' rows; without a receipt where the same bytes may yet give more."""
    if not may_change:
        return list(harvest.fetches)
    return [replace(fetch, receipt=None) for fetch in harvest.fetches]


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


def _add_counts(one: RunSource, other: RunSource) -> RunSource:
    """The counts of two attempts on one source in one run."""
    return RunSource(
        run_id=one.run_id,
        source=one.source,
        inputs=one.inputs + other.inputs,
        articles=one.articles + other.articles,
        repeats=one.repeats + other.repeats,
        rejects=one.rejects + other.rejects,
        outside=one.outside + other.outside,
    )
