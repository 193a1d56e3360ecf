"""Sources → articles and sentences in the warehouse."""

import logging
from collections.abc import Iterator
from typing import Any

from prefect import flow, task
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from analysis.errors import SourceError
from analysis.records import Outlet, Run, RunSource
from analysis.warehouse.warehouse import Warehouse
from flows.feeds import FeedVisit, failed_harvest, harvest_feed
from flows.fetch import TRANSIENT
from flows.files import FileVisit, harvest_files
from flows.intake import Harvest, Intake
from flows.settings import Period, Settings

log = logging.getLogger("detente")


def _may_pass(_task: object, _run: object, state: Any) -> bool:  # noqa: ANN401 Prefect's
    error = state.result(raise_on_failure=False)
    return isinstance(error, SourceError) and error.reason in TRANSIENT


visit_feed = task(
    name="visit feed",
    retries=2,
    retry_delay_seconds=[2, 10],
    retry_condition_fn=_may_pass,
)(harvest_feed)


@flow(
    name="ingest",
    validate_parameters=False,
    task_runner=ThreadPoolTaskRunner(max_workers=8),  # type: ignore[arg-type]
)
def ingest(settings: Settings, run: Run, period: Period) -> list[RunSource]:
    """Read every source; a source that fails is a reject and stops no other."""
    visits = _visits(settings, run, period)
    futures = [visit_feed.submit(visit, settings.fetch) for visit in visits]
    with Warehouse(settings.working_file) as warehouse:
        outlets = _known_outlets(warehouse, settings)
        intake = Intake(warehouse, run.run_id, outlets, period, run.started_at)
        for harvest in _harvests(settings, warehouse, run, period):
            intake.take(harvest)
        for visit, future in zip(visits, futures, strict=True):
            intake.take(_harvest_of(visit, future))
    for counts in intake.counts.values():
        _report(counts)
    return list(intake.counts.values())


def _visits(settings: Settings, run: Run, period: Period) -> list[FeedVisit]:
    feeds = [source for source in settings.sources if source.kind == "feed"]
    with Warehouse(settings.working_file) as warehouse:
        return [
            FeedVisit(
                source=source,
                run_id=run.run_id,
                known_urls=frozenset(
                    warehouse.load(
                        "known_url", source=source.name, outlet=source.outlet
                    )["url"]
                ),
                whole=period.is_open,
                now=run.started_at,
            )
            for source in feeds
        ]


def _known_outlets(warehouse: Warehouse, settings: Settings) -> dict[str, Outlet]:
    """Outlets met before, and those of the config, which count more."""
    warehouse.save_records("outlet", settings.outlets)
    met = warehouse.load("outlets").iter_rows(named=True)
    return {row["outlet"]: Outlet(**row) for row in met}


def _harvests(
    settings: Settings, warehouse: Warehouse, run: Run, period: Period
) -> Iterator[Harvest]:
    for source in settings.sources:
        if source.kind == "files":
            known = warehouse.load("known_receipt", source=source.name)["receipt"]
            yield from harvest_files(
                FileVisit(
                    source=source,
                    folder=settings.folder,
                    run_id=run.run_id,
                    known_receipts=frozenset(known),
                    whole=period.is_open,
                    now=run.started_at,
                )
            )


def _harvest_of(visit: FeedVisit, future: PrefectFuture[Harvest]) -> Harvest:
    result = future.result(raise_on_failure=False)
    if isinstance(result, SourceError):
        return failed_harvest(visit, result)
    if isinstance(result, BaseException):
        raise result
    return result


def _report(counts: RunSource) -> None:
    log.info(
        "%s: %d inputs = %d articles + %d repeats + %d rejects + %d outside",
        counts.source,
        counts.inputs,
        counts.articles,
        counts.repeats,
        counts.rejects,
        counts.outside,
    )
