"""The door of the engine process: what the command line imports is not waited for.

`python -m photosearch.engine` is `photosearch engine`, a tenth of a second sooner.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photosearch.library import Library

# How long the engine waits for one that is just ending.
WAITS_SECONDS = 5.0


def run() -> int:
    """Serve the window: commands on standard input, events on standard output.

    Returns:
        The exit status, see :func:`photosearch.engine.server.serve`.
    """
    spare_the_cores()
    gc.disable()  # modules are no garbage: looking for some takes a tenth of their import
    from photosearch.engine.server import log_to, serve_standard_streams
    from photosearch.paths import AppPaths

    log_to(AppPaths.default().log)
    return serve_standard_streams(_open_library)


def _open_library() -> Library:
    from photosearch.library import Library
    from photosearch.paths import AppPaths

    library = Library.open(AppPaths.default(), wait=WAITS_SECONDS)
    gc.freeze()
    gc.enable()
    return library


def spare_the_cores() -> None:
    """Let numpy compute in one thread, if it is not imported yet: we have threads of our own.

    On a busy machine, numpy's threads that wait for each other turned 60 ms into 6 s.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
