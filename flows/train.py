"""Make a model: labelled files → trained network → shipped folder with dev figures.

    detente train --data ../shared/data --work build/train --out FOLDER

One seed, fixed in advance; after a kill the same command goes on at the last finished
epoch. Needs the extra `train`.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ModelError
from analysis.scoring.registry import load_scorer
from flows.evaluate import evaluate_file, render_evaluation_json
from flows.labelled import Labelled, read_labelled
from flows.training.calibrate import find_temperatures
from flows.training.options import TrainOptions
from flows.training.rows import Example, make_examples, read_training_rows

if TYPE_CHECKING:
    from flows.training.network import Network

NEEDED = ("torch", "onnx", "safetensors")
CENTRE_ROWS = 400
DEV = (
    ("codebook_dev.jsonl", "framing"),
    ("codebook_dev.jsonl", "sentiment"),
    ("framing_dev.jsonl", "framing"),
)

Say = Callable[[str], None]


def train(options: TrainOptions, say: Say) -> Path:
    """Make the model that `options` describe; gives its folder back.

    Raises ModelError without the extra `train`, ConfigError on a broken data file.
    """
    check_installed()
    base = unpack_base(options)
    network, examples = train_network(options, base, say)
    say(f"writing {options.out}")
    ship_network(network, examples, base, options)
    measure_folder(options)
    return options.out


def check_installed() -> None:
    """Raise ModelError, naming the mend, unless all that training needs is there."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        message = f"training needs {', '.join(missing)}"
        raise ModelError(f"{message}; install with: pip install 'detente[train]'")


def unpack_base(options: TrainOptions) -> Path:
    """The base encoder as a Hugging Face folder under `options.work`."""
    base = options.work / "base"
    script = options.data / "encoder" / "unpack.py"
    if not script.is_file():
        message = f"{script}: no base encoder; point --data at the training data"
        raise ModelError(message)
    if not (base / "tokenizer_config.json").exists():
        options.work.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, script, base], check=True)  # noqa: S603
    return base


def train_network(
    options: TrainOptions, base: Path, say: Say
) -> tuple["Network", list[Example]]:
    """The network after its last epoch and the examples it learned from."""
    from flows.training.fit import fit
    from flows.training.network import open_network

    rows = read_training_rows(options)
    examples = _tokenized(rows, base, options.longest)
    say(f"{len(examples):,} examples")
    network = open_network(base, options.seed)
    fit(network, examples, options, say)
    return network, examples


def ship_network(
    network: "Network", examples: Sequence[Example], base: Path, options: TrainOptions
) -> None:
    """Write the shipped folder: probabilities calibrated on the codebook's dev rows."""
    from flows.training.folder import collect_weights, read_words, write_folder
    from flows.training.network import find_centres, find_logits

    dev = read_labelled(options.data / "codebook_dev.jsonl")
    logits = find_logits(
        network, _tokenized([(row, 1.0) for row in dev], base, options.longest)
    )
    every = len(examples) // CENTRE_ROWS or 1
    weights = collect_weights(
        network,
        read_words(options.data / "encoder"),
        find_centres(network, examples[::every]),
        find_temperatures(dev, logits),
    )
    write_folder(weights, base, options)


def measure_folder(options: TrainOptions) -> None:
    """Add the shipped folder's own dev figures to its manifest."""
    from flows.training.folder import write_manifest

    model, scorer = load_scorer(str(options.out))
    figures: dict[str, Mapping[str, object]] = {}
    for file, task in DEV:
        evaluation = evaluate_file(options.data / file, task, scorer, model)
        measured = json.loads(render_evaluation_json(evaluation))
        kept = ("n", "macro_f1", "accuracy", "alpha")
        figures[f"{file} {task}"] = {
            **{key: measured[key] for key in kept},
            **{name: one["f1"] for name, one in measured["per_class"].items()},
        }
    write_manifest(options, figures)


def _tokenized(
    rows: Sequence[tuple[Labelled, float]], base: Path, longest: int
) -> list[Example]:
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast.from_pretrained(base, local_files_only=True)

    def tokenize(texts: list[str]) -> list[list[int]]:
        tokens: list[list[int]] = tokenizer(texts, truncation=True, max_length=longest)[
            "input_ids"
        ]
        return tokens

    return make_examples(rows, tokenize)
