"""Text stage: teach an English sentence encoder Chinese by multilingual distillation.

The student's Chinese sentence must land on the teacher's English one, and its English must stay
where it was (Reimers & Gurevych 2020, "Making Monolingual Sentence Embeddings Multilingual using
Knowledge Distillation"). Pairs are sentences, captions and dictionary entries.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from photosearch.arrays import Float32Array
from photosearch.training.distributed import average_gradients, own_share
from photosearch.training.towers import SentenceTower
from photosearch.types import Progress

LONGEST = 48  # tokens; captions have 10 to 30
TOKENS_PER_BATCH = 3072


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence for the student, and the English one whose embedding it must reach."""

    student: str
    teacher: str


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long and how fast to train.

    ``sentence_rounds`` is how often an epoch sees a sentence for each time it sees a word of the
    dictionary; ``english`` is the share of replayed English sentences. ``mixed`` lets the tower
    multiply in bfloat16, which many processors do several times faster.
    """

    epochs: int = 1
    sentence_rounds: int = 2
    body_rate: float = 5e-5
    embedding_rate: float = 1e-3
    warm_up: float = 0.05
    english: float = 0.15
    mixed: bool = True
    seed: int = 0


def extend_embeddings(
    bert: nn.Module, tokenizer: Tokenizer, start: dict[str, Float32Array]
) -> None:
    """Give the BERT a row for each token of the tokenizer, and new words their starting vectors."""
    bert.resize_token_embeddings(tokenizer.get_vocab_size(), mean_resizing=False)  # type: ignore[operator]
    table = bert.get_input_embeddings().weight  # type: ignore[operator]
    with torch.no_grad():
        for word, vector in start.items():
            table[tokenizer.token_to_id(word)] = torch.from_numpy(vector)


def keep_embeddings(bert: nn.Module, ids: Sequence[int]) -> None:
    """Let the BERT's table of words hold these rows only, in this order."""
    kept = bert.get_input_embeddings().weight.detach()[list(ids)].clone()  # type: ignore[operator]
    bert.resize_token_embeddings(len(ids), mean_resizing=False)  # type: ignore[operator]
    with torch.no_grad():
        bert.get_input_embeddings().weight.copy_(kept)  # type: ignore[operator]


def encode(
    tower: SentenceTower, tokenizer: Tokenizer, texts: Sequence[str]
) -> Iterator[Float32Array]:
    """Yield the sentence embeddings of texts, Float32[k, s] a piece, in the order given by
    :func:`by_length`.
    """
    tower.eval()
    device = next(tower.bert.parameters()).device
    for rows in by_length(tokenizer, texts):
        ids, mask = tensors(tokenizer, [texts[row] for row in rows])
        with torch.inference_mode():
            yield tower.sentence(ids.to(device), mask.to(device)).cpu().numpy()


def encode_all(tower: SentenceTower, tokenizer: Tokenizer, texts: Sequence[str]) -> Float32Array:
    """Return the sentence embeddings of texts, Float32[n, s]."""
    out: Float32Array | None = None
    for rows, vectors in zip(
        by_length(tokenizer, texts), encode(tower, tokenizer, texts), strict=True
    ):
        if out is None:
            out = np.empty((len(texts), vectors.shape[1]), np.float32)
        out[rows] = vectors
    assert out is not None
    return out


def by_length(
    tokenizer: Tokenizer, texts: Sequence[str], shuffle: random.Random | None = None
) -> list[list[int]]:
    """Group texts of similar length into batches of about TOKENS_PER_BATCH tokens."""
    lengths = [min(len(encoding.ids), LONGEST) for encoding in tokenizer.encode_batch(list(texts))]
    keys = [length + (2 * shuffle.random() if shuffle else 0.0) for length in lengths]
    batches: list[list[int]] = [[]]
    for row in sorted(range(len(texts)), key=keys.__getitem__):
        if (len(batches[-1]) + 1) * lengths[row] > TOKENS_PER_BATCH:
            batches.append([])
        batches[-1].append(row)
    if shuffle:
        shuffle.shuffle(batches)
    return batches


def tensors(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Return padded input_ids and attention_mask, Int64[n, t]."""
    ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    ids = [row if len(row) <= LONGEST else [*row[: LONGEST - 1], row[-1]] for row in ids]
    width = max(map(len, ids))
    padded = torch.tensor([row + [0] * (width - len(row)) for row in ids])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in ids])
    return padded, mask


class Distiller:
    """Trains a tower so that each pair's student text lands on its row of ``targets``.

    The order of the batches follows from the seed alone; ``state`` and ``restore`` make a run
    resumable after any step. The tower learns without dropout: it has a teacher to agree with.
    """

    def __init__(
        self,
        tower: SentenceTower,
        tokenizer: Tokenizer,
        pairs: Sequence[Pair],
        targets: Float32Array,
        schedule: Schedule,
    ) -> None:
        self._tower = tower
        self._tokenizer = tokenizer
        self._texts = [pair.student for pair in pairs]
        self._targets = targets
        rng = random.Random(schedule.seed)
        self._plan = [
            rows
            for _ in range(schedule.epochs)
            for rows in own_share(by_length(tokenizer, self._texts, rng))
        ]
        self._optimizer = torch.optim.AdamW(
            _groups(tower, schedule), betas=(0.9, 0.98), weight_decay=0.01
        )
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: cosine_rate(step / len(self._plan), schedule.warm_up)
        )
        self._mixed = schedule.mixed
        self.step = 0

    def run(self) -> Iterator[Progress]:
        """Train to the end; yields progress in batches with the running loss (1 - cosine)."""
        self._tower.eval()
        running = 0.0
        begun = self.step
        for rows in self._plan[begun:]:
            loss = self._learn(rows)
            self.step += 1
            running += (loss - running) / min(self.step - begun, 50)
            yield Progress("text", self.step, len(self._plan), figures={"loss": running})

    def state(self) -> dict[str, object]:
        """Return what a checkpoint must hold."""
        return {
            "step": self.step,
            "bert": self._tower.bert.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "rates": self._rates.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.step = state["step"]
        self._tower.bert.load_state_dict(state["bert"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._rates.load_state_dict(state["rates"])

    def _learn(self, rows: list[int]) -> float:
        device = next(self._tower.parameters()).device
        ids, mask = tensors(self._tokenizer, [self._texts[row] for row in rows])
        wanted = torch.from_numpy(self._targets[rows]).to(device)
        with torch.autocast(device.type, torch.bfloat16, enabled=self._mixed):
            reached = self._tower.sentence(ids.to(device), mask.to(device))
        loss = (1 - (reached * wanted).sum(-1)).mean()
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        average_gradients(self._tower.bert.parameters())
        nn.utils.clip_grad_norm_(self._tower.bert.parameters(), 1.0)
        self._optimizer.step()
        self._rates.step()
        return float(loss.detach())


def _groups(tower: SentenceTower, schedule: Schedule) -> list[dict[str, object]]:
    """The word table learns fast, for Chinese words are new to it; the body slowly."""
    table = tower.bert.get_input_embeddings().weight  # type: ignore[operator]
    body = [p for p in tower.bert.parameters() if p is not table]
    return [
        {"params": body, "lr": schedule.body_rate},
        {"params": [table], "lr": schedule.embedding_rate, "weight_decay": 0.0},
    ]


def cosine_rate(share: float, warm_up: float) -> float:
    """Return the factor of the learning rate when this share of the steps is done."""
    if share < warm_up:
        return share / warm_up
    return 0.5 * (1 + math.cos(math.pi * (share - warm_up) / (1 - warm_up)))
