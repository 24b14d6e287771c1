"""A library of photos with known facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.library import Library
from tests.answering.travels import write


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory,
    open_shared_library: Callable[[Path], Library],
) -> Library:
    folder = tmp_path_factory.mktemp("photos")
    write(folder)
    return open_shared_library(folder)
