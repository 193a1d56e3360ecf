"""A model folder's `detente.json`: what its files are and how they are to be used."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analysis.errors import ModelError

MANIFEST = "detente.json"
FORMAT = 2
OUTPUTS = ("escalation", "diplomacy", "negative", "neutral", "positive")
# All that is opened: a file that no hash vouches for is not.
FILES = (
    "int8.onnx",
    "float32.onnx",
    "layers.safetensors",
    "words.safetensors",
    "tokenizer.json",
)
MEND = 'put a complete model folder there, or set name = "bundled" under [model]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a model folder says of itself.

    `files` gives each file's SHA-256 in hex; `outputs` names the network's logits in
    order; `prefix` stands before every text; `max_tokens` is the longest input,
    special tokens included.
    """

    name: str
    codebook: str
    task: str
    created_at: datetime
    prefix: str
    max_tokens: int
    outputs: tuple[str, ...]
    files: Mapping[str, str]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model folder whose files were all found unchanged.

    Raises ModelError that names the file and the mend.
    """
    path = folder / MANIFEST
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{path}: no model found ({error.strerror}); {MEND}"
        raise ModelError(message) from error
    manifest = parse_manifest(content, str(path))
    for name, expected in manifest.files.items():
        _check_file(folder / name, expected)
    return manifest


def parse_manifest(content: str, where: str) -> Manifest:
    """The manifest in `content`; ModelError naming `where` if it is not one of ours."""
    try:
        fields = json.loads(content)
        if fields["format"] != FORMAT:
            message = f"{where}: model format {fields['format']!r} is not {FORMAT}"
            raise ModelError(f"{message}; update detente, or use another model")
        manifest = Manifest(
            name=fields["name"],
            codebook=fields["codebook"],
            task=fields["task"],
            created_at=datetime.fromisoformat(fields["created_at"]),
            prefix=fields["prefix"],
            max_tokens=int(fields["max_tokens"]),
            outputs=tuple(fields["outputs"]),
            files=dict(fields["files"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        message = f"{where}: not a model manifest ({error!r}); {MEND}"
        raise ModelError(message) from error
    if sorted(manifest.files) != sorted(FILES):
        message = f"{where}: files are {', '.join(manifest.files) or 'none'}"
        raise ModelError(f"{message}, not {', '.join(FILES)}; {MEND}")
    if manifest.outputs != OUTPUTS:
        message = f"{where}: outputs are {manifest.outputs}, not {OUTPUTS}; {MEND}"
        raise ModelError(message)
    return manifest


def find_revision(manifest: Manifest) -> str:
    """SHA-256 in hex over everything that decides a score: files, prefix, length."""
    decides = {
        "files": dict(manifest.files),
        "max_tokens": manifest.max_tokens,
        "outputs": list(manifest.outputs),
        "prefix": manifest.prefix,
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_file(path: Path, expected: str) -> None:
    try:
        found = hash_file(path)
    except OSError as error:
        message = f"{path}: the model's file is missing ({error.strerror}); {MEND}"
        raise ModelError(message) from error
    if found != expected:
        message = f"{path}: changed since the model was made (SHA-256 {found[:12]}…"
        raise ModelError(f"{message}, not {expected[:12]}…); {MEND}")
