"""Lists of numbers in statements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from photosearch.catalogue.columns import AMONG, listed
from photosearch.library import Library
from photosearch.types import PhotoId
from tests.conftest import update


def test_more_photos_than_a_statement_has_parameters_are_looked_up_at_once(
    open_library: Callable[[], Library], photos: Path
) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    catalogue = library._catalogue
    with catalogue.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM photos ORDER BY id")
        ids: list[PhotoId] = [*rows.scalars()]
        many = [*map(PhotoId, range(10_000, 60_000)), *ids]
        found = connection.exec_driver_sql(
            f"SELECT id FROM photos WHERE id {AMONG} ORDER BY id", (listed(many),)
        )
        assert len(ids) == 4
        assert [*found.scalars()] == ids
    assert [row.id for row in catalogue.photos.get(many)] == ids
    assert [one.photo for one in catalogue.analyses.unseen(many)] == ids
    space = library._spaces.answering().stored.id
    assert sorted(catalogue.fingerprints.image_vectors(space, many)) == ids


def test_numbers_of_any_kind_are_listed() -> None:
    assert listed(np.array([3, 1], np.int64)) == listed([3, 1]) == "[3, 1]"
    assert listed([]) == "[]"
