"""The shipped network as an ONNX graph: 4-bit word vectors, integer layers.

It takes sentences of one length (no padding, no mask) and gives five logits. What
decides about a sentence is computed row by row:

    word vectors   the base encoder's 4-bit blocks as they are
    linear layers  each token's activations are scaled by their own largest value to
                   8 bits; weights are 7 bits per output column, so that two products
                   fit into 16 bits and every processor sums the same integers
    the rest       float32

Per-tensor scales, as onnxruntime's dynamic quantisation has them, would make a
sentence's score depend on what else is in its batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

CONTRIB = "com.microsoft"
EPSILON = 1e-12
WEIGHT_STEPS = 64
# GELU is never below −0.16998: adding this makes its output fit unsigned bytes.
GELU_FLOOR = 0.17

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Word vectors: two values a byte (8 stands for zero), one scale a block."""

    packed: Bytes
    scales: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the graph is made of.

    `tensors` are the encoder's by their Hugging Face names, `head` the five rows of
    the last layer with `head_bias`. `centres` gives for each LayerNorm (by name) its
    mean output per channel; the graph keeps activations around them small.
    """

    words: Words
    tensors: Mapping[str, Floats]
    centres: Mapping[str, Floats]
    head: Floats
    head_bias: Floats
    layers: int
    heads: int


@dataclass(slots=True)
class Draft:
    """A graph being written: nodes in order of computation, constants by name."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Add `value` under `name` unless it is there; gives the name back."""
        if name not in self.constants:
            array = np.ascontiguousarray(value)
            self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        *,
        output: str = "",
        domain: str = "",
        **attributes: float,
    ) -> str:
        """Add one computation; gives the name of its output back."""
        name = output or f"{operator}_{len(self.nodes)}"
        node = helper.make_node(operator, list(inputs), [name], name, domain=domain)
        node.attribute.extend(
            map(helper.make_attribute, attributes, attributes.values())
        )
        self.nodes.append(node)
        return name


def draw_graph(weights: Weights) -> ModelProto:
    """The network: `input_ids` (sentences × tokens) → `logits` (sentences × 5)."""
    draft = Draft()
    x, centre = _embed(draft, weights)
    for layer in range(weights.layers):
        x, centre = _layer(draft, weights, f"encoder.layer.{layer}.", (x, centre))
    _score(draft, weights, x, centre)
    ids = helper.make_tensor_value_info(
        "input_ids", TensorProto.INT64, ["sentences", "tokens"]
    )
    logits = helper.make_tensor_value_info(
        "logits", TensorProto.FLOAT, ["sentences", len(weights.head)]
    )
    graph = helper.make_graph(
        draft.nodes, "detente", [ids], [logits], list(draft.constants.values())
    )
    versions = [helper.make_opsetid("", 21), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=10)


def _embed(draft: Draft, weights: Weights) -> tuple[str, Floats]:
    """Word plus position vectors, normalised: one row per token of the batch."""
    tensors = weights.tensors
    positions = tensors["embeddings.position_embeddings.weight"]
    positions = positions + tensors["embeddings.token_type_embeddings.weight"][0]
    words = draft.constant("words", weights.words.packed)
    half = draft.constant("word_scales", weights.words.scales)
    scales = draft.node("Cast", [half], to=TensorProto.FLOAT)
    x = draft.node(
        "GatherBlockQuantized",
        [words, "input_ids", scales],
        domain=CONTRIB,
        bits=4,
        block_size=positions.shape[1] // weights.words.scales.shape[1],
        gather_axis=0,
        quantize_axis=1,
    )
    length = draft.node("Shape", ["input_ids"], start=1, end=2)
    start = draft.constant("start", np.array([0]))
    places = draft.constant("positions", positions)
    x = draft.node("Add", [x, draft.node("Slice", [places, start, length])])
    gain, shift, centre = _norm(draft, weights, "embeddings.LayerNorm")
    x = draft.node("LayerNormalization", [x, gain, shift], axis=-1, epsilon=EPSILON)
    width = positions.shape[1]
    x = draft.node("Reshape", [x, draft.constant("rows", np.array([-1, width]))])
    sizes = draft.node("Shape", ["input_ids"])
    last = draft.constant("width", np.array([width]))
    draft.node("Concat", [sizes, last], output="shape", axis=0)
    middle = draft.constant("middle", np.array(128, np.uint8))
    count = draft.node("Shape", [x], start=0, end=1)
    draft.node("Expand", [middle, count], output="middles")
    draft.node(
        "Expand",
        [draft.constant("zero", np.array(0, np.uint8)), count],
        output="zeros",
    )
    return x, centre


def _layer(
    draft: Draft, weights: Weights, layer: str, before: tuple[str, Floats]
) -> tuple[str, Floats]:
    """One encoder layer; its input and output lie around their centres."""
    x, centre = before
    context = _attend(draft, weights, layer, before)
    attended = _linear(
        draft, weights, layer + "attention.output.dense", _quantise(draft, context)
    )
    x, centre = _add_and_norm(
        draft,
        weights,
        (attended, weights.tensors[layer + "attention.output.dense.bias"]),
        (x, centre, layer + "attention.output.LayerNorm"),
    )
    name = layer + "intermediate.dense"
    inner = _linear(draft, weights, name, _quantise(draft, x))
    bias = weights.tensors[name + ".bias"] + _seen(weights, name) @ centre
    inner = draft.node(
        "BiasGelu", [inner, draft.constant(name + ".bias", bias)], domain=CONTRIB
    )
    name = layer + "output.dense"
    outer = _linear(draft, weights, name, _quantise_gelu(draft, inner))
    floor = _seen(weights, name).sum(axis=1) * np.float32(GELU_FLOOR)
    return _add_and_norm(
        draft,
        weights,
        (outer, weights.tensors[name + ".bias"] - floor),
        (x, centre, layer + "output.LayerNorm"),
    )


