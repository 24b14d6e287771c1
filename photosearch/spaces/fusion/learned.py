"""A learned W: the picture, too, answers for the words."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.spaces.fusion.fuser import Fuser
from photosearch.spaces.fusion.text_features import TextFeatures

# Words are longer than this in the text part, rounding errors far shorter.
LEAST_WORDS: Final = 0.02


class LearnedFuser(Fuser):
    """W = [[A, C], [0, I]]: the text part holds the words and what the picture says of them.

    ``words`` is A, Float32[t, t], and ``cross`` C, Float32[t, d]. A query passes the same W, so a
    photo's picture meets the query's sentence, and its words the query's place among pictures.
    """

    def __init__(self, features: TextFeatures, words: Float32Array, cross: Float32Array) -> None:
        super().__init__(features, cross.shape[1])
        self._words = np.ascontiguousarray(words, np.float32)
        self._cross = np.ascontiguousarray(cross, np.float32)

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits of the weights that photos are fused with."""
        digest = hashlib.sha256(self._features.basis.tobytes())
        digest.update(self._words.tobytes() + self._cross.tobytes())
        return digest.hexdigest()[:16]

    def fuse(self, text: Float32Array, image: Float32Array) -> Float32Array:
        """Return Float32[n, t + d]."""
        fused = np.empty((len(image), self.dimensions), np.float32)
        fused[:, : self.text_dimensions] = text @ self._words.T + image @ self._cross.T
        fused[:, self.text_dimensions :] = image
        return fused

    def query(self, embedding: Float32Array, sentence: Float32Array | None) -> Float32Array:
        """Return Float32[t + d]."""
        text = self._features.of_query(sentence)
        query: Float32Array = self.fuse(text[None], embedding[None])[0]
        return query

    def split(self, query: Float32Array, fused: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return Float32[n] of words and Float32[n] of pictures; their sum is the score."""
        cut = self.text_dimensions
        image = fused[:, cut:]
        of_words = fused[:, :cut] - image @ self._cross.T
        # What is stored is rounded: without words, hardly anything is left of them, but something.
        has_words = np.linalg.norm(of_words, axis=1) > LEAST_WORDS
        words = np.where(has_words, of_words @ query[:cut], np.float32(0))
        return words, image @ self.picture_query(query)

    def picture_query(self, query: Float32Array) -> Float32Array:
        """Return Float32[d]: what a picture meets of a query, in both parts."""
        cut = self.text_dimensions
        met: Float32Array = query[:cut] @ self._cross + query[cut:]
        return met

    def cosines(self, query: Float32Array, words: Float32Array) -> Float32Array:
        """Return Float32[n], as if A stretched all words alike; zeros where there are no words."""
        stretch = np.linalg.norm(self._words[:-1, :-1]) / np.sqrt(self.text_dimensions - 1)
        length = np.linalg.norm(query[: self.text_dimensions]) * stretch
        if not length:
            return np.zeros_like(words)
        found: Float32Array = words / length + self._features.usual
        return np.where(words == 0, np.float32(0), found)
