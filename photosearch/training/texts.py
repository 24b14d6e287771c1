"""All texts of a run, each encoded once by the text stage's student, as a sentence and by word.

Where the sentence encoder's last layers learn, too, what goes into them is kept as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn

from photosearch.arrays import Float16Array, Int64Array
from photosearch.training.teacher import Language
from photosearch.training.text_stage import LONGEST, by_length, tensors
from photosearch.training.towers import layers_below, pooled_sentence
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


class ReadTexts(Protocol):
    """Texts as a model reads them.

    ``sentences`` Float[n, s] of unit length, ``frozen`` the same as the text stage made them.
    """

    sentences: Tensor
    frozen: Tensor

    def words(self, places: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Return the tokens Float[m, t, s] of some of them, and which there are, Bool[m, t]."""
        ...


class Reader(Protocol):
    """Reads texts by number."""

    def read(self, model: nn.Module, texts: Sequence[int]) -> ReadTexts:
        """Return them as a model reads them, where the model is."""
        ...


@dataclass(frozen=True, slots=True)
class TextTable:
    """What the student makes of texts: sentences Float16[n, s], and the tokens of all in a row.

    ``tokens`` Float16[m, s]; those of text i stand in rows ``begin[i]`` … ``begin[i + 1]``.
    """

    sentences: Float16Array
    tokens: Float16Array
    begin: Int64Array

    def read(self, model: nn.Module, texts: Sequence[int]) -> ReadTexts:
        """Return texts as the student reads them."""
        return _FromTable(self, texts, next(model.parameters()).device)

    def sentence(self, rows: Sequence[int]) -> Tensor:
        """Return the sentence embeddings of texts, Float32[n, s]."""
        return torch.from_numpy(self.sentences[list(rows)].astype(np.float32))

    def words(self, rows: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Return the tokens of texts, Float32[n, t, s], and which there are, Bool[n, t]."""
        return padded_tokens(self.tokens, self.begin, rows, MOST_WORDS)


class _FromTable:
    def __init__(self, table: TextTable, texts: Sequence[int], device: torch.device) -> None:
        self._table, self._texts, self._device = table, texts, device
        self.sentences = self.frozen = table.sentence(texts).to(device)

    def words(self, places: Sequence[int]) -> tuple[Tensor, Tensor]:
        tokens, there = self._table.words([self._texts[place] for place in places])
        return tokens.to(self._device), there.to(self._device)


def padded_tokens(
    tokens: Float16Array, begin: Int64Array, rows: Sequence[int], most: int
) -> tuple[Tensor, Tensor]:
    """Return rows' tokens, at most so many of each, Float32[n, t, s], and which there are."""
    lengths = [min(int(begin[row + 1] - begin[row]), most) for row in rows]
    shape = len(rows), max(1, *lengths)
    padded = np.zeros((*shape, tokens.shape[1]), np.float32)
    there = np.zeros(shape, bool)
    for place, (row, length) in enumerate(zip(rows, lengths, strict=True)):
        first = int(begin[row])
        padded[place, :length] = tokens[first : first + length]
        there[place, :length] = True
    return torch.from_numpy(padded), torch.from_numpy(there)


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
    for old in folder.glob("layer-*.npy"):
        old.unlink()
    tower = language.tower.eval().to(device)
    begin = _begin(language, texts, around=0)
    sentences = np.empty((len(texts), language.sentence), np.float16)
    tokens = _array(folder / "tokens.npy", begin, language.sentence)
    for done, (rows, mask, made) in _encoded(language, texts, tower.tokens, device, mixed):
        sentences[rows] = pooled_sentence(made, mask).half().cpu().numpy()
        each = made.half().cpu().numpy()
        for place, row in enumerate(rows):  # without what stands around a text
            tokens[begin[row] : begin[row + 1]] = each[place, 1 : 1 + begin[row + 1] - begin[row]]
        yield Progress("texts", done, len(texts))
    tokens.flush()
    np.save(folder / "sentences.npy", sentences)
    np.save(folder / "begin.npy", begin)
    listed.write_text(json.dumps(list(texts), ensure_ascii=False), encoding="utf-8")


def open_text_table(folder: Path) -> TextTable:
    """Open a complete table; tokens are memory-mapped."""
    return TextTable(
        np.load(folder / "sentences.npy"),
        np.load(folder / "tokens.npy", mmap_mode="r"),
        np.load(folder / "begin.npy"),
    )


@dataclass(frozen=True, slots=True)
class LayerTable:
    """What goes into a sentence encoder's layer, of all tokens of all texts.

    ``tokens`` Float16[m, s], what stands around a text included; those of text i stand in rows
    ``begin[i]`` … ``begin[i + 1]``.
    """

    tokens: Float16Array
    begin: Int64Array


def build_layer_table(
    folder: Path, texts: Sequence[str], language: Language, first: int, device: str = "cpu"
) -> Iterator[Progress]:
    """Keep what goes into layer ``first`` for the texts of a table, unless it is there."""
    target = folder / f"layer-{first}.npy"
    if target.exists():
        return
    bert = language.tower.eval().to(device).bert
    begin = _begin(language, texts, around=2)
    tokens = _array(target.with_suffix(".part"), begin, language.sentence)

    def encode(ids: Tensor, mask: Tensor) -> Tensor:
        return layers_below(bert, first, ids, mask)

    for done, (rows, _, made) in _encoded(language, texts, encode, device, mixed=True):
        each = made.half().cpu().numpy()
        for place, row in enumerate(rows):
            tokens[begin[row] : begin[row + 1]] = each[place, : begin[row + 1] - begin[row]]
        yield Progress("texts", done, len(texts))
    tokens.flush()
    target.with_suffix(".part").replace(target)


def open_layer_table(folder: Path, first: int) -> LayerTable:
    """Open a complete table of what goes into a layer; memory-mapped."""
    begin = np.load(folder / "begin.npy")
    around = 2 * np.arange(len(begin))
    return LayerTable(np.load(folder / f"layer-{first}.npy", mmap_mode="r"), begin + around)


_Encode: TypeAlias = Callable[[Tensor, Tensor], Tensor]


def _encoded(
    language: Language, texts: Sequence[str], encode: _Encode, device: str, mixed: bool
) -> Iterator[tuple[int, tuple[list[int], Tensor, Tensor]]]:
    """Yield how many texts are done, and of the last: rows, mask and what became of tokens."""
    done = 0
    kind = torch.device(device).type
    for rows in by_length(language.tokenizer, texts):
        ids, mask = tensors(language.tokenizer, [texts[row] for row in rows])
        ids, mask = ids.to(device), mask.to(device)
        with torch.inference_mode(), torch.autocast(kind, torch.bfloat16, enabled=mixed):
            made = encode(ids, mask)
        done += len(rows)
        yield done, (rows, mask, made)


def _begin(language: Language, texts: Sequence[str], around: int) -> Int64Array:
    """Return where each text's tokens begin and end, with so many of the two around it."""
    encodings = language.tokenizer.encode_batch(list(texts))
    lengths = [min(len(one.ids), LONGEST) - 2 + around for one in encodings]
    return np.cumsum([0, *lengths])


def _array(path: Path, begin: Int64Array, wide: int) -> np.memmap:
    return np.lib.format.open_memmap(path, "w+", np.float16, (int(begin[-1]), wide))
