"""The one pipeline: pending → decode and encode → fuse → store.

Work is a query, not a queue: whatever lacks a vector in the space is pending, so a crash, a cancel,
a changed file and a new model all resume the same way. A batch is one transaction; between batches
the generator may be closed and nothing but the running batch is lost.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from photosearch.arrays import Float32Array, Int8Array, UInt8Array
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import Pending
from photosearch.catalogue.vectors import Embedded
from photosearch.errors import PhotosearchError
from photosearch.folders.presence import has_content
from photosearch.indexing.meter import Meter
from photosearch.indexing.pool import WorkerPool, make_graphs_ready
from photosearch.indexing.worker import WorkerConfig
from photosearch.media.words import date_words, path_words, sentence
from photosearch.places import place_words
from photosearch.said import quote
from photosearch.settings import Settings
from photosearch.spaces.spaces import OpenSpace
from photosearch.types import Decoded, Facts, PhotoId, Problem, ProblemReason, Progress, Word

log = logging.getLogger(__name__)

BATCH_SIZE = 64
# A batch is stored after this many seconds even if it is not full, so that the first photos of a
# slow folder can soon be found.
BATCH_SECONDS = 1.0
# Pending photos are read from the catalogue in pages of this size.
PAGE_SIZE = 1000
# A worker takes as long to start as for some photos: so many more are worth another one.
WORTH_A_WORKER = 16
# For so many photos the graphs are made ready once for all to come: it takes a second.
WORTH_MAKING_READY = 50


# What a photo's file can't be blamed for, if its folder is gone.
_OF_THE_DISK = (ProblemReason.VANISHED, ProblemReason.UNREADABLE)


# Features Float32[m, d], a row a moment, and a photo's places Int8[k, p].
_Pictures: TypeAlias = tuple[Float32Array, Int8Array | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was decoded now, or before: then only its words have changed."""

    pending: Pending
    decoded: Decoded | None = None


