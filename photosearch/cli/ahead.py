"""Loads what turns words into vectors while the rest of the program is still being imported.

Loading a graph does not hold the interpreter: on two cores, both take as long as the longer one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from photosearch.paths import AppPaths

if TYPE_CHECKING:
    from photosearch.encoders.protocol import TextEncoder

log = logging.getLogger(__name__)


@contextmanager
def encoder_ahead() -> Iterator[None]:
    """Load the chosen model's text encoder meanwhile; it is kept until the context ends.

    Whoever opens it afterwards gets this one, see :func:`photosearch.encoders.open_text_encoder`.
    What goes wrong is told where it is needed.
    """
    held: list[TextEncoder] = []
    threading.Thread(target=_load, args=(AppPaths.default(), held), daemon=True).start()
    yield


def _load(paths: AppPaths, held: list[TextEncoder]) -> None:
    """Load what is needed soon; whoever needs it loads it again if this failed, and tells why.

    Anything may fail here that doesn't there: Python 3.11 can lose track of a lock when two threads
    import at once.
    """
    try:
        from photosearch.encoders import QUERY_THREADS, open_text_encoder
        from photosearch.encoders.registry import Registry
        from photosearch.settings import load_settings

        model = load_settings(paths.settings).model
        folder = Registry(paths.models).get(model).folder
        held.append(open_text_encoder(folder, QUERY_THREADS, paths.graphs))
        held[0].encode_query("photo")
    except Exception as error:
        log.debug("not loaded ahead: %r", error)
