"""The small immutable values that every room of the engine, and the window, share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from photosearch.arrays import Float32Array, Int8Array, UInt8Array
    from photosearch.said import Said

PhotoId: TypeAlias = int
FolderId: TypeAlias = int

# Files that may be photos, by the end of their names.
PHOTO_SUFFIXES: Final = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".gif", ".bmp", ".dib",
        ".tif", ".tiff", ".heic", ".heif", ".hif", ".avif", ".avifs", ".tga", ".pcx", ".ico",
        ".ppm", ".pgm", ".pbm", ".pnm",
    }
)  # fmt: skip
# Files that may be videos: their ends, and the kind that each is.
VIDEO_KINDS: Final = {
    ".mp4": "mp4", ".m4v": "mp4", ".mov": "mov", ".qt": "mov", ".mkv": "mkv", ".webm": "webm",
    ".avi": "avi", ".3gp": "3gp", ".3g2": "3gp", ".mts": "mts", ".m2ts": "mts", ".mpg": "mpg",
    ".mpeg": "mpg", ".wmv": "wmv", ".flv": "flv",
}  # fmt: skip

# What cameras' sensors saw, undeveloped.
RAW_SUFFIXES: Final = frozenset(
    {
        ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".srf", ".sr2", ".raf", ".orf", ".rw2",
        ".pef", ".dng", ".srw", ".x3f", ".3fr", ".fff", ".iiq", ".erf", ".mrw", ".kdc", ".dcr",
        ".mos", ".mef", ".rwl", ".gpr",
    }
)  # fmt: skip
JXL_SUFFIXES: Final = frozenset({".jxl"})

# Files of a photo folder that are not searched: they are counted, so that nobody misses them.
# Videos, raw photos and JPEG XL are, where the package that reads them is missing.
UNSEARCHED_SUFFIXES: Final = frozenset(
    {
        *VIDEO_KINDS, ".insv", *RAW_SUFFIXES, ".raw", ".insp", *JXL_SUFFIXES, ".jp2", ".j2k",
        ".jpx", ".psd", ".psb", ".xcf", ".svg", ".exr", ".hdr", ".kra", ".afphoto",
    }
)  # fmt: skip


class WordSource(StrEnum):
    """Where a photo's own words come from."""

    TITLE = "title"
    CAPTION = "caption"
    KEYWORD = "keyword"
    PERSON = "person"
    PLACE = "place"
    FILE = "file"
    FOLDER = "folder"
    DATE = "date"
    TEXT = "text"  # read in the picture


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that was read in a picture, how sure the reader is (0 to 1), and where it stands.

    ``box`` are left, top, right and bottom as shares of the upright picture.
    """

    text: str
    score: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture that a file gives a person's name.

    ``box`` are left, top, right and bottom as shares of the picture, ``drawn_on`` its width and
    height for whoever named it, where that is known: stored or upright.
    """

    name: str
    box: tuple[float, float, float, float]
    drawn_on: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """A face that was found in a picture.

    ``box`` are left, top, right and bottom as shares of the upright picture, ``pixels`` its shorter
    side in the full picture. ``embedding`` Float32[d] is near those of the same person; a face that
    only a file names has none. ``name`` is the one that the file gives, ``model`` what made the
    embedding. ``at_ms`` is the moment of a video at which it is seen, in milliseconds.
    """

    box: tuple[float, float, float, float]
    pixels: int
    embedding: Float32Array | None = field(default=None, compare=False)
    name: str = ""
    model: str = ""
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of text that belongs to a photo."""

    source: WordSource
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a photo's file says of itself.

    ``width`` and ``height`` are in pixels, as seen (after EXIF orientation). ``taken_at`` is the
    camera's local time; it carries a ``tzinfo`` only if the file names the offset. ``latitude``
    and ``longitude`` are WGS 84 degrees. ``rating`` is 0–5 stars. ``words`` are those written in
    the file or its sidecar, not the file's name. ``duration_ms`` is a video's length,
    ``clip_at`` where in a motion photo's file its clip begins, in bytes.
    """

    width: int
    height: int
    kind: str
    taken_at: datetime | None = None
    camera: str | None = None
    lens: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    rating: int | None = None
    words: tuple[Word, ...] = ()
    duration_ms: int | None = None
    clip_at: int | None = None


class ProblemReason(StrEnum):
    """Why a file could not become a searchable photo."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    CORRUPT = "corrupt"
    NOT_A_PHOTO = "not_a_photo"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Problem:
    """One file's failure: the reason, and what the decoder or system said."""

    reason: ProblemReason
    detail: Said | None = None


Resize: TypeAlias = Literal["squash", "crop"]
Interpolation: TypeAlias = Literal["bilinear", "bicubic", "lanczos"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preprocessing:
    """How a photo becomes the encoder's pixels.

    ``size`` is (height, width) in pixels. ``squash`` resizes the whole frame to it; ``crop``
    resizes the shorter side and cuts the centre out.
    """

    size: tuple[int, int]
    resize: Resize = "squash"
    interpolation: Interpolation = "bicubic"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a worker makes of one file, decoded once.

    ``content_hash`` is the xxh3-128 digest of the whole file (16 bytes). ``embedding`` are the
    unit-length image features, Float32[n, d], where the worker encodes; ``pixels`` is the encoder's
    input, UInt8[n, h, w, 3], where the engine encodes in batches. Exactly one of them is set.
    A photo has one row (n = 1), a video one for each moment, whose times ``moments`` tells in
    milliseconds; a photo has none of them.
    ``places`` Int8[k, p] come with the embedding of a photo, where the model tells places apart.
    ``perceptual_hash`` is a signed 64-bit number, see :mod:`photosearch.media.fingerprint`.
    ``damage`` tells of a picture that can be shown, and found, in part.
    """

    content_hash: bytes
    facts: Facts
    embedding: Float32Array | None = None
    pixels: UInt8Array | None = None
    perceptual_hash: int | None = None
    damage: Problem | None = None
    moments: tuple[int, ...] = ()
    places: Int8Array | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a long operation. ``rate`` is in items per second."""

    stage: str
    done: int
    total: int
    rate: float = 0.0
    failed: int = 0
    note: str = ""
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def seconds_left(self) -> float | None:
        """Seconds until done at the present rate, or None while the rate is unknown."""
        return (self.total - self.done) / self.rate if self.rate > 0 else None


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """How a hit's score comes about: ``picture + words + exact``.

    ``picture`` is the inner product of the query with the image part of the fused embedding,
    ``words`` with its text part, ``exact`` what literal matches in the photo's words add.
    """

    picture: float
    words: float
    exact: float = 0.0

    @property
    def total(self) -> float:
        """The score that ranks."""
        return self.picture + self.words + self.exact
