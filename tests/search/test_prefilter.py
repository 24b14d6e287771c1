"""What ``-term`` takes out of a large library, in a space whose model is calibrated."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from photosearch.arrays import Float32Array
from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.vectors import Space
from photosearch.query.parse import parse
from photosearch.search.prefilter import excluded
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.text_features import TextFeatures
from photosearch.spaces.space import EmbeddingSpace
from photosearch.spaces.spaces import OpenSpace
from photosearch.vectors.index import VectorIndex

DOG = np.array([1, 0, 0, 0], np.float32)


def f32(*values: float) -> Float32Array:
    return np.array(values, np.float32)


def space_of(images: Float32Array) -> OpenSpace:
    """A space of photos 1, 2, … where each photo nearer than 0.5 to a query is surely a match."""
    fuser = BlockDiagonalFuser(4, TextFeatures(np.eye(2, dtype=np.float32), 0.4), 0.2)
    vectors = VectorIndex.in_memory(fuser.dimensions)
    fused = fuser.fuse(np.zeros((len(images), fuser.text_dimensions), np.float32), images)
    vectors.append(np.arange(len(images)) + 1, fused.astype(np.float16), len(images))
    calibration = Calibration(
        bank=np.eye(4, dtype=np.float32)[1:],
        reference=np.eye(4, dtype=np.float32),
        picture=f32(-20.0, 40.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        words=f32(-9.0, 0.0),
        least=0.5,
        growth=0.0,
    )
    inner = SimpleNamespace(
        encode_wish=lambda _: (fuser.query(DOG, None), None), fuser=fuser, calibration=calibration
    )
    stored = Space(1, "f" * 16, "mini", True, 4, fuser.text_dimensions, fuser.dimensions)
    return OpenSpace(cast("EmbeddingSpace", inner), stored, vectors)


@pytest.mark.parametrize("dogs", [0, 3, 700, 2500])
def test_all_that_match_are_taken_out_and_nothing_else(tmp_path: Path, dogs: int) -> None:
    images = np.tile(f32(0, 0, 0, 1), (3000, 1))
    images[:dogs] = f32(0.9, 0, 0, np.sqrt(1 - 0.81))
    (part,) = parse("-dog").excluded
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        out = excluded(catalogue, part, space_of(images), None)
        assert out.tolist() == list(range(1, dogs + 1))
        among = np.arange(2, 3001)
        out = excluded(catalogue, part, space_of(images), among)
        assert out.tolist() == list(range(2, dogs + 1))
