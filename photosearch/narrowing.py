"""Which photos a query lets in, before anything is ranked: filters, phrases and exclusions.

A photo is excluded by ``-term`` if a search for the term alone would call it a match: the term
stands in its words, or its picture lies above the term's own cutoff. In a library too small to
have a cutoff only the words count. ``"exact words"`` let in the photos that have them in one of
their texts; ``-"exact words"`` the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from photosearch.arrays import Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.search.baseline import Baseline
from photosearch.search.query import Part, Query, terms
from photosearch.search.ranking import rank
from photosearch.search.words import stands_in, word_matches
from photosearch.spaces import OpenSpace

# The most photos a term takes out by what they show; those that have the word go in any number.
MOST_EXCLUDED: Final = 20_000
_ALL: Final = 1 << 31


def admitted(catalogue: Catalogue, query: Query, space: OpenSpace | None) -> Int64Array | None:
    """Return the photos a query lets in, Int64[n] ascending, or None if it lets in all.

    Without a space (nothing is indexed) exclusion goes by words alone.
    """
    among = catalogue.filters.matching(query.filters)
    for part in query.phrases:
        if not part.negated:
            holding = _holding(catalogue, part.text)
            among = holding if among is None else np.intersect1d(among, holding)
    unwanted = [_holding(catalogue, part.text) for part in query.phrases if part.negated]
    unwanted += [excluded(catalogue, part, space, among) for part in query.excluded]
    if not unwanted:
        return among
    everything = catalogue.photos.newest() if among is None else among
    return np.setdiff1d(everything, np.concatenate(unwanted))


def excluded(
    catalogue: Catalogue, part: Part, space: OpenSpace | None, among: Int64Array | None
) -> Int64Array:
    """Return the photos that a negated term takes out, Int64[n]."""
    said = _holding(catalogue, part.text)
    if space is None or not terms(part.text):
        return said
    query = space.space.encode_query(part.text)
    scores = space.vectors.sample_scores(query)
    baseline = Baseline.of(scores)
    if not np.isfinite(baseline.cutoff()):
        return said
    ids, _ = space.vectors.search(query, MOST_EXCLUDED, among)
    ids, fused = space.vectors.gather(ids)
    words, picture = space.space.fuser.split(query, fused)
    matches = word_matches(catalogue.words, terms(part.text))
    ranking = rank(ids, words, picture, matches, baseline)
    strong = ranking.ids[: ranking.strong]
    # Where most of the library scores the same, that is no match, whatever the cutoff.
    above = (ranking.words + ranking.picture)[: ranking.strong] > np.median(scores)
    return np.union1d(said, strong[above])


def _holding(catalogue: Catalogue, phrase: str) -> Int64Array:
    """Return the photos that have a phrase, whole words of it, in one of their texts."""
    wanted = phrase.lower()
    found = catalogue.words.match(phrase, _ALL)
    return _ids([photo for photo, word in found if stands_in(wanted, word.text)])


def _ids(photos: Sequence[int]) -> Int64Array:
    return np.unique(np.array(photos, np.int64))
