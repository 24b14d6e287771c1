"""A captioner's files: the folder ``captioner`` of a model pack.

    captioner.json   what stands below, as JSON
    words.json       word pieces of both languages, of the tokenizers library
    memory.onnx      cells Float32[n, places, seen], an output of the pack's image.onnx
                     → memory Float32[layers, 2, n, heads, places + 1, d]
    step.onnx        ids Int64[b], past Float32[layers, 2, b, heads, t, d], memory of one photo
                     → scores Float32[b, words], log-probabilities of the next word piece;
                     present, the past with this one

A language's piece begins what is written. What stands before it is a question, and what is written
then is the answer, if the captioner was taught to answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from photosearch.encoders.description import read_description, write_description

FOLDER: Final = "captioner"
DESCRIPTION: Final = "captioner.json"
FORMAT: Final = 1
# Of the captioner that stands in for a model in tests.
COLOUR_VERSION: Final = "Colours 1"
# Word pieces that mean something else than their letters.
PAD, UNKNOWN, END = "[PAD]", "[UNK]", "[END]"
# The most word pieces of a question; the rest of a longer one is not read.
LONGEST_QUESTION: Final = 24
# Answers that are a yes or a no.
YES: Final = frozenset(("yes", "是", "有"))
CLOSED: Final = YES | {"no", "不是", "没有"}
LANGUAGES: Final = {"en": "[EN]", "zh": "[ZH]"}


class Sureness(msgspec.Struct, frozen=True):
    """How likely answers are right: ``slope`` · log-odds of what the captioner says + ``shift``.

    From a probability of ``threshold`` on an answer is sure.
    """

    slope: float
    shift: float
    threshold: float

    def probability(self, said: float) -> float:
        """Return how likely an answer is right of which the captioner says so."""
        said = min(max(said, 1e-6), 1 - 1e-6)
        odds = self.slope * math.log(said / (1 - said)) + self.shift
        return 1 / (1 + math.exp(-odds))


class Presence(msgspec.Struct, frozen=True):
    """How likely a thing is there: log-odds by those of the captioner and of search.

    From a probability of ``threshold`` on of either answer it is sure. Of a thing that is counted
    there is none if it is there with a probability below ``absent``.
    """

    bias: float
    captioner: float
    search: float
    threshold: float
    absent: float = 0.0

    def probability(self, captioner: float, search: float) -> float:
        """Return how likely it is there."""
        odds = self.bias + self.captioner * captioner + self.search * search
        return 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))


class Weighing(msgspec.Struct, frozen=True):
    """How answers that are known beforehand are compared: by ``captioner`` · log-probability
    that it says one + ``search`` · log-odds that the photo shows it.

    The softmax of these tells how likely each is; from a probability of ``threshold`` on the best
    is sure.
    """

    captioner: float
    search: float
    threshold: float

    def probabilities(self, captioner: Sequence[float], search: Sequence[float]) -> list[float]:
        """Return how likely each answer is."""
        scores = [
            self.captioner * said + self.search * seen
            for said, seen in zip(captioner, search, strict=True)
        ]
        shares = [math.exp(score - max(scores)) for score in scores]
        return [share / sum(shares) for share in shares]


class CaptionerPack(msgspec.Struct, frozen=True, kw_only=True):
    """What ``captioner.json`` says.

    ``past`` is the shape of the past of one text before its first word. ``longest`` counts the word
    pieces that a text can have, its language among them. ``places`` and ``seen`` are the shape of a
    photo's cells. ``answers`` tells how likely yes and no (``closed``) and other answers (``open``)
    are right; where it is empty, the captioner was not taught to answer. ``people`` tells by
    language when a caption names men or women: from the first difference of log-probabilities
    down it names women, from the second up men, and neither in between. ``presence`` weighs what
    search knows of what is asked to be so, ``choice`` the answers that a question names; without it
    both weigh alike, and no choice is sure.
    """

    name: str
    version: str
    past: tuple[int, ...]
    longest: int
    places: int
    seen: int
    answers: dict[str, Sureness] = {}
    people: dict[str, tuple[float, float]] = {}
    presence: Presence | None = None
    choice: Weighing | None = None
    format: int = FORMAT

    @property
    def known_as(self) -> str:
        """Name and version: what it made is told by them."""
        return f"{self.name} {self.version}"


def read_captioner(folder: Path) -> CaptionerPack:
    """Read the description of the captioner in ``folder``.

    Raises:
        ModelError: there is none, or it is of a newer format.
    """
    return read_description(folder / DESCRIPTION, CaptionerPack, FORMAT)


def write_captioner(folder: Path, captioner: CaptionerPack) -> None:
    """Write the description; the other files stand in ``folder`` already."""
    write_description(folder / DESCRIPTION, captioner)
