"""A tiny pack that sees the colours of a photo's halves, made node by node, and such photos."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from tokenizers import Tokenizer, models, pre_tokenizers

from photosearch.encoders.packs import Pack, TextInput, write_pack
from photosearch.types import Preprocessing

COLOURS = {
    "black": (0, 0, 0), "red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "purple": (255, 0, 255), "cyan": (0, 255, 255),
    "white": (255, 255, 255),
}  # fmt: skip
SEEN = [*product(COLOURS, COLOURS)]
EDGE = 8


def write_halves_pack(folder: Path, angle: float) -> None:
    """Make a pack whose words mean colours on the left and right, turned by an angle."""
    folder.mkdir(parents=True)
    words = [f"{side}{name}" for side in ("left", "right") for name in COLOURS]
    vocabulary = {"[PAD]": 0, "[UNK]": 1, **{word: row for row, word in enumerate(words, 2)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_image_graph(folder / "image.onnx")
    _write_text_graph(folder / "text.onnx", _meanings(angle))
    pack = Pack(
        id=folder.name,
        name="Halves",
        languages=("en",),
        dimensions=6,
        image=Preprocessing(size=(EDGE, EDGE)),
        text=TextInput(context_length=8),
    )
    write_pack(folder, pack)


def paint_halves(folder: Path) -> Path:
    """Write a photo of each pair of colours; return the table of their captions."""
    folder.mkdir()
    lines = []
    for number, (left, right) in enumerate(SEEN):
        picture = Image.new("RGB", (40, 40), COLOURS[left])
        picture.paste(COLOURS[right], (20, 0, 40, 40))
        picture.save(folder / f"{number:04}.png")
        lines += [f"{number:04}.png\tleft{left} right{right}"] * 2
    table = folder.with_suffix(".tsv")
    table.write_text("\n".join(lines))
    return table


def _meanings(angle: float) -> np.ndarray:
    """Return Float32[words, 6]."""
    colours = np.array([*COLOURS.values()]) / 127.5 - 1
    nothing = np.zeros_like(colours)
    rows = np.block([[colours, nothing], [nothing, colours]])
    cosine, sine = np.cos(angle) * np.eye(3), np.sin(angle) * np.eye(3)
    turned = rows @ np.block([[cosine, -sine], [sine, cosine]])
    return np.concatenate([np.zeros((2, 6)), turned]).astype(np.float32)


def _write_image_graph(path: Path) -> None:
    constants = {
        "half": np.array(127.5, np.float32),
        "split": np.array([0, EDGE, 2, EDGE // 2, 3]),
        "axes": np.array([1, 3]),
        "flat": np.array([0, 6]),
    }
    nodes = [
        helper.make_node("Cast", ["pixels"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["float", "half"], ["centred"]),
        helper.make_node("Reshape", ["centred", "split"], ["halves"]),
        helper.make_node("ReduceMean", ["halves", "axes"], ["means"], keepdims=0),
        helper.make_node("Reshape", ["means", "flat"], ["seen"]),
        helper.make_node("LpNormalization", ["seen"], ["embedding"], axis=-1, p=2),
    ]
    pixels = helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["n", EDGE, EDGE, 3])
    _save(path, nodes, [pixels], constants)


def _write_text_graph(path: Path, meanings: np.ndarray) -> None:
    nodes = [
        helper.make_node("Gather", ["meanings", "input_ids"], ["words"]),
        helper.make_node("ReduceSum", ["words", "axes"], ["meant"], keepdims=0),
        helper.make_node("LpNormalization", ["meant"], ["embedding"], axis=-1, p=2),
    ]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])
    _save(path, nodes, [ids], {"meanings": meanings, "axes": np.array([1])})


def _save(
    path: Path,
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    constants: dict[str, np.ndarray],
) -> None:
    embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 6])
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tower", inputs, [embedding], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
