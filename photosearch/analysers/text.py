"""Reads what is written in a picture: signs, receipts, screens, pages; Chinese and English.

The reader is RapidOCR with the PP-OCR models that its package carries (`photosearch[text]`); it
asks no network. Places with text are detected first, and only these are read.
"""

from __future__ import annotations

import logging
import socket
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from photosearch import extras
from photosearch.analysers.analyser import Analyser, Seen
from photosearch.arrays import UInt8Array
from photosearch.catalogue.text_lines import TEXT_LINES
from photosearch.media.decode import scaled
from photosearch.types import TextLine

# Pixels of the longer side that a picture is read at: small print of a page needs them. Where text
# stands is found on fewer: no page of small print lost a line by it, and it takes 240 MB less.
EDGE: Final = 1600
DETECTION_EDGE: Final = 960
# A long screenshot is read in pieces, each so many times as long as wide, and of this shorter side.
PIECE: Final = 3
SHORTER_EDGE: Final = 800
# What the pieces have in common, as a share of one: a line is read where it is whole.
OVERLAP: Final = 0.1
# Of a long picture at most so many pixels are read; of one this narrow nothing can be.
MOST_PIXELS: Final = 12_000_000
NARROWEST: Final = 12
# Readings less sure than this, or shorter than so many letters, are mostly of leaves and gravel.
SURE: Final = 0.8
SHORTEST: Final = 2
# Of one picture: lines, and letters of a line. A page has some sixty.
MOST_LINES: Final = 400
LONGEST_LINE: Final = 1_000


def _rapid_ocr() -> Any:
    """Import the reader.

    It brings urllib3, which opens a socket when it is loaded, to see whether there is IPv6; nothing
    here needs to know.
    """
    known, socket.has_ipv6 = socket.has_ipv6, False
    try:
        from rapidocr import RapidOCR
    finally:
        socket.has_ipv6 = known
    return RapidOCR


class TextReader:
    """Reads pictures, one after the other; it takes 400 MB while it finds where text stands."""

    def __init__(self, cache: Path | None = None) -> None:
        reader = _rapid_ocr()
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self._reader: Any = reader(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": EDGE,
                # Narrow pictures are not blown up: their other side would be without bounds.
                "Det.limit_type": "max",
                "Det.limit_side_len": DETECTION_EDGE,
                # Lines side by side are as wide as the widest: that takes longer, and 200 MB more.
                "Cls.cls_batch_num": 1,
                "Rec.rec_batch_num": 1,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def analyse(self, seen: Seen) -> tuple[TextLine, ...]:
        """Return the lines of a photo, from the top."""
        size = readable_size(seen.photo.width, seen.photo.height)
        return self.read(scaled(seen.photo, size, Image.Resampling.BICUBIC))

    def read(self, image: Image.Image) -> tuple[TextLine, ...]:
        """Return the lines of an upright RGB picture, from the top; see :func:`readable_size`."""
        lines: list[TextLine] = []
        for piece in pieces(*image.size):
            lines += (line for line in self._piece(image, piece) if is_worth_keeping(line))
        return tuple(lines[:MOST_LINES])

    def _piece(self, image: Image.Image, piece: Piece) -> Iterator[TextLine]:
        width, height = image.size
        left, top, right, bottom = piece.seen
        pixels: UInt8Array = np.asarray(image.crop(piece.seen).convert("RGB"))[:, :, ::-1]
        found = self._reader(np.ascontiguousarray(pixels))
        if found.txts is None:
            return
        for text, score, corners in zip(found.txts, found.scores, found.boxes, strict=True):
            xs = np.clip(np.asarray(corners, np.float64)[:, 0] + left, left, right)
            ys = np.clip(np.asarray(corners, np.float64)[:, 1] + top, top, bottom)
            if piece.owns((xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2):
                shares = xs.min() / width, ys.min() / height, xs.max() / width, ys.max() / height
                x0, y0, x1, y1 = (round(float(share), 4) for share in shares)
                yield TextLine(tidied(text), round(float(score), 3), (x0, y0, x1, y1))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a picture that is read at once: what is ``seen``, and what is its ``own`` (pixels).

    Pieces overlap in what they see; each line belongs to the one that its middle lies in.
    """

    seen: tuple[int, int, int, int]
    own: tuple[int, int, int, int]

    def owns(self, x: float, y: float) -> bool:
        """Say whether a point is the piece's own."""
        left, top, right, bottom = self.own
        return left <= x < right and top <= y < bottom


def readable_size(width: int, height: int) -> tuple[int, int]:
    """Return the size at which a picture is read: small print stays legible, costs are bounded."""
    shorter, longer = sorted((max(1, width), max(1, height)))
    share = EDGE / longer
    if longer > PIECE * shorter:
        share = min(SHORTER_EDGE / shorter, (MOST_PIXELS / (width * height)) ** 0.5)
    share = min(1.0, share)
    return max(1, round(width * share)), max(1, round(height * share))


def pieces(width: int, height: int) -> Iterator[Piece]:
    """Yield what of a picture is read at once, from the top; too narrow a one has nothing."""
    shorter, longer = sorted((width, height))
    if shorter < NARROWEST:
        return
    step = longer if longer <= PIECE * shorter else PIECE * shorter
    beyond = round(step * OVERLAP)
    for start in range(0, longer, step):
        end = min(longer, start + step)
        seen = max(0, start - beyond), min(longer, end + beyond)
        if width >= height:
            yield Piece((seen[0], 0, seen[1], height), (start, 0, end, height))
        else:
            yield Piece((0, seen[0], width, seen[1]), (0, start, width, end))


def is_worth_keeping(line: TextLine) -> bool:
    """Say whether a line is surely text that somebody could ask for."""
    letters = sum(letter.isalnum() for letter in line.text)
    return line.score >= SURE and letters >= SHORTEST


def tidied(text: str) -> str:
    """Return a reading on one line, without what can't be seen, within limits."""
    seen = (
        " " if letter.isspace() else letter
        for letter in text[: 2 * LONGEST_LINE]
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return " ".join("".join(seen).split())[:LONGEST_LINE]


TEXT: Final = Analyser(
    key="text",
    version=1,
    setting="read_text",
    extra=extras.TEXT,
    stage="reading",
    size=readable_size,
    looks=(
        "a page of printed text", "a receipt", "a screenshot", "a street sign",
        "a poster with words", "a document on a table", "写着文字的纸", "手机截图",
    ),
    seconds=60.0,
    load=TextReader,
    writer=TEXT_LINES,
)  # fmt: skip
