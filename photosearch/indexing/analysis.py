"""The later passes: what analysers find, the likeliest photos first; search works meanwhile.

A few photos that several analysers have yet to see are decoded once for all of them, those first
that any of them likes best. What only one lacks has a pass of its own, and so have many photos.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosearch.analysers.analyser import Analyser, look_together
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
# The stage of a pass in which several look at photos.
TOGETHER: Final = "looking"
# What may be the fault of one analyser, not of the file.
_OF_ONE: Final = (
    ProblemReason.TIMED_OUT, ProblemReason.CRASHED, ProblemReason.FAILED,
    ProblemReason.OUT_OF_MEMORY,
)  # fmt: skip
# The disk's fault: another time.
_OF_THE_DISK: Final = (ProblemReason.VANISHED, ProblemReason.UNREADABLE)


class AnalysisPass:
    """Lets analysers see the photos that none of them has seen yet, each decoded once for all."""

    def __init__(
        self,
        catalogue: Catalogue,
        opened: OpenSpace,
        cache: Path,
        analysers: Sequence[Analyser[Any]],
    ) -> None:
        self._analyses = catalogue.analyses
        self._opened = opened
        self._analysers = tuple(analysers)
        self._cache = cache

    @property
    def keys(self) -> tuple[str, ...]:
        """The analysers'."""
        return tuple(one.key for one in self._analysers)

    @property
    def stage(self) -> str:
        """The name of its progress."""
        return self._analysers[0].stage if len(self._analysers) == 1 else TOGETHER

    def run(self) -> Iterator[Progress]:
        """See what is pending; yield now and then. What was found is kept at once."""
        pending = self._pending()
        if not len(pending):
            return
        meter = Meter(len(pending), stage=self.stage)
        yield meter.progress()
        order = in_turns([likeliest_first(self._opened, pending, a.looks) for a in self._analysers])
        done: set[bytes] = set()
        with _pool(self._analysers, self._cache) as pool:
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

    def _pending(self) -> Int64Array:
        """Return the photos that all of them have yet to see, copies of seen ones aside."""
        pending: Int64Array | None = None
        for one in self._analysers:
            self._analyses.take_over(one.key, one.version, one.writer, one.videos)
            own = self._analyses.pending(one.key, one.version, one.videos)
            pending = own if pending is None else np.intersect1d(pending, own)
        assert pending is not None
        return pending

    def _store(self, item: Unseen, outcome: tuple[Any, ...] | Problem) -> bool:
        """Store what each found; return whether any had a problem.

        A photo that is one is not asked for again until it changes, or somebody wants it. What may
        be the fault of one analyser is not blamed on all: each then looks at the photo alone.
        """
        if isinstance(outcome, Problem):
            if len(self._analysers) > 1 and outcome.reason in _OF_ONE:
                return False
            outcome = (outcome,) * len(self._analysers)
        pairs = zip(self._analysers, outcome, strict=True)
        return sum(self._store_one(one, item, found) for one, found in pairs) > 0

    def _store_one(self, one: Analyser[Any], item: Unseen, found: Any | Problem) -> bool:
        if isinstance(found, Problem):
            log.info("%s of %s: %s %s", one.key, item.path, found.reason, found.detail)
            if found.reason in _OF_THE_DISK:
                return True
        self._analyses.store(one.key, one.version, item, one.writer, found)
        return isinstance(found, Problem)


def _pool(analysers: Sequence[Analyser[Any]], cache: Path) -> WorkerPool[tuple[Any, ...]]:
    # Of the worker's own task nothing is used.
    config = WorkerConfig(cache, Preprocessing(size=(32, 32)), pack=None)
    seconds = sum(one.seconds for one in analysers)
    return WorkerPool(config, WORKERS, seconds, task=partial(look_together, analysers, cache))


def found_in(
    analyser: Analyser[Findings], paths: Sequence[Path], cache: Path
) -> list[Findings | Problem]:
    """Return what an analyser finds in files, in their order; the catalogue knows nothing of it."""
    with _pool((analyser,), cache) as pool:
        found = dict(pool.process(enumerate(paths)))
    outcomes = (found[row] for row in range(len(paths)))
    return [one if isinstance(one, Problem) else one[0] for one in outcomes]


def in_turns(orders: Sequence[Sequence[PhotoId]]) -> list[PhotoId]:
    """Return photos that are given in several orders by their best places in any of them."""
    return list(dict.fromkeys(chain.from_iterable(zip(*orders, strict=True))))


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
