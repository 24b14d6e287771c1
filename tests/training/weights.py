"""Weights of a backbone as the packages of its family keep them, made at random."""

from __future__ import annotations

import torch
from torch import Tensor

from photosearch.training.backbone import Backbone


def imagenet_weights(backbone: Backbone) -> dict[str, Tensor]:
    """Return random weights under the names that :meth:`Backbone.load` looks for."""
    torch.manual_seed(3)
    state = {
        "_fc.weight": torch.randn_like(backbone.classifier.weight),
        "_fc.bias": torch.zeros_like(backbone.classifier.bias),
    }
    for (convolution, norm), module in backbone.parts():
        weight = module.convolution.weight
        state[f"{convolution}.weight"] = torch.randn_like(weight) / weight[0].numel() ** 0.5
        count = len(weight)
        state[f"{norm}.weight"] = 1 + 0.1 * torch.randn(count)
        state[f"{norm}.bias"] = 0.1 * torch.randn(count)
        state[f"{norm}.running_mean"] = 0.1 * torch.randn(count)
        state[f"{norm}.running_var"] = 1 + 0.1 * torch.rand(count)
    return state
