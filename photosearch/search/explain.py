"""Why a photo is in an answer: how much its picture and its words count, and where it matched.

Where the model tells places apart, the map is exact: its image embedding is e = m/|m|, m the mean
of the places' p, so the picture's score q·e = Σ (q·p)/(n·|m|) splits over the places without
remainder. For other models grey patches are laid on a grid, and a place counts as much as the
score falls without it (occlusion; Zeiler & Fergus 2014, "Visualizing and understanding
convolutional networks").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.protocol import ImageEncoder
from photosearch.search.literal import found_at, unheard
from photosearch.types import PhotoId, Preprocessing, ScoreParts, Word
from photosearch.wire.values import MatchedWord

Method: TypeAlias = Literal["exact", "occlusion"]

# Rows and columns of an occlusion map, and how many cells wide a patch is: narrower ones hide too
# little to be missed.
GRID = 7
PATCH_CELLS = 2
GREY = 128


@runtime_checkable
class RegionEncoder(Protocol):
    """An image encoder that may tell places apart."""

    @property
    def tells_places_apart(self) -> bool:
        """Whether :meth:`encode_regions` can be asked."""

    def encode_regions(self, pixels: UInt8Array) -> tuple[Float32Array, Float32Array]:
        """Return embeddings Float32[n, d] and places Float32[n, gh, gw, d]."""


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """Where in the photo a query matched.

    ``values`` Float32[gh, gw], higher where it matched more; exact ones sum to the picture's score.
    ``frame`` is the part of the photo they cover: left, top, right, bottom as shares of its size.
    """

    values: Float32Array
    method: Method
    frame: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)

    @property
    def place(self) -> str:
        """The place of the strongest match in words: ``upper left``, ``centre``, ``everywhere``."""
        return place_name(self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Why one photo is in the answer to a question of a text and as many ``pictures``.

    ``probability`` is how likely it is what was meant, None if the model can't tell: it was not
    calibrated, or pictures were asked with. ``heat`` is None where the file can't be read now.
    ``photo`` is 0 for one not in the library.
    """

    photo: PhotoId
    path: Path
    parts: ScoreParts
    matched: tuple[MatchedWord, ...] = ()
    heat: HeatMap | None = None
    text: str = ""
    probability: float | None = None
    pictures: int = 0

    @property
    def picture_share(self) -> float:
        """How much of what speaks for the photo is its picture, 0–1; words are the rest."""
        picture, words = max(0.0, self.parts.picture), max(0.0, self.parts.words)
        words += max(0.0, self.parts.exact)
        return picture / (picture + words) if picture + words else 0.0

    @property
    def words_share(self) -> float:
        """How much of what speaks for the photo are its words, 0–1."""
        speaks = max(self.parts.picture, self.parts.words, self.parts.exact) > 0
        return 1.0 - self.picture_share if speaks else 0.0


def matched_words(terms: Sequence[str], words: Iterable[Word]) -> tuple[MatchedWord, ...]:
    """Return the words that hold some of the terms, and where; overlapping spans are joined."""
    found = ((word, _joined(sorted(_spans(terms, word)))) for word in words)
    return tuple(MatchedWord(word, spans) for word, spans in found if spans)


def _spans(terms: Sequence[str], word: Word) -> Iterator[tuple[int, int]]:
    for term in terms:
        if word.source not in unheard(term):
            yield from found_at(term, word.text)


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def heat_map(
    encoder: ImageEncoder, pixels: UInt8Array, query: Float32Array
) -> tuple[Float32Array, Method]:
    """Return where UInt8[h, w, 3] pixels match a query Float32[d], and how that was found."""
    if isinstance(encoder, RegionEncoder) and encoder.tells_places_apart:
        return exact_heat(encoder.encode_regions(pixels[None])[1][0], query), "exact"
    return occlusion_heat(encoder, pixels, query), "occlusion"


def exact_heat(places: Float32Array, query: Float32Array) -> Float32Array:
    """Return Float32[gh, gw], summing to the picture's score, of places Float32[gh, gw, d]."""
    flat = places.reshape(-1, places.shape[-1])
    length = float(np.linalg.norm(flat.mean(0)))
    heat: Float32Array = (places @ query) / max(len(flat) * length, 1e-12)
    return heat.astype(np.float32)


def occlusion_heat(
    encoder: ImageEncoder, pixels: UInt8Array, query: Float32Array, grid: int = GRID
) -> Float32Array:
    """Return Float32[grid, grid]: how far the score falls, on average, under a place's patches."""
    windows = list(_windows(grid))
    covered = np.repeat(pixels[None], len(windows) + 1, axis=0)
    height, width = pixels.shape[:2]
    rows = np.linspace(0, height, grid + 1).round().astype(int)
    columns = np.linspace(0, width, grid + 1).round().astype(int)
    for image, (top, left, bottom, right) in zip(covered[1:], windows, strict=True):
        image[rows[top] : rows[bottom], columns[left] : columns[right]] = GREY
    scores = encoder.encode_images(covered) @ query
    fall, times = np.zeros((grid, grid)), np.zeros((grid, grid))
    for score, (top, left, bottom, right) in zip(scores[1:], windows, strict=True):
        fall[top:bottom, left:right] += scores[0] - score
        times[top:bottom, left:right] += 1
    return (fall / times).astype(np.float32)


def _windows(grid: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the patches' top, left, bottom and right in cells; those at the edge are cut off."""
    for top in range(1 - PATCH_CELLS, grid):
        for left in range(1 - PATCH_CELLS, grid):
            bottom, right = min(grid, top + PATCH_CELLS), min(grid, left + PATCH_CELLS)
            yield max(0, top), max(0, left), bottom, right


def seen_frame(width: int, height: int, how: Preprocessing) -> tuple[float, float, float, float]:
    """Return the part of a photo that an encoder sees: all of it, or the middle cut out."""
    if how.resize == "squash" or not width or not height:
        return 0.0, 0.0, 1.0, 1.0
    scale = max(how.size[0] / height, how.size[1] / width)
    across, down = how.size[1] / (scale * width), how.size[0] / (scale * height)
    return (1 - across) / 2, (1 - down) / 2, (1 + across) / 2, (1 + down) / 2


def place_name(values: Float32Array) -> str:
    """Return where a map's heat gathers: the centre of what lies above its mean."""
    above = np.maximum(values - values.mean(), 0.0)
    if above.sum() <= 1e-6 * max(1.0, float(np.abs(values).sum())):
        return "everywhere"
    above = np.where(above >= above.max() / 2, above, 0.0)
    rows, columns = ((np.arange(size) + 0.5) / size for size in values.shape)
    down = float(above.sum(1) @ rows / above.sum())
    across = float(above.sum(0) @ columns / above.sum())
    vertical = ("upper", "", "lower")[min(2, int(down * 3))]
    horizontal = ("left", "", "right")[min(2, int(across * 3))]
    if not vertical and not horizontal:
        return "centre"
    return f"{vertical or 'middle'} {horizontal or 'middle'}"
