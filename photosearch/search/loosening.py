"""What to leave out of a question that lets no photo in, and how many photos that brings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photosearch.catalogue.database import Catalogue
from photosearch.query.language import Kind
from photosearch.query.parse import Part, Query
from photosearch.search.filters import Filters
from photosearch.search.prefilter import admitted
from photosearch.spaces.spaces import OpenSpace
from photosearch.wire.values import Loosened


def loosened(
    catalogue: Catalogue, filters: Filters, query: Query, space: OpenSpace | None
) -> tuple[Loosened, ...]:
    """Return each single part that keeps all photos out, the one that brings most first.

    Where no single one does, all of them together.
    """
    strict = [place for place, part in enumerate(query.parts) if _is_strict(part)]
    read = catalogue.photos.newest()

    def without(*places: int) -> Loosened:
        kept = tuple(part for place, part in enumerate(query.parts) if place not in places)
        among = admitted(catalogue, filters, replace(query, parts=kept), space)
        count = len(read) if among is None else int(np.isin(read, among, kind="table").sum())
        return Loosened(places, count)

    single = [found for place in strict if (found := without(place)).photos]
    if not single and len(strict) > 1 and len(read):
        return (without(*strict),)
    return tuple(sorted(single, key=lambda found: -found.photos))


def _is_strict(part: Part) -> bool:
    """Say whether a part keeps photos out: a filter, a phrase, or a word that must not be."""
    if part.error or part.kind in (Kind.SORT, Kind.UNKNOWN):
        return False
    return part.negated or part.kind is not Kind.TEXT
