"""A shipped folder measured on the development files, and its card."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.records import Model
from analysis.scoring.encoder import find_probabilities
from analysis.scoring.folder import open_folder
from analysis.scoring.forms import FLOATS, INTEGERS
from analysis.scoring.scorer import SCORE_SCHEMA, Scorer
from flows.evaluate import evaluate_file, find_evaluation
from flows.labelled import read_labelled
from flows.training.card import Measured, render_measured
from flows.training.drift import Drift, find_drift
from flows.training.options import TrainOptions

CARD = "model-card.md"
CODEBOOK = "codebook_dev.jsonl"
OTHERS = (
    ("framing_dev.jsonl", "framing", "source", None),
    # Translations of the same sentences.
    ("framing_multi_dev.jsonl", "framing", None, "un_id"),
    ("sentiment_news_en_dev.jsonl", "sentiment", None, None),
    ("sentiment_news_de_dev.jsonl", "sentiment", None, None),
)
MEASURED = (CODEBOOK, *(file for file, *_ in OTHERS))
BY = "sure"
FORMS = (INTEGERS, FLOATS)

Floats = npt.NDArray[np.floating]


def check_measured(data: Path) -> None:
    """Raise ConfigError where a development file is broken or lacks a key that its
    figures are asked for by; only the codebook's has to be there."""
    for task in ("framing", "sentiment"):
        read_labelled(data / CODEBOOK, task, by=(BY,))
    for file, task, by, together in OTHERS:
        if (data / file).exists():
            keys = (by,) if by else ()
            read_labelled(data / file, task, by=keys, together=together)


def measure(options: TrainOptions, uncalibrated: pl.DataFrame) -> list[Measured]:
    """The shipped model's figures on the development files that are there.

    `uncalibrated` are the network's scores of the codebook's rows before its
    temperatures.
    """
    shipped = open_folder(options.out)
    found = [
        _measure_codebook(options.data / CODEBOOK, task, shipped, uncalibrated)
        for task in ("framing", "sentiment")
    ]
    for file, task, by, together in OTHERS:
        if (options.data / file).exists():
            one = evaluate_file(options.data / file, task, shipped, by, together)
            found.append(Measured(evaluation=one))
    return found


def _measure_codebook(
    file: Path, task: str, shipped: tuple[Model, Scorer], uncalibrated: pl.DataFrame
) -> Measured:
    model, _ = shipped
    rows = read_labelled(file, task, by=(BY,))
    before = find_evaluation(file.name, task, rows, (uncalibrated, model), BY)
    return Measured(
        evaluation=evaluate_file(file, task, shipped, BY), uncalibrated=before
    )


def write_card(
    measured: Sequence[Measured], options: TrainOptions, checkpoint: pl.DataFrame
) -> None:
    """Write the card's measured part into the shipped folder.

    `checkpoint` are the trained network's own scores of the codebook's rows,
    calibrated: how far each form is from them is its drift.
    """
    texts = [row.text for row in read_labelled(options.data / CODEBOOK)]
    drift = [find_form_drift(form, options, texts, checkpoint) for form in FORMS]
    card = render_measured(measured, drift)
    (options.out / CARD).write_text(card, encoding="utf-8")


def find_form_drift(
    form: str, options: TrainOptions, texts: Sequence[str], checkpoint: pl.DataFrame
) -> Drift:
    """How far one form of the shipped folder is from the network it was made of."""
    _, scorer = open_folder(options.out, form=form)
    return find_drift(form, checkpoint, scorer.score(texts))


def make_scores(logits: Floats) -> pl.DataFrame:
    """Logits (rows × 5) of the network as scores with the columns of `SCORE_SCHEMA`."""
    values = find_probabilities(logits.astype(np.float64))
    return pl.DataFrame(values, schema=SCORE_SCHEMA)
