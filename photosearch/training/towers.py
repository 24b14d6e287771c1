"""The two towers of the built-in model, as torch modules."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torchvision
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float32Array
from photosearch.training.tflite_weights import Convolution

IMAGE_SIZE = 224
# Features of ImageNet's last layer, which its classifier sees.
LAST = 1280
# The blocks whose widened features are seen beside them, and how many those are.
TAPPED = {7: 192, 8: 384, 10: 384, 11: 384, 13: 576, 14: 576, 16: 960, 17: 960}
# A feature that varies less than this, by what is usual, is not raised further.
LEAST_SPREAD = 0.1
SEEN = LAST + sum(TAPPED.values())
# torchvision's `features` before this index are kept as ImageNet made them: edges and textures.
FROZEN_BLOCKS = 7


class SamePadding(nn.Module):
    """TensorFlow's "same" padding of a 3x3, stride-2 convolution on an even-sized input."""

    def forward(self, x: Tensor) -> Tensor:
        """Pad NCHW by one at the right and at the bottom."""
        return F.pad(x, (0, 1, 0, 1))


class ImageTower(nn.Module):
    """MobileNetV2 (Sandler et al. 2018), pooled, and a linear projection into the joint space.

    Beside ImageNet's last features it sees those of blocks before, which know more of colours and
    small parts (hypercolumns, Hariharan et al. 2015). The projection is linear and comes after
    average pooling, so the mean of the projected places is the projected mean: a heat map over
    places is exact.
    """

    def __init__(self, dimensions: int = 256) -> None:
        super().__init__()
        self.features = torchvision.models.mobilenet_v2().features
        _fold_batch_norm(self.features)
        # What each feature is multiplied by, so that all vary alike.
        self.register_buffer("gain", torch.ones(SEEN))
        self.projection = nn.Linear(SEEN, dimensions)
        self.classifier = nn.Linear(LAST, 1001)
        self.classifier.requires_grad_(False)

    def load_imagenet(self, convolutions: Sequence[Convolution]) -> None:
        """Take over ImageNet's weights; the projection starts from scratch."""
        own = [module for module in self.features.modules() if isinstance(module, nn.Conv2d)]
        with torch.no_grad():
            for module, given in zip(own, convolutions[:-1], strict=True):
                module.weight.copy_(torch.from_numpy(given.kernel))
                assert module.bias is not None
                module.bias.copy_(torch.from_numpy(given.bias))
            self.classifier.weight.copy_(torch.from_numpy(convolutions[-1].kernel[:, :, 0, 0]))
            self.classifier.bias.copy_(torch.from_numpy(convolutions[-1].bias))

    def even_out(self, pooled: Float32Array) -> None:
        """Let features vary alike over photos Float32[n, SEEN]; those that hardly do, a little."""
        spread = torch.from_numpy(pooled).std(0)
        usual = spread.mean()
        self.get_buffer("gain").copy_(usual / spread.clamp(min=LEAST_SPREAD * float(usual)))

    def early(self, pixels: Tensor) -> Tensor:
        """Return the frozen blocks' output Float[n, 32, 28, 28] for UInt8[n, 3, 224, 224]."""
        return self.features[:FROZEN_BLOCKS](pixels.float() / 127.5 - 1)  # type: ignore[no-any-return]

    def pooled(self, early: Tensor) -> Tensor:
        """Return Float[n, SEEN], the features of photos: the last layer's, then others'."""
        return torch.cat([each.mean((2, 3)) for each in self._seen(early)], 1)

    def places(self, early: Tensor) -> Tensor:
        """Return Float[n, SEEN, h, w], the same of each place that the last layer tells apart."""
        last, *others = self._seen(early)
        size = (last.shape[2], last.shape[3])
        return torch.cat([last, *(F.adaptive_avg_pool2d(one, size) for one in others)], 1)

    def _seen(self, early: Tensor) -> list[Tensor]:
        """Return the last features, and the widened ones of each block, as large as they come."""
        seen, x = [], early
        for index in range(FROZEN_BLOCKS, len(self.features)):
            block = self.features[index]
            if index in TAPPED:
                widen, *rest = block.conv
                wide = widen(x)
                seen.append(wide)
                narrow = nn.Sequential(*rest)(wide)
                x = x + narrow if block.use_res_connect else narrow
            else:
                x = block(x)
        return [x, *seen]

    def classes(self, pooled: Tensor) -> Tensor:
        """Return logits Float[n, 1001] of ImageNet's classes for pooled features Float[n, SEEN]."""
        return self.classifier(pooled[:, :LAST])  # type: ignore[no-any-return]

    def embed(self, pooled: Tensor) -> Tensor:
        """Return unit-length Float[n, d] for the features of photos."""
        return F.normalize(self._projected(pooled), dim=-1)

    def spatial(self, places: Tensor) -> Tensor:
        """Return Float[n, h, w, d], whose mean over places is the embedding but for its length."""
        return self._projected(places.permute(0, 2, 3, 1))

    def _projected(self, seen: Tensor) -> Tensor:
        return self.projection(seen * self.get_buffer("gain"))  # type: ignore[no-any-return]

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d] (unit length) and spatial Float[n, 7, 7, d] for pixels."""
        places = self.places(self.early(pixels))
        return self.embed(places.mean((2, 3))), self.spatial(places)


class MirroredImages(nn.Module):
    """An image tower that sees a photo as it is and mirrored, and takes the mean of both.

    What a photo shows does not depend on its side, but what the tower makes of it does a little.
    """

    def __init__(self, tower: ImageTower) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d] (unit length) and spatial Float[n, 7, 7, d] for pixels."""
        views = torch.stack([pixels, pixels.flip(3)]).flatten(0, 1)
        seen = self.tower.places(self.tower.early(views))
        as_is, mirrored = seen.unflatten(0, (2, -1))  # type: ignore[no-untyped-call]
        places = 0.5 * (as_is + mirrored.flip(3))
        return self.tower.embed(places.mean((2, 3))), self.tower.spatial(places)


