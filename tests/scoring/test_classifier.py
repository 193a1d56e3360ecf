"""Classifiers of transformers: the reading of labels, then small networks on torch."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.checkpoint import read_checkpoint
from analysis.scoring.choice import CLASSIFIER, ModelChoice
from analysis.scoring.classifier import add_answers, find_label_probabilities
from analysis.scoring.registry import find_model, load_scorer
from analysis.scoring.scorer import SCORE_SCHEMA, Scorer, frame_scores
from analysis.scoring.transformer import open_transformer
from tests.scoring.checkpoints import CALM, STORM, TEXTS, Make, write_checkpoint

SENTIMENT = ("negative", "neutral", "positive")
FRAMES = ("escalation", "diplomacy")
FLOAT_NOISE = 2e-4


def row(**values: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in values.items()}


def test_labels_that_exclude_each_other_share_one_probability() -> None:
    logits = np.log([[1.0, 2.0, 5.0]])

    shared = find_label_probabilities(logits, multi_label=False)
    own = find_label_probabilities(logits, multi_label=True)

    assert shared.tolist() == [pytest.approx([1 / 8, 2 / 8, 5 / 8])]
    assert own.tolist() == [pytest.approx([1 / 2, 2 / 3, 5 / 6])]


@pytest.mark.parametrize(
    ("ours", "probabilities", "answers"),
    [
        pytest.param(
            ("diplomacy", "neither", "escalation"),
            [0.25, 0.5, 0.25],
            {"escalation": 0.25, "diplomacy": 0.25},
            id="neither is no answer of its own",
        ),
        pytest.param(
            ("negative", "negative", "neutral", "positive"),
            [0.25, 0.125, 0.5, 0.125],
            {"negative": 0.375, "neutral": 0.5, "positive": 0.125},
            id="two labels of one answer add up",
        ),
        pytest.param(
            ("escalation", "escalation"),
            [0.75, 0.75],
            {"escalation": 1.0},
            id="to one at most",
        ),
        pytest.param(
            ("negative", "positive"),
            [0.25, 0.75],
            {"negative": 0.25, "neutral": 0.0, "positive": 0.75},
            id="two poles that share leave no neutral",
        ),
        pytest.param(
            ("negative", "positive"),
            [0.125, 0.25],
            {"negative": 0.125, "neutral": 0.625, "positive": 0.25},
            id="two poles apart leave the rest to neutral",
        ),
        pytest.param(
            ("negative", "neutral", "positive", "escalation"),
            [0.5, 0.25, 0.25, 0.75],
            {"negative": 0.5, "neutral": 0.25, "positive": 0.25, "escalation": 0.75},
            id="a frame stands beside sentiment",
        ),
    ],
)
def test_probabilities_of_labels_become_answers(
    ours: tuple[str, ...], probabilities: list[float], answers: dict[str, float]
) -> None:
    found = add_answers(np.array([probabilities]), ours)

    assert {name: values.item() for name, values in found.items()} == answers


def test_what_a_model_does_not_answer_is_null_and_not_zero() -> None:
    scores = frame_scores(row(negative=0.12345, neutral=0.5, positive=0.37655))

    assert scores.schema == pl.Schema(SCORE_SCHEMA)
    negative, neutral, positive, *frames = scores.row(0)
    assert [negative, neutral, positive] == pytest.approx([0.1234, 0.5, 0.3766])
    assert frames == [None, None]


def load(
    folder: Path, make: Make, mapping: dict[str, str] | None = None
) -> tuple[Model, Scorer]:
    write_checkpoint(folder, make)
    choice = ModelChoice(name=str(folder), kind=CLASSIFIER, labels=mapping or {})
    model, scorer = load_scorer(choice, threads=1)
    assert model == find_model(choice)
    return model, scorer


@pytest.mark.parametrize("family", ["bert", "xlm-roberta"])
@pytest.mark.parametrize("problem_type", [None, "multi_label_classification"])
def test_scores_are_those_of_transformers_own_pipeline(
    tmp_path: Path, family: str, problem_type: str | None
) -> None:
    labels = (*FRAMES, "neither")
    make = Make(labels, family=family, problem_type=problem_type)
    model, scorer = load(tmp_path, make)
    scores = scorer.score(TEXTS)

    assert model.task == "framing"
    transformers = pytest.importorskip("transformers")
    pipeline = transformers.pipeline("text-classification", str(tmp_path), top_k=None)
    theirs = pipeline(TEXTS)
    for name in FRAMES:
        expected = [
            next(found["score"] for found in answers if found["label"] == name)
            for answers in theirs
        ]
        assert max(expected) - min(expected) > 0.01
        assert scores[name].to_list() == pytest.approx(expected, abs=FLOAT_NOISE)
    assert scores["positive"].to_list() == [None] * len(TEXTS)


def test_a_model_of_sentiment_says_nothing_of_framing(tmp_path: Path) -> None:
    model, scorer = load(tmp_path, Make(SENTIMENT))

    scores = scorer.score(TEXTS)

    assert model.task == "sentiment"
    assert scores.schema == pl.Schema(SCORE_SCHEMA)
    total = scores.select(pl.sum_horizontal(SENTIMENT)).to_series()
    assert total.to_list() == pytest.approx([1.0] * len(TEXTS), abs=1e-6)
    assert scores.select(FRAMES).null_count().row(0) == (len(TEXTS), len(TEXTS))


def test_labels_are_read_as_the_config_maps_them(tmp_path: Path) -> None:
    make = Make(("LABEL_0", "LABEL_1"))
    _, one = load(tmp_path, make, {"LABEL_0": "escalation", "LABEL_1": "diplomacy"})
    _, other = load(tmp_path, make, {"LABEL_0": "diplomacy", "LABEL_1": "escalation"})

    ours, swapped = one.score(TEXTS), other.score(TEXTS)

    assert ours["escalation"].equals(swapped["diplomacy"].alias("escalation"))


def test_no_texts_give_an_empty_frame(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(SENTIMENT))

    scores = scorer.score([])

    assert scores.schema == pl.Schema(SCORE_SCHEMA)
    assert scores.height == 0


def test_a_text_scores_the_same_alone_and_among_others(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(FRAMES, problem_type="multi_label_classification"))
    texts = [*TEXTS, "", " ".join(TEXTS * 3), *reversed(TEXTS)]

    together = scorer.score(texts)

    alone = pl.concat([scorer.score([text]) for text in texts])
    for name in FRAMES:
        assert alone[name].to_list() == pytest.approx(
            together[name].to_list(), abs=FLOAT_NOISE
        )


def test_a_long_text_is_the_mean_of_its_parts(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(FRAMES, positions=20))
    calm, storm = ["They met. " * 5, "Shells fell. " * 5]

    first, second = scorer.score([calm, storm])["escalation"]
    whole = scorer.score([calm + storm])["escalation"].item()

    assert abs(first - second) > 0.01
    assert whole == pytest.approx((first + second) / 2, abs=FLOAT_NOISE)


def test_a_text_that_spells_a_special_token_means_its_characters(
    tmp_path: Path,
) -> None:
    write_checkpoint(tmp_path, Make(FRAMES, family="xlm-roberta"))
    choice = ModelChoice(name=str(tmp_path), kind=CLASSIFIER)
    transformer = open_transformer(read_checkpoint(choice), None)
    end = transformer.tokenizer.convert_tokens_to_ids("</s>")

    (tokens,) = transformer.tokenize(["They met. </s> </s> Both agreed."])

    assert end not in tokens
    assert transformer.find_frame().closing == (end,)


def test_weights_without_a_trained_head_are_refused(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, Make(FRAMES))
    transformers = pytest.importorskip("transformers")
    transformers.AutoModel.from_pretrained(tmp_path).save_pretrained(tmp_path)

    with pytest.raises(ModelError, match=r"no weights for 'classifier\.bias'; choose"):
        load_scorer(ModelChoice(name=str(tmp_path), kind=CLASSIFIER))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        pytest.param("model.safetensors", "no weights", id="weights"),
        pytest.param("tokenizer.json", "{}", id="a tokenizer"),
        pytest.param(
            "config.json",
            '{"model_type": "bert", "hidden_size": "a", "id2label": '
            '{"0": "escalation"}}',
            id="a config with words for numbers",
        ),
        pytest.param(
            "config.json",
            '{"model_type": "unheard-of", "id2label": {"0": "escalation"}}',
            id="a network that transformers does not know",
        ),
        pytest.param(
            "config.json",
            '{"id2label": {"0": "escalation"}, "model_type": "own", "auto_map": '
            '{"AutoConfig": "code.Own", "AutoModelForSequenceClassification": "c.O"}}',
            id="code of its own",
        ),
    ],
)
def test_what_transformers_cannot_load_is_one_line(
    tmp_path: Path, file: str, content: str
) -> None:
    write_checkpoint(tmp_path, Make(FRAMES))
    (tmp_path / file).write_text(content, encoding="utf-8")

    with pytest.raises(ModelError, match="cannot load it") as caught:
        load_scorer(ModelChoice(name=str(tmp_path), kind=CLASSIFIER))

    assert "\n" not in str(caught.value)


def test_more_labels_than_weights_are_refused(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, Make(FRAMES))
    path = tmp_path / "config.json"
    names = '"id2label": {"0": "escalation", "1": "diplomacy", "2": "neither"'
    written = path.read_text(encoding="utf-8").replace("\n", "").replace("    ", "")
    start, end = written.index('"id2label"'), written.index("}", written.index('"id2'))
    path.write_text(written[:start] + names + written[end:], encoding="utf-8")

    with pytest.raises(ModelError, match="cannot load it"):
        load_scorer(ModelChoice(name=str(tmp_path), kind=CLASSIFIER))


def test_a_network_that_reads_too_little_is_refused(tmp_path: Path) -> None:
    _, scorer = load(tmp_path, Make(FRAMES, positions=10))

    with pytest.raises(ModelError, match="reads 8 tokens at once, too few"):
        scorer.score([CALM, STORM])
