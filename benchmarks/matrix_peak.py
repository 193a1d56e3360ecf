"""How many operations per second onnxruntime reaches in integer matrix products.

    python benchmarks/matrix_peak.py [--threads 2] [--seconds 1]

Prints one JSON object. Each thread multiplies 512 rows of bytes by the four shapes of
matrix in a layer of width 384, each as often as a layer has it, and nothing else.
"""

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROWS = 512
SHAPES = [*[(384, 384)] * 4, (384, 1536), (1536, 384)]
OPERATIONS = sum(2 * ROWS * inputs * outputs for inputs, outputs in SHAPES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1)
    given = parser.parse_args()
    session = open_products()
    draw = np.random.default_rng(1)
    feed = {
        f"rows_{inputs}": draw.integers(0, 256, (ROWS, inputs), dtype=np.uint8)
        for inputs in (384, 1536)
    }

    def best(_: int) -> float:
        fastest, until = float("inf"), time.perf_counter() + given.seconds
        while (started := time.perf_counter()) < until:
            session.run(None, feed)
            fastest = min(fastest, time.perf_counter() - started)
        return OPERATIONS / fastest

    with ThreadPoolExecutor(given.threads) as pool:
        total = sum(pool.map(best, range(given.threads)))
    figures = {
        "threads": given.threads,
        "giga_operations_per_second": round(total / 1e9),
    }
    print(json.dumps(figures))


def open_products() -> onnxruntime.InferenceSession:
    draw = np.random.default_rng(1)
    nodes, matrices = [], []
    for number, (inputs, outputs) in enumerate(SHAPES):
        values = draw.integers(-64, 65, (inputs, outputs), dtype=np.int8)
        matrices.append(numpy_helper.from_array(values, f"matrix_{number}"))
        names = [f"rows_{inputs}", f"matrix_{number}", "zero"]
        nodes.append(helper.make_node("MatMulInteger", names, [f"product_{number}"]))
        # The product is asked for in one place only: copying it out is no work of ours.
        corner = [f"product_{number}", "start", "end"]
        nodes.append(helper.make_node("Slice", corner, [f"corner_{number}"]))
    constants = {
        "zero": np.array(128, np.uint8),
        "start": np.array([0, 0]),
        "end": np.array([1, 1]),
    }
    matrices += [
        numpy_helper.from_array(value, name) for name, value in constants.items()
    ]
    graph = helper.make_graph(
        nodes,
        "products",
        [
            helper.make_tensor_value_info(
                f"rows_{inputs}", TensorProto.UINT8, [ROWS, inputs]
            )
            for inputs in (384, 1536)
        ],
        [
            helper.make_tensor_value_info(f"corner_{number}", TensorProto.INT32, [1, 1])
            for number in range(len(SHAPES))
        ],
        matrices,
    )
    versions = [helper.make_opsetid("", 21)]
    model = helper.make_model(graph, opset_imports=versions, ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


if __name__ == "__main__":
    main()
