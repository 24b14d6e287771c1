"""The signals that end a process end it in order: what was begun is finished or taken back."""

from __future__ import annotations

import signal
from types import FrameType

# Added to a signal's number, it is the exit status, as for shells.
_BY_SIGNAL = 128


class Ended(KeyboardInterrupt):
    """The process is asked to end; it unwinds as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = _BY_SIGNAL + number


def heed_signals() -> None:
    """Let SIGTERM and SIGHUP end this process as Ctrl-C does; a second signal ends it at once.

    One that is ignored stays so: `nohup` has its reasons.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise Ended(number)
