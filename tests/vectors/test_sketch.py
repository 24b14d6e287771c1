from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.vectors import sketch
from photosearch.vectors.index import VectorIndex


@pytest.fixture(autouse=True)
def none_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """No hyperplanes were made in this process."""
    monkeypatch.setattr(sketch, "_made", {})


def never(dimensions: int) -> None:
    raise AssertionError("made again")


def test_hyperplanes_are_kept_beside_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    VectorIndex.open(tmp_path / "space", 48).close()
    made = sketch.planes(48)
    assert (tmp_path / "planes-48").stat().st_size == made.nbytes + 8
    monkeypatch.setattr(sketch, "_made", {})
    monkeypatch.setattr(sketch, "_made_planes", never)
    assert np.array_equal(sketch.planes(48, tmp_path), made)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty"])
def test_hyperplanes_that_are_not_whole_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    made, path = sketch.planes(48, tmp_path), tmp_path / "planes-48"
    whole = path.read_bytes()
    flipped = bytes([whole[0] ^ 1]) + whole[1:]
    path.write_bytes({"cut": whole[:-9], "flipped": flipped, "empty": b""}[damage])
    monkeypatch.setattr(sketch, "_made", {})
    assert np.array_equal(sketch.planes(48, tmp_path), made)
    assert path.read_bytes() == whole


def test_a_folder_that_takes_nothing_costs_nothing_else(tmp_path: Path) -> None:
    assert sketch.planes(48, tmp_path / "missing").shape == (48, sketch.BITS)
