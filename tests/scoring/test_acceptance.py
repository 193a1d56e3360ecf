"""What the model that ships must get right.

The floor is what it reached on tests/golden/sentences.csv and parallel.csv when
tests/golden/floor.json was written; `make golden` writes it anew.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from analysis.records import Model
from analysis.scoring.registry import load_scorer
from analysis.scoring.scorer import Scorer
from analysis.text.clean import clean_prose
from analysis.text.datelines import find_dateline
from analysis.text.sentences import split_sentences
from flows.comparison import Figures
from flows.evaluate import evaluate_file
from tests.conftest import GOLDEN

SENTENCES = GOLDEN / "sentences.csv"
FLOOR = GOLDEN / "floor.json"
PARALLEL = GOLDEN / "parallel.csv"
SLACK = 0.005
# Macro-F1 of the frames in any of the thirteen languages.
LOWEST = 0.75
SEED = Path(os.environ.get("DETENTE_SHARED", "../shared")) / "data/seed_article_de.txt"


@pytest.mark.skipif(
    not SEED.exists(), reason=f"{SEED} is not here: set DETENTE_SHARED to its folder"
)
def test_the_killed_are_escalation_and_the_first_sentence_is_diplomacy() -> None:
    dateline = find_dateline(clean_prose(SEED.read_text(encoding="utf-8")))
    assert dateline
    sentences = [
        sentence
        for paragraph in dateline.rest.split("\n\n")
        for sentence in split_sentences(paragraph, "de")
    ]
    _, scorer = load_scorer("bundled")

    scores = scorer.score(sentences).with_columns(text=pl.Series(sentences))

    killed = scores.filter(pl.col("text").str.contains("zwölf Menschen getötet"))
    assert killed["escalation"].to_list() == [pytest.approx(1, abs=0.5)]
    assert scores["diplomacy"][0] >= 0.5


Floor = dict[str, dict[str, float]]


def find_sentences_floor(model: Model, scorer: Scorer) -> Floor:
    """The figures of the hard cases, by language."""
    framing = evaluate_file(SENTENCES, "framing", (model, scorer))
    sentiment = evaluate_file(SENTENCES, "sentiment", (model, scorer))
    return {
        language: name_figures(frames, tones)
        for (language, frames), (_, tones) in zip(
            framing.by_language, sentiment.by_language, strict=True
        )
    }


def find_parallel_floor(model: Model, scorer: Scorer) -> Floor:
    """The figures of all thirteen languages together."""
    framing = evaluate_file(PARALLEL, "framing", (model, scorer))
    sentiment = evaluate_file(PARALLEL, "sentiment", (model, scorer))
    return {"all": name_figures(framing.overall, sentiment.overall)}


def name_figures(framing: Figures, sentiment: Figures) -> dict[str, float]:
    """F1 of each frame and macro-F1 of sentiment, to three digits."""
    escalation, diplomacy, _ = (one.f1 for one in framing.agreement.per_class)
    named = {
        "escalation_f1": escalation,
        "diplomacy_f1": diplomacy,
        "sentiment_macro_f1": sentiment.agreement.macro_f1,
    }
    return {name: round(f1 or 0, 3) for name, f1 in named.items()}


def raise_floor(floor: Floor, figures: Floor) -> Floor:
    return {
        group: {
            name: max(reached, floor.get(group, {}).get(name, 0))
            for name, reached in named.items()
        }
        for group, named in figures.items()
    }


@pytest.mark.parametrize(
    ("file", "find"),
    [(SENTENCES, find_sentences_floor), (PARALLEL, find_parallel_floor)],
    ids=["hard cases", "thirteen languages"],
)
def test_self_written_sentences_are_coded_no_worse_than_recorded(
    file: Path,
    find: Callable[[Model, Scorer], Floor],
    bundled: tuple[Model, Scorer],
    pytestconfig: pytest.Config,
) -> None:
    model, scorer = bundled
    figures = find(model, scorer)
    recorded = json.loads(FLOOR.read_text(encoding="utf-8"))
    floor: Floor = recorded.get(file.name, {})
    if pytestconfig.getoption("--rewrite-golden"):
        # Only ever up: who wants it lower has to lower it by hand.
        floor = raise_floor(floor, figures)
        recorded |= {"model": model.model_id, file.name: floor}
        FLOOR.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")

    assert {
        f"{group} {name}": (reached, floor[group][name])
        for group, named in figures.items()
        for name, reached in named.items()
        if reached < floor[group][name] - SLACK
    } == {}


def test_no_language_falls_far_behind(bundled: tuple[Model, Scorer]) -> None:
    model, scorer = bundled

    by_language = evaluate_file(PARALLEL, "framing", (model, scorer)).by_language

    reached = {name: figures.agreement.macro_f1 for name, figures in by_language}
    assert {name: f1 for name, f1 in reached.items() if not f1 or f1 < LOWEST} == {}
