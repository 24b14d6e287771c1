"""EfficientNet-Lite (Tan & Le 2019; TensorFlow's mobile variant), as a source of features."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.errors import TrainingError


@dataclass(frozen=True, slots=True)
class Scale:
    """How much wider and deeper than the smallest of the family, and the edge of its photos."""

    width: float
    depth: float
    edge: int


BACKBONES: Final[Mapping[str, Scale]] = {
    "efficientnet-lite0": Scale(1.0, 1.0, 224),
    "efficientnet-lite1": Scale(1.0, 1.1, 240),
    "efficientnet-lite2": Scale(1.1, 1.2, 260),
    "efficientnet-lite3": Scale(1.2, 1.4, 280),
    "efficientnet-lite4": Scale(1.4, 1.8, 300),
}
# Kernel, stride, expansion, channels and blocks of each stage of the smallest.
_STAGES: Final = (
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
_STEM: Final = 32
# Features of ImageNet's last layer, which its classifier sees.
LAST: Final = 1280
CLASSES: Final = 1000
_EPSILON: Final = 1e-3


class SameConvolution(nn.Module):
    """A convolution with TensorFlow's "same" padding for a known edge, then ReLU6 if wanted.

    ``padding`` is how much stands left, right, above and below.
    """

    def __init__(
        self, given: int, made: int, kernel: int, stride: int, edge: int, groups: int, relu: bool
    ) -> None:
        super().__init__()
        pad = max((math.ceil(edge / stride) - 1) * stride + kernel - edge, 0)
        before, after = pad // 2, pad - pad // 2
        self.padding = (before, after, before, after)
        even = before == after
        self.convolution = nn.Conv2d(
            given, made, kernel, stride, before if even else 0, groups=groups
        )
        self._pads = not even
        self._relu = relu

    def forward(self, x: Tensor) -> Tensor:
        """Return Float[n, made, h / stride, w / stride]."""
        x = self.convolution(F.pad(x, self.padding) if self._pads else x)
        return F.relu6(x) if self._relu else x


class Block(nn.Module):
    """An inverted bottleneck: widen, look around, narrow (Sandler et al. 2018)."""

    def __init__(
        self, given: int, made: int, kernel: int, stride: int, expansion: int, edge: int
    ) -> None:
        super().__init__()
        self.wide = given * expansion
        self.widen = (
            SameConvolution(given, self.wide, 1, 1, edge, 1, True) if expansion > 1 else None
        )
        self.look = SameConvolution(self.wide, self.wide, kernel, stride, edge, self.wide, True)
        self.narrow = SameConvolution(self.wide, made, 1, 1, math.ceil(edge / stride), 1, False)
        self.adds = stride == 1 and given == made

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the block's output and its widened features."""
        wide = x if self.widen is None else self.widen(x)
        y = self.narrow(self.look(wide))
        return (x + y if self.adds else y), wide


class Backbone(nn.Module):
    """The network without its classifier's head, batch normalisation folded in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        scale = BACKBONES[name]
        self.edge = scale.edge
        edge = math.ceil(scale.edge / 2)
        self.stem = SameConvolution(3, _STEM, 3, 2, scale.edge, 1, True)
        blocks, given = [], _STEM
        for stage, (kernel, stride, expansion, channels, repeats) in enumerate(_STAGES):
            made = _rounded(channels * scale.width)
            if stage not in (0, len(_STAGES) - 1):
                repeats = math.ceil(repeats * scale.depth)
            for repeat in range(repeats):
                step = stride if repeat == 0 else 1
                blocks.append(Block(given, made, kernel, step, expansion, edge))
                edge, given = math.ceil(edge / step), made
        self.blocks = nn.ModuleList(blocks)
        self.last = SameConvolution(given, LAST, 1, 1, edge, 1, True)
        self.classifier = nn.Linear(LAST, CLASSES)

    def below(self, pixels: Tensor, first: int) -> Tensor:
        """Return what goes into block ``first``, Float[n, c, h, w], for UInt8[n, 3, h, w]."""
        x: Tensor = self.stem((pixels.float() - 127) / 128)
        for block in self.blocks[:first]:
            x, _ = block(x)
        return x

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Take over weights as the packages of this family keep them."""
        with torch.no_grad():
            for name, module in self.parts():
                convolution, norm = name
                gain = state[f"{norm}.weight"] / (state[f"{norm}.running_var"] + _EPSILON).sqrt()
                own = module.convolution
                assert own.bias is not None
                own.weight.copy_(state[f"{convolution}.weight"] * gain[:, None, None, None])
                own.bias.copy_(state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * gain)
            self.classifier.weight.copy_(state["_fc.weight"])
            self.classifier.bias.copy_(state["_fc.bias"])

    def parts(self) -> Iterator[tuple[tuple[str, str], SameConvolution]]:
        """Yield the names of each convolution and its normalisation there, and the own one."""
        yield ("_conv_stem", "_bn0"), self.stem
        for index, block in enumerate(self.blocks):
            assert isinstance(block, Block)
            at = f"_blocks.{index}."
            if block.widen is not None:
                yield (f"{at}_expand_conv", f"{at}_bn0"), block.widen
            yield (f"{at}_depthwise_conv", f"{at}_bn1"), block.look
            yield (f"{at}_project_conv", f"{at}_bn2"), block.narrow
        yield ("_conv_head", "_bn1"), self.last


def _rounded(channels: float) -> int:
    """Return the nearest multiple of eight, not a tenth below."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


def read_weights(source: str, data: Path) -> Mapping[str, Tensor]:
    """Return the weights in a file (below ``data``, or absolute) or in a Python package.

    Raises:
        TrainingError: there are none.
    """
    path = data / source
    if not path.is_file():
        spec = find_spec(source) if source.isidentifier() else None
        found = sorted(Path(spec.origin).parent.rglob("*.pth")) if spec and spec.origin else []
        if not found:
            raise TrainingError("no_weights", source=source)
        path = found[0]
    state: Mapping[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return state
