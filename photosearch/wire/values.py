"""The values that engine, window, API and ``--json`` share: one set, the same on the wire.

Each is small, plain and immutable. On the wire a value is an object whose keys are its fields;
paths are texts, times ISO 8601.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from photosearch.types import PhotoId

# Questions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is asked with: a ``photo`` of the library, or the file at ``path``.

    ``weight`` counts beside the text's 1. Of a photo, ``path`` and ``thumbnail`` say what it is, to
    a person; they may be None.
    """

    path: Path | None = None
    photo: PhotoId | None = None
    weight: float = 1.0
    thumbnail: Path | None = None

    def __post_init__(self) -> None:
        if self.path is None and self.photo is None:
            raise ValueError("a picture is a file or a photo of the library")

    @classmethod
    def of(cls, source: Path | PhotoId, weight: float = 1.0) -> Self:
        """Return a picture of a file, or of a photo of the library."""
        path, photo = (source, None) if isinstance(source, Path) else (None, source)
        return cls(path, photo, weight)

    @property
    def source(self) -> Path | PhotoId:
        """What is asked with: the photo, or the file."""
        source = self.path if self.photo is None else self.photo
        assert source is not None
        return source


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a text, pictures to be like, photos to be more or less like, an order.

    ``more`` and ``less`` are photos of the library. ``sort`` is ``relevance`` or ``date``; empty,
    the text decides (``sort:date``). Nothing asked for means all photos, newest first.
    """

    text: str = ""
    images: tuple[Picture, ...] = ()
    more: tuple[Picture, ...] = ()
    less: tuple[Picture, ...] = ()
    sort: str = ""

    @classmethod
    def of(
        cls,
        text: str = "",
        images: Iterable[tuple[Path | PhotoId, float]] = (),
        more: Iterable[PhotoId] = (),
        less: Iterable[PhotoId] = (),
        sort: str = "",
    ) -> Question:
        """Return a question: files or photos with their weights, photos to be like or unlike."""
        return Question(
            text,
            tuple(Picture.of(source, weight) for source, weight in images),
            tuple(map(Picture.of, more)),
            tuple(map(Picture.of, less)),
            sort,
        )

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All its pictures."""
        return self.images + self.more + self.less

    @property
    def feedback(self) -> tuple[tuple[PhotoId, ...], tuple[PhotoId, ...]]:
        """The photos to be more like, and those to be less like."""
        return _photos(self.more), _photos(self.less)


@dataclass(frozen=True, slots=True)
class SavedSearch(Question):
    """A question under a name."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Loosened:
    """Without these ``parts`` (their places in the question) so many ``photos`` are let in."""

    parts: tuple[int, ...]
    photos: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A picture of a question that was answered without it, and why: one sentence."""

    picture: Picture
    reason: str


def _photos(pictures: Iterable[Picture]) -> tuple[PhotoId, ...]:
    return tuple(picture.photo for picture in pictures if picture.photo is not None)
