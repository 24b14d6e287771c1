"""No fact of one photo stops the others: what can't be stored is left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.catalogue.photos import Pending
from photosearch.catalogue.vectors import Vectors
from photosearch.errors import StorageError
from photosearch.indexing import indexer
from photosearch.indexing.indexer import Seen, photo_words
from photosearch.library import Library
from photosearch.types import Decoded, ProblemReason, Word
from tests.conftest import RGB, names, update

Open = Callable[[], Library]
RED = "IMG_0000.jpg"


def dated(path: Path, moment: str) -> Path:
    """Write a photo whose camera says that it is this moment."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = moment
    Image.new("RGB", (48, 32), RGB["purple"]).save(path, exif=exif)
    return path


def listed(library: Library, query: str) -> list[str]:
    answer = library.search(query)
    return [hit.path.name for hit in library.hits(answer, 0, len(answer))]


@pytest.mark.parametrize("year", ["1850", "2262", "2263", "2300", "9999"])
def test_a_date_far_away_is_a_date_and_stops_no_other_photo(
    open_library: Open, photos: Path, year: str
) -> None:
    dated(photos / "far.jpg", f"{year}:12:31 23:59:59")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.searchable() == 5
    assert library.problems() == []
    if year != "9999":  # a range ends on the day after, and no calendar has one after that
        assert listed(library, f"date:{year}-12-31") == ["far.jpg"]
    assert [str(month) for month in library.timeline(library.search(""))] == [
        f"{year}-12",
        "no date",
    ]


@pytest.mark.parametrize("query", ["date:2300", "after:2262", "before:1600", "date:last 999 years"])
def test_a_question_for_dates_far_away_is_answered(
    open_library: Open, photos: Path, query: str
) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert listed(library, query) == []
    assert library.search(query).query.errors == ()


@pytest.mark.parametrize("seconds", [10_000_000_000, -12_000_000_000])
def test_a_file_time_far_away_stops_no_scan(
    open_library: Open, photos: Path, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(photos / RED, (seconds, seconds))
    if (photos / RED).stat().st_mtime != seconds:
        pytest.skip("this file system knows no such time")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.searchable() == 4
    tried: list[object] = []
    monkeypatch.setattr(
        "photosearch.indexing.pool.WorkerPool._schedule", lambda *args: tried.append(args)
    )
    update(library)  # and the file is as it was
    assert tried == []


def test_photos_without_a_date_are_in_no_year_and_come_last(
    open_library: Open, photos: Path
) -> None:
    dated(photos / "old.jpg", "1999:01:01 00:00:00")
    library = open_library()
    library.add_folder(photos)
    update(library)
    year = datetime.fromtimestamp((photos / RED).stat().st_mtime, UTC).year
    assert listed(library, f"date:{year}") == []
    assert listed(library, "")[0] == "old.jpg"
    assert listed(library, "-has:date sort:date") == listed(library, "")[1:]
    assert [str(month) for month in library.timeline(library.search(""))] == ["1999-01", "no date"]


def test_a_photo_that_is_renamed_has_the_date_of_its_new_name(
    open_library: Open, photos: Path
) -> None:
    (photos / RED).rename(photos / "IMG-20190203-WA0001.jpg")
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert listed(library, "date:2019-02-03") == ["IMG-20190203-WA0001.jpg"]
    (photos / "IMG-20190203-WA0001.jpg").rename(photos / "2018-07-08 Lake.jpg")
    update(library)
    assert listed(library, "date:2019") == []
    assert listed(library, "date:2018-07-08") == ["2018-07-08 Lake.jpg"]
    (photos / "2018-07-08 Lake.jpg").rename(photos / RED)
    update(library)
    assert listed(library, "has:date") == []


def test_a_photo_that_fails_costs_no_other_of_its_batch(
    open_library: Open, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is that is wrong with it, at the next start too."""

    def stumbling(pending: Pending, decoded: Decoded | None) -> tuple[Word, ...]:
        if pending.path.name == RED:
            raise OverflowError("a bug of ours")
        return photo_words(pending, decoded)

    with monkeypatch.context() as patch:
        patch.setattr("photosearch.indexing.indexer.photo_words", stumbling)
        library = open_library()
        library.add_folder(photos)
        for _ in range(2):
            update(library)
            assert library.searchable() == 3
            assert library.pending() == 0
            (problem,) = library.problems()
            assert (problem.path.name, problem.reason) == (RED, ProblemReason.FAILED)
            assert str(problem.detail) == "OverflowError: a bug of ours"


def test_a_vector_that_is_no_number_does_not_spoil_the_index(
    open_library: Open, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.add_folder(photos)
    known = indexer.Indexer._known

    def odd(self: indexer.Indexer, item: Seen) -> object:
        pictures = known(self, item)
        if item.pending.path.name != RED or pictures is None:
            return pictures
        return np.full_like(pictures[0], np.nan), pictures[1]

    monkeypatch.setattr(indexer.Indexer, "_known", odd)
    update(library)
    assert [problem.path.name for problem in library.problems()] == [RED]
    assert names(library, "green")[0] == "IMG_0001.jpg"


def test_a_full_disk_is_no_photos_fault(
    open_library: Open, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.add_folder(photos)
    with monkeypatch.context() as patch:
        patch.setattr(Vectors, "store", _full)
        with pytest.raises(StorageError):
            update(library)
    assert library.problems() == []
    update(library)
    assert library.searchable() == 4


def _full(*arguments: object) -> None:
    raise StorageError("The disk is full.")
