"""Single words as queries: which photos are described with which words.

Captions are sentences, and people often ask with a word. So the words of captions join the image
stages as queries of their own, each with all photos that are described with it, or with another
word that means the same in either language. Learning words from whole captions alone is known as
weakly supervised word detection (Fang et al. 2015, "From Captions to Visual Concepts and Back").
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, Int64Array
from photosearch.training.sentences import SentenceStore

# A word counts that at least so many photos are described with.
LEAST_PHOTOS = 8
# Words whose sentence embeddings have this cosine mean the same: "dogs" and "小狗", not "cat".
SAME_MEANING = 0.85


@dataclass(frozen=True, slots=True, eq=False)
class WordQueries:
    """Words with their sentence embeddings Float32[w, s], and the rows of each photo's words."""

    words: Sequence[str]
    vectors: Float32Array
    of_photo: Mapping[int, Int64Array]

    def draw(
        self, photos: Sequence[int], count: int, rng: random.Random
    ) -> tuple[Float32Array, NDArray[np.bool_]]:
        """Return the embeddings of up to ``count`` words of these photos, Float32[k, s].

        With them comes which photo is described with which, Bool[n, k]. A word that half of the
        photos share is drawn as often as a rarer one with half the chance, by the square root.
        """
        shown = np.zeros((len(photos), len(self.words)), bool)
        for place, photo in enumerate(photos):
            shown[place, self.of_photo[photo]] = True
        times = shown.sum(0)
        there = np.flatnonzero(times)
        if len(there) > count:
            chance = 1 / np.sqrt(times[there])
            numbers = np.random.default_rng(rng.randrange(1 << 30))
            there = numbers.choice(there, count, replace=False, p=chance / chance.sum())
        return self.vectors[there], shown[:, there]


NO_WORDS: Final = WordQueries((), np.zeros((0, 0), np.float32), {})


def word_queries(described: Mapping[int, Set[str]], store: SentenceStore) -> WordQueries:
    """Return the words that enough photos are described with.

    Args:
        described: the words of each photo, by row of the cache.
        store: embeds words.
    """
    times = Counter(word for some in described.values() for word in some)
    words = sorted(word for word, count in times.items() if count >= LEAST_PHOTOS)
    if not words:
        return NO_WORDS
    vectors = store.get(words)
    alike = [np.flatnonzero(row >= SAME_MEANING) for row in vectors @ vectors.T]
    row_of = {word: row for row, word in enumerate(words)}
    of_photo: dict[int, Int64Array] = {}
    for photo, some in described.items():
        rows = [alike[row_of[word]] for word in some if word in row_of]
        of_photo[photo] = np.unique(np.concatenate(rows)) if rows else np.zeros(0, np.int64)
    return WordQueries(words, vectors, of_photo)
