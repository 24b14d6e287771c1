"""Teaches the captioner to say of photos what people said, on the backbone's cached features."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from photosearch.answering.plain import plain
from photosearch.training.cache import BASIS, PhotoCache
from photosearch.training.caption_decoder import LONGEST, CaptionDecoder
from photosearch.training.caption_questions import Question
from photosearch.training.caption_texts import (
    Language,
    PhotoSentences,
    Scribe,
    Sentence,
)
from photosearch.training.checkpoints import Resumable
from photosearch.training.device import in_half_precision
from photosearch.training.distributed import average_gradients, processes, rank
from photosearch.training.towers import GRID
from photosearch.types import Progress

# What labels count beside English captions.
NAMES_WEIGHT: Final = 0.5
# Of a photo that is said to have something at a side, no mirror image is shown.
_SIDED: Final = re.compile(r"\b(?:left|right)\b|[左右]")


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The caption stage's figures.

    ``pieces`` counts the word pieces of both languages. A step looks at ``batch`` photos and up to
    ``captions`` sentences of each in each language. ``names_weight`` is how often photos that have
    labels alone are looked at; ``chinese_weight`` what Chinese counts beside English.
    Captions of more than ``longest`` pieces are left out where a photo has shorter ones. ``layers``
    write, ``looks`` let places look at each other before.
    The rate rises for ``warm_up`` steps, stays, and falls to nothing over the last ``fall`` of the
    run (Hu et al. 2024), so that a run can be made longer when it has begun.
    ``answers`` questions are asked of each photo, ``answers_weight`` is what their answers count,
    and ``asked_weight`` how often photos of which there are questions alone are looked at, the
    oftener the more questions there are.
    ``feature_dropout`` leaves coordinates of places out, of all places of a photo alike.
    """

    epochs: int = 20
    batch: int = 32
    captions: int = 3
    longest: int = 20
    rate: float = 1e-3
    warm_up: int = 200
    fall: float = 0.3
    weight_decay: float = 0.05
    pieces: int = 5_000
    width: int = 256
    layers: int = 3
    looks: int = 2
    heads: int = 4
    dropout: float = 0.15
    feature_dropout: float = 0.15
    smoothing: float = 0.1
    average: float = 0.998
    names_weight: float = 0.3
    chinese_weight: float = 0.6
    answers: int = 8
    answers_weight: float = 1.5
    asked_weight: float = 0.75
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences of some photos of a batch: ``ids`` Int64[m · c, t] of the photos in ``rows``."""

    rows: Tensor
    ids: Tensor
    wanted: Tensor
    weight: float


class CaptionTrainer(Resumable[CaptionDecoder]):
    """One run over a schedule; ``state`` and ``restore`` make it resumable after any epoch.

    ``photos`` are rows of the cache with what is to be said of them.
    """

    def __init__(
        self,
        plan: Schedule,
        cache: PhotoCache,
        photos: Mapping[int, PhotoSentences],
        scribe: Scribe,
        words: int,
        device: str = "cpu",
    ) -> None:
        self.plan = plan
        torch.manual_seed(plan.seed)
        self.model = CaptionDecoder(
            BASIS, words, plan.width, plan.layers, plan.heads, plan.dropout, plan.looks
        ).to(device)
        mean = get_ema_multi_avg_fn(plan.average)  # type: ignore[no-untyped-call]
        self.average = AveragedModel(self.model, multi_avg_fn=mean).eval()
        self.epoch = 0
        self._cache = cache
        self._photos = photos
        self._rows = np.array(list(photos))
        weights = np.array([one.weight for one in photos.values()])
        self._chances = weights / weights.sum()
        self._scribe = scribe
        self._device = device
        self._steps = max(1, int(weights.sum()) // (plan.batch * processes()))
        self._optimizer = torch.optim.AdamW(
            self.model.parameters(),
            plan.rate,
            betas=(0.9, 0.98),
            weight_decay=plan.weight_decay,
            fused=True,
        )
        total = self._steps * plan.epochs
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: rate_at(step, total, plan.warm_up, plan.fall)
        )

    @property
    def averaged(self) -> CaptionDecoder:
        """The model with the mean of its weights."""
        model = self.average.module
        assert isinstance(model, CaptionDecoder)
        return model

    def run_epoch(self) -> Iterator[Progress]:
        """Train over as many photos as an epoch has; yields progress in steps of the whole run."""
        seed = (self.plan.seed * 1000 + self.epoch) * 64 + rank()
        rng, numbers = random.Random(seed), np.random.default_rng(seed)
        torch.manual_seed(seed)
        self.model.train()
        running = 0.0
        size = min(self.plan.batch, len(self._rows))
        for step in range(self._steps):
            batch = numbers.choice(self._rows, size, replace=False, p=self._chances)
            loss = self._learn(batch.tolist(), rng)
            running += (loss - running) / (step + 1)
            done = self.epoch * self._steps + step + 1
            yield Progress(
                "caption", done, self.plan.epochs * self._steps, figures={"loss": running}
            )
        self.epoch += 1

    def _learn(self, batch: Sequence[int], rng: random.Random) -> float:
        chosen = [self._chosen(self._photos[row], rng) for row in batch]
        with in_half_precision(self._device):
            memory = self.model.look(self._seen(batch, chosen, rng))
            loss = torch.zeros((), device=self._device)
            for part in self._parts(chosen):
                learned = part.wanted != self._scribe.pad
                logits = self.model(memory[:, :, part.rows], part.ids, learned)
                loss = loss + part.weight * F.cross_entropy(
                    logits.float(), part.wanted[learned], label_smoothing=self.plan.smoothing
                )
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        average_gradients(self.model.parameters())
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._rates.step()
        self.average.update_parameters(self.model)
        return float(loss.detach())

    def _chosen(self, photo: PhotoSentences, rng: random.Random) -> dict[str, list[Sentence]]:
        """Return some of what may be said of a photo, by kind."""
        chosen: dict[str, list[Sentence]] = {}
        for language, texts in photo.captions.items():
            every = [Sentence(language, text) for text in texts]
            brief = [s for s in every if len(self._scribe.write(s)) <= self.plan.longest]
            brief = brief or every[:1]
            chosen[language] = rng.sample(brief, min(self.plan.captions, len(brief)))
        if photo.names:
            pair = 2 * rng.randrange(len(photo.names) // 2)
            chosen["names"] = photo.names[pair : pair + 2]
        if photo.asked:
            chosen["asked"] = [_asked(photo.asked, rng) for _ in range(self.plan.answers)]
        return chosen

    def _seen(
        self,
        batch: Sequence[int],
        chosen: Sequence[Mapping[str, Sequence[Sentence]]],
        rng: random.Random,
    ) -> Tensor:
        """Return the places of photos Float[n, GRID², BASIS], half of the photos mirrored."""
        views = [rng.randrange(len(self._cache.places)) for _ in batch]
        rows = [self._cache.places[view][row] for view, row in zip(views, batch, strict=True)]
        places = torch.from_numpy(np.stack(rows).astype(np.float32)).to(self._device)
        mirrored = torch.tensor([rng.random() < 0.5 and not _has_sides(one) for one in chosen])
        grid = places.reshape(len(places), GRID, GRID, -1)
        places = torch.where(mirrored[:, None, None, None].to(places.device), grid.flip(2), grid)
        places = places.flatten(1, 2)
        kept = F.dropout(torch.ones_like(places[:, :1]), self.plan.feature_dropout)
        return places * kept

    def _parts(self, chosen: Sequence[Mapping[str, Sequence[Sentence]]]) -> Iterator[_Part]:
        """Yield the sentences of each kind, as many of each photo that has any."""
        weights = {
            "en": 1.0,
            "zh": self.plan.chinese_weight,
            "names": NAMES_WEIGHT,
            "asked": self.plan.answers_weight,
        }
        for kind, weight in weights.items():
            rows = [row for row, one in enumerate(chosen) if one.get(kind)]
            if not rows:
                continue
            count = max(len(chosen[row][kind]) for row in rows)
            ids: list[tuple[int, ...]] = []
            shown_only: list[int] = []
            for row in rows:
                sentences = chosen[row][kind]
                for place in range(count):
                    # One that is there too few times stands in, and is not learned from again.
                    ids.append(self._scribe.write(sentences[place % len(sentences)]))
                    told = place < len(sentences)
                    shown_only.append(self._scribe.begins(sentences[place]) if told else LONGEST)
            shown, wanted = padded(ids, shown_only, self._scribe.pad)
            yield _Part(
                torch.tensor(rows, device=self._device),
                shown.to(self._device),
                wanted.to(self._device),
                # The mean is over the part: few photos must not count as much as many.
                weight * min(1.0, 4 * len(rows) / len(chosen)),
            )


def rate_at(step: int, total: int, warm_up: int, fall: float) -> float:
    """Return the share of the rate at a step: it rises, stays, and falls in the run's last part."""
    return max(0.0, min(1.0, (step + 1) / warm_up, (1 - step / total) / fall))


