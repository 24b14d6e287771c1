"""What a pack sees in libraries of all sizes when it is asked for things: examples with answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int8Array
from photosearch.encoders.protocol import QueryFeatures, TextEncoder
from photosearch.spaces.evidence import late_features, picture_features, presence_features
from photosearch.spaces.late_interaction import word_scores
from photosearch.training.mixed_library import Answers, MixedLibrary

# The best photos of each query that are learned from: the others are never near the threshold.
NEAREST: Final = 400
# Shares of the photos that libraries are made of, numbers of photos that show what is asked for,
# and sizes of small libraries with one such photo or none.
SHARES: Final = (1.0, 0.5, 0.25)
FEW: Final = (1, 3)
SMALL: Final = (15, 50, 150)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The best photos of one query: ``rows`` Int64[n] in the library, their features.

    ``late`` is None where the pack tells no places apart. ``scores`` Float32[n] rank them,
    ``words`` are those of the query.
    """

    rows: NDArray[np.int64]
    picture: Float32Array
    late: Float32Array | None
    scores: Float32Array
    words: int

    def features(self, late: bool) -> Float32Array:
        """Return what tells of each photo, Float32[n, f]."""
        if not late or self.late is None:
            return self.picture
        return np.column_stack([self.picture, self.late])

    def presence(self, late: bool) -> Float32Array:
        """Return what tells whether anything is there."""
        finer = self.late if late else None
        return presence_features(self.picture, finer, self.scores, self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Seer:
    """Looks at a query's best photos beside the bank's words and the reference photos."""

    texts: TextEncoder
    bank: Float32Array
    reference: Float32Array
    places: Int8Array | None
    _asked: dict[str, QueryFeatures] = field(default_factory=dict)

    def look(self, text: str, library: MixedLibrary) -> Look:
        """Return the NEAREST photos of a library."""
        if text not in self._asked:
            self._asked[text] = self.texts.encode_query(text)
        query, _, words = self._asked[text]
        scores = library.images @ query
        near = np.argsort(-scores)[:NEAREST]
        others = np.concatenate([library.images, self.reference])
        picture = picture_features(query, library.images[near], self.bank, others)
        if words is None or self.places is None or library.places is None or not len(words):
            return Look(near, picture, None, scores[near], 0)
        found, usual = word_scores(words, library.places[near]), word_scores(words, self.places)
        late = late_features(found, usual, np.linalg.norm(words, axis=1))
        return Look(near, picture, late, scores[near] + found.sum(1), len(words))


def parts(photos: int, sizes: Sequence[int] = ()) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of a whole library, of shares of it, and of libraries of these sizes."""
    numbers = np.random.default_rng(2)
    for count in (*(round(share * photos) for share in SHARES), *sizes):
        yield np.sort(numbers.choice(photos, min(count, photos), replace=False))


def with_few(answers: Answers, seed: int) -> Iterator[tuple[NDArray[np.int64], bool]]:
    """Yield the rows of libraries in which few photos answer, or none, and say which.

    Those without are small: in a large one something unsaid may well show it.
    """
    numbers = np.random.default_rng(seed)
    right, wrong = np.flatnonzero(answers.right), np.flatnonzero(answers.wrong)
    others = np.flatnonzero(~answers.right)
    for count in FEW:
        if count < len(right):
            some = numbers.choice(right, count, replace=False)
            yield np.sort(np.concatenate([others, some])), True
    for size in SMALL:
        some = numbers.choice(wrong, min(size - 1, len(wrong)), replace=False)
        yield np.sort(np.append(some, numbers.choice(right))), True
        yield np.sort(some), False
