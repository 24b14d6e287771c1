"""How likely a photo shows what was asked for, and where the matches end: pure functions.

A score alone says little: some photos score high with every query, some queries with every photo.
So a photo's score is set beside those it has with a bank of everyday words: how many words tell of
it better than the query does, and how far behind the best, the tenth and the fiftieth the query is.
And it is set beside those the query has with photos, the library's and some reference photos: how
many deviations it stands out, and how many the best of them does. Speaker verification knows the
two as t- and z-norm (Auckenthaler et al. 2000). A logistic calibration (Platt 1999), fitted by
:mod:`photosearch.training.calibration` to photos with known answers and stored in the pack, turns
all that into a probability.

Where the pack tells places of photos apart, the words of the query are compared with these, too:
how far the best places stand out from those of the reference photos, for all words and for the word
that is seen least. So "a black cat on a white keyboard" is not found where one part of it is.

The threshold stands where the expected F1 of the first k photos, 2·Σ_{i≤k} p_i / (k + Σ p), is
highest (Lewis 1995, "Evaluating and optimizing autonomous text classification systems"). If even
the likeliest photo is less likely than ``least``, nothing matches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array
from photosearch.errors import ModelError
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.late_interaction import SeenPlaces, best_places, word_scores

CALIBRATION_FILE: Final = "calibration.npz"
# The places among the bank's words that a photo's score is measured from, 0 the best.
PLACES: Final = (0, 9, 49)
FEATURES: Final = 4 + len(PLACES)
LATE_FEATURES: Final = 3
# How much finding all counts beside showing right ones alone.
RECALL_WEIGHT: Final = 0.4
# A word of a query that weighs at least so much of the heaviest is a part to be found.
TELLING: Final = 0.4
# A word of the bank that is so much nearer to the query than words usually are to each other means
# the same, and is no rival.
SAME_MEANING: Final = 0.1
# The size of library that ``least`` is for, and the smallest for which it is lowered.
USUAL: Final = 1000
LEAST_LIBRARY: Final = 100
# However many photos there are, one this likely is a match.
MOST_CERTAIN: Final = 0.9
_ARRAYS: Final = ("bank", "reference", "picture", "words")


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What turns scores into probabilities.

    ``bank`` Float32[b, d]: the embeddings of everyday words; ``reference`` Float32[r, d]: of photos
    of all kinds. ``picture`` Float32[1 + FEATURES]: bias and weights of :func:`picture_features`.
    ``words`` Float32[2]: bias and weight of the cosine between query and the photo's words.
    ``places`` Float32[r, k, p]: those of reference photos, WHOLE long, and ``late`` Float32[1 +
    FEATURES + LATE_FEATURES] the weights where places are compared; None if the pack tells none
    apart.
    ``least``: the probability below which nothing matches in a library of USUAL photos; its log
    odds rise by ``growth`` for every e-fold of photos, as the best of many that don't match does.
    """

    bank: Float32Array
    reference: Float32Array
    picture: Float32Array
    words: Float32Array
    least: float
    growth: float
    places: Float32Array | None = None
    late: Float32Array | None = None

    def least_among(self, photos: int) -> float:
        """Return the probability below which nothing matches among so many photos."""
        odds = math.log(self.least / (1 - self.least))
        odds += self.growth * math.log(max(LEAST_LIBRARY, photos) / USUAL)
        return min(MOST_CERTAIN, 1 / (1 + math.exp(-odds)))

    def probabilities(
        self,
        query: Float32Array,
        images: Float32Array,
        words: Float32Array,
        library: Float32Array,
        late: LateScores | None = None,
    ) -> Float32Array:
        """Return Float32[n], how likely each photo is what was asked for, by picture or by words.

        Args:
            query: the query's embedding, Float32[d].
            images: the photos' image features, Float32[n, d].
            words: the cosines between the query and the photos' words, 0 without words, Float32[n].
            library: image features of an even sample of the library, Float32[m, d].
            late: how the query's words meet the places of these photos, where that is known.
        """
        others = np.concatenate([library, self.reference])
        features = picture_features(query, images, self.bank, others)
        by_picture = logistic(features, self.picture)
        if late is not None and self.late is not None:
            finer = logistic(np.column_stack([features, late.features]), self.late)
            by_picture = np.where(late.known, finer, by_picture)
        by_words = np.where(words == 0, 0.0, logistic(words[:, None], self.words))
        probabilities: Float32Array = (1 - (1 - by_picture) * (1 - by_words)).astype(np.float32)
        return probabilities

    def late_scores(self, words: Float32Array, count: int, seen: SeenPlaces) -> LateScores | None:
        """Compare a query's words Float32[t, p] with the places of some of ``count`` candidates.

        None where the calibration knows of no places.
        """
        if self.places is None or not len(words):
            return None
        scores = LateScores(
            np.zeros(count, np.float32),
            np.zeros((count, LATE_FEATURES), np.float32),
            np.zeros(count, bool),
        )
        usual = word_scores(words, self.places)
        found = word_scores(words, seen.places)
        scores.bonus[seen.rows] = found.sum(1) - np.median(usual.sum(1))
        scores.features[seen.rows] = late_features(found, usual, np.linalg.norm(words, axis=1))
        scores.known[seen.rows] = True
        return scores

    def late_heat(self, words: Float32Array, places: Int8Array) -> Float32Array:
        """Return what each place of one photo Int8[k, p] adds to its score, Float32[k].

        The sum is the photo's bonus.
        """
        if self.places is None or not len(words):
            return np.zeros(len(places), np.float32)
        usual = np.median(word_scores(words, self.places).sum(1))
        heat: Float32Array = best_places(words, places) - usual / len(places)
        return heat.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class LateScores:
    """How the words of a query meet places of candidates.

    ``bonus`` Float32[n] is what they add to a score, ``features`` Float32[n, LATE_FEATURES] what
    they say of its probability, ``known`` Bool[n] of which candidates anything is known.
    """

    bonus: Float32Array
    features: Float32Array
    known: NDArray[np.bool_]

    def part(self, rows: slice) -> LateScores:
        """Return those of some candidates."""
        return LateScores(self.bonus[rows], self.features[rows], self.known[rows])


