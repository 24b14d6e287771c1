"""The one place that imports onnxruntime, so that none forgets to keep it quiet."""

from __future__ import annotations

from functools import cache
from typing import Any

from photosearch.environment import keep_private


@cache
def onnxruntime() -> Any:
    """Return the module, imported at the first call, with its telemetry switched off twice over.

    Its events are switched off, too, in case another part of the program imported it before us.
    """
    keep_private()
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime
