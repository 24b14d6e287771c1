"""Lets a pack's ONNX graph end in one more linear map."""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import helper, numpy_helper

from photosearch.arrays import Float32Array

# Outputs that are of unit length; the others only pass the matrix.
UNIT = frozenset({"embedding"})


def append_linear(
    source: Path, target: Path, matrix: Float32Array, outputs: tuple[str, ...]
) -> None:
    """Write a graph whose outputs are those of another times a matrix.

    The mean of the places of ``spatial``, made unit length, stays the ``embedding``: the map is
    linear, and a length that is lost before it is lost after it too.

    Args:
        source: an ONNX file.
        target: where the new one goes.
        matrix: Float32[d, d].
        outputs: those to map, Float32[..., d] each, of which the graph may lack some; those in UNIT
            are made unit length. The others stay as they are.
    """
    model = onnx.load(str(source))
    graph = model.graph
    name = f"linear_{len(graph.node)}"  # the graph grows each time, so that no name comes twice
    graph.initializer.append(numpy_helper.from_array(matrix, name))
    for output in [value.name for value in graph.output if value.name in outputs]:
        before = f"{output}_{name}"
        _rename(graph, output, before)
        product = f"{before}_product" if output in UNIT else output
        graph.node.append(helper.make_node("MatMul", [before, name], [product]))
        if output in UNIT:
            unit = helper.make_node("LpNormalization", [product], [output], axis=-1, p=2)
            graph.node.append(unit)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    """Rename a value inside; the graph's output of that name waits for another."""
    for node in graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
        node.output[:] = [new if name == old else name for name in node.output]
    for value in graph.value_info:
        if value.name == old:
            value.name = new
