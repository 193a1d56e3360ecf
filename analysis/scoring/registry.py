"""Models by name: "bundled", or the path of a folder of the same form."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.encoder import EncoderScorer
from analysis.scoring.manifest import MEND, Manifest, find_revision, read_manifest
from analysis.scoring.scorer import Scorer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from transformers import PreTrainedTokenizerBase

BUNDLED = Path(__file__).parent / "weights" / "detente-e5-small-1"


def load_scorer(name: str, threads: int | None = None) -> tuple[Model, Scorer]:
    """The model called `name` and its scorer, after checking every file's hash.

    `threads` is by default the number of cores this process may use, at most 8.
    Raises ModelError where the model is missing, changed or not understood.
    """
    folder = find_folder(name)
    manifest = read_manifest(folder)
    scorer = EncoderScorer(
        session=_open_session(folder / "model.onnx"),
        tokenizer=_open_tokenizer(folder),
        prefix=manifest.prefix,
        max_tokens=manifest.max_tokens,
        threads=threads or min(8, _count_cores()),
    )
    return _describe(manifest), scorer


def find_model(name: str) -> Model:
    """What the model called `name` is, its files' hashes checked, nothing loaded.

    Raises ModelError like `load_scorer`.
    """
    return _describe(read_manifest(find_folder(name)))


def find_folder(name: str) -> Path:
    """Where the model called `name` lies; ModelError if it is no folder."""
    if name == "bundled":
        return BUNDLED
    folder = Path(name)
    if not folder.is_dir():
        message = f"model {name!r}: no such folder; {MEND}"
        raise ModelError(f"{message} (hub ids are not supported yet)")
    return folder


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _describe(manifest: Manifest) -> Model:
    revision = find_revision(manifest)
    return Model(
        model_id=f"{manifest.name}@{revision[:12]}",
        name=manifest.name,
        revision=revision,
        codebook=manifest.codebook,
        task=manifest.task,
        created_at=manifest.created_at,
    )


def _open_session(path: Path) -> "InferenceSession":
    # Imported here: a command that scores nothing should not wait for it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # The callers are the threads; inside one, rows are computed in a fixed order.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is drawn as it should run: fusing Add and LayerNormalization into
    # SkipLayerNormalization would make it a quarter slower.
    options.graph_optimization_level = (
        onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    )
    try:
        return onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"]
        )
    except RuntimeError as error:
        message = f"{path}: onnxruntime cannot load it ({error}); {MEND}"
        raise ModelError(message) from error


def _open_tokenizer(folder: Path) -> "PreTrainedTokenizerBase":
    # transformers advises on import to install torch, which scoring does not need.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    from transformers import PreTrainedTokenizerFast

    try:
        tokenizer: PreTrainedTokenizerBase = PreTrainedTokenizerFast.from_pretrained(
            folder, local_files_only=True
        )
    except (OSError, ValueError) as error:
        message = f"{folder}: the tokenizer cannot be loaded ({error}); {MEND}"
        raise ModelError(message) from error
    return tokenizer