def _attend(
    draft: Draft, weights: Weights, layer: str, before: tuple[str, Floats]
) -> str:
    x, centre = before
    rows = _quantise(draft, x)
    parts, biases = [], []
    for part in ("query", "key", "value"):
        name = f"{layer}attention.self.{part}"
        projected = _linear(draft, weights, name, rows)
        parts.append(draft.node("Reshape", [projected, "shape"]))
        biases.append(weights.tensors[name + ".bias"] + _seen(weights, name) @ centre)
    bias = draft.constant(layer + "attention.bias", np.concatenate(biases))
    context = draft.node(
        "MultiHeadAttention", [*parts, bias], domain=CONTRIB, num_heads=weights.heads
    )
    return draft.node("Reshape", [context, "rows"])


def _add_and_norm(
    draft: Draft,
    weights: Weights,
    branch: tuple[str, Floats],
    trunk: tuple[str, Floats, str],
) -> tuple[str, Floats]:
    """LayerNorm of the sum of both; what was taken off the trunk returns as bias."""
    x, centre, name = trunk
    gain, shift, new_centre = _norm(draft, weights, name)
    bias = draft.constant(name + ".sum", branch[1] + centre)
    total = draft.node("Add", [draft.node("Add", [branch[0], bias]), x])
    inputs = [total, gain, shift]
    normal = draft.node("LayerNormalization", inputs, axis=-1, epsilon=EPSILON)
    return normal, new_centre


def _norm(draft: Draft, weights: Weights, name: str) -> tuple[str, str, Floats]:
    """Gain, shift less the centre, and the centre."""
    centre = weights.centres[name]
    shift = weights.tensors[name + ".bias"] - centre
    return (
        draft.constant(name + ".gain", weights.tensors[name + ".weight"]),
        draft.constant(name + ".shift", shift),
        centre,
    )


def _quantise(draft: Draft, x: str) -> tuple[str, str, str]:
    """Each row in unsigned bytes around 128, its scale, and that zero point."""
    across = draft.constant("across", np.array([1]))
    lowest = draft.node("ReduceMin", [x, across], keepdims=1)
    highest = draft.node("ReduceMax", [x, across], keepdims=1)
    largest = draft.node("Max", [highest, draft.node("Neg", [lowest])])
    step = draft.constant("step", np.array([1 / 127], np.float32))
    scale = draft.node("Mul", [largest, step])
    return _to_bytes(draft, x, scale, "middles"), scale, "middle"


def _quantise_gelu(draft: Draft, x: str) -> tuple[str, str, str]:
    """The same for what GELU gives, with its floor at 0: one bit more."""
    floor = draft.constant("gelu_floor", np.array([GELU_FLOOR], np.float32))
    raised = draft.node("Add", [x, floor])
    across = draft.constant("across", np.array([1]))
    highest = draft.node("ReduceMax", [raised, across], keepdims=1)
    step = draft.constant("gelu_step", np.array([1 / 255], np.float32))
    scale = draft.node("Mul", [highest, step])
    return _to_bytes(draft, raised, scale, "zeros"), scale, "zero"


def _to_bytes(draft: Draft, x: str, scale: str, zeros: str) -> str:
    flat = draft.node("Reshape", [scale, draft.constant("flat", np.array([-1]))])
    return draft.node("QuantizeLinear", [x, flat, zeros], axis=0)


def _linear(
    draft: Draft, weights: Weights, name: str, rows: tuple[str, str, str]
) -> str:
    """The matrix product without its bias, in integers until the last step."""
    values, scales = quantise_weight(weights.tensors[name + ".weight"])
    one = draft.constant("one", np.array(1, np.float32))
    product = draft.node(
        "MatMulIntegerToFloat",
        [
            rows[0],
            draft.constant(name + ".values", values.T),
            one,
            draft.constant(name + ".scales", scales),
            rows[2],
        ],
        domain=CONTRIB,
    )
    return draft.node("Mul", [product, rows[1]])


def quantise_weight(weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """A matrix (outputs × inputs) in whole steps, and each output's step."""
    scales = np.abs(weight).max(axis=1) / np.float32(WEIGHT_STEPS)
    return np.rint(weight / scales[:, None]).astype(np.int8), scales


def _seen(weights: Weights, name: str) -> Floats:
    """The matrix as the integer product sees it."""
    values, scales = quantise_weight(weights.tensors[name + ".weight"])
    return np.asarray(values * scales[:, None], dtype=np.float32)


def _score(draft: Draft, weights: Weights, x: str, centre: Floats) -> None:
    """Mean over the tokens, then the head.

    Both are sums that run alike for one sentence and for many: a mean along the middle
    axis, or one matrix product for all, takes another path for a single sentence and
    gives other last digits.
    """
    x = draft.node("Reshape", [x, "shape"])
    second = draft.constant("second", np.array([1]))
    shape = draft.node("Shape", [draft.node("Unsqueeze", ["input_ids", second])])
    one = draft.constant("one", np.array(1, np.float32))
    total = draft.node("MatMul", [draft.node("Expand", [one, shape]), x])
    length = draft.node("Shape", ["input_ids"], start=1, end=2)
    tokens = draft.node("Cast", [length], to=TensorProto.FLOAT)
    mean = draft.node("Div", [total, tokens])
    last = draft.constant("last", np.array([2]))
    head = draft.constant("head", weights.head[None])
    logits = draft.node(
        "ReduceSum", [draft.node("Mul", [mean, head]), last], keepdims=0
    )
    bias = draft.constant("head_bias", weights.head_bias + weights.head @ centre)
    draft.node("Add", [logits, bias], output="logits")
