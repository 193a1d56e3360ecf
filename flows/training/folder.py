"""The shipped folder: graph, tokenizer, and the manifest that names and hashes them."""

import importlib.util
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt
import onnx

from analysis.errors import ModelError
from analysis.scoring.manifest import FORMAT, MANIFEST, OUTPUTS, hash_file
from flows.training.graph import Floats, Weights, Words, draw_graph
from flows.training.options import TrainOptions
from flows.training.rows import PREFIX

if TYPE_CHECKING:
    from flows.training.network import Network

BASE = "intfloat/multilingual-e5-small (MIT), word vectors in 4 bits"
FILES = ("model.onnx", "embeddings.bin", "tokenizer.json", "tokenizer_config.json")
MAX_TOKENS = 512


class Packed(Protocol):
    """What the base encoder's own `unpack.py` knows of its packed file."""

    bytes: npt.NDArray[np.uint8]
    directory: Mapping[str, tuple[int, int, int]]
    hidden: int
    pieces: int


def read_words(encoder: Path) -> Words:
    """The base's word vectors in their 4-bit blocks, none of them changed."""
    spec = importlib.util.spec_from_file_location("unpack", encoder / "unpack.py")
    if spec is None or spec.loader is None:
        message = f"{encoder}: holds no unpack.py; point --data at the training data"
        raise ModelError(message)
    unpack = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(unpack)
    packed: Packed = unpack.Packed(encoder / "weights_q4.bin")
    _, offset, size = packed.directory["emb.word"]
    raw = packed.bytes[offset : offset + size].tobytes()
    return pack_words(np.frombuffer(raw, unpack.BLOCK), packed.pieces, packed.hidden)


def pack_words(blocks: npt.NDArray[np.void], pieces: int, width: int) -> Words:
    """Blocks (a scale, then halves in low and high nibbles) with neighbours paired."""
    halves = [blocks["nibbles"] & 15, blocks["nibbles"] >> 4]
    values = np.concatenate(halves, axis=1).reshape(-1, width)
    pairs = values[:, 0::2] | (values[:, 1::2] << 4)
    scales = blocks["scale"].reshape(len(values), -1)
    return Words(
        packed=pairs[:pieces].astype(np.uint8),
        scales=scales[:pieces].astype(np.float16),
    )


def collect_weights(
    network: "Network", words: Words, centres: Mapping[str, Floats], cooling: Floats
) -> Weights:
    """The trained network as arrays; `cooling` divides each of the five logits."""
    encoder, head = network.encoder, network.head
    return Weights(
        words=words,
        tensors={name: p.detach().numpy() for name, p in encoder.named_parameters()},
        centres=centres,
        head=head.weight.detach().numpy() / cooling[:, None],
        head_bias=head.bias.detach().numpy() / cooling,
        layers=encoder.config.num_hidden_layers,
        heads=encoder.config.num_attention_heads,
    )


def write_folder(weights: Weights, base: Path, options: TrainOptions) -> None:
    """Write network, tokenizer and manifest to `options.out`, in place of all there."""
    out = options.out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    onnx.save_model(
        draw_graph(weights),
        out / "model.onnx",
        save_as_external_data=True,
        location="embeddings.bin",
        size_threshold=4_000_000,
    )
    # onnx makes this one readable by its owner alone, and so would the package be.
    (out / "embeddings.bin").chmod(0o644)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        fields = json.loads((base / name).read_text(encoding="utf-8"))
        compact = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        (out / name).write_text(compact, encoding="utf-8")
    write_manifest(options, {})


def write_manifest(options: TrainOptions, dev: Mapping[str, object]) -> None:
    """Write the manifest over the files as they lie there; `dev` holds dev figures."""
    fields = {
        "format": FORMAT,
        "name": options.name,
        "codebook": "1",
        "task": "framing+sentiment",
        "base": BASE,
        "created_at": options.created_at.isoformat(timespec="seconds"),
        "prefix": PREFIX,
        "max_tokens": MAX_TOKENS,
        "outputs": list(OUTPUTS),
        "files": {name: hash_file(options.out / name) for name in FILES},
        "training": {
            "seed": options.seed,
            "epochs": options.epochs,
            "learning_rate": options.learning_rate,
        },
        "dev": dict(dev),
    }
    text = json.dumps(fields, ensure_ascii=False, indent=2)
    (options.out / MANIFEST).write_text(text + "\n", encoding="utf-8")
