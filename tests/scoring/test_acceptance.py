"""The scraped article's two known sentences, by the model that ships."""

import os
from pathlib import Path

import polars as pl
import pytest

from analysis.scoring.registry import load_scorer
from analysis.text.clean import clean_prose
from analysis.text.datelines import find_dateline
from analysis.text.sentences import split_sentences

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
