"""From a question to an answer: parse, encode, vectors and words, join, rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import PhotoRow
from photosearch.chances import chances
from photosearch.errors import PhotoUnreadableError
from photosearch.narrowing import admitted
from photosearch.paths import thumbnail_path
from photosearch.search.baseline import Baseline
from photosearch.search.feedback import Wish, blend, wishes
from photosearch.search.query import Query, parse
from photosearch.search.ranking import Chances, Ranking, rank
from photosearch.search.relevance import Calibration
from photosearch.search.words import WordMatch, word_matches
from photosearch.spaces import OpenSpace, Spaces
from photosearch.types import PhotoId, ScoreParts

# The longest ranked answer.
LONGEST = 1000
_NOTHING = Query()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a text, pictures (files or photos) each with a weight beside the text's 1.

    ``more`` and ``less`` are photos that the answer should be more or less like. ``sort`` is
    ``relevance`` or ``date``; empty, the text decides. A ``partial`` one is answered without the
    pictures that can't be read.
    """

    text: str = ""
    images: tuple[tuple[Path | PhotoId, float], ...] = ()
    more: tuple[PhotoId, ...] = ()
    less: tuple[PhotoId, ...] = ()
    sort: str = ""
    partial: bool = False

    @property
    def feedback(self) -> tuple[tuple[PhotoId, ...], tuple[PhotoId, ...]]:
        """The photos to be like, and those not to be like."""
        return self.more, self.less

    @property
    def pictures(self) -> tuple[Path | PhotoId, ...]:
        """All its pictures."""
        return (*(image for image, _ in self.images), *self.more, *self.less)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A picture of a question that was answered without it, and why: one sentence."""

    picture: Path | PhotoId
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A photo of an answer. ``thumbnail`` is where its thumbnail lives, made or not yet.

    ``is_match`` says whether it lies above the query's own cutoff.
    """

    photo: PhotoId
    path: Path
    thumbnail: Path | None
    width: int
    height: int
    taken_at: datetime | None
    online: bool
    parts: ScoreParts
    is_match: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its photos in order, and what is needed to tell why each is there.

    ``ids`` are Int64[n]. The first ``strong`` rows lie above the query's relevance cutoff.
    ``milliseconds`` is the time inside the engine, encoding the query included. ``ranking`` is
    None where everything is listed and nothing ranked. ``query`` is what was understood,
    ``sort`` the order: relevance or date; ``left_out`` are the pictures that it goes without.
    """

    text: str
    ids: Int64Array
    strong: int
    milliseconds: float
    ranking: Ranking | None = None
    note: str = ""
    query: Query = _NOTHING
    sort: str = "relevance"
    left_out: tuple[LeftOut, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


class Searcher:
    """Answers questions from the space that answers now."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, thumbnails: Path) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._thumbnails = thumbnails

    def search(self, question: Question) -> Answer:
        """Return the photos that match; all of them, newest first, if nothing is asked.

        Raises:
            PhotoUnreadableError: a picture of the question can't be read, or is not indexed yet.
        """
        begun = time.perf_counter()
        query = parse(question.text)
        sort = question.sort or query.sort
        space = self._spaces.answering()
        among = admitted(self._catalogue, query, space)
        terms, left_out = self._wishes(query, question, space)
        if not terms:
            return replace(self._everything(query, among, begun), left_out=left_out)
        vector = blend(terms, space.vectors.sample_scores)
        matches = word_matches(self._catalogue.words, query.terms)
        in_words_only = len(terms) == 1 and bool(query.text)
        calibration = space.space.calibration if in_words_only else None
        ranking = _ranked(space, vector, among, matches, calibration)
        if sort == "date":
            ranking = self._newest_first(ranking)
        answer = _answer(question.text, ranking, begun)
        return replace(answer, query=query, sort=sort, left_out=left_out)

    def _wishes(
        self, query: Query, question: Question, space: OpenSpace
    ) -> tuple[list[Wish], tuple[LeftOut, ...]]:
        """Return what is looked for, and the pictures that it has to go without.

        That is the text, the pictures, and what is to be more or less so.
        """
        asked = [Wish(space.space.encode_query(query.text))] if query.text else []
        lost: list[Path | PhotoId] = []
        for image, weight in question.images:
            try:
                feature = self._feature(space, image)
            except PhotoUnreadableError:
                if not question.partial:
                    raise
                lost.append(image)
            else:
                asked.append(Wish(space.space.fuser.query(feature, None), weight))
        more, less = (space.vectors.gather(_sorted(ids)) for ids in question.feedback)
        known = {*more[0].tolist(), *less[0].tolist()}
        lost += [photo for photo in (*question.more, *question.less) if photo not in known]
        left_out = tuple(LeftOut(picture, self._why_lost(picture)) for picture in lost)
        return wishes(asked, list(more[1]), list(less[1])), left_out

    def _why_lost(self, picture: Path | PhotoId) -> str:
        if isinstance(picture, Path):
            if picture.exists():
                return "It can't be read, so it is left out."
            return "Its file is gone, so it is left out."
        if self._catalogue.photos.get([picture]):
            return "It is not indexed yet, so it is left out."
        return "It is no longer in the library, so it is left out."

    def _feature(self, space: OpenSpace, image: Path | PhotoId) -> Float32Array:
        """Return the image feature of a photo of the library or of any file."""
        if isinstance(image, Path):
            return space.space.encode_image(image)
        feature = self._catalogue.vectors.image_vector(space.stored.id, image)
        if feature is None:
            raise PhotoUnreadableError("It has not been indexed yet.", "Try again in a moment.")
        return feature

    def _newest_first(self, ranking: Ranking) -> Ranking:
        """Put the matches in order of date, and what is less certain after them likewise."""
        order = np.argsort(-self._catalogue.photos.times(ranking.ids), kind="stable")
        is_match = order < ranking.strong
        return ranking.reordered(np.concatenate([order[is_match], order[~is_match]]))

    def similar(self, photo: PhotoId) -> Answer:
        """Return the photos whose pictures are most like this one's.

        Raises:
            PhotoUnreadableError: the photo has not been indexed.
        """
        begun = time.perf_counter()
        space = self._spaces.answering()
        return self._alike(space, self._feature(space, photo), begun, f"like photo {photo}")

    def similar_to_file(self, path: Path) -> Answer:
        """Return the photos that are most like a picture, of the library or not.

        Raises:
            PhotoUnreadableError: the picture can't be read.
        """
        begun = time.perf_counter()
        space = self._spaces.answering()
        return self._alike(space, space.space.encode_image(path), begun, f"like {path.name}")

    def hits(self, answer: Answer, start: int, count: int) -> list[Hit]:
        """Return rows ``start`` … ``start + count`` of an answer; photos that are gone are not."""
        start = max(0, start)
        chosen = answer.ids[start : start + max(0, count)].tolist()
        row_of = {photo: start + offset for offset, photo in enumerate(chosen)}
        return [
            self._hit(answer, row_of[row.id], row) for row in self._catalogue.photos.get(chosen)
        ]

    def _everything(self, query: Query, among: Int64Array | None, begun: float) -> Answer:
        ids = self._catalogue.photos.newest()
        if among is not None:
            ids = ids[np.isin(ids, among, kind="table")]
        return Answer(query.typed, ids, len(ids), _milliseconds(begun), query=query, sort="date")

    def _alike(self, space: OpenSpace, image: Float32Array, begun: float, text: str) -> Answer:
        ranking = _ranked(space, space.space.fuser.query(image, None), None, {})
        return _answer(text, ranking, begun)

    def _hit(self, answer: Answer, row: int, photo: PhotoRow) -> Hit:
        hashed = photo.content_hash
        ranking = answer.ranking
        return Hit(
            photo=photo.id,
            path=photo.path,
            thumbnail=thumbnail_path(self._thumbnails, hashed) if hashed else None,
            width=photo.width,
            height=photo.height,
            taken_at=photo.taken_at,
            online=photo.online,
            parts=ranking.parts(row) if ranking is not None else ScoreParts(0.0, 0.0),
            is_match=row < answer.strong,
        )


def _ranked(
    space: OpenSpace,
    query: Float32Array,
    among: Int64Array | None,
    matches: dict[PhotoId, WordMatch],
    calibration: Calibration | None = None,
) -> Ranking:
    """Rank the nearest vectors and the literal matches together.

    With a calibration, which knows of queries in words only, the line lies by chances.
    """
    ids, _ = space.vectors.search(query, LONGEST, among)
    literal = np.fromiter(matches, np.int64)
    if among is not None:
        literal = literal[np.isin(literal, among)]
    ids, fused = space.vectors.gather(np.union1d(ids, literal))
    words, picture = space.space.fuser.split(query, fused)
    if calibration is None:
        line: Baseline | Chances = Baseline.of(space.vectors.sample_scores(query))
    else:
        line = chances(calibration, space, query, fused, words)
    return rank(ids, words, picture, matches, line)


def _answer(text: str, ranking: Ranking, begun: float) -> Answer:
    ids = ranking.ids[:LONGEST]
    strong = min(ranking.strong, len(ids))
    return Answer(text, ids, strong, _milliseconds(begun), ranking)


def _sorted(photos: Sequence[PhotoId]) -> Int64Array:
    return np.unique(np.array(photos, np.int64))


def _milliseconds(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
