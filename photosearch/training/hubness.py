"""Hubness correction: some photos lie near every query, and would come up for each.

From each score half of what captions at large score with the photo is taken off, the idea of the
inverted softmax (Smith et al. 2017) and of CSLS (Lample et al. 2018). It is put into the towers'
outputs as one more coordinate, so that an inner product is still all that a search computes.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.training.towers import TextTower

# How many captions stand for all, how sharply the nearest of them count, and the share taken off:
# chosen on the tuning photos.
CAPTIONS = 512
SHARPNESS = 20.0
STRENGTH = 0.5


class HubnessCorrection(nn.Module):
    """The coordinate that is added to a photo: ``-STRENGTH`` times what captions score with it.

    ``captions`` Float[k, d] of unit length are of training photos. What they score is the
    logarithm of the mean exponential of ``SHARPNESS`` times their cosines, by ``SHARPNESS``.
    """

    def __init__(self, captions: Tensor) -> None:
        super().__init__()
        self.captions = nn.Parameter(captions, requires_grad=False)

    def forward(self, images: Tensor) -> Tensor:
        """Return Float[n, 1] for unit-length Float[n, d]."""
        scores = SHARPNESS * images @ self.captions.T
        usual = torch.logsumexp(scores, 1, keepdim=True) - math.log(len(self.captions))
        return -STRENGTH / SHARPNESS * usual


class CorrectedImages(nn.Module):
    """An image tower whose embedding has the correction as last coordinate."""

    def __init__(self, tower: nn.Module, correction: HubnessCorrection) -> None:
        super().__init__()
        self.tower = tower
        self.correction = correction

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d + 1], unit length, and spatial Float[n, h, w, d + 1].

        The mean of the places is the embedding but for its length: each has an equal share of the
        correction.
        """
        embedding, spatial = self.tower(pixels)
        last = self.correction(embedding)
        length = spatial.mean((1, 2), keepdim=True).norm(dim=-1, keepdim=True)
        everywhere = last[:, None, None, :].expand(*spatial.shape[:3], 1)
        places = torch.cat([spatial / length, everywhere], -1)
        return F.normalize(torch.cat([embedding, last], -1), dim=-1), places


class CorrectedTexts(TextTower):
    """A text tower whose embedding has a last coordinate that meets the photo's correction."""

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d + 1] and sentence Float[n, s], both of unit length."""
        embedding, sentence = super().forward(input_ids, attention_mask)
        return F.normalize(F.pad(embedding, (0, 1), value=1.0), dim=-1), sentence
