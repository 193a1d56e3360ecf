from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.scoring.checkpoint import hash_folder, parse_labels, read_checkpoint
from analysis.scoring.choice import CLASSIFIER, ZERO_SHOT, ModelChoice
from analysis.scoring.registry import find_model, load_scorer
from analysis.scoring.transformer import find_device, find_length
from tests.scoring.checkpoints import write_outline

FRAMES = ["escalation", "diplomacy", "neither"]


def choose(folder: Path, kind: str = CLASSIFIER, **labels: str) -> ModelChoice:
    return ModelChoice(name=str(folder), kind=kind, labels=labels)


def test_a_folder_says_what_it_answers_without_its_network(tmp_path: Path) -> None:
    folder = write_outline(tmp_path / "frames", FRAMES)

    model = find_model(choose(folder))

    assert (model.name, model.task, model.codebook) == ("frames", "framing", "unstated")
    assert model.created_at is None
    assert model.model_id == (
        f"frames@{hash_folder(folder)[:12]}.{model.revision.split('.')[1][:6]}"
    )


def test_a_model_of_the_hub_shows_its_commit(tmp_path: Path) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    folder = write_outline(tmp_path / commit, FRAMES)
    choice = ModelChoice(
        name="owner/frames", kind=CLASSIFIER, codebook="2", folder=folder, commit=commit
    )

    model = find_model(choice)

    assert model.model_id.startswith("owner/frames@0123456789ab.")
    assert model.codebook == "2"


def test_files_that_decide_make_the_revision_and_others_do_not(tmp_path: Path) -> None:
    folder = write_outline(tmp_path, FRAMES)
    before = hash_folder(folder)

    (folder / "README.md").write_text("About this model", encoding="utf-8")
    (folder / "trainer_state.json").write_text("{}", encoding="utf-8")
    unchanged = hash_folder(folder)
    (folder / "model.safetensors").write_bytes(b"other weights")

    assert unchanged == before
    assert hash_folder(folder) != before


def test_labels_read_in_another_way_are_another_model(tmp_path: Path) -> None:
    folder = write_outline(tmp_path, ["LABEL_0", "LABEL_1"])

    one = find_model(choose(folder, LABEL_0="escalation", LABEL_1="neither"))
    other = find_model(choose(folder, LABEL_0="neither", LABEL_1="escalation"))

    assert one.model_id.split(".")[0] == other.model_id.split(".")[0]
    assert one.model_id != other.model_id


def test_labels_of_another_codebook_are_another_model(tmp_path: Path) -> None:
    choice = choose(write_outline(tmp_path, FRAMES))

    one = find_model(replace(choice, codebook="1"))
    other = find_model(replace(choice, codebook="2"))

    assert (one.codebook, other.codebook) == ("1", "2")
    assert one.model_id != other.model_id
    assert one.revision != other.revision


def test_a_zero_shot_model_follows_our_codebook(tmp_path: Path) -> None:
    folder = write_outline(tmp_path, ["contradiction", "neutral", "entailment"])

    model = find_model(choose(folder, ZERO_SHOT))

    assert (model.task, model.codebook) == ("framing+sentiment", "1")


@pytest.mark.parametrize(
    ("config", "labels"),
    [
        ({"id2label": {"1": "b", "0": "a", "10": "d", "2": "c"}}, ("a", "b", "c", "d")),
        pytest.param({}, ("LABEL_0", "LABEL_1"), id="two where none are named"),
        pytest.param(
            {"num_labels": 3, "id2label": None},
            ("LABEL_0", "LABEL_1", "LABEL_2"),
            id="as many as are counted",
        ),
    ],
)
def test_labels_stand_in_the_order_of_the_networks_outputs(
    config: dict[str, object], labels: tuple[str, ...]
) -> None:
    assert parse_labels(config, Path("model")) == labels


@pytest.mark.parametrize(
    ("config", "multi_label"),
    [
        ({}, False),
        ({"problem_type": "single_label_classification"}, False),
        ({"problem_type": "multi_label_classification"}, True),
    ],
)
def test_the_config_says_whether_labels_exclude_each_other(
    tmp_path: Path, config: dict[str, object], multi_label: bool
) -> None:
    folder = write_outline(tmp_path, FRAMES, **config)

    assert read_checkpoint(choose(folder)).multi_label is multi_label


def test_weights_that_may_carry_code_are_not_opened(tmp_path: Path) -> None:
    folder = write_outline(tmp_path, FRAMES)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")

    with pytest.raises(ModelError, match="no weights in safetensors form"):
        find_model(choose(folder))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("{", "not JSON", id="cut off"),
        pytest.param("[]", "not a model's config", id="a list"),
        pytest.param(
            '{"id2label": {"a": "x"}}', "not numbered", id="names for numbers"
        ),
        pytest.param(
            '{"problem_type": "regression"}', "gives numbers, not labels", id="numbers"
        ),
    ],
)
def test_a_config_that_is_none_is_named(
    tmp_path: Path, written: str, message: str
) -> None:
    folder = write_outline(tmp_path, FRAMES)
    (folder / "config.json").write_text(written, encoding="utf-8")

    with pytest.raises(ModelError, match=message) as caught:
        find_model(choose(folder))

    assert str(folder) in str(caught.value)


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="model 'gone': no such folder; mend"):
        find_model(choose(Path("gone")))


def test_a_folder_without_a_config_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json: no model of transformers"):
        find_model(choose(tmp_path))


def test_a_folder_of_transformers_needs_its_kind(tmp_path: Path) -> None:
    write_outline(tmp_path, FRAMES)

    with pytest.raises(ModelError, match='a model of transformers; set kind = "clas'):
        load_scorer(str(tmp_path))


@pytest.mark.parametrize(
    ("cuda", "mps", "device"),
    [(True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_a_graphics_processor_is_used_where_there_is_one(
    cuda: bool, mps: bool, device: str
) -> None:
    assert find_device(cuda=cuda, mps=mps) == device


@pytest.mark.parametrize(
    ("declared", "positions", "length"),
    [
        pytest.param(512, 514, 512, id="RoBERTa"),
        pytest.param(10**30, 512, 510, id="a tokenizer that declares nothing"),
        pytest.param(8192, 8192, 512, id="no window is longer than 512"),
        pytest.param(512, None, 512, id="a network without positions"),
    ],
)
def test_a_window_fits_the_tokenizer_and_the_network(
    declared: int, positions: int | None, length: int
) -> None:
    assert find_length(declared, positions) == length


def test_what_such_models_need_is_named_with_its_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests have torch; its absence is played by a package nobody has.
    needed = "analysis.scoring.transformer.NEEDED"
    monkeypatch.setattr(needed, ("torch_that_is_not_there",))
    folder = write_outline(tmp_path / "frames", FRAMES)

    with pytest.raises(ModelError) as caught:
        load_scorer(choose(folder))

    assert str(caught.value) == (
        "model 'frames' needs torch_that_is_not_there; install with: "
        "pip install 'detente[models]'"
    )
