"""The later passes: what analysers find, the likeliest photos first; search works meanwhile.

Each analyser has a pass of its own, the cheap ones first. To decode a photo once for all of them
would save a tenth of a second, and make faces wait for hours until all text is read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Generic

import numpy as np

from photosearch.analysers.analyser import Analyser, look
from photosearch.arrays import Int64Array
from photosearch.catalogue.analyses import Findings, Unseen
from photosearch.catalogue.database import Catalogue
from photosearch.indexing.meter import Meter
from photosearch.indexing.pool import WorkerPool
from photosearch.indexing.worker import WorkerConfig
from photosearch.spaces.spaces import OpenSpace
from photosearch.types import PhotoId, Preprocessing, Problem, ProblemReason, Progress

log = logging.getLogger(__name__)

# What analysers load is large: there is one worker.
WORKERS: Final = 1
# Photos are asked for in pages of this size, and told of as often.
PAGE: Final = 200
TOLD_EVERY: Final = 8
# The disk's fault: another time.
_OF_THE_DISK: Final = (ProblemReason.VANISHED, ProblemReason.UNREADABLE)


class AnalysisPass(Generic[Findings]):
    """Lets an analyser see the photos that it has not seen yet."""

    def __init__(
        self,
        catalogue: Catalogue,
        opened: OpenSpace,
        cache: Path,
        analyser: Analyser[Findings],
    ) -> None:
        self._analyses = catalogue.analyses
        self._opened = opened
        self._analyser = analyser
        # Of the worker's own task nothing is used.
        self._cache = cache
        self._config = WorkerConfig(cache, Preprocessing(size=(32, 32)), pack=None)

    @property
    def key(self) -> str:
        """The analyser's."""
        return self._analyser.key

    def run(self) -> Iterator[Progress]:
        """See what is pending; yield now and then. What was found is kept at once."""
        one = self._analyser
        self._analyses.take_over(one.key, one.version, one.writer, one.videos)
        pending = self._analyses.pending(one.key, one.version, one.videos)
        if not len(pending):
            return
        meter = Meter(len(pending), stage=one.stage)
        yield meter.progress()
        order = likeliest_first(self._opened, pending, one.looks)
        done: set[bytes] = set()
        task = partial(look, one, self._cache)
        with WorkerPool(self._config, WORKERS, one.seconds, task=task) as pool:
            for start in range(0, len(order), PAGE):
                page = self._analyses.unseen(order[start : start + PAGE])
                fresh = {item.content: item for item in page if item.content not in done}
                done.update(fresh)
                told, failed = len(page) - len(fresh), 0  # copies share what is found
                for item, outcome in pool.process((item, item.path) for item in fresh.values()):
                    failed += self._store(item, outcome)
                    told += 1
                    if told >= TOLD_EVERY:
                        yield meter.advance(told, failed)
                        told = failed = 0
                yield meter.advance(told, failed)

    def _store(self, item: Unseen, outcome: Findings | Problem) -> bool:
        """Store what was found; return whether it was a problem.

        A photo that is one is not asked for again until it changes, or somebody wants it.
        """
        one = self._analyser
        is_problem = isinstance(outcome, Problem)
        if isinstance(outcome, Problem):
            log.info("%s of %s: %s %s", one.key, item.path, outcome.reason, outcome.detail)
            if outcome.reason in _OF_THE_DISK:
                return is_problem
        self._analyses.store(one.key, one.version, item, one.writer, outcome)
        return is_problem


def found_in(
    analyser: Analyser[Findings], paths: Sequence[Path], cache: Path
) -> list[Findings | Problem]:
    """Return what an analyser finds in files, in their order; the catalogue knows nothing of it."""
    config = WorkerConfig(cache, Preprocessing(size=(32, 32)), pack=None)
    task = partial(look, analyser, cache)
    with WorkerPool(config, WORKERS, analyser.seconds, task=task) as pool:
        found = dict(pool.process(enumerate(paths)))
    return [found[row] for row in range(len(paths))]


def likeliest_first(opened: OpenSpace, photos: Int64Array, looks: tuple[str, ...]) -> list[PhotoId]:
    """Return photos in the order in which they look like one of these texts.

    By the mean of their cosines with them; those that are not indexed yet come last.
    """
    space = opened.space
    known, vectors = opened.vectors.gather(photos)
    scores = np.zeros(len(known), np.float32)
    for text in looks:
        _, picture = space.fuser.split(space.encode_query(text), vectors)
        scores += picture
    rest = np.setdiff1d(photos, known)
    return [*known[np.argsort(-scores, kind="stable")].tolist(), *rest.tolist()]
