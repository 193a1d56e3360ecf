"""The shipped folder: network, tokenizer, and a manifest that names and hashes them."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.scoring.manifest import FILES, FORMAT, MANIFEST, OUTPUTS, hash_file
from analysis.scoring.registry import find_model
from flows.folders import replace_folder
from flows.training.forms import observe, write_forms
from flows.training.options import TrainOptions
from flows.training.vocabulary import (
    find_kept,
    parse_pieces,
    pick_words,
    trim_tokenizer,
)
from flows.training.weights import Floats, Weights, pack_vectors

if TYPE_CHECKING:
    from flows.training.network import Network

BASE = "intfloat/multilingual-e5-small (MIT), word vectors in 4 bits"
TOKENIZER = "tokenizer.json"
MAX_TOKENS = 512


def collect_weights(network: "Network", cooling: Floats) -> Weights:
    """The trained network as arrays; `cooling` divides each of the five logits."""
    encoder, head = network.encoder, network.head
    tensors = {name: p.detach().numpy() for name, p in encoder.named_parameters()}
    return Weights(
        words=pack_vectors(tensors.pop("embeddings.word_embeddings.weight")),
        tensors=tensors,
        head=head.weight.detach().numpy() / cooling[:, None],
        head_bias=head.bias.detach().numpy() / cooling,
        layers=encoder.config.num_hidden_layers,
        heads=encoder.config.num_attention_heads,
    )


def write_folder(
    weights: Weights,
    base: Path,
    options: TrainOptions,
    sentences: Sequence[Sequence[int]],
) -> None:
    """Write network, tokenizer and manifest to `options.out`, in place of all there.

    `base` holds the `tokenizer.json` that the network was trained with. `sentences`
    are real ones as the network reads them (token numbers, some hundred are enough):
    they show how far activations reach.
    """
    part = options.out.with_name(f"{options.out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    tokenizer = (base / TOKENIZER).read_text(encoding="utf-8")
    kept = find_kept(parse_pieces(tokenizer))
    (part / TOKENIZER).write_text(trim_tokenizer(tokenizer, kept), encoding="utf-8")
    trimmed = replace(weights, words=pick_words(weights.words, kept))
    write_forms(trimmed, observe(weights, sentences), part)
    write_manifest(part, options)
    replace_folder(options.out, part)


def write_manifest(folder: Path, options: TrainOptions) -> None:
    """Write the manifest over the files as they lie in `folder`."""
    fields = {
        "format": FORMAT,
        "name": options.name,
        "codebook": "1",
        "task": "framing+sentiment",
        "base": Path(options.base).name if options.base else BASE,
        "created_at": options.created_at.isoformat(timespec="seconds"),
        "prefix": options.prefix,
        "max_tokens": MAX_TOKENS,
        "outputs": list(OUTPUTS),
        "files": {name: hash_file(folder / name) for name in FILES},
        "training": {
            "seed": options.seed,
            "teachers": options.teachers,
            "predecessor": options.predecessor
            and find_model(options.predecessor).model_id,
            "teacher_epochs": options.teacher_epochs,
            "teacher_labels": options.teacher_labels,
            "unlabelled": options.unlabelled,
            "epochs": options.epochs,
        },
    }
    text = json.dumps(fields, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
