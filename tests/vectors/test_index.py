from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from xxhash import xxh3_64_hexdigest

from photosearch.arrays import Float16Array, Float32Array, Int64Array
from photosearch.vectors.axes import BLOCK, COARSE, FINE
from photosearch.vectors.index import FULL_PRODUCT_ROWS, VectorIndex
from photosearch.vectors.sums import Sums

DIMENSIONS = 48


def unit(count: int, seed: int = 0) -> Float32Array:
    """Return rows that crowd about a common direction, as embeddings do."""
    random = np.random.default_rng(seed)
    rows = random.standard_normal((count, DIMENSIONS)) + 1.5 * np.eye(DIMENSIONS)[0]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows, np.float32)


def filled(index: VectorIndex, vectors: Float32Array, first: int = 1) -> Int64Array:
    ids = np.arange(first, first + len(vectors))
    index.append(ids, vectors.astype(np.float16), int(ids[-1]))
    return ids


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    index = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    yield index
    index.close()


def exact(vectors: Float32Array, query: Float32Array, k: int) -> list[int]:
    scores = vectors.astype(np.float16).astype(np.float32) @ query
    return list(np.argsort(-scores)[:k] + 1)


def test_a_small_index_is_searched_exactly(index: VectorIndex) -> None:
    vectors = unit(500)
    filled(index, vectors)
    ids, scores = index.search(vectors[7], 20)
    assert ids.tolist() == exact(vectors, vectors[7], 20)
    assert scores[0] == pytest.approx(1.0, abs=1e-3)
    assert (np.diff(scores) <= 0).all()


def test_a_large_index_finds_what_the_full_product_finds(index: VectorIndex) -> None:
    vectors = unit(3 * FULL_PRODUCT_ROWS)
    filled(index, vectors)
    recalls = []
    for query in unit(20, seed=1):
        found = set(index.search(query, 100)[0].tolist())
        recalls.append(len(found & set(exact(vectors, query, 100))) / 100)
    assert np.mean(recalls) >= 0.99


def test_only_the_photos_asked_for_are_found(index: VectorIndex) -> None:
    vectors = unit(3 * FULL_PRODUCT_ROWS)
    ids = filled(index, vectors)
    for among in (ids[::7], ids[:10], ids[ids % 2 == 0], np.array([10**9]), ids[:0]):
        found, _ = index.search(vectors[0], 50, among)
        assert len(found) == min(50, np.isin(among, ids).sum())
        assert set(found.tolist()) <= set(among.tolist())


def test_a_large_share_of_the_photos_is_searched_as_well_as_all(index: VectorIndex) -> None:
    vectors = unit(3 * FULL_PRODUCT_ROWS)
    among = filled(index, vectors)[::2]
    recalls = []
    for query in unit(20, seed=1):
        found = index.search(query, 100, among)[0]
        best = among[np.argsort(-(vectors[among - 1] @ query))[:100]]
        recalls.append(len(np.intersect1d(found, best)) / 100)
    assert np.mean(recalls) >= 0.99


def test_what_a_query_has_where_vectors_hardly_differ_does_not_hide_the_rest(
    index: VectorIndex,
) -> None:
    vectors = unit(FULL_PRODUCT_ROWS + 10_000)
    vectors[:, -1] = -0.1
    filled(index, vectors)
    query = 0.1 * vectors[7]
    query[-1] = 1.0
    ids, _ = index.search(query, 100)
    assert len(set(ids.tolist()) & set(exact(vectors, query, 100))) >= 98


@pytest.mark.parametrize("effective", [8, DIMENSIONS])
def test_the_best_are_found_along_few_axes_and_along_many(
    index: VectorIndex, effective: int
) -> None:
    """How many rows are rescored goes by what coordinates leave open."""
    random = np.random.default_rng(2)
    spread = np.exp(-np.arange(DIMENSIONS) / effective).astype(np.float32)
    vectors = random.standard_normal((2 * FULL_PRODUCT_ROWS, DIMENSIONS), np.float32) * spread
    filled(index, vectors)
    recalls = []
    for query in random.standard_normal((10, DIMENSIONS), np.float32) * spread:
        found = set(index.search(query, 100)[0].tolist())
        recalls.append(len(found & set(exact(vectors, query, 100))) / 100)
    assert np.mean(recalls) >= 0.99


