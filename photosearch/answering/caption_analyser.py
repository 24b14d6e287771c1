"""Makes the captions of all photos, once: an analyser that can be switched on."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path
from typing import Final

from photosearch.analysers.analyser import Analyser, Seen
from photosearch.answering.captioner import Captioner, captioner_of, captioner_version
from photosearch.answering.captioner_pack import LANGUAGES
from photosearch.catalogue.made_captions import CaptionWriter
from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import builtin_folder
from photosearch.errors import ModelError
from photosearch.extras import Extra
from photosearch.media.decode import encoder_pixels

# What writes is always installed.
_NEEDS: Final = Extra("captions", "tokenizers", "tokenizers")


class CaptionSight:
    """The built-in model's captioner in a worker."""

    def __init__(self, cache: Path) -> None:
        captioner = captioner_of(builtin_folder())
        if captioner is None:
            raise ModelError("no_captioner", model=str(builtin_folder()))
        self._captioner: Captioner = captioner

    def analyse(self, seen: Seen) -> dict[str, str]:
        """Return a caption in each language."""
        pixels = encoder_pixels(seen.photo, self._captioner.pack.image)
        memory = self._captioner.look(pixels)
        return {language: self._captioner.caption(memory, language).text for language in LANGUAGES}


def caption_analyser() -> Analyser[dict[str, str]] | None:
    """Return the analyser, None if the built-in model has no captioner.

    Raises:
        ModelError: the captioner is broken.
    """
    version = captioner_version(builtin_folder())
    if version is None:
        return None
    return Analyser(
        key="captions",
        version=zlib.crc32(version.encode()) & 0x7FFFFFFF,
        setting="make_captions",
        extra=_NEEDS,
        stage="captions",
        size=partial(_no_smaller, max(read_pack(builtin_folder()).image.size)),
        looks=(),
        seconds=20.0,
        load=CaptionSight,
        writer=CaptionWriter(version),
    )


def _no_smaller(edge: int, width: int, height: int) -> tuple[int, int]:
    """Return the smallest size of a picture whose shorter side has ``edge`` pixels."""
    share = min(1.0, edge / min(width, height))
    return round(width * share), round(height * share)
