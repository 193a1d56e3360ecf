"""A folder of transformers' own form: what it is, read without its network."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.choice import ModelChoice
from analysis.scoring.manifest import hash_file
from analysis.scoring.tasks import name_task

DECIDES = (
    "config.json",
    "*.safetensors",
    "*.safetensors.index.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.*",
    "merges.txt",
    "*.model",
)
# Raised whenever the way from a network's answers to scores changes.
RULES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A sequence classifier's folder.

    `revision` is the hub's commit, else the SHA-256 over the files that decide. With
    `multi_label` each of `labels` has a probability of its own; else they share one.
    """

    name: str
    folder: Path
    revision: str
    labels: tuple[str, ...]
    multi_label: bool


def read_checkpoint(choice: ModelChoice) -> Checkpoint:
    """The checkpoint that is chosen. Raises ModelError that names the mend."""
    folder = choice.folder or Path(choice.name)
    name = choice.name if choice.folder else folder.name
    if not folder.is_dir():
        raise ModelError(f"model {choice.name!r}: no such folder; mend [model] name")
    config = _read_config(folder)
    if config.get("problem_type") == "regression":
        raise ModelError(f"{folder}: gives numbers, not labels; choose a classifier")
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            f"{folder}: no weights in safetensors form, and other forms may carry "
            "code; choose a revision or a model that has them, or convert it"
        )
    labels = parse_labels(config, folder)
    separate = config.get("problem_type") == "multi_label_classification"
    return Checkpoint(
        name=name,
        folder=folder,
        revision=choice.commit or hash_folder(folder),
        labels=labels,
        multi_label=separate or len(labels) == 1,
    )


def parse_labels(config: Mapping[str, object], folder: Path) -> tuple[str, ...]:
    """The labels in the order of the network's outputs, as transformers names them."""
    names = config.get("id2label")
    try:
        if isinstance(names, Mapping) and names:
            return tuple(str(names[place]) for place in sorted(names, key=int))
        return tuple(f"LABEL_{n}" for n in range(int(str(config.get("num_labels", 2)))))
    except ValueError as error:
        message = f"{folder}/config.json: its labels are not numbered ({error})"
        raise ModelError(
            f"{message}; mend id2label, or choose another model"
        ) from error


def hash_folder(folder: Path) -> str:
    """SHA-256 in hex over the folder's files that decide a score, and their names."""
    files = {path for pattern in DECIDES for path in folder.glob(pattern)}
    hashes = {path.name: hash_file(path) for path in files}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def describe_checkpoint(
    checkpoint: Checkpoint, codebook: str, answers: Collection[str], reading: object
) -> Model:
    """The model: weights by revision, and how their answers are read.

    `reading` is whatever of the config or of us decides a score beside the weights; six
    digits of a hash over it and the codebook follow the revision, since another reading
    or another scheme is another model.
    """
    decides = json.dumps([RULES, codebook, reading])
    rules = hashlib.sha256(decides.encode()).hexdigest()
    return Model(
        model_id=f"{checkpoint.name}@{checkpoint.revision[:12]}.{rules[:6]}",
        name=checkpoint.name,
        revision=f"{checkpoint.revision}.{rules}",
        codebook=codebook,
        task=name_task(answers),
        created_at=None,
    )


def _read_config(folder: Path) -> Mapping[str, object]:
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path}: no model of transformers found ({error.strerror})"
        raise ModelError(f"{message}; name another folder under [model]") from error
    except ValueError as error:
        message = f"{path}: not JSON ({error}); fetch the model again"
        raise ModelError(message) from error
    if not isinstance(config, Mapping):
        raise ModelError(f"{path}: not a model's config; fetch the model again")
    return config
