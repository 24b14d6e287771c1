"""How likely a photo shows what was asked for, and where to draw the line: pure functions.

A score alone says little: some photos score high with every query. So a photo's score is set
beside those it has with a bank of everyday words: how many words tell of it better than the query
does, and how far behind the best, the tenth and the fiftieth the query is. A logistic calibration
(Platt 1999), fitted by :mod:`photosearch.training.calibration` to photos with known answers and
stored in the pack, turns score, rank and margins into a probability.

The line is drawn where the expected F1 of the first k photos, 2·Σ_{i≤k} p_i / (k + Σ p), is
highest (Lewis 1995, "Evaluating and optimizing autonomous text classification systems"). If even
the likeliest photo is less likely than ``least``, nothing matches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.errors import ModelError

CALIBRATION_FILE: Final = "calibration.npz"
# The places among the bank's words that a photo's score is measured from, 0 the best.
PLACES: Final = (0, 9, 49)
FEATURES: Final = 2 + len(PLACES)
# A word of the bank that is so much nearer to the query than words usually are to each other means
# the same, and is no rival.
SAME_MEANING: Final = 0.1
# The size of library that ``least`` is for, and the smallest for which it is lowered.
USUAL: Final = 1000
LEAST_LIBRARY: Final = 100
# However many photos there are, one this likely is a match.
MOST_CERTAIN: Final = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What turns scores into probabilities.

    ``bank`` Float32[b, d]: the embeddings of everyday words. ``picture`` Float32[1 + FEATURES]:
    bias and weights of :func:`picture_features`. ``words`` Float32[2]: bias and weight of the
    cosine between query and the photo's words. ``least``: the probability below which nothing
    matches in a library of USUAL photos; its log odds rise by ``growth`` for every e-fold of
    photos, as the best of many that don't match does.
    """

    bank: Float32Array
    picture: Float32Array
    words: Float32Array
    least: float
    growth: float

    def least_among(self, photos: int) -> float:
        """Return the probability below which nothing matches among so many photos."""
        odds = math.log(self.least / (1 - self.least))
        odds += self.growth * math.log(max(LEAST_LIBRARY, photos) / USUAL)
        return min(MOST_CERTAIN, 1 / (1 + math.exp(-odds)))

    def chances(
        self, query: Float32Array, images: Float32Array, words: Float32Array
    ) -> Float32Array:
        """Return Float32[n], how likely each photo is what was asked for, by picture or by words.

        Args:
            query: the query's embedding, Float32[d].
            images: the photos' image features, Float32[n, d].
            words: the cosines between the query and the photos' words, 0 without words, Float32[n].
        """
        by_picture = logistic(picture_features(query, images, self.bank), self.picture)
        by_words = np.where(words == 0, 0.0, logistic(words[:, None], self.words))
        chances: Float32Array = (1 - (1 - by_picture) * (1 - by_words)).astype(np.float32)
        return chances


def picture_features(query: Float32Array, images: Float32Array, bank: Float32Array) -> Float32Array:
    """Return Float32[n, FEATURES]: score, log of one plus its rank, margins to PLACES."""
    scores = images @ query
    usual = 1 - np.square(bank.mean(0)).sum()  # the mean distance, 1 - cosine, of two words
    rivals = images @ bank[bank @ query < 1 - SAME_MEANING * usual].T
    rank = np.log1p((rivals > scores[:, None]).sum(1))
    last = rivals.shape[1] - 1
    deepest = min(max(PLACES), last)
    best = np.partition(rivals, last - deepest, axis=1)[:, last - deepest :]
    best.sort(axis=1)
    heights = best[:, [deepest - min(place, last) for place in PLACES]]
    return np.column_stack([scores, rank, scores[:, None] - heights]).astype(np.float32)


def logistic(features: Float32Array, weights: Float32Array) -> Float32Array:
    """Return Float32[n] probabilities of Float32[n, f], given bias and weights Float32[1 + f]."""
    chances: Float32Array = 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))
    return chances


def expected_best_cut(chances: Float32Array) -> int:
    """Return how many of the first photos to show so that the expected F1 is highest."""
    if not len(chances):
        return 0
    shown = np.arange(1, len(chances) + 1)
    expected = 2 * np.cumsum(chances, dtype=np.float64) / (shown + chances.sum())
    return int(expected.argmax()) + 1


def read_calibration(pack_folder: Path) -> Calibration | None:
    """Return the calibration of a pack, or None if it has none.

    Raises:
        ModelError: its file is broken.
    """
    path = pack_folder / CALIBRATION_FILE
    if not path.exists():
        return None
    try:
        with np.load(path) as stored:
            bank, picture, words = (
                stored[name].astype(np.float32) for name in ("bank", "picture", "words")
            )
            return Calibration(
                bank, picture, words, float(stored["least"]), float(stored["growth"])
            )
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path} can't be read ({error}).", "Add the model again, or install photosearch again."
        ) from error


def write_calibration(pack_folder: Path, calibration: Calibration) -> None:
    """Put a calibration into a pack; stored vectors stay valid."""
    np.savez(
        pack_folder / CALIBRATION_FILE,
        bank=calibration.bank.astype(np.float16),
        picture=calibration.picture,
        words=calibration.words,
        least=np.float32(calibration.least),
        growth=np.float32(calibration.growth),
    )