def padded(
    ids: Sequence[Sequence[int]], shown_only: Sequence[int], pad: int
) -> tuple[Tensor, Tensor]:
    """Return what is shown and what comes next, both Int64[n, t].

    After the first ``shown_only`` pieces of each, what comes next is not learned: it is ``pad``.
    """
    longest = max(map(len, ids))
    table = np.full((len(ids), longest), pad, np.int64)
    for row, one in enumerate(ids):
        table[row, : len(one)] = one
    learned = np.arange(longest - 1) >= np.array(shown_only)[:, None]
    wanted = np.where(learned, table[:, 1:], pad)
    return torch.from_numpy(table[:, :-1]), torch.from_numpy(wanted)


def _asked(questions: Sequence[Question], rng: random.Random) -> Sentence:
    """Return a question with its answer, half in Chinese if that is there.

    Kinds are asked by the root of how many questions of them there are.
    """
    counts = Counter(one.kind for one in questions)
    kinds = sorted(counts)
    (kind,) = rng.choices(kinds, [counts[kind] ** 0.5 for kind in kinds])
    question = rng.choice([one for one in questions if one.kind == kind])
    language: Language = rng.choice(("en", "zh"))
    wordings = question.wordings(language)
    if not wordings:
        language, wordings = "en", question.wordings("en")
    return Sentence(
        language, plain(rng.choice(question.answers[language])), plain(rng.choice(wordings))
    )


