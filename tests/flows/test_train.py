import json
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ModelError
from flows.cli import main
from flows.labelled import parse_labels
from flows.train import train
from flows.training.calibrate import find_temperatures
from flows.training.options import TrainOptions
from flows.training.rows import make_examples, plan_epoch, read_training_rows

without_torch = pytest.mark.skipif(
    find_spec("torch") is not None, reason="torch is installed here"
)


def write_jsonl(path: Path, *rows: dict[str, object]) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def options(folder: Path, un_rows: int = 10) -> TrainOptions:
    write_jsonl(
        folder / "codebook_train.jsonl",
        {"text": "c1", "escalation": 1, "diplomacy": 1, "sentiment": "negative"},
    )
    write_jsonl(
        folder / "framing_train.jsonl",
        {"text": "u1", "label": "NEITHER", "source": "UN_keep_it_local"},
        {"text": "g1", "label": "ESCALATION", "source": "ConfliBERT_cameo_class_train"},
        {"text": "u2", "label": "DIPLOMACY", "source": "UN_keep_it_local"},
    )
    write_jsonl(
        folder / "framing_multi_train.jsonl",
        {"text": "f1", "label": "DIPLOMACY", "lang": "fr"},
    )
    write_jsonl(
        folder / "sentiment_news_en_train.jsonl",
        {"text": "n1", "label": "positive", "one_polarity": True},
        {"text": "n2", "label": "positive", "one_polarity": False},
    )
    return TrainOptions(
        data=folder,
        work=folder / "work",
        out=folder / "out",
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        un_rows=un_rows,
    )


def test_rows_under_the_gpl_never_reach_the_weights(tmp_path: Path) -> None:
    rows = read_training_rows(options(tmp_path))

    assert [(row.text, weight) for row, weight in rows] == [
        ("c1", 1.0),
        ("u1", 0.5),
        ("u2", 0.5),
        ("f1", 0.5),
        ("n1", 0.5),
    ]


def test_helping_rows_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    first = read_training_rows(options(tmp_path, un_rows=1))

    assert first == read_training_rows(options(tmp_path, un_rows=1))
    assert len(first) == 4


def test_an_answer_a_row_leaves_out_weighs_nothing() -> None:
    framed = parse_labels({"text": "a", "label": "DIPLOMACY"}, "file:1")
    toned = parse_labels({"text": "b", "label": "positive"}, "file:2")

    examples = make_examples(
        [(framed, 0.5), (toned, 1.0)], lambda texts: [[len(text)] for text in texts]
    )

    assert examples[0] == ([8], (0.0, 1.0), 0.5, 1, 0.0)
    assert examples[1] == ([8], (0.0, 0.0), 0.0, 2, 1.0)


@given(st.lists(st.integers(1, 200), max_size=300), st.integers(1, 40))
def test_an_epoch_sees_every_row_once(lengths: list[int], size: int) -> None:
    batches = plan_epoch(lengths, size, np.random.default_rng(1))

    assert sorted(row for batch in batches for row in batch) == list(
        range(len(lengths))
    )
    assert all(len(batch) <= size for batch in batches)


def test_temperatures_cool_what_is_too_sure_and_leave_what_is_right() -> None:
    rows = [
        parse_labels(
            {"text": "a", "escalation": e, "diplomacy": d, "sentiment": "neutral"},
            "file:1",
        )
        for e, d in ((1, 1), (1, 1), (1, 1), (0, 0))
    ]
    right = np.log(3)
    logits = np.array([[2 * right, right, 0.0, 0.0, 0.0]] * 4)

    found = find_temperatures(rows, logits)

    # Three of four are yes: a probability of ¾ is right, logit ln 3.
    assert found[:2].tolist() == [
        pytest.approx(2.0, rel=0.01),
        pytest.approx(1, rel=0.01),
    ]


@without_torch
def test_training_without_torch_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install 'detente\[train\]'"):
        train(options(tmp_path), lambda _: None)


@without_torch
def test_the_command_ends_in_one_line_and_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["train", "--data", str(tmp_path), "--out", str(tmp_path / "out")])

    assert code == 1
    assert capsys.readouterr().err.count("\n") == 1
