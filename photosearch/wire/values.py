"""The values that engine, window, API and ``--json`` share: one set, the same on the wire.

Each is small, plain and immutable. On the wire a value is an object whose keys are its fields;
paths are texts, times ISO 8601.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self, TypeAlias

from photosearch.said import Said
from photosearch.types import FolderId, PhotoId, ScoreParts, Word

NO_SCORE: Final = ScoreParts(0.0, 0.0)

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
    """A picture of a question that was answered without it, and why."""

    picture: Picture
    reason: Said


# Answers ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """A photo of an answer. ``thumbnail`` is where its thumbnail lives, made or not yet.

    ``is_match`` says whether it lies above the query's own threshold. Of a video, ``at`` is the
    moment that answers best, ``moments`` are all that would match by themselves and stand out from
    the video's others, in order of time, and ``duration`` is its length where it is known: seconds.
    A photo has none of them. ``snippet`` is the line read in the picture that has the query's
    words. ``others`` are the files that it also stands for: its raw file, the clip of a live photo;
    ``has_clip`` says that something moves when it is played, in one of them or behind the picture.
    """

    photo: PhotoId
    path: Path
    thumbnail: Path | None
    width: int
    height: int
    taken_at: datetime | None = None
    online: bool = True
    parts: ScoreParts = NO_SCORE
    is_match: bool = True
    at: float | None = None
    moments: tuple[float, ...] = ()
    duration: float | None = None
    snippet: str = ""
    others: tuple[Path, ...] = ()
    has_clip: bool = False


# A count, a day (ISO 8601), a name, yes or no; several names; None if photos don't tell.
ReplyValue: TypeAlias = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question about the library or one photo, in the question's language.

    ``sure`` says whether it rests on photos that match and on what they tell. ``query`` is the
    search that was made of the question, ``value`` the answer without words, ``photos`` those that
    prove it, or that came nearest. ``can_look`` says that an added model may tell more by looking
    at them; ``by`` is the id of the one whose words the answer is, empty where facts tell it.
    ``probability`` is how likely the answer is right, where a photo was looked at for it.
    """

    question: str
    answer: str
    sure: bool
    query: str
    value: ReplyValue = None
    photos: tuple[Hit, ...] = ()
    can_look: bool = False
    by: str = ""
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    """What a photo shows, in a sentence of each language, made ``by`` a captioner, not a person.

    A language that was not asked for is empty.
    """

    en: str = ""
    zh: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that photos of an answer were taken in.

    ``matches`` counts those above the threshold, ``total`` all. ``first_match`` and ``first`` are
    the rows at which the month begins when the matches, or all, are ordered newest first. ``year``
    and ``month`` are 0 for the photos without a date.
    """

    year: int
    month: int
    matches: int
    total: int
    first_match: int
    first: int

    def __str__(self) -> str:
        if not self.year:
            return "no date"
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class MatchedWord:
    """One of a photo's words with what matched: ``spans`` are (start, end) in ``word.text``."""

    word: Word
    spans: tuple[tuple[int, int], ...]


# The library -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder: where it is and how far its photos are.

    ``unsearched`` counts, by suffix, files of kinds that are not searched, the most frequent first.
    Of these, so many ``needing`` an optional package that is not installed, by its extra's name.
    """

    id: FolderId
    path: Path
    online: bool
    photos: int = 0
    searchable: int = 0
    problems: int = 0
    unsearched: tuple[tuple[str, int], ...] = ()
    needing: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search: its text, when it was last asked (Unix), how often."""

    text: str
    used_at: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What ``text`` may stand in place of code points ``start`` … ``end`` of what was typed.

    ``kind`` is prefix, value, word, search or saved; ``detail`` a few words on what it is, of a
    saved search its name.
    """

    text: str
    kind: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AnalyserState:
    """Something that is looked for in photos; ``analyser.`` and ``key`` is the code of its name.

    Where it is not ``installed``, ``photosearch[extra]`` brings it. ``on`` says whether it is
    wanted. So many of ``total`` photos were ``seen``.
    """

    key: str
    extra: str
    installed: bool
    on: bool
    seen: int
    total: int

    @property
    def runs(self) -> bool:
        """Whether it is looked for."""
        return self.installed and self.on


@dataclass(frozen=True, slots=True)
class ExtraState:
    """A package that is optional; ``extra.`` and ``name`` is the code of what it is for.

    ``version`` is empty where it is not installed; ``command`` then installs it.
    """

    name: str
    version: str
    command: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose face is on so many ``photos``; ``name`` is empty until one is given.

    ``picture`` is a small square of the largest face, where it was kept; ``photo`` shows it at
    ``box``: left, top, right and bottom as shares. ``may_be`` is another person, named
    ``may_be_name``, whom this one looks like; None where there is nobody.
    """

    id: int
    name: str
    hidden: bool
    photos: int
    faces: int
    picture: Path
    photo: PhotoId
    box: tuple[float, float, float, float]
    may_be: int | None = None
    may_be_name: str = ""


@dataclass(frozen=True, slots=True)
class PersonFace:
    """A face of a person: its small picture, and the photo that it is on.

    ``sure`` says that the file or the user names it. ``at`` is the moment of a video at which it is
    seen, in seconds.
    """

    id: int
    picture: Path
    photo: PhotoId
    path: Path
    box: tuple[float, float, float, float]
    sure: bool
    at: float | None = None


class DuplicateKind(StrEnum):
    """How alike the photos of a group are."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A photo of a group, and how it compares with the one to keep.

    ``size`` is in bytes; ``distance`` counts the bits of 64 in which the perceptual hashes differ;
    ``cosine`` is that of the image vectors. ``same_file`` says that the content is equal.
    """

    photo: PhotoId
    path: Path
    thumbnail: Path
    content_hash: bytes
    width: int
    height: int
    size: int
    taken_at: datetime | None = None
    online: bool = True
    same_file: bool = True
    distance: int = 0
    cosine: float = 1.0


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos that show the same; each was compared with the first, which is best kept."""

    kind: DuplicateKind
    photos: tuple[Duplicate, ...]

    @property
    def keep(self) -> Duplicate:
        """The photo to keep."""
        return self.photos[0]

    @property
    def others(self) -> tuple[Duplicate, ...]:
        """The photos that could go."""
        return self.photos[1:]


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that stayed where it was, why, and what to do."""

    path: str
    said: Said

    @property
    def reason(self) -> str:
        """Why it stayed, in English."""
        return self.said.reason

    @property
    def advice(self) -> str:
        """What to do, in English."""
        return self.said.advice


def _photos(pictures: Iterable[Picture]) -> tuple[PhotoId, ...]:
    return tuple(picture.photo for picture in pictures if picture.photo is not None)
