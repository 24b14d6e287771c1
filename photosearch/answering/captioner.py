"""What every captioner can do, and which one a model pack has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from photosearch.answering.captioner_pack import (
    COLOUR_VERSION,
    DESCRIPTION,
    FOLDER,
    read_captioner,
)
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.packs import Pack, read_pack
from photosearch.encoders.protocol import Pictures


@dataclass(frozen=True, slots=True)
class Caption:
    """A made sentence, and how sure the captioner is of its word pieces, in the mean: 0–1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a question about a photo, and how likely that is right: 0–1.

    ``sure`` says whether that is likely enough to be told as an answer.
    """

    text: str
    probability: float
    sure: bool


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """A photo that was looked at: what the captioner keeps of it, and what search sees of it."""

    memory: Float32Array
    seen: Pictures | None = None


class Captioner(Protocol):
    """Looks at a photo once, then tells in any of its languages what it shows."""

    @property
    def name(self) -> str:
        """What is told of who made a caption."""

    @property
    def pack(self) -> Pack:
        """The pack whose eye sees the photo, which says how pixels are given."""

    @property
    def version(self) -> str:
        """What changes when it writes otherwise."""

    @property
    def answers(self) -> bool:
        """Whether it can be asked."""

    def look(self, pixels: UInt8Array) -> Remembered:
        """Return what is remembered of a photo UInt8[h, w, 3]."""

    def caption(self, photo: Remembered, language: str) -> Caption:
        """Return a sentence, in ``en`` or ``zh``, about the photo that is remembered."""

    def answer(self, photo: Remembered, question: str, language: str) -> Answer:
        """Return the likeliest answer to a question about it, in the question's language."""


def has_captioner(pack: Path) -> bool:
    """Say whether the model pack in a folder has a captioner's files.

    Raises:
        ModelError: there is no pack.
    """
    return read_pack(pack).runtime == "colour" or (pack / FOLDER / DESCRIPTION).is_file()


def captioner_version(pack: Path) -> str | None:
    """Return the version of a model pack's captioner without loading it; None if it has none.

    Raises:
        ModelError: there is no pack, or its captioner is broken.
    """
    if read_pack(pack).runtime == "colour":
        return COLOUR_VERSION
    return read_captioner(pack / FOLDER).known_as if has_captioner(pack) else None


@lru_cache(maxsize=1)
def captioner_of(pack: Path) -> Captioner | None:
    """Return the captioner of a model pack; the last one is held.

    None where there is none, or the pack's picture graph does not tell it what it looks at.

    Raises:
        ModelError: there is no pack, or its captioner is broken.
    """
    if read_pack(pack).runtime == "colour":
        from photosearch.answering.colour_captioner import ColourCaptioner

        return ColourCaptioner(pack)
    if not has_captioner(pack):
        return None
    from photosearch.answering.onnx_captioner import OnnxCaptioner

    captioner = OnnxCaptioner(pack)
    return captioner if captioner.has_eye else None
