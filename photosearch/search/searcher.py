"""From a question to an answer: parse, encode, vectors and words, join, rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import PhotoRow
from photosearch.paths import thumbnail_path
from photosearch.query.language import Kind
from photosearch.query.parse import Query, parse
from photosearch.search.filters import Filters
from photosearch.search.literal import WordMatch, literal_matches, stands_in
from photosearch.search.loosening import loosened
from photosearch.search.names import named_people, people_asked, seen_at
from photosearch.search.prefilter import admitted
from photosearch.search.probabilities import judge_photos
from photosearch.search.query_vector import Asked, Asker
from photosearch.search.ranking import EXACT_WEIGHT, Ranking, rank
from photosearch.search.read_meaning import MeaningOfText, joined
from photosearch.search.threshold import threshold_of
from photosearch.spaces.spaces import OpenSpace, Spaces
from photosearch.types import PhotoId, ScoreParts
from photosearch.wire.values import Hit, LeftOut, Loosened, Question

# The longest ranked answer.
LONGEST = 1000
# Letters of a line that is shown beside a photo.
SNIPPET = 160
_NOTHING = Query()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its photos in order, and what is needed to tell why each is there.

    ``ids`` are Int64[n]. The first ``matches`` rows lie above the query's own threshold.
    ``milliseconds`` is the time inside the engine, encoding the query included. ``ranking`` is
    None where everything is listed and nothing ranked. ``query`` is what was understood,
    ``sort`` the order: relevance or date; ``left_out`` are the pictures that it goes without.
    ``searched`` is how many photos were looked at: those that its filters let in. Where these are
    none, ``loosened`` says without what there would be some.
    ``people`` are the names in its words whose photos alone were looked at.
    ``vector`` is the question in the fused space, Float32[d], where something is asked but filters.
    """

    text: str
    ids: Int64Array
    matches: int
    milliseconds: float
    ranking: Ranking | None = None
    note: str = ""
    query: Query = _NOTHING
    sort: str = "relevance"
    left_out: tuple[LeftOut, ...] = ()
    searched: int = 0
    loosened: tuple[Loosened, ...] = ()
    vector: Float32Array | None = None
    people: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def strong(self) -> int:
        """The old name of ``matches``."""
        return self.matches

    @property
    def parted(self) -> tuple[Int64Array, Int64Array]:
        """The matches, and what is less certain."""
        return self.ids[: self.matches], self.ids[self.matches :]

    @property
    def is_seen(self) -> bool:
        """Whether some match by nothing but what they show: no words or filters tell it."""
        if self.ranking is None:
            return False
        return bool((self.ranking.exact[: self.matches] < EXACT_WEIGHT).any())

    @property
    def is_complete(self) -> bool:
        """Whether all that matches is here; a ranked answer ends somewhere."""
        return self.ranking is None or self.matches < LONGEST

    def reordered(self, order: Int64Array, matches: int) -> Answer:
        """Return the same photos in another order, Int64[n], of which the first ones match."""
        ranking = None
        if self.ranking is not None:
            ranking = replace(self.ranking.reordered(order), matches=matches)
        return replace(self, ids=self.ids[order], matches=matches, ranking=ranking)


