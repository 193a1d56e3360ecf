import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ConfigError, ModelError
from analysis.scoring.registry import load_scorer
from analysis.text.hashes import hash_text
from flows import train as train_module
from flows.cli import main
from flows.labelled import parse_labels, read_labelled
from flows.train import Training, check_out, teach, train
from flows.training.calibrate import find_temperatures
from flows.training.measure import MEASURED, check_measured
from flows.training.options import TrainOptions
from flows.training.rows import (
    EVENTS,
    LABELS,
    LATE_EVENTS,
    Example,
    Rows,
    Weighted,
    join_labels,
    make_examples,
    plan_epoch,
    read_labels,
    read_training_rows,
)
from flows.training.teach import average_answers, draw_unlabelled, mix_answers

SHARED = Path(os.environ.get("DETENTE_SHARED", "../shared")) / "data"
CODED = {"escalation": 1, "diplomacy": 1, "sentiment": "negative"}


def write_jsonl(path: Path, *rows: dict[str, object]) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def options(folder: Path, un_rows: int = 10) -> TrainOptions:
    write_jsonl(
        folder / "codebook_train.jsonl",
        {**CODED, "text": "c1", "sure": False},
        {**CODED, "text": "c2", "sure": True},
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
        unsure_weight=0.7,
    )


def say_nothing(_: str) -> None:
    pass


def find_weights(rows: list[Weighted]) -> dict[str, tuple[float, float]]:
    return {
        row.text: (frames, sentiment)
        for row, frames, sentiment in rows
        if len(row.text) == 2
    }


def test_rows_under_the_gpl_never_reach_the_weights(tmp_path: Path) -> None:
    rows = read_training_rows(options(tmp_path), say_nothing)

    assert find_weights(rows.taught) == {
        "c2": (1.0, 1.0),
        "c1": (0.7, 1.0),
        "u1": (0.5, 0.5),
        "u2": (0.5, 0.5),
        "f1": (0.5, 0.5),
        "n1": (0.5, 0.5),
    }


def test_helping_rows_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    first = read_training_rows(options(tmp_path, un_rows=1), say_nothing)

    assert first == read_training_rows(options(tmp_path, un_rows=1), say_nothing)
    assert len(find_weights(first.taught)) == 5


def test_the_packages_own_events_are_learned_from() -> None:
    rows = read_labelled(EVENTS, "framing")

    assert len(rows) >= 2000
    assert len({row.text for row in rows}) == len(rows)
    assert {row.language for row in rows} == {"de", "en"}
    assert all(row.sentiment for row in rows)


def test_a_teacher_learns_from_no_late_row_and_answers_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught, late = (
        [Weighted(parse_labels({**CODED, "text": text}, "file:1"), 1.0, 1.0)]
        for text in ("Taught.", "Late.")
    )
    training = Training(
        options=replace(options(tmp_path), unlabelled=0),
        say=say_nothing,
        pretrained=tmp_path,
        tokenize=lambda texts: [[len(text)] for text in texts],
    )
    examples = make_examples([*taught, *late], training.tokenize)
    asked = []

    def answer(
        _: int, learned: Sequence[Example], of: Sequence[list[int]], __: Training
    ) -> np.ndarray:
        asked.append((list(learned), list(of)))
        return np.full((2, 5), 0.5)

    monkeypatch.setattr(train_module, "ask_teacher", answer)

    soft = teach(Rows(taught, late), examples, training)

    assert asked == [(examples[:1], [[7], [5]])]
    assert [example.frames for example in soft] == [(0.75, 0.75)] * 2


def test_the_model_before_is_heard_like_one_more_teacher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The army shelled the border town."
    row = Weighted(parse_labels({**CODED, "text": text}, "file:1"), 1.0, 1.0)
    training = Training(
        options=replace(options(tmp_path), unlabelled=0, predecessor="bundled"),
        say=say_nothing,
        pretrained=tmp_path,
        tokenize=lambda texts: [[len(text)] for text in texts],
    )
    training.options.work.mkdir()
    monkeypatch.setattr(train_module, "ask_teacher", lambda *_: np.full((1, 5), 0.5))

    (soft,) = teach(Rows([row], []), make_examples([row], training.tokenize), training)

    before = load_scorer("bundled")[1].score([text]).row(0, named=True)
    heard = (0.5 + before["escalation"]) / 2
    assert soft.frames[0] == pytest.approx((1 + heard) / 2)


def test_a_development_file_without_a_key_of_its_figures_is_told_before_training(
    tmp_path: Path,
) -> None:
    write_jsonl(tmp_path / "codebook_dev.jsonl", {**CODED, "text": "d"})

    with pytest.raises(ConfigError, match='no row has a key "sure"'):
        check_measured(tmp_path)


def test_later_events_come_in_thirteen_languages_and_repeat_none() -> None:
    early = {row.text for row in read_labelled(EVENTS)}
    late = read_labelled(LATE_EVENTS, "framing")

    assert len({row.language for row in late}) == 13
    assert all(row.sentiment for row in late)
    assert len({row.text for row in late} | early) == len(late) + len(early)


