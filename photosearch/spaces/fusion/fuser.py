"""What every fuser can do, and what all do alike."""

from __future__ import annotations

from abc import ABC, abstractmethod

from photosearch.arrays import Float32Array
from photosearch.spaces.fusion.text_features import TextFeatures


class Fuser(ABC):
    """Joins the features of a photo's words and picture.

    A fused vector is the text part, then the image part, which is the image feature as it is.
    """

    def __init__(self, features: TextFeatures, image_dimensions: int) -> None:
        self._features = features
        self._image_dimensions = image_dimensions

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """16 hex digits that change whenever stored fused vectors would no longer fit."""

    @property
    def text_dimensions(self) -> int:
        """The length of the text part."""
        return self._features.dimensions

    @property
    def dimensions(self) -> int:
        """The length of a fused vector."""
        return self.text_dimensions + self._image_dimensions

    def text_features(self, sentences: Float32Array) -> Float32Array:
        """Return Float32[n, text_dimensions] of sentence embeddings Float32[n, s]."""
        return self._features.of_words(sentences)

    @abstractmethod
    def fuse(self, text: Float32Array, image: Float32Array) -> Float32Array:
        """Return Float32[n, dimensions]; a zero row of ``text`` means a photo without words."""

    @abstractmethod
    def query(self, embedding: Float32Array, sentence: Float32Array | None) -> Float32Array:
        """Return the query's Float32[dimensions]; None is a query that is no text."""

    @abstractmethod
    def split(self, query: Float32Array, fused: Float32Array) -> tuple[Float32Array, Float32Array]:
        """Return what words and picture contribute to each score, Float32[n] each."""

    def picture_query(self, query: Float32Array) -> Float32Array:
        """Return Float32[d], whose inner product with an image feature is the picture's part."""
        return query[self.text_dimensions :]

    @abstractmethod
    def cosines(self, query: Float32Array, words: Float32Array) -> Float32Array:
        """Return the cosines Float32[n] between query and words that contribute so much.

        They are 0 where there are no words.
        """
