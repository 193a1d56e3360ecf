from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.registry import BUNDLED, load_scorer
from analysis.scoring.scorer import Scorer


def copy_with_links(folder: Path) -> Path:
    for file in BUNDLED.iterdir():
        if file.name == "detente.json":
            (folder / file.name).write_bytes(file.read_bytes())
        else:
            (folder / file.name).symlink_to(file)
    return folder


def test_the_bundled_model_says_what_it_is(bundled: tuple[Model, Scorer]) -> None:
    model, _ = bundled

    assert model.name == "detente-e5-small-3"
    assert model.model_id == f"{model.name}@{model.revision[:12]}"
    assert (model.codebook, model.task) == ("1", "framing+sentiment")
    assert model.created_at
    assert model.created_at.tzinfo


def test_no_file_of_the_bundled_model_is_too_large_for_a_repository() -> None:
    assert max(file.stat().st_size for file in BUNDLED.iterdir()) < 60_000_000


def test_the_bundled_model_takes_less_than_eighty_megabytes() -> None:
    assert sum(file.stat().st_size for file in BUNDLED.iterdir()) < 80_000_000


def test_a_folder_of_the_same_files_is_the_same_model(
    bundled: tuple[Model, Scorer], tmp_path: Path
) -> None:
    model, scorer = load_scorer(str(copy_with_links(tmp_path)))

    assert model == bundled[0]
    text = ["Both sides accepted the draft."]
    assert scorer.score(text).equals(bundled[1].score(text))


def test_another_prefix_is_another_revision(
    bundled: tuple[Model, Scorer], tmp_path: Path
) -> None:
    manifest = copy_with_links(tmp_path) / "detente.json"
    content = manifest.read_text(encoding="utf-8")
    manifest.write_text(content.replace("query: ", "passage: "), encoding="utf-8")

    model, _ = load_scorer(str(tmp_path))

    assert model.revision != bundled[0].revision


def test_a_changed_file_is_named_and_not_used(tmp_path: Path) -> None:
    changed = copy_with_links(tmp_path) / "tokenizer.json"
    changed.unlink()
    changed.write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match=r"tokenizer\.json: changed since"):
        load_scorer(str(tmp_path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (copy_with_links(tmp_path) / "words.safetensors").unlink()

    with pytest.raises(ModelError, match=r"words\.safetensors: .* is missing"):
        load_scorer(str(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("nowhere/at-all", id="a folder that is not there"),
        pytest.param("cardiffnlp/some-model", id="a hub id"),
        pytest.param("", id="no name"),
    ],
)
def test_an_unknown_model_says_what_would_be_one(name: str) -> None:
    with pytest.raises(ModelError, match='name = "bundled"'):
        load_scorer(name)


def test_a_folder_without_a_manifest_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"detente\.json: no model found"):
        load_scorer(str(tmp_path))
