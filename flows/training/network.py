"""The network in torch: the base encoder, mean pooling, one head of five logits."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import transformers

from flows.training.rows import Example

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module, Parameter


class Network(NamedTuple):
    """The logits are escalation, diplomacy, negative, neutral, positive."""

    encoder: "Module"
    head: "Module"


def open_network(base: Path, seed: int) -> Network:
    """The base encoder under an untrained head.

    Word vectors stay frozen: other languages keep their meaning, and the base's 4-bit
    blocks ship as they are.
    """
    torch.manual_seed(seed)
    encoder = transformers.AutoModel.from_pretrained(
        base, add_pooling_layer=False, dtype=torch.float32, local_files_only=True
    )
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return Network(encoder, torch.nn.Linear(encoder.config.hidden_size, 5))


def trained_parameters(network: Network) -> list["Parameter"]:
    """Everything that learns, the encoder's first."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    return [*encoder, *network.head.parameters()]


def forward(network: Network, tokens: Sequence[Sequence[int]]) -> "Tensor":
    """Five logits per row; bfloat16 and dropout only while the encoder is training."""
    training = network.encoder.training
    ids, mask = _pad(tokens)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=training):
        hidden = network.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).float()
    pooled = (hidden.float() * weights).sum(dim=1) / weights.sum(dim=1)
    return network.head(torch.nn.functional.dropout(pooled, 0.1, training))


def _pad(tokens: Sequence[Sequence[int]]) -> tuple["Tensor", "Tensor"]:
    width = max(map(len, tokens))
    ids = torch.ones((len(tokens), width), dtype=torch.long)
    mask = torch.zeros((len(tokens), width), dtype=torch.long)
    for row, sentence in enumerate(tokens):
        ids[row, : len(sentence)] = torch.tensor(sentence)
        mask[row, : len(sentence)] = 1
    return ids, mask


def find_loss(network: Network, batch: Sequence[Example]) -> "Tensor":
    """Cross-entropy of the two frames and of the sentiment, weighted, per row."""
    functional = torch.nn.functional
    logits = forward(network, [example.tokens for example in batch])
    frames = functional.binary_cross_entropy_with_logits(
        logits[:, :2], torch.tensor([e.frames for e in batch]), reduction="none"
    ).sum(dim=1)
    sentiment = functional.cross_entropy(
        logits[:, 2:], torch.tensor([e.sentiment for e in batch]), reduction="none"
    )
    frames = frames * torch.tensor([e.frames_weight for e in batch])
    sentiment = sentiment * torch.tensor([e.sentiment_weight for e in batch])
    return (frames.sum() + sentiment.sum()) / len(batch)


def find_logits(
    network: Network, examples: Sequence[Example]
) -> npt.NDArray[np.float32]:
    """The logits of every example, in order, without dropout."""
    network.encoder.eval()
    parts = []
    with torch.no_grad():
        for start in range(0, len(examples), 32):
            batch = [example.tokens for example in examples[start : start + 32]]
            parts.append(forward(network, batch).numpy())
    return np.concatenate(parts)


def find_centres(
    network: Network, examples: Sequence[Example]
) -> dict[str, npt.NDArray[np.float32]]:
    """Each LayerNorm's mean output per channel over all tokens, by its name."""
    network.encoder.eval()
    sums: dict[str, Tensor] = {}
    norms = [
        (name, module)
        for name, module in network.encoder.named_modules()
        if name.endswith("LayerNorm")
    ]

    def watch(name: str) -> "torch.utils.hooks.RemovableHandle":
        def add(_: "Module", __: "Tensor", output: "Tensor") -> None:
            sums[name] = sums.get(name, 0) + output.reshape(-1, output.shape[-1]).sum(0)

        return dict(norms)[name].register_forward_hook(add)

    hooks = [watch(name) for name, _ in norms]
    with torch.no_grad():
        for example in examples:
            forward(network, [example.tokens])
    for hook in hooks:
        hook.remove()
    tokens = sum(len(example.tokens) for example in examples)
    return {name: (total / tokens).numpy() for name, total in sums.items()}
