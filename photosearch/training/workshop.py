"""Runs a recipe: what each stage needs, and where its results and checkpoints lie.

sentences → text stage → text.pt ─┐
photos → cache ───────────────────┴→ probe → image → joint stage → joint.pt → pack → fusion stage

A stage that has finished is not run again; one that was stopped goes on from its checkpoint.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from photosearch.encoders.onnx import OnnxImageEncoder, OnnxTextEncoder
from photosearch.errors import TrainingError
from photosearch.spaces.fusion.files import FUSION_FILE, write_fuser
from photosearch.training.cache import PhotoCache, build_photo_cache, open_photo_cache
from photosearch.training.captioned import embed_photos
from photosearch.training.captions import Said, gather
from photosearch.training.checkpoints import load_checkpoint, save_checkpoint
from photosearch.training.data import read_captions, read_photos, read_split
from photosearch.training.distributed import first_alone, rank
from photosearch.training.export import (
    export_pack,
    image_parity,
    mini_pack,
    text_parity,
)
from photosearch.training.fusion_stage import fit_fusers, principal_directions
from photosearch.training.image_stage import Model, Schedule, SentenceTable, Trainer
from photosearch.training.live_texts import LiveTexts
from photosearch.training.names import read_class_synonyms
from photosearch.training.pairs import text_pairs
from photosearch.training.recipe import Recipe
from photosearch.training.sentences import SentenceStore
from photosearch.training.tables import sentence_table
from photosearch.training.teacher import Language, load_teacher, make_student
from photosearch.training.text_stage import Distiller, keep_embeddings
from photosearch.training.tflite_weights import read_convolutions
from photosearch.training.towers import (
    IMAGE_SIZE,
    ImageTower,
    MirroredImages,
    TextHead,
    TextTower,
)
from photosearch.training.tuning import tuning_figures
from photosearch.training.vocabulary import choose_words, prune, read_lexicon
from photosearch.training.word_draws import draw_words
from photosearch.types import Progress

CHECKPOINT_SECONDS = 300.0
# The worst cosine between the pack's and torch's embeddings that is let through.
LEAST_PARITY = 0.95
PARITY_PHOTOS = 32
# How many times the tuning photos get words for the fusion stage.
FUSION_DRAWS = 10
# The share of its queries that are a few words: many that people type are.
SHORT = 0.5


class Workshop:
    """One recipe with its data, on one device; results go into ``work``."""

    def __init__(self, recipe: Recipe, data: Path, work: Path, device: str = "cpu") -> None:
        self.recipe = recipe
        self.data = data
        self.work = work
        self.device = device

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The photos that no stage may learn from: other splits' and those held out to tune by."""
        return frozenset({*self._other_splits, *self.tuning_photos})

    @cached_property
    def tuning_photos(self) -> tuple[str, ...]:
        """The training photos held out to tune by."""
        first = self.recipe.collections[0]
        captions = read_captions(self.data / first.english[0])
        names = sorted({caption.image for caption in captions} - self._other_splits)
        chosen = random.Random(self.recipe.seed).sample(names, min(self.recipe.tuning, len(names)))
        return tuple(sorted(chosen))

    @cached_property
    def _other_splits(self) -> frozenset[str]:
        files = [file for one in self.recipe.collections for file in one.without]
        return frozenset(name for file in files for name in read_split(self.data / file))

    def text_stage(self) -> Iterator[Progress]:
        """Teach the sentence encoder Chinese; the result is ``text.pt`` and ``tokenizer.json``."""
        target, checkpoint = self.work / "text.pt", self.work / "text-checkpoint.pt"
        if target.exists():
            return
        teacher = self._teacher()
        pairs = text_pairs(self.recipe, self.data, self.left_out)
        with first_alone():
            store = SentenceStore(self.work / "sentences", teacher)
            targets = store.get([pair.teacher for pair in pairs])
        student = self._student(teacher, [pair.student for pair in pairs])
        student.tower.to(self.device)
        distiller = Distiller(student.tower, student.tokenizer, pairs, targets, self.recipe.text)
        if state := load_checkpoint(checkpoint, self.device):
            distiller.restore(state)
        saved = time.monotonic()
        for progress in timed(distiller.run()):
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                save_checkpoint(checkpoint, distiller.state())
                saved = time.monotonic()
            yield progress
        with first_alone():
            student.tokenizer.save(str(self.work / "tokenizer.json"))
        save_checkpoint(target, student.tower.bert.state_dict())
        if not rank():
            checkpoint.unlink(missing_ok=True)

    def _student(self, teacher: Language, texts: Sequence[str]) -> Language:
        lexicon = read_lexicon(self.data / self.recipe.dictionary)
        seen = [*texts, *(text for one in self.said.values() for text in one.chinese)]
        return make_student(teacher, choose_words(lexicon, seen, teacher.tokenizer), lexicon)

    def photo_cache(self) -> Iterator[Progress]:
        """Compute what the frozen blocks make of every photo."""
        photos = [self.data / one.photos for one in self.recipe.collections]
        with first_alone():
            yield from build_photo_cache(self._imagenet_tower(), photos, self.work / "photos")

    def probe_stage(self) -> Iterator[Progress]:
        """Fit the projections alone, to what ImageNet's features are; makes ``probe.pt``.

        Blocks that are tuned under projections that fit already are distorted less (Kumar et al.
        2022, "Fine-Tuning can Distort Pretrained Features").
        """
        target = self.work / "probe.pt"
        if target.exists():
            return
        yield from self.photo_cache()
        torch.manual_seed(self.recipe.seed)
        model = Model(self._imagenet_tower(), TextHead())
        cache = open_photo_cache(self.work / "photos")
        model.image.even_out(cache.pooled[:, 0].astype(np.float32))
        yield from self._fit_images(model, self.recipe.probe, "probe", target)

    def image_stage(self) -> Iterator[Progress]:
        """Fit images to the student's sentences, which stay as they are; makes ``image.pt``."""
        target = self.work / "image.pt"
        if target.exists():
            return
        model = self._model(self.work / "probe.pt", "probe")
        yield from self._fit_images(model, self.recipe.image, "image", target)

    def _fit_images(
        self, model: Model, plan: Schedule, name: str, target: Path
    ) -> Iterator[Progress]:
        cache = open_photo_cache(self.work / "photos")
        said = self._said_by_row(cache)
        student = self.student()
        with first_alone():
            source = self._sentence_table(said, student, plan)
        photos = {row: one.weight for row, one in said.items()}
        trainer = Trainer(model, cache, photos, source, plan, self.device)
        figures = partial(self._tuning_figures, trainer, cache, student)
        yield from self._train(trainer, name, figures)
        save_checkpoint(target, trainer.average.state_dict())

    def joint_stage(self) -> Iterator[Progress]:
        """Fit both towers to each other in both languages; the result is ``joint.pt``."""
        target = self.work / "joint.pt"
        if target.exists():
            return
        plan = self.recipe.joint
        cache = open_photo_cache(self.work / "photos")
        said = self._said_by_row(cache)
        with first_alone():
            anchors = SentenceStore(self.work / "sentences", self._teacher())
            anchors.get([text for one in said.values() for text in one.english])
        student = self.student()
        table = self._sentence_table(said, student, plan)
        student.tower.to(self.device)
        model = self._model(self.work / "image.pt", "image")
        source = LiveTexts(student, said, table, anchors, plan, self.device)
        photos = {row: one.weight for row, one in said.items()}
        trainer = Trainer(model, cache, photos, source, plan, self.device)
        figures = partial(self._tuning_figures, trainer, cache, student)
        yield from self._train(trainer, "joint", figures, student.tower.bert)
        state = {"model": trainer.average.state_dict(), "bert": student.tower.bert.state_dict()}
        save_checkpoint(target, state)

    def export(self, output: Path) -> Iterator[Progress]:
        """Write the pack into ``output`` and check it against torch; yields parity figures.

        Raises:
            TrainingError: a stage is missing, or the pack disagrees with what was trained.
        """
        state = load_checkpoint(self.work / "joint.pt")
        if state is None:
            raise TrainingError(f"{self.work} has no joint.pt.", "Run the joint stage first.")
        student = self.student()
        student.tower.bert.load_state_dict(state["bert"])
        model = Model(ImageTower(), TextHead())
        model.load_state_dict(state["model"])
        tokenizer, kept = prune(student.tokenizer)
        keep_embeddings(student.tower.bert, kept)
        student = Language(TextTower(student.tower.bert, model.head), tokenizer)
        image = MirroredImages(model.image)
        yield Progress("export", 0, 2)
        dimensions = model.image.projection.out_features
        pack = mini_pack(self.recipe.name, self.recipe.version, dimensions)
        export_pack(output, image, student.tower, student.tokenizer, pack)
        yield Progress("export", 1, 2)
        figures = self._parity(output, image, student)
        yield Progress("export", 2, 2, figures=figures)
        if min(figures.values()) < LEAST_PARITY:
            raise TrainingError(
                f"The pack differs from what was trained (cosines {figures}).",
                "Compare the versions of torch and onnxruntime with those that are known to work.",
            )

    def fusion_stage(self, output: Path) -> Iterator[Progress]:
        """Fit the fusers to the tuning photos; all go to ``fusers``, the recipe's into the pack.

        Raises:
            TrainingError: the photos can't be read.
            ModelError: there is no pack.
        """
        everything = gather(self.recipe.collections[:1], self.data, frozenset())
        photos = self.data / self.recipe.collections[0].photos
        encoder = OnnxImageEncoder(output)
        names, images = embed_photos(photos, set(self.tuning_photos), IMAGE_SIZE, encoder)
        yield Progress("fusion", 0, 2)
        said = [everything[name] for name in names]
        english, chinese = [one.english for one in said], [one.chinese for one in said]
        draws = draw_words(
            images, english, chinese, OnnxTextEncoder(output), FUSION_DRAWS, short=SHORT
        )
        yield Progress("fusion", 1, 2)
        words = sorted({text for one in self.said.values() for text in one.english})
        basis = principal_directions(
            SentenceStore(self.work / "sentences", self._teacher()).get(words)
        )
        (self.work / "fusers").mkdir(parents=True, exist_ok=True)
        fitted = fit_fusers(draws, basis, self.recipe.seed)
        for name, weights in fitted.items():
            write_fuser(self.work / "fusers" / f"{name}.npz", weights)
        write_fuser(output / FUSION_FILE, fitted[self.recipe.fuser])
        yield Progress("fusion", 2, 2)

    def _parity(self, folder: Path, image: torch.nn.Module, student: Language) -> dict[str, float]:
        photos = self.data / self.recipe.collections[0].photos
        pixels = [pixels for _, pixels in islice(read_photos(photos, IMAGE_SIZE), PARITY_PHOTOS)]
        texts = [text for one in islice(self.said.values(), PARITY_PHOTOS) for text in one.english]
        return {
            "image": image_parity(folder, image, np.stack(pixels)),
            "text": text_parity(folder, student.tower, student.tokenizer, texts),
        }

    def student(self) -> Language:
        """Return the text stage's result."""
        state = load_checkpoint(self.work / "text.pt")
        if state is None:
            raise TrainingError(f"{self.work} has no text.pt.", "Run the text stage first.")
        tokenizer = Tokenizer.from_file(str(self.work / "tokenizer.json"))
        teacher = self._teacher()
        teacher.tower.bert.resize_token_embeddings(  # type: ignore[operator]
            tokenizer.get_vocab_size(), mean_resizing=False
        )
        teacher.tower.bert.load_state_dict(state)
        return Language(teacher.tower, tokenizer)

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """What is said of each photo that may be learnt from."""
        return gather(self.recipe.collections, self.data, self.left_out)

    @cached_property
    def _synonyms(self) -> list[list[str]]:
        return read_class_synonyms(self.data / self.recipe.labels)

    def _sentence_table(
        self, said: Mapping[int, Said], student: Language, plan: Schedule
    ) -> SentenceTable:
        store = SentenceStore(self.work / "student", student)
        return sentence_table(said, self._synonyms, student, store, plan)

    def _teacher(self) -> Language:
        return load_teacher(self.recipe.teacher, self.data)

    def _imagenet_tower(self) -> ImageTower:
        tower = ImageTower()
        tower.load_imagenet(read_convolutions(self.data / self.recipe.weights))
        return tower.to(memory_format=torch.channels_last)

    def _model(self, path: Path, stage: str) -> Model:
        state = load_checkpoint(path)
        if state is None:
            raise TrainingError(f"{path} is not there.", f"Run the {stage} stage first.")
        model = Model(ImageTower(), TextHead())
        model.load_state_dict(state)
        return model.to(memory_format=torch.channels_last)

    def _said_by_row(self, cache: PhotoCache) -> dict[int, Said]:
        return {row: self.said[name] for row, name in enumerate(cache.names) if name in self.said}

    def _train(
        self,
        trainer: Trainer,
        name: str,
        figures: Callable[[], dict[str, float]],
        text: torch.nn.Module | None = None,
    ) -> Iterator[Progress]:
        """Run a trainer's epochs, each followed by a checkpoint and the tuning photos' figures."""
        checkpoint = self.work / f"{name}-checkpoint.pt"
        if state := load_checkpoint(checkpoint, self.device):
            trainer.restore(state["trainer"])
            if text is not None:
                text.load_state_dict(state["text"])
        while trainer.epoch < trainer.plan.epochs:
            for progress in timed(trainer.run_epoch()):
                yield progress
            state = {"trainer": trainer.state(), "text": text.state_dict() if text else None}
            save_checkpoint(checkpoint, state)
            yield Progress(name, progress.done, progress.total, figures=figures())

    def _tuning_figures(
        self, trainer: Trainer, cache: PhotoCache, language: Language
    ) -> dict[str, float]:
        """Return recall on the photos held out to tune by."""
        everything = gather(self.recipe.collections[:1], self.data, frozenset())
        held_out = set(self.tuning_photos)
        said = {row: everything[name] for row, name in enumerate(cache.names) if name in held_out}
        return tuning_figures(trainer.average, cache, said, language)


def timed(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Give steps the rate of this run, in steps per second."""
    begun: tuple[float, int] | None = None
    for step in steps:
        now = time.monotonic()
        if begun is None:
            begun = (now, step.done)
        seconds = now - begun[0]
        rate = (step.done - begun[1]) / seconds if seconds else 0.0
        yield Progress(step.stage, step.done, step.total, rate, figures=step.figures)
