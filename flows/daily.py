"""The run: ingest, score, publish, as one Prefect flow."""

import logging
from datetime import date
from pathlib import Path
from typing import Literal

from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from analysis.errors import DetenteError
from analysis.records import Run
from flows.hub import fetch_model
from flows.ingest import ingest
from flows.publish import publish
from flows.runs import recorded_run
from flows.score import score
from flows.settings import Period, Settings, read_settings

Stage = Literal["ingest", "score", "publish"]
STAGES: tuple[Stage, ...] = ("ingest", "score", "publish")


logging.getLogger("detente").setLevel(logging.INFO)


def _spare_known_traceback(record: logging.LogRecord) -> bool:
    """Our own errors say what to mend in a line; a traceback is for bugs."""
    if record.exc_info and isinstance(record.exc_info[1], DetenteError):
        record.exc_info = None
    return True


logging.getLogger("prefect.flow_runs").addFilter(_spare_known_traceback)


@flow(name="detente")
def run(
    config: str,
    since: date | None = None,
    until: date | None = None,
    stages: tuple[Stage, ...] = STAGES,
    *,
    everything: bool = False,
) -> Run:
    """Run the stages in order on the warehouse of a config file; `everything` asks
    sources too that are not due yet."""
    settings = read_settings(Path(config))
    period = Period(since=since, until=until)
    # Each flow run would wait a second for its heartbeat thread to end.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return _run_stages(settings, period, stages, everything)


def _run_stages(
    settings: Settings, period: Period, stages: tuple[Stage, ...], everything: bool
) -> Run:
    with recorded_run(settings) as recorder:
        if "ingest" in stages:
            counts = ingest(settings, recorder.run, period, everything=everything)
            recorder.add_sources(counts)
        if "score" in stages:
            # Fetched once, so that a run scores and publishes by one commit.
            chosen = fetch_model(settings.model)
            settings = settings.model_copy(update={"model": chosen})
            scored = score(settings)
            recorder.add_scored(scored.sentences, scored.model_id)
        if "publish" in stages:
            publish(settings, recorder.ended("done"))
        return recorder.ended("done")
