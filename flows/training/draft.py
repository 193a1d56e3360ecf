"""An ONNX graph being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from flows.training.stored import Stored

CONTRIB = "com.microsoft"
OPSET = 23
KINDS = {
    "F32": TensorProto.FLOAT,
    "F16": TensorProto.FLOAT16,
    "I8": TensorProto.INT8,
    "U8": TensorProto.UINT8,
}


@dataclass(slots=True)
class Draft:
    """Nodes in order of computation, and the constants that they use, by name.

    `stored` are arrays in files beside the graph; those that are asked for get an
    entry in `constants` that points there.
    """

    stored: Mapping[str, Stored]
    nodes: list[NodeProto] = field(default_factory=list)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Add a small `value` under `name` unless it is there; gives the name back."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(value, name)
        return name

    def array(self, name: str) -> str:
        """Point to a stored array; gives its name back."""
        place = self.stored[name]
        tensor = TensorProto(
            name=name,
            dims=place.shape,
            data_type=KINDS[place.kind],
            data_location=TensorProto.EXTERNAL,
        )
        entries = {"location": place.file, "offset": place.offset, "length": place.size}
        for key, value in entries.items():
            tensor.external_data.add(key=key, value=str(value))
        self.constants[name] = tensor
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        *,
        output: str = "",
        domain: str = "",
        **attributes: float | str | Sequence[int],
    ) -> str:
        """Add one computation; gives the name of its output back."""
        name = output or f"{operator}_{len(self.nodes)}"
        node = helper.make_node(operator, list(inputs), [name], name, domain=domain)
        node.attribute.extend(
            map(helper.make_attribute, attributes, attributes.values())
        )
        self.nodes.append(node)
        return name

    def finish(self, outputs: int) -> ModelProto:
        """The model: `input_ids` (sentences × tokens) → `logits` (sentences × n)."""
        ids = helper.make_tensor_value_info(
            "input_ids", TensorProto.INT64, ["sentences", "tokens"]
        )
        logits = helper.make_tensor_value_info(
            "logits", TensorProto.FLOAT, ["sentences", outputs]
        )
        graph = helper.make_graph(
            self.nodes, "detente", [ids], [logits], list(self.constants.values())
        )
        domains = sorted({"", *(node.domain for node in self.nodes)})
        versions = [helper.make_opsetid(one, 1 if one else OPSET) for one in domains]
        return helper.make_model(graph, opset_imports=versions, ir_version=11)
