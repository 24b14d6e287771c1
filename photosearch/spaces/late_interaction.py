"""Late interaction: for each word of a query the place of a photo that shows it best.

An embedding of a whole photo forgets small things and which attribute belongs to which thing. So
the words of a query are compared with places of the photo, each with its best one (SCAN, Lee et al.
2018; ColBERT, Khattab & Zaharia 2020). That is too much for a million photos, and needed only for
those that the embedding finds first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, Int8Array, Int64Array
from photosearch.encoders.protocol import WHOLE

# So many of the best candidates are compared.
COMPARED: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class SeenPlaces:
    """Places of some candidates: their rows Int64[n] among them, and Int8[n, k, p]."""

    rows: Int64Array
    places: Int8Array


def best_rows(scores: Float32Array) -> Int64Array:
    """Return the rows of the COMPARED highest of scores Float32[n], ascending."""
    if len(scores) <= COMPARED:
        return np.arange(len(scores))
    return np.sort(np.argpartition(-scores, COMPARED)[:COMPARED])


def word_scores(words: Float32Array, places: Int8Array | Float32Array) -> Float32Array:
    """Return how well the best place of each photo shows each word, Float32[n, t].

    Args:
        words: of a query, each as long as it weighs, Float32[t, p].
        places: of photos, Int8[n, k, p] or the same widened, WHOLE long.
    """
    photos, count, dimensions = places.shape
    if not photos or not count:
        return np.zeros((photos, len(words)), np.float32)
    flat = places.reshape(-1, dimensions).astype(np.float32, copy=False)
    found: Float32Array = flat @ (words.T / np.float32(WHOLE))
    best: Float32Array = found.reshape(photos, count, len(words)).max(1)
    return best


def best_places(words: Float32Array, places: Int8Array) -> Float32Array:
    """Return what each place of one photo Int8[k, p] adds to its score, Float32[k].

    A word counts where it is seen best; the sum is the sum of :func:`word_scores`.
    """
    found = places.astype(np.float32) @ (words.T / np.float32(WHOLE))
    added = np.zeros(len(places), np.float32)
    np.add.at(added, found.argmax(0), found.max(0))
    return added
