"""The captioner as torch modules: it looks at the places of a photo, and writes word by word.

A transformer decoder that attends to places (Vaswani et al. 2017; for captions Cornia et al. 2020),
the frozen backbone's features, which may look at each other before. A language begins what it
writes.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.training.towers import GRID

# The most word pieces of a caption.
LONGEST: Final = 48
# The photo's places, and the whole.
SEEN_PLACES: Final = GRID**2 + 1


class _Attention(nn.Module):
    """What queries find among keys: multi-head attention without anything to remember."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def remembered(self, x: Tensor) -> Tensor:
        """Return keys and values Float[2, n, heads, t, width / heads] of Float[n, t, width]."""
        n, t, width = x.shape
        both: Tensor = self.key_value(x).reshape(n, t, 2, self.heads, width // self.heads)
        return both.permute(2, 0, 3, 1, 4)

    def forward(self, x: Tensor, remembered: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return Float[n, t, width]."""
        n, t, width = x.shape
        asked = self.query(x).reshape(n, t, self.heads, width // self.heads).transpose(1, 2)
        keys, values = remembered[0], remembered[1]
        # Plain products: over so few keys, torch's own way back takes three times as long.
        scores = asked @ keys.transpose(2, 3) / (width // self.heads) ** 0.5
        if mask is not None:
            scores = scores + mask
        found = scores.softmax(-1).to(values.dtype) @ values
        return self.out(found.transpose(1, 2).reshape(n, t, width))  # type: ignore[no-any-return]


class _Thinking(nn.Module):
    """The position-wise network of a layer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.wide = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        """Return Float[..., width]."""
        return self.narrow(F.gelu(self.wide(x)))  # type: ignore[no-any-return]


class _Look(nn.Module):
    """A layer of the encoder: places look at each other."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.attention, self.thinking = _Attention(width, heads), _Thinking(width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Return Float[n, places, width]."""
        y = self.norms[0](x)
        x = x + self.drop(self.attention(y, self.attention.remembered(y)))
        return x + self.drop(self.thinking(self.norms[1](x)))  # type: ignore[no-any-return]


class _Write(nn.Module):
    """A layer of the decoder: what is written looks back at itself, then at the photo."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.back, self.photo = _Attention(width, heads), _Attention(width, heads)
        self.thinking = _Thinking(width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.drop = nn.Dropout(dropout)

    def forward(
        self, x: Tensor, past: Tensor, memory: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return Float[n, t, width], and the past with these words, Float[2, n, heads, p + t, …].

        ``memory`` Float[2, m, heads, places, …] is of m photos, each with n / m texts in a row.
        """
        y = self.norms[0](x)
        present = torch.cat([past, self.back.remembered(y)], 3)
        x = x + self.drop(self.back(y, present, mask))
        y = self.norms[1](x)
        # All texts of a photo ask at once, so that its memory need not be repeated.
        asked = y.reshape(memory.shape[1], -1, y.shape[2])
        x = x + self.drop(self.photo(asked, memory).reshape(x.shape))
        return x + self.drop(self.thinking(self.norms[2](x))), present


class CaptionDecoder(nn.Module):
    """Writes about photos that are given by coordinates of their places."""

    def __init__(
        self,
        given: int,
        words: int,
        width: int = 256,
        layers: int = 3,
        heads: int = 4,
        dropout: float = 0.2,
        looks: int = 0,
    ) -> None:
        super().__init__()
        self.width, self.heads, self.words = width, heads, words
        self.places = nn.Linear(given, width)
        self.where = nn.Parameter(0.02 * torch.randn(SEEN_PLACES, width))
        self.look_norm = nn.LayerNorm(width)
        self.looks = nn.ModuleList(_Look(width, heads, dropout) for _ in range(looks))
        self.memory_norm = nn.LayerNorm(width)
        self.embedding = nn.Embedding(words, width)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        self.positions = nn.Parameter(0.02 * torch.randn(LONGEST, width))
        self.layers = nn.ModuleList(_Write(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(words))
        self.drop = nn.Dropout(dropout)

    def look(self, coordinates: Tensor) -> Tensor:
        """Return what is remembered: Float[layers, 2, n, heads, SEEN_PLACES, width / heads].

        ``coordinates`` Float[n, GRID², given] are those of their places.
        """
        return self.remember(self.places(coordinates))

    def remember(self, placed: Tensor) -> Tensor:
        """Return the same for places that are mapped already, Float[n, GRID², width]."""
        x = torch.cat([placed, placed.mean(1, keepdim=True)], 1)
        x = self.drop(self.look_norm(x) + self.where)
        for layer in self.looks:
            x = layer(x)
        x = self.memory_norm(x)
        return torch.stack([layer.photo.remembered(x) for layer in self.layers])  # type: ignore[union-attr,operator]

    def nothing(self, texts: int, device: torch.device) -> Tensor:
        """Return the past before the first word, Float[layers, 2, texts, heads, 1, width / heads].

        An empty key that any word may look at, so that the first has somewhere to look.
        """
        shape = (len(self.layers), 2, texts, self.heads, 1, self.width // self.heads)
        return torch.zeros(shape, device=device)

    def forward(self, memory: Tensor, ids: Tensor, where: Tensor) -> Tensor:
        """Return logits Float[m, words] of the words after Int[n, t], ``where`` Bool[n, t] says so.

        Of the texts in ``ids``, as many in a row are of each of the photos in ``memory``.
        """
        n, t = ids.shape
        x = self.drop(self._embedded(ids) + self.positions[:t])
        mask = torch.full((t, t + 1), -1e4, device=ids.device).triu(2).to(memory.dtype)
        past = self.nothing(n, ids.device).to(memory.dtype)
        for layer, place in zip(self.layers, range(len(memory)), strict=True):
            x, _ = layer(x, past[place], memory[place], mask)
        return self._logits(x[where])

    def step(self, ids: Tensor, past: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-probabilities Float[b, words] of the word after Int[b], and the new past.

        ``past`` Float[layers, 2, b, heads, p, …] is of the words before; ``memory`` of one photo.
        """
        at = past.shape[4] - 1
        x = (self._embedded(ids) + self.positions[at])[:, None]
        presents = []
        for place, layer in enumerate(self.layers):
            x, present = layer(x, past[place], memory[place])
            presents.append(present)
        return self._logits(x)[:, 0].log_softmax(-1), torch.stack(presents)

    def _embedded(self, ids: Tensor) -> Tensor:
        return self.embedding(ids) * self.width**0.5  # type: ignore[no-any-return]

    def _logits(self, x: Tensor) -> Tensor:
        return F.linear(self.norm(x), self.embedding.weight, self.bias)
