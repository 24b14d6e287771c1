"""Every day's captioner: a model pack's graphs through onnxruntime."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosearch.answering.answerer import Answerer
from photosearch.answering.beam import beam_search
from photosearch.answering.captioner import Answer, Caption, Remembered
from photosearch.answering.captioner_pack import (
    END,
    FOLDER,
    LANGUAGES,
    LONGEST_QUESTION,
    PAD,
    UNKNOWN,
    read_captioner,
)
from photosearch.answering.naming_people import as_either, as_other, named_sex
from photosearch.answering.plain import plain
from photosearch.answering.presence import SearchEvidence
from photosearch.answering.repeating import says_twice
from photosearch.answering.unsaid import judges_people
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.graph import Graph
from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.packs import Pack
from photosearch.encoders.protocol import Pictures
from photosearch.errors import ModelError

WIDTH: Final = 4
LONGEST: Final = 24
LONGEST_ANSWER: Final = 12
# Compared at a weight of 1, texts become longer than people's; fitted to the tuning photos.
LENGTH_WEIGHT: Final = 0.8
# Of bare names that are so likely nine of ten were right on held-out photos with labels, of less
# likely ones four of ten.
LIKELY_NAME: Final = 0.85
# What tells a sentence from a bare name.
_TELLING: Final = {
    "en": re.compile(
        r"\A(?:an?|the|two|three|four|some|many|several|people|children|men|women|group|boys|girls"
        r"|dogs|kids)\b"
    ),
    "zh": re.compile(
        "[在着过了里上]|(?<!的)的(?![脸头画的]|素描|照片)|[一两三四几][个只条名位群辆张片匹头座些对艘]"
    ),
}
_COMMA: Final = re.compile(r"\s*,\s*")
_CLOSE: Final = re.compile(r"(?<=\w)\s*([-/])\s*(?=\w)")
# Letters of the other language, which a text does not mix in ("T恤" is Chinese).
_OTHERS: Final = {"en": re.compile("[\u3400-\u9fff]"), "zh": re.compile("[a-z]{2}")}
# A piece that stands for no letters, and is not written.
_SPECIAL: Final = re.compile(r"\[[A-Z]+\]")
_POSSESSIVE: Final = re.compile(r" s\b")


class OnnxCaptioner:
    """Writes captions with the captioner of a model pack; graphs are loaded when first needed."""

    def __init__(self, pack: Path, threads: int = 1) -> None:
        """Read the description.

        Raises:
            ModelError: the pack has no captioner, or it is broken.
        """
        folder = pack / FOLDER
        self.description = read_captioner(folder)
        self._words_file = folder / "words.json"
        self._eye = OnnxImageEncoder(pack, threads)
        self._memory = Graph(folder / "memory.onnx", threads)
        self._step = Graph(folder / "step.onnx", threads)
        self._search = SearchEvidence(pack, threads)
        self._one_at_a_time = threading.Lock()

    @property
    def name(self) -> str:
        """What is told of who made a caption."""
        return self.description.name

    @property
    def pack(self) -> Pack:
        """The pack whose eye sees the photo, which says how pixels are given."""
        return self._eye.pack

    @property
    def has_eye(self) -> bool:
        """Whether the pack's picture graph tells what the captioner looks at."""
        return self._eye.has_cells

    def look(self, pixels: UInt8Array) -> Remembered:
        """Return what is remembered of a photo UInt8[h, w, 3]."""
        return self.remember(*self._eye.encode_cells(pixels[None]))

    def remember(self, cells: Float32Array, seen: Pictures | None = None) -> Remembered:
        """Return the same for the features of a photo's places, Float32[1, places, seen]."""
        return Remembered(self._memory.run(["memory"], {"cells": cells})[0], seen)

    def caption(self, photo: Remembered, language: str) -> Caption:
        """Return a sentence, in ``en`` or ``zh``, about the photo that is remembered.

        Nothing is said of people that made captions must not say. A bare name, as labels are, is
        told only if it is likely; else the likeliest sentence is, or nothing.
        """
        with self._one_at_a_time:
            texts = beam_search(
                lambda last, past: self._next(last, past, photo),
                np.zeros(self.description.past, np.float32),
                self._ids[LANGUAGES[language]],
                self._ids[END],
                width=WIDTH,
                longest=min(LONGEST, self.description.longest - 2),
                length_weight=LENGTH_WEIGHT,
                allowed=lambda pieces: self._may_tell(pieces, language),
                barred=self._barred[language],
            )
        for text in texts:
            confidence = float(np.exp(text.log_probability / (len(text.pieces) + 1)))
            told = self._decoded(text.pieces)
            is_likely = text is texts[0] and confidence >= LIKELY_NAME
            if is_likely or _TELLING[language].search(told):
                told = self.fairly_named(told, language, photo)
                return Caption(sentence(told, language), round(confidence, 4))
        return Caption("", 0.0)

    def leaning(self, told: str, language: str, photo: Remembered) -> float | None:
        """Return by how much a caption is likelier with men than with women, in log-probability.

        None if it names neither, or both.
        """
        sex = named_sex(told, language)
        if sex is None:
            return None
        both = (told, as_other(told, language))
        own, other = self.log_probabilities(photo, "", both, language)
        return own - other if sex == "men" else other - own

    def fairly_named(self, told: str, language: str, photo: Remembered) -> str:
        """Return a caption that names men or women only where it is clear which they are."""
        if language not in self.description.people:
            return told
        leaning = self.leaning(told, language, photo)
        if leaning is None:
            return told
        women, men = self.description.people[language]
        if women < leaning < men and (either := as_either(told, language)):
            return either
        is_right = (named_sex(told, language) == "men") == (leaning > (women + men) / 2)
        return told if is_right else as_other(told, language)

    @property
    def version(self) -> str:
        """What changes when it writes otherwise."""
        return self.description.known_as

    @property
    def answers(self) -> bool:
        """Whether it was taught to answer."""
        return bool(self.description.answers)

    def answer(self, photo: Remembered, question: str, language: str) -> Answer:
        """Return the likeliest answer to a question, in ``en`` or ``zh``, about the photo.

        It says nothing of people that made captions must not: its text is empty then.
        """
        return self.answerer.answer(photo, question, language)

    @cached_property
    def answerer(self) -> Answerer:
        """What weighs its answers."""
        return Answerer(self, self._search, self.description)

    def likeliest(self, photo: Remembered, question: str, language: str) -> tuple[str, float]:
        """Return the answer that is said with the highest probability, and that."""
        with self._one_at_a_time:
            texts = beam_search(
                lambda last, past: self._next(last, past, photo),
                self._asked(photo, question),
                self._ids[LANGUAGES[language]],
                self._ids[END],
                width=WIDTH,
                longest=LONGEST_ANSWER,
                length_weight=0.0,
                allowed=self._is_allowed,
                barred=self._barred[language],
            )
        return self._answer(texts[0].pieces, language), math.exp(texts[0].log_probability)

    def log_probabilities(
        self, photo: Remembered, question: str, answers: Sequence[str], language: str
    ) -> list[float]:
        """Return with which log-probability each of some answers to a question is said.

        Without a question they are whole captions. All are computed at once.
        """
        end = self._ids[END]
        written = [
            [*self._words.encode(plain(one), add_special_tokens=False).ids, end] for one in answers
        ]
        totals = [0.0] * len(written)
        with self._one_at_a_time:
            past = self._asked(photo, question)
            scores, past = self._next([self._ids[LANGUAGES[language]]], past, photo)
            scores, past = (
                np.repeat(scores, len(written), axis=0),
                np.repeat(past, len(written), axis=2),
            )
            for at in range(max(map(len, written))):
                last = [pieces[min(at, len(pieces) - 1)] for pieces in written]
                for row, pieces in enumerate(written):
                    if at < len(pieces):
                        totals[row] += float(scores[row, last[row]])
                if at + 1 < max(map(len, written)):
                    scores, past = self._next(last, past, photo)
        return totals

    def _asked(self, photo: Remembered, question: str) -> Float32Array:
        """Return the past after a question, before the language's piece; "" asks nothing."""
        past = np.zeros(self.description.past, np.float32)
        pieces: list[int] = self._words.encode(plain(question), add_special_tokens=False).ids
        for piece in pieces[:LONGEST_QUESTION]:
            past = self._next([piece], past, photo)[1]
        return past

    def _answer(self, pieces: Sequence[int], language: str) -> str:
        text = self._decoded(pieces)
        return text.replace(" ", "") if language == "zh" else text

    def _next(
        self, last: Sequence[int], past: Float32Array, photo: Remembered
    ) -> tuple[Float32Array, Float32Array]:
        feeds = {"ids": np.array(last, np.int64), "past": past, "memory": photo.memory}
        scores, present = self._step.run(["scores", "present"], feeds)
        return scores, present

    def _may_tell(self, pieces: tuple[int, ...], language: str) -> bool:
        told = self._decoded(pieces)
        return not judges_people(told) and not says_twice(told, language)

    def _is_allowed(self, pieces: tuple[int, ...]) -> bool:
        return not judges_people(self._decoded(pieces))

    def _decoded(self, pieces: Sequence[int]) -> str:
        text: str = self._words.decode(list(pieces))
        return text.strip()

    @cached_property
    def _words(self) -> Any:
        from tokenizers import Tokenizer

        try:
            return Tokenizer.from_file(str(self._words_file))
        except Exception as error:  # the library raises plain Exception
            raise ModelError("not_loaded", name=self._words_file.name, error=error) from error

    @cached_property
    def _ids(self) -> dict[str, int]:
        names = (PAD, UNKNOWN, END, *LANGUAGES.values())
        return {name: self._words.token_to_id(name) for name in names}

    @cached_property
    def _barred(self) -> dict[str, list[int]]:
        """The pieces that are not written, by language."""
        pieces: dict[str, int] = self._words.get_vocab()
        return {
            language: [
                number
                for piece, number in pieces.items()
                if piece != END and (_SPECIAL.fullmatch(piece) or other.search(piece))
            ]
            for language, other in _OTHERS.items()
        }


def sentence(text: str, language: str) -> str:
    """Return what was written as a sentence: a capital letter, commas, apostrophes, a full stop."""
    if language == "zh":
        text = text.replace(" ", "").replace(",", "，").strip("，-")
        return f"{text}。" if text else ""
    text = _CLOSE.sub(r"\1", _COMMA.sub(", ", text).strip(" ,-"))
    text = _POSSESSIVE.sub("'s", text)
    return f"{text[0].upper()}{text[1:]}." if text else ""
