"""A gate: each query says itself how much words count for it."""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.text_features import TextFeatures


class GatedFuser(BlockDiagonalFuser):
    """The block-diagonal W, the query's text part times ``2·sigmoid(gate·u + bias)``.

    ``gate`` Float32[t] weighs the query's text features ``u``. Photos are fused as without a gate,
    so it costs nothing where they are many. The idea is that of gated multimodal units (Arevalo et
    al. 2017), moved from the photo to the query.
    """

    def __init__(
        self,
        image_dimensions: int,
        features: TextFeatures,
        text_weight: float,
        gate: Float32Array,
        bias: float,
    ) -> None:
        super().__init__(image_dimensions, features, text_weight)
        self._gate = np.asarray(gate, np.float32)
        self._bias = np.float32(bias)

    def gate(self, features: Float32Array) -> np.float32:
        """Return how much words count for a query of these text features, 0 to 2."""
        return np.float32(2 / (1 + np.exp(-(features[:-1] @ self._gate + self._bias))))
