"""Questions go first: background work gives way while some wait for their answers."""

from __future__ import annotations

import threading


class Questions:
    """Counts those that have no answer yet; safe from any thread."""

    def __init__(self) -> None:
        self._open = 0
        self._is_over = False
        self._changed = threading.Condition()

    def asked(self) -> None:
        """Note one more."""
        with self._changed:
            self._open += 1

    def answered(self) -> None:
        """Note that one needs no answer any more."""
        with self._changed:
            self._open -= 1
            self._changed.notify_all()

    def end(self) -> None:
        """Note that nobody waits for answers any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def give_way(self, seconds: float) -> bool:
        """Wait until nobody waits for an answer, no longer than this; return whether it is so."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_over or not self._open, seconds)
