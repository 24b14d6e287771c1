"""The two towers of the built-in model, as torch modules.

A photo and a text meet twice: by one embedding of each, and, finer, by places of the photo and
words of the text (late interaction, see :mod:`photosearch.spaces.late_interaction`).
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float32Array
from photosearch.training.backbone import LAST, Backbone

# Photos are seen as so many by so many places.
GRID: Final = 7
# A feature that varies less than this, by what is usual, is not raised further.
LEAST_SPREAD: Final = 0.1


class Head(nn.Module):
    """Into the joint space: a linear map plus a small MLP."""

    def __init__(self, given: int, dimensions: int, hidden: int) -> None:
        super().__init__()
        self.linear = nn.Linear(given, dimensions)
        self.mlp = nn.Sequential(
            nn.Linear(given, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, dimensions)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Return unit-length Float[n, d] for Float[n, given]."""
        return F.normalize((self.linear(x) + self.mlp(x)).float(), dim=-1)


class ImageTower(nn.Module):
    """A backbone, seen at its last layer and at blocks before, and heads into the joint space.

    Blocks before the last know more of colours and small parts (hypercolumns, Hariharan et al.
    2015). The backbone is as ImageNet made it, or its last blocks were tuned.
    """

    def __init__(self, backbone: str, dimensions: int, hidden: int, place_dimensions: int) -> None:
        super().__init__()
        self.backbone = Backbone(backbone)
        self.backbone.requires_grad_(False)
        self.tapped = _tapped(len(self.backbone.blocks))
        self.seen = LAST + sum(self.backbone.blocks[index].wide for index in self.tapped)  # type: ignore[misc]
        # What each feature is multiplied by, so that all vary alike.
        self.register_buffer("gain", torch.ones(self.seen))
        self.head = Head(self.seen, dimensions, hidden)
        self.place_head = nn.Linear(self.seen, place_dimensions)
        # The last blocks as they were before others were tuned; a captioner sees through them.
        self.untuned: LastBlocks | None = None

    def even_out(self, pooled: Float32Array) -> None:
        """Let features vary alike over photos Float32[n, seen]; those that hardly do, a little."""
        spread = torch.from_numpy(pooled).std(0)
        usual = spread.mean()
        self.get_buffer("gain").copy_(usual / spread.clamp(min=LEAST_SPREAD * float(usual)))

    def take_over(
        self, gain: Tensor, head: Head, places: nn.Linear, mean: Tensor, directions: Tensor
    ) -> None:
        """Take over heads that were fitted to cached features, those of places to coordinates."""
        self.get_buffer("gain").copy_(gain)
        self.head.load_state_dict(head.state_dict())
        with torch.no_grad():
            self.place_head.weight.copy_(places.weight @ directions.T)
            self.place_head.bias.copy_(places.bias - self.place_head.weight @ mean)

    def keep_untuned(self, first: int) -> None:
        """Keep the blocks from ``first`` on as they are, before tuned ones take their place."""
        self.untuned = LastBlocks(self.backbone, first)

    def maps(self, pixels: Tensor) -> list[Tensor]:
        """Return the features of UInt8[n, 3, h, w] as they come, the last layer's first."""
        return self._both(pixels)[0]

    def _both(self, pixels: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Return the features, and what they are without tuning."""
        x = self.backbone.stem((pixels.float() - 127) / 128)
        seen, below = [], x
        for index, block in enumerate(self.backbone.blocks):
            if self.untuned and index == self.untuned.first:
                below = x
            x, wide = block(x)
            if index in self.tapped:
                seen.append(wide)
        maps = [self.backbone.last(x), *seen]
        if self.untuned is None:
            return maps, maps
        last, wides = self.untuned(below)
        shared = [index < self.untuned.first for index in self.tapped]
        kept = [wide for wide, both in zip(seen, shared, strict=True) if both]
        tapped = [wides[at - self.untuned.first] for at in self.tapped[len(kept) :]]
        return maps, [last, *kept, *tapped]

    def pooled(self, maps: Sequence[Tensor]) -> Tensor:
        """Return the features of whole photos, Float[n, seen]."""
        return torch.cat([each.mean((2, 3)) for each in maps], 1)

    def cells(self, maps: Sequence[Tensor], overlap: bool) -> Tensor:
        """Return the features of GRID² places, Float[n, GRID², seen].

        Those that overlap see whole cells of each map; the others share the map out among them, so
        that their mean is the whole photo's.
        """
        return torch.cat([grid_cells(each, overlap) for each in maps], 1).transpose(1, 2)

    def classes(self, pooled: Tensor) -> Tensor:
        """Return logits Float[n, 1000] of ImageNet's classes for features Float[n, seen]."""
        return self.backbone.classifier(pooled[:, :LAST])  # type: ignore[no-any-return]

    def embed(self, pooled: Tensor) -> Tensor:
        """Return unit-length Float[n, d] for the features of photos."""
        return self.head(pooled * self.get_buffer("gain"))  # type: ignore[no-any-return]

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return embedding Float[n, d], spatial Float[n, GRID, GRID, d], places and cells.

        The mean of spatial is the embedding but for its length: the linear map's part is each
        place's own, the MLP's is shared by all alike. Places Float[n, GRID², p] are of unit length;
        cells Float[n, GRID², seen] are the features of places without tuning, for a captioner.
        """
        maps, untuned = self._both(pixels)
        pooled = self.pooled(maps)
        gain = self.get_buffer("gain")
        whole = self.head.mlp(pooled * gain)
        spatial = self.head.linear(self.cells(maps, overlap=False) * gain) + whole[:, None]
        cells = self.cells(maps, overlap=True)
        places = F.normalize(self.place_head(cells), dim=-1)
        if self.untuned:
            cells = self.cells(untuned, overlap=True)
        return self.embed(pooled), spatial.unflatten(1, (GRID, GRID)), places, cells


class LastBlocks(nn.Module):
    """A copy of a backbone's blocks from ``first`` on, and of its last layer."""

    def __init__(self, backbone: Backbone, first: int) -> None:
        super().__init__()
        self.first = first
        self.blocks = copy.deepcopy(backbone.blocks[first:])
        self.last = copy.deepcopy(backbone.last)

    def forward(self, x: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Return the last layer's features and each block's widened ones."""
        wides = []
        for block in self.blocks:
            x, wide = block(x)
            wides.append(wide)
        return self.last(x), wides


class SentenceTower(nn.Module):
    """A BERT whose mean-pooled tokens are the sentence embedding."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def tokens(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the tokens' embeddings Float[n, t, s]."""
        return self.bert(input_ids=input_ids, attention_mask=attention_mask)[0]  # type: ignore[no-any-return]

    def sentence(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return unit-length sentence embeddings Float[n, s]."""
        return pooled_sentence(self.tokens(input_ids, attention_mask), attention_mask)


class LastLayers(nn.Module):
    """Copies of the last ``count`` layers of a sentence encoder's BERT, as they are trained."""

    def __init__(self, bert: nn.Module, count: int) -> None:
        super().__init__()
        layers = bert.encoder.layer  # type: ignore[union-attr]
        self.first = len(layers) - count  # type: ignore[arg-type]
        self.layers = copy.deepcopy(layers[self.first :])  # type: ignore[index]

    def forward(self, tokens: Tensor, there: Tensor) -> Tensor:
        """Return tokens Float[n, t, s] of what goes into the first layer; Bool[n, t] are there."""
        for layer in self.layers:
            tokens = layer(tokens, attention_mask=there[:, None, None])
        return tokens

    def give_back(self, bert: nn.Module) -> None:
        """Let a BERT end in these layers."""
        bert.encoder.layer[self.first :].load_state_dict(self.layers.state_dict())  # type: ignore[union-attr,index]


def layers_below(bert: nn.Module, first: int, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
    """Return what goes into a BERT's layer ``first``, Float[n, t, s]."""
    tokens: Tensor = bert.embeddings(input_ids=input_ids)  # type: ignore[operator]
    there = attention_mask.bool()[:, None, None]
    for layer in bert.encoder.layer[:first]:  # type: ignore[union-attr,index]
        tokens = layer(tokens, attention_mask=there)
    return tokens


class TextTower(SentenceTower):
    """The same with heads into the joint space.

    Each token is a word to be compared with places; how much it weighs is learned.
    """

    def __init__(self, bert: nn.Module, head: Head, words: WordHead) -> None:
        super().__init__(bert)
        self.head = head
        self.words = words

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return embedding Float[n, d], sentence Float[n, s], both of unit length, and words.

        Words Float[n, t, p] are as long as they weigh; what stands around a text is no word.
        """
        tokens = self.tokens(input_ids, attention_mask)
        sentence = pooled_sentence(tokens, attention_mask)
        return self.head(sentence), sentence, self.words(tokens, inner(attention_mask))


class WordHead(nn.Module):
    """From tokens to words that are compared with places."""

    def __init__(self, sentence: int, dimensions: int) -> None:
        super().__init__()
        self.linear = nn.Linear(sentence, dimensions)
        self.weigh = nn.Linear(sentence, 1)
        # How much all words together count beside the embedding.
        self.log_share = nn.Parameter(torch.tensor(math.log(0.5)))

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Return Float[n, t, p] for tokens Float[n, t, s] and which are words, Bool[n, t]."""
        shares = self.weigh(tokens)[..., 0].masked_fill(~mask, -1e4).softmax(-1) * mask
        weights = shares * self.log_share.exp()
        words: Tensor = F.normalize(self.linear(tokens), dim=-1) * weights[..., None]
        return words


def pooled_sentence(tokens: Tensor, attention_mask: Tensor) -> Tensor:
    """Return unit-length means of tokens Float[n, t, s], Float[n, s]."""
    tokens, mask = tokens.float(), attention_mask.unsqueeze(-1).float()
    return F.normalize((tokens * mask).sum(1) / mask.sum(1).clamp(min=1), dim=-1)


def inner(attention_mask: Tensor) -> Tensor:
    """Return which tokens are neither the first, nor the last of their text, Bool[n, t]."""
    following = F.pad(attention_mask[:, 1:], (0, 1))
    first = F.pad(torch.zeros_like(attention_mask[:, 1:]), (1, 0), value=1)
    return (attention_mask * following * (1 - first)).bool()


def _tapped(blocks: int) -> tuple[int, ...]:
    """Return every second block of the upper two thirds."""
    return tuple(range(blocks // 3, blocks, 2))


def grid_cells(features: Tensor, overlap: bool) -> Tensor:
    """Return Float[n, c, GRID²] of maps Float[n, c, h, w]."""
    down = _weights(features.shape[2], overlap).to(features)
    across = _weights(features.shape[3], overlap).to(features)
    return (down @ (features @ across.T)).flatten(2)


def _weights(size: int, overlap: bool) -> Tensor:
    """Return how much each of so many rows counts in each cell, Float[GRID, size].

    Numpy makes them, so that an export sees one constant and not each step.
    """
    rows = np.arange(size)
    edges = np.arange(GRID + 1)[:, None] * size / GRID
    shares = np.minimum(edges[1:], rows + 1) - np.maximum(edges[:-1], rows)
    weights = (shares > 0) if overlap else np.maximum(shares, 0)
    return torch.from_numpy((weights / weights.sum(1, keepdims=True)).astype(np.float32))