def late_features(found: Float32Array, usual: Float32Array, weights: Float32Array) -> Float32Array:
    """Return Float32[n, LATE_FEATURES] of word scores Float32[n, t].

    They are, in robust deviations of what other photos score Float32[r, t]: how far all words
    together stand out, how far the telling word does that stands out least, and the mean of the
    telling ones. ``weights`` Float32[t] are the words' own.
    """
    telling = weights >= TELLING * weights.max()
    together = Baseline.of(usual.sum(1))
    each = [Baseline.of(column) for column in usual[:, telling].T]
    medians = np.array([one.median for one in each], np.float32)
    deviations = np.array([one.deviation for one in each], np.float32)
    standing = (found[:, telling] - medians) / deviations
    all_words = (found.sum(1) - together.median) / together.deviation
    return np.column_stack([all_words, standing.min(1), standing.mean(1)]).astype(np.float32)


def picture_features(
    query: Float32Array, images: Float32Array, bank: Float32Array, others: Float32Array
) -> Float32Array:
    """Return Float32[n, FEATURES] of photos Float32[n, d].

    They are the score; among the words of the bank the logarithm of one plus its rank, and its
    margins to PLACES; and in robust deviations of what the query scores with other photos
    Float32[m, d] how far it stands out, and how far the best of them does.
    """
    scores = images @ query
    against = others @ query
    usually = Baseline.of(against)
    standing = (scores - usually.median) / usually.deviation
    best = np.full(len(scores), (against.max() - usually.median) / usually.deviation)
    usual = 1 - np.square(bank.mean(0)).sum()  # the mean distance, 1 - cosine, of two words
    rivals = images @ bank[bank @ query < 1 - SAME_MEANING * usual].T
    rank = np.log1p((rivals > scores[:, None]).sum(1))
    last = rivals.shape[1] - 1
    deepest = min(max(PLACES), last)
    nearest = np.partition(rivals, last - deepest, axis=1)[:, last - deepest :]
    nearest.sort(axis=1)
    heights = nearest[:, [deepest - min(place, last) for place in PLACES]]
    margins = scores[:, None] - heights
    return np.column_stack([scores, rank, margins, standing, best]).astype(np.float32)


def logistic(features: Float32Array, weights: Float32Array) -> Float32Array:
    """Return Float32[n] probabilities of Float32[n, f], given bias and weights Float32[1 + f]."""
    probabilities: Float32Array = 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))
    return probabilities


def expected_best_cut(probabilities: Float32Array, recall_weight: float = RECALL_WEIGHT) -> int:
    """Return how many of the first photos to show so that the expected F-measure is highest.

    Recall counts ``recall_weight`` times as much as precision (van Rijsbergen 1979).
    """
    if not len(probabilities):
        return 0
    shown = np.arange(1, len(probabilities) + 1)
    square = recall_weight**2
    expected = np.cumsum(probabilities, dtype=np.float64) / (shown + square * probabilities.sum())
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
            arrays = {name: stored[name].astype(np.float32) for name in _ARRAYS}
            return Calibration(
                **arrays,
                least=float(stored["least"]),
                growth=float(stored["growth"]),
                places=_widened(stored.get("places")),
                late=stored.get("late"),
            )
    except (OSError, KeyError, ValueError) as error:
        raise ModelError("pack_file_not_read", path=path, error=error) from error


def _widened(places: Int8Array | None) -> Float32Array | None:
    """Return places as they are multiplied, once for all queries."""
    return None if places is None else places.astype(np.float32)


def write_calibration(pack_folder: Path, calibration: Calibration) -> None:
    """Put a calibration into a pack; stored vectors stay valid."""
    places = calibration.places
    finer = {
        "places": None if places is None else places.astype(np.int8),
        "late": calibration.late,
    }
    arrays: dict[str, Any] = {name: some for name, some in finer.items() if some is not None}
    np.savez(
        pack_folder / CALIBRATION_FILE,
        bank=calibration.bank.astype(np.float16),
        reference=calibration.reference.astype(np.float16),
        picture=calibration.picture,
        words=calibration.words,
        least=np.float32(calibration.least),
        growth=np.float32(calibration.growth),
        **arrays,
    )
