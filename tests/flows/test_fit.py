import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from analysis.errors import ModelError
from flows.training.fit import Course, fit
from flows.training.network import Network, find_logits, open_network
from flows.training.options import TrainOptions
from flows.training.rows import Example

DRAW = np.random.default_rng(1)
EXAMPLES = [
    Example(
        tokens=DRAW.integers(5, 60, DRAW.integers(3, 9)).tolist(),
        frames=(float(row % 2), 0.0),
        sentiment=(1.0, 0.0, 0.0),
        frames_weight=1.0,
        sentiment_weight=1.0,
    )
    for row in range(24)
]


class Killed(Exception):  # noqa: N818
    """Stands for the kill in the middle of an epoch."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    torch.manual_seed(3)
    sizes = {"hidden_size": 8, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=60, num_hidden_layers=2, **sizes)
    BertModel(config, add_pooling_layer=False).save_pretrained(tmp_path / "base")
    return tmp_path / "base"


def options(folder: Path) -> TrainOptions:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return TrainOptions(data=folder, work=folder, out=folder, created_at=at, batch=4)


def course(file: Path, start: str = "base") -> Course:
    return Course(start=start, seed=7, epochs=3, rate=1e-3, file=file)


def learn(base: Path, way: Course, kill_in: str = "never") -> Network:
    def say(line: str) -> None:
        if kill_in in line:
            raise Killed

    network = open_network(base, way.seed)
    fit(network, EXAMPLES, way, options(base.parent), say)
    return network


def answers(network: Network) -> list[list[float]]:
    logits: list[list[float]] = find_logits(
        network, [example.tokens for example in EXAMPLES]
    ).tolist()
    return logits


def test_a_killed_training_ends_with_the_same_network(base: Path) -> None:
    whole = learn(base, course(base.parent / "whole.pt"))
    with pytest.raises(Killed):
        learn(base, course(base.parent / "killed.pt"), kill_in="epoch 3")

    resumed = learn(base, course(base.parent / "killed.pt"))

    assert answers(resumed) == answers(whole)


def test_one_seed_gives_one_network(base: Path) -> None:
    first = learn(base, course(base.parent / "first.pt"))
    second = learn(base, course(base.parent / "second.pt"))

    assert answers(first) == answers(second)


def test_a_checkpoint_of_another_start_is_refused(base: Path) -> None:
    learn(base, course(base.parent / "one.pt"))

    with pytest.raises(ModelError, match=r"one\.pt: of a training with other rows"):
        learn(base, course(base.parent / "one.pt", start="another base"))


def test_word_vectors_stay_as_they_were(base: Path) -> None:
    before = open_network(base, 7).encoder.embeddings.word_embeddings.weight.tolist()

    after = learn(base, course(base.parent / "words.pt"))

    assert after.encoder.embeddings.word_embeddings.weight.tolist() == before
    assert json.loads((base / "config.json").read_text())["vocab_size"] == len(before)