def _has_sides(chosen: Mapping[str, Sequence[Sentence]]) -> bool:
    texts = (f"{one.asked} {one.text}" for some in chosen.values() for one in some)
    return any(_SIDED.search(text) for text in texts)


@torch.inference_mode()
def tuning_losses(
    model: CaptionDecoder,
    cache: PhotoCache,
    photos: Mapping[int, PhotoSentences],
    scribe: Scribe,
    device: str = "cpu",
    batch: int = 64,
) -> dict[str, float]:
    """Return what a word piece of a held-out caption costs, in nats, by language."""
    model.eval()
    total: dict[str, list[float]] = {"en": [0.0, 0.0], "zh": [0.0, 0.0]}
    rows = list(photos)
    for start in range(0, len(rows), batch):
        some = rows[start : start + batch]
        places = torch.from_numpy(cache.places[0][some].astype(np.float32)).to(device)
        memory = model.look(places)
        for language, sums in total.items():
            for place, row in enumerate(some):
                texts = photos[row].captions.get(language, [])  # type: ignore[call-overload]
                written = [scribe.write(Sentence(language, text)) for text in texts]  # type: ignore[arg-type]
                if not written:
                    continue
                shown, wanted = padded(written, [0] * len(written), scribe.pad)
                learned = wanted != scribe.pad
                logits = model(
                    memory[:, :, place : place + 1], shown.to(device), learned.to(device)
                )
                loss = F.cross_entropy(logits, wanted[learned].to(device), reduction="sum")
                sums[0] += float(loss)
                sums[1] += int(learned.sum())
    return {language: sums[0] / max(1, sums[1]) for language, sums in total.items()}