class TextHead(nn.Module):
    """From the 384-d sentence embedding to the joint space: a linear map plus a small MLP."""

    def __init__(self, sentence: int = 384, dimensions: int = 256, hidden: int = 1024) -> None:
        super().__init__()
        self.linear = nn.Linear(sentence, dimensions)
        self.mlp = nn.Sequential(
            nn.Linear(sentence, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, dimensions)
        )

    def forward(self, sentences: Tensor) -> Tensor:
        """Return unit-length Float[n, d] for unit-length Float[n, s]."""
        return F.normalize(self.linear(sentences) + self.mlp(sentences), dim=-1)


class TextTower(nn.Module):
    """A BERT whose mean-pooled tokens are the sentence embedding, and a head into the space."""

    def __init__(self, bert: nn.Module, head: TextHead) -> None:
        super().__init__()
        self.bert = bert
        self.head = head

    def sentence(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return unit-length sentence embeddings Float[n, s]."""
        tokens = self.bert(input_ids=input_ids, attention_mask=attention_mask)[0]
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        return F.normalize((tokens * mask).sum(1) / mask.sum(1).clamp(min=1), dim=-1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return embedding Float[n, d] and sentence Float[n, s], both of unit length."""
        sentence = self.sentence(input_ids, attention_mask)
        return self.head(sentence), sentence


def _fold_batch_norm(features: nn.Module) -> None:
    """Make every convolution carry a bias, drop batch normalisation, pad as TensorFlow does."""
    for name, child in list(features.named_children()):
        if isinstance(child, nn.BatchNorm2d):
            setattr(features, name, nn.Identity())
        elif isinstance(child, nn.Conv2d):
            setattr(features, name, _with_bias(child))
        else:
            _fold_batch_norm(child)


def _with_bias(old: nn.Conv2d) -> nn.Module:
    strided = old.stride == (2, 2)
    new = nn.Conv2d(
        old.in_channels,
        old.out_channels,
        old.kernel_size,  # type: ignore[arg-type]
        old.stride,  # type: ignore[arg-type]
        0 if strided else old.padding,  # type: ignore[arg-type]
        groups=old.groups,
    )
    return nn.Sequential(SamePadding(), new) if strided else new
