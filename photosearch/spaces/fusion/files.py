"""A pack's fuser, read from its ``fusion.npz``.

The arrays that stand in the file tell which it is: ``text_basis``, ``usual`` and ``text_weight``
make the block-diagonal one, ``gate`` and ``bias`` beside them the gated one, ``words`` and
``cross`` instead of the weight the learned one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.errors import ModelError
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.fusion.gated import GatedFuser
from photosearch.spaces.fusion.learned import LearnedFuser
from photosearch.spaces.fusion.text_features import TextFeatures

FUSION_FILE: Final = "fusion.npz"


def load_fuser(pack_folder: Path, builtin_folder: Path, image_dimensions: int) -> Fuser:
    """Return the fuser of a pack, or the built-in's weights for a pack that has none.

    A fuser that was learned for other pictures doesn't fit: then only its weighing of words is
    taken over, block-diagonal.

    Raises:
        ModelError: its file is missing or broken.
    """
    own = pack_folder / FUSION_FILE
    if own.exists():
        return read_fuser(own, image_dimensions)
    weights = _read(builtin_folder / FUSION_FILE)
    return BlockDiagonalFuser(image_dimensions, _features(weights), _text_weight(weights))


def read_fuser(path: Path, image_dimensions: int) -> Fuser:
    """Return the fuser of a file.

    Raises:
        ModelError: it can't be read.
    """
    weights = _read(path)
    features = _features(weights)
    if "cross" in weights:
        return LearnedFuser(features, weights["words"], weights["cross"])
    weight = _text_weight(weights)
    if "gate" in weights:
        gate, bias = weights["gate"], float(weights["bias"])
        return GatedFuser(image_dimensions, features, weight, gate, bias)
    return BlockDiagonalFuser(image_dimensions, features, weight)


def write_fuser(path: Path, weights: Mapping[str, Float32Array | float]) -> None:
    """Write a fuser's weights by their names, arrays in 16 bits."""
    stored: dict[str, Any] = {
        name: np.asarray(value, np.float16 if np.ndim(value) else np.float32)
        for name, value in weights.items()
    }
    np.savez(path, **stored)


def copy_fuser(source: Path, target: Path) -> None:
    """Copy a fuser for the same words and other pictures.

    Of one that was learned for its pictures only the weighing of words is kept, block-diagonal.

    Raises:
        ModelError: it can't be read.
    """
    weights = _read(source)
    if "cross" not in weights:
        shutil.copyfile(source, target)
        return
    kept: dict[str, Float32Array | float] = {
        "text_basis": weights["text_basis"],
        "usual": float(weights["usual"]),
        "text_weight": _text_weight(weights),
    }
    write_fuser(target, kept)


def _read(path: Path) -> dict[str, Float32Array]:
    try:
        with np.load(path) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        if not {"text_basis", "usual"} <= weights.keys():
            raise KeyError("text_basis")
    except (OSError, KeyError, ValueError) as error:
        raise ModelError("pack_file_not_read_2", path=path, error=error) from error
    return weights


def _features(weights: dict[str, Float32Array]) -> TextFeatures:
    return TextFeatures(weights["text_basis"], float(weights["usual"]))


def _text_weight(weights: dict[str, Float32Array]) -> float:
    """Return the weight of words; that of a learned W is its words' stretch."""
    if "text_weight" in weights:
        return float(weights["text_weight"])
    return float(np.mean(weights["words"][:-1, :-1] ** 2) * (len(weights["words"]) - 1))
