from __future__ import annotations

import numpy as np
import pytest

from photosearch.errors import TrainingError
from photosearch.training.adapters import Adapter, Learned, Pairs, is_gain, learn
from photosearch.types import Progress

DIMENSIONS = 16


def unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths, np.float32)


def pairs(photos: int, texts: np.ndarray, images: np.ndarray) -> Pairs:
    return Pairs(unit(images), unit(texts), np.arange(len(texts)) % photos)


def turned_by(angle: float) -> np.ndarray:
    """Return a rotation of each coordinate of the first half with one of the second."""
    half = np.eye(DIMENSIONS // 2)
    cosine, sine = np.cos(angle) * half, np.sin(angle) * half
    return np.block([[cosine, -sine], [sine, cosine]])


def learned(some: Pairs) -> Learned:
    *steps, last = learn(some)
    assert all(isinstance(step, Progress) for step in steps)
    assert isinstance(last, Learned)
    return last


def test_texts_that_are_turned_and_stretched_are_turned_back() -> None:
    rng = np.random.default_rng(0)
    images = rng.standard_normal((200, DIMENSIONS))
    turn = turned_by(1.0) * rng.uniform(0.5, 2.0, DIMENSIONS)
    texts = np.tile(images @ turn, (2, 1)) + 0.3 * rng.standard_normal((400, DIMENSIONS))
    reached = learned(pairs(200, texts, images))
    assert reached.held_out == 40
    assert reached.after[1] > reached.before[1] + 10
    other = rng.standard_normal((200, DIMENSIONS))
    fresh = pairs(200, other @ turn, other)
    adapted = reached.adapter.apply(fresh)
    before, after = ((some.texts * some.images).sum(1).mean() for some in (fresh, adapted))
    assert after > before + 0.1


def test_captions_that_say_nothing_teach_nothing() -> None:
    rng = np.random.default_rng(1)
    noise = rng.standard_normal((300, DIMENSIONS))
    with pytest.raises(TrainingError, match=r"Nothing learned.*no model was made"):
        learned(pairs(100, noise, rng.standard_normal((100, DIMENSIONS))))


def test_a_few_photos_are_too_few() -> None:
    rows = np.random.default_rng(2).standard_normal((19, DIMENSIONS))
    with pytest.raises(TrainingError, match="19 photos have captions; it takes 20"):
        learned(pairs(19, rows, rows))


def test_a_gain_counts_by_photos_not_by_captions() -> None:
    few = np.array([[1.0], [0.0], [0.0], [0.0]], np.float32)
    assert not is_gain(few, np.arange(4))
    # a hundred captions of the same four photos say no more than four
    assert not is_gain(np.repeat(few, 25, axis=0), np.repeat(np.arange(4), 25))
    assert is_gain(np.tile(few, (25, 1)), np.arange(100))
    assert not is_gain(np.zeros((4, 1), np.float32), np.arange(4))


def test_the_identity_changes_nothing() -> None:
    rows = np.random.default_rng(3).standard_normal((5, DIMENSIONS))
    some = pairs(5, rows, rows)
    np.testing.assert_allclose(
        Adapter.identity(DIMENSIONS).apply(some).texts, some.texts, atol=1e-6
    )
