from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto
from torch import Tensor, nn

from photosearch.models.onnx_export import export_graph, store_small
from photosearch.models.onnx_graphs import least_cosine, run_graph


class Layers(nn.Module):
    """One of each kind: widening, depthwise, narrowing, and a matrix at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(8, 64, 1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1, groups=64), nn.ReLU(),
            nn.Conv2d(64, 16, 1), nn.Flatten(), nn.Linear(256, 32),
        )  # fmt: skip

    def forward(self, x: Tensor) -> tuple[Tensor]:
        """Return the last layer's output."""
        return (self.layers(x),)


def test_weights_are_stored_small_where_it_does_no_harm(tmp_path: Path) -> None:
    torch.manual_seed(0)
    path = tmp_path / "graph.onnx"
    x = torch.randn(2, 8, 4, 4)
    export_graph(Layers(), {"x": x}, ("y",), {"x": {0: "n"}}, path)
    whole, size = run_graph(path, {"x": x.numpy()}, "y"), path.stat().st_size
    store_small(path)
    assert path.stat().st_size < 0.5 * size
    assert least_cosine(run_graph(path, {"x": x.numpy()}, "y"), whole) > 0.9999
    stored = {
        tuple(weight.dims): weight.data_type
        for weight in onnx.load(str(path)).graph.initializer
        if np.prod(weight.dims) >= 256
    }
    assert stored.pop((64, 8, 1, 1)) == TensorProto.INT8
    assert stored.pop((64, 1, 3, 3)) == TensorProto.FLOAT16
    assert stored.pop((16, 64, 1, 1)) == TensorProto.FLOAT16
    assert list(stored.values()) == [TensorProto.INT8]  # the matrix, whichever way it lies
