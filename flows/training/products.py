"""The two ways to multiply: in integers, and in float32 by standard operators alone."""

from typing import NamedTuple, Protocol

import numpy as np
from onnx import TensorProto

from flows.training.draft import CONTRIB, Draft


class Rows(NamedTuple):
    """Activations (tokens × channels) ready for a product.

    In integers `scale` is the step of all rows or of each, and `zero` the byte that
    stands for zero; in float32 both are empty.
    """

    values: str
    scale: str = ""
    zero: str = ""


class Products(Protocol):
    """How a graph looks up words and multiplies by matrices."""

    def words(self, draft: Draft) -> str:
        """The word vectors of `input_ids`."""
        ...

    def rows(self, draft: Draft, name: str, x: str) -> Rows:
        """Activations made ready for the matrices that are called `name`."""
        ...

    def product(self, draft: Draft, name: str, rows: Rows) -> str:
        """The product with the matrix called `name`, plus its bias if it has one."""
        ...


class IntegerProducts:
    """Activations in bytes: by one step for all tokens, or one for each after GELU.

    Steps are never taken from a whole batch, as onnxruntime's dynamic quantisation
    does: that would make a sentence's score depend on what else is in its batch.
    """

    def words(self, draft: Draft) -> str:
        """Look up in the 4-bit blocks as they are stored."""
        packed, half = draft.array("words.packed"), draft.array("words.scales")
        scales = draft.node("Cast", [half], to=TensorProto.FLOAT)
        return draft.node(
            "GatherBlockQuantized",
            [packed, "input_ids", scales],
            domain=CONTRIB,
            bits=4,
            block_size=_block_size(draft),
            gather_axis=0,
            quantize_axis=1,
        )

    def rows(self, draft: Draft, name: str, x: str) -> Rows:
        """Unsigned bytes."""
        if name + ".least" in draft.stored:
            return self._own_steps(draft, name, x)
        zero = draft.constant("middle", np.array(128, np.uint8))
        step = draft.array(name + ".step")
        inputs = [_multiply(draft, name, x), step, zero]
        return Rows(draft.node("QuantizeLinear", inputs), step, zero)

    def product(self, draft: Draft, name: str, rows: Rows) -> str:
        """In integers until the last step."""
        matrix, scales = draft.array(name + ".values"), draft.array(name + ".scales")
        one = draft.constant("one", np.array(1, np.float32))
        own = name + ".least" in draft.stored
        step = one if own else rows.scale
        inputs = [rows.values, matrix, step, scales, rows.zero]
        bias = name + ".bias"
        if not own and bias in draft.stored:
            inputs += ["", draft.array(bias)]
        product = draft.node("MatMulIntegerToFloat", inputs, domain=CONTRIB)
        if not own:
            return product
        scaled = draft.node("Mul", [product, rows.scale])
        return draft.node("Add", [scaled, draft.array(bias)])

    def _own_steps(self, draft: Draft, name: str, x: str) -> Rows:
        across = draft.constant("across", np.array([1]))
        zero, least = draft.array(name + ".zero"), draft.array(name + ".least")
        highest = draft.node("ReduceMax", [x, across], keepdims=1)
        highest = draft.node("Max", [highest, least])
        share = draft.node("Cast", [zero], to=TensorProto.FLOAT)
        most = draft.constant("most", np.array(255, np.float32))
        scale = draft.node("Div", [highest, draft.node("Sub", [most, share])])
        flat = draft.node("Reshape", [scale, draft.constant("flat", np.array([-1]))])
        zeros = draft.node("Expand", [zero, draft.node("Shape", [flat])])
        values = draft.node("QuantizeLinear", [x, flat, zeros], axis=0)
        return Rows(values, scale, zero)


class FloatProducts:
    """The same weights as float32 numbers, made once when the graph is opened."""

    def words(self, draft: Draft) -> str:
        """Look up bytes, part them, and scale what they hold."""
        axis, blocks = draft.constant("last", np.array([-1])), _block_size(draft)
        pairs = draft.node("Gather", [draft.array("words.packed"), "input_ids"])
        low = draft.constant("low", np.array(15, np.uint8))
        half = draft.constant("half", np.array(4, np.uint8))
        values = [
            draft.node("Unsqueeze", [nibbles, axis])
            for nibbles in (
                draft.node("BitwiseAnd", [pairs, low]),
                draft.node("BitShift", [pairs, half], direction="RIGHT"),
            )
        ]
        whole = draft.node("Concat", values, axis=-1)
        numbers = draft.node("Cast", [whole], to=TensorProto.FLOAT)
        eight = draft.constant("eight", np.array(8, np.float32))
        lowered = draft.node("Sub", [numbers, eight])
        shape = draft.constant("blocks", np.array([0, 0, -1, blocks]))
        scales = draft.node("Gather", [draft.array("words.scales"), "input_ids"])
        wide = draft.node("Cast", [scales], to=TensorProto.FLOAT)
        width = draft.constant("words_shape", np.array([0, 0, -1]))
        scaled = draft.node(
            "Mul",
            [
                draft.node("Reshape", [lowered, shape]),
                draft.node("Unsqueeze", [wide, axis]),
            ],
        )
        return draft.node("Reshape", [scaled, width])

    def rows(self, draft: Draft, name: str, x: str) -> Rows:
        """The activations by their factors."""
        return Rows(_multiply(draft, name, x))

    def product(self, draft: Draft, name: str, rows: Rows) -> str:
        """In float32."""
        values, scales = draft.array(name + ".values"), draft.array(name + ".scales")
        numbers = draft.node("Cast", [values], to=TensorProto.FLOAT)
        matrix = draft.node("Mul", [numbers, scales])
        product = draft.node("MatMul", [rows.values, matrix])
        if name + ".bias" not in draft.stored:
            return product
        return draft.node("Add", [product, draft.array(name + ".bias")])


def _multiply(draft: Draft, name: str, x: str) -> str:
    if name + ".factors" not in draft.stored:
        return x
    return draft.node("Mul", [x, draft.array(name + ".factors")])


def _block_size(draft: Draft) -> int:
    """How many values of a word vector share a scale."""
    bytes_, scales = draft.stored["words.packed"], draft.stored["words.scales"]
    return 2 * bytes_.shape[1] // scales.shape[1]
