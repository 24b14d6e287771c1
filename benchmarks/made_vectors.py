"""Made vectors that crowd as real embeddings do, and queries that meet them as real ones do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float16Array, Float32Array, unit_length

# What words mean, and one coordinate more: that there are some.
MEANING = 128
TEXT = MEANING + 1
# What a picture shows.
SHOWN = 384
DIMENSIONS = TEXT + SHOWN
CHUNK = 50_000
# So many kinds of pictures and of wordings; popular ones are frequent, as in a person's photos.
KINDS = 4_000
# Pictures share a direction (embeddings crowd in a cone), and resemble others of their kind.
CONE, KIND, OWN = 0.42, 0.64, 0.64
# A query resembles all pictures a little, its kind more, and has much of its own.
QUERY_CONE, QUERY_KIND, QUERY_OWN = 0.30, 0.66, 0.66
# A photo's words weigh so much beside its picture, and so many photos have some.
TEXT_WEIGHT, USUAL = 0.2, 0.38
WITH_WORDS = 0.7
_ROOT = float(np.sqrt(TEXT_WEIGHT))
# Few directions carry most of the variance: the built-in model's over Flickr8k falls off like
# this, to an effective dimension of 21 for pictures and 35 for sentences.
IMAGE_SPECTRUM = 1 / (1 + np.arange(SHOWN) / 7)
TEXT_SPECTRUM = 1 / (1 + np.arange(MEANING) / 16)


@dataclass(frozen=True, slots=True)
class MadeLibrary:
    """``vectors`` Float16[n, 513]: words of some weight or none, and a unit-length picture.

    ``queries`` Float32[m, 513] stand apart from all pictures, as texts do, near some kind.
    """

    vectors: Float16Array
    queries: Float32Array


def made_library(count: int, queries: int, seed: int = 7) -> MadeLibrary:
    """Make a library of ``count`` photos and some queries; the same ones every time."""
    random = np.random.default_rng(seed)
    cone = _drawn(random, 1, IMAGE_SPECTRUM)
    kinds = _drawn(random, KINDS, IMAGE_SPECTRUM)
    wordings = _drawn(random, KINDS, TEXT_SPECTRUM)
    vectors = np.empty((count, DIMENSIONS), np.float16)
    for start in range(0, count, CHUNK):
        some = min(CHUNK, count - start)
        own = _drawn(random, some, IMAGE_SPECTRUM)
        picture = unit_length(CONE * cone + KIND * kinds[_popular(random, some)] + OWN * own)
        words = _worded(random, wordings[_popular(random, some)], 0.4)
        spoken = random.random((some, 1)) < WITH_WORDS
        vectors[start : start + some, :TEXT] = _with_last(words, _ROOT) * spoken
        vectors[start : start + some, TEXT:] = picture
    asked = kinds[_popular(random, queries)]
    own = _drawn(random, queries, IMAGE_SPECTRUM)
    meant = unit_length(QUERY_CONE * cone + QUERY_KIND * asked + QUERY_OWN * own)
    sentence = _worded(random, wordings[_popular(random, queries)], 0.8)
    words = _with_last(sentence, -USUAL * _ROOT)
    return MadeLibrary(vectors, np.concatenate([words, meant], axis=1))


def _with_last(rows: Float32Array, value: float) -> Float32Array:
    """Return the rows with one more coordinate."""
    return np.pad(rows, ((0, 0), (0, 1)), constant_values=value)


def _worded(random: np.random.Generator, wordings: Float32Array, own: float) -> Float32Array:
    """Return the weighted features of texts that say something like these wordings."""
    varied = unit_length(wordings + own * _drawn(random, len(wordings), TEXT_SPECTRUM))
    return np.float32(_ROOT) * varied


def _popular(random: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Return kinds, Int64[count]; low ones are more frequent."""
    return (KINDS * random.random(count) ** 2).astype(np.int64)


def _drawn(random: np.random.Generator, count: int, spectrum: NDArray[np.float64]) -> Float32Array:
    """Return random unit vectors, Float32[count, d], with this spread along each direction."""
    return unit_length(random.standard_normal((count, len(spectrum)), np.float32) * spectrum)
