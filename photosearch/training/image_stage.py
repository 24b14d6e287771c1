"""Fits photos to what is said of them: the match stage.

One loss of several parts, all of them softmax losses with several positives (Radford et al. 2021;
Khosla et al. 2020): captions; words and short queries; labels, which are negatives of each other,
too; and ImageNet's classes, whose classifier is the teacher (Hinton et al. 2015). Where places
join, a score is the embeddings' cosine plus what the words find among the places, as in a search;
the embeddings alone must match as well, for they choose what is compared so finely.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from photosearch.training.backbone import LAST
from photosearch.training.cache import BASIS, Seen
from photosearch.training.checkpoints import Resumable
from photosearch.training.distributed import average_gradients, processes, rank
from photosearch.training.losses import cosines_of, matching_loss
from photosearch.training.spoken import OfPhoto, Related, Spoken
from photosearch.training.text_stage import cosine_rate
from photosearch.training.texts import Reader, ReadTexts
from photosearch.training.towers import Head, LastLayers, WordHead
from photosearch.training.upper import UpperBlocks
from photosearch.types import Progress

# The largest norm of a step's gradients: of the heads', and of blocks' and layers' each.
_CLIP: Final = 1.0
_UPPER_CLIP: Final = 0.3
# Captions of other photos that are compared with places, too.
_FURTHER_LATE: Final = 64
_LATE_QUERIES: Final = 256
_LATE_WORD_PHOTOS: Final = 80
_CAPTIONS_PER_LATE_PHOTO: Final = 2


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the stage trains.

    ``dimensions`` of the joint space and ``place_dimensions`` of places and words; ``hidden`` and
    ``text_hidden`` the MLPs beside the linear maps. ``batch`` photos stand in a step,
    ``late_batch`` of them with their places, with ``captions`` of each, ``further`` ones of others
    and an exchanged one of each, ``queries`` words and short queries of theirs, or ``made``
    features of classes. The weights are those of the loss's parts; ``late_weight`` counts for what
    places and words join.
    ``blocks`` are how many last blocks of the backbone learn, too, at ``upper_rate``; what they
    make is held near what they made by ``keep_weight``, and of a share ``erase`` of the photos a
    part is hidden from them. ``layers`` are how many last layers of the sentence encoder learn at
    ``layer_rate``; sentences are held near what they were by ``keep_sentence_weight``.
    ``views`` are how many views of each photo the cache holds, ``dropout`` the share of features
    left out, ``average`` the decay of the moving average that ships. ``cycles`` are the epochs in
    which the rate falls to nothing each time (Loshchilov & Hutter 2017). ``mixed`` lets the heads
    multiply in bfloat16, which many processors do several times faster.
    """

    cycles: tuple[int, ...] = (10,)
    batch: int = 256
    late_batch: int = 112
    captions: int = 3
    further: int = 512
    queries: int = 512
    made: int = 320
    dimensions: int = 384
    hidden: int = 1024
    text_hidden: int = 1024
    place_dimensions: int = 64
    views: int = 1
    mixed: bool = True
    rate: float = 1e-3
    late_rate: float = 3e-3
    weight_decay: float = 0.05
    warm_up: float = 0.05
    dropout: float = 0.6
    place_dropout: float = 0.2
    average: float = 0.99
    late_weight: float = 0.5
    query_weight: float = 0.5
    label_weight: float = 0.5
    teacher_weight: float = 0.6
    made_weight: float = 0.6
    blocks: int = 0
    upper_rate: float = 1e-4
    keep_weight: float = 0.1
    erase: float = 0.3
    layers: int = 0
    layer_rate: float = 1e-4
    keep_sentence_weight: float = 1.0
    seed: int = 0

    @property
    def epochs(self) -> int:
        """All epochs."""
        return sum(self.cycles)


