"""Questions go first: background work gives way while some wait for their answers."""

from __future__ import annotations

import threading


class Questions:
    """Counts those that have no answer yet; safe from any thread."""

    def __init__(self) -> None:
        self._open = 0
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

    def give_way(self, seconds: float) -> bool:
        """Wait until all are answered, but no longer than this; return whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)
