"""The door of the engine process: what the command line imports is not waited for.

`python -m photosearch.engine` is `photosearch engine`, a tenth of a second sooner.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from photosearch.engine.signals import Ended, heed_signals
from photosearch.environment import stay_off_the_hub

if TYPE_CHECKING:
    from photosearch.library import Library

# How long the engine waits for one that is just ending.
WAITS_SECONDS = 5.0


def run() -> int:
    """Serve the window: commands on standard input, events on standard output.

    A signal that ends it lets the running batch be finished.

    Returns:
        The exit status, see :func:`photosearch.engine.server.serve`; 128 and the signal's number
        after a signal.
    """
    stay_off_the_hub()
    heed_signals()
    gc.disable()  # modules are no garbage: looking for some takes a tenth of their import
    from photosearch.engine.server import log_to, serve_standard_streams
    from photosearch.paths import AppPaths

    log_to(AppPaths.default().log)
    try:
        return serve_standard_streams(_open_library)
    except Ended as end:
        return end.status


def _open_library() -> Library:
    from photosearch.library import Library
    from photosearch.paths import AppPaths

    library = Library.open(AppPaths.default(), wait=WAITS_SECONDS)
    gc.freeze()
    gc.enable()
    return library
