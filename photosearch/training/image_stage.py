"""Fits images to sentences about them: the image stage, and the loop that the joint stage shares.

On the text side a source gives sentences of the batch's photos and many more as negatives. On the
image side a memory of recent embeddings can widen the choice (Wang et al. 2020, "Cross-Batch
Memory"); it is off unless a recipe asks for it, as it did harm.
Single words join as queries of their own, with all photos that are described with them.
Class names join with made features: a real photo's features, shrunk, plus the classifier's row of
the class; and with the photos in which the classifier is sure to see it. The ImageNet classifier
stays as teacher, so that its classes are not forgotten.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float32Array
from photosearch.training.cache import PhotoCache
from photosearch.training.distributed import average_gradients, own_share, rank
from photosearch.training.losses import distillation_loss, matching_loss, same, sigmoid_loss
from photosearch.training.text_stage import cosine_rate
from photosearch.training.towers import FROZEN_BLOCKS, LAST, SEEN, ImageTower, TextHead
from photosearch.training.word_queries import NO_WORDS, WordQueries
from photosearch.types import Progress

# The probability from which the teacher counts as sure of a class.
SURE = 0.4


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the stage trains. Rates are AdamW's.

    ``captions`` of each photo and ``extra_texts`` of others stand in a step, ``memory`` recent
    embeddings beside the batch's. ``loss`` is CLIP's or SigLIP's, ``hardness`` how much more than
    the others the nearest negatives count in CLIP's. ``crop`` is the least side of the window cut
    from the 28×28 feature maps. ``classes`` ImageNet classes join a step, their loss weighted
    ``class_weight``, those that the teacher is sure to see in the batch's photos weighted
    ``seen_weight``, and ``words`` of the batch's captions weighted ``word_weight``.
    ``body_rate``, ``table_rate`` and ``anchor_weight`` are the joint stage's: the rates of the text
    tower, and how strongly its sentence embeddings are held where they were.
    """

    epochs: int = 5
    batch: int = 128
    captions: int = 5
    extra_texts: int = 1024
    memory: int = 0
    loss: Literal["softmax", "sigmoid"] = "softmax"
    hardness: float = 0.0
    block_rate: float = 2e-4
    head_rate: float = 1e-3
    body_rate: float = 0.0
    table_rate: float = 0.0
    anchor_weight: float = 0.0
    weight_decay: float = 0.05
    warm_up: float = 0.05
    classes: int = 384
    class_weight: float = 0.5
    seen_weight: float = 0.0
    words: int = 384
    word_weight: float = 0.0
    teacher_weight: float = 0.1
    crop: int = 20
    feature_dropout: float = 0.2
    average: float = 0.998
    tune_blocks: bool = True
    seed: int = 0


class Model(nn.Module):
    """Both sides of the joint space, as they are trained."""

    def __init__(self, image: ImageTower, head: TextHead) -> None:
        super().__init__()
        self.image = image
        self.head = head
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.05)))
        # Words tell photos apart less sharply than sentences do.
        self.log_word_scale = nn.Parameter(torch.tensor(math.log(1 / 0.05)))
        # SigLIP's, where it starts there.
        self.bias = nn.Parameter(torch.tensor(-10.0))

    @property
    def scale(self) -> Tensor:
        """The inverse temperature, at most 100."""
        return self.log_scale.exp().clamp(max=100.0)

    @property
    def word_scale(self) -> Tensor:
        """That of single words."""
        return self.log_word_scale.exp().clamp(max=100.0)