def test_rows_of_another_kind_that_come_later_are_found_too(index: VectorIndex) -> None:
    """The axes are those of the rows that were there when they were measured."""
    random = np.random.default_rng(4)
    first = FULL_PRODUCT_ROWS + 1
    vectors = unit(first + 20_000)
    vectors[:first, DIMENSIONS // 2 :] *= 0.05
    vectors[first:, : DIMENSIONS // 2] *= 0.05
    filled(index, vectors[:first])
    filled(index, vectors[first:], first + 1)
    recalls = []
    for row in random.integers(first, len(vectors), 10):
        found = set(index.search(vectors[row], 50)[0].tolist())
        recalls.append(len(found & set(exact(vectors, vectors[row], 50))) / 50)
    assert np.mean(recalls) >= 0.99


def test_photos_that_are_all_alike_are_found_all_the_same(index: VectorIndex) -> None:
    vectors = np.repeat(unit(1), 2 * FULL_PRODUCT_ROWS, axis=0)
    filled(index, vectors)
    found, scores = index.search(vectors[0], 50)
    assert len(np.unique(found)) == 50
    assert np.allclose(scores, 1.0, atol=1e-2)


def test_a_photo_that_is_stored_again_takes_the_place_of_its_older_self(index: VectorIndex) -> None:
    vectors = unit(100)
    filled(index, vectors)
    index.append(np.array([5]), vectors[50:51].astype(np.float16), 200)
    assert len(index) == 100
    assert set(index.search(vectors[50], 2)[0].tolist()) == {5, 51}
    assert 5 not in index.search(vectors[4], 3)[0].tolist()


def test_photos_that_are_taken_out_are_not_found(index: VectorIndex) -> None:
    vectors = unit(100)
    ids = filled(index, vectors)
    index.discard(np.array([3, 77, 10**6]))
    assert len(index) == 98
    found = index.search(vectors[2], 100)[0].tolist()
    assert sorted(found) == sorted(set(ids.tolist()) - {3, 77})


def test_an_index_opens_as_it_was_left(tmp_path: Path) -> None:
    vectors = unit(BLOCK + 100)
    first = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    filled(first, vectors)
    first.discard(np.array([2]))
    expected = first.search(vectors[9], 10)[0].tolist()
    first.close()
    again = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    assert (len(again), again.last_key) == (len(vectors) - 1, len(vectors))
    assert again.search(vectors[9], 10)[0].tolist() == expected
    again.close()


@pytest.mark.parametrize("name", ["vectors", "ids", "coarse", "fine"])
@pytest.mark.parametrize("harm", ["flipped", "zeroed", "cut", "older"])
@pytest.mark.parametrize("checked_always", [True, False])
def test_a_torn_file_is_not_believed(
    tmp_path: Path, name: str, harm: str, checked_always: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is torn: a wrong answer would never heal."""
    if not checked_always:
        monkeypatch.setattr("photosearch.vectors.rows.CHECKED_ALWAYS", 0)
    folder = tmp_path / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    filled(index, unit(FULL_PRODUCT_ROWS + 900))  # so many have coordinates
    older = (folder / name).read_bytes()
    index.discard(np.array([7]))
    index.append(np.array([5]), unit(1, seed=3).astype(np.float16), 10**6)
    index.close()
    file = folder / name
    content = file.read_bytes()
    middle = (BLOCK // 2) * len(content) // (2 * BLOCK)
    file.write_bytes(
        {
            "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "zeroed": bytes(len(content)),
            "cut": content[:middle],
            "older": older,
        }[harm]
    )
    again = VectorIndex.open(folder, DIMENSIONS)
    assert (len(again), again.last_key) == (0, 0)
    filled(again, unit(10))
    again.close()
    healed = VectorIndex.open(folder, DIMENSIONS)
    assert len(healed) == 10
    assert healed.search(unit(10)[3], 1)[0].tolist() == [4]
    healed.close()


def test_vectors_that_were_checked_once_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.vectors.rows.CHECKED_ALWAYS", 0)
    folder = tmp_path / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    filled(index, unit(900))
    index.close()
    read: list[int] = []
    of_read = Sums.of_read

    def noted(files: Sums, block: int, rows: int) -> list[int]:
        read.append(block)
        return of_read(files, block, rows)

    monkeypatch.setattr(Sums, "of_read", noted)
    for expected in ([], [0], []):
        if expected:
            os.utime(folder / "vectors", ns=(1, 1))
        again = VectorIndex.open(folder, DIMENSIONS)
        assert len(again) == 900
        again.close()
        assert read == expected
        read.clear()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an index of three blocks and a half."""
    folder = tmp_path_factory.mktemp("large") / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    filled(index, unit(3 * BLOCK + BLOCK // 2))
    index.close()
    return folder


@pytest.mark.parametrize("name", ["vectors", "ids", "coarse", "fine"])
@pytest.mark.parametrize("block", [0, 1, 2, 3])
def test_a_block_torn_in_the_middle_is_not_believed(
    tmp_path: Path, large: Path, name: str, block: int
) -> None:
    """One bit of one row is enough, in each block of each file."""
    shutil.copytree(large, tmp_path / "index")
    file = tmp_path / "index" / name
    content = bytearray(file.read_bytes())
    row = BLOCK // 4
    middle = {
        "vectors": (block * BLOCK + row) * 2 * DIMENSIONS,
        "ids": (block * BLOCK + row) * 8,
        "fine": (block * BLOCK + row) * FINE,
        "coarse": block * COARSE * BLOCK + 5 * BLOCK + row,  # axes lie side by side
    }[name]
    content[middle] ^= 1
    file.write_bytes(content)
    again = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    assert (len(again), again.last_key) == (0, 0)
    again.close()


@pytest.mark.skipif(sys.platform != "linux", reason="tells which pages are in memory on Linux only")
def test_opening_leaves_what_it_checked_out_of_memory(large: Path) -> None:
    index = VectorIndex.open(large, DIMENSIONS)
    resident = {
        Path(mapped.path).name: mapped.rss
        for mapped in psutil.Process().memory_maps()
        if Path(mapped.path).parent == large
    }
    index.close()
    assert resident["ids"] > 0  # they are looked at
    assert (resident["coarse"], resident["vectors"], resident["fine"]) == (0, 0, 0)


def test_what_was_appended_before_a_crash_is_whole(tmp_path: Path) -> None:
    """The rows after those that the header tells of may be anything."""
    folder = tmp_path / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    filled(index, unit(100))  # saved
    filled(index, unit(100, seed=1), first=101)  # not yet
    again = VectorIndex.open(folder, DIMENSIONS)
    assert (len(again), again.last_key) == (100, 100)
    index.close()
    again.close()
    kept = VectorIndex.open(folder, DIMENSIONS)
    assert (len(kept), kept.last_key) == (200, 200)
    kept.close()


def test_a_crash_while_rows_change_places_leaves_nothing_to_believe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    ids = filled(index, unit(BLOCK + 100))
    monkeypatch.setattr(index, "_save", lambda: None)
    index.append(ids, unit(len(ids), seed=1).astype(np.float16), 10**6)
    again = VectorIndex.open(folder, DIMENSIONS)
    assert len(again) == 0
    again.close()


@pytest.mark.parametrize("harm", ["header", "last_key", "ids", "version", "dimensions"])
def test_a_torn_index_is_empty_and_can_be_filled_again(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "index"
    index = VectorIndex.open(folder, DIMENSIONS)
    filled(index, unit(10))
    index.close()
    header = folder / "header"
    if harm == "header":
        header.write_text("{")
    elif harm == "last_key":  # a digit of it is another one
        content = header.read_bytes()
        place = content.index(b'"last_key": ') + 12
        digit = b"1" if content[place : place + 1] != b"1" else b"2"
        header.write_bytes(content[:place] + digit + content[place + 1 :])
    elif harm == "ids":
        (folder / "ids").write_bytes(b"\0")
    else:
        changed = json.loads(header.read_bytes().partition(b"\n")[2]) | {harm: 99}
        content = json.dumps(changed).encode()
        header.write_bytes(xxh3_64_hexdigest(content).encode() + b"\n" + content)
    again = VectorIndex.open(folder, DIMENSIONS)
    assert (len(again), again.last_key) == (0, 0)
    filled(again, unit(10))
    assert len(again.search(unit(1)[0], 10)[0]) == 10
    again.close()


def test_many_replacements_do_not_make_it_grow_for_ever(index: VectorIndex) -> None:
    vectors = unit(BLOCK)
    for round_ in range(4):
        ids = np.arange(1, len(vectors) + 1)
        index.append(ids, vectors.astype(np.float16), (round_ + 1) * len(vectors))
    assert len(index) == len(vectors)
    assert index._count <= 2 * len(vectors)
    assert index.search(vectors[123], 1)[0].tolist() == [124]


def test_gather_returns_vectors_of_photos_that_have_one(index: VectorIndex) -> None:
    vectors = unit(10)
    filled(index, vectors)
    ids, rows = index.gather(np.array([3, 99, 1]))
    assert ids.tolist() == [3, 1]
    assert np.allclose(rows, vectors[[2, 0]], atol=1e-3)


class Stored:
    """A catalogue's vectors, in a dictionary."""

    def __init__(self, rows: dict[int, tuple[int, Float32Array]]) -> None:
        self.rows = rows

    def count(self, space_id: int) -> int:
        return len(self.rows)

    def read(
        self, space_id: int, after: int = 0, chunk: int = 4096
    ) -> Iterator[tuple[int, Int64Array, Float16Array]]:
        for key, (photo, vector) in self.rows.items():
            if key > after:
                yield key, np.array([photo]), vector[None].astype(np.float16)


def test_it_catches_up_with_the_catalogue_and_starts_over_when_they_disagree(
    index: VectorIndex,
) -> None:
    vectors = unit(6)
    stored = Stored({key: (key * 10, vectors[key]) for key in range(1, 4)})
    index.sync(stored, 1)
    assert sorted(index.search(vectors[0], 9)[0].tolist()) == [10, 20, 30]
    stored.rows[4] = (40, vectors[4])
    index.catch_up(stored, 1)
    assert len(index) == 4
    del stored.rows[2]
    index.sync(stored, 1)
    assert sorted(index.search(vectors[0], 9)[0].tolist()) == [10, 30, 40]


def test_an_index_in_memory_leaves_no_files(tmp_path: Path) -> None:
    index = VectorIndex.in_memory(DIMENSIONS)
    filled(index, unit(BLOCK + 5))
    assert len(index.search(unit(1)[0], 10)[0]) == 10
    assert list(tmp_path.iterdir()) == []
    index.close()


def with_moments(index: VectorIndex, photos: int, seed: int = 5) -> dict[int, Float32Array]:
    """Fill an index in which every third id has several rows; return the rows of each."""
    random = np.random.default_rng(seed)
    rows = {photo: unit(int(random.integers(2, 9)) if photo % 3 == 0 else 1, photo + seed)
            for photo in range(1, photos + 1)}  # fmt: skip
    ids = np.concatenate([np.full(len(some), photo) for photo, some in rows.items()])
    index.append(ids, np.concatenate(list(rows.values())).astype(np.float16), photos)
    return rows


def best_of(rows: dict[int, Float32Array], query: Float32Array) -> dict[int, float]:
    halves = {photo: some.astype(np.float16).astype(np.float32) for photo, some in rows.items()}
    return {photo: float((some @ query).max()) for photo, some in halves.items()}


def test_a_video_is_found_once_with_the_score_of_its_best_moment(index: VectorIndex) -> None:
    rows = with_moments(index, 60)
    assert len(index) == 60
    for query in unit(5, seed=99):
        ids, scores = index.search(query, 10)
        wanted = best_of(rows, query)
        assert ids.tolist() == sorted(wanted, key=lambda photo: -wanted[photo])[:10]
        assert scores == pytest.approx([wanted[photo] for photo in ids.tolist()], abs=1e-5)


def test_moments_of_a_video_are_scanned_too(index: VectorIndex) -> None:
    rows = with_moments(index, FULL_PRODUCT_ROWS)
    recalls = []
    for query in unit(5, seed=7):
        wanted = best_of(rows, query)
        best = set(sorted(wanted, key=lambda photo: -wanted[photo])[:50])
        recalls.append(len(best & set(index.search(query, 50)[0].tolist())) / 50)
    assert np.mean(recalls) >= 0.99


def test_a_filter_lets_all_moments_of_a_video_in(index: VectorIndex) -> None:
    rows = with_moments(index, 30)
    query = rows[9][-1]
    ids, scores = index.search(query, 5, among=np.array([8, 9, 10]))
    assert ids[0] == 9
    assert scores[0] == pytest.approx(1.0, abs=2e-3)
    assert set(ids.tolist()) == {8, 9, 10}


def test_moments_come_in_order_of_time(index: VectorIndex) -> None:
    rows = with_moments(index, 12)
    assert np.allclose(index.moments(6), rows[6], atol=1e-3)
    assert np.allclose(index.moments(7), rows[7], atol=1e-3)
    assert len(index.moments(1000)) == 0


def test_a_video_that_is_stored_again_or_taken_out_leaves_no_moment_behind(
    index: VectorIndex,
) -> None:
    rows = with_moments(index, 30)
    old = rows[9][-1]
    index.append(np.array([9, 9]), unit(2, 500).astype(np.float16), 31)
    assert len(index) == 30
    assert len(index.moments(9)) == 2
    assert index.search(old, 1)[1][0] < 0.999
    index.discard(np.array([12]))
    assert len(index) == 29
    assert len(index.moments(12)) == 0
    assert 12 not in index.search(rows[12][0], 40)[0]


def test_moments_outlive_moving_together_and_opening_again(tmp_path: Path) -> None:
    index = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    rows = with_moments(index, 2 * BLOCK)
    gone = np.array([photo for photo in rows if photo % 2])
    index.discard(gone)
    index.append(np.array([1]), unit(1, 777).astype(np.float16), 5 * BLOCK)
    assert np.allclose(index.moments(12), rows[12], atol=1e-3)
    left = len(index)
    index.close()
    again = VectorIndex.open(tmp_path / "index", DIMENSIONS)
    assert len(again) == left == BLOCK + 1
    assert np.allclose(again.moments(12), rows[12], atol=1e-3)
    again.close()
