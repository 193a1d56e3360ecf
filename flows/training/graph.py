"""The shipped network as an ONNX graph over stored arrays.

It takes sentences of one length (no padding, no mask) and gives five logits. What
decides about a sentence is computed row by row, so that its score is the same in any
batch. Which products it uses makes its form; everything else is float32.
"""

from itertools import count, takewhile

import numpy as np
from onnx import ModelProto, TensorProto

from flows.training.draft import Draft
from flows.training.products import Products

EPSILON = 1e-12


def draw_graph(draft: Draft, heads: int, products: Products) -> ModelProto:
    """The network: `input_ids` (sentences × tokens) → `logits` (sentences × 5)."""
    x = _embed(draft, products)
    layers = takewhile(
        lambda layer: f"{layer}output.dense.bias" in draft.stored,
        (f"encoder.layer.{number}." for number in count()),
    )
    for layer in layers:
        x = _attend(draft, layer, x, (products, heads))
        x = _feed_forward(draft, layer, x, products)
    _score(draft, x)
    return draft.finish(outputs=draft.stored["head.weight"].shape[1])


def _embed(draft: Draft, products: Products) -> str:
    """Word plus position vectors, normalised: one row per token of the batch."""
    words = products.words(draft)
    length = draft.node("Shape", ["input_ids"], start=1, end=2)
    start = draft.constant("start", np.array([0]))
    places = draft.node("Slice", [draft.array("positions"), start, length])
    width = draft.stored["positions"].shape[1]
    sizes = draft.node("Shape", ["input_ids"])
    last = draft.constant("width", np.array([width]))
    draft.node("Concat", [sizes, last], output="shape", axis=0)
    x = _norm(draft, "embeddings.LayerNorm", draft.node("Add", [words, places]))
    return draft.node("Reshape", [x, draft.constant("rows", np.array([-1, width]))])


def _attend(draft: Draft, layer: str, x: str, how: tuple[Products, int]) -> str:
    products, heads = how
    name = layer + "attention.self"
    rows = products.rows(draft, name, x)
    parts = [
        draft.node(
            "Reshape", [products.product(draft, f"{name}.{part}", rows), "shape"]
        )
        for part in ("query", "key", "value")
    ]
    context = draft.node("Attention", parts, q_num_heads=heads, kv_num_heads=heads)
    flat = draft.node("Reshape", [context, "rows"], output=name)
    return _join(draft, layer + "attention.output", (flat, x), products)


def _feed_forward(draft: Draft, layer: str, x: str, products: Products) -> str:
    name = layer + "intermediate"
    rows = products.rows(draft, name + ".dense", x)
    inner = products.product(draft, name + ".dense", rows)
    gelu = draft.node("Gelu", [inner], output=name)
    return _join(draft, layer + "output", (gelu, x), products)


def _join(draft: Draft, name: str, ways: tuple[str, str], products: Products) -> str:
    """The branch's last product joins the trunk, and their sum is normalised."""
    branch, trunk = ways
    rows = products.rows(draft, name + ".dense", branch)
    product = products.product(draft, name + ".dense", rows)
    return _norm(draft, name + ".LayerNorm", draft.node("Add", [product, trunk]))


def _norm(draft: Draft, name: str, x: str) -> str:
    inputs = [x, draft.array(name + ".gain"), draft.array(name + ".shift")]
    return draft.node(
        "LayerNormalization", inputs, output=name, axis=-1, epsilon=EPSILON
    )


def _score(draft: Draft, x: str) -> None:
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
    mean = draft.node(
        "Div", [total, draft.node("Cast", [length], to=TensorProto.FLOAT)]
    )
    last = draft.constant("channels", np.array([2]))
    weighed = draft.node("Mul", [mean, draft.array("head.weight")])
    logits = draft.node("ReduceSum", [weighed, last], keepdims=0)
    draft.node("Add", [logits, draft.array("head.bias")], output="logits")
