"""Memory that is free again, and given back to the system."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Let the C library hand memory that was freed to the system; glibc would keep it for itself.

    After a model was loaded that is as much as the model takes. It costs a millisecond.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library, which keeps less
            ctypes.CDLL(None).malloc_trim(0)
