"""A calibration for a model that came without one, made of the user's own library.

Models differ in how high photos score with words, and how far the scores spread. What everyday
words score over a library shows that for any model, without a caption or an answer. Measured from
there and in these deviations, the features that tell matches from the rest
(:mod:`photosearch.spaces.evidence`) mean the same in all models, so weights that were fitted to the
built-in one and photos with known answers (:mod:`photosearch.training.added`) hold for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Self

import msgspec
import numpy as np

from photosearch.arrays import Float32Array
from photosearch.spaces.baseline import Baseline
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.evidence import FEATURES, MARGINS, SCORE, TELLING_OF_QUERY

# Fewer photos tell too little about a model.
LEAST_PHOTOS: Final = 100
# A library that has grown so much tells more.
GROWTH: Final = 2.0
# Every so many of the everyday words are enough to measure with.
EVERY: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What makes a model's features comparable with another's: Float32[FEATURES] each.

    A score is measured from the ``mean`` of what everyday words score, and it and margins between
    scores in their ``deviation``. A rank, and what is in deviations already, stay as they are.
    """

    mean: Float32Array
    deviation: Float32Array

    @classmethod
    def of(cls, bank: Float32Array, images: Float32Array) -> Self:
        """Measure what a library's photos Float32[n, d] score with a bank's words Float32[b, d]."""
        usual = Baseline.of((images @ bank[::EVERY].T).ravel())
        mean, deviation = np.zeros(FEATURES, np.float32), np.ones(FEATURES, np.float32)
        mean[SCORE], deviation[[SCORE, *MARGINS]] = usual.median, usual.deviation
        return cls(mean, deviation)

    def standard(self, features: Float32Array) -> Float32Array:
        """Return features Float32[n, FEATURES] in deviations from the mean."""
        standard: Float32Array = (features - self.mean) / self.deviation
        return standard


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of standard features, bias first, as those of a :class:`Calibration`.

    ``words`` need none: photos' words are compared by the built-in model.
    """

    picture: tuple[float, ...]
    presence: tuple[float, ...]
    words: tuple[float, ...]
    least: float
    growth: float
    recall_weight: float

    def to(self, bank: Float32Array, usual: Usual, photos: int) -> Calibration:
        """Return the calibration of a model whose library is ``usual``, of so many photos."""
        picture = np.array(self.picture)
        presence = np.array(self.presence)
        both = presence[1 : 1 + 2 * TELLING_OF_QUERY].reshape(2, TELLING_OF_QUERY)
        mean, deviation = usual.mean[:TELLING_OF_QUERY], usual.deviation[:TELLING_OF_QUERY]
        scaled = both / deviation
        rest = presence[1 + 2 * TELLING_OF_QUERY :]
        return Calibration(
            bank=bank,
            reference=np.zeros((0, bank.shape[1]), np.float32),
            picture=_joined(
                picture[0] - (picture[1:] / usual.deviation) @ usual.mean,
                picture[1:] / usual.deviation,
            ),
            words=np.array(self.words, np.float32),
            least=self.least,
            growth=self.growth,
            presence=_joined(presence[0] - (scaled @ mean).sum(), scaled.ravel(), rest),
            recall_weight=self.recall_weight,
            photos=photos,
        )


@cache
def carried() -> Carried:
    """Return the weights that the program carries."""
    path = resources.files("resources") / "models" / "added.json"
    return msgspec.json.decode(path.read_bytes(), type=Carried)


def is_due(known: Calibration | None, photos: int) -> bool:
    """Say whether a library of so many photos tells enough, and more than what is known."""
    return photos >= LEAST_PHOTOS and (known is None or photos >= GROWTH * known.photos)


def calibrated(bank: Float32Array, images: Float32Array, photos: int) -> Calibration:
    """Return the calibration of a model without one.

    Args:
        bank: the embeddings of everyday words, Float32[b, d].
        images: image features of an even sample of the library, Float32[n, d].
        photos: how many the library has.
    """
    return carried().to(bank, Usual.of(bank, images), photos)


def _joined(bias: float, *weights: np.ndarray) -> Float32Array:
    return np.concatenate([[bias], *weights]).astype(np.float32)
