"""How far coders and model agree, as readers of the warehouse find it."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from analysis.measures.coders import find_coder_agreement
from analysis.measures.gold import find_model_agreement
from analysis.warehouse.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRows:
    """What people said (`labels`, a row a text and coder), where those texts stand
    (`places`), what models say of them (`scores`) and how many each outlet has
    (`outlets`), as the queries gold_… give them."""

    labels: pl.DataFrame
    places: pl.DataFrame
    scores: pl.DataFrame
    outlets: pl.DataFrame


def load_gold(load: Callable[[str], pl.DataFrame]) -> GoldRows:
    """Everything coded; `load` gives the rows of a named query."""
    return GoldRows(
        labels=load("gold_answer"),
        places=load("gold_place"),
        scores=load("gold_score"),
        outlets=load("gold_outlet"),
    )


def find_agreement(
    labels: pl.DataFrame, places: pl.DataFrame, scores: pl.DataFrame, model_id: str
) -> pl.DataFrame:
    """The rows of `gold_agreement`: those of the coders, then those of the model whose
    `scores` these are; none without labels."""
    coders = find_coder_agreement(labels, places)
    model = find_model_agreement(labels, places, scores)
    figures = pl.concat(
        [
            coders.with_columns(model_id=pl.lit("")),
            model.with_columns(model_id=pl.lit(model_id)),
        ]
    )
    return figures if len(labels) else figures.clear()


def save_gold_agreement(warehouse: Warehouse, model_id: str) -> int:
    """Put the figures of the coders and of one model in place of the earlier ones;
    returns how many there are: none without gold."""
    names = ("gold_answer", "gold_place", "gold_score")
    labels, places, scores = map(warehouse.load, names)
    of_model = scores.filter(model_id=model_id)
    found = find_agreement(labels, places, of_model, model_id)
    with warehouse.transaction():
        warehouse.save("drop_gold_agreement", model_id=model_id)
        warehouse.save("save_gold_agreement", {"incoming": found})
    return len(found)
