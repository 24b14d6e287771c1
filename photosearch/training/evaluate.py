"""`photosearch evaluate`: how well a model finds photos by captions, and captions by photos.

It works with every installed model, on anybody's photos and captions.
"""

from __future__ import annotations

import tarfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from photosearch.arrays import Float32Array, Int8Array, Int64Array, UInt8Array
from photosearch.errors import TrainingError
from photosearch.media.decode import Unreadable, decode, encoder_pixels
from photosearch.spaces.late_interaction import SeenPlaces, best_rows
from photosearch.spaces.space import EmbeddingSpace
from photosearch.training.fairness import skew
from photosearch.training.metrics import Retrieval, bootstrap, ranks, retrieval
from photosearch.training.table import Row, languages
from photosearch.types import Preprocessing, Progress

BATCH = 16
SKEW_AT = 10
TEXTS_AT_ONCE = 256
# Queries whose time is measured.
TIMED_QUERIES = 50


class Measured(msgspec.Struct, frozen=True):
    """One direction in one language; ``interval`` is the 95 % bootstrap interval of R@1/5/10."""

    queries: int
    recall: dict[str, float]
    interval: dict[str, tuple[float, float]]
    median_rank: float
    mean_average_precision: float


class Evaluation(msgspec.Struct, frozen=True):
    """All figures of a model. ``groups`` holds text-to-image figures of each group's captions."""

    model: str
    photos: int
    captions: int
    text_to_image: dict[str, Measured]
    image_to_text: dict[str, Measured]
    groups: dict[str, Measured]
    skew: dict[str, float]
    image_milliseconds: float
    query_milliseconds: float


@dataclass(slots=True)
class Embedded:
    """Photos and captions in the space of a model.

    ``images`` Float32[n, d] and ``texts`` Float32[m, d] are of unit length; ``owner`` Int64[m] is
    the row of each caption's photo. ``places`` Int8[n, k, p] where the model tells places apart.
    """

    names: list[str]
    images: Float32Array
    texts: Float32Array
    owner: Int64Array
    image_seconds: float
    places: Int8Array | None = None


def evaluate(
    space: EmbeddingSpace, photos: Path, rows: Sequence[Row]
) -> Iterator[Progress | Evaluation]:
    """Yield progress, and at last the evaluation.

    Args:
        space: the model.
        photos: a folder or a tar file that holds the captions' photos.
        rows: the captions.

    Raises:
        TrainingError: a photo is missing or can't be read.
    """
    for step in embed(space, photos, rows):
        if isinstance(step, Embedded):
            asked = [row.caption for row in rows]
            for scored in search_scores(space, asked, step.texts, step.images, step.places):
                if isinstance(scored, Progress):
                    yield scored
                else:
                    yield _evaluation(space, rows, step, scored)
        else:
            yield step


def search_scores(
    space: EmbeddingSpace,
    asked: Sequence[str],
    texts: Float32Array,
    images: Float32Array,
    places: Int8Array | None,
) -> Iterator[Progress | Float32Array]:
    """Yield progress, and at last how a search scores photos for texts, Float32[texts, photos].

    Where places are compared, they are those of the best by the embeddings Float32[m, d] and
    Float32[n, d].
    """
    scores = texts @ images.T
    if places is None or space.calibration is None:
        yield scores
        return
    for row, text in enumerate(asked):
        words = space.encode_wish(text)[1]
        if words is not None:
            compared = best_rows(scores[row])
            seen = SeenPlaces(compared, places[compared])
            late = space.calibration.late_scores(words, len(images), seen)
            if late is not None:
                scores[row] += late.bonus
        if row % TEXTS_AT_ONCE == 0:
            yield Progress("comparing", row, len(asked))
    yield scores


def embed(
    space: EmbeddingSpace, photos: Path, rows: Sequence[Row]
) -> Iterator[Progress | Embedded]:
    """Yield progress, and at last the captions and their photos as a model embeds them.

    Raises:
        TrainingError: a photo is missing or can't be read.
    """
    wanted = {row.image for row in rows}
    pixels: dict[str, UInt8Array] = {}
    for name, some in read_pixels(photos, wanted, space.pack.image):
        pixels[name] = some
        yield Progress("reading", len(pixels), len(wanted))
    if missing := wanted - pixels.keys():
        raise TrainingError(
            "photos_lacking", photos=photos, missing=f"{len(missing):,}", missing2=min(missing)
        )
    names = sorted(pixels)
    images, places = [], []
    begun = time.perf_counter()
    for start in range(0, len(names), BATCH):
        batch = np.stack([pixels[n] for n in names[start:][:BATCH]])
        made = space.encode_pictures(batch)
        images.append(made.embeddings)
        places += [] if made.places is None else [made.places]
        yield Progress("encoding", min(start + BATCH, len(names)), len(names))
    seconds = time.perf_counter() - begun
    row_of = {name: row for row, name in enumerate(names)}
    owner = np.array([row_of[row.image] for row in rows])
    texts = []
    for start in range(0, len(rows), TEXTS_AT_ONCE):
        texts.append(space.encode_texts([row.caption for row in rows[start:][:TEXTS_AT_ONCE]]))
        yield Progress("texts", min(start + TEXTS_AT_ONCE, len(rows)), len(rows))
    yield Embedded(
        names,
        np.concatenate(images),
        np.concatenate(texts),
        owner,
        seconds,
        np.concatenate(places) if places else None,
    )