class Indexer:
    """Brings one space up to date, batch by batch."""

    def __init__(
        self, catalogue: Catalogue, opened: OpenSpace, thumbnails: Path, settings: Settings
    ) -> None:
        self._catalogue = catalogue
        self._space = opened.space
        self._stored = opened.stored
        self._vectors = opened.vectors
        self._settings = settings
        self._offline: set[Path] = set()
        self._config = WorkerConfig(
            thumbnails=thumbnails,
            preprocessing=self._space.pack.image,
            pack=self._space.pack_folder if self._space.device == "cpu" else None,
            graphs=self._space.graphs,
        )

    def run(self) -> Iterator[Progress]:
        """Index everything that is pending; yield before the first batch, and after each."""
        first = self._page()
        if not first:
            return
        pending = len(first)
        if pending == PAGE_SIZE:
            pending = self._catalogue.photos.count_pending(self._stored.id)
        meter = Meter(pending)
        yield meter.progress()
        if pending >= WORTH_MAKING_READY:
            make_graphs_ready(self._config)
        with WorkerPool(self._config, worker_count(self._settings, pending)) as pool:
            for batch in _batches(self._seen(first, pool)):
                failed = self._store(batch)
                yield meter.advance(len(batch), failed)

    def _page(self, after: PhotoId = 0) -> list[Pending]:
        return self._catalogue.photos.pending(self._stored.id, PAGE_SIZE, after)

    def _seen(
        self, page: list[Pending], pool: WorkerPool[Decoded]
    ) -> Iterator[Seen | tuple[PhotoId, Problem]]:
        """Yield pending photos as they are decoded, unreadable ones with their problem.

        ``page`` are the first of them. A page ends before the next begins: the workers idle for a
        moment once in a thousand photos.
        """
        while page:
            yield from (Seen(item) for item in page if item.image is not None)
            unseen = (
                (item, item.path)
                for item in page
                if item.image is None and item.folder_root not in self._offline
            )
            for item, outcome in pool.process(unseen):
                if isinstance(outcome, Problem):
                    if not self._went_away(item, outcome):
                        yield item.id, outcome
                else:
                    yield Seen(item, outcome)
            if len(page) < PAGE_SIZE:
                return  # to look for another takes all photos' rows
            page = self._page(page[-1].id)

    def _went_away(self, item: Pending, problem: Problem) -> bool:
        """Say whether a photo can't be read because its folder went away; then note that.

        It stays pending until the folder comes back.
        """
        root = item.folder_root
        if root not in self._offline:
            if problem.reason not in _OF_THE_DISK or has_content(root):
                return False
            log.warning("%s went away while it was indexed", root)
            self._offline.add(root)
            folders = self._catalogue.folders
            for folder in folders.uncounted():
                if folder.path == root:
                    folders.set_online(folder.id, False)
        return problem.reason in _OF_THE_DISK

    def _store(self, batch: list[Seen | tuple[PhotoId, Problem]]) -> int:
        """Fuse and store one batch, or its photos one by one; return how many were problems."""
        try:
            return self._store_together(batch)
        except PhotosearchError:
            raise  # the disk or the database: no photo's fault
        except Exception:
            log.exception("a batch failed; its photos are tried one by one")
            return sum(self._store_alone(item) for item in batch)

    def _store_alone(self, item: Seen | tuple[PhotoId, Problem]) -> int:
        try:
            return self._store_together([item])
        except PhotosearchError:
            raise
        except Exception as error:
            photo = item.pending.id if isinstance(item, Seen) else item[0]
            log.exception("photo %d failed", photo)
            problem = Problem(ProblemReason.FAILED, quote(f"{type(error).__name__}: {error}"))
            return self._store_together([(photo, problem)])

    def _store_together(self, batch: list[Seen | tuple[PhotoId, Problem]]) -> int:
        seen = [item for item in batch if isinstance(item, Seen)]
        problems = [item for item in batch if not isinstance(item, Seen)]
        damaged = [
            (item.pending.id, item.decoded.damage)
            for item in seen
            if item.decoded and item.decoded.damage
        ]
        self._catalogue.vectors.store(self._stored.id, self._fused(seen), [*problems, *damaged])
        self._vectors.catch_up(self._catalogue.vectors, self._stored.id)
        return len(problems)

    def _fused(self, seen: list[Seen]) -> list[Embedded]:
        if not seen:
            return []
        words = [photo_words(item.pending, item.decoded) for item in seen]
        text = self._space.encode_words([sentence(some) for some in words])
        pictures = self._pictures(seen)
        image = [features for features, _ in pictures]
        rows = np.repeat(np.arange(len(seen)), [len(some) for some in image])
        fused = self._space.fuser.fuse(text[rows], np.concatenate(image))
        if not np.isfinite(fused).all():
            raise ValueError("a vector is not finite")  # it would spoil the index for all others
        return [
            Embedded(
                photo_id=item.pending.id,
                size=item.pending.size,
                mtime_ns=item.pending.mtime_ns,
                sidecar=item.pending.sidecar,
                facts=item.decoded.facts if item.decoded else None,
                content_hash=item.decoded.content_hash if item.decoded else None,
                words=words[row],
                image=image[row],
                moments=item.decoded.moments if item.decoded else (),
                text=text[row] if text[row].any() else None,
                fused=fused[rows == row],
                perceptual_hash=item.decoded.perceptual_hash if item.decoded else None,
                places=pictures[row][1],
            )
            for row, item in enumerate(seen)
        ]

    def _pictures(self, seen: list[Seen]) -> list[_Pictures]:
        """Return Float32[m, d] of each item, a row a moment, and the places of photos.

        They were stored before, made by the workers, or are encoded here in one go.
        """
        pixels = [s.decoded.pixels for s in seen if s.decoded and s.decoded.pixels is not None]
        fresh = iter(self._encoded(pixels))
        known = (self._known(item) for item in seen)
        return [next(fresh) if one is None else one for one in known]

    def _encoded(self, pixels: list[UInt8Array]) -> list[_Pictures]:
        if not pixels:
            return []
        embeddings, places = self._space.encode_pictures(np.concatenate(pixels))
        ends = np.cumsum([len(some) for some in pixels])
        split = np.split(embeddings, ends[:-1])
        if places is None:
            return [(some, None) for some in split]
        firsts = [places[end - 1] if len(some) == 1 else None
                  for end, some in zip(ends, split, strict=True)]  # fmt: skip
        return list(zip(split, firsts, strict=True))

    def _known(self, item: Seen) -> _Pictures | None:
        if item.decoded is not None:
            made = item.decoded.embedding
            return None if made is None else (made, item.decoded.places)
        stored = item.pending
        assert stored.image is not None
        features = np.frombuffer(stored.image, np.float16).astype(np.float32)
        features = features.reshape(-1, self._stored.image_dimensions)
        if stored.places is None:
            return features, None
        dimensions = self._space.pack.place_dimensions
        return features, np.frombuffer(stored.places, np.int8).reshape(-1, dimensions)


def worker_count(settings: Settings, pending: int) -> int:
    """Return how many workers so many photos are worth."""
    return max(1, min(settings.worker_count(), -(-pending // WORTH_A_WORKER)))


def photo_words(pending: Pending, decoded: Decoded | None) -> tuple[Word, ...]:
    """Return all words that belong to a photo: the file's own, its place's, name's and date's."""
    facts: Facts | None = decoded.facts if decoded else None
    written = facts.words if facts else pending.facts_words
    taken_at = facts.taken_at if facts else pending.taken_at
    dated = (date_words(taken_at),) if taken_at else ()
    latitude = facts.latitude if facts else pending.latitude
    longitude = facts.longitude if facts else pending.longitude
    placed = (word for word in place_words(latitude, longitude) if word not in written)
    return (*written, *placed, *path_words(pending.relative, pending.folder_root.name), *dated)


def _batches(
    items: Iterator[Seen | tuple[PhotoId, Problem]],
) -> Iterator[list[Seen | tuple[PhotoId, Problem]]]:
    """Group by BATCH_SIZE, or by what came in BATCH_SECONDS."""
    batch: list[Seen | tuple[PhotoId, Problem]] = []
    begun = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH_SIZE or time.monotonic() - begun >= BATCH_SECONDS:
            yield batch
            batch, begun = [], time.monotonic()
    if batch:
        yield batch
