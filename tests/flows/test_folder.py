from pathlib import Path

import pytest
from tokenizers import Tokenizer

from analysis.scoring.folder import open_folder
from analysis.scoring.manifest import hash_file, read_manifest
from flows.training.drift import find_drift
from tests.flows.tiny import PIECES, write_tiny

TEXTS = ["the talks", "fire", "peace the fire", "talking of peace and fire", ""]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny(tmp_path_factory.mktemp("tiny"))


def test_the_manifest_names_every_other_file_with_its_hash(folder: Path) -> None:
    files = {path.name for path in folder.iterdir()} - {"detente.json"}

    manifest = read_manifest(folder)

    assert manifest.name == "tiny"
    assert manifest.files == {name: hash_file(folder / name) for name in files}


def test_everyone_may_read_what_was_written(folder: Path) -> None:
    assert {path.stat().st_mode & 0o044 for path in folder.iterdir()} == {0o044}


def test_only_the_kept_pieces_are_in_the_folder(folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    assert tokenizer.get_vocab_size() == len(PIECES) - 1
    assert tokenizer.token_to_id("<mask>") == len(PIECES) - 2


def test_both_forms_of_a_written_folder_score_alike(folder: Path) -> None:
    integers, floats = (
        open_folder(folder, form=form)[1].score(TEXTS) for form in ("int8", "float32")
    )

    assert find_drift("int8", floats, integers).mean_difference < 0.01
    assert integers.n_unique() == len(TEXTS)


def test_the_same_network_written_twice_is_the_same_model(
    folder: Path, tmp_path: Path
) -> None:
    again = write_tiny(tmp_path)

    assert read_manifest(again) == read_manifest(folder)
