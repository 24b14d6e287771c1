"""Ends a worker that waits for ever: a drive that does not answer, a demuxer that never returns.

Whoever works uses processor time, even on a machine that is busy with other things. Who is at a
file and has used none for long will not finish it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# The exit status of a worker that ended so.
STALLED: Final = 75
# The limit is made of so many looks, none of which may find any work: one after the machine slept
# says nothing.
LOOKS: Final = 12
# Less than this share of the time between two looks is no work.
LEAST_SHARE: Final = 1e-3


class StallGuard:
    """Looks now and then whether this process works while it should."""

    def __init__(self, seconds: float) -> None:
        self._interval = seconds / LOOKS
        self._is_busy = False
        self._idle = 0
        threading.Thread(target=self._look, name="StallGuard", daemon=True).start()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """End the process if the block makes no progress for so many seconds."""
        self._idle, self._is_busy = 0, True
        try:
            yield
        finally:
            self._is_busy = False

    def _look(self) -> None:
        before = _others_time()
        while True:
            time.sleep(self._interval)
            worked, before = _others_time() - before, _others_time()
            has_worked = worked > LEAST_SHARE * self._interval
            self._idle = self._idle + 1 if self._is_busy and not has_worked else 0
            if self._idle > LOOKS:
                os._exit(STALLED)


def _others_time() -> float:
    """Return the processor time that other threads than this one have used."""
    return time.process_time() - time.thread_time()
