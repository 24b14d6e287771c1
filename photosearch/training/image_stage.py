"""Image and joint stages: fit the upper image blocks and the heads to sentences about photos.

The text side is a table of sentence embeddings, made once, so that a step can afford every caption
of the batch and many more as negatives; on the image side a memory of recent embeddings widens the
choice (Wang et al. 2020, "Cross-Batch Memory"). Class names join with made features: a real photo's
features, shrunk, plus the classifier's row of the class. The ImageNet classifier stays as teacher.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float32Array
from photosearch.training.cache import PhotoCache
from photosearch.training.losses import distillation_loss, matching_loss
from photosearch.training.towers import FROZEN_BLOCKS, ImageTower, TextHead
from photosearch.types import Progress


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the stage trains. Rates are AdamW's; ``crop`` is the cut window on the 28x28 maps."""

    epochs: int = 12
    batch: int = 128
    extra_texts: int = 1024
    memory: int = 4096
    block_rate: float = 2e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.05
    warm_up: float = 0.05
    classes: int = 384
    class_weight: float = 0.5
    teacher_weight: float = 0.1
    crop: int = 22
    feature_dropout: float = 0.2
    average: float = 0.998
    tune_blocks: bool = True
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences as vectors: Float32[m, s], and for each photo the rows that describe it.

    ``classes`` holds for each ImageNet class the rows of its names.
    """

    vectors: Float32Array
    of_photo: Mapping[int, Sequence[int]]
    classes: Sequence[Sequence[int]]


class Model(nn.Module):
    """Both sides of the joint space, as they are trained."""

    def __init__(self, image: ImageTower, head: TextHead) -> None:
        super().__init__()
        self.image = image
        self.head = head
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.05)))

    @property
    def scale(self) -> Tensor:
        """The inverse temperature, at most 100."""
        return self.log_scale.exp().clamp(max=100.0)


class Trainer:
    """One run over a schedule; ``state`` and ``restore`` make it resumable after any epoch."""

    def __init__(
        self, model: Model, cache: PhotoCache, photos: Sequence[int], texts: Texts, plan: Schedule
    ) -> None:
        self.model = model
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        self._cache = cache
        self._photos = list(photos)
        self._texts = texts
        self._vectors = torch.from_numpy(texts.vectors)
        self._plan = plan
        self._optimizer = torch.optim.AdamW(_groups(model, plan), betas=(0.9, 0.98))
        self._rates = [group["lr"] for group in self._optimizer.param_groups]
        self._memory = torch.zeros(0, model.image.projection.out_features)
        self._memory_ids = torch.zeros(0, dtype=torch.int64)
        self.epoch = 0

    def run_epoch(self) -> Iterator[Progress]:
        """Train over all photos once; yields progress in steps."""
        rng = random.Random(self._plan.seed * 1000 + self.epoch)
        torch.manual_seed(rng.randrange(1 << 30))
        order = rng.sample(self._photos, len(self._photos))
        batches = [order[i : i + self._plan.batch] for i in range(0, len(order), self._plan.batch)]
        self.model.train()
        running = 0.0
        for step, batch in enumerate(batches):
            self._set_rate((self.epoch + step / len(batches)) / self._plan.epochs)
            loss = self._step(batch, rng)
            running += (loss - running) / (step + 1)
            yield Progress("image", step + 1, len(batches), figures={"loss": running})
        self.epoch += 1

    def state(self) -> dict[str, object]:
        """Return what a checkpoint must hold."""
        return {
            "epoch": self.epoch,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Go on from a checkpoint."""
        self.epoch = state["epoch"]  # type: ignore[assignment]
        self.model.load_state_dict(state["model"])  # type: ignore[arg-type]
        self.average.load_state_dict(state["average"])  # type: ignore[arg-type]
        self._optimizer.load_state_dict(state["optimizer"])  # type: ignore[arg-type]

    def _step(self, batch: Sequence[int], rng: random.Random) -> float:
        pooled = self._pooled(batch, rng)
        images = self._project(pooled)
        texts, text_ids = self._captions(batch, rng)
        image_ids = torch.tensor(batch)
        scale = self.model.scale
        loss = matching_loss(
            torch.cat([images, self._memory]),
            texts,
            torch.cat([image_ids, self._memory_ids]),
            text_ids,
            scale,
        )
        if self._texts.classes and self._plan.class_weight:
            loss = loss + self._plan.class_weight * self._class_loss(pooled, rng, scale)
        if self._plan.teacher_weight and self._plan.tune_blocks:
            teacher = torch.from_numpy(np.asarray(self._cache.teacher[batch], np.float32))
            seen = self.model.image.classifier(pooled)
            loss = loss + self._plan.teacher_weight * distillation_loss(seen, teacher)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._remember(images.detach(), image_ids)
        self._update_average()
        return float(loss.detach())

    def _pooled(self, batch: Sequence[int], rng: random.Random) -> Tensor:
        """Return pooled features Float[n, 1280] of the batch, mirrored and cropped by chance."""
        views = [rng.randrange(2) for _ in batch]
        if not self._plan.tune_blocks:
            rows = np.stack([self._cache.pooled[i, v] for i, v in zip(batch, views, strict=True)])
            return torch.from_numpy(rows.astype(np.float32))
        side = self._cache.early.shape[-1]
        width = rng.randint(self._plan.crop, side)
        height = rng.randint(self._plan.crop, side)
        maps = []
        for index, view in zip(batch, views, strict=True):
            left, top = rng.randint(0, side - width), rng.randint(0, side - height)
            maps.append(self._cache.early[index, view, :, top : top + height, left : left + width])
        early = torch.from_numpy(np.stack(maps)).float()
        early = early.contiguous(memory_format=torch.channels_last)
        return self.model.image.locations(early).mean((2, 3))

    def _project(self, pooled: Tensor) -> Tensor:
        dropped = F.dropout(pooled, self._plan.feature_dropout, training=True)
        return F.normalize(self.model.image.projection(dropped), dim=-1)

    def _captions(self, batch: Sequence[int], rng: random.Random) -> tuple[Tensor, Tensor]:
        rows, ids = [], []
        for photo in batch:
            of_photo = self._texts.of_photo[photo]
            chosen = rng.sample(list(of_photo), min(5, len(of_photo)))
            rows.extend(chosen)
            ids.extend([photo] * len(chosen))
        for photo in rng.choices(self._photos, k=self._plan.extra_texts):
            rows.append(rng.choice(list(self._texts.of_photo[photo])))
            ids.append(photo)
        return self.model.head(self._vectors[rows]), torch.tensor(ids)

    def _class_loss(self, pooled: Tensor, rng: random.Random, scale: Tensor) -> Tensor:
        """Match class names with made features (a photo's, shrunk, plus the class's row)."""
        classes = rng.sample(range(len(self._texts.classes)), self._plan.classes)
        real = pooled.detach()[torch.randint(len(pooled), (len(classes),))]
        # Row 0 of the classifier is "background".
        weight = self.model.image.classifier.weight[[index + 1 for index in classes]]
        size = real.norm(dim=-1, keepdim=True) * (0.6 + 0.9 * torch.rand(len(classes), 1))
        made = F.relu(real * torch.rand(len(classes), 1) + F.normalize(weight, dim=-1) * size)
        names = [rng.choice(self._texts.classes[index]) for index in classes]
        texts = self.model.head(self._vectors[names])
        ids = torch.tensor(classes)
        return matching_loss(self._project(made), texts, ids, ids, scale)

    def _remember(self, images: Tensor, ids: Tensor) -> None:
        keep = self._plan.memory
        self._memory = torch.cat([images, self._memory])[:keep]
        self._memory_ids = torch.cat([ids, self._memory_ids])[:keep]

    def _set_rate(self, share: float) -> None:
        warm = self._plan.warm_up
        rising = share / warm
        factor = (
            rising if share < warm else 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm)))
        )
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def _update_average(self) -> None:
        """Keep an exponential moving average of the weights: it is what ships."""
        with torch.no_grad():
            for mean, now in zip(self.average.parameters(), self.model.parameters(), strict=True):
                mean.lerp_(now, 1 - self._plan.average)


