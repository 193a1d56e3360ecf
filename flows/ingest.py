"""Sources → articles and sentences in the warehouse."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

import polars as pl
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State
from prefect.states import Completed

from analysis.records import HostRules, Outlet, Poll, Run, RunSource, Source
from analysis.sources.files import parse_file
from analysis.warehouse.warehouse import Warehouse, read_records
from flows.archives import ArchiveReading, read_archive
from flows.courier import Courier, collect
from flows.extraction import Extractor
from flows.fetch import open_agent
from flows.files import FileVisit, Read, harvest_files
from flows.furnishing import learn_furniture
from flows.harvester import Network, Visit
from flows.intake import Harvest, Intake
from flows.pages import PageReader
from flows.polls import is_due, recall_poll
from flows.settings import Period, Settings
from flows.visits import visit_source

log = logging.getLogger("detente")


@flow(name="ingest", validate_parameters=False)
def ingest(
    settings: Settings, run: Run, period: Period, *, everything: bool = False
) -> list[RunSource]:
    """Read every source that is due, or all with `everything` and for a period; a
    source that fails is a reject and stops no other."""
    with Warehouse(settings.working_file) as warehouse, Extractor() as extractor:
        outlets = _known_outlets(warehouse, settings)
        intake = Intake(warehouse, run, outlets, period)
        visits = _visits(settings, warehouse, run, period)
        if not everything and period.is_open:
            visits = [visit for visit in visits if _is_due(visit)]
        for harvest in chain(
            _visit_all(visits, settings, warehouse, extractor),
            _read_files(settings, warehouse, run, period, extractor),
        ):
            intake.take(harvest)
        for learnt in learn_furniture(warehouse, intake.touched, run.started_at):
            log.info("%s: repeats on its pages: %.80s", learnt.outlet, learnt.text)
    for counts in intake.counts.values():
        _report(counts)
    return list(intake.counts.values())


def _known_outlets(warehouse: Warehouse, settings: Settings) -> dict[str, Outlet]:
    """Outlets met before, and those of the config, which count more."""
    warehouse.save_records("outlet", settings.outlets)
    met = read_records(Outlet, warehouse.load("outlets"))
    return {outlet.outlet: outlet for outlet in met}


def _visits(
    settings: Settings, warehouse: Warehouse, run: Run, period: Period
) -> list[Visit]:
    polls = read_records(Poll, warehouse.load("polls"))
    return [
        Visit(
            source=source,
            folder=settings.folder,
            run_id=run.run_id,
            poll=recall_poll(source, polls, run.started_at),
            period=period,
            now=run.started_at,
        )
        for source in settings.sources
        if source.kind in {"feed", "pages"}
    ]


def _is_due(visit: Visit) -> bool:
    if is_due(visit.poll, visit.now):
        return True
    why = "gone for good" if visit.poll.gone else f"asked again {visit.poll.next_at}"
    log.info("%s: not asked now, %s", visit.source.name, why)
    return False


def _visit_all(
    visits: Sequence[Visit],
    settings: Settings,
    warehouse: Warehouse,
    extractor: Extractor,
) -> Iterator[Harvest]:
    """Visit all at once in a thread with a loop; each visit is a task of Prefect's."""
    if not visits:
        return
    known = read_records(HostRules, warehouse.load("host_rules"))
    learnt: list[HostRules] = []

    async def visit_all(courier: Courier) -> None:
        now, by_name = visits[0].now, {visit.source.name: visit for visit in visits}
        rules = {rule.origin: rule for rule in known}
        async with open_agent(settings.fetch, known=rules, now=now) as agent:
            reader = PageReader(agent, extractor, settings.fetch)
            network = Network(
                agent=agent, reader=reader, courier=courier, limits=settings.fetch
            )

            @task(name="visit", task_run_name="visit {source}", cache_policy=NO_CACHE)
            async def visit(source: str) -> State[None]:
                error = await visit_source(by_name[source], network)
                # A source that fails is data, but Prefect's page should show it.
                name = "Unread" if error else "Completed"
                return Completed(name=name, message=str(error or ""))

            async with asyncio.TaskGroup() as visits_at_once:
                for name in by_name:
                    visits_at_once.create_task(visit(name))
            await reader.stop()
            learnt.extend(agent.new_rules)

    def find_settled(entry_ids: Sequence[int]) -> frozenset[int]:
        incoming = pl.DataFrame({"entry_id": entry_ids}, {"entry_id": pl.UInt64})
        rows = warehouse.load("settled_entries", {"incoming": incoming})
        return frozenset(rows["entry_id"])

    yield from collect(visit_all, find_settled)
    warehouse.save_records("host_rules", learnt)


def _read_files(
    settings: Settings,
    warehouse: Warehouse,
    run: Run,
    period: Period,
    extractor: Extractor,
) -> Iterator[Harvest]:
    for source in settings.sources:
        if source.kind in {"files", "archive"}:
            known = warehouse.load("known_receipt", source=source.name)["receipt"]
            yield from harvest_files(
                FileVisit(
                    source=source,
                    read=_choose_reader(source, settings, run, period, extractor),
                    folder=settings.folder,
                    run_id=run.run_id,
                    known_receipts=frozenset(known),
                    whole=period.is_open,
                    now=run.started_at,
                )
            )


def _choose_reader(
    source: Source,
    settings: Settings,
    run: Run,
    period: Period,
    extractor: Extractor,
) -> Read:
    if source.kind == "files":
        return partial(parse_file, source=source, now=run.started_at)
    reading = ArchiveReading(
        source=source,
        since=period.since,
        reservations=settings.fetch.reservations,
        now=run.started_at,
    )
    return partial(read_archive, reading=reading, extractor=extractor)


def _report(counts: RunSource) -> None:
    log.info(
        "%s: %d inputs = %d articles + %d revisions + %d repeats + %d rejects"
        " + %d outside",
        counts.source,
        counts.inputs,
        counts.articles,
        counts.revisions,
        counts.repeats,
        counts.rejects,
        counts.outside,
    )
