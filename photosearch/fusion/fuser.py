"""What every fuser can do."""

from __future__ import annotations

from typing import Protocol

from photosearch.arrays import Float32Array


class Fuser(Protocol):
    """Joins the features of a photo's words and picture.

    A fused vector is the text part, then the image part, which is the image feature as it is.
    """

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

    def cosines(self, query: Float32Array, words: Float32Array) -> Float32Array:
        """Return the cosines Float32[n] between query and words that contribute so much."""