def read_pixels(
    photos: Path, wanted: set[str], preprocessing: Preprocessing
) -> Iterator[tuple[str, UInt8Array]]:
    """Yield (name, UInt8[h, w, 3]) of the wanted photos, as an encoder takes them.

    Raises:
        TrainingError: the folder or tar file, or a photo, can't be read.
    """
    for name, data in read_files(photos, wanted):
        yield name, _pixels(name, data, preprocessing)


def read_files(photos: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of the wanted files in a folder or a tar file, wherever in it they lie.

    Tar files in a folder are looked into, too.

    Raises:
        TrainingError: it can't be read.
    """
    try:
        if photos.is_dir():
            for path in sorted(photos.rglob("*")):
                name = path.relative_to(photos).as_posix()
                name = name if name in wanted else path.name
                if name in wanted and path.is_file():
                    yield name, path.read_bytes()
                elif path.suffix == ".tar":
                    yield from read_files(path, wanted)
            return
        with tarfile.open(photos) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                if file is not None and Path(member.name).name in wanted:
                    yield Path(member.name).name, file.read()
    except (OSError, tarfile.TarError) as error:
        raise TrainingError("photos_not_read", photos=photos, error=error) from error


def measure(scores: Float32Array, match: np.ndarray, seed: int = 0) -> Measured:
    """Return all measures of Float32[queries, items] scores, given Bool[queries, items]."""
    found = ranks(scores, match)
    result: Retrieval = retrieval(found)
    first = np.array([row[0] for row in found])
    return Measured(
        queries=result.queries,
        recall={f"R@{k}": round(value, 2) for k, value in result.recall.items()},
        interval={
            f"R@{k}": bootstrap((first <= k).astype(np.float64) * 100, seed=seed)
            for k in result.recall
        },
        median_rank=result.median_rank,
        mean_average_precision=round(result.mean_average_precision, 2),
    )


def _pixels(name: str, data: bytes, preprocessing: Preprocessing) -> UInt8Array:
    try:
        return encoder_pixels(decode(data, max(preprocessing.size)), preprocessing)
    except Unreadable as error:
        raise TrainingError("not_a_photo", name=name, error=error) from error


def _evaluation(
    space: EmbeddingSpace, rows: Sequence[Row], embedded: Embedded, scores: Float32Array
) -> Evaluation:
    alone = embedded.texts @ embedded.images.T
    match = embedded.owner[:, None] == np.arange(len(embedded.names))
    forward, backward = {}, {}
    for language in languages(rows):
        chosen = np.array([row.language == language for row in rows])
        forward[language] = measure(scores[chosen], match[chosen])
        described = match[chosen].any(0)
        backward[language] = measure(alone[chosen].T[described], match[chosen].T[described])
    group_of = {row.image: row.group for row in rows}
    groups = [group_of[name] for name in embedded.names]
    grouped = any(groups)
    return Evaluation(
        model=space.pack.id,
        photos=len(embedded.names),
        captions=len(rows),
        text_to_image=forward,
        image_to_text=backward,
        groups=_by_group(rows, scores, match) if grouped else {},
        skew=skew(scores, groups, SKEW_AT) if grouped else {},
        image_milliseconds=round(1000 * embedded.image_seconds / len(embedded.names), 2),
        query_milliseconds=round(_query_milliseconds(space, rows), 2),
    )


def _by_group(rows: Sequence[Row], scores: Float32Array, match: np.ndarray) -> dict[str, Measured]:
    names = sorted({row.group for row in rows})
    chosen = {name: np.array([row.group == name for row in rows]) for name in names}
    return {name: measure(scores[some], match[some]) for name, some in chosen.items()}


def _query_milliseconds(space: EmbeddingSpace, rows: Sequence[Row]) -> float:
    """Return the median time of encoding one query."""
    times = []
    for row in rows[:TIMED_QUERIES]:
        begun = time.perf_counter()
        space.encode_query(row.caption)
        times.append(1000 * (time.perf_counter() - begun))
    return float(np.median(times))
