"""What speaks for a photo being what was asked for, and for there being any: pure functions.

A score alone says little: some photos score high with every query, some queries with every photo.
So a photo's score is set beside those it has with a bank of everyday words: how many words tell of
it better than the query does, and how far behind the best, the tenth and the fiftieth the query is.
And it is set beside those the query has with photos, the library's and some reference photos: how
many deviations it stands out, and how many the best of them does. Speaker verification knows the
two as t- and z-norm (Auckenthaler et al. 2000).

Where the pack tells places of photos apart, the words of the query are compared with these, too:
how far the best places stand out from those of the reference photos, for all words and for the word
that is seen least. So "a black cat on a white keyboard" is not found where one part of it is.

Whether a library has anything of the kind is told by the first photos of the answer together: where
something is there, most of them show something like it, and of what is not there they show this and
that, which other words tell better.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.spaces.baseline import Baseline

# The places among the bank's words that a photo's score is measured from, 0 the best.
PLACES: Final = (0, 9, 49)
FEATURES: Final = 4 + len(PLACES)
# Among a photo's features, the score and the margins.
SCORE: Final = 0
MARGINS: Final = tuple(range(2, 2 + len(PLACES)))
LATE_FEATURES: Final = 3
# Those features of photos that tell of a query, too; the last two compare it with the library.
TELLING_OF_QUERY: Final = FEATURES - 2
# So many first photos tell whether anything is there.
FIRST: Final = 5
# A word of a query that weighs at least so much of the heaviest is a part to be found.
TELLING: Final = 0.4
# A word of the bank that is so much nearer to the query than words usually are to each other means
# the same, and is no rival.
SAME_MEANING: Final = 0.1
# Log odds beyond these make no difference, and would overflow.
MOST_ODDS: Final = 60.0
# As many photos are set beside the bank's words in one go.
_AT_ONCE: Final = 1000


def presence_weights(late: bool) -> int:
    """Return the number of a presence's weights, bias included."""
    return 2 * (TELLING_OF_QUERY + (LATE_FEATURES if late else 0)) + 2


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
    rivals = bank[bank @ query < 1 - SAME_MEANING * usual]
    beside = [
        _beside_rivals(scores[part], images[part], rivals)
        for part in (slice(at, at + _AT_ONCE) for at in range(0, len(images), _AT_ONCE))
    ]
    words = np.concatenate(beside) if beside else np.zeros((0, 1 + len(PLACES)), np.float32)
    return np.column_stack([scores, words, standing, best]).astype(np.float32)


def _beside_rivals(
    scores: Float32Array, images: Float32Array, rivals: Float32Array
) -> Float32Array:
    """Return Float32[n, 1 + PLACES], the rank among other words and the margins to the best."""
    theirs = images @ rivals.T
    rank = np.log1p((theirs > scores[:, None]).sum(1))
    last = theirs.shape[1] - 1
    deepest = min(max(PLACES), last)
    nearest = np.partition(theirs, last - deepest, axis=1)[:, last - deepest :]
    nearest.sort(axis=1)
    heights = nearest[:, [deepest - min(place, last) for place in PLACES]]
    return np.column_stack([rank, scores[:, None] - heights]).astype(np.float32)


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


def presence_features(
    picture: Float32Array, late: Float32Array | None, scores: Float32Array, words: int
) -> Float32Array:
    """Return Float32[presence_weights - 1] of an answer, that tell whether anything was found.

    Args:
        picture: the candidates' picture features, Float32[n, FEATURES], at least one.
        late: those of places, Float32[n, LATE_FEATURES], or None.
        scores: by which the candidates are ranked, Float32[n].
        words: how many the query has.
    """
    first = np.argsort(-scores, kind="stable")[:FIRST]
    telling = picture[first, :TELLING_OF_QUERY]
    if late is not None:
        telling = np.column_stack([telling, late[first]])
    return np.concatenate([telling.mean(0), telling[0], [words]]).astype(np.float32)


def logistic(features: Float32Array, weights: Float32Array) -> Float32Array:
    """Return Float32[n] probabilities of Float32[n, f], given bias and weights Float32[1 + f]."""
    odds = np.clip(weights[0] + features @ weights[1:], -MOST_ODDS, MOST_ODDS)
    chances: Float32Array = 1 / (1 + np.exp(-odds))
    return chances
