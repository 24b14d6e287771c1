"""From a question to an answer: parse, encode, vectors and words, join, rows."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.catalogue.database import Catalogue
from photosearch.paths import thumbnail_path
from photosearch.search.query import Query, parse
from photosearch.search.ranking import Ranking, join
from photosearch.search.words import exact_scores
from photosearch.spaces import OpenSpace, Spaces
from photosearch.types import PhotoId, ScoreParts

# The rows that are rescored exactly, and so the longest ranked answer.
CANDIDATES = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """A photo of an answer. ``thumbnail`` is where its thumbnail lives, made or not yet."""

    photo: PhotoId
    path: Path
    thumbnail: Path
    width: int
    height: int
    taken_at: datetime | None
    online: bool
    parts: ScoreParts


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its photos in order, and what is needed to tell why each is there.

    ``ids`` are Int64[n]. The first ``strong`` rows lie above the query's relevance cutoff.
    ``milliseconds`` is the time inside the engine, encoding the query included.
    """

    text: str
    ids: NDArray[np.int64]
    strong: int
    milliseconds: float
    ranking: Ranking | None = None
    note: str = ""

    def __len__(self) -> int:
        return len(self.ids)


class Searcher:
    """Answers questions from the space that answers now."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, thumbnails: Path) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._thumbnails = thumbnails

    def search(self, text: str) -> Answer:
        """Return the photos that match ``text``; all of them, newest first, if it says nothing."""
        begun = time.perf_counter()
        query = parse(text)
        among = self._among(query)
        if not query.text:
            ids = self._newest(among)
            return Answer(text, ids, len(ids), _since(begun))
        space = self._spaces.answering()
        vector = space.space.encode_query(query.text)
        exact = exact_scores(self._catalogue.words, query.terms)
        ranking = self._rank(space, vector, among, exact)
        return Answer(text, ranking.ids, ranking.strong, _since(begun), ranking)
