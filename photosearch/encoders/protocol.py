"""What every encoder can do, whichever runtime it uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from photosearch.arrays import Float32Array, UInt8Array


class ImageEncoder(Protocol):
    """Pixels to unit-length features."""

    fingerprint: str

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return Float32[n, d] of UInt8[n, h, w, 3]."""


class TextEncoder(Protocol):
    """Texts to unit-length features in the space of images, and perhaps to sentence embeddings."""

    fingerprint: str

    def encode_texts(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, d]."""

    def encode_sentences(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, s], unit length: what the texts mean, apart from any picture.

        Raises:
            ModelError: the pack has no sentence output.
        """

    def encode_query(self, text: str) -> tuple[Float32Array, Float32Array | None]:
        """Return both features of one text, Float32[d] and Float32[s] if there is such."""
