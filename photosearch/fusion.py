"""Fusion: ``fused = W · [f_text; f_image]``, and how a query meets it.

The query is embedded by the same towers, so one inner product with ``fused`` is the score, and it
splits exactly into what the words and what the picture contribute.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.errors import ModelError

FUSION_FILE = "fusion.npz"


class Fuser(Protocol):
    """Joins the features of a photo's words and picture."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever stored fused vectors would no longer fit."""

    @property
    def text_dimensions(self) -> int:
        """The length of the text part."""

    @property
    def dimensions(self) -> int:
        """The length of a fused vector."""

    def text_features(self, sentences: Float32Array) -> Float32Array:
        """Return Float32[n, text_dimensions] of sentence embeddings Float32[n, s]."""

    def fuse(self, text: Float32Array, image: Float32Array) -> Float32Array:
        """Return Float32[n, dimensions]; a zero row of ``text`` means a photo without words."""

    def query(self, embedding: Float32Array, sentence: Float32Array | None) -> Float32Array:
        """Return the query's Float32[dimensions]; without a sentence, words count nothing."""

    def split(self, query: Float32Array, fused: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return what words and picture contribute to each score, Float32[n] each."""


class BlockDiagonalFuser:
    """W = [[√w·B, 0], [0, I]]: the picture is kept whole, the words are taken to fewer dimensions.

    ``B`` is ``text_basis``, Float32[t, s]: the principal directions of sentence embeddings (PCA
    about the origin, so that inner products are kept as well as t dimensions can). ``w`` is
    ``text_weight``: one for the words where the picture has one.
    """

    def __init__(self, image_dimensions: int, text_basis: Float32Array, text_weight: float) -> None:
        self._image_dimensions = image_dimensions
        self._basis = np.ascontiguousarray(text_basis, np.float32)
        self._root = np.float32(np.sqrt(text_weight))

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits of the weights."""
        digest = hashlib.sha256(self._basis.tobytes())
        digest.update(self._root.tobytes() + str(self._image_dimensions).encode())
        return digest.hexdigest()[:16]

    @property
    def text_dimensions(self) -> int:
        """The length of the text part."""
        return len(self._basis)

    @property
    def dimensions(self) -> int:
        """The length of a fused vector: the text part, then the image part."""
        return self.text_dimensions + self._image_dimensions

    def text_features(self, sentences: Float32Array) -> Float32Array:
        """Return Float32[n, t], unit length, of sentence embeddings Float32[n, s]."""
        features = sentences @ self._basis.T
        lengths = np.linalg.norm(features, axis=-1, keepdims=True)
        unit: Float32Array = features / np.maximum(lengths, 1e-12)
        return unit

    def fuse(self, text: Float32Array, image: Float32Array) -> Float32Array:
        """Return Float32[n, t + d]."""
        return np.concatenate([self._root * text, image], axis=1)

    def query(self, embedding: Float32Array, sentence: Float32Array | None) -> Float32Array:
        """Return Float32[t + d]."""
        if sentence is None:
            text = np.zeros(self.text_dimensions, np.float32)
        else:
            text = self._root * self.text_features(sentence[None])[0]
        return np.concatenate([text, embedding]).astype(np.float32)

    def split(self, query: Float32Array, fused: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return Float32[n] of words and Float32[n] of pictures; their sum is the score."""
        cut = self.text_dimensions
        return fused[:, :cut] @ query[:cut], fused[:, cut:] @ query[cut:]


def load_fuser(pack_folder: Path, builtin_folder: Path, image_dimensions: int) -> Fuser:
    """Return the fuser of a pack, or the built-in one's weights for a pack that has none.

    Raises:
        ModelError: its file is missing or broken.
    """
    path = pack_folder / FUSION_FILE
    if not path.exists():
        path = builtin_folder / FUSION_FILE
    try:
        with np.load(path) as weights:
            basis, weight = weights["text_basis"], float(weights["text_weight"])
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path} can't be read ({error}).", "Install photosearch again."
        ) from error
    return BlockDiagonalFuser(image_dimensions, basis, weight)


def write_block_diagonal(path: Path, text_basis: Float32Array, text_weight: float) -> None:
    """Write a block-diagonal fuser's weights."""
    np.savez(path, text_basis=text_basis.astype(np.float16), text_weight=np.float32(text_weight))
