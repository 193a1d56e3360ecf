"""The network in torch: the base encoder, mean pooling, one head of five logits."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import safetensors.torch
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
    blocks ship as they are. No dropout inside: it costs a third of the time and gave
    nothing. Attention is "eager" because the fused kernel's way back is slow on CPUs.
    """
    torch.manual_seed(seed)
    encoder = transformers.AutoModel.from_pretrained(
        base,
        add_pooling_layer=False,
        dtype=torch.float32,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        use_safetensors=True,
        local_files_only=True,
        trust_remote_code=False,
    )
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return Network(encoder, torch.nn.Linear(encoder.config.hidden_size, 5))


def trained_parameters(network: Network) -> list["Parameter"]:
    """Everything that learns, the encoder's first."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    return [*encoder, *network.head.parameters()]


def forward(
    network: Network, tokens: Sequence[Sequence[int]], *, half: bool
) -> "Tensor":
    """Five logits per row, in bfloat16 if `half`; dropout only while training."""
    training = network.encoder.training
    ids, mask = _pad(tokens)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
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
    logits = forward(network, [example.tokens for example in batch], half=True)
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
    network: Network, tokens: Sequence[Sequence[int]], *, half: bool = False
) -> npt.NDArray[np.float32]:
    """The logits of every row, in order; `half` computes in bfloat16, twice as fast."""
    network.encoder.eval()
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    logits = np.empty((len(tokens), 5), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            rows = [tokens[row] for row in batch]
            logits[batch] = forward(network, rows, half=half).numpy()
    return logits


def save_checkpoint(network: Network, base: Path, folder: Path) -> None:
    """Write the encoder as a Hugging Face folder, with `base`'s tokenizer, and the head
    beside it in `head.safetensors`: training can go on from there with --base."""
    network.encoder.save_pretrained(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(
        base, local_files_only=True, trust_remote_code=False
    )
    tokenizer.save_pretrained(folder)
    head = {name: value.contiguous() for name, value in network.head.named_parameters()}
    safetensors.torch.save_file(head, folder / "head.safetensors")
