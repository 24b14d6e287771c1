"""Runs the caption stage: its words, its photos, its checkpoints, and the captioner of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
from tokenizers import Tokenizer

from photosearch.answering.captioner_pack import FOLDER, read_captioner, write_captioner
from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.answering.plain import plain
from photosearch.errors import TrainingError
from photosearch.training.answer_figures import AskedRow, Given, fit_sureness
from photosearch.training.cache import BASIS, PhotoCache, cells_of, open_photo_cache
from photosearch.training.caption_decoder import CaptionDecoder
from photosearch.training.caption_export import export_captioner
from photosearch.training.caption_questions import LANGUAGES
from photosearch.training.caption_stage import CaptionTrainer, tuning_losses
from photosearch.training.caption_texts import (
    PhotoSentences,
    Scribe,
    learn_pieces,
    sentences_of,
)
from photosearch.training.captions import Said
from photosearch.training.checkpoints import load_checkpoint, save_checkpoint
from photosearch.training.distributed import first_alone
from photosearch.training.held_out_questions import asked_alone
from photosearch.training.people_named import fit_limits, leanings
from photosearch.training.question_rules import questions_of
from photosearch.training.recipe import Recipe
from photosearch.types import Progress

# The largest difference of log-probabilities between the pack's and torch's that is let through.
MOST_DIFFERENCE: Final = 0.5
# How many tuning photos an epoch's figures are of.
TUNING_PHOTOS: Final = 120


class CaptionSchool:
    """One recipe's captioner; results go into ``work``, where the cache of photos is."""

    def __init__(
        self,
        recipe: Recipe,
        work: Path,
        said: Mapping[str, Said],
        device: str = "cpu",
    ) -> None:
        self._recipe, self._work, self._device = recipe, work, device
        self._said = said
        self._target = work / "captioner.pt"

    def teach(self, tuning: Mapping[str, Said]) -> Iterator[Progress]:
        """Train, going on from a checkpoint; figures of each epoch are of held-out photos."""
        if self._target.exists():
            return
        with first_alone():
            words = self._words
        plan, scribe = self._recipe.caption, Scribe(words)
        trainer = CaptionTrainer(
            plan,
            self._cache,
            self._by_row(self._sentences),
            scribe,
            words.get_vocab_size(),
            self._device,
        )
        held_out = self._by_row(sentences_of(tuning, 0.0))
        held_out = dict(list(held_out.items())[:TUNING_PHOTOS])
        checkpoint = self._work / "captioner-checkpoint.pt"
        if state := load_checkpoint(checkpoint, self._device):
            trainer.restore(state)
        while trainer.epoch < plan.epochs:
            for progress in trainer.run_epoch():
                yield progress
            save_checkpoint(checkpoint, trainer.state())
            figures = tuning_losses(trainer.averaged, self._cache, held_out, scribe, self._device)
            yield Progress("caption", progress.done, progress.total, figures=figures)
        save_checkpoint(self._target, trainer.averaged.state_dict())

    def export(
        self,
        pack: Path,
        asked: Sequence[AskedRow] = (),
        tuning: Mapping[str, Said] = MappingProxyType({}),
    ) -> Iterator[Progress]:
        """Write the captioner into a pack; the figure is how far it is from torch.

        How sure its answers may be is fitted to what is ``asked`` of photos of the cache, and when
        it names men and women to what is said of the ``tuning`` photos.

        Raises:
            TrainingError: too far.
        """
        state = load_checkpoint(self._target)
        assert state is not None
        plan, words = self._recipe.caption, self._words
        decoder = CaptionDecoder(
            BASIS, words.get_vocab_size(), plan.width, plan.layers, plan.heads, looks=plan.looks
        )
        decoder.load_state_dict(state)
        named = f"{self._recipe.name} captioner", self._recipe.version
        difference = export_captioner(pack, decoder, self._cache.basis, words, *named)
        folder, captioner = pack / FOLDER, OnnxCaptioner(pack)
        found = read_captioner(folder)
        if asked:
            given = answers_to(asked, captioner, self._cache)
            found = msgspec.structs.replace(found, answers=fit_sureness(given))
        limits = {
            language: fit_limits(leanings(captioner, self._cache, tuning, language))
            for language in LANGUAGES
        }
        known = {language: both for language, both in limits.items() if both is not None}
        write_captioner(folder, msgspec.structs.replace(found, people=known))
        yield Progress("captioner", 1, 1, figures={"difference": difference})
        if difference > MOST_DIFFERENCE:
            raise TrainingError("captioner_differs", difference=f"{difference:.2f}")

    @cached_property
    def _cache(self) -> PhotoCache:
        return open_photo_cache(self._work / "photos", 1)

    @cached_property
    def _sentences(self) -> Mapping[str, PhotoSentences]:
        plan = self._recipe.caption
        unseen = asked_alone(self._said)
        said = {name: one for name, one in self._said.items() if name not in unseen}
        return sentences_of(said, plan.names_weight, plan.asked_weight, questions_of(said))

    def _by_row(self, sentences: Mapping[str, PhotoSentences]) -> dict[int, PhotoSentences]:
        row_of = {name: row for row, name in enumerate(self._cache.names)}
        return {row_of[name]: one for name, one in sentences.items() if name in row_of}

    @cached_property
    def _words(self) -> Tokenizer:
        """The word pieces, learned from what is said, once."""
        path = self._work / "captioner-words.json"
        if not path.exists():
            learn_pieces(self._texts(), self._recipe.caption.pieces).save(str(path))
        return Tokenizer.from_file(str(path))

    def _texts(self) -> Iterator[str]:
        for one in self._sentences.values():
            for texts in one.captions.values():
                yield from texts
            yield from (name.text for name in one.names)
            for question in one.asked:
                for language in LANGUAGES:
                    yield from map(plain, question.wordings(language)[:1])
                    yield from map(plain, question.answers[language][:1])


def answers_to(
    asked: Sequence[AskedRow], captioner: OnnxCaptioner, cache: PhotoCache
) -> list[Given]:
    """Return what a captioner answers to questions about photos of the cache."""
    row_of = {name: row for row, name in enumerate(cache.names)}
    given: list[Given] = []
    for name, rows in groupby(sorted(asked, key=lambda one: one.image), lambda one: one.image):
        if name not in row_of:
            continue
        memory = captioner.remember(cells_of(cache, row_of[name]))
        for row in rows:
            text, said = captioner.likeliest(memory, row.question, row.language)
            given.append(Given(row, text, said, sure=False))
    return given
