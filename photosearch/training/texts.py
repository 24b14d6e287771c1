"""All texts of a run, each encoded once by the text stage's student, as a sentence and by word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from photosearch.arrays import Float16Array, Int64Array
from photosearch.training.teacher import Language
from photosearch.training.text_stage import by_length, tensors
from photosearch.training.towers import pooled_sentence
from photosearch.types import Progress

# Of a long caption so many words are compared with places.
MOST_WORDS: Final = 32


class TextList:
    """Texts by number, each once."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Return the number of a text."""
        return self._number_of.setdefault(text, len(self._number_of))

    def add_all(self, texts: Sequence[str]) -> list[int]:
        """Return the numbers of texts."""
        return [self.add(text) for text in texts]

    @property
    def texts(self) -> list[str]:
        """All of them, in order."""
        return list(self._number_of)


@dataclass(frozen=True, slots=True)
class TextTable:
    """What the student makes of texts: sentences Float16[n, s], and the tokens of all in a row.

    ``tokens`` Float16[m, s]; those of text i stand in rows ``begin[i]`` … ``begin[i + 1]``.
    """

    sentences: Float16Array
    tokens: Float16Array
    begin: Int64Array

    def sentence(self, rows: Sequence[int]) -> Tensor:
        """Return the sentence embeddings of texts, Float32[n, s]."""
        return torch.from_numpy(self.sentences[list(rows)].astype(np.float32))

    def words(self, rows: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Return the tokens of texts, Float32[n, t, s], and which there are, Bool[n, t]."""
        lengths = [min(int(self.begin[row + 1] - self.begin[row]), MOST_WORDS) for row in rows]
        shape = len(rows), max(1, *lengths)
        tokens = np.zeros((*shape, self.tokens.shape[1]), np.float32)
        there = np.zeros(shape, bool)
        for place, (row, length) in enumerate(zip(rows, lengths, strict=True)):
            begin = int(self.begin[row])
            tokens[place, :length] = self.tokens[begin : begin + length]
            there[place, :length] = True
        return torch.from_numpy(tokens), torch.from_numpy(there)


def build_text_table(
    folder: Path,
    texts: Sequence[str],
    language: Language,
    device: str = "cpu",
    mixed: bool = False,
) -> Iterator[Progress]:
    """Encode texts into ``folder`` unless it holds these; yields progress in texts.

    ``mixed`` multiplies in bfloat16.
    """
    listed = folder / "texts.json"
    if listed.exists() and json.loads(listed.read_text(encoding="utf-8")) == list(texts):
        return
    folder.mkdir(parents=True, exist_ok=True)
    listed.unlink(missing_ok=True)
    tower = language.tower.eval().to(device)
    lengths, sentences, tokens = {}, {}, {}
    done = 0
    for rows in by_length(language.tokenizer, texts):
        ids, mask = tensors(language.tokenizer, [texts[row] for row in rows])
        kind = torch.device(device).type
        with torch.inference_mode(), torch.autocast(kind, torch.bfloat16, enabled=mixed):
            made = tower.tokens(ids.to(device), mask.to(device))
            whole = pooled_sentence(made, mask.to(device)).half().cpu().numpy()
        each = made.half().cpu().numpy()
        for place, row in enumerate(rows):
            length = int(mask[place].sum()) - 2  # without what stands around a text
            lengths[row], sentences[row] = length, whole[place]
            tokens[row] = each[place, 1 : 1 + length].copy()
        done += len(rows)
        yield Progress("texts", done, len(texts))
    order = range(len(texts))
    np.save(folder / "sentences.npy", np.stack([sentences[row] for row in order]))
    np.save(folder / "tokens.npy", np.concatenate([tokens[row] for row in order]))
    np.save(folder / "begin.npy", np.cumsum([0, *(lengths[row] for row in order)]))
    listed.write_text(json.dumps(list(texts), ensure_ascii=False), encoding="utf-8")


def open_text_table(folder: Path) -> TextTable:
    """Open a complete table; tokens are memory-mapped."""
    return TextTable(
        np.load(folder / "sentences.npy"),
        np.load(folder / "tokens.npy", mmap_mode="r"),
        np.load(folder / "begin.npy"),
    )
