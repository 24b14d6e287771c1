"""The joint stage's text side: captions go through the text tower, which learns from them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from photosearch.training.captions import Said
from photosearch.training.image_stage import Schedule, SentenceTable
from photosearch.training.sentences import SentenceStore
from photosearch.training.teacher import Language
from photosearch.training.text_stage import tensors


class LiveTexts:
    """A few captions of each photo in both languages, encoded as they are needed.

    English sentences, and Chinese ones that translate them, are held near the teacher's embedding
    of the English. Sentences of the last steps, as they were then, serve as further negatives.
    """

    def __init__(
        self,
        language: Language,
        said: Mapping[int, Said],
        table: SentenceTable,
        anchors: SentenceStore,
        plan: Schedule,
        device: str = "cpu",
    ) -> None:
        self._language = language
        self._said = said
        self._table = table
        self._anchors = anchors
        self._plan = plan
        self._device = device
        self._recent: list[tuple[Tensor, Tensor]] = []

    def captions(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
        """Return sentences of each photo, then recent ones; the loss holds the tower in place."""
        chosen = [(photo, *pair) for photo in photos for pair in self._chosen(photo, rng)]
        ids, mask = tensors(self._language.tokenizer, [text for _, text, _ in chosen])
        sentences = self._language.tower.sentence(ids.to(self._device), mask.to(self._device))
        of_photo = torch.tensor([photo for photo, _, _ in chosen])
        loss = self._anchor_loss(sentences, [anchor for _, _, anchor in chosen])
        every = [(sentences, of_photo), *self._recent]
        self._recent.insert(0, (sentences.detach(), of_photo))
        del self._recent[max(1, self._plan.extra_texts // max(1, len(chosen))) :]
        return torch.cat([one for one, _ in every]), torch.cat([ids for _, ids in every]), loss

    def class_names(self, classes: Sequence[int], rng: random.Random) -> Tensor:
        """Return one name of each class, as the tower said it when the stage began."""
        return self._table.class_names(classes, rng)

    def words(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor]:
        """Return some words of these photos, as the tower said them when the stage began."""
        return self._table.words(photos, rng)

    def parameters(self) -> list[dict[str, object]]:
        """Return the tower's body and its table of words."""
        bert = self._language.tower.bert
        table = bert.get_input_embeddings().weight  # type: ignore[operator]
        body = [one for one in bert.parameters() if one is not table]
        return [
            {"params": body, "lr": self._plan.body_rate, "weight_decay": 0.01},
            {"params": [table], "lr": self._plan.table_rate, "weight_decay": 0.0},
        ]

    def _chosen(self, photo: int, rng: random.Random) -> list[tuple[str, str | None]]:
        """Return ``captions`` sentences, one language after the other, with their anchors."""
        said = self._said[photo]
        english: list[tuple[str, str | None]] = [(text, text) for text in said.english]
        chinese: list[tuple[str, str | None]] = [
            *((text, None) for text in said.chinese),
            *said.translated,
        ]
        rng.shuffle(english)
        rng.shuffle(chinese)
        half = -(-self._plan.captions // 2) if chinese else self._plan.captions
        return [*english[:half], *chinese[: self._plan.captions - half]]

    def _anchor_loss(self, sentences: Tensor, anchors: Sequence[str | None]) -> Tensor:
        rows = [row for row, anchor in enumerate(anchors) if anchor is not None]
        if not rows:
            return torch.zeros((), device=self._device)
        held = self._anchors.get([anchors[row] or "" for row in rows])
        wanted = torch.from_numpy(held).to(self._device)
        distance = 1 - (sentences[rows] * wanted).sum(-1)
        return self._plan.anchor_weight * distance.mean()
