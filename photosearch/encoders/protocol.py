"""What every encoder can do, whichever runtime it uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from photosearch.arrays import Float32Array, Int8Array, UInt8Array

# A place's coordinate of this size is 1.
WHOLE: Final = 127


class Pictures(NamedTuple):
    """What an encoder sees in photos.

    ``embeddings`` Float32[n, d] are of unit length; ``places`` Int8[n, k, p] tell places of each
    photo apart (WHOLE is 1), None where the encoder does not.
    """

    embeddings: Float32Array
    places: Int8Array | None = None


class QueryFeatures(NamedTuple):
    """What an encoder makes of one text.

    ``embedding`` Float32[d]; ``sentence`` Float32[s]; ``words`` Float32[t, p], to be compared with
    places, each as long as it weighs. The last two are None where the encoder has no such output.
    """

    embedding: Float32Array
    sentence: Float32Array | None = None
    words: Float32Array | None = None


class ImageEncoder(Protocol):
    """Pixels to unit-length features."""

    fingerprint: str

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return Float32[n, d] of UInt8[n, h, w, 3]."""

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        """Return the embeddings of UInt8[n, h, w, 3], and their places if the encoder has such."""


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

    def encode_query(self, text: str) -> QueryFeatures:
        """Return all that the encoder makes of one text."""
