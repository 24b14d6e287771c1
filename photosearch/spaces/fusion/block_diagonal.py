"""The block-diagonal W: each part keeps to itself."""

from __future__ import annotations

import hashlib
from functools import cached_property

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.fusion.text_features import TextFeatures


class BlockDiagonalFuser(Fuser):
    """W = [[√w·I, 0], [0, I]]: the picture is kept whole, the words weigh ``text_weight`` w."""

    def __init__(self, image_dimensions: int, features: TextFeatures, text_weight: float) -> None:
        super().__init__(features, image_dimensions)
        self._root = np.sqrt(np.float32(text_weight))

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits of the weights that photos are fused with."""
        digest = hashlib.sha256(self._features.basis.tobytes())
        digest.update(self._root.tobytes() + str(self._image_dimensions).encode())
        return digest.hexdigest()[:16]

    def fuse(self, text: Float32Array, image: Float32Array) -> Float32Array:
        """Return Float32[n, t + d]."""
        return np.concatenate([self._root * text, image], axis=1)

    def query(self, embedding: Float32Array, sentence: Float32Array | None) -> Float32Array:
        """Return Float32[t + d]."""
        features = self._features.of_query(sentence)
        text = self._root * self.gate(features) * features
        return np.concatenate([text, embedding]).astype(np.float32)

    def gate(self, features: Float32Array) -> np.float32:
        """Return how much words count for a query of these text features: for all alike."""
        return np.float32(1)

    def split(self, query: Float32Array, fused: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return Float32[n] of words and Float32[n] of pictures; their sum is the score."""
        cut = self.text_dimensions
        return fused[:, :cut] @ query[:cut], fused[:, cut:] @ query[cut:]

    def cosines(self, query: Float32Array, words: Float32Array) -> Float32Array:
        """Return Float32[n]; zeros where there are no words."""
        length = np.linalg.norm(query[: self.text_dimensions - 1])
        if not length:
            return np.zeros_like(words)
        found: Float32Array = words / (length * self._root) + self._features.usual
        return np.where(words == 0, np.float32(0), found)
