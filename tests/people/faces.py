"""Faces without a detector: each person has a place of their own in the space of embeddings."""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.types import Face
from tests.conftest import RGB

DIMENSIONS = 128
# The photos that :func:`tests.conftest.paint_four` paints.
RED, GREEN, BLUE, YELLOW = (
    f"IMG_{list(RGB).index(name):04}.jpg" for name in ("red", "green", "blue", "yellow")
)


def embedding(person: int, number: int = 0, spread: float = 0.25) -> Float32Array:
    """Return the embedding of a person's face: those of one are some 1.4 × ``spread`` apart.

    Two people are 0.85 apart, as far as dlib's are on the average.
    """
    middle = np.zeros(DIMENSIONS, np.float32)
    middle[person] = 0.6
    noise = np.random.default_rng([person, number]).normal(size=DIMENSIONS)
    return (middle + spread * noise / np.linalg.norm(noise)).astype(np.float32)


def face(person: int, number: int = 0, name: str = "", left: float = 0.1) -> Face:
    """Return a face of a person, as a worker finds it."""
    box = (left, 0.2, left + 0.2, 0.5)
    return Face(box, 200 + number, embedding(person, number), name, "made")
