"""How likely a photo shows what was asked for, and where the matches end: pure functions.

Two logistic calibrations (Platt 1999), fitted by :mod:`photosearch.training.calibration` to photos
with known answers and stored in the pack, turn what :mod:`photosearch.spaces.evidence` gathers into
probabilities: that the library has anything that was asked for, told by the first photos of the
answer together, and, if so, that a photo is it.

The threshold stands where the expected F1 of the first k photos, 2·Σ_{i≤k} p_i / (k + Σ p), is
highest (Lewis 1995, "Evaluating and optimizing autonomous text classification systems"). If it is
less likely than ``least`` that anything is there, nothing matches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array, median
from photosearch.errors import ModelError
from photosearch.spaces.evidence import (
    FIRST,
    LATE_FEATURES,
    late_features,
    logistic,
    picture_features,
    presence_features,
)
from photosearch.spaces.late_interaction import SeenPlaces, best_places, word_scores

CALIBRATION_FILE: Final = "calibration.npz"
# How much finding all counts beside showing right ones alone.
RECALL_WEIGHT: Final = 0.35
# The size of library that ``least`` is for, and the smallest for which it is lowered.
USUAL: Final = 1000
LEAST_LIBRARY: Final = 15
# However many photos there are, something is there if it is this likely.
MOST_CERTAIN: Final = 0.9
# Photos look the same from this cosine on (crops, other exposures, mirrored ones of the built-in
# model: 0.98 to 1; the nearest other photo reaches it for one in a hundred).
SAME_LOOK: Final = 0.98
COMPARED_COPIES: Final = 200
# From one photo to the next that looks the same, so many steps.
BURST: Final = 3
_ARRAYS: Final = ("bank", "reference", "picture", "words")
_MORE_ARRAYS: Final = ("late", "presence", "late_presence")


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """How likely candidates are what was asked for.

    ``values`` Float32[n] hold if anything is there at all; ``present`` is the probability of that.
    """

    values: Float32Array
    present: float


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What turns scores into probabilities.

    ``bank`` Float32[b, d]: the embeddings of everyday words; ``reference`` Float32[r, d]: of photos
    of all kinds. ``picture`` Float32[1 + FEATURES]: bias and weights of the picture's features.
    ``words`` Float32[2]: bias and weight of the cosine between query and the photo's words.
    ``places`` Float32[r, k, p]: those of reference photos, WHOLE long, and ``late`` Float32[1 +
    FEATURES + LATE_FEATURES] the weights where places are compared; None if the pack tells none
    apart.
    ``presence`` are the weights of what tells whether anything is there, ``late_presence`` those
    where places are compared; without them it is as likely as the likeliest photo.
    ``least``: the probability that anything is there below which nothing matches in a library of
    USUAL photos; its log odds rise by ``growth`` for every e-fold of photos, as the best of many
    that don't match look better than the best of few.
    ``recall_weight``: how much finding all counts beside showing right ones alone.
    ``photos``: how many the library had that it was made of; 0 of one that came with its pack.
    """

    bank: Float32Array
    reference: Float32Array
    picture: Float32Array
    words: Float32Array
    least: float
    growth: float
    places: Float32Array | None = None
    late: Float32Array | None = None
    presence: Float32Array | None = None
    late_presence: Float32Array | None = None
    recall_weight: float = RECALL_WEIGHT
    photos: int = 0

    def least_among(self, photos: int) -> float:
        """Return how likely it must be that anything is there among so many photos."""
        odds = math.log(self.least / (1 - self.least))
        odds += self.growth * math.log(max(LEAST_LIBRARY, photos) / USUAL)
        return min(MOST_CERTAIN, 1 / (1 + math.exp(-odds)))

    def judge(
        self,
        query: Float32Array,
        images: Float32Array,
        words: Float32Array,
        library: Float32Array,
        late: LateScores | None = None,
    ) -> Judgement:
        """Return how likely an answer's photos are what was asked for, by picture or by words.

        Args:
            query: the query's embedding, Float32[d].
            images: the photos' image features, Float32[n, d].
            words: the cosines between the query and the photos' words, 0 without words, Float32[n].
            library: image features of an even sample of the library, Float32[m, d].
            late: how the query's words meet the places of these photos, where that is known.
        """
        if not len(images):
            return Judgement(np.zeros(0, np.float32), 0.0)
        others = np.concatenate([library, self.reference])
        features = picture_features(query, images, self.bank, others)
        by_picture = logistic(features, self.picture)
        if late is not None and self.late is not None:
            finer = logistic(np.column_stack([features, late.features]), self.late)
            by_picture = np.where(late.known, finer, by_picture)
        by_picture = shared_by_copies(by_picture, images)
        by_words = np.where(words == 0, 0.0, logistic(words[:, None], self.words))
        values = (1 - (1 - by_picture) * (1 - by_words)).astype(np.float32)
        present = self._present(images @ query, features, late)
        if present is None:
            return Judgement(values, float(values.max()))
        return Judgement(values, float(1 - (1 - present) * (1 - by_words.max())))

    def _present(
        self, scores: Float32Array, features: Float32Array, late: LateScores | None
    ) -> float | None:
        """Return how likely the best of these photos show something that was asked for.

        Where the places of one of them are not known (a video), the embeddings tell alone.
        """
        weights, finer, words = self.presence, None, 0
        if late is not None:
            scores, words = scores + late.bonus, late.words
            if self.late_presence is not None and late.known[np.argsort(-scores)[:FIRST]].all():
                weights, finer = self.late_presence, late.features
        if weights is None:
            return None
        told = presence_features(features, finer, scores, words)
        return float(logistic(told[None], weights)[0])

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
            len(words),
        )
        usual = word_scores(words, self.places)
        found = word_scores(words, seen.places)
        scores.bonus[seen.rows] = found.sum(1) - median(usual.sum(1))
        scores.features[seen.rows] = late_features(found, usual, np.linalg.norm(words, axis=1))
        scores.known[seen.rows] = True
        return scores

    def late_heat(self, words: Float32Array, places: Int8Array) -> Float32Array:
        """Return what each place of one photo Int8[k, p] adds to its score, Float32[k].

        The sum is the photo's bonus.
        """
        if self.places is None or not len(words):
            return np.zeros(len(places), np.float32)
        usual = median(word_scores(words, self.places).sum(1))
        heat: Float32Array = best_places(words, places) - usual / len(places)
        return heat.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class LateScores:
    """How the words of a query meet places of candidates.

    ``bonus`` Float32[n] is what they add to a score, ``features`` Float32[n, LATE_FEATURES] what
    they say of its probability, ``known`` Bool[n] of which candidates anything is known. ``words``
    is how many there are.
    """

    bonus: Float32Array
    features: Float32Array
    known: NDArray[np.bool_]
    words: int


