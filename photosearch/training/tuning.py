"""Figures on the photos held out to tune by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor

from photosearch.training.image_stage import Eyes, Model
from photosearch.training.metrics import ranks, retrieval
from photosearch.training.texts import Reader

_TEXTS: Final = 64


@dataclass(frozen=True, slots=True)
class TuningCaptions:
    """Captions in one language: the numbers of each photo's, by row of the cache."""

    language: str
    of_photo: Mapping[int, Sequence[int]]


def tuning_figures(
    model: Model, eyes: Eyes, reader: Reader, asked: Sequence[TuningCaptions]
) -> dict[str, float]:
    """Return text-to-image recall in percent over these photos, by language.

    ``R`` counts the embeddings alone, ``late`` what words find among places, too.
    """
    figures = {}
    training = model.training
    model.eval()
    with torch.inference_mode():
        for one in asked:
            rows = list(one.of_photo)
            texts = [text for row in rows for text in one.of_photo[row]]
            if not texts:
                continue
            owner = np.array([at for at, row in enumerate(rows) for _ in one.of_photo[row]])
            match = owner[:, None] == np.arange(len(rows))
            coarse, fine = _scores(model, eyes, reader, rows, texts)
            for name, scores in (("R", coarse), ("late ", fine)):
                recall = retrieval(ranks(scores.numpy(), match)).recall
                figures.update({f"{one.language} {name}@{k}": recall[k] for k in (1, 10)})
    model.train(training)
    return figures


def _scores(
    model: Model, eyes: Eyes, reader: Reader, rows: Sequence[int], texts: Sequence[int]
) -> tuple[Tensor, Tensor]:
    """Return Float[texts, rows] of the embeddings, and with what words find."""
    seen = eyes.see(model, rows, [0] * len(rows), len(rows))
    images, placed = model.embed(seen.pooled), model.place(seen.places)
    coarse, fine = [], []
    for start in range(0, len(texts), _TEXTS):
        read = reader.read(model, texts[start : start + _TEXTS])
        cosines = model.text(read.sentences) @ images.T
        found = model.late(placed, *read.words(range(len(read.sentences)))).T
        coarse.append(cosines)
        fine.append(cosines + found)
    return torch.cat(coarse).cpu(), torch.cat(fine).cpu()
