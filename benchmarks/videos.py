"""Moments of videos: found at the right second, as well as photos are; and what they cost.

Captioned photos are looked for in the folder that PHOTOSEARCH_CAPTIONED names: `images.tar`,
`val.txt`, `captions.en.tsv`, `captions.zh-human.tsv`, as Flickr8k has them. Without it the costs
alone are measured.
"""

from __future__ import annotations

import os
import resource
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure, Report
from benchmarks.made_clips import clip_of, long_film
from photosearch.arrays import Float32Array
from photosearch.cli.demo import sample_photos
from photosearch.indexing.worker import Worker, WorkerConfig
from photosearch.library import Library
from photosearch.media.videos import moments
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from photosearch.spaces.space import EmbeddingSpace
from photosearch.types import Decoded

DATA = "PHOTOSEARCH_CAPTIONED"
PHOTOS, CAPTIONS, A_CLIP = 240, 2, 12
EDGE = 448
SECONDS, PANNED_SECONDS = 2.0, 6.0
# What moments may find less often than the photos themselves do (points).
LESS = 5.0
HOUR, MINUTES = 60, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A caption, the number of its photo, and its language."""

    text: str
    photo: int
    language: str


def measure() -> Report:
    """Measure recall where there are captioned photos, and costs."""
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        figures = [*_recall(Path(folder)), *_costs(Path(folder))]
    return Report("Videos", figures, _NOTES)


# Recall ---------------------------------------------------------------------------------------


def _recall(folder: Path) -> list[Figure]:
    source = os.environ.get(DATA)
    if source is None:
        return []
    photos, asked = _captioned(Path(source), folder / "photos")
    clips = [photos[start : start + A_CLIP] for start in range(0, len(photos), A_CLIP)]
    for kind, seconds in (("still", SECONDS), ("panned", PANNED_SECONDS)):
        (folder / kind).mkdir()
        for number, some in enumerate(clips):
            path = folder / kind / f"{number:03}.mp4"
            clip_of(path, some, seconds, EDGE, pans=kind == "panned")
    with _library(folder / "home-photos", folder / "photos") as library:
        own = _photos_found(library, asked)
    with _library(folder / "home-still", folder / "still") as library:
        found = _moments_found(library, asked, SECONDS)
    with _library(folder / "home-panned", folder / "panned") as library:
        panned = _moments_found(library, asked, PANNED_SECONDS)
        ways = _pooled(library, asked)
    figures = []
    for language in ("English", "Chinese"):
        theirs, ours = own[language], found[language]
        figures += [
            Figure(f"{language}: recall@1 of the photos themselves", f"{theirs:.1f} %"),
            Figure(
                f"{language}: recall@1 of moments, at the right second",
                f"{ours:.1f} %",
                f"at most {LESS:g} points less",
                theirs - ours <= LESS,
            ),
            Figure(f"{language}: … of moments of a camera that pans", f"{panned[language]:.1f} %"),
        ]
    return figures + [Figure(f"panned, {way}", f"{value:.1f} %") for way, value in ways.items()]


def _captioned(source: Path, folder: Path) -> tuple[list[Path], list[Asked]]:
    """Unpack the first photos of a held-out split; return them and their captions."""
    names = [f"{name.strip()}.jpg" for name in (source / "val.txt").read_text().splitlines()]
    captions = {
        "English": _captions(source / "captions.en.tsv"),
        "Chinese": _captions(source / "captions.zh-human.tsv"),
    }
    chosen = [n for n in names if all(len(some[n]) >= CAPTIONS for some in captions.values())]
    chosen = chosen[:PHOTOS]
    folder.mkdir()
    with tarfile.open(source / "images.tar") as archive:
        for name in chosen:
            content = archive.extractfile(f"images/{name}")
            assert content is not None
            (folder / name).write_bytes(content.read())
    asked = [
        Asked(text, number, language)
        for language, some in captions.items()
        for number, name in enumerate(chosen)
        for text in some[name][:CAPTIONS]
    ]
    return [folder / name for name in chosen], asked


def _captions(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition("\t")
        found[name].append(text)
    return found


def _library(home: Path, folder: Path) -> Library:
    library = Library.open(AppPaths.under(home), Settings(watch=False, read_text=False))
    library.folders.add(folder)
    for _ in library.update():
        pass
    return library


def _photos_found(library: Library, asked: Sequence[Asked]) -> dict[str, float]:
    order = {name: number for number, name in enumerate(_order(library))}
    return _share(asked, [order[hit.path.name] == one.photo for one, hit in _best(library, asked)])


def _order(library: Library) -> list[str]:
    """Return the names of the photos in the order in which they were chosen: that of files made."""
    hits = library.hits(library.search(), 0, PHOTOS)
    return [hit.path.name for hit in sorted(hits, key=lambda hit: hit.path.stat().st_mtime_ns)]


def _moments_found(library: Library, asked: Sequence[Asked], seconds: float) -> dict[str, float]:
    return _share(
        asked,
        [
            hit.at is not None and _photo_at(hit.path, hit.at, seconds) == one.photo
            for one, hit in _best(library, asked)
        ],
    )


def _photo_at(path: Path, at: float, seconds: float) -> int:
    """Return which photo a clip shows at a time."""
    return int(path.stem) * A_CLIP + int((at + 1e-6) / seconds)


def _best(library: Library, asked: Sequence[Asked]):  # type: ignore[no-untyped-def]
    for one in asked:
        (hit,) = library.hits(library.search(one.text), 0, 1)
        yield one, hit


def _share(asked: Sequence[Asked], right: Sequence[bool]) -> dict[str, float]:
    found: dict[str, list[bool]] = defaultdict(list)
    for one, is_right in zip(asked, right, strict=True):
        found[one.language].append(is_right)
    return {language: 100 * float(np.mean(some)) for language, some in found.items()}


def _pooled(library: Library, asked: Sequence[Asked]) -> dict[str, float]:
    """Return recall@1 (both languages) by single moments, and by those pooled with neighbours."""
    space = library._spaces.answering()
    rows: list[Float32Array] = []
    pooled: list[Float32Array] = []
    photos: list[int] = []
    for hit in library.hits(library.search(), 0, PHOTOS):
        (row,) = library._catalogue.photos.get([hit.photo])
        vectors = space.vectors.moments(hit.photo)
        padded = np.pad(vectors, ((1, 1), (0, 0)), mode="edge")
        rows.append(vectors)
        pooled.append(np.float32(1 / 3) * (padded[:-2] + padded[1:-1] + padded[2:]))
        photos += [_photo_at(hit.path, at / 1000, PANNED_SECONDS) for at in row.moments]
    singles, means = np.concatenate(rows), np.concatenate(pooled)
    queries = np.stack([_query(space.space, one.text) for one in asked])
    truth = np.array([one.photo for one in asked])
    shown = np.array(photos)
    scores = {
        "single moments": queries @ singles.T,
        "mean of three neighbours": queries @ means.T,
        "half single, half neighbours": queries @ ((singles + means) / 2).T,
    }
    return {
        f"vectors alone: {way}": 100 * float(np.mean(shown[some.argmax(1)] == truth))
        for way, some in scores.items()
    }


def _query(space: EmbeddingSpace, text: str) -> Float32Array:
    return space.encode_query(text)


# Costs ----------------------------------------------------------------------------------------


def _costs(folder: Path) -> list[Figure]:
    figures = []
    for minutes in (MINUTES, HOUR):
        path = folder / f"{minutes}.mp4"
        long_film(path, list(sample_photos())[:6], minutes, (1920, 1080))
        begun = time.process_time()
        count = sum(1 for _ in moments(path))
        looking = time.process_time() - begun
        begun = time.process_time()
        outcome = _worker(folder).process(path)
        total = time.process_time() - begun
        assert isinstance(outcome, Decoded)
        figures += [
            Figure(f"{minutes} minutes of 1080p: moments", f"{count}"),
            Figure("… processor time to find them", f"{looking:.0f} s"),
            Figure(
                "… all of it, encoding and thumbnails included",
                f"{total:.0f} s",
                "under 240 s" if minutes == HOUR else "",
                total < 240 if minutes == HOUR else None,
            ),
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*figures, Figure("peak memory of this process", f"{peak:.0f} MB")]


def _worker(folder: Path) -> Worker:
    library = Library.open(AppPaths.under(folder / "home-costs"), Settings(watch=False))
    space = library._spaces.wanted().space
    config = WorkerConfig(folder / "thumbnails", space.pack.image, space.pack_folder)
    library.close()
    return Worker(config)


_NOTES = f"""\
Recall: {PHOTOS} held-out captioned photos, {CAPTIONS} captions of each in both languages, asked of
a library of the photos, of one of clips that show {A_CLIP} of them for {SECONDS:g} s each (H.264,
{EDGE} pixels), and of one in which a camera pans over each for {PANNED_SECONDS:g} s; a moment is
right if the clip shows the caption's photo at that second. Vectors alone: without words, places
and threshold. Costs: a made film of 25 frames a second with noise, a keyframe every ten seconds;
the processor time of one thread, which other work on the machine changes little."""
