"""A tiny captioner that learns generated photos: which of three things lies at which side."""

from __future__ import annotations

import numpy as np
import torch

from photosearch.training.cache import BASIS, PhotoCache, PlaceBasis
from photosearch.training.caption_questions import Question
from photosearch.training.caption_stage import CaptionTrainer, Schedule
from photosearch.training.caption_texts import PhotoSentences, Scribe, learn_pieces
from photosearch.training.towers import GRID

SEEN = BASIS + 8
THINGS = {"dog": "狗", "cat": "猫", "horse": "马"}
SIDES = {"left": "左边", "right": "右边"}
PLAN = Schedule(
    epochs=16, batch=12, captions=1, rate=1e-2, warm_up=10, pieces=120, width=32, layers=1, looks=0,
    heads=2, dropout=0.0, feature_dropout=0.0, smoothing=0.0, average=0.5, weight_decay=0.0,
)  # fmt: skip


class Generated:
    """Photos whose places tell things, and what is said of them in both languages."""

    def __init__(self, count: int = 96) -> None:
        rng = np.random.default_rng(0)
        kinds = rng.standard_normal((len(THINGS), BASIS)).astype(np.float32)
        places = 0.1 * rng.standard_normal((count, GRID, GRID, BASIS)).astype(np.float32)
        self.told: list[dict[str, str]] = []
        self.photos: dict[int, PhotoSentences] = {}
        for row in range(count):
            thing, side = row % len(THINGS), row // len(THINGS) % 2
            places[row, :, slice(0, 3) if side == 0 else slice(4, 7)] += kinds[thing]
            english, chinese = list(THINGS.items())[thing]
            where, wo = list(SIDES.items())[side]
            told = {"en": f"a {english} at the {where}", "zh": f"{wo}有一只{chinese}"}
            self.told.append(told)
            self.photos[row] = PhotoSentences(
                1.0,
                {"en": [told["en"]], "zh": [told["zh"]]},
                asked=[
                    Question("what", {"en": (english,), "zh": (chinese,)}, "animal"),
                    Question("where", {"en": (where,), "zh": (wo,)}, "where"),
                ],
            )
        self.cache = PhotoCache(
            names=[f"{row}.jpg" for row in range(count)],
            pooled=[],
            places=[places.reshape(count, GRID**2, BASIS).astype(np.float16)],
            basis=PlaceBasis(
                torch.zeros(SEEN), torch.linalg.qr(torch.randn(SEEN, BASIS)).Q.contiguous()
            ),
        )
        texts = [text for told in self.told for text in told.values()]
        texts += [
            text
            for question in self.photos[0].asked
            for language in ("en", "zh")
            for text in question.wordings(language)
        ]
        self.words = learn_pieces(texts, PLAN.pieces)
        self.scribe = Scribe(self.words)

    def trainer(self) -> CaptionTrainer:
        """Return a run over all photos, from a fixed seed."""
        words = self.words.get_vocab_size()
        return CaptionTrainer(PLAN, self.cache, self.photos, self.scribe, words)

    def cells(self, row: int) -> np.ndarray:
        """Return what the backbone sees of a photo, Float32[1, GRID², SEEN]."""
        coordinates = torch.from_numpy(self.cache.places[0][row].astype(np.float32))
        cells: np.ndarray = (coordinates @ self.cache.basis.directions.T)[None].numpy()
        return cells
