"""Both forms of a network in a folder: the weights once, and a graph for each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime

from analysis.scoring.forms import FLOATS, INTEGERS
from flows.training.arrays import collect_arrays
from flows.training.draft import Draft
from flows.training.graph import draw_graph
from flows.training.products import FloatProducts, IntegerProducts, Products
from flows.training.spread import (
    Spread,
    assume_spread,
    find_spread,
    name_gelus,
    name_places,
)
from flows.training.stored import write_arrays
from flows.training.weights import Floats, Weights

# Two files, because many hosts refuse one larger than 60 MB.
WORDS, LAYERS = "words.safetensors", "layers.safetensors"
GRAPHS: Mapping[str, Products] = {INTEGERS: IntegerProducts(), FLOATS: FloatProducts()}
FILES = (*(f"{form}.onnx" for form in GRAPHS), LAYERS, WORDS)


def write_forms(weights: Weights, spread: Spread, folder: Path) -> None:
    """Write `FILES` to the folder, which is there."""
    arrays = collect_arrays(weights, spread)
    words = {name for name in arrays if name.startswith("words.")}
    stored = {
        **write_arrays({name: arrays[name] for name in words}, folder / WORDS),
        **write_arrays(
            {name: array for name, array in arrays.items() if name not in words},
            folder / LAYERS,
        ),
    }
    for form, products in GRAPHS.items():
        graph = draw_graph(Draft(stored), weights.heads, products)
        (folder / f"{form}.onnx").write_bytes(graph.SerializeToString())


def observe(weights: Weights, sentences: Sequence[Sequence[int]]) -> Spread:
    """The spread that the sentences (token numbers, framed) have in the network."""
    names = [*name_places(weights.layers), *name_gelus(weights.layers)]
    with TemporaryDirectory() as folder:
        write_forms(weights, assume_spread(weights), Path(folder))
        path = Path(folder) / f"{FLOATS}.onnx"
        graph = onnx.load(path, load_external_data=False)
        kind = onnx.TensorProto.FLOAT
        graph.graph.output.extend(
            onnx.helper.make_tensor_value_info(name, kind, None) for name in names
        )
        path.write_bytes(graph.SerializeToString())
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        return find_spread(_watch(session, names, sentences))


def _watch(
    session: onnxruntime.InferenceSession,
    names: Sequence[str],
    sentences: Sequence[Sequence[int]],
) -> Iterator[Mapping[str, Floats]]:
    for sentence in sentences:
        tokens = np.array([sentence], dtype=np.int64)
        seen = session.run(list(names), {"input_ids": tokens})
        yield {
            name: values.reshape(-1, values.shape[-1])
            for name, values in zip(names, seen, strict=True)
        }