class Model(nn.Module):
    """Both sides of the joint space, as they are trained on what was computed of photos.

    That are the backbone's features, or what goes into its last blocks, if these learn (``upper``);
    of texts tokens, or what goes into the sentence encoder's last ``layers``.
    """

    def __init__(
        self,
        seen: int,
        sentence: int,
        plan: Schedule,
        upper: UpperBlocks | None = None,
        layers: LastLayers | None = None,
    ) -> None:
        super().__init__()
        self.plan = plan
        self.upper = upper
        self.layers = layers
        self.register_buffer("gain", torch.ones(seen))
        self.image = Head(seen, plan.dimensions, plan.hidden)
        self.text = Head(sentence, plan.dimensions, plan.text_hidden)
        self.places = nn.Linear(BASIS, plan.place_dimensions)
        self.words = WordHead(sentence, plan.place_dimensions)
        # Words and classes tell photos apart less sharply than sentences do.
        self.log_scale = nn.Parameter(torch.tensor(3.0))
        self.log_query_scale = nn.Parameter(torch.tensor(3.0))
        self.log_class_scale = nn.Parameter(torch.tensor(3.0))

    def embed(self, pooled: Tensor) -> Tensor:
        """Return unit-length Float[n, d] of photos' features Float[n, seen]."""
        given = F.dropout(pooled * self.get_buffer("gain"), self.plan.dropout, self.training)
        return self.image(given)  # type: ignore[no-any-return]

    def place(self, places: Tensor) -> Tensor:
        """Return unit-length Float[n, k, p] of places Float[n, k, BASIS]."""
        share = torch.ones_like(places[:, :1])
        kept = F.dropout(share, self.plan.place_dropout, self.training)  # of all places alike
        return F.normalize(self.places(places * kept), dim=-1)

    def late(self, placed: Tensor, tokens: Tensor, there: Tensor) -> Tensor:
        """Return what words find, Float[n, m], for places Float[n, k, p] and tokens of m texts."""
        words = self.words(tokens, there)
        text, _ = there.nonzero(as_tuple=True)
        found = placed.flatten(0, 1) @ words[there].T
        best = found.unflatten(0, placed.shape[:2]).max(1).values
        scores = torch.zeros(len(placed), len(tokens), device=best.device)
        return scores.index_add(1, text, best.float())


def share_of_cycle(epoch: float, cycles: Sequence[int]) -> float:
    """Return how much of its cycle is over after so many epochs, 0–1."""
    for length in cycles:
        if epoch < length:
            return epoch / length
        epoch -= length
    return 1.0


def inverse_temperature(log_scale: Tensor) -> Tensor:
    """Return the scale of cosines in a softmax, at most 100."""
    return log_scale.exp().clamp(max=100.0)


class Eyes(Protocol):
    """What is seen of photos, by rows."""

    def see(self, model: Model, rows: Sequence[int], views: Sequence[int], placed: int) -> Seen:
        """Return it for rows, each in a view; the first ``placed`` with their places."""
        ...


