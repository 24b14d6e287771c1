"""What a backbone whose last blocks learn sees of photos, from what was computed once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor

from photosearch.arrays import Float16Array
from photosearch.training.cache import PhotoCache, Seen, views_of
from photosearch.training.image_stage import Model
from photosearch.training.towers import grid_cells
from photosearch.training.upper import UpperBlocks

# What is hidden of a photo is a rectangle of edges between these shares of its own.
_HIDDEN: Final = (0.25, 0.55)


class TunedEyes:
    """Sees through a model's own last blocks.

    ``maps`` are what goes into these, an array a view; ``frozen`` are they as ImageNet made them:
    places are kept as coordinates of frozen features, and move by what has changed.
    """

    def __init__(
        self, cache: PhotoCache, maps: Sequence[Float16Array], frozen: UpperBlocks
    ) -> None:
        self._cache = cache
        self._maps = maps
        self._frozen = frozen.requires_grad_(False)
        self._directions = [cache.basis.directions[begin:end] for begin, end in frozen.columns]

    def see(self, model: Model, rows: Sequence[int], views: Sequence[int], placed: int) -> Seen:
        """Return what is seen of photos, each in a view; in training parts of some are hidden."""
        assert model.upper is not None
        still = self._cache.see(model, rows, views, placed)
        maps = views_of(self._maps, rows, views).to(still.pooled.device)
        if model.training:
            maps = _with_parts_hidden(maps, model.plan.erase)
        made = [each.float() for each in model.upper(maps)]
        pooled = still.pooled.clone()
        for (begin, end), each in zip(model.upper.columns, made, strict=True):
            pooled[:, begin:end] = each.mean((1, 2))
        with torch.no_grad():
            usual = self._frozen(maps[:placed])
        places = still.places
        for directions, each, one in zip(self._directions, made, usual, strict=True):
            changed = (each[:placed] - one).permute(0, 3, 1, 2)
            places = places + grid_cells(changed, overlap=True).transpose(1, 2) @ directions
        return Seen(pooled, still.frozen, places)


def _with_parts_hidden(maps: Tensor, share: float) -> Tensor:
    """Return maps Float[n, h, w, c] that are zero in a part of that share of them."""
    maps = maps.clone()
    chosen = (torch.rand(len(maps)) < share).nonzero()[:, 0].tolist()
    low, high = _HIDDEN
    for one in chosen:
        (top, bottom), (left, right) = (_part(size, low, high) for size in maps.shape[1:3])
        maps[one, top:bottom, left:right] = 0
    return maps


def _part(size: int, low: float, high: float) -> tuple[int, int]:
    """Return where a random part of so many rows begins and ends."""
    length = round(size * float(torch.empty(1).uniform_(low, high)))
    begin = int(torch.randint(size - length + 1, (1,)))
    return begin, begin + length
