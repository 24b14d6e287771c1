"""The text features that W takes: what the words mean, and that there are words at all."""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Float32Array, unit_length


class TextFeatures:
    """``f_text = [u; 1]`` of a photo's words, ``[u; -usual]`` of a query.

    ``u`` Float32[t] is the unit-length image of a sentence embedding under ``basis`` Float32[t, s]:
    the principal directions of sentences (PCA about the origin, so that inner products are kept as
    well as t dimensions can). The inner product of both is ``cosine - usual``: words that are no
    nearer to the query than any are speak against a photo, and a photo without words (all zeros) is
    neither helped nor harmed by having none.
    """

    def __init__(self, basis: Float32Array, usual: float) -> None:
        self.basis = np.ascontiguousarray(basis, np.float32)
        self.usual = np.float32(usual)

    @property
    def dimensions(self) -> int:
        """The length of ``f_text``."""
        return len(self.basis) + 1

    def of_words(self, sentences: Float32Array) -> Float32Array:
        """Return Float32[n, dimensions] of sentence embeddings Float32[n, s]."""
        return self._with(sentences, np.float32(1))

    def of_query(self, sentence: Float32Array | None) -> Float32Array:
        """Return Float32[dimensions]; zeros without a sentence."""
        if sentence is None:
            return np.zeros(self.dimensions, np.float32)
        features: Float32Array = self._with(sentence[None], -self.usual)[0]
        return features

    def _with(self, sentences: Float32Array, last: np.float32) -> Float32Array:
        whole = np.empty((len(sentences), self.dimensions), np.float32)
        whole[:, :-1] = unit_length(sentences @ self.basis.T)
        whole[:, -1] = last
        return whole
