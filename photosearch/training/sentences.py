"""Sentence embeddings of the teacher, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.training.teacher import Language
from photosearch.training.text_stage import encode_all


class SentenceStore:
    """Embeddings by text, Float16[n, s] in a folder; what is missing is encoded and added."""

    def __init__(self, folder: Path, language: Language) -> None:
        self._folder = folder
        self._language = language
        self._row_of: dict[str, int] = {}
        self._vectors: Float32Array | None = None
        if (folder / "texts.json").exists():
            texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
            self._row_of = {text: row for row, text in enumerate(texts)}
            self._vectors = np.load(folder / "vectors.npy").astype(np.float32)[: len(texts)]

    def get(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, s] of these texts."""
        missing = sorted(set(texts) - self._row_of.keys())
        if missing:
            self._add(missing)
        assert self._vectors is not None
        return self._vectors[[self._row_of[text] for text in texts]]

    def _add(self, texts: list[str]) -> None:
        made = encode_all(self._language.tower, self._language.tokenizer, texts)
        known = len(self._row_of)
        self._row_of.update({text: known + row for row, text in enumerate(texts)})
        self._vectors = made if self._vectors is None else np.concatenate([self._vectors, made])
        self._folder.mkdir(parents=True, exist_ok=True)
        np.save(self._folder / "vectors.npy", self._vectors.astype(np.float16))
        names = json.dumps(list(self._row_of), ensure_ascii=False)
        (self._folder / "texts.json").write_text(names, encoding="utf-8")
