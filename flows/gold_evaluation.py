"""`detente evaluate --gold`: a model and the coders held against settled gold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from analysis.errors import DetenteError, WarehouseError
from analysis.measures.coders import LEVELS, find_pair_agreement
from analysis.measures.gold import QUESTIONS, settle_labels
from analysis.measures.resampling import FEWEST_SENTENCES
from analysis.scoring.choice import ModelChoice
from analysis.scoring.registry import find_model, load_scorer
from analysis.warehouse.published import load_published
from analysis.warehouse.warehouse import Warehouse
from flows.agreeing import GoldRows, find_agreement, load_gold
from flows.hub import fetch_model
from flows.runs import only_one
from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvaluation:
    """What gold says of its coders and of a model.

    `file` is the warehouse's name; `texts` counts coded sentences, `scored` those with
    scores of the model, of which `scored_now` were scored for this alone. `tied` says
    for each question how many texts its coders split evenly on: they are in no figure
    of the model. `too_few` are outlets with fewer than ten coded sentences, and how
    many those are. `figures` are like the table `gold_agreement`, `pairs` of
    `PAIR_SCHEMA`.
    """

    file: str
    model_id: str
    texts: int
    coders: tuple[str, ...]
    samples: tuple[str, ...]
    scored: int
    scored_now: int
    tied: Mapping[str, int]
    too_few: Mapping[str, int]
    figures: pl.DataFrame
    pairs: pl.DataFrame


def read_gold(settings: Settings) -> tuple[str, GoldRows]:
    """The gold and the name of the file it is from.

    That is the working file, which has what was imported last; where there is none, a
    run is at work or this process may not write, the published copy. Raises
    DetenteError where nothing is coded yet.
    """
    path, gold = _read_either(settings)
    if gold.labels.is_empty():
        raise DetenteError(
            f"{path}: no gold yet; draw a sample (`detente sample`), have it coded and "
            "read it in (`detente code import FILE.csv`)"
        )
    return path.name, gold


def _read_either(settings: Settings) -> tuple[Path, GoldRows]:
    working, published = settings.working_file, settings.warehouse
    if working.exists():
        try:
            with only_one(settings), Warehouse(working) as warehouse:
                return working, load_gold(warehouse.load)
        except WarehouseError:
            if not published.exists():
                raise
    return published, load_gold(partial(load_published, published))


def evaluate_gold(
    file: str, gold: GoldRows, model: str | ModelChoice
) -> GoldEvaluation:
    """Hold the coders against each other and a model against them.

    `model` is a model, or the model_id of scores in the warehouse, which are then taken
    as they are. Else texts that the model has not scored are scored now, and nothing
    is written. Raises ModelError where the model cannot be had.
    """
    if isinstance(model, str) and model in gold.scores["model_id"]:
        model_id = model
        stored = scores = gold.scores.filter(model_id=model_id)
    else:
        chosen = fetch_model(model) if isinstance(model, ModelChoice) else model
        model_id = find_model(chosen).model_id
        stored = gold.scores.filter(model_id=model_id)
        scores = _score_missing(gold.places, stored, chosen)
    settled = settle_labels(gold.labels)
    few = gold.outlets.filter(pl.col("texts") < FEWEST_SENTENCES)
    samples = gold.labels["sample_id"].drop_nulls().unique().sort()
    return GoldEvaluation(
        file=file,
        model_id=model_id,
        texts=len(settled),
        coders=tuple(gold.labels["coder"].unique().sort()),
        samples=tuple(samples),
        scored=len(scores),
        scored_now=len(scores) - len(stored),
        tied={question: settled[question].null_count() for question in QUESTIONS},
        too_few=dict(few.select("outlet", "texts").iter_rows()),
        figures=find_agreement(gold.labels, gold.places, scores, model_id),
        pairs=find_pair_agreement(gold.labels),
    )


def _score_missing(
    places: pl.DataFrame, stored: pl.DataFrame, model: str | ModelChoice
) -> pl.DataFrame:
    texts = places.select("text_hash", "text").unique("text_hash", maintain_order=True)
    missing = texts.join(stored, on="text_hash", how="anti")
    if missing.is_empty():
        return stored
    _, scorer = load_scorer(model)
    scores = scorer.score(missing["text"].to_list())
    new = scores.with_columns(missing["text_hash"])
    return pl.concat([stored.select(new.columns), new], how="vertical_relaxed")


def render_gold_json(found: GoldEvaluation) -> str:
    """One JSON object with the keys that `detente evaluate --gold --json` promises."""
    fields: dict[str, object] = {
        "file": found.file,
        "model": found.model_id,
        "texts": found.texts,
        "coders": found.coders,
        "samples": found.samples,
        "scored": found.scored,
        "scored_now": found.scored_now,
        "tied": found.tied,
        "too_few_by_outlet": found.too_few,
        "alpha_level": LEVELS,
        "figures": found.figures.drop("model_id").to_dicts(),
        "pairs": found.pairs.to_dicts(),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)
