"""A checkpoint's towers to the pack's files, each checked against torch's own output."""

from __future__ import annotations

import copy
import warnings
from pathlib import Path

import torch

from photosearch.arrays import Float32Array, Int64Array, UInt8Array
from photosearch.encoders.torch_runtime import PROGRAM_FILE
from photosearch.errors import ModelError
from photosearch.models.checks import EXACT, GOOD
from photosearch.models.families import Checkpoint
from photosearch.models.onnx_export import export_graph
from photosearch.models.onnx_graphs import least_cosine, quantise, run_graph


def export_image(
    checkpoint: Checkpoint, folder: Path, pixels: UInt8Array, may_quantise: bool
) -> str:
    """Write ``image.onnx``; return its precision."""
    tensor = torch.from_numpy(pixels)
    with torch.inference_mode():
        wanted = checkpoint.image(tensor).numpy()
    path = folder / "image.onnx"
    export_graph(checkpoint.image, {"pixels": tensor}, ("embedding",), {"pixels": {0: "n"}}, path)
    return _checked(path, {"pixels": pixels}, wanted, may_quantise)


def export_text(
    checkpoint: Checkpoint, folder: Path, ids: Int64Array, mask: Int64Array, may_quantise: bool
) -> str:
    """Write ``text.onnx``; return its precision."""
    feeds = {"input_ids": ids}
    if checkpoint.takes_mask:
        feeds["attention_mask"] = mask
    tensors = {name: torch.from_numpy(value) for name, value in feeds.items()}
    with torch.inference_mode():
        wanted = checkpoint.text(*tensors.values()).numpy()
    axes = {0: "n", 1: "t"} if checkpoint.takes_mask else {0: "n"}
    path = folder / "text.onnx"
    export_graph(checkpoint.text, tensors, ("embedding",), dict.fromkeys(tensors, axes), path)
    return _checked(path, feeds, wanted, may_quantise)


def export_program(checkpoint: Checkpoint, folder: Path, pixels: UInt8Array) -> None:
    """Write ``image.pt2``, the image tower in half precision, for a GPU."""
    tower = copy.deepcopy(checkpoint.image).half()
    batch = torch.export.Dim("n", min=1, max=4096)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        program = torch.export.export(
            tower, (torch.from_numpy(pixels),), dynamic_shapes=({0: batch},)
        )
        torch.export.save(program, folder / PROGRAM_FILE)


def _checked(
    path: Path,
    feeds: dict[str, UInt8Array] | dict[str, Int64Array],
    wanted: Float32Array,
    may_quantise: bool,
) -> str:
    reached = least_cosine(run_graph(path, feeds, "embedding"), wanted)
    if reached < EXACT:
        raise ModelError("export_differs", stem=path.stem, reached=f"{reached:.3f}")
    if not may_quantise:
        return "fp32"
    small = path.with_suffix(".int8.onnx")
    quantise(path, small)
    if least_cosine(run_graph(small, feeds, "embedding"), wanted) >= GOOD:
        small.replace(path)
        return "int8"
    small.unlink()
    return "fp32"