class Searcher:
    """Answers questions from the space that answers now."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, thumbnails: Path) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._thumbnails = thumbnails
        self._filters = Filters(catalogue)
        self._asker = Asker(catalogue)
        self._read = MeaningOfText(catalogue.read_meanings)

    def search(self, question: Question, partial: bool = False) -> Answer:
        """Return the photos that match; all of them, newest first, if nothing is asked.

        A ``partial`` question is answered without the pictures that can't be read.

        Raises:
            PhotoUnreadableError: a picture of the question can't be read, or is not indexed yet.
        """
        begun = time.perf_counter()
        query = parse(question.text)
        sort = question.sort or query.sort
        space = self._spaces.answering()
        among = admitted(self._catalogue, self._filters, query, space)
        about = self._about_people(question, query, space, among, begun)
        if about is not None:
            return about
        asked = self._asker.ask(question, query, space, partial)
        if asked.vector is None:
            answer = self._everything(query, among, begun)
        else:
            matches = literal_matches(self._catalogue.words, query)
            if asked.in_words and not query.is_literal:
                matches = joined(matches, self._read.matches(space.space, query.text))
            ranking = _ranked(space, asked, asked.vector, among, matches)
            if asked.in_words and query.is_literal:
                ranking = replace(ranking, matches=len(ranking))
            if sort == "date":
                ranking = self._newest_first(ranking)
            searched = len(space.vectors if among is None else among)
            answer = replace(_answer(question.text, ranking, begun), sort=sort, searched=searched)
        if not len(answer):
            freer = loosened(self._catalogue, self._filters, query, space)
            answer = replace(answer, loosened=freer)
        return replace(answer, query=query, left_out=asked.left_out, vector=asked.vector)

    def _about_people(
        self,
        question: Question,
        query: Query,
        space: OpenSpace,
        among: Int64Array | None,
        begun: float,
    ) -> Answer | None:
        """Return the answer to what is asked of the photos of people who are named.

        None if nobody is named, or if nothing matches: what is a name may be a word, too.
        """
        named = None if question.pictures else named_people(self._catalogue, query)
        if named is None:
            return None
        among = named.photos if among is None else np.intersect1d(among, named.photos)
        asked = self._asker.ask(Question(named.rest.text), named.rest, space, partial=True)
        if asked.vector is None or not len(among):
            return None
        matches = literal_matches(self._catalogue.words, named.rest)
        ranking = _ranked(space, asked, asked.vector, among, matches)
        if not ranking.matches:
            return None
        sort = question.sort or query.sort
        if sort == "date":
            ranking = self._newest_first(ranking)
        answer = _answer(question.text, ranking, begun)
        return replace(
            answer,
            sort=sort,
            searched=len(among),
            query=query,
            vector=asked.vector,
            people=named.people,
        )

    def _newest_first(self, ranking: Ranking) -> Ranking:
        """Put the matches in order of date, and what is less certain after them likewise."""
        order = np.argsort(-self._catalogue.photos.times(ranking.ids), kind="stable")
        is_match = order < ranking.matches
        return ranking.reordered(np.concatenate([order[is_match], order[~is_match]]))

    def hits(self, answer: Answer, start: int, count: int) -> list[Hit]:
        """Return rows ``start`` … ``start + count`` of an answer; photos that are gone are not."""
        start = max(0, start)
        chosen = answer.ids[start : start + max(0, count)].tolist()
        row_of = {photo: start + offset for offset, photo in enumerate(chosen)}
        halves = self._catalogue.halves.of(chosen)
        return [
            self._hit(answer, row_of[row.id], row, halves.get(row.id, ()))
            for row in self._catalogue.photos.get(chosen)
        ]

    def _everything(self, query: Query, among: Int64Array | None, begun: float) -> Answer:
        ids = self._catalogue.photos.newest()
        if among is not None:
            ids = ids[np.isin(ids, among, kind="table")]
        milliseconds = _milliseconds(begun)
        return Answer(query.typed, ids, len(ids), milliseconds, sort="date", searched=len(ids))

    def _hit(
        self, answer: Answer, row: int, photo: PhotoRow, halves: Sequence[tuple[int, Path, bool]]
    ) -> Hit:
        hashed = photo.content_hash
        ranking = answer.ranking
        at_ms, others = self._moments(answer, photo) if photo.moments else (None, ())
        return Hit(
            photo=photo.id,
            path=photo.path,
            thumbnail=thumbnail_path(self._thumbnails, hashed, at_ms) if hashed else None,
            width=photo.width,
            height=photo.height,
            taken_at=photo.taken_at,
            online=photo.online,
            parts=ranking.parts(row) if ranking is not None else ScoreParts(0.0, 0.0),
            is_match=row < answer.matches,
            at=None if at_ms is None else at_ms / 1000,
            moments=tuple(moment / 1000 for moment in others),
            duration=None if photo.duration_ms is None else photo.duration_ms / 1000,
            snippet=self._snippet(answer, row, photo),
            others=tuple(path for _, path, _ in halves),
            has_clip=photo.clip_at is not None or any(is_clip for *_, is_clip in halves),
        )

    def _snippet(self, answer: Answer, row: int, photo: PhotoRow) -> str:
        """Return the line read in a photo that has most of the question's words, if any has.

        What was found by its meaning alone is told from its beginning.
        """
        read = [part.text for part in answer.query.filters if part.kind is Kind.WRITTEN]
        if not read and (answer.ranking is None or not answer.ranking.exact[row]):
            return ""
        wanted = [*read, *answer.query.terms]
        lines = [line.text for line in self._catalogue.analyses.lines(photo.id)]
        shares = [sum(stands_in(term, line) for term in wanted) for line in lines]
        if any(shares):
            return lines[shares.index(max(shares))][:SNIPPET]
        words = self._catalogue.words.of(photo.id) if lines and not read else ()
        is_elsewhere = any(stands_in(term, word.text) for word in words for term in wanted)
        return "" if is_elsewhere else " · ".join(lines)[:SNIPPET]

    def _moments(self, answer: Answer, photo: PhotoRow) -> tuple[int | None, tuple[int, ...]]:
        """Return the moment of a video that answers best, and all that would match alone (ms).

        Where people are asked for, these are moments at which they are seen.
        """
        asked = people_asked(answer.query, answer.people)
        seen = seen_at(self._catalogue.people.moments(photo.id), asked) if asked else ()
        if answer.vector is None or answer.ranking is None:
            return (seen[0], tuple(sorted(seen))) if seen else (None, ())
        vectors = self._spaces.answering().vectors.moments(photo.id)
        if len(vectors) != len(photo.moments):
            return None, ()  # it is being looked at anew
        scores = vectors @ answer.vector
        times = np.array(photo.moments)
        if np.isin(times, seen).any():
            scores = np.where(np.isin(times, seen), scores, np.float32(-np.inf))
            matches = np.flatnonzero(np.isfinite(scores))
            return photo.moments[scores.argmax()], tuple(times[matches].tolist())
        # What the others of the video don't reach halfway is not what was meant.
        least = max(answer.ranking.least_match(), (scores.max() + scores.mean()) / 2 - 1e-3)
        matches = np.flatnonzero(scores >= least)
        return photo.moments[scores.argmax()], tuple(photo.moments[i] for i in matches.tolist())


def _ranked(
    space: OpenSpace,
    asked: Asked,
    query: Float32Array,
    among: Int64Array | None,
    matches: dict[PhotoId, WordMatch],
) -> Ranking:
    """Rank the nearest vectors and the literal matches together."""
    ids, _ = space.vectors.search(query, LONGEST, among)
    literal = np.fromiter(matches, np.int64)
    if among is not None:
        literal = literal[np.isin(literal, among)]
    ids, fused = space.vectors.gather(np.union1d(ids, literal), query)
    judged = judge_photos(space, query, asked.words, asked.in_words, ids, fused)
    threshold = threshold_of(space, query, asked.in_words, judged.probabilities)
    return rank(ids, judged.words, judged.picture, matches, threshold)


def _answer(text: str, ranking: Ranking, begun: float) -> Answer:
    ids = ranking.ids[:LONGEST]
    matches = min(ranking.matches, len(ids))
    return Answer(text, ids, matches, _milliseconds(begun), ranking)


def _milliseconds(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
