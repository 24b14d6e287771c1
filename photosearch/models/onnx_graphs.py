"""ONNX graphs without torch: smaller weights, and the check that nothing was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from photosearch.arrays import Float32Array
from photosearch.encoders.runtime import onnxruntime
from photosearch.errors import ModelError

# A table of fewer rows than this is no token table.
ROWS = 1_000


def quantise(source: Path, target: Path) -> None:
    """Write the graph with 8-bit weights in its matrix products and in its token table.

    What goes into a product is quantised as it comes.

    ``reduce_range`` keeps to 7 bits: without it, processors that have AVX2 but not VNNI saturate.
    """
    onnxruntime()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    try:
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target),
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        _quantise_tables(target)
    finally:
        prepared.unlink(missing_ok=True)


def _quantise_tables(path: Path) -> None:
    """Keep tables that ids are looked up in in 8 bits, with a scale for each row.

    In a pack of CLIP or SigLIP 2, more than half of all weighs the token table.
    """
    model = onnx.load(str(path))
    graph = model.graph
    weights = {weight.name: weight for weight in graph.initializer}
    used = [name for node in graph.node for name in node.input]
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        table = weights.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or not _is_token_table(table, node) or used.count(table.name) > 1:
            nodes.append(node)
            continue
        nodes.extend(_small_lookup(graph, table, node))
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def _is_token_table(table: onnx.TensorProto, node: onnx.NodeProto) -> bool:
    axes = [attribute.i for attribute in node.attribute if attribute.name == "axis"]
    is_float = table.data_type == onnx.TensorProto.FLOAT
    return is_float and len(table.dims) == 2 and table.dims[0] >= ROWS and axes in ([], [0])


def _small_lookup(
    graph: onnx.GraphProto, table: onnx.TensorProto, node: onnx.NodeProto
) -> list[onnx.NodeProto]:
    """Return the nodes that stand for a look-up, and put the small table in place of the large."""
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-12) / 127
    name, ids, found = table.name, node.input[1], node.output[0]
    graph.initializer.remove(table)
    graph.initializer.append(
        numpy_helper.from_array((values / scale).round().astype(np.int8), f"{name}_rows")
    )
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
    make = onnx.helper.make_node
    return [
        make("Gather", [f"{name}_rows", ids], [f"{found}_small"], axis=0),
        make("Cast", [f"{found}_small"], [f"{found}_wide"], to=onnx.TensorProto.FLOAT),
        make("Gather", [f"{name}_scale", ids], [f"{found}_scale"], axis=0),
        make("Mul", [f"{found}_wide", f"{found}_scale"], [found]),
    ]


def run_graph(path: Path, feeds: Mapping[str, Any], output: str) -> Float32Array:
    """Return one output of a graph."""
    result: Float32Array = _session(path).run([output], dict(feeds))[0]
    return result


def run_graph_each(path: Path, feeds: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return a graph's first output of each of some feeds."""
    session = _session(path)
    output = session.get_outputs()[0].name
    return [session.run([output], dict(feed))[0] for feed in feeds]


def _session(path: Path) -> Any:
    try:
        return onnxruntime().InferenceSession(str(path), providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no type
        raise ModelError("not_run", name=path.name, error=error) from error


def least_cosine(one: Float32Array, other: Float32Array) -> float:
    """Return the smallest cosine between rows Float32[n, d] that should be alike."""
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    return float(((one * other).sum(-1) / np.maximum(lengths, 1e-12)).min())
