"""Which photos a query lets in, before anything is ranked: filters, phrases and exclusions.

A photo is excluded by ``-term`` if a search for the term alone would call it a match: the term
stands in its words, or its picture lies above the term's own threshold. Without a calibrated model,
a library too small to have a threshold goes by the words alone. ``"exact words"`` let in the photos
that have them in one of their texts; ``-"exact words"`` the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.query.parse import Part, Query, terms
from photosearch.search.filters import Filters
from photosearch.search.literal import WordMatch, unheard, word_matches
from photosearch.search.probabilities import judge_photos
from photosearch.search.ranking import rank
from photosearch.search.threshold import threshold_of
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.spaces import OpenSpace

# The most photos a term takes out by what they show; those that have the word go in any number.
MOST_EXCLUDED: Final = 16_000
# The number that is looked at before looking at more.
FIRST_LOOK: Final = 1_000


def admitted(
    catalogue: Catalogue, filters: Filters, query: Query, space: OpenSpace | None
) -> Int64Array | None:
    """Return the photos a query lets in, Int64[n] ascending, or None if it lets in all.

    Without a space (nothing is indexed) exclusion goes by words alone.
    """
    among = filters.matching(query.filters)
    for part in query.phrases:
        if not part.negated:
            holding = catalogue.words.holding(part.text)
            among = holding if among is None else np.intersect1d(among, holding)
    unwanted = [catalogue.words.holding(part.text) for part in query.phrases if part.negated]
    unwanted += [excluded(catalogue, part, space, among) for part in query.excluded]
    if not unwanted:
        return among
    everything = catalogue.photos.newest() if among is None else among
    return np.setdiff1d(everything, np.concatenate(unwanted))


def excluded(
    catalogue: Catalogue, part: Part, space: OpenSpace | None, among: Int64Array | None
) -> Int64Array:
    """Return the photos that a negated term takes out, Int64[n]."""
    said = catalogue.words.holding(part.text, unheard(part.text))
    if space is None or not terms(part.text):
        return said
    query, spoken = space.space.encode_wish(part.text)
    matches = word_matches(catalogue.words, terms(part.text))
    count = FIRST_LOOK
    while True:
        ids, _ = space.vectors.search(query, count, among)
        found = _matching(space, query, spoken, ids, matches)
        # With so many above the threshold, there may be more further down.
        if len(ids) < count or 2 * len(found) < count or count >= MOST_EXCLUDED:
            return np.union1d(said, found)
        count *= 4


def _matching(
    space: OpenSpace,
    query: Float32Array,
    spoken: Float32Array | None,
    ids: Int64Array,
    matches: Mapping[int, WordMatch],
) -> Int64Array:
    """Return which of a query's best photos match."""
    ids, fused = space.vectors.gather(np.sort(ids))
    judged = judge_photos(space, query, spoken, True, ids, fused)
    threshold = threshold_of(space, query, True, judged.probabilities)
    ranking = rank(ids, judged.words, judged.picture, matches, threshold)
    found = ranking.ids[: ranking.matches]
    if not isinstance(threshold, Baseline):
        return found
    if not np.isfinite(threshold.threshold()):
        return ids[:0]
    # Where most of the library scores the same, that is no match, wherever the threshold lies.
    return found[(ranking.words + ranking.picture)[: ranking.matches] > threshold.median]
