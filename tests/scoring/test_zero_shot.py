"""The codebook asked of inference models: hypotheses, then small networks on torch."""

import unicodedata
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.choice import ZERO_SHOT, ModelChoice
from analysis.scoring.registry import find_model, load_scorer
from analysis.scoring.scorer import SCORE_SCHEMA
from analysis.scoring.tasks import ANSWERS
from analysis.scoring.zero_shot import (
    ZeroShotScorer,
    find_answers,
    group_languages,
    read_hypotheses,
)
from analysis.text.language import find_language
from tests.scoring.checkpoints import TEXTS, Make, write_checkpoint, write_outline

LANGUAGES = {
    "ar": "ARABIC",
    "de": "LATIN",
    "en": "LATIN",
    "es": "LATIN",
    "fa": "ARABIC",
    "fr": "LATIN",
    "he": "HEBREW",
    "it": "LATIN",
    "pl": "LATIN",
    "ru": "CYRILLIC",
    "tr": "LATIN",
    "uk": "CYRILLIC",
    "zh": "CJK",
}
INFERENCE = ("contradiction", "neutral", "entailment")
HYPOTHESES = read_hypotheses()
WORDS = [*TEXTS, *(said for asked in HYPOTHESES["en"].values() for said in asked)]


def test_every_question_is_asked_in_thirteen_languages() -> None:
    assert sorted(HYPOTHESES) == sorted(LANGUAGES)
    for asked in HYPOTHESES.values():
        assert sorted(asked) == sorted(ANSWERS)
        assert {name: len(said) for name, said in asked.items()} == {
            "escalation": 3,
            "diplomacy": 3,
            "negative": 1,
            "neutral": 1,
            "positive": 1,
        }


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_hypothesis_is_in_its_own_language(language: str) -> None:
    said = [text for texts in HYPOTHESES[language].values() for text in texts]

    letters = [letter for text in said for letter in text if letter.isalpha()]
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts == {LANGUAGES[language]}
    assert {find_language(text) for text in said} == {language}
    assert len(set(said)) == len(said)


def test_a_text_is_asked_in_its_language_and_else_in_english() -> None:
    texts = [
        "Die Delegationen trafen sich am Dienstag zu weiteren Gesprächen in der Stadt.",
        "The delegations met for further talks in the city on Tuesday.",
        "Delegationerne mødtes tirsdag til yderligere forhandlinger i byen.",
        "12.03.",
        "Die Waffenruhe hielt auch in der zweiten Nacht.",
    ]

    assert group_languages(texts, HYPOTHESES) == {"de": [0, 4], "en": [1, 2, 3]}


def test_frames_stand_alone_and_sentiments_against_each_other() -> None:
    names = ["negative", "neutral", "positive", "escalation", "diplomacy", "diplomacy"]
    entailed = np.log([1, 2, 5, 3, 1, 4])
    contradicted = np.log([1, 1, 1, 1, 1, 4])

    found = find_answers(np.array([[*zip(entailed, contradicted, strict=True)]]), names)

    # sentiment 1 : 2 : 5; escalation 3 : 1; diplomacy the stronger of 1 : 1 and 4 : 4
    assert found.tolist() == [pytest.approx([1 / 8, 2 / 8, 5 / 8, 3 / 4, 1 / 2])]


def test_a_model_that_infers_nothing_is_refused(tmp_path: Path) -> None:
    folder = write_outline(tmp_path / "tone", ["negative", "positive"])

    with pytest.raises(ModelError, match="tone: no entailment label"):
        find_model(ModelChoice(name=str(folder), kind=ZERO_SHOT))


def load(folder: Path, make: Make) -> tuple[Model, ZeroShotScorer]:
    write_checkpoint(folder, make)
    choice = ModelChoice(name=str(folder), kind=ZERO_SHOT)
    model, scorer = load_scorer(choice, threads=1)
    assert isinstance(scorer, ZeroShotScorer)
    assert model == find_model(choice)
    return model, scorer


@pytest.mark.parametrize("family", ["bert", "xlm-roberta"])
def test_each_hypothesis_is_read_as_the_second_of_a_pair(
    tmp_path: Path, family: str
) -> None:
    _, scorer = load(tmp_path, Make(INFERENCE, family, words=WORDS, positions=96))
    import torch

    text = "Both sides agreed to meet again in the old town hall."
    network, tokenizer = scorer.transformer.network, scorer.transformer.tokenizer
    expected = {}
    for name, asked in HYPOTHESES["en"].items():
        pairs = [tokenizer(text, said, return_tensors="pt") for said in asked]
        with torch.inference_mode():
            logits = [network(**pair).logits[0].tolist() for pair in pairs]
        if name in ("escalation", "diplomacy"):
            margin = max(entailed - against for against, _, entailed in logits)
            expected[name] = 1 / (1 + np.exp(-margin))
        else:
            expected[name] = np.exp(max(entailed for _, _, entailed in logits))
    whole = expected["negative"] + expected["neutral"] + expected["positive"]
    for name in ("negative", "neutral", "positive"):
        expected[name] /= whole

    scores = scorer.score([text]).row(0, named=True)

    assert scores == pytest.approx(expected, abs=2e-4)


def test_a_text_scores_the_same_alone_and_among_others(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(INFERENCE, words=WORDS, positions=96))
    texts = [*TEXTS, "", " ".join(TEXTS * 4), "Die Granaten trafen den Hafen."]

    together = scorer.score(texts)

    assert together.schema == pl.Schema(SCORE_SCHEMA)
    alone = pl.concat([scorer.score([text]) for text in texts])
    for name in SCORE_SCHEMA:
        assert alone[name].to_list() == pytest.approx(
            together[name].to_list(), abs=2e-4
        )


def test_no_texts_give_an_empty_frame(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(INFERENCE, words=WORDS, positions=96))

    assert scorer.score([]).schema == pl.Schema(SCORE_SCHEMA)
