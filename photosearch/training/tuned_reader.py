"""What a sentence encoder whose last layers learn makes of texts, from what was computed once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.training.text_stage import LONGEST
from photosearch.training.texts import MOST_WORDS, LayerTable, ReadTexts, TextTable, padded_tokens
from photosearch.training.towers import LastLayers, pooled_sentence

# So many texts of like length are read at once.
_BATCH: Final = 192


class TunedReader:
    """Reads through a model's own last layers.

    ``below`` is what goes into these, ``table`` what they made before they learned.
    """

    def __init__(self, table: TextTable, below: LayerTable) -> None:
        self._table = table
        self._below = below

    def read(self, model: nn.Module, texts: Sequence[int]) -> ReadTexts:
        """Return texts as the model reads them."""
        layers = model.layers
        assert isinstance(layers, LastLayers)
        device = next(model.parameters()).device
        begin = self._below.begin
        order = sorted(range(len(texts)), key=lambda at: begin[texts[at] + 1] - begin[texts[at]])
        sentences, tokens, there = [], [], []
        for start in range(0, len(order), _BATCH):
            rows = [texts[at] for at in order[start : start + _BATCH]]
            some, mask = padded_tokens(self._below.tokens, begin, rows, LONGEST)
            mask = mask.to(device)
            made = layers(some.to(device), mask)
            sentences.append(pooled_sentence(made, mask))
            inner = made[:, 1 : 1 + MOST_WORDS]  # what stands around a text is no word
            tokens.append(F.pad(inner, (0, 0, 0, MOST_WORDS - inner.shape[1])))
            there.append(F.pad(mask[:, 2:], (0, MOST_WORDS))[:, :MOST_WORDS])
        back = torch.tensor(order, device=device).argsort()
        frozen = self._table.sentence(texts).to(device)
        return _Read(
            torch.cat(sentences)[back], frozen, torch.cat(tokens)[back], torch.cat(there)[back]
        )


class _Read:
    def __init__(self, sentences: Tensor, frozen: Tensor, tokens: Tensor, there: Tensor) -> None:
        self.sentences, self.frozen = sentences, frozen
        self._tokens, self._there = tokens, there

    def words(self, places: Sequence[int]) -> tuple[Tensor, Tensor]:
        there = self._there[list(places)]
        most = max(1, int(there.sum(1).max()))
        return self._tokens[list(places), :most], there[:, :most]