class TextSource(Protocol):
    """Where a step's sentence embeddings come from."""

    def captions(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
        """Return sentences Float[m, s], their photos Int64[m], and a loss of the source's own."""

    def class_names(self, classes: Sequence[int], rng: random.Random) -> Tensor:
        """Return a name's sentence embedding for each of these classes, Float[n, s]."""

    def words(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor]:
        """Return words' sentence embeddings Float32[k, s], and of which photos, Bool[n, k]."""

    def parameters(self) -> list[dict[str, object]]:
        """Return what is to be trained, as groups of an optimizer."""


class SentenceTable:
    """Sentences as vectors made once: a step can afford every caption and many more as negatives.

    ``vectors`` Float32[m, s]; ``of_photo`` the rows that describe each photo; ``of_class`` the rows
    that name each ImageNet class; ``queries`` the words that photos are described with.
    """

    def __init__(
        self,
        vectors: Float32Array,
        of_photo: Mapping[int, Sequence[int]],
        of_class: Sequence[Sequence[int]],
        plan: Schedule,
        queries: WordQueries = NO_WORDS,
    ) -> None:
        self._vectors = torch.from_numpy(vectors)
        self._of_photo = of_photo
        self._of_class = of_class
        self._photos = list(of_photo)
        self._queries = queries
        self.plan = plan

    def captions(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
        """Return some captions of each photo, then one of each of some others."""
        rows, ids = [], []
        for photo in photos:
            of_photo = self._of_photo[photo]
            chosen = rng.sample(list(of_photo), min(self.plan.captions, len(of_photo)))
            rows.extend(chosen)
            ids.extend([photo] * len(chosen))
        for photo in rng.choices(self._photos, k=self.plan.extra_texts):
            rows.append(rng.choice(list(self._of_photo[photo])))
            ids.append(photo)
        return self._vectors[rows], torch.tensor(ids), torch.zeros(())

    def class_names(self, classes: Sequence[int], rng: random.Random) -> Tensor:
        """Return one name of each class."""
        return self._vectors[[rng.choice(self._of_class[index]) for index in classes]]

    def words(self, photos: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor]:
        """Return some words of these photos."""
        vectors, shown = self._queries.draw(photos, self.plan.words, rng)
        return torch.from_numpy(vectors), torch.from_numpy(shown)

    def parameters(self) -> list[dict[str, object]]:
        """Return nothing: the table is frozen."""
        return []


class Trainer:
    """One run over a schedule; ``state`` and ``restore`` make it resumable after any epoch.

    ``photos`` are rows of the cache with the chance that an epoch looks at them.
    """

    def __init__(
        self,
        model: Model,
        cache: PhotoCache,
        photos: Mapping[int, float],
        source: TextSource,
        plan: Schedule,
        device: str = "cpu",
    ) -> None:
        self.model = model.to(device)
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        self.epoch = 0
        self._cache = cache
        self._photos = photos
        self._source = source
        self.plan = plan
        self._device = device
        groups = [*_groups(model, plan), *source.parameters()]
        self._optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
        self._rates = [group["lr"] for group in self._optimizer.param_groups]
        dimensions = model.image.projection.out_features
        self._memory = torch.zeros((0, dimensions), device=device)
        self._memory_ids = torch.zeros(0, dtype=torch.int64, device=device)

    def run_epoch(self) -> Iterator[Progress]:
        """Train over the photos once; yields progress in steps of the whole run."""
        rng = random.Random(self.plan.seed * 1000 + self.epoch)
        torch.manual_seed(rng.randrange(1 << 30))
        batches = own_share(self._batches(rng))
        if rank():
            rng.seed(rng.randrange(1 << 30) + rank())  # other crops and captions than the first's
        self.model.train()
        running = 0.0
        for step, batch in enumerate(batches):
            self._set_rate((self.epoch + step / len(batches)) / self.plan.epochs)
            loss = self._step(batch, rng)
            running += (loss - running) / (step + 1)
            done = self.epoch * len(batches) + step + 1
            total = self.plan.epochs * len(batches)
            yield Progress("image", done, total, figures={"loss": running})
        self.epoch += 1

    def state(self) -> dict[str, object]:
        """Return what a checkpoint must hold."""
        return {
            "epoch": self.epoch,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.epoch = state["epoch"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])

    def _batches(self, rng: random.Random) -> list[list[int]]:
        chosen = [photo for photo, weight in self._photos.items() if rng.random() < weight]
        rng.shuffle(chosen)
        size = self.plan.batch
        return [chosen[start : start + size] for start in range(0, len(chosen), size)]

    def _step(self, batch: Sequence[int], rng: random.Random) -> float:
        pooled = self._pooled(batch, rng)
        images = self._embed(pooled)
        sentences, text_ids, loss = self._source.captions(batch, rng)
        image_ids = torch.tensor(batch, device=self._device)
        loss = loss.to(self._device) + self._matching_loss(
            torch.cat([images, self._memory]),
            self.model.head(sentences.to(self._device)),
            same(torch.cat([image_ids, self._memory_ids]), text_ids.to(self._device)),
        )
        if self.plan.word_weight:
            loss = loss + self.plan.word_weight * self._word_loss(images, batch, rng)
        if self.plan.seen_weight:
            loss = loss + self.plan.seen_weight * self._seen_loss(images, batch, rng)
        if self.plan.class_weight:
            loss = loss + self.plan.class_weight * self._class_loss(pooled, rng)
        if self.plan.teacher_weight and self.plan.tune_blocks:
            seen = self.model.image.classes(pooled)
            loss = loss + self.plan.teacher_weight * distillation_loss(seen, self._teacher(batch))
        self._learn(loss)
        self._remember(images.detach(), image_ids)
        return float(loss.detach())

    def _matching_loss(self, images: Tensor, texts: Tensor, match: Tensor) -> Tensor:
        pairs = (images, texts, match, self.model.scale)
        if self.plan.loss == "sigmoid":
            return sigmoid_loss(*pairs, self.model.bias)
        return matching_loss(*pairs, self.plan.hardness)

    def _word_loss(self, images: Tensor, batch: Sequence[int], rng: random.Random) -> Tensor:
        """Match words with all the batch's photos that are described with them."""
        sentences, match = self._source.words(batch, rng)
        words = self.model.head(sentences.to(self._device))
        return matching_loss(images, words, match.to(self._device), self.model.word_scale)

    def _seen_loss(self, images: Tensor, batch: Sequence[int], rng: random.Random) -> Tensor:
        """Match the names of classes with the photos in which the teacher is sure to see them."""
        # Row 0 of the classifier is "background".
        seen = self._teacher(batch).softmax(1)[:, 1:] > SURE
        classes = torch.nonzero(seen.any(0))[:, 0].tolist()
        if not classes:
            return torch.zeros((), device=self._device)
        names = self.model.head(self._source.class_names(classes, rng).to(self._device))
        return matching_loss(images, names, seen[:, classes], self.model.word_scale)

    def _teacher(self, batch: Sequence[int]) -> Tensor:
        """Return the classifier's logits Float[n, 1001] for these photos."""
        logits = torch.from_numpy(np.asarray(self._cache.teacher[batch], np.float32))
        return logits.to(self._device)

    def _learn(self, loss: Tensor) -> None:
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        average_gradients(p for group in self._optimizer.param_groups for p in group["params"])
        for group in self._optimizer.param_groups:
            nn.utils.clip_grad_norm_(group["params"], 1.0)
        self._optimizer.step()
        self._update_average()

    def _pooled(self, batch: Sequence[int], rng: random.Random) -> Tensor:
        """Return features of photos Float[n, SEEN], mirrored and cropped by chance."""
        views = [rng.randrange(2) for _ in batch]
        if not self.plan.tune_blocks:
            rows = np.stack([self._cache.pooled[i, v] for i, v in zip(batch, views, strict=True)])
            return torch.from_numpy(rows.astype(np.float32)).to(self._device)
        side = self._cache.early.shape[-1]
        width = rng.randint(self.plan.crop, side)
        height = rng.randint(self.plan.crop, side)
        maps = []
        for index, view in zip(batch, views, strict=True):
            left, top = rng.randint(0, side - width), rng.randint(0, side - height)
            maps.append(self._cache.early[index, view, :, top : top + height, left : left + width])
        early = torch.from_numpy(np.stack(maps)).to(self._device).float()
        return self.model.image.pooled(early.contiguous(memory_format=torch.channels_last))

    def _embed(self, pooled: Tensor) -> Tensor:
        """Embed photos with features left out by chance."""
        return self.model.image.embed(F.dropout(pooled, self.plan.feature_dropout))

    def _class_loss(self, pooled: Tensor, rng: random.Random) -> Tensor:
        """Match class names with made features (a photo's, shrunk, plus the class's row)."""
        classes = rng.sample(range(1000), self.plan.classes)
        real = pooled.detach()[torch.randint(len(pooled), (len(classes),))]
        # Row 0 of the classifier is "background".
        weight = self.model.image.classifier.weight[[index + 1 for index in classes]]
        chance = torch.rand((2, len(classes), 1), device=self._device)
        size = real[:, :LAST].norm(dim=-1, keepdim=True) * (0.6 + 0.9 * chance[0])
        shown = F.pad(F.normalize(weight, dim=-1) * size, (0, SEEN - LAST))
        made = F.relu(real * chance[1] + shown)
        texts = self.model.head(self._source.class_names(classes, rng).to(self._device))
        ids = torch.tensor(classes, device=self._device)
        return self._matching_loss(self._embed(made), texts, same(ids, ids))

    def _remember(self, images: Tensor, ids: Tensor) -> None:
        keep = self.plan.memory
        self._memory = torch.cat([images, self._memory])[:keep]
        self._memory_ids = torch.cat([ids, self._memory_ids])[:keep]

    def _set_rate(self, share: float) -> None:
        factor = cosine_rate(share, self.plan.warm_up)
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def _update_average(self) -> None:
        """Keep an exponential moving average of the weights: it is what ships."""
        with torch.no_grad():
            for mean, now in zip(self.average.parameters(), self.model.parameters(), strict=True):
                mean.lerp_(now, 1 - self.plan.average)


def encode_cached(image: ImageTower, cache: PhotoCache, photos: Sequence[int]) -> Float32Array:
    """Return embeddings Float32[n, d] of cached photos, as they are, uncropped."""
    image.eval()
    device = image.projection.weight.device
    out = []
    with torch.inference_mode():
        for start in range(0, len(photos), 64):
            chosen = [cache.early[index, 0] for index in photos[start : start + 64]]
            early = torch.from_numpy(np.stack(chosen)).to(device).float()
            early = early.contiguous(memory_format=torch.channels_last)
            out.append(image.embed(image.pooled(early)).cpu().numpy())
    return np.concatenate(out)


def _groups(model: Model, plan: Schedule) -> list[dict[str, object]]:
    blocks = list(model.image.features[FROZEN_BLOCKS:].parameters())
    model.image.features.requires_grad_(False)
    for parameter in blocks:
        parameter.requires_grad_(plan.tune_blocks)
    heads = [*model.image.projection.parameters(), *model.head.parameters()]
    scales = [model.log_scale, model.log_word_scale, model.bias]
    groups: list[dict[str, object]] = [
        {"params": heads, "lr": plan.head_rate, "weight_decay": plan.weight_decay},
        {"params": scales, "lr": plan.head_rate, "weight_decay": 0.0},
    ]
    if plan.tune_blocks:
        groups.append({"params": blocks, "lr": plan.block_rate, "weight_decay": plan.weight_decay})
    return groups