def shared_by_copies(values: Float32Array, images: Float32Array) -> Float32Array:
    """Return probabilities Float32[n] in which photos that look the same have that of the best.

    What tells one photo from the rest tells nothing of copies and bursts, which stand in each
    other's light; of a burst those count that look like their neighbours. The likeliest photos
    alone are compared, by image features Float32[n, d].
    """
    top = np.argsort(-values, kind="stable")[:COMPARED_COPIES]
    near = images[top] @ images[top].T >= SAME_LOOK
    np.fill_diagonal(near, True)
    shared = values.copy()
    for _ in range(BURST):
        shared[top] = np.where(near, shared[top], 0).max(1)
    return shared


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


def read_calibration(folder: Path) -> Calibration | None:
    """Return the calibration in a pack's folder, or a space's, or None if there is none.

    Raises:
        ModelError: its file is broken.
    """
    path = folder / CALIBRATION_FILE
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
                recall_weight=float(stored.get("recall_weight", RECALL_WEIGHT)),
                photos=int(stored.get("photos", 0)),
                **{name: stored.get(name) for name in _MORE_ARRAYS},
            )
    except (OSError, KeyError, ValueError) as error:
        raise ModelError("pack_file_not_read", path=path, error=error) from error


def _widened(places: Int8Array | None) -> Float32Array | None:
    """Return places as they are multiplied, once for all queries."""
    return None if places is None else places.astype(np.float32)


def write_calibration(folder: Path, calibration: Calibration) -> None:
    """Put a calibration into a pack's folder, or a space's; stored vectors stay valid."""
    places = calibration.places
    more = {name: getattr(calibration, name) for name in _MORE_ARRAYS}
    more["places"] = None if places is None else places.astype(np.int8)
    arrays: dict[str, Any] = {name: some for name, some in more.items() if some is not None}
    np.savez(
        folder / CALIBRATION_FILE,
        bank=calibration.bank.astype(np.float16),
        reference=calibration.reference.astype(np.float16),
        picture=calibration.picture,
        words=calibration.words,
        least=np.float32(calibration.least),
        growth=np.float32(calibration.growth),
        recall_weight=np.float32(calibration.recall_weight),
        photos=np.int64(calibration.photos),
        **arrays,
    )
