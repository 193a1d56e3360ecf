"""What the model that ships must get right.

The floor is what it reached on tests/golden/sentences.csv when tests/golden/floor.json
was written; `make golden` writes it anew.
"""

import json
import os
from pathlib import Path

import polars as pl
import pytest

from analysis.records import Model
from analysis.scoring.registry import load_scorer
from analysis.scoring.scorer import Scorer
from analysis.text.clean import clean_prose
from analysis.text.datelines import find_dateline
from analysis.text.sentences import split_sentences
from flows.evaluate import evaluate_file
from tests.conftest import GOLDEN

SENTENCES = GOLDEN / "sentences.csv"
FLOOR = GOLDEN / "floor.json"
SLACK = 0.005
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


def find_figures(model: Model, scorer: Scorer) -> Floor:
    """F1 of each frame and macro-F1 of sentiment, by language, to three digits."""
    framing = evaluate_file(SENTENCES, "framing", scorer, model)
    sentiment = evaluate_file(SENTENCES, "sentiment", scorer, model)
    figures = {}
    for (language, frames), (_, tones) in zip(
        framing.by_language, sentiment.by_language, strict=True
    ):
        escalation, diplomacy, _ = (one.f1 for one in frames.agreement.per_class)
        named = {
            "escalation_f1": escalation,
            "diplomacy_f1": diplomacy,
            "sentiment_macro_f1": tones.agreement.macro_f1,
        }
        figures[language] = {name: round(f1 or 0, 3) for name, f1 in named.items()}
    return figures


def raise_floor(floor: Floor, figures: Floor) -> Floor:
    return {
        language: {
            name: max(reached, floor[language][name]) for name, reached in named.items()
        }
        for language, named in figures.items()
    }


def test_self_written_sentences_are_coded_no_worse_than_recorded(
    bundled: tuple[Model, Scorer], pytestconfig: pytest.Config
) -> None:
    model, scorer = bundled
    figures = find_figures(model, scorer)
    recorded = json.loads(FLOOR.read_text(encoding="utf-8"))
    floor = {language: recorded[language] for language in ("de", "en")}
    if pytestconfig.getoption("--rewrite-golden"):
        # Only ever up: who wants it lower has to lower it by hand.
        floor = raise_floor(floor, figures)
        written = json.dumps({"model": model.model_id, **floor}, indent=2)
        FLOOR.write_text(written + "\n", encoding="utf-8")

    assert {
        f"{language} {name}": (reached, floor[language][name])
        for language, named in figures.items()
        for name, reached in named.items()
        if reached < floor[language][name] - SLACK
    } == {}
