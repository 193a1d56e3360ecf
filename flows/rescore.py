"""Another model's scores beside the old ones, its series, and how the two compare."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

# Its import sets what Prefect's log shows.
import flows.daily  # noqa: F401
from analysis.records import Model, Run
from analysis.scoring.choice import ModelChoice
from analysis.scoring.registry import find_model, load_scorer
from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_measures
from flows.overlapping import save_overlaps
from flows.pending import count_pending, score_pending
from flows.publish import publish
from flows.runs import Recorder, recorded_run
from flows.settings import Period, read_settings

log = logging.getLogger("detente")


@flow(name="rescore", validate_parameters=False)
def rescore(
    config: str,
    choice: ModelChoice,
    since: date | None = None,
    until: date | None = None,
) -> Run:
    """Score the stored articles of a period, by default all, with the chosen model.

    What is scored already stays; the same again goes on where a killed one ended. A
    model of the hub has to be fetched before.
    """
    settings = read_settings(Path(config))
    model = find_model(choice)
    with (
        # Each flow run would wait a second for its heartbeat thread to end.
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        recorded_run(settings) as recorder,
    ):
        recorder.add_scored(0, model.model_id)
        with Warehouse(settings.working_file) as warehouse:
            period = Period(since=since, until=until)
            score_beside(warehouse, model, choice, period, recorder)
            measure_beside(warehouse, model, datetime.now(UTC))
        publish(settings, recorder.ended("done"))
        return recorder.ended("done")


def score_beside(
    warehouse: Warehouse,
    model: Model,
    choice: ModelChoice,
    period: Period,
    recorder: Recorder,
) -> None:
    """Score what the model has not scored yet of the period's articles."""
    warehouse.save_records("model", [model])
    if not count_pending(warehouse, model.model_id, period):
        log.info("Nothing new to score with %s", model.model_id)
        return
    _, scorer = load_scorer(choice)
    scored = score_pending(warehouse, model, scorer, period)
    recorder.add_scored(scored, model.model_id)
    log.info("Scored %d sentences with %s", scored, model.model_id)


def measure_beside(warehouse: Warehouse, model: Model, now: datetime) -> None:
    """Measure the model's own series and hold its answers against other models'."""
    weeks = save_measures(warehouse, model.model_id, now)
    overlaps = save_overlaps(warehouse, model.model_id, anew=True)
    log.info("Measured %d changed weeks and %d overlaps", weeks, overlaps)