def encode_cached(image: ImageTower, cache: PhotoCache, photos: Sequence[int]) -> Float32Array:
    """Return embeddings Float32[n, d] of cached photos, as they are, uncropped."""
    image.eval()
    out = []
    with torch.inference_mode():
        for start in range(0, len(photos), 64):
            early = torch.from_numpy(
                np.stack([cache.early[i, 0] for i in photos[start : start + 64]])
            )
            early = early.float().contiguous(memory_format=torch.channels_last)
            pooled = image.locations(early).mean((2, 3))
            out.append(F.normalize(image.projection(pooled), dim=-1).numpy())
    return np.concatenate(out)


def _groups(model: Model, plan: Schedule) -> list[dict[str, object]]:
    blocks = list(model.image.features[FROZEN_BLOCKS:].parameters())
    model.image.features.requires_grad_(False)
    for parameter in blocks:
        parameter.requires_grad_(plan.tune_blocks)
    heads = [*model.image.projection.parameters(), *model.head.parameters()]
    groups: list[dict[str, object]] = [
        {"params": heads, "lr": plan.head_rate, "weight_decay": plan.weight_decay},
        {"params": [model.log_scale], "lr": plan.head_rate, "weight_decay": 0.0},
    ]
    if plan.tune_blocks:
        groups.append({"params": blocks, "lr": plan.block_rate, "weight_decay": plan.weight_decay})
    return groups
