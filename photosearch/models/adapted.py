"""A new pack from an old one: its encoders, each followed by a matrix."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np

from photosearch.arrays import Float32Array, unit_length
from photosearch.encoders.packs import PACK_FILE, Pack, read_pack, write_pack
from photosearch.encoders.torch_runtime import PROGRAM_FILE
from photosearch.models.onnx_linear import append_linear
from photosearch.spaces.calibration import CALIBRATION_FILE, read_calibration, write_calibration
from photosearch.spaces.fusion.files import FUSION_FILE, copy_fuser

# What is not simply copied.
_CHANGED = ("image.onnx", "text.onnx", PROGRAM_FILE, FUSION_FILE, CALIBRATION_FILE, PACK_FILE)


def write_adapted_pack(
    source: Path, draft: Path, model_id: str, image: Float32Array, text: Float32Array
) -> Pack:
    """Write a pack whose embeddings are those of another times a matrix, made unit length.

    The sentence output, and so what photos' words mean, stays. A calibration keeps its numbers
    while its words and photos move; a fuser that was learned for the old pictures becomes
    block-diagonal.

    Args:
        source: the folder of a pack of ONNX graphs.
        draft: the new pack's folder, which is made.
        model_id: the new pack's id.
        image: the matrix for images, Float32[d, d].
        text: the matrix for texts, Float32[d, d].

    Returns:
        The sealed pack.

    Raises:
        ModelError: the old pack is broken.
    """
    shutil.copytree(source, draft, ignore=shutil.ignore_patterns(*_CHANGED))
    append_linear(source / "image.onnx", draft / "image.onnx", image, ("embedding", "spatial"))
    append_linear(source / "text.onnx", draft / "text.onnx", text, ("embedding",))
    old = read_pack(source)
    if (source / PROGRAM_FILE).is_file():
        from photosearch.models.torch_linear import append_linear_program

        pixels = np.zeros((2, *old.image.size, 3), np.uint8)
        append_linear_program(source / PROGRAM_FILE, draft / PROGRAM_FILE, image, pixels)
    if (source / FUSION_FILE).is_file():
        copy_fuser(source / FUSION_FILE, draft / FUSION_FILE)
    if calibration := read_calibration(source):
        bank, reference = mapped(calibration.bank, text), mapped(calibration.reference, image)
        write_calibration(draft, replace(calibration, bank=bank, reference=reference))
    new = {"id": model_id, "name": f"{old.name} (adapted)", "source": f"{old.id}, adapted"}
    return write_pack(draft, msgspec.structs.replace(old, **new))


def mapped(rows: Float32Array, matrix: Float32Array) -> Float32Array:
    """Return rows Float32[n, d] times a matrix Float32[d, d], made unit length."""
    return unit_length(rows @ matrix)
