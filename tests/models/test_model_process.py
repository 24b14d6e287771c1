"""The process that adds or measures a model, seen from the engine."""

from __future__ import annotations

import subprocess
import sys


def test_a_parent_that_has_heard_all_hears_of_no_failure() -> None:
    """The engine closes the pipe when it has read everything, perhaps before the process ends."""
    code = (
        "import time; from photosearch.models.__main__ import _end_with_parent;"
        " _end_with_parent(); time.sleep(60)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, check=False, timeout=50
    )
    assert done.returncode == 0
