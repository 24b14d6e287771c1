"""From a question to its vector: a text, pictures and feedback become one wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array, Int64Array
from photosearch.catalogue.database import Catalogue
from photosearch.errors import PhotoUnreadableError
from photosearch.query.parse import Query
from photosearch.said import Said, say
from photosearch.search.feedback import Wish, blend, wishes
from photosearch.spaces.spaces import OpenSpace
from photosearch.types import PhotoId
from photosearch.wire.values import LeftOut, Picture, Question


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as a space sees it.

    ``vector`` Float32[d] lies in the fused space; it is None where nothing is asked but filters.
    ``in_words`` says that a text is all that is asked; ``words`` Float32[t, p] are then those of it
    that places of photos are compared with, in a space that tells these apart. ``left_out`` are the
    pictures it goes without.
    """

    vector: Float32Array | None
    in_words: bool
    left_out: tuple[LeftOut, ...]
    words: Float32Array | None = None


class Asker:
    """Turns questions into vectors."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def ask(self, question: Question, query: Query, space: OpenSpace, partial: bool) -> Asked:
        """Return a question, of whose text a ``query`` was made, as a space sees it.

        A ``partial`` one goes without the pictures that can't be read.

        Raises:
            PhotoUnreadableError: a picture can't be read, or is not indexed yet, and it is not
                ``partial``.
        """
        said, words = space.space.encode_wish(query.text) if query.text else (None, None)
        asked = [] if said is None else [Wish(said)]
        lost: list[Picture] = []
        for image in question.images:
            try:
                feature = self._feature(space, image.source)
            except PhotoUnreadableError:
                if not partial:
                    raise
                lost.append(image)
            else:
                asked.append(Wish(space.space.fuser.query(feature, None), image.weight))
        more, less = (space.vectors.gather(_sorted(ids)) for ids in question.feedback)
        known = {*more[0].tolist(), *less[0].tolist()}
        lost += [one for one in (*question.more, *question.less) if one.photo not in known]
        terms = wishes(asked, list(more[1]), list(less[1]))
        in_words = len(terms) == 1 and bool(query.text)
        return Asked(
            vector=blend(terms, space.vectors.sample_scores) if terms else None,
            in_words=in_words,
            words=words if in_words else None,
            left_out=tuple(LeftOut(picture, self._why_lost(picture.source)) for picture in lost),
        )

    def _feature(self, space: OpenSpace, image: Path | PhotoId) -> Float32Array:
        """Return the image feature of a photo of the library or of any file."""
        if isinstance(image, Path):
            return space.space.encode_image(image)
        feature = self._catalogue.vectors.image_vector(space.stored.id, image)
        if feature is None:
            raise PhotoUnreadableError("not_indexed")
        return feature

    def _why_lost(self, picture: Path | PhotoId) -> Said:
        if isinstance(picture, Path):
            if picture.exists():
                return say("left_out.not_read")
            return say("left_out.file_gone")
        if self._catalogue.photos.get([picture]):
            return say("left_out.not_indexed")
        return say("left_out.not_in_library")


def _sorted(photos: Sequence[PhotoId]) -> Int64Array:
    return np.unique(np.array(photos, np.int64))
