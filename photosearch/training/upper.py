"""The last blocks of a backbone, as they are trained on what the blocks before make of photos.

Their convolutions that mix channels learn; those that look around stay as ImageNet made them.
Torch's own gradient of the latter costs three times as much on a processor as all else together, so
it is written as what it is: a convolution with the kernel turned round.
"""

from __future__ import annotations

import copy
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.training.backbone import LAST, Block, SameConvolution
from photosearch.training.towers import ImageTower


class UpperBlocks(nn.Module):
    """Copies of the last ``count`` blocks of a tower's backbone, and of its last layer.

    ``columns`` are where the features that they make begin and end among all that the tower sees,
    the last layer's first.
    """

    def __init__(self, tower: ImageTower, count: int) -> None:
        super().__init__()
        blocks = tower.backbone.blocks
        self.first = len(blocks) - count
        self.blocks = nn.ModuleList(copy.deepcopy(block) for block in blocks[self.first :])
        self.last = copy.deepcopy(tower.backbone.last)
        self.tapped = frozenset(at - self.first for at in tower.tapped if at >= self.first)
        ends = np.cumsum([LAST, *(cast(Block, blocks[at]).wide for at in tower.tapped)]).tolist()
        spans = list(zip([0, *ends[:-1]], ends, strict=True))
        own = [0, *(1 + at for at, block in enumerate(tower.tapped) if block >= self.first)]
        self.columns: list[tuple[int, int]] = [spans[at] for at in own]
        self.requires_grad_(True)
        for block in self.blocks:
            cast(Block, block).look.requires_grad_(False)

    def forward(self, maps: Tensor) -> list[Tensor]:
        """Return the features of Float[n, h, w, c], each Float[n, h, w, c], the last layer's first.

        ``maps`` are what the block before the first makes of photos.
        """
        seen = []
        for at, block in enumerate(self.blocks):
            maps, wide = _through(cast(Block, block), maps)
            if at in self.tapped:
                seen.append(wide)
        return [F.relu6(_mixed(self.last, maps)), *seen]

    def give_back(self, tower: ImageTower) -> None:
        """Let a tower see by these blocks; it keeps its own for a captioner."""
        tower.keep_untuned(self.first)
        for own, block in zip(self.blocks, tower.backbone.blocks[self.first :], strict=True):
            block.load_state_dict(own.state_dict())
        tower.backbone.last.load_state_dict(self.last.state_dict())


def _through(block: Block, x: Tensor) -> tuple[Tensor, Tensor]:
    """Return a block's output and its widened features, of Float[n, h, w, c]."""
    assert block.widen is not None
    wide = F.relu6(_mixed(block.widen, x))
    look = block.look
    convolution = look.convolution
    assert convolution.bias is not None
    kernel, stride = convolution.weight, convolution.stride[0]
    around = _Around.apply(wide.permute(0, 3, 1, 2), kernel, convolution.bias, stride, look.padding)
    made = _mixed(block.narrow, F.relu6(around).permute(0, 2, 3, 1))
    return (x + made if block.adds else made), wide


def _mixed(layer: SameConvolution, x: Tensor) -> Tensor:
    """Return what a convolution of one place makes of Float[n, h, w, c], without ReLU."""
    return F.linear(x, layer.convolution.weight.flatten(1), layer.convolution.bias)


class _Around(torch.autograd.Function):
    """A convolution of each channel by itself, whose kernel does not learn."""

    @staticmethod
    def forward(
        context: Any,
        x: Tensor,
        kernel: Tensor,
        bias: Tensor,
        stride: int,
        padding: tuple[int, int, int, int],
    ) -> Tensor:
        context.save_for_backward(kernel)
        context.shape, context.stride, context.padding = x.shape, stride, padding
        groups = kernel.shape[0]
        return F.conv2d(F.pad(x, padding), kernel.to(x), bias.to(x), stride, 0, groups=groups)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, None, None, None, None]:
        (kernel,), (_, channels, height, width) = context.saved_tensors, context.shape
        left, _, top, _ = context.padding
        size, stride = kernel.shape[-1], context.stride
        if stride > 1:  # as if it had stepped by one, and only every so many-th place counted
            down, across = ((length - 1) * stride + 1 for length in gradient.shape[2:])
            spread = gradient.new_zeros((len(gradient), channels, down, across))
            spread = spread.contiguous(memory_format=torch.channels_last)
            spread[:, :, ::stride, ::stride] = gradient
            gradient = spread
        down, across = gradient.shape[2:]
        around = (
            size - 1 - left,
            width + left - across,
            size - 1 - top,
            height + top - down,
        )
        turned = kernel.flip((2, 3)).to(gradient)
        return (
            F.conv2d(F.pad(gradient, around), turned, None, 1, 0, groups=channels),
            None,
            None,
            None,
            None,
        )
