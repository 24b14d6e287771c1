"""How fast work goes, and how long it will take: counted and timed batches."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from photosearch.types import Progress

# The rate shown is that of the last batches, not of the whole run.
RATE_BATCHES = 12
# Until this many seconds were timed, nothing is foretold.
LEAST_SECONDS = 2.0


class Meter:
    """Counts and times batches.

    The clock starts when the first batch is done: until then the workers start and load the model,
    and one slow photo would foretell hours.
    """

    def __init__(
        self,
        total: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        stage: str = "indexing",
    ) -> None:
        self._stage = stage
        self._total = total
        self._clock = clock
        self._done = 0
        self._failed = 0
        self._marks: deque[tuple[float, int]] = deque(maxlen=RATE_BATCHES)

    def advance(self, count: int, failed: int) -> Progress:
        """Count a batch, of which some were problems; return how far it is."""
        self._done += count
        self._failed += failed
        self._total = max(self._total, self._done)
        self._marks.append((self._clock(), self._done))
        return self.progress()

    def progress(self) -> Progress:
        """Return how far it is; its rate is 0 while it can't be told."""
        return Progress(self._stage, self._done, self._total, self._rate(), self._failed)

    def _rate(self) -> float:
        if not self._marks:
            return 0.0
        (then, before), (now, done) = self._marks[0], self._marks[-1]
        return (done - before) / (now - then) if now - then >= LEAST_SECONDS else 0.0
