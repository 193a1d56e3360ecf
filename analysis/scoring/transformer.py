"""A sequence classifier of transformers on torch: windows of tokens in, logits out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import ModelError
from analysis.scoring.checkpoint import Checkpoint
from analysis.scoring.encoder import plan_batches
from analysis.scoring.installed import check_installed
from analysis.scoring.windows import Floats, Frame, Tokens

if TYPE_CHECKING:
    from torch.nn import Module
    from transformers import PreTrainedTokenizerBase

NEEDED = ("torch", "transformers", "safetensors")
LONGEST = 512
SHORTEST = 8
TOKENS_PER_BATCH = {"cpu": 512, "cuda": 8192, "mps": 8192}
# RoBERTa and its kin count positions from 2.
POSITIONS_UNUSED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformer:
    """A network with its tokenizer, on one device; windows hold at most `max_tokens`.

    A batch holds windows of one length, without padding, so that a text's logits do
    not depend on its neighbours beyond the noise of floating point.
    """

    network: "Module"
    tokenizer: "PreTrainedTokenizerBase"
    device: str
    max_tokens: int

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, all of them, without special ones."""
        if not texts:
            return []
        tokens: list[list[int]] = self.tokenizer(
            list(texts),
            add_special_tokens=False,
            truncation=False,
            # A text that spells "</s>" means these four characters.
            split_special_tokens=True,
            verbose=False,
        )["input_ids"]
        return tokens

    def find_frame(self, other: str | None = None) -> Frame:
        """What stands around a text, alone or as the first of a pair with `other`."""
        framed = self.tokenizer(
            "a", other, truncation=False, return_token_type_ids=True
        )
        tokens, types = framed["input_ids"], framed["token_type_ids"]
        places = [n for n, text in enumerate(framed.sequence_ids(0)) if text == 0]
        start, end = places[0], places[-1] + 1
        return Frame(
            opening=tuple(tokens[:start]),
            closing=tuple(tokens[end:]),
            opening_types=tuple(types[:start]),
            closing_types=tuple(types[end:]),
            text_type=types[start],
        )

    def find_room(self, frames: Sequence[Frame]) -> int:
        """Tokens of a text that fit into the longest of the frames."""
        room = self.max_tokens - max(map(len, frames))
        if room < SHORTEST:
            raise ModelError(
                f"{self.network.name_or_path}: reads {self.max_tokens} tokens at once, "
                "too few for a sentence; choose another model"
            )
        return room

    def find_logits(self, windows: Sequence[Tokens]) -> Floats:
        """Windows × labels."""
        logits = np.empty((len(windows), self.network.config.num_labels))
        lengths = [window.shape[1] for window in windows]
        for batch in plan_batches(lengths, TOKENS_PER_BATCH[self.device]):
            logits[batch] = self._run(np.stack([windows[number] for number in batch]))
        return logits

    def _run(self, windows: Tokens) -> Floats:
        import torch

        placed = torch.from_numpy(windows).to(self.device)
        inputs = {
            "input_ids": placed[:, 0],
            "attention_mask": torch.ones_like(placed[:, 0]),
        }
        if "token_type_ids" in self.tokenizer.model_input_names:
            inputs["token_type_ids"] = placed[:, 1]
        with torch.inference_mode():
            logits = self.network(**inputs).logits.float().cpu().numpy()
        return np.asarray(logits, dtype=np.float64)


def open_transformer(checkpoint: Checkpoint, threads: int | None) -> Transformer:
    """The checkpoint's network and tokenizer; code that comes with it is never run.

    `threads` is torch's own choice where it is None. Raises ModelError where torch is
    not installed or the folder does not hold what a classifier needs.
    """
    check_installed(f"model {checkpoint.name!r}", NEEDED, "models")
    import torch

    if threads:
        torch.set_num_threads(threads)
    device = find_device(
        cuda=torch.cuda.is_available(), mps=torch.backends.mps.is_available()
    )
    network, tokenizer = _load(checkpoint)
    positions = getattr(network.config, "max_position_embeddings", None)
    return Transformer(
        network=network.to(device).eval(),
        tokenizer=tokenizer,
        device=device,
        max_tokens=find_length(tokenizer.model_max_length, positions),
    )


def find_device(*, cuda: bool, mps: bool) -> str:
    """Where to compute: a graphics processor where there is one, else "cpu"."""
    if cuda:
        return "cuda"
    return "mps" if mps else "cpu"


def find_length(declared: int, positions: int | None) -> int:
    """Tokens of the longest window: what the tokenizer declares and the network has.

    `positions` is None for networks that count none.
    """
    return min(LONGEST, declared, (positions or 2 * LONGEST) - POSITIONS_UNUSED)


def _load(checkpoint: Checkpoint) -> "tuple[Module, PreTrainedTokenizerBase]":
    from huggingface_hub.errors import StrictDataclassError
    from safetensors import SafetensorError

    broken = (OSError, ValueError, TypeError, LookupError, ImportError, RuntimeError)
    try:
        network, tokenizer, unset = _load_parts(checkpoint.folder)
    except (*broken, SafetensorError, StrictDataclassError) as error:
        first = (str(error).strip() or repr(error)).splitlines()[0]
        message = f"{checkpoint.folder}: transformers cannot load it ({first})"
        raise ModelError(f"{message}; choose another model") from error
    if unset:
        raise ModelError(
            f"{checkpoint.folder}: no weights for {unset[0]!r}; choose a model that "
            "was trained to classify"
        )
    return network, tokenizer


def _load_parts(folder: Path) -> "tuple[Module, PreTrainedTokenizerBase, list[str]]":
    """Network, tokenizer and the names of weights that the folder does not have."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    from transformers.utils.logging import set_tqdm_hook, set_verbosity

    set_verbosity(logging.ERROR)
    # `disable=None` shows progress on a terminal and nowhere else.
    set_tqdm_hook(lambda bar, given, named: bar(*given, **named | {"disable": None}))
    tokenizer = AutoTokenizer.from_pretrained(
        folder, local_files_only=True, trust_remote_code=False
    )
    network, loading = AutoModelForSequenceClassification.from_pretrained(
        folder,
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        dtype=torch.float32,
        output_loading_info=True,
    )
    return network, tokenizer, sorted(loading["missing_keys"])
