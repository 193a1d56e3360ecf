"""What a person should know before the next run, each with its mend."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from analysis.errors import DetenteError
from analysis.records import Source
from analysis.scoring.encoder import EncoderScorer
from analysis.scoring.registry import load_scorer
from analysis.warehouse.warehouse import Warehouse, is_lost
from dashboards.today.health import SHARES
from flows.config import FetchSection
from flows.fetch import Fetched, fetch_all, open_agent
from flows.files import find_files
from flows.hub import fetch_model
from flows.runs import only_one
from flows.settings import Settings

ENOUGH_BYTES = 1_000_000_000
FAULTS = {
    "words": "articles have {lately} words in the middle, {earlier} in the weeks "
    "before: look at a page, its layout may have changed",
    "beginnings": "of {lately} % of its articles only the beginning could be had, "
    "{earlier} % in the weeks before: look at a page, it may have a new wall",
    "dates": "dates of {lately} % of its articles are missing or in doubt, {earlier} % "
    "in the weeks before: see article.date_detail",
    "gone": "answered that it is gone for good (410): remove it or name its new "
    "address",
    "failures": 'has not answered {lately} times, see "fetch"; asked again {next_at}',
    "rejected": "{lately} % of what is new in it was rejected, {earlier} % in the "
    "weeks before: see reject",
    "silent": "has given no article since {since}: look whether it still lives",
    "turned_over": "showed nothing of what it showed at the visit before: run more "
    "often, entries may be missed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, and what was seen or would mend it."""

    subject: str
    well: bool
    detail: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at config, disk, model, warehouse and sources, in this order."""
    yield Finding(subject="config", well=True, detail=_describe(settings))
    yield _look("disk", partial(_find_space, settings))
    yield _look("model", partial(_load_model, settings))
    yield _look("warehouse", partial(_check_accounts, settings))
    yield from _examine_collection(settings)
    for source in settings.sources:
        if source.path:
            yield _look(f"source {source.name}", partial(_count, source, settings))
    yield from _reach_feeds(settings)


def _look(subject: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(subject=subject, well=True, detail=check())
    except DetenteError as error:
        return Finding(subject=subject, well=False, detail=str(error))


def _describe(settings: Settings) -> str:
    return (
        f"{settings.file}: {len(settings.sources)} sources, "
        f"{len(settings.outlets)} outlets"
    )


def _find_space(settings: Settings) -> str:
    """Publishing copies the whole working file before it swaps the copy in."""
    working, published = settings.working_file, settings.warehouse
    lost = is_lost(working) and published.exists()
    size = published.stat().st_size * 2 if lost else _find_size(working)
    wanted = ENOUGH_BYTES + size
    free = _find_free(working)
    words = f"{free / 1e9:,.1f} GB free for {working.parent}"
    if free < wanted:
        raise DetenteError(f"{words}; a run wants {wanted / 1e9:,.1f} GB: free some")
    if _find_free(settings.site) < ENOUGH_BYTES:
        raise DetenteError(f"less than 1 GB free for {settings.site}; free some")
    return words


def _find_size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _find_free(path: Path) -> int:
    place = next(folder for folder in path.parents if folder.exists())
    return shutil.disk_usage(place).free


def _load_model(settings: Settings) -> str:
    model, scorer = load_scorer(fetch_model(settings.model))
    found = f"{model.model_id} answers {model.task}"
    if isinstance(scorer, EncoderScorer):
        found += f", in {scorer.form.name} because {scorer.form.reason}"
    return found


def _check_accounts(settings: Settings) -> str:
    if is_lost(settings.working_file):
        if settings.warehouse.exists():
            raise DetenteError(
                f"{settings.working_file}: lost; the next run makes it anew from "
                f"{settings.warehouse}, without what was coded since"
            )
        return f"{settings.working_file}: not made yet; `detente run` makes it"
    with only_one(settings), Warehouse(settings.working_file) as warehouse:
        counts = warehouse.load("accounts").row(0, named=True)
    if counts["unbalanced"]:
        raise DetenteError(
            f"{counts['unbalanced']} runs of sources whose inputs are not articles + "
            "revisions + repeats + rejects + outside; please report this"
        )
    if counts["uncounted_articles"] or counts["uncounted_revisions"]:
        raise DetenteError(
            f"no run has counted {counts['uncounted_articles']} articles and "
            f"{counts['uncounted_revisions']} revisions; please report this"
        )
    return (
        "{articles:,} articles, {revisions:,} revisions, {sentences:,} sentences, "
        "{rejects:,} rejects, {fetches:,} fetches; every input is accounted for"
    ).format(**counts)


def _examine_collection(settings: Settings) -> Iterator[Finding]:
    """Outlets whose pages have changed and sources that fell silent."""
    if is_lost(settings.working_file):
        return
    try:
        with only_one(settings), Warehouse(settings.working_file) as warehouse:
            rows = warehouse.load("unwell")
    except DetenteError as error:
        yield Finding(subject="collection", well=False, detail=str(error))
        return
    for row in rows.iter_rows(named=True):
        yield Finding(
            subject=f"{row['kind']} {row['name']}",
            well=False,
            detail=describe_fault(row),
        )


def describe_fault(row: Mapping[str, Any]) -> str:
    """What was seen and what to do, from a row of `unwell.sql`."""
    parts = {name: row[name] for name in ("since", "next_at")}
    scale = 100 if row["fault"] in SHARES else 1
    for name in ("lately", "earlier"):
        parts[name] = f"{scale * (row[name] or 0):.0f}"
    return FAULTS[row["fault"]].format_map(parts)


def _count(source: Source, settings: Settings) -> str:
    try:
        paths = find_files(source, settings.folder)
    except OSError as error:
        raise DetenteError(f"{error.strerror}: {error.filename}") from error
    files = sum(os.access(path, os.R_OK) for path in paths)
    if not files:
        raise DetenteError(
            f"nothing in {settings.folder} is called {source.path}; mend its path"
        )
    return f"{files} files"


def _reach_feeds(settings: Settings) -> Iterator[Finding]:
    feeds = [source for source in settings.sources if source.kind == "feed"]
    urls = [source.url or "" for source in feeds]
    answers = asyncio.run(_fetch_feeds(urls, settings.fetch))
    for source, answer in zip(feeds, answers, strict=True):
        yield Finding(
            subject=f"source {source.name}",
            well=answer.error is None,
            detail=str(answer.error or f"answers in {answer.milliseconds} ms"),
        )


async def _fetch_feeds(urls: list[str], limits: FetchSection) -> list[Fetched]:
    async with open_agent(limits, now=datetime.now(UTC)) as agent:
        return await fetch_all(urls, agent)
