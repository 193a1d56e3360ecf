"""A model folder in the bundled model's form: its files checked, its scorer opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ModelError
from analysis.records import Model
from analysis.scoring.encoder import EncoderScorer
from analysis.scoring.forms import AUTO, choose_form
from analysis.scoring.manifest import MEND, Manifest, find_revision, read_manifest
from analysis.scoring.processor import count_cores, read_processor

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MOST_THREADS = 8


def open_folder(
    folder: Path, threads: int | None = None, form: str = AUTO
) -> tuple[Model, EncoderScorer]:
    """The folder's model and its scorer, after checking every file's hash.

    `threads` is by default the number of cores this process may use, at most 8. `form`
    is "int8", "float32" or "auto": what suits this processor. Raises ModelError where
    a file is missing, changed or not understood.
    """
    chosen = choose_form(read_processor(), form)
    manifest = read_manifest(folder)
    scorer = EncoderScorer(
        session=_open_session(folder / f"{chosen.name}.onnx"),
        tokenizer=_open_tokenizer(folder / "tokenizer.json"),
        prefix=manifest.prefix,
        max_tokens=manifest.max_tokens,
        threads=threads or min(MOST_THREADS, count_cores()),
        form=chosen,
    )
    return describe_model(manifest), scorer


def read_model(folder: Path) -> Model:
    """What the folder's model is, its files' hashes checked, nothing loaded."""
    return describe_model(read_manifest(folder))


def describe_model(manifest: Manifest) -> Model:
    """The manifest's model, its revision in full and in short."""
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
    # SkipLayerNormalization would make it a quarter slower, and moving a quantisation
    # before the reshaping that it follows would do it twice.
    options.graph_optimization_level = (
        onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    )
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    failures: tuple[type[Exception], ...] = (RuntimeError, *_find_failures())
    try:
        return onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"]
        )
    except failures as error:
        first = str(error).partition("\n")[0]
        message = f"{path}: onnxruntime cannot load it ({first}); {MEND}"
        raise ModelError(message) from error


def _find_failures() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its exceptions have no parent of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = ("Fail", "InvalidGraph", "InvalidProtobuf", "InvalidArgument", "NoSuchFile")
    return tuple(getattr(state, name) for name in (*names, "NotImplemented"))


def _open_tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    # A text that spells "</s>" means these four characters.
    tokenizer.encode_special_tokens = True
    return tokenizer
