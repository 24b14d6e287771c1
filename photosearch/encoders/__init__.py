"""Text and pixels to vectors. Which runtime does it stands in the pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from photosearch.encoders.packs import read_pack

if TYPE_CHECKING:
    from photosearch.encoders.protocol import ImageEncoder, TextEncoder


def open_image_encoder(folder: Path, threads: int = 1) -> ImageEncoder:
    """Return the image encoder of a pack.

    Raises:
        ModelError: the pack is broken.
    """
    if read_pack(folder).runtime == "colour":
        from photosearch.encoders.colour import ColourEncoder

        return ColourEncoder(folder)
    from photosearch.encoders.onnx import OnnxImageEncoder

    return OnnxImageEncoder(folder, threads)


def open_text_encoder(folder: Path, threads: int = 1) -> TextEncoder:
    """Return the text encoder of a pack.

    Raises:
        ModelError: the pack is broken.
    """
    if read_pack(folder).runtime == "colour":
        from photosearch.encoders.colour import ColourEncoder

        return ColourEncoder(folder)
    from photosearch.encoders.onnx import OnnxTextEncoder

    return OnnxTextEncoder(folder, threads)
