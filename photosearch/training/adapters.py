"""Learns two matrices that bring a finished model's photos and captions nearer to each other.

An image embedding e becomes e·M_image and a text embedding t becomes t·M_text, both made unit
length again. The matrices start at the identity and are held near it, so that a few hundred
captions are enough and little of what the model knows is lost: adapters on frozen features (Gao et
al. 2024, "CLIP-Adapter"), here linear, so that they can be put into the model's graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from photosearch.arrays import Float32Array, Int64Array
from photosearch.errors import TrainingError
from photosearch.models.adapted import mapped
from photosearch.training.losses import matching_loss, same
from photosearch.training.metrics import ranks
from photosearch.types import Progress

# How strongly the matrices are held near the identity; the best on held-out photos is taken.
RIDGES = (1.0, 0.3, 0.1, 0.03)
# The inverse temperatures tried. The one that suits the model as it is stays, so that scores keep
# the spread that the threshold between matches and the rest was fitted to.
SCALES = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
STEPS = 200
BATCH = 256
RATE = 1e-3
HELD_OUT = 5  # one photo in so many
# A gain on held-out photos counts if it is so many standard errors above nothing.
SURE = 2.0
LEAST_PHOTOS = 20
TOP = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Photos and their captions in the space of a model.

    ``images`` Float32[n, d] and ``texts`` Float32[m, d] are of unit length; ``owner`` Int64[m] is
    the row of each caption's photo.
    """

    images: Float32Array
    texts: Float32Array
    owner: Int64Array

    def of(self, photos: NDArray[np.bool_]) -> Pairs:
        """Return those of the photos Bool[n]."""
        chosen = photos[self.owner]
        row_of = np.cumsum(photos) - 1
        return Pairs(self.images[photos], self.texts[chosen], row_of[self.owner[chosen]])


@dataclass(frozen=True, slots=True)
class Adapter:
    """The two matrices, Float32[d, d] each; rows are multiplied from the left."""

    image: Float32Array
    text: Float32Array

    @classmethod
    def identity(cls, dimensions: int) -> Adapter:
        """Return the one that changes nothing."""
        return cls(np.eye(dimensions, dtype=np.float32), np.eye(dimensions, dtype=np.float32))

    def apply(self, pairs: Pairs) -> Pairs:
        """Return the pairs in the new space."""
        return Pairs(mapped(pairs.images, self.image), mapped(pairs.texts, self.text), pairs.owner)


@dataclass(frozen=True, slots=True)
class Learned:
    """An adapter fitted to all photos, and what its ridge reached on those held out.

    ``before`` and ``after`` are text-to-image recall at TOP, in percent, of the ``held_out`` photos
    without the adapter and with one that was fitted to the others.
    """

    adapter: Adapter
    ridge: float
    held_out: int
    before: dict[int, float]
    after: dict[int, float]


def learn(pairs: Pairs, seed: int = 0) -> Iterator[Progress | Learned]:
    """Yield progress, and at last the adapter that does best on held-out photos.

    Raises:
        TrainingError: there are too few photos, or none does better than the model as it is.
    """
    photos = len(pairs.images)
    check_enough(photos)
    held_out = np.zeros(photos, bool)
    held_out[np.random.default_rng(seed).permutation(photos)[: photos // HELD_OUT]] = True
    fitting, asked = pairs.of(~held_out), pairs.of(held_out)
    plain = found(asked)
    tried = []
    for done, ridge in enumerate(RIDGES):
        yield Progress("learning", done, len(RIDGES) + 1)
        tried.append(found(fit(fitting, ridge, seed).apply(asked)))
    best = int(np.argmax([hits.mean() for hits in tried]))
    reached = tried[best]
    if not is_gain(reached - plain, asked.owner):
        raise TrainingError(
            "nothing_learned",
            value=f"{100 * plain.mean():.1f}",
            value2=f"{100 * reached.mean():.1f}",
        )
    yield Progress("learning", len(RIDGES), len(RIDGES) + 1)
    adapter = fit(pairs, RIDGES[best], seed)
    yield Progress("learning", len(RIDGES) + 1, len(RIDGES) + 1)
    yield Learned(adapter, RIDGES[best], int(held_out.sum()), _percent(plain), _percent(reached))


def check_enough(photos: int) -> None:
    """Refuse to learn from too few captioned photos.

    Raises:
        TrainingError: there are fewer than LEAST_PHOTOS.
    """
    if photos < LEAST_PHOTOS:
        raise TrainingError("too_few_captions", photos=photos, least_photos=LEAST_PHOTOS)


def fit(pairs: Pairs, ridge: float, seed: int = 0) -> Adapter:
    """Return the adapter of the least matching loss near the identity.

    Args:
        pairs: the photos and captions to match.
        ridge: what is paid, beside the loss, for the squared Frobenius distance of each matrix from
            the identity.
        seed: of the order in which photos come.
    """
    random = torch.Generator().manual_seed(seed)
    images, texts = torch.from_numpy(pairs.images), torch.from_numpy(pairs.texts)
    owner = torch.from_numpy(pairs.owner)
    scale = _suiting_scale(images, texts, owner)
    identity = torch.eye(images.shape[1])
    matrices = [identity.clone().requires_grad_() for _ in range(2)]
    # AdamW's own decay would pull towards zero.
    optimizer = torch.optim.AdamW(matrices, lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for _ in range(STEPS):
        photos = torch.randperm(len(images), generator=random)[:BATCH]
        captions = torch.isin(owner, photos).nonzero()[:, 0]
        seen = F.normalize(images[photos] @ matrices[0], dim=1)
        said = F.normalize(texts[captions] @ matrices[1], dim=1)
        loss = matching_loss(scale * seen @ said.T, same(photos, owner[captions]))
        loss = loss + ridge * sum((matrix - identity).square().sum() for matrix in matrices)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    image, text = (matrix.detach().numpy() for matrix in matrices)
    return Adapter(image, text)


def found(pairs: Pairs) -> Float32Array:
    """Return Float32[m, TOP]: whether a caption's photo is among the first so many."""
    match = pairs.owner[:, None] == np.arange(len(pairs.images))
    first = np.array([row[0] for row in ranks(pairs.texts @ pairs.images.T, match)])
    return (first[:, None] <= np.array(TOP)).astype(np.float32)


def is_gain(gain: Float32Array, owner: Int64Array) -> bool:
    """Return whether a gain in what is found, Float32[m, k], is more than chance.

    Its standard error is over photos, not captions: those of one photo stand and fall together
    (Liang & Zeger 1986, "Longitudinal data analysis using generalized linear models").
    """
    each = gain.mean(1)
    by_photo = np.bincount(owner, each - each.mean())
    error = np.sqrt(np.square(by_photo).sum()) / len(each)
    return bool(each.mean() > 0 and each.mean() >= SURE * error)


def _suiting_scale(images: Tensor, texts: Tensor, owner: Tensor) -> Tensor:
    """Return the inverse temperature with which the pairs as they are have the least loss."""
    photos = torch.arange(min(len(images), BATCH))
    captions = owner < len(photos)
    losses = [
        float(
            matching_loss(scale * images[photos] @ texts[captions].T, same(photos, owner[captions]))
        )
        for scale in SCALES
    ]
    return torch.tensor(SCALES[int(np.argmin(losses))])


def _percent(hits: Float32Array) -> dict[int, float]:
    return {k: round(100 * float(share), 1) for k, share in zip(TOP, hits.mean(0), strict=True)}