class Trainer(Resumable[Model]):
    """One run over a schedule; ``state`` and ``restore`` make it resumable after any epoch.

    ``photos`` are rows of what ``eyes`` see with how often an epoch looks at them, in the mean.
    """

    def __init__(
        self,
        model: Model,
        classifier: nn.Linear,
        eyes: Eyes,
        photos: Mapping[int, float],
        spoken: Spoken,
        related: Related,
        reader: Reader,
        device: str = "cpu",
    ) -> None:
        self.model = model.to(device)
        self.plan = model.plan
        mean = get_ema_multi_avg_fn(self.plan.average)  # type: ignore[no-untyped-call]
        self.average = AveragedModel(model, multi_avg_fn=mean, use_buffers=True).eval()
        self.epoch = 0
        self._stage = "tune" if model.upper or model.layers else "match"
        self._classifier = classifier.to(device).requires_grad_(False)
        self._eyes = eyes
        self._photos = np.array(list(photos))
        self._weights = np.array(list(photos.values()))
        self._spoken = spoken
        self._related = related
        self._reader = reader
        self._device = device
        self._kind = torch.device(device).type
        self._described = [row for row in photos if spoken.photos[row].captions]
        self._steps = int(self._weights.sum()) // (self.plan.batch * processes())
        finer = [*model.places.parameters(), *model.words.parameters()]
        upper, layers = _parameters(model.upper), _parameters(model.layers)
        known = {id(one) for one in (*finer, *upper, *layers)}
        coarse = [one for one in model.parameters() if id(one) not in known]
        groups: list[dict[str, Any]] = [
            {"params": coarse, "lr": self.plan.rate},
            {"params": finer, "lr": self.plan.late_rate},
        ]
        for each, rate in ((upper, self.plan.upper_rate), (layers, self.plan.layer_rate)):
            if learned := [one for one in each if one.requires_grad]:
                groups.append({"params": learned, "lr": rate, "weight_decay": 0.0})
        self._optimizer = torch.optim.AdamW(
            groups, betas=(0.9, 0.98), weight_decay=self.plan.weight_decay
        )
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: cosine_rate(
                share_of_cycle(step / max(1, self._steps), self.plan.cycles), self.plan.warm_up
            ),
        )

    @property
    def averaged(self) -> Model:
        """The model with the mean of its weights."""
        model = self.average.module
        assert isinstance(model, Model)
        return model

    def run_epoch(self) -> Iterator[Progress]:
        """Train over as many photos as an epoch has; yields progress in steps of the whole run."""
        seed = self.plan.seed * 1000 + self.epoch
        rng = random.Random(seed * 64 + rank())
        torch.manual_seed(seed * 64 + rank())
        self.model.train()
        chances = self._weights / self._weights.sum()
        running = 0.0
        for step in range(self._steps):
            numbers = np.random.default_rng(rng.randrange(1 << 30))
            batch = numbers.choice(self._photos, self.plan.batch, replace=False, p=chances)
            with torch.autocast(self._kind, torch.bfloat16, enabled=self.plan.mixed):
                wanted = self.loss(batch.tolist(), rng, classes=step % 2 == 0)
            loss = self._learn(wanted)
            running += (loss - running) / (step + 1)
            done = self.epoch * self._steps + step + 1
            yield Progress(
                self._stage, done, self.plan.epochs * self._steps, figures={"loss": running}
            )
        self.epoch += 1

    def loss(self, batch: Sequence[int], rng: random.Random, classes: bool) -> Tensor:
        """Return the loss of a batch; all classes join it, or else made features of some."""
        views = [rng.randrange(self.plan.views) for _ in batch]
        seen = self._eyes.see(self.model, batch, views, self.plan.late_batch)
        step = _Step(
            batch,
            [self._spoken.photos[row] for row in batch],
            self.model.embed(seen.pooled),
            self.model.place(seen.places),
        )
        loss = self._caption_loss(step, rng)
        loss = loss + self.plan.query_weight * self._query_loss(step, rng)
        loss = loss + self.plan.label_weight * self._label_loss(step, rng)
        if self.model.upper:
            gain = self.model.get_buffer("gain")
            moved = ((seen.pooled - seen.frozen) * gain).square().mean()
            variance = (seen.frozen * gain).var(0).mean()
            loss = loss + self.plan.keep_weight * moved / variance
        if classes:
            told = self._class_loss(seen.frozen, step.images, rng)
            return loss + self.plan.teacher_weight * told
        return loss + self.plan.made_weight * self._made_loss(seen.pooled.detach(), rng)

    def _caption_loss(self, step: _Step, rng: random.Random) -> Tensor:
        """Match photos with their captions; others' and exchanged ones are negatives alone."""
        chosen = [(row, photo.one(rng)) for row, photo in step.pairs if photo.captions
                  for _ in range(self.plan.captions)]  # fmt: skip
        chosen = list(dict.fromkeys(chosen))
        own = len(chosen)
        others = rng.choices(self._described, k=self.plan.further)
        chosen += [(row, self._spoken.photos[row].one(rng)) for row in others]
        untrue = [(row, rng.choice(photo.untrue)) for row, photo in step.pairs if photo.untrue]
        texts = [text for _, text in chosen] + [text for _, text in untrue]
        owners = torch.tensor([row for row, _ in chosen] + [-1] * len(untrue))
        match = (torch.tensor(step.rows)[:, None] == owners).to(self._device)
        scale = inverse_temperature(self.model.log_scale)
        read = self._reader.read(self.model, texts)
        cosines = cosines_of(step.images, self.model.text(read.sentences))
        loss = matching_loss(scale * cosines, match)
        if self.model.layers:
            moved = (1 - (read.sentences * read.frozen).sum(1)).mean()
            loss = loss + self.plan.keep_sentence_weight * moved
        seen = set(step.rows[: len(step.placed)])
        late = _first_of_each([row for row, _ in chosen[:own]], seen, _CAPTIONS_PER_LATE_PHOTO)
        late += rng.sample(range(own, len(chosen)), min(_FURTHER_LATE, len(chosen) - own))
        late += [len(chosen) + place for place, (row, _) in enumerate(untrue) if row in seen]
        return loss + self._late_loss(step, scale, cosines, read, match, late)

    def _query_loss(self, step: _Step, rng: random.Random) -> Tensor:
        """Match words and short queries with all the batch's photos that are described so."""
        described = [place for place, photo in enumerate(step.photos) if photo.queries]
        times = Counter(one for place in described for one in step.photos[place].queries)
        if not times:
            return torch.zeros((), device=self._device)
        queries = list(times)
        chances = 1 / np.sqrt([times[one] for one in queries])
        numbers = np.random.default_rng(rng.randrange(1 << 30))
        count = min(self.plan.queries, len(queries))
        drawn = numbers.choice(len(queries), count, replace=False, p=chances / chances.sum())
        texts = [queries[place] for place in drawn]
        match = torch.tensor(
            [[one in step.photos[place].positives for one in texts] for place in described]
        ).to(self._device)
        scale = inverse_temperature(self.model.log_query_scale)
        read = self._reader.read(self.model, texts)
        cosines = cosines_of(step.images[described], self.model.text(read.sentences))
        loss = matching_loss(scale * cosines, match)
        placed = [row for row, place in enumerate(described) if place < len(step.placed)]
        placed = placed[:_LATE_WORD_PHOTOS]
        if not placed:
            return loss
        late = rng.sample(range(len(texts)), min(_LATE_QUERIES, len(texts)))
        return loss + self._late_loss(
            step, scale, cosines, read, match, late, placed, [described[row] for row in placed]
        )

    def _label_loss(self, step: _Step, rng: random.Random) -> Tensor:
        """Match all labels with the photos that bear them, in any of their phrasings.

        Photos that bear none are negatives, unless what is said of them may mean the label.
        """
        if not self._spoken.labels:
            return torch.zeros((), device=self._device)
        texts = [label.one(rng) for label in self._spoken.labels]
        same = self._related.same
        match = torch.tensor(np.stack([same[photo.labels].any(0) for photo in step.photos]))
        perhaps = torch.tensor(np.stack([self._related.perhaps[row] for row in step.rows]))
        match, perhaps = match.to(self._device), perhaps.to(self._device)
        scale = inverse_temperature(self.model.log_query_scale)
        read = self._reader.read(self.model, texts)
        cosines = cosines_of(step.images, self.model.text(read.sentences))
        loss = matching_loss(scale * cosines, match, perhaps)
        everything = list(range(len(texts)))
        return loss + self._late_loss(
            step, scale, cosines, read, match, everything, perhaps=perhaps
        )

    def _late_loss(
        self,
        step: _Step,
        scale: Tensor,
        cosines: Tensor,
        read: ReadTexts,
        match: Tensor,
        chosen: Sequence[int],
        rows: Sequence[int] | None = None,
        places: Sequence[int] | None = None,
        perhaps: Tensor | None = None,
    ) -> Tensor:
        """Match again, with what words find among places, for some photos and the chosen texts."""
        if not self.plan.late_weight or not len(step.placed):
            return torch.zeros((), device=self._device)
        count = len(step.placed)
        rows = range(count) if rows is None else rows
        placed = step.placed if places is None else step.placed[list(places)]
        found = self.model.late(placed, *read.words(chosen))
        at = torch.tensor(list(rows))[:, None], torch.tensor(list(chosen))[None]
        ignored = None if perhaps is None else perhaps[at]
        logits = scale * (cosines[at] + found)
        return 2 * self.plan.late_weight * matching_loss(logits, match[at], ignored)

    def _class_loss(self, pooled: Tensor, images: Tensor, rng: random.Random) -> Tensor:
        """Let photos be named as ImageNet's classifier names them."""
        wanted: Tensor = self._classifier(pooled[:, :LAST]).float().softmax(1)
        names = self._class_names(range(len(self._spoken.classes)), rng)
        logits = cosines_of(images, names)
        scale = inverse_temperature(self.model.log_class_scale)
        return -(wanted * (scale * logits).log_softmax(1)).sum(1).mean()

    def _made_loss(self, pooled: Tensor, rng: random.Random) -> Tensor:
        """Match class names with made features (a photo's, shrunk, plus the class's row)."""
        classes = rng.sample(range(len(self._spoken.classes)), self.plan.made)
        real = pooled[torch.randint(len(pooled), (len(classes),))]
        chance = torch.rand((2, len(classes), 1), device=self._device)
        size = real[:, :LAST].norm(dim=-1, keepdim=True) * (0.6 + 0.9 * chance[0])
        rows = F.normalize(self._classifier.weight[classes], dim=-1) * size
        made = F.relu(real * chance[1] + F.pad(rows, (0, pooled.shape[1] - LAST)))
        cosines = cosines_of(self.model.embed(made), self._class_names(classes, rng))
        match = torch.eye(len(classes), dtype=torch.bool, device=self._device)
        return matching_loss(inverse_temperature(self.model.log_class_scale) * cosines, match)

    def _class_names(self, classes: Sequence[int], rng: random.Random) -> Tensor:
        names = [self._spoken.classes[index].one(rng) for index in classes]
        return self.model.text(self._reader.read(self.model, names).sentences)  # type: ignore[no-any-return]

    def _learn(self, loss: Tensor) -> float:
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        average_gradients(self.model.parameters())
        upper, layers = _parameters(self.model.upper), _parameters(self.model.layers)
        deep = {id(one) for one in (*upper, *layers)}
        heads = [one for one in self.model.parameters() if id(one) not in deep]
        nn.utils.clip_grad_norm_(heads, _CLIP)
        nn.utils.clip_grad_norm_(upper, _UPPER_CLIP)
        nn.utils.clip_grad_norm_(layers, _UPPER_CLIP)
        self._optimizer.step()
        self._rates.step()
        self.average.update_parameters(self.model)
        return float(loss.detach())


class _Step:
    """A batch as the losses see it: rows, their texts, embeddings, and the places of the first."""

    def __init__(
        self, rows: Sequence[int], photos: Sequence[OfPhoto], images: Tensor, placed: Tensor
    ) -> None:
        self.rows = rows
        self.photos = photos
        self.images = images
        self.placed = placed

    @property
    def pairs(self) -> list[tuple[int, OfPhoto]]:
        return list(zip(self.rows, self.photos, strict=True))


def _parameters(module: nn.Module | None) -> list[nn.Parameter]:
    return list(module.parameters()) if module else []


def _first_of_each(owners: Sequence[int], among: set[int], most: int) -> list[int]:
    """Return the places of the first ``most`` entries of each owner."""
    times: Counter[int] = Counter()
    places = []
    for place, owner in enumerate(owners):
        times[owner] += 1
        if owner in among and times[owner] <= most:
            places.append(place)
    return places
