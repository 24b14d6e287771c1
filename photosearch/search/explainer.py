"""Answers to "why is this photo here" and "what does this photo show"."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.catalogue.database import Catalogue
from photosearch.errors import PhotoUnreadableError, QueryError
from photosearch.media.decode import encoder_pixels, read_photo
from photosearch.query.parse import Query, parse
from photosearch.search.describe import Tag, best_tags, everyday_names
from photosearch.search.explain import (
    Explanation,
    HeatMap,
    heat_map,
    matched_words,
    seen_frame,
)
from photosearch.search.literal import WordMatch, literal_matches
from photosearch.search.probabilities import Judged, judge, judge_photos
from photosearch.search.query_vector import Asked, Asker
from photosearch.search.ranking import rank
from photosearch.search.read_meaning import MeaningOfText, joined, nearest_line
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.late_interaction import COMPARED, SeenPlaces
from photosearch.spaces.space import EmbeddingSpace
from photosearch.spaces.spaces import OpenSpace, Spaces
from photosearch.types import PhotoId, ScoreParts
from photosearch.wire.values import Question

log = logging.getLogger(__name__)

# Embedded word lists kept in the cache; the oldest go first.
_KEPT_LISTS = 4


class Explainer:
    """Explains hits and describes photos, in the space that answers now."""

    def __init__(self, catalogue: Catalogue, spaces: Spaces, cache: Path) -> None:
        self._catalogue = catalogue
        self._spaces = spaces
        self._cache = cache
        self._asker = Asker(catalogue)
        self._read = MeaningOfText(catalogue.read_meanings)

    def why(self, question: Question, photo: PhotoId | Path, partial: bool = False) -> Explanation:
        """Return why a photo answers a question; a file that is not in the library has no words.

        Raises:
            QueryError: nothing is asked but filters.
            PhotoUnreadableError: the photo or a picture of the question can't be read, or is not
                indexed yet.
        """
        query = parse(question.text)
        space = self._spaces.answering()
        asked = self._asker.ask(question, query, space, partial)
        if asked.vector is None:
            raise QueryError("only_filters")
        if isinstance(photo, Path):
            explanation = self._of_file(asked, asked.vector, photo, space)
        else:
            explanation = self._of_photo(query, asked, asked.vector, photo, space)
        return replace(
            explanation,
            text=question.text,
            pictures=len(question.pictures) - len(asked.left_out),
        )

    def knows(self, photo: PhotoId) -> bool:
        """Say whether a photo is indexed in the space that answers."""
        ids, _ = self._spaces.answering().vectors.gather(np.array([photo], np.int64))
        return len(ids) > 0

    def describe(self, photo: PhotoId | Path, count: int, own_words: bool) -> list[Tag]:
        """Return the words that say best what a photo shows, from everyday or the library's own.

        Raises:
            PhotoUnreadableError: it can't be read, or is not indexed yet.
        """
        space = self._spaces.answering()
        if isinstance(photo, Path):
            feature: Float32Array | None = space.space.encode_image(photo)
        else:
            feature = self._catalogue.vectors.image_vector(space.stored.id, photo)
        if feature is None:
            raise PhotoUnreadableError("not_indexed")
        tagging = None
        if own_words:
            names = [(text, text) for text in self._catalogue.words.written()]
        else:
            names, tagging = everyday_names(), space.space.tagging
            if tagging and list(tagging.words) != [english for english, _ in names]:
                tagging = None  # of another list of words
        embedded = self._embedded(space.space, names)
        return best_tags(
            feature, names, embedded, count, space.image_sample(), space.calibration, tagging
        )

    def _of_file(
        self, asked: Asked, vector: Float32Array, path: Path, space: OpenSpace
    ) -> Explanation:
        """Return what is to be told of a file."""
        pixels, frame = _seen(path, space.space)
        feature, places = space.space.encode_pictures(pixels[None])
        fuser = space.space.fuser
        fused = fuser.fuse(np.zeros((1, fuser.text_dimensions), np.float32), feature)
        seen = None if places is None else SeenPlaces(np.zeros(1, np.int64), places)
        judged = judge(space, vector, asked.words, asked.in_words, fused, seen)
        return Explanation(
            photo=0,
            path=path,
            parts=ScoreParts(float(judged.picture[0]), float(judged.words[0])),
            heat=_heat(space.space, vector, asked.words, pixels, frame),
            probability=_probability(judged, judged),
        )

    def _of_photo(
        self,
        query: Query,
        asked: Asked,
        vector: Float32Array,
        photo: PhotoId,
        space: OpenSpace,
    ) -> Explanation:
        """Return what is to be told of a photo of the library."""
        row = next(iter(self._catalogue.photos.get([photo])), None)
        ids, fused = space.vectors.gather(np.array([photo], np.int64))
        if row is None or not len(ids):
            raise PhotoUnreadableError("not_indexed")
        judged = judge_photos(space, vector, asked.words, asked.in_words, ids, fused)
        literal = literal_matches(self._catalogue.words, query)
        meant = self._meant(query, asked, photo, space)
        literal = joined(literal, meant)
        ranking = rank(ids, judged.words, judged.picture, literal, Baseline(0.0, 0.0, 0))
        try:
            heat = _heat(space.space, vector, asked.words, *_seen(row.path, space.space))
        except PhotoUnreadableError:  # offline, or gone since; the stored scores still tell much
            heat = None
        terms = literal[photo].terms if photo in literal else ()
        matched = matched_words(terms, self._catalogue.words.of(photo))
        if photo in meant and not matched:
            lines = [line.text for line in self._catalogue.analyses.lines(photo)]
            matched = nearest_line(space.space, query.text, lines)
        # What judges pictures knows nothing of what is written: where that is all, none guesses.
        is_whole = photo in literal and literal[photo].share >= 1.0
        answer = _answer(space, asked, vector)
        probability = None if is_whole else _probability(judged, answer)
        return Explanation(
            photo, row.path, ranking.parts(0), matched, heat, probability=probability
        )

    def _meant(
        self, query: Query, asked: Asked, photo: PhotoId, space: OpenSpace
    ) -> dict[PhotoId, WordMatch]:
        """Return whether what is written in a photo means what is asked, as the searcher does."""
        if not asked.in_words or query.is_literal:
            return {}
        found = self._read.matches(space.space, query.text)
        return {photo: found[photo]} if photo in found else {}

    def _embedded(self, space: EmbeddingSpace, names: Sequence[tuple[str, str]]) -> Float32Array:
        """Return the embeddings of names in both languages, Float32[n, d], kept in the cache."""
        listed = "\n".join("\t".join(name) for name in names)
        key = hashlib.sha256(f"{space.pack.fingerprint}\n{listed}".encode("utf-8", "replace"))
        path = self._cache / f"{key.hexdigest()[:24]}.npy"
        try:
            return np.asarray(np.load(path), np.float32)
        except (OSError, ValueError):
            embedded = space.encode_names(names).astype(np.float16)
        try:
            self._keep(path, embedded)
        except OSError as error:
            log.info("word list not kept: %s", error)  # a read-only or full disk
        return embedded.astype(np.float32)

    def _keep(self, path: Path, embedded: NDArray[np.float16]) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        for old in sorted(self._cache.glob("*.npy"), key=lambda one: one.stat().st_mtime)[
            : -_KEPT_LISTS + 1
        ]:
            old.unlink(missing_ok=True)
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            np.save(file, embedded)
        draft.replace(path)


def _seen(path: Path, space: EmbeddingSpace) -> tuple[UInt8Array, tuple[float, ...]]:
    how = space.pack.image
    photo = read_photo(path, max(how.size))
    return encoder_pixels(photo, how), seen_frame(photo.width, photo.height, how)


def _heat(
    space: EmbeddingSpace,
    vector: Float32Array,
    spoken: Float32Array | None,
    pixels: UInt8Array,
    frame: tuple[float, ...],
) -> HeatMap:
    query = space.fuser.picture_query(vector)
    values, method = heat_map(space.explaining_encoder, pixels, query)
    if spoken is not None and space.calibration is not None:
        places = space.explaining_encoder.encode_pictures(pixels[None]).places
        if places is not None and places.shape[1] == values.size:
            values = values + space.calibration.late_heat(spoken, places[0]).reshape(values.shape)
    left, top, right, bottom = frame
    return HeatMap(values, method, (left, top, right, bottom))


def _answer(space: OpenSpace, asked: Asked, vector: Float32Array) -> Judged:
    """Judge the best photos of the library, which tell whether anything is there."""
    ids, _ = space.vectors.search(vector, COMPARED)
    ids, fused = space.vectors.gather(np.sort(ids), vector)
    return judge_photos(space, vector, asked.words, asked.in_words, ids, fused)


def _probability(judged: Judged, answer: Judged) -> float | None:
    """Return how likely the one photo judged is what was asked for, given the whole answer."""
    if judged.probabilities is None or answer.probabilities is None:
        return None
    return float(judged.probabilities.values[0]) * answer.probabilities.present
