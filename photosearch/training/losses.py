"""Losses for matching two towers."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F


def matching_loss(
    images: Tensor, texts: Tensor, image_ids: Tensor, text_ids: Tensor, scale: Tensor
) -> Tensor:
    """Return the symmetric softmax loss of CLIP (Radford et al. 2021) with several positives.

    Args:
        images: unit-length Float[n, d].
        texts: unit-length Float[m, d].
        image_ids: Int64[n]; pairs with equal ids match.
        text_ids: Int64[m].
        scale: the inverse temperature.

    All texts of the same photo are positives of it (Khosla et al. 2020, "Supervised Contrastive
    Learning"), so five captions of one photo don't repel each other. Rows without a positive, such
    as extra negatives, only stand in the denominators.
    """
    logits = scale * images @ texts.T
    match = image_ids[:, None] == text_ids[None, :]
    return 0.5 * (_one_way(logits, match) + _one_way(logits.T, match.T))


def _one_way(logits: Tensor, match: Tensor) -> Tensor:
    positive = match.any(1)
    logits, match = logits[positive], match[positive]
    log_share = logits - torch.logsumexp(logits, 1, keepdim=True)
    return -(log_share * match).sum(1).div(match.sum(1)).mean()


def distillation_loss(student: Tensor, teacher: Tensor) -> Tensor:
    """Return the KL divergence of the student's classes from the teacher's, given logits."""
    return F.kl_div(
        student.log_softmax(-1), teacher.log_softmax(-1), reduction="batchmean", log_target=True
    )
