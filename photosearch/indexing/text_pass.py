"""The second pass: what is written in pictures, the likeliest first; search works meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from photosearch.analysers.text import EDGE, KEY, VERSION, TextReader, readable_size
from photosearch.arrays import Int64Array
from photosearch.catalogue.analyses import Unseen
from photosearch.catalogue.database import Catalogue
from photosearch.indexing.meter import Meter
from photosearch.indexing.pool import WorkerPool
from photosearch.indexing.worker import WorkerConfig
from photosearch.media.decode import Unreadable, decode, read_file, scaled
from photosearch.spaces.spaces import OpenSpace
from photosearch.types import PhotoId, Preprocessing, Problem, ProblemReason, Progress, TextLine

log = logging.getLogger(__name__)

# A reader takes half a gigabyte: there is one, and it takes this long for a picture at most.
WORKERS: Final = 1
TIME_LIMIT: Final = 60.0
# Photos are asked for in pages of this size, and told of as often.
PAGE: Final = 200
TOLD_EVERY: Final = 8
# What pictures with text look like, asked as a person would.
LOOKS: Final = (
    "a page of printed text", "a receipt", "a screenshot", "a street sign", "a poster with words",
    "a document on a table", "写着文字的纸", "手机截图",
)  # fmt: skip

_reader: TextReader | None = None


class TextPass:
    """Reads the pictures that were not read yet."""

    def __init__(self, catalogue: Catalogue, opened: OpenSpace, thumbnails: Path) -> None:
        self._catalogue = catalogue
        self._opened = opened
        # Of the worker's own task nothing is used.
        self._config = WorkerConfig(thumbnails, Preprocessing(size=(32, 32)), pack=None)

    def run(self) -> Iterator[Progress]:
        """Read what is pending; yield now and then. What was read is kept at once."""
        self._catalogue.analyses.take_over(KEY, VERSION)
        pending = self._catalogue.analyses.pending(KEY, VERSION)
        if not len(pending):
            return
        meter = Meter(len(pending), stage="reading")
        yield meter.progress()
        order = likeliest_first(self._opened, pending)
        done: set[bytes] = set()
        with WorkerPool(self._config, WORKERS, TIME_LIMIT, task=read_text) as pool:
            for start in range(0, len(order), PAGE):
                page = self._catalogue.analyses.unseen(order[start : start + PAGE])
                fresh = {one.content: one for one in page if one.content not in done}
                done.update(fresh)
                told = len(page) - len(fresh)  # copies share what is found
                for item, outcome in pool.process((one, one.path) for one in fresh.values()):
                    self._store(item, outcome)
                    told += 1
                    if told >= TOLD_EVERY:
                        yield meter.advance(told, 0)
                        told = 0
                yield meter.advance(told, 0)

    def _store(self, item: Unseen, outcome: tuple[TextLine, ...] | Problem) -> None:
        """Store what was read; what can't be read is not asked for again until it changes."""
        if isinstance(outcome, Problem):
            if outcome.reason in (ProblemReason.VANISHED, ProblemReason.UNREADABLE):
                return  # the disk's fault: another time
            log.info("text of %s not read: %s %s", item.path, outcome.reason, outcome.detail)
            self._catalogue.analyses.store_text(KEY, VERSION, item, (), outcome.reason.value)
        else:
            self._catalogue.analyses.store_text(KEY, VERSION, item, outcome)


def likeliest_first(opened: OpenSpace, photos: Int64Array) -> list[PhotoId]:
    """Return the photos in the order in which they look as if something were written in them.

    By the mean of their cosines with LOOKS; those that are not indexed yet come last.
    """
    space = opened.space
    known, vectors = opened.vectors.gather(photos)
    scores = np.zeros(len(known), np.float32)
    for text in LOOKS:
        _, picture = space.fuser.split(space.encode_query(text), vectors)
        scores += picture
    rest = np.setdiff1d(photos, known)
    return [*known[np.argsort(-scores, kind="stable")].tolist(), *rest.tolist()]


def read_text(path: Path) -> tuple[TextLine, ...] | Problem:
    """Read one picture in this worker."""
    global _reader
    try:
        photo = decode(read_file(path), EDGE)
        size = readable_size(photo.width, photo.height)
        image = scaled(photo, size, Image.Resampling.BICUBIC)
    except Unreadable as error:
        return error.problem
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)
    if _reader is None:
        _reader = TextReader()
    return _reader.read(image)