def test_labels_find_their_texts_by_hash_and_leave_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        "text_hash,language,escalation,diplomacy,sentiment,sure,coder\n"
        f"{hash_text('Die Gespräche ruhen.'):016x},de,1,0,negative,0,a\n"
        f"{hash_text('Not at hand here.'):016x},en,0,1,neutral,1,a\n",
        encoding="utf-8",
    )
    pool = [("Die Gespräche ruhen.", "de"), ("Das Wetter bleibt mild.", "de")] * 2

    (found,) = join_labels(read_labels(file), iter(pool), 0.7).values()

    assert found.row.text == "Die Gespräche ruhen."
    assert (found.row.escalation, found.row.diplomacy) == (True, False)
    assert (found.frames, found.sentiment) == (0.7, 1.0)


def test_the_teachers_learn_from_the_first_labels_and_the_student_from_all(
    tmp_path: Path,
) -> None:
    texts = ["The talks rest.", "The guns rest.", "The harbour town rests."]
    long = [f"{text} Nobody knows for how long." for text in texts]
    few = replace(options(tmp_path), teacher_labels=2)
    write_jsonl(
        tmp_path / "articles_en.jsonl",
        *(dict[str, object](title=text, text="", lang="en") for text in long),
    )
    file = tmp_path / "labels.csv"
    file.write_text(
        "text_hash,language,escalation,diplomacy,sentiment,sure,coder\n"
        + "".join(f"{hash_text(text):016x},en,1,0,negative,1,a\n" for text in long),
        encoding="utf-8",
    )

    rows = read_training_rows(few, say_nothing, file)

    assert [row.text for row, _, _ in rows.late][:1] == long[2:]
    assert {row.text for row, _, _ in rows.taught}.intersection(long) == {*long[:2]}


def test_an_answer_a_row_leaves_out_weighs_nothing() -> None:
    framed = parse_labels({"text": "a", "label": "DIPLOMACY"}, "file:1")
    toned = parse_labels({"text": "b", "label": "positive"}, "file:2")

    examples = make_examples(
        [Weighted(framed, 0.5, 0.5), Weighted(toned, 1.0, 1.0)],
        lambda texts: [[len(text)] for text in texts],
    )

    assert examples[0] == ([1], (0.0, 1.0), (0.0, 0.0, 0.0), 0.5, 0.0)
    assert examples[1] == ([1], (0.0, 0.0), (0.0, 0.0, 1.0), 0.0, 1.0)


def test_what_the_teachers_say_counts_half_beside_the_coder() -> None:
    coded = Example([5], (1.0, 0.0), (1.0, 0.0, 0.0), 1.0, 1.0)
    said = np.array([[0.5, 0.25, 0.75, 0.25, 0.0]])

    (mixed,) = mix_answers([coded], said)

    assert mixed == ([5], (0.75, 0.125), (0.875, 0.125, 0.0), 1.0, 1.0)


def test_the_teachers_answer_is_the_mean_of_their_probabilities() -> None:
    certain = np.array([[1.0, 0.0, 0.0, 0.75, 0.0]])
    undecided = np.array([[0.25, 0.25, 0.5, 0.5, 0.5]])

    found = average_answers([certain, undecided])

    assert found.tolist() == [[0.625, 0.25, 0.625, 0.125, 0.25]]


def test_items_learned_from_or_near_a_measured_text_are_not_asked_about(
    tmp_path: Path,
) -> None:
    measured = ["Am Abend trafen sich die Außenminister beider Länder in Genf wieder."]
    near = "Kurz: Am Abend trafen sich die Außenminister beider Länder in Genf."
    pool = [(near, "de"), ("Am Abend trafen sie sich.", "de"), ("A quiet day.", "en")]

    drawn = draw_unlabelled(pool, ["A quiet day."], measured, options(tmp_path))

    assert drawn == ["Am Abend trafen sie sich."]


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


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests have torch; its absence is played by a package nobody has.
    monkeypatch.setattr("flows.train.NEEDED", ("torch_that_is_not_there",))


@pytest.mark.usefixtures("without_torch")
def test_training_without_torch_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install 'detente\[train\]'"):
        train(options(tmp_path), say_nothing)


@pytest.mark.usefixtures("without_torch")
def test_the_command_ends_in_one_line_and_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["train", "--data", str(tmp_path), "--out", str(tmp_path / "out")])

    assert code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_is_no_model_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(ModelError, match="name an empty or a new folder with --out"):
        check_out(tmp_path)


WRITTEN = [Path("tests/golden/sentences.csv"), Path("tests/golden/parallel.csv")]


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here: DETENTE_SHARED")
def test_no_development_item_is_learned_from() -> None:
    measured = {
        row.text for name in MEASURED for row in read_labelled(SHARED / name)
    } | {row.text for file in WRITTEN for row in read_labelled(file)}
    coded = {line.partition(",")[0] for line in LABELS.read_text().splitlines()}

    for file in (EVENTS, LATE_EVENTS):
        assert not measured & {row.text for row in read_labelled(file)}
    assert not coded & {f"{hash_text(text):016x}" for text in measured}
    assert not measured & {
        row.text for row in read_labelled(SHARED / "codebook_train.jsonl")
    }
