"""Text and pixels to vectors. Which runtime does it stands in the pack."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from photosearch.encoders.packs import Pack, read_pack

if TYPE_CHECKING:
    from photosearch.encoders.protocol import ImageEncoder, TextEncoder

# Two threads answer a query; more only fight with the workers.
QUERY_THREADS = 2

_held: WeakValueDictionary[tuple[Path, str, int], TextEncoder] = WeakValueDictionary()
_opening = Lock()


def open_image_encoder(folder: Path, threads: int = 1, kept: Path | None = None) -> ImageEncoder:
    """Return the image encoder of a pack; its graph may be kept, made ready, in a folder.

    Raises:
        ModelError: the pack is broken.
    """
    if read_pack(folder).runtime == "colour":
        from photosearch.encoders.colour import ColourEncoder

        return ColourEncoder(folder)
    from photosearch.encoders.onnx import OnnxImageEncoder

    return OnnxImageEncoder(folder, threads, kept)


def open_text_encoder(folder: Path, threads: int = 1, kept: Path | None = None) -> TextEncoder:
    """Return the text encoder of a pack; one that is held elsewhere is loaded once for all.

    Its graph may be kept, made ready, in a folder.

    Raises:
        ModelError: the pack is broken.
    """
    pack = read_pack(folder)
    key = (folder, pack.fingerprint, threads)
    with _opening:
        encoder = _held.get(key)
        if encoder is None:
            encoder = _held[key] = _text_encoder(folder, pack, threads, kept)
        return encoder


def _text_encoder(folder: Path, pack: Pack, threads: int, kept: Path | None) -> TextEncoder:
    if pack.runtime == "colour":
        from photosearch.encoders.colour import ColourEncoder

        return ColourEncoder(folder)
    from photosearch.encoders.onnx import OnnxTextEncoder

    return OnnxTextEncoder(folder, threads, kept)
