"""Tiny ready-made ONNX exports in the layout of those that Immich uses, made without torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

SIZE = 32
LENGTH = 16
DIMENSIONS = 24
WORDS = ["a", "photo", "of", "dog", "red", "cat", "people", "mountain", "一", "只", "猫"]
# As many as a real vocabulary's first thousands: the table is worth making small.
VOCABULARY = 3_000


@dataclass(frozen=True)
class Export:
    """An export's folder, and the numbers in its graphs."""

    folder: Path
    image: np.ndarray[Any, Any]
    table: np.ndarray[Any, Any]
    text: np.ndarray[Any, Any]


def make_export(
    folder: Path, *, config: dict[str, Any] | None = None, **preprocessing: Any
) -> Export:
    """Write an export; ``config`` are further settings of texts."""
    random = np.random.default_rng(0)
    image = random.normal(size=(3 * 16, DIMENSIONS)).astype(np.float32)
    table = random.normal(size=(VOCABULARY, 32)).astype(np.float32)
    text = random.normal(size=(32, DIMENSIONS)).astype(np.float32)
    for name in ("visual", "textual"):
        (folder / name).mkdir(parents=True)
    _write(folder / "visual/model.onnx", _image_nodes(), [("image", image)], _image_input())
    text_input = helper.make_tensor_value_info("text", TensorProto.INT32, [1, LENGTH])
    weights = [("table", table), ("projection", text)]
    _write(folder / "textual/model.onnx", _text_nodes(), weights, text_input)
    _tokenizer(folder / "textual")
    settings = {"context_length": LENGTH, "vocab_size": VOCABULARY, **(config or {})}
    _json(folder / "config.json", {"embed_dim": DIMENSIONS, "text_cfg": settings})
    colours = {"size": SIZE, "mode": "RGB", "mean": [0.48, 0.45, 0.40], "std": [0.26, 0.26, 0.27]}
    _json(folder / "visual/preprocess_cfg.json", {**colours, **preprocessing})
    return Export(folder, image, table, text)


def _image_input() -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIZE, SIZE])


def _image_nodes() -> list[onnx.NodeProto]:
    return [
        helper.make_node("AveragePool", ["image"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Flatten", ["pooled"], ["flat"], axis=1),
        helper.make_node("MatMul", ["flat", "image_weights"], ["embedding"]),
    ]


def _text_nodes() -> list[onnx.NodeProto]:
    return [
        helper.make_node("Gather", ["table_weights", "text"], ["looked_up"], axis=0),
        helper.make_node("ReduceMean", ["looked_up"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("MatMul", ["mean", "projection_weights"], ["embedding"]),
    ]


def _write(
    path: Path,
    nodes: list[onnx.NodeProto],
    weights: list[tuple[str, np.ndarray[Any, Any]]],
    taken: onnx.ValueInfoProto,
) -> None:
    given = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, DIMENSIONS])
    tensors = [numpy_helper.from_array(values, f"{name}_weights") for name, values in weights]
    graph = helper.make_graph(nodes, "tower", [taken], [given], tensors)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), str(path))


def _tokenizer(folder: Path) -> None:
    tokens = {"<pad>": 0, "<unk>": 1, **{word: n for n, word in enumerate(WORDS, 2)}}
    tokenizer = Tokenizer(models.WordLevel(tokens, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    _json(folder / "tokenizer_config.json", {"pad_token": "<pad>"})


def _json(path: Path, settings: dict[str, Any]) -> None:
    path.write_text(json.dumps(settings), encoding="utf-8")
