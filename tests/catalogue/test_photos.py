from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from photosearch.catalogue.changes import Changes, FoundFile
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.photos import FEW_PLACES, UNDATED
from photosearch.catalogue.vectors import Embedded, Space
from photosearch.errors import FolderError
from photosearch.said import quote
from photosearch.types import Facts, PhotoId, Problem, ProblemReason, Word, WordSource
from photosearch.wire.values import Folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        yield catalogue


@pytest.fixture
def folder(catalogue: Catalogue, tmp_path: Path) -> Folder:
    (tmp_path / "photos" / "sub").mkdir(parents=True)
    return catalogue.folders.add(tmp_path / "photos")


@pytest.fixture
def space(catalogue: Catalogue) -> Space:
    return catalogue.vectors.space("f" * 16, "mini", 2, 1, 3)


def add(catalogue: Catalogue, folder: Folder, *names: str) -> dict[str, PhotoId]:
    files = [FoundFile(name, 10, 1000) for name in names]
    catalogue.photos.apply([(folder.id, Changes(added=files))])
    return {name: known.id for name, known in catalogue.photos.known(folder.id).items()}


def embedded(photo: PhotoId, *, taken: datetime | None = None, size: int = 10) -> Embedded:
    words = (Word(WordSource.TITLE, f"title {photo}"), Word(WordSource.FILE, "海滩 beach"))
    return Embedded(
        photo, size, 1000, Facts(4, 3, "jpeg", taken_at=taken, camera="X"),
        bytes([photo % 256] * 16), words, np.ones(2, np.float32),
        np.ones(1, np.float32), np.full(3, photo, np.float32),
    )  # fmt: skip


def test_new_photos_are_pending_until_they_are_stored(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "sub/b.jpg")
    pending = catalogue.photos.pending(space.id, 10)
    assert [item.id for item in pending] == sorted(ids.values())
    assert pending[0].path == folder.path / "a.jpg"
    catalogue.vectors.store(space.id, [embedded(ids["a.jpg"])])
    assert [item.id for item in catalogue.photos.pending(space.id, 10)] == [ids["sub/b.jpg"]]
    assert catalogue.photos.count_pending(space.id) == 1
    assert catalogue.vectors.count(space.id) == 1


def test_facts_that_cannot_be_stored_are_left_out_alone(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "odd.jpg", "good.jpg")
    odd = Facts(
        1 << 70, 3, "jpeg", datetime(9999, 12, 31, 23, 59, 59), "half \ud800", "lens",
        float("inf"), 2.0, 1 << 70, (Word(WordSource.TITLE, "half \udfff"),),
    )  # fmt: skip
    batch = [replace(embedded(ids["odd.jpg"]), facts=odd, words=odd.words)]
    catalogue.vectors.store(space.id, [*batch, embedded(ids["good.jpg"])])
    assert catalogue.photos.count_pending(space.id) == 0
    row, good = catalogue.photos.get(list(ids.values()))
    assert (row.width, row.height, row.camera, row.lens) == (0, 3, "half ?", "lens")
    assert (row.latitude, row.longitude, row.rating) == (None, 2.0, None)
    assert row.taken_at == odd.taken_at
    assert good.camera == "X"
    assert catalogue.words.of(ids["odd.jpg"]) == (Word(WordSource.TITLE, "half ?"),)


def test_a_file_that_cannot_be_stored_costs_no_other(catalogue: Catalogue, folder: Folder) -> None:
    files = [FoundFile("a.jpg", 1, 1), FoundFile("b.jpg", 1 << 70, 1), FoundFile("c.jpg", 1, 1)]
    catalogue.photos.apply([(folder.id, Changes(added=files))])
    assert set(catalogue.photos.known(folder.id)) == {"a.jpg", "c.jpg"}


