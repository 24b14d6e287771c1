"""A captioner that names the colour of a photo; it stands in for a model in tests."""

from __future__ import annotations

from pathlib import Path

from photosearch.answering.captioner import Answer, Caption, Remembered
from photosearch.answering.captioner_pack import COLOUR_VERSION
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.colour import COLOURS, ColourEncoder
from photosearch.encoders.packs import Pack


class ColourCaptioner:
    """Tells which colour most of a photo is nearest to."""

    name = "Colours"
    version = COLOUR_VERSION
    answers = True

    def __init__(self, pack: Path) -> None:
        self._encoder = ColourEncoder(pack)

    @property
    def pack(self) -> Pack:
        """The pack of the encoder that knows colours."""
        return self._encoder.pack

    def look(self, pixels: UInt8Array) -> Remembered:
        """Return the share of each colour, Float32[8], of UInt8[h, w, 3]."""
        shares: Float32Array = self._encoder.encode_images(pixels[None])[0]
        return Remembered(shares)

    def caption(self, photo: Remembered, language: str) -> Caption:
        """Return a sentence, in ``en`` or ``zh``."""
        english, chinese, _ = COLOURS[int(photo.memory.argmax())]
        text = f"一张{chinese}色的图片。" if language == "zh" else f"A {english} picture."
        return Caption(text, float(photo.memory.max()))

    def answer(self, photo: Remembered, question: str, language: str) -> Answer:
        """Return the colour, whatever is asked; it is sure of one that fills most of the photo."""
        english, chinese, _ = COLOURS[int(photo.memory.argmax())]
        likely = float(photo.memory.max())
        return Answer(f"{chinese}色" if language == "zh" else english, likely, likely >= 0.75)
