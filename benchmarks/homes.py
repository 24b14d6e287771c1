"""Libraries of their own for benchmarks, apart from the user's."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from benchmarks.made_vectors import made_library
from photosearch.arrays import Int8Array
from photosearch.catalogue.vectors import Embedded
from photosearch.indexing.pool import make_graphs_ready
from photosearch.indexing.worker import WorkerConfig
from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.settings import Settings
from photosearch.types import Facts, Word, WordSource

BATCH = 2_000
# So many photos have places of their own; the others have those of one of them.
SEEN = 64
GRID = 7
SETTINGS = Settings(watch=False, read_text=False)


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which the program keeps its library below ``home``."""
    given = {**os.environ, HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"}
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's program compiles itself at each start
    return given


def fill(home: Path, photos: Path) -> None:
    """Make a library of the photos in a folder, as if each had been decoded and encoded."""
    with Library.open(AppPaths.under(home), SETTINGS) as library:
        library.folders.add(photos)
        for _ in library.upkeep.refresh():
            pass
        _store(library)
        _make_graphs_ready(library)
        for _ in library.upkeep.index():
            pass


def _make_graphs_ready(library: Library) -> None:
    """Keep the model's graphs, as they are once some photos were indexed."""
    space = library._spaces.wanted().space
    make_graphs_ready(
        WorkerConfig(library.paths.thumbnails, space.pack.image, space.pack_folder, space.graphs)
    )


def _store(library: Library) -> None:
    catalogue, space = library._catalogue, library._spaces.wanted()
    vectors = made_library(library.photos(), 1).vectors.astype(np.float32)
    cut = space.space.fuser.text_dimensions
    places = _made_places(space.space.pack.place_dimensions)
    last = 0
    while page := catalogue.photos.pending(space.stored.id, BATCH, after=last):
        rows = vectors[page[0].id - 1 : page[0].id - 1 + len(page)]
        batch = [
            Embedded(
                photo_id=photo.id,
                size=photo.size,
                mtime_ns=photo.mtime_ns,
                facts=Facts(4000, 3000, "jpeg"),
                content_hash=photo.id.to_bytes(16, "big"),
                words=(Word(WordSource.FOLDER, photo.relative.parent.name),),
                image=row[cut:],
                text=row[:cut],
                fused=row,
                perceptual_hash=photo.id,
                places=places[photo.id % len(places)] if len(places) else None,
            )
            for photo, row in zip(page, rows, strict=True)
        ]
        catalogue.vectors.store(space.stored.id, batch)
        last = page[-1].id
    space.vectors.catch_up(catalogue.vectors, space.stored.id)


def _made_places(dimensions: int) -> Int8Array:
    """Return the places of a few photos, Int8[n, k, d]; none for a model that tells none apart."""
    shape = (SEEN if dimensions else 0, GRID**2, dimensions)
    return np.random.default_rng(7).integers(-60, 60, shape, np.int8)
