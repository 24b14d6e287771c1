"""Every day's captioner: a model pack's graphs through onnxruntime."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosearch.answering.beam import beam_search
from photosearch.answering.captioner import Caption
from photosearch.answering.captioner_pack import (
    END,
    FOLDER,
    LANGUAGES,
    PAD,
    UNKNOWN,
    read_captioner,
)
from photosearch.answering.unsaid import judges_people
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.graph import Graph
from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.packs import Pack
from photosearch.errors import ModelError

WIDTH: Final = 4
LONGEST: Final = 24
# Compared at a weight of 1, texts become longer than people's; fitted to the tuning photos.
LENGTH_WEIGHT: Final = 0.8
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

    def look(self, pixels: UInt8Array) -> Float32Array:
        """Return what is remembered of a photo UInt8[h, w, 3]."""
        return self.remember(self._eye.encode_cells(pixels[None]))

    def remember(self, cells: Float32Array) -> Float32Array:
        """Return the same for the features of a photo's places, Float32[1, places, seen]."""
        return self._memory.run(["memory"], {"cells": cells})[0]

    def caption(self, memory: Float32Array, language: str) -> Caption:
        """Return a sentence, in ``en`` or ``zh``, about the photo that is remembered.

        Nothing is said of people that made captions must not say.
        """
        with self._one_at_a_time:
            texts = beam_search(
                lambda last, past: self._next(last, past, memory),
                np.zeros(self.description.past, np.float32),
                self._ids[LANGUAGES[language]],
                self._ids[END],
                width=WIDTH,
                longest=min(LONGEST, self.description.longest - 2),
                length_weight=LENGTH_WEIGHT,
                allowed=self._is_allowed,
                barred=self._barred[language],
            )
        best = texts[0]
        confidence = float(np.exp(best.log_probability / (len(best.pieces) + 1)))
        return Caption(sentence(self._decoded(best.pieces), language), round(confidence, 4))

    def _next(
        self, last: Sequence[int], past: Float32Array, memory: Float32Array
    ) -> tuple[Float32Array, Float32Array]:
        feeds = {"ids": np.array(last, np.int64), "past": past, "memory": memory}
        scores, present = self._step.run(["scores", "present"], feeds)
        return scores, present

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
