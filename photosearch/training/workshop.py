"""Runs a recipe: what each stage needs, and where its results and checkpoints lie.

sentences → text stage → text.pt ─┐
photos → cache ───────────────────┴→ match stage → match.pt → tune stage → tune.pt
                                        pack ← export ← ┴ → caption stage → captioner.pt

A stage that has finished is not run again; one that was stopped goes on from its checkpoint.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from photosearch.encoders.onnx import OnnxImageEncoder, OnnxTextEncoder
from photosearch.errors import TrainingError
from photosearch.search.vocabulary import everyday_words
from photosearch.spaces.fusion.files import FUSION_FILE, write_fuser
from photosearch.spaces.tagging import write_tagging
from photosearch.training.backbone import BACKBONES, read_weights
from photosearch.training.cache import PhotoCache, open_photo_cache
from photosearch.training.caption_school import CaptionSchool
from photosearch.training.captioned import embed_photos
from photosearch.training.captions import Said, gather
from photosearch.training.checkpoints import load_checkpoint, save_checkpoint
from photosearch.training.data import read_photos
from photosearch.training.distributed import first_alone, rank
from photosearch.training.export import (
    export_pack,
    image_parity,
    mini_pack,
    text_parity,
)
from photosearch.training.fusion_stage import fit_fusers, principal_directions
from photosearch.training.held_out_questions import held_out_rows
from photosearch.training.match_school import Lesson, MatchSchool
from photosearch.training.mixed_library import said_of_part
from photosearch.training.names import read_class_synonyms
from photosearch.training.pairs import text_pairs
from photosearch.training.recipe import Recipe
from photosearch.training.sentences import SentenceStore
from photosearch.training.splits import Splits
from photosearch.training.spoken import relate, spoken
from photosearch.training.tag_stage import Told, fit_tagging
from photosearch.training.teacher import Language, load_teacher, make_student
from photosearch.training.text_stage import Distiller, keep_embeddings
from photosearch.training.texts import TextList, build_text_table, open_text_table
from photosearch.training.towers import ImageTower, TextTower
from photosearch.training.tuning import TuningCaptions
from photosearch.training.vocabulary import choose_words, prune, read_lexicon
from photosearch.training.word_draws import draw_words
from photosearch.types import Progress

CHECKPOINT_SECONDS = 300.0
# The worst cosine between the pack's and torch's embeddings that is let through.
LEAST_PARITY = 0.95
PARITY_PHOTOS = 32
# The most questions of a kind and a language that the threshold of answers is fitted to.
FITTED_QUESTIONS = 250
# How many times the tuning photos get words for the fusion stage.
FUSION_DRAWS = 10
# The share of its queries that are a few words: many that people type are.
SHORT = 0.5


class Workshop:
    """One recipe with its data, on one device; results go into ``work``."""

    def __init__(self, recipe: Recipe, data: Path, work: Path, device: str = "cpu") -> None:
        self.recipe = recipe
        self.data = data
        self.splits = Splits(recipe, data)
        self.work = work
        self.device = device

    def text_stage(self) -> Iterator[Progress]:
        """Teach the sentence encoder Chinese; the result is ``text.pt`` and ``tokenizer.json``."""
        target, checkpoint = self.work / "text.pt", self.work / "text-checkpoint.pt"
        if target.exists():
            return
        teacher = self._teacher()
        pairs = text_pairs(self.recipe, self.data, self.splits.left_out)
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

    def match_stage(self) -> Iterator[Progress]:
        """Fit photos to what is said of them, on features computed once; makes ``match.pt``."""
        yield from timed(self._matching().match(self._lesson))

    def tune_stage(self) -> Iterator[Progress]:
        """Let both towers' last parts learn, too, if the recipe says so; makes ``tune.pt``.

        Raises:
            TrainingError: the match stage is missing.
        """
        yield from timed(self._matching().tune(self._lesson))

    def _matching(self) -> MatchSchool:
        tower = self._image_tower()
        return MatchSchool(self.recipe, self.work, self._archives, tower, self.device)

    def _lesson(self, cache: PhotoCache) -> Generator[Progress, None, Lesson]:
        """Return what is to be learned of the photos in a cache, its texts encoded."""
        row_of = {name: row for row, name in enumerate(cache.names)}
        said = {row_of[name]: one for name, one in self.said.items() if name in row_of}
        texts, student = TextList(), self.student()
        known, words = spoken(said, self._synonyms, student.tokenizer, texts, self.recipe.seed)
        asked = self._tuning_captions(cache, texts)
        with first_alone():
            yield from build_text_table(
                self.work / "texts", texts.texts, student, self.device, self.recipe.match.mixed
            )
        table = open_text_table(self.work / "texts")
        photos = {row: one.weight for row, one in said.items()}
        related = relate(known, words, table)
        return Lesson(photos, known, related, texts.texts, student, table, asked)

    def tag_stage(self, output: Path) -> Iterator[Progress]:
        """Fit what is known of the words that describe photos, and write it into the pack.

        Raises:
            TrainingError: the match stage is missing.
            ModelError: there is no pack.
        """
        matching = self._matching()
        row_of = {name: row for row, name in enumerate(matching.cache().names)}
        model = matching.matched(self.student())

        def told(said: Mapping[str, Said]) -> Told:
            names = [name for name, one in said.items() if name in row_of]
            names = [name for name in names if said[name].labels or said[name].english]
            images = matching.embed(model, [row_of[name] for name in names])
            return Told(images, [said[name] for name in names])

        held_out = {
            name: one
            for collection in self.recipe.collections
            for name, one in said_of_part(collection, self.data, self.splits.tuning, "fit").items()
        }
        tagging = fit_tagging(
            told(self.said), told(held_out), everyday_words(), OnnxTextEncoder(output)
        )
        write_tagging(output, tagging)
        yield Progress("tags", len(self.said), len(self.said))

    def caption_stage(self, output: Path) -> Iterator[Progress]:
        """Teach the captioner what is said of photos; it makes ``captioner.pt`` and joins the pack.

        Raises:
            TrainingError: the captioner disagrees with what was trained.
            ModelError: there is no pack.
        """
        yield from self._matching().see(1)
        school = CaptionSchool(self.recipe, self.work, self.said, self.device)
        yield from timed(school.teach(self._tuning_said))
        with first_alone():
            if not rank():
                asked = held_out_rows(self.splits, "fit", FITTED_QUESTIONS)
                yield from school.export(output, asked, self._tuning_said)

    @property
    def _tuning_said(self) -> Mapping[str, Said]:
        """What is said of the photos held out to tune by."""
        everything = gather(self.recipe.collections[:1], self.data, frozenset())
        return {name: everything[name] for name in self.splits.tuning}

    @property
    def _archives(self) -> list[Path]:
        return [self.data / one.photos for one in self.recipe.collections]

    def export(self, output: Path) -> Iterator[Progress]:
        """Write the pack into ``output`` and check it against torch; yields parity figures.

        Raises:
            TrainingError: a stage is missing, or the pack disagrees with what was trained.
        """
        image, text, tokenizer = self._towers()
        yield Progress("export", 0, 2)
        plan = self.recipe.match
        pack = mini_pack(
            self.recipe.name,
            self.recipe.version,
            self.recipe.backbone,
            plan.dimensions,
            plan.place_dimensions,
            text.bert.config.hidden_size,  # type: ignore[union-attr,arg-type]
        )
        export_pack(output, image, text, tokenizer, pack)
        yield Progress("export", 1, 2)
        figures = self._parity(output, image, Language(text, tokenizer))
        yield Progress("export", 2, 2, figures=figures)
        if min(figures.values()) < LEAST_PARITY:
            raise TrainingError("pack_differs", figures=figures)

    def _towers(self) -> tuple[ImageTower, TextTower, Tokenizer]:
        """Return both towers as they ship, and the tokenizer."""
        image, student = self._image_tower(), self.student()
        model = self._matching().matched(student)
        basis = open_photo_cache(self.work / "photos", 1).basis
        image.take_over(
            model.get_buffer("gain"), model.image, model.places, basis.mean, basis.directions
        )
        if model.upper:
            model.upper.give_back(image)
        if model.layers:
            model.layers.give_back(student.tower.bert)
        tokenizer, kept = prune(student.tokenizer)
        keep_embeddings(student.tower.bert, kept)
        return image, TextTower(student.tower.bert, model.text, model.words), tokenizer

    def _image_tower(self) -> ImageTower:
        plan = self.recipe.match
        tower = ImageTower(
            self.recipe.backbone, plan.dimensions, plan.hidden, plan.place_dimensions
        )
        tower.backbone.load(read_weights(self.recipe.weights, self.data))
        return tower.to(memory_format=torch.channels_last)

    def _tuning_captions(self, cache: PhotoCache, texts: TextList) -> list[TuningCaptions]:
        """Return the captions of the photos held out to tune by, numbered, by language."""
        everything = gather(self.recipe.collections[:1], self.data, frozenset())
        row_of = {name: row for row, name in enumerate(cache.names)}
        rows = {name: row_of[name] for name in self.splits.tuning}
        return [
            TuningCaptions(
                language,
                {row: texts.add_all(getattr(everything[name], key)) for name, row in rows.items()},
            )
            for language, key in (("en", "english"), ("zh", "chinese"))
        ]

    def fusion_stage(self, output: Path) -> Iterator[Progress]:
        """Fit the fusers to the tuning photos; all go to ``fusers``, the recipe's into the pack.

        Raises:
            TrainingError: the photos can't be read.
            ModelError: there is no pack.
        """
        everything = gather(self.recipe.collections[:1], self.data, frozenset())
        photos = self.data / self.recipe.collections[0].photos
        encoder = OnnxImageEncoder(output)
        names, images = embed_photos(photos, set(self.splits.tuning), self._edge, encoder)
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
        pixels = [pixels for _, pixels in islice(read_photos(photos, self._edge), PARITY_PHOTOS)]
        texts = [text for one in islice(self.said.values(), PARITY_PHOTOS) for text in one.english]
        return {
            "image": image_parity(folder, image, np.stack(pixels)),
            "text": text_parity(folder, student.tower, student.tokenizer, texts),
        }

    def student(self) -> Language:
        """Return the text stage's result."""
        state = load_checkpoint(self.work / "text.pt")
        if state is None:
            raise TrainingError("text_stage_missing", work=self.work)
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
        return gather(self.recipe.collections, self.data, self.splits.left_out)

    @cached_property
    def _synonyms(self) -> list[list[str]]:
        return read_class_synonyms(self.data / self.recipe.classes)

    @property
    def _edge(self) -> int:
        """The edge of the photos that the backbone sees."""
        return BACKBONES[self.recipe.backbone].edge

    def _teacher(self) -> Language:
        return load_teacher(self.recipe.teacher, self.data)


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
