"""The loss that matches two towers."""

from __future__ import annotations

import torch
from torch import Tensor


def cosines_of(images: Tensor, texts: Tensor) -> Tensor:
    """Return Float32[n, m] of unit-length Float[n, d] and Float[m, d], in full precision always.

    The scale of a softmax would make rounded ones differ much.
    """
    with torch.autocast(images.device.type, enabled=False):
        return images.float() @ texts.float().T


def matching_loss(logits: Tensor, match: Tensor, ignored: Tensor | None = None) -> Tensor:
    """Return the symmetric softmax loss of CLIP (Radford et al. 2021) with several positives.

    Args:
        logits: how well photos and texts go together, Float[n, m].
        match: which belong together, Bool[n, m].
        ignored: pairs that may belong together or not, Bool[n, m]; they are no negatives.

    All that match are positives (Khosla et al. 2020, "Supervised Contrastive Learning"), so five
    captions of one photo don't repel each other. Rows without a positive, such as extra negatives,
    only stand in the denominators.
    """
    if ignored is not None:
        logits = logits.masked_fill(ignored & ~match, -1e4)
    return 0.5 * (_one_way(logits, match) + _one_way(logits.T, match.T))


def same(image_ids: Tensor, text_ids: Tensor) -> Tensor:
    """Return which of Int64[n] and Int64[m] are equal, Bool[n, m]."""
    return image_ids[:, None] == text_ids[None, :]


def _one_way(logits: Tensor, match: Tensor) -> Tensor:
    positive = match.any(1)
    if not positive.any():
        return logits.sum() * 0
    logits, match = logits[positive], match[positive]
    log_share = logits - torch.logsumexp(logits, 1, keepdim=True)
    return -(log_share * match).sum(1).div(match.sum(1)).mean()
