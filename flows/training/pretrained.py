"""The encoder that training starts from, and its tokenizer."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import ModelError
from analysis.scoring.manifest import hash_file
from flows.hub import fetch_snapshot
from flows.training.options import TrainOptions
from flows.training.rows import Tokenize

DECIDES = ("config.json", "model.safetensors", "tokenizer.json")
PATTERNS = ("*.json", "*.safetensors", "vocab.*", "*.model", "merges.txt")


def fetch_pretrained(options: TrainOptions) -> Path:
    """The encoder to start from as a Hugging Face folder.

    Raises ModelError where there is none.
    """
    if options.base is None:
        return _unpack(options)
    if Path(options.base).is_dir():
        return Path(options.base)
    return fetch_snapshot(options.base, None, PATTERNS)


def _unpack(options: TrainOptions) -> Path:
    """The packed encoder of `options.data`, unpacked under `options.work`.

    Its own `unpack.py` is run: the data folder has to be trusted.
    """
    base = options.work / "base"
    script = options.data / "encoder" / "unpack.py"
    if not script.is_file():
        message = f"{script}: no base encoder; point --data at the training data"
        raise ModelError(f"{message}, or name one with --base")
    if not (base / "tokenizer_config.json").exists():
        ended = subprocess.run([sys.executable, script, base], check=False)  # noqa: S603
        if ended.returncode:
            raise ModelError(f"{script}: failed; mend it, or name another --base")
    return base


def hash_pretrained(folder: Path) -> str:
    """What tells one encoder from another, in short."""
    there = [folder / name for name in DECIDES if (folder / name).exists()]
    return ".".join(hash_file(path)[:12] for path in there)


def open_tokenizer(base: Path, options: TrainOptions) -> Tokenize:
    """Texts, prefixed, to token numbers, cut at `longest`: in training only."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(
        base, local_files_only=True, trust_remote_code=False
    )

    def tokenize(texts: Sequence[str]) -> list[list[int]]:
        cut = tokenizer(
            [options.prefix + text for text in texts],
            truncation=True,
            max_length=options.longest,
            split_special_tokens=True,
        )
        tokens: list[list[int]] = cut["input_ids"]
        return tokens

    return tokenize
