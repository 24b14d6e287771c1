"""Runs the match and the tune stage: their photos, their checkpoints, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import torch

from photosearch.arrays import Float32Array
from photosearch.errors import TrainingError
from photosearch.training.cache import (
    PhotoCache,
    build_map_cache,
    build_photo_cache,
    open_map_cache,
    open_photo_cache,
)
from photosearch.training.checkpoints import load_checkpoint, save_checkpoint
from photosearch.training.distributed import first_alone
from photosearch.training.image_stage import Eyes, Model, Trainer
from photosearch.training.recipe import Recipe
from photosearch.training.spoken import Related, Spoken
from photosearch.training.teacher import Language
from photosearch.training.texts import Reader, TextTable, build_layer_table, open_layer_table
from photosearch.training.towers import ImageTower, LastLayers
from photosearch.training.tuned_eyes import TunedEyes
from photosearch.training.tuned_reader import TunedReader
from photosearch.training.tuning import TuningCaptions, tuning_figures
from photosearch.training.upper import UpperBlocks
from photosearch.types import Progress

# So many photos are seen at once.
_BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learned: rows of photos with their weights, what is said of them, and texts.

    ``table`` has the ``texts`` as the ``student`` reads them, ``asked`` are captions of photos that
    are held out to choose by.
    """

    photos: Mapping[int, float]
    known: Spoken
    related: Related
    texts: Sequence[str]
    student: Language
    table: TextTable
    asked: Sequence[TuningCaptions]


# Makes the lesson of the photos of a cache.
Lessons: TypeAlias = Callable[[PhotoCache], Generator[Progress, None, Lesson]]


class MatchSchool:
    """One recipe's photos, seen by a tower as ImageNet made it; results go into ``work``."""

    def __init__(
        self, recipe: Recipe, work: Path, archives: Sequence[Path], tower: ImageTower, device: str
    ) -> None:
        self._recipe, self._work, self._device = recipe, work, device
        self._archives, self._tower = archives, tower
        self._photos = work / "photos"

    def see(self, views: int) -> Iterator[Progress]:
        """Compute the frozen backbone's features of all photos, once."""
        with first_alone():
            yield from build_photo_cache(
                self._tower, self._archives, self._photos, views, self._device
            )

    def match(self, lessons: Lessons) -> Iterator[Progress]:
        """Fit photos to what is said of them; makes ``match.pt``."""
        target, plan = self._work / "match.pt", self._recipe.match
        if target.exists():
            return
        yield from self.see(plan.views)
        cache = open_photo_cache(self._photos, plan.views)
        lesson = yield from lessons(cache)
        torch.manual_seed(self._recipe.seed)
        model = Model(self._tower.seen, lesson.table.sentences.shape[1], plan)
        self._tower.even_out(cache.pooled[0].astype(np.float32))
        model.get_buffer("gain").copy_(self._tower.get_buffer("gain"))
        yield from self._teach(model, cache, lesson.table, lesson, target)

    def tune(self, lessons: Lessons) -> Iterator[Progress]:
        """Let the last blocks and layers of what was frozen learn, too.

        Makes ``tune.pt`` if the recipe wants it.

        Raises:
            TrainingError: the match stage is missing.
        """
        target, plan = self._work / "tune.pt", self._recipe.tuning_plan
        if plan is None or target.exists():
            return
        yield from self.see(plan.views)
        first = UpperBlocks(self._tower, plan.blocks).first
        with first_alone():
            yield from build_map_cache(
                self._tower, self._archives, self._photos, first, plan.views, self._device
            )
        eyes = self._tuned_eyes(plan.blocks, plan.views)
        lesson = yield from lessons(open_photo_cache(self._photos, 1))
        model = Model(self._tower.seen, lesson.student.sentence, plan)
        model.load_state_dict(self._state("match.pt"))
        model.upper = UpperBlocks(self._tower, plan.blocks)
        reader: Reader = lesson.table
        if plan.layers:
            model.layers = LastLayers(lesson.student.tower.bert, plan.layers)
            first, folder = model.layers.first, self._work / "texts"
            with first_alone():
                yield from build_layer_table(
                    folder, lesson.texts, lesson.student, first, self._device
                )
            reader = TunedReader(lesson.table, open_layer_table(folder, first))
        yield from self._teach(model, eyes, reader, lesson, target)

    def matched(self, student: Language) -> Model:
        """Return the last model that was made, with blocks and layers of its own if it has any.

        Raises:
            TrainingError: the match stage is missing.
        """
        plan, name, upper, layers = self._recipe.match, "match.pt", None, None
        if (tuned := self._recipe.tuning_plan) and (self._work / "tune.pt").exists():
            plan, name = tuned, "tune.pt"
            upper = UpperBlocks(self._tower, plan.blocks)
            layers = LastLayers(student.tower.bert, plan.layers) if plan.layers else None
        model = Model(self._tower.seen, student.sentence, plan, upper, layers)
        model.load_state_dict(self._state(name))
        return model.eval()

    def embed(self, model: Model, rows: Sequence[int]) -> Float32Array:
        """Return where a model puts photos of the cache as they are, Float32[n, d], by row."""
        tuned = model.upper is not None
        eyes: Eyes = self._tuned_eyes(model.plan.blocks, 1) if tuned else self.cache()
        model.to(self._device).eval()
        made = [np.zeros((0, model.plan.dimensions), np.float32)]
        with torch.inference_mode():
            for start in range(0, len(rows), _BATCH):
                some = rows[start : start + _BATCH]
                seen = eyes.see(model, some, [0] * len(some), 1)
                made.append(model.embed(seen.pooled).cpu().numpy())
        return np.concatenate(made)

    def cache(self) -> PhotoCache:
        """Return what the frozen backbone sees of all photos, in one view."""
        return open_photo_cache(self._photos, 1)

    def _tuned_eyes(self, blocks: int, views: int) -> TunedEyes:
        frozen = UpperBlocks(self._tower, blocks).to(self._device)
        maps = open_map_cache(self._photos, frozen.first, views)
        return TunedEyes(open_photo_cache(self._photos, views), maps, frozen)

    def _state(self, name: str) -> Mapping[str, torch.Tensor]:
        state: Mapping[str, torch.Tensor] | None = load_checkpoint(self._work / name)
        if state is None:
            raise TrainingError("match_stage_missing", work=self._work)
        return state

    def _teach(
        self, model: Model, eyes: Eyes, reader: Reader, lesson: Lesson, target: Path
    ) -> Iterator[Progress]:
        """Run a schedule to its end and keep the mean of its weights; checkpoints as it goes."""
        classifier = self._tower.backbone.classifier
        trainer = Trainer(
            model, classifier, eyes, lesson.photos, lesson.known, lesson.related, reader,
            self._device,
        )  # fmt: skip
        checkpoint = target.with_name(f"{target.stem}-checkpoint.pt")
        if state := load_checkpoint(checkpoint, self._device):
            trainer.restore(state)
        while trainer.epoch < model.plan.epochs:
            for progress in trainer.run_epoch():
                yield progress
            save_checkpoint(checkpoint, trainer.state())
            figures = tuning_figures(trainer.averaged, eyes, reader, lesson.asked)
            yield Progress(progress.stage, progress.done, progress.total, figures=figures)
        save_checkpoint(target, trainer.averaged.state_dict())