def test_a_changed_photo_is_pending_again_and_a_late_result_is_not_stored(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    photo = add(catalogue, folder, "a.jpg")["a.jpg"]
    catalogue.vectors.store(space.id, [embedded(photo)])
    change = Changes(changed=[(photo, FoundFile("a.jpg", 20, 2000))])
    catalogue.photos.apply([(folder.id, change)])
    assert catalogue.vectors.count(space.id) == 0
    catalogue.vectors.store(space.id, [embedded(photo, size=10)])  # what was read before
    assert catalogue.photos.count_pending(space.id) == 1


def test_a_moved_photo_keeps_its_picture_and_only_its_words_are_done_again(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    photo = add(catalogue, folder, "a.jpg")["a.jpg"]
    catalogue.vectors.store(space.id, [embedded(photo)])
    change = Changes(moved=[(photo, FoundFile("sub/holiday.jpg", 10, 1000))])
    catalogue.photos.apply([(folder.id, change)])
    (item,) = catalogue.photos.pending(space.id, 10)
    assert item.relative == Path("sub/holiday.jpg")
    assert item.image is not None
    assert np.frombuffer(item.image, np.float16).tolist() == [1, 1]
    assert item.facts_words == (Word(WordSource.TITLE, f"title {photo}"),)
    assert catalogue.vectors.count(space.id) == 1  # it is still found meanwhile


def test_a_space_of_the_same_eyes_takes_over_what_they_saw(
    catalogue: Catalogue, folder: Folder
) -> None:
    old = catalogue.vectors.space("a" * 16, "mini", 2, 1, 3, "eyes")
    same = catalogue.vectors.space("b" * 16, "mini", 2, 2, 4, "eyes")
    other = catalogue.vectors.space("c" * 16, "mini", 2, 1, 3, "other eyes")
    ids = add(catalogue, folder, "a.jpg", "b.jpg")
    catalogue.vectors.store(old.id, [embedded(ids["a.jpg"])])
    first, second = catalogue.photos.pending(same.id, 10)
    assert first.image is not None
    assert np.frombuffer(first.image, np.float16).tolist() == [1, 1]
    assert first.facts_words == (Word(WordSource.TITLE, f"title {first.id}"),)
    assert second.image is None
    assert all(item.image is None for item in catalogue.photos.pending(other.id, 10))


def test_photos_that_change_places_are_told_apart(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "b.jpg")
    swap = Changes(
        moved=[(ids["a.jpg"], FoundFile("b.jpg", 10, 1)), (ids["b.jpg"], FoundFile("a.jpg", 10, 1))]
    )
    catalogue.photos.apply([(folder.id, swap)])
    known = catalogue.photos.known(folder.id)
    assert (known["a.jpg"].id, known["b.jpg"].id) == (ids["b.jpg"], ids["a.jpg"])


def test_a_problem_is_not_pending_until_the_file_changes_or_the_user_asks(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    photo = add(catalogue, folder, "a.jpg")["a.jpg"]
    problem = (photo, Problem(ProblemReason.TRUNCATED, quote("ends early \udce9")))
    catalogue.vectors.store(space.id, [], [problem])
    assert catalogue.photos.count_pending(space.id) == 0
    (row,) = catalogue.problems.all()
    assert (row.path, row.reason) == (folder.path / "a.jpg", ProblemReason.TRUNCATED)
    catalogue.problems.retry([photo])
    assert catalogue.photos.count_pending(space.id) == 1
    catalogue.vectors.store(space.id, [], [problem])
    changed = Changes(changed=[(photo, FoundFile("a.jpg", 11, 1000))])
    catalogue.photos.apply([(folder.id, changed)])
    assert catalogue.photos.count_pending(space.id) == 1
    assert catalogue.problems.count() == 0


def test_photos_of_an_offline_folder_wait_and_stay_known(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "b.jpg")
    catalogue.vectors.store(space.id, [embedded(ids["a.jpg"])])
    catalogue.folders.set_online(folder.id, False)
    assert catalogue.photos.count_pending(space.id) == 0
    assert catalogue.vectors.count(space.id) == 1
    assert not catalogue.photos.get([ids["a.jpg"]])[0].online


def test_rows_come_in_the_order_asked_with_their_facts(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "b.jpg")
    moment = datetime(2023, 6, 14, 18, 30, tzinfo=UTC)
    catalogue.vectors.store(
        space.id, [embedded(ids["a.jpg"], taken=moment), embedded(ids["b.jpg"])]
    )
    rows = catalogue.photos.get([ids["b.jpg"], 999, ids["a.jpg"]])
    assert [row.id for row in rows] == [ids["b.jpg"], ids["a.jpg"]]
    assert (rows[1].taken_at, rows[1].camera, rows[1].width) == (moment, "X", 4)


def test_newest_goes_by_when_it_was_taken_and_photos_without_a_date_come_last(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "old.jpg", "undated.jpg", "new.jpg", "unread.jpg")
    catalogue.vectors.store(
        space.id,
        [
            embedded(ids["old.jpg"], taken=datetime(1999, 1, 1)),
            embedded(ids["new.jpg"], taken=datetime(2024, 1, 1)),
            embedded(ids["undated.jpg"]),
        ],
    )
    newest = catalogue.photos.newest().tolist()
    assert newest == [ids["new.jpg"], ids["old.jpg"], ids["undated.jpg"]]


def test_photos_of_the_same_moment_stand_in_order_of_id(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "b.jpg", "c.jpg")
    moment = datetime(2024, 1, 1)
    batch = [embedded(photo, taken=moment) for photo in ids.values()]
    catalogue.vectors.store(space.id, batch)
    assert catalogue.photos.newest().tolist() == sorted(ids.values())
    times = catalogue.photos.times(np.array([999, *ids.values()]))
    assert times.tolist() == [UNDATED] + [1_704_067_200 * 10**6] * 3


def test_photos_at_some_places_are_looked_up(catalogue: Catalogue, folder: Folder) -> None:
    names = (
        "a.jpg",
        "a.jpg.jpg",
        "sub/b.jpg",
        "sub/deep/c.jpg",
        "sub0/d.jpg",
        "sub.jpg",
        "sub-e/f.jpg",
    )
    add(catalogue, folder, *names)
    for places, found in (
        (["a.jpg"], {"a.jpg"}),
        (["sub"], {"sub/b.jpg", "sub/deep/c.jpg"}),
        (["a.jpg", "sub/deep", "nowhere"], {"a.jpg", "sub/deep/c.jpg"}),
        ([""], set(names)),
        ([], set(names)),
        ([f"{number}" for number in range(FEW_PLACES + 1)], set(names)),
    ):
        assert set(catalogue.photos.known(folder.id, places)) == found


def test_nothing_is_newest_in_an_empty_catalogue(catalogue: Catalogue) -> None:
    assert catalogue.photos.newest().tolist() == []
    assert catalogue.photos.times(np.array([1])).tolist() == [UNDATED]


def test_folders_count_their_own_photos_vectors_and_problems(
    catalogue: Catalogue, folder: Folder, space: Space, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    ids = add(catalogue, folder, "a.jpg", "b.jpg", "c.jpg")
    add(catalogue, catalogue.folders.add(other), "d.jpg")
    broken = (ids["b.jpg"], Problem(ProblemReason.TRUNCATED))
    catalogue.vectors.store(space.id, [embedded(ids["a.jpg"])], [broken])
    counts = {one.path.name: one for one in catalogue.folders.all(space.id)}
    of_first, of_other = counts[folder.path.name], counts["other"]
    assert (of_first.photos, of_first.searchable, of_first.problems) == (3, 1, 1)
    assert (of_other.photos, of_other.searchable, of_other.problems) == (1, 0, 0)


def test_removing_a_folder_forgets_everything_of_it(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg")
    catalogue.vectors.store(space.id, [embedded(ids["a.jpg"])])
    catalogue.folders.remove(folder.id)
    assert catalogue.photos.count() == catalogue.vectors.count(space.id) == 0
    assert catalogue.words.match("beach", 10) == []
    with pytest.raises(FolderError):
        catalogue.folders.remove(folder.id)


@pytest.mark.parametrize("name", ["photos", "photos/sub", "photos/../photos"])
def test_a_folder_that_is_there_already_is_refused(
    catalogue: Catalogue, folder: Folder, tmp_path: Path, name: str
) -> None:
    with pytest.raises(FolderError, match="in the library already"):
        catalogue.folders.add(tmp_path / name)


def test_what_is_no_folder_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "file.jpg").touch()
    for name, reason in (("missing", "does not exist"), ("file.jpg", "is a file")):
        with pytest.raises(FolderError, match=reason) as caught:
            catalogue.folders.add(tmp_path / name)
        assert caught.value.advice


def test_a_folder_around_one_that_is_there_takes_its_photos_over(
    catalogue: Catalogue, folder: Folder, space: Space, tmp_path: Path
) -> None:
    photo = add(catalogue, folder, "sub/a.jpg")["sub/a.jpg"]
    catalogue.vectors.store(space.id, [embedded(photo)])
    parent = catalogue.folders.add(tmp_path)
    assert [known.path for known in catalogue.folders.all()] == [tmp_path]
    assert [known.path for known in catalogue.folders.uncounted()] == [tmp_path]
    assert catalogue.photos.known(parent.id)["photos/sub/a.jpg"].id == photo
    (item,) = catalogue.photos.pending(space.id, 10)
    assert item.image is not None


def test_a_sibling_with_the_same_beginning_is_another_folder(
    catalogue: Catalogue, folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "photos2").mkdir()
    catalogue.folders.add(tmp_path / "photos2")
    assert len(catalogue.folders.all()) == 2


def test_names_that_are_no_text_are_kept_byte_by_byte(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    name = os.fsdecode(b"caf\xe9/\xff.jpg")
    add(catalogue, folder, name)
    (item,) = catalogue.photos.pending(space.id, 10)
    assert os.fsencode(item.relative) == b"caf\xe9/\xff.jpg"


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("beach", True), ("BEACH", True),
        ("eac", False), ("beaches", False), ("titles", False), ("ＢＥＡＣＨ", True),
        ("海滩", True), ("滩", True),
        ("title", True),
        ("cat", False), ('"', False), ("%", False), ("_", False), ("a OR b", False), ("", False),
        ("NEAR(", False), ("*", False),
    ],
)  # fmt: skip
def test_any_text_may_be_looked_for_in_words(
    catalogue: Catalogue, folder: Folder, space: Space, term: str, found: bool
) -> None:
    photo = add(catalogue, folder, "a.jpg")["a.jpg"]
    catalogue.vectors.store(space.id, [embedded(photo)])
    assert {match[0] for match in catalogue.words.match(term, 10)} == ({photo} if found else set())


def test_vectors_are_read_in_order_of_an_ever_growing_key(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = list(add(catalogue, folder, *(f"{n}.jpg" for n in range(5))).values())
    catalogue.vectors.store(space.id, [embedded(photo) for photo in ids])
    last = catalogue.vectors.last_key(space.id)
    catalogue.vectors.store(space.id, [embedded(ids[2])])
    ((key, photos, fused),) = catalogue.vectors.read(space.id, after=last)
    assert key > last
    assert photos.tolist() == [ids[2]]
    assert fused.tolist() == [[ids[2]] * 3]
    chunks = list(catalogue.vectors.read(space.id, chunk=2))
    assert sorted(np.concatenate([photos for _, photos, _ in chunks]).tolist()) == sorted(ids)


def test_dropping_a_space_leaves_the_photos(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    photo = add(catalogue, folder, "a.jpg")["a.jpg"]
    other = catalogue.vectors.space("e" * 16, "other", 2, 1, 3)
    catalogue.vectors.store(space.id, [embedded(photo)])
    catalogue.vectors.set_active(space.id)
    assert catalogue.vectors.active() is not None
    assert catalogue.photos.count_pending(other.id) == 1
    catalogue.vectors.drop(space.id)
    assert catalogue.vectors.active() is None
    assert catalogue.photos.count() == 1


def test_places_are_kept_beside_the_vectors_and_go_with_them(
    catalogue: Catalogue, folder: Folder, space: Space
) -> None:
    ids = add(catalogue, folder, "a.jpg", "b.jpg", "c.jpg")
    places = np.arange(12, dtype=np.int8).reshape(3, 4)
    stored = [
        replace(embedded(photo), places=places + row) for row, photo in enumerate(ids.values())
    ]
    stored[1] = replace(stored[1], places=None)  # a video, say
    catalogue.vectors.store(space.id, stored)
    wanted = np.array(sorted(ids.values()), np.int64)
    there, found = catalogue.vectors.places(space.id, wanted, 4)
    assert there.tolist() == [ids["a.jpg"], ids["c.jpg"]]
    np.testing.assert_array_equal(found, [places, places + 2])
    # Words that change later cost no look at the photo.
    moved = FoundFile("d.jpg", 10, 1000)
    catalogue.photos.apply([(folder.id, Changes(moved=[(ids["a.jpg"], moved)]))])
    (pending,) = catalogue.photos.pending(space.id, 10)
    assert pending.image is not None
    assert pending.places == places.tobytes()
    # Another space of the same eyes need not look again, either.
    twin = catalogue.vectors.space("e" * 16, "mini", 2, 1, 3, pictures="eyes")
    assert all(item.places is None for item in catalogue.photos.pending(twin.id, 10))
    catalogue.vectors.drop(space.id)
    assert len(catalogue.vectors.places(space.id, wanted, 4)[0]) == 0
    assert catalogue.vectors.places(space.id, wanted[:0], 4)[1].shape == (0, 0, 4)


def test_spaces_of_the_same_eyes_share_places(catalogue: Catalogue, folder: Folder) -> None:
    ids = add(catalogue, folder, "a.jpg")
    old, new = (
        catalogue.vectors.space(name * 16, "mini", 2, 1, 3, pictures="eyes") for name in "ab"
    )
    places = np.arange(8, dtype=np.int8).reshape(2, 4)
    catalogue.vectors.store(old.id, [replace(embedded(ids["a.jpg"]), places=places)])
    (pending,) = catalogue.photos.pending(new.id, 10)
    assert pending.places == places.tobytes()
