"""Workers that are forked from a process which has loaded what they need.

Tests open hundreds of libraries, and each would wait half a second for its worker to load the
program. The processes that tests start have workers of their own, which begin as a user's do.
"""

from __future__ import annotations

import os
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

# What a worker imports for a photo of any kind.
LOADED = ["tests.forked", "photosearch.indexing.pool", "pillow_heif", "pylibjxl"]


class ForkedProcess(ForkServerProcess):
    """A process that has the environment of the one that asked for it, as one that is spawned."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._environment = dict(os.environ)

    def run(self) -> None:
        """Do what it was made for."""
        os.environ.clear()
        os.environ.update(self._environment)
        super().run()


class ForkedContext(ForkServerContext):
    """What `multiprocessing.get_context` returns, for such processes."""

    Process = ForkedProcess


def forked_context() -> ForkedContext:
    """Return the context, whose server runs already."""
    context = ForkedContext()
    context.set_forkserver_preload(LOADED)
    forkserver.ensure_running()
    return context
