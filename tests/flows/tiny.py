"""A network and a vocabulary small enough to be made in a test, and their folder."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from flows.training.folder import write_folder
from flows.training.options import TrainOptions
from flows.training.weights import Weights, pack_vectors

Floats = npt.NDArray[np.float32]

WIDTH, INNER, HEADS, LAYERS, LENGTH = 64, 128, 2, 2, 512
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
LETTERS = list("▁abcdefghijklmnopqrstuvwxyz.:")
WORDS = ["▁the", "▁talks", "▁fire", "▁peace", "ing", "กา", "ก", "า", "ra", "<mask>"]
PIECES = [*SPECIALS, *LETTERS, *WORDS]


def some(draw: np.random.Generator, *shape: int) -> Floats:
    return draw.normal(scale=0.2, size=shape).astype(np.float32)


def tiny_vectors() -> Floats:
    """Word vectors whose values are whole steps, as 4 bits hold them."""
    draw = np.random.default_rng(8)
    steps = draw.integers(-7, 8, (len(PIECES), WIDTH // 32, 32))
    steps[..., 0] = -8
    scales = draw.uniform(0.01, 0.1, (len(PIECES), WIDTH // 32, 1)).astype(np.float16)
    return (steps * scales.astype(np.float32)).reshape(-1, WIDTH).astype(np.float32)


def tiny_weights() -> Weights:
    draw = np.random.default_rng(7)
    tensors = {
        "embeddings.position_embeddings.weight": some(draw, LENGTH, WIDTH),
        "embeddings.token_type_embeddings.weight": some(draw, 2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        shapes = {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
        }
        for part, shape in shapes.items():
            tensors[f"{name}{part}.weight"] = some(draw, *shape)
            tensors[f"{name}{part}.bias"] = some(draw, shape[0])
        norms += [name + "attention.output.LayerNorm", name + "output.LayerNorm"]
    for norm in norms:
        tensors[norm + ".weight"] = 1 + some(draw, WIDTH)
        tensors[norm + ".bias"] = some(draw, WIDTH)
    return Weights(
        words=pack_vectors(tiny_vectors()),
        tensors=tensors,
        head=some(draw, 5, WIDTH),
        head_bias=some(draw, 5),
        layers=LAYERS,
        heads=HEADS,
    )


def tiny_tokenizer() -> str:
    """A tokenizer.json with the parts that the base encoder's has."""
    sequence = {"Sequence": {"id": "A", "type_id": 0}}
    ends = [{"SpecialToken": {"id": one, "type_id": 0}} for one in ("<s>", "</s>")]
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    special = [*enumerate(SPECIALS), (len(PIECES) - 1, "<mask>")]
    fields = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": number, "content": piece, "special": True, **flags}
            for number, piece in special
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [ends[0], sequence, ends[1]],
            "pair": [ends[0], sequence, ends[1]],
            "special_tokens": {
                "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]},
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁"},
        "model": {
            "type": "Unigram",
            "unk_id": 3,
            "vocab": [[piece, -float(len(piece) < 2)] for piece in PIECES],
        },
    }
    return json.dumps(fields, ensure_ascii=False)


def tiny_sentences(number: int) -> list[list[int]]:
    """Token numbers in a frame, between 5 and 14 of them."""
    draw = np.random.default_rng(5)
    return [
        [0, *draw.integers(4, len(PIECES), draw.integers(3, 13)).tolist(), 2]
        for _ in range(number)
    ]


def write_tiny(folder: Path) -> Path:
    """A model folder like the bundled one, below `folder`."""
    (folder / "tokenizer.json").write_text(tiny_tokenizer(), encoding="utf-8")
    options = TrainOptions(
        data=folder,
        work=folder,
        out=folder / "tiny",
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        name="tiny",
    )
    write_folder(tiny_weights(), folder, options, tiny_sentences(40))
    return options.out
