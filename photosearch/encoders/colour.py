"""An encoder that knows colours by name, so that "red" or "红色" finds red.png.

It stands in for a model in tests: small, fast and right.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from photosearch.arrays import Float32Array, UInt8Array, unit_length
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import Pictures, QueryFeatures

# Name in English and Chinese, and its red, green and blue.
COLOURS: Final = (
    ("red", "红", (220, 30, 30)),
    ("green", "绿", (30, 160, 50)),
    ("blue", "蓝", (40, 60, 220)),
    ("yellow", "黄", (240, 220, 40)),
    ("purple", "紫", (140, 40, 170)),
    ("white", "白", (250, 250, 250)),
    ("black", "黑", (10, 10, 10)),
    ("grey", "灰", (128, 128, 128)),
)
SENTENCE_DIMENSIONS: Final = 32
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")
_PALETTE = np.array([rgb for _, _, rgb in COLOURS], np.float32)


class ColourEncoder:
    """Embeds the share of each named colour; texts, the colours they name."""

    def __init__(self, folder: Path) -> None:
        self.pack = read_pack(folder)
        self.fingerprint = self.pack.fingerprint

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return Float32[n, 8]: how much of each picture is nearest to each colour."""
        flat = pixels.reshape(len(pixels), -1, 1, 3).astype(np.float32)
        nearest = ((flat - _PALETTE) ** 2).sum(-1).argmin(-1)
        shares = (nearest[..., None] == np.arange(len(COLOURS))).mean(1)
        return unit_length(shares.astype(np.float32))

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        """Return the same; it tells no places apart."""
        return Pictures(self.encode_images(pixels))

    def encode_texts(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, 8]: which colours are named; all alike if none is."""
        named = [
            [float(english in text.lower() or chinese in text) for english, chinese, _ in COLOURS]
            for text in texts
        ]
        rows = np.array(named, np.float32).reshape(len(texts), len(COLOURS))
        rows[~rows.any(axis=1)] = 1.0
        return unit_length(rows)

    def encode_sentences(self, texts: Sequence[str]) -> Float32Array:
        """Return Float32[n, 32]: hashed words."""
        rows = np.zeros((len(texts), SENTENCE_DIMENSIONS), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for token in _TOKEN.findall(text.lower()):
                row[zlib.crc32(token.encode()) % SENTENCE_DIMENSIONS] += 1
        return unit_length(rows)

    def encode_query(self, text: str) -> QueryFeatures:
        """Return both features of one text."""
        return QueryFeatures(self.encode_texts([text])[0], self.encode_sentences([text])[0])
