"""Torch modules to ONNX graphs, and smaller weights for those of training."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from photosearch.arrays import Float32Array

OPSET = 18
# Weights of fewer numbers than this stay as they are.
SMALL = 256
_FINAL = "_final"


class RowInt8Embedding(nn.Module):
    """An embedding table in 8 bits, each row with its own scale: a quarter of the size."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of Int64[...] ids, Float[..., d]."""
        rows, scale = self.get_buffer("rows"), self.get_buffer("scale")
        embedded: Tensor = rows[ids].to(scale.dtype) * scale[ids]
        return embedded


def export_graph(
    module: nn.Module,
    examples: Mapping[str, Tensor],
    outputs: Sequence[str],
    dynamic: Mapping[str, Mapping[int, str]],
    path: Path,
) -> None:
    """Write a module as one ONNX file.

    Args:
        module: takes the examples in their order; returns the outputs in theirs.
        examples: name and an example of each input.
        outputs: their names.
        dynamic: for each input the names of the dimensions that may vary.
        path: where to.
    """
    module.eval()
    names = {name for axes in dynamic.values() for name in axes.values()}
    dims = {name: torch.export.Dim(name, min=1, max=4096) for name in names}
    shapes = tuple(
        {axis: dims[name] for axis, name in dynamic.get(given, {}).items()} for given in examples
    )
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        quiet = logging.getLogger("torch.onnx")
        level = quiet.level
        quiet.setLevel(logging.ERROR)
        try:
            torch.onnx.export(
                module,
                tuple(examples.values()),
                str(path),
                input_names=list(examples),
                output_names=[f"{name}{_FINAL}" for name in outputs],
                dynamic_shapes=shapes,
                opset_version=OPSET,
                dynamo=True,
                external_data=False,
                verbose=False,
            )
        finally:
            quiet.setLevel(level)
    _name_outputs(path, outputs)


def _name_outputs(path: Path, outputs: Sequence[str]) -> None:
    """Give the outputs their names; values inside that are called the same step aside."""
    model = onnx.load(str(path))
    renamed = {name: f"{name}_inner" for name in outputs}
    renamed |= {f"{name}{_FINAL}": name for name in outputs}
    for node in model.graph.node:
        node.input[:] = [renamed.get(name, name) for name in node.input]
        node.output[:] = [renamed.get(name, name) for name in node.output]
    graph = model.graph
    for value in (*graph.output, *graph.value_info, *graph.initializer):
        value.name = renamed.get(value.name, value.name)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def store_small(path: Path, narrowing: bool = False) -> None:
    """Keep large float weights in 8 bits with a scale for each output where that will do, or in 16.

    The runtime widens them once, when it loads. ``narrowing`` says that 8 bits will do for
    convolutions that narrow, too, in this network.
    """
    model = onnx.load(str(path))
    graph = model.graph
    nodes = []
    for weight in list(graph.initializer):
        if weight.data_type != onnx.TensorProto.FLOAT or np.prod(weight.dims) < SMALL:
            continue
        name, values = weight.name, numpy_helper.to_array(weight)
        graph.initializer.remove(weight)
        axis = _output_axis(values, narrowing)
        wide = name if axis is None else f"{name}_wide"
        nodes.append(onnx.helper.make_node("Cast", [f"{name}_small"], [wide], to=weight.data_type))
        if axis is None:
            small = values.astype(np.float16)
        else:
            others = tuple(other for other in range(values.ndim) if other != axis)
            scale = np.maximum(np.abs(values).max(others, keepdims=True), 1e-12) / 127
            small = (values / scale).round().astype(np.int8)
            graph.initializer.append(numpy_helper.from_array(scale, f"{name}_scale"))
            nodes.append(onnx.helper.make_node("Mul", [wide, f"{name}_scale"], [name]))
        graph.initializer.append(numpy_helper.from_array(small, f"{name}_small"))
    nodes.extend(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def _output_axis(weight: Float32Array, narrowing: bool) -> int | None:
    """Return the axis of a weight's outputs if 8 bits will do, else None.

    They will for matrices, and for convolutions that widen. What narrows adds up many inputs that
    may differ too much in size for one scale.
    """
    if weight.ndim == 2:
        return int(np.argmin(weight.shape))  # the longer side is the input's
    mixes = weight.ndim == 4 and weight.shape[1] > 1
    return 0 if mixes and (narrowing or weight.shape[0] > weight.shape[1]) else None
