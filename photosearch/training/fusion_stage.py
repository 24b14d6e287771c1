"""Fits the fusers, on photos that the towers have not learned from.

On their own training photos the towers are surer than they will ever be again, and words would
count too little. So the tuning photos are used: few, but a fuser has few weights, and the many of
the learned W are held near the block-diagonal one's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float32Array
from photosearch.spaces.fusion.text_features import TextFeatures
from photosearch.training.partial_words import SHARES, STRANGE, with_words
from photosearch.training.word_draws import WordDraws

Weights = dict[str, Float32Array | float]

TEXT_DIMENSIONS = 128
STEPS = 300
QUERIES = 512
RATE = 0.02
LEARNED_RATE = 0.002
# How strongly the gate and the learned W are held where they start, by the number of photos.
GATE_RIDGE = 1.0
LEARNED_RIDGE = 100.0


def principal_directions(sentences: Float32Array, count: int = TEXT_DIMENSIONS) -> Float32Array:
    """Return the orthonormal directions Float32[count, s] that keep most of inner products.

    The leading right singular vectors about the origin, not the mean: what is kept are inner
    products, not variances.
    """
    _, vectors = np.linalg.eigh(sentences.T.astype(np.float64) @ sentences)
    return np.ascontiguousarray(vectors[:, ::-1][:, :count].T, np.float32)


def fit_fusers(draws: WordDraws, basis: Float32Array, seed: int = 0) -> dict[str, Weights]:
    """Return the weights of the three fusers by their names.

    Args:
        draws: photos that the towers were not fitted to.
        basis: the directions of words that are kept, Float32[t, s].
        seed: of the queries and photos that each step draws.
    """
    tables = _Tables(draws, TextFeatures(basis, 0.0))
    start = {"text_weight": 0.3, "usual": 0.2}
    block = _BlockDiagonal(start)
    _fit(block, tables, RATE, seed)
    found: Weights = {"text_basis": basis, **block.weights()}
    gated, learned = _Gated(found), _Learned(found, draws.images.shape[1])
    _fit(gated, tables, RATE, seed)
    _fit(learned, tables, LEARNED_RATE, seed)
    return {
        "block-diagonal": found,
        "gated": {"text_basis": basis, **gated.weights()},
        "learned": {"text_basis": basis, **learned.weights()},
    }


class _Tables:
    """The draws as tensors, words and sentences brought to the basis."""

    def __init__(self, draws: WordDraws, features: TextFeatures) -> None:
        self.images = torch.from_numpy(draws.images)
        self.places = torch.from_numpy(draws.places)
        self.asked = torch.from_numpy(features.of_words(draws.sentences)[:, :-1])
        self.words = [torch.from_numpy(features.of_words(one)[:, :-1]) for one in draws.words]
        self.photo = torch.from_numpy(draws.photo)
        self.fair = [torch.from_numpy(draws.asked(draw)) for draw in range(len(draws.words))]


class _Fuser(nn.Module):
    """A fuser as it is fitted."""

    def forward(self, asked: Tensor, places: Tensor, words: Tensor, images: Tensor) -> Tensor:
        """Return scores Float[queries, photos]; ``words`` Float[photos, t + 1], 0 without words."""
        raise NotImplementedError

    def ridge(self) -> Tensor:
        """Return how far the weights have moved, weighted."""
        return torch.zeros(())

    def weights(self) -> Weights:
        """Return them by the names that they are stored under."""
        raise NotImplementedError


class _BlockDiagonal(_Fuser):
    def __init__(self, start: Mapping[str, Float32Array | float]) -> None:
        super().__init__()
        self.log_weight = nn.Parameter(torch.tensor(float(start["text_weight"])).log())
        self.usual = nn.Parameter(torch.tensor(float(start["usual"])))

    def forward(self, asked: Tensor, places: Tensor, words: Tensor, images: Tensor) -> Tensor:
        by_words = asked @ words[:, :-1].T - self.usual * words[:, -1]
        return places @ images.T + self.log_weight.exp() * self.gated(asked) * by_words

    def gated(self, asked: Tensor) -> Tensor:
        return torch.ones((len(asked), 1))

    def weights(self) -> Weights:
        return {"text_weight": self.log_weight.exp().item(), "usual": self.usual.item()}


class _Gated(_BlockDiagonal):
    def __init__(self, start: Mapping[str, Float32Array | float]) -> None:
        super().__init__(start)
        self.gate = nn.Parameter(torch.zeros(len(np.asarray(start["text_basis"]))))
        self.bias = nn.Parameter(torch.zeros(()))

    def gated(self, asked: Tensor) -> Tensor:
        return 2 * torch.sigmoid(asked @ self.gate + self.bias)[:, None]

    def ridge(self) -> Tensor:
        moved: Tensor = self.gate.square().sum()
        return GATE_RIDGE * moved

    def weights(self) -> Weights:
        gate = self.gate.detach().numpy()
        return {**super().weights(), "gate": gate, "bias": self.bias.item()}


class _Learned(_Fuser):
    def __init__(self, start: Mapping[str, Float32Array | float], dimensions: int) -> None:
        super().__init__()
        size = len(np.asarray(start["text_basis"])) + 1
        self.start = float(start["text_weight"]) ** 0.5 * torch.eye(size)
        self.words = nn.Parameter(self.start.clone())
        self.cross = nn.Parameter(torch.zeros((size, dimensions)))
        self.usual = nn.Parameter(torch.tensor(float(start["usual"])))

    def forward(self, asked: Tensor, places: Tensor, words: Tensor, images: Tensor) -> Tensor:
        of_query = torch.cat([asked, -self.usual.expand(len(asked), 1)], 1)
        photos = words @ self.words.T + images @ self.cross.T
        queries = of_query @ self.words.T + places @ self.cross.T
        return places @ images.T + queries @ photos.T

    def ridge(self) -> Tensor:
        moved: Tensor = (self.words - self.start).square().sum() + self.cross.square().sum()
        return LEARNED_RIDGE * moved

    def weights(self) -> Weights:
        words, cross = self.words.detach().numpy(), self.cross.detach().numpy()
        return {"usual": self.usual.item(), "words": words, "cross": cross}


def _fit(fuser: _Fuser, tables: _Tables, rate: float, seed: int) -> None:
    """Minimize the softmax loss of each query's photo, over the draws, each with every share."""
    log_scale = nn.Parameter(torch.tensor(3.0))
    groups = [{"params": fuser.parameters(), "lr": rate}, {"params": [log_scale], "lr": RATE}]
    optimizer = torch.optim.Adam(groups)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    chance = torch.Generator().manual_seed(seed)
    photos = len(tables.images)
    for step in range(STEPS):
        draw = step % len(tables.words)
        fair = tables.fair[draw]
        chosen = fair[torch.randperm(len(fair), generator=chance)[:QUERIES]]
        loss = fuser.ridge() / photos
        words = tables.words[draw]
        is_strange = torch.from_numpy(with_words(photos, STRANGE, seed + STEPS + step))[:, None]
        words = torch.where(is_strange, words[torch.randperm(photos, generator=chance)], words)
        words = F.pad(words, (0, 1), value=1.0)
        for share in SHARES:
            has_words = torch.from_numpy(with_words(photos, share, seed + step))[:, None]
            some = words * has_words
            scores = fuser(tables.asked[chosen], tables.places[chosen], some, tables.images)
            loss = loss + F.cross_entropy(log_scale.exp() * scores, tables.photo[chosen])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
