from __future__ import annotations

import pytest

from photosearch.indexing.indexer import worker_count
from photosearch.settings import Settings


@pytest.mark.parametrize(
    ("pending", "workers"), [(0, 1), (1, 1), (10, 1), (16, 1), (17, 2), (33, 3), (10_000, 3)]
)
def test_a_few_photos_do_not_wait_for_many_workers(pending: int, workers: int) -> None:
    assert worker_count(Settings(workers=3), pending) == workers
