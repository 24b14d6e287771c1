"""A process that waits for ever at its work ends; one that works, or has nothing to do, goes on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from photosearch.indexing.stalls import STALLED

SCRIPT = """
import time
from photosearch.indexing.stalls import StallGuard

guard = StallGuard(0.6)
until = time.monotonic() + 2.0
{work}
"""
WORKS = """
with guard.watching():
    while time.monotonic() < until:
        sum(range(1000))
"""
WAITS = """
with guard.watching():
    time.sleep(3600)
"""
RESTS = """
with guard.watching():
    pass
time.sleep(2.0)
"""


@pytest.mark.parametrize(("work", "status"), [(WORKS, 0), (RESTS, 0), (WAITS, STALLED)])
def test_who_waits_at_work_ends_and_who_works_or_rests_does_not(work: str, status: int) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(work=work)], timeout=60)
    assert done.returncode == status
