"""Series and articles → what is found in them: changes, weekdays, outlets compared."""

from collections.abc import Sequence

import polars as pl
from polars import selectors

from analysis.measures.changes import find_changes
from analysis.measures.contrasts import find_contrasts
from analysis.measures.weekdays import find_weekday_effects
from analysis.warehouse.warehouse import Warehouse

DIGITS = 6


def save_changes(warehouse: Warehouse, model_id: str) -> int:
    """Find anew where the level of the model's weekly series changed; returns how often
    one did."""
    weeks = warehouse.load("week_measure", model_id=model_id)
    return _replace(warehouse, "change_point", [find_changes(weeks)], model_id)


def save_weekdays(warehouse: Warehouse, model_id: str) -> int:
    """Find anew how weekdays differ in the model's daily series; returns how many
    effects are known."""
    days = warehouse.load("day_measure", model_id=model_id)
    effects = find_weekday_effects(days)
    return _replace(warehouse, "weekday_effect", [effects], model_id)


def save_contrasts(warehouse: Warehouse, model_id: str) -> int:
    """Compare anew each outlet with the others collected with it, over the last 28
    complete days and over the longest time that most of them share; returns how many
    comparisons there are. Needs the model's corrections."""
    corrections = warehouse.load("outlet_correction", model_id=model_id)
    periods = warehouse.load("contrast_period", model_id=model_id)
    found = [
        _find_contrasts(warehouse, period, corrections)
        for period in periods.partition_by("since", "until", maintain_order=True)
    ]
    return _replace(warehouse, "contrast", found, model_id)


def _find_contrasts(
    warehouse: Warehouse, period: pl.DataFrame, corrections: pl.DataFrame
) -> pl.DataFrame:
    stories = warehouse.load("contrast_story", {"incoming": period})
    return find_contrasts(stories, corrections).join(
        period.select("since", "until").unique(), how="cross"
    )


def _replace(
    warehouse: Warehouse, table: str, frames: Sequence[pl.DataFrame], model_id: str
) -> int:
    """The model's rows of a table become those of `frames`; returns how many."""
    with warehouse.transaction():
        warehouse.save(f"drop_{table}", model_id=model_id)
        for frame in frames:
            rounded = frame.with_columns(selectors.float().round(DIGITS))
            warehouse.save(f"save_{table}", {"incoming": rounded}, model_id=model_id)
    return sum(len(frame) for frame in frames)
