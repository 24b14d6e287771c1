"""Losses for matching two towers."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F


def matching_loss(
    images: Tensor, texts: Tensor, match: Tensor, scale: Tensor, hardness: float = 0.0
) -> Tensor:
    """Return the symmetric softmax loss of CLIP (Radford et al. 2021) with several positives.

    Args:
        images: unit-length Float[n, d].
        texts: unit-length Float[m, d].
        match: which belong together, Bool[n, m].
        scale: the inverse temperature.
        hardness: how much more the negatives nearest to a row count than the others (Robinson et
            al. 2021, "Contrastive Learning with Hard Negative Samples"); 0 counts all alike.

    All that match are positives (Khosla et al. 2020, "Supervised Contrastive Learning"), so five
    captions of one photo don't repel each other. Rows without a positive, such as extra negatives,
    only stand in the denominators.
    """
    logits = scale * images @ texts.T
    return 0.5 * (_one_way(logits, match, hardness) + _one_way(logits.T, match.T, hardness))


def sigmoid_loss(
    images: Tensor, texts: Tensor, match: Tensor, scale: Tensor, bias: Tensor
) -> Tensor:
    """Return the loss of SigLIP (Zhai et al. 2023): each pair by itself matches or does not.

    Args:
        images: unit-length Float[n, d].
        texts: unit-length Float[m, d].
        match: which belong together, Bool[n, m].
        scale: the inverse temperature.
        bias: what is added to all logits; most pairs don't match.

    It is summed over texts and averaged over images.
    """
    logits = scale * images @ texts.T + bias
    sign = 2.0 * match - 1
    return -F.logsigmoid(sign * logits).sum(1).mean()


def _one_way(logits: Tensor, match: Tensor, hardness: float) -> Tensor:
    positive = match.any(1)
    logits, match = logits[positive], match[positive]
    weighted = logits
    if hardness:
        others = hardness * logits.detach().masked_fill(match, -torch.inf)
        share = (~match).sum(1, keepdim=True) * others.softmax(1)
        weighted = logits + torch.where(match, 0.0, share.clamp(min=1e-9).log())
    log_share = logits - torch.logsumexp(weighted, 1, keepdim=True)
    return -(log_share * match).sum(1).div(match.sum(1)).mean()


def same(image_ids: Tensor, text_ids: Tensor) -> Tensor:
    """Return which of Int64[n] and Int64[m] are equal, Bool[n, m]."""
    return image_ids[:, None] == text_ids[None, :]


def distillation_loss(student: Tensor, teacher: Tensor) -> Tensor:
    """Return the KL divergence of the student's classes from the teacher's, given logits."""
    return F.kl_div(
        student.log_softmax(-1), teacher.log_softmax(-1), reduction="batchmean", log_target=True
    )
