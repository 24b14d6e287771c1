"""What an added model is checked with: both towers must agree with the original on these."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array, Int64Array, UInt8Array
from photosearch.encoders.onnx import open_tokenizer
from photosearch.encoders.packs import TextInput

# What the graphs must keep of the original's output (cosine, at worst), as they are and in 8 bits.
EXACT = 0.999
GOOD = 0.99
_TEXTS = (
    "a photo of a dog", "two people on a mountain at sunset", "red", "一只猫在键盘上",
    "a very long caption of a street with cars, people, signs and a great many other things",
)  # fmt: skip


def check_pixels(size: tuple[int, int]) -> UInt8Array:
    """Return UInt8[4, h, w, 3]: smooth blobs, as photos are, and not noise."""
    random = np.random.default_rng(0)
    coarse = random.integers(0, 256, (4, 4, 4, 3)).astype(np.float32)
    rows = np.linspace(0, 3, size[0])
    columns = np.linspace(0, 3, size[1])
    below, right = rows.astype(int).clip(max=2), columns.astype(int).clip(max=2)
    y, x = (rows - below)[None, :, None, None], (columns - right)[None, None, :, None]
    upper = _blend(coarse[:, below][:, :, right], coarse[:, below][:, :, right + 1], x)
    lower = _blend(coarse[:, below + 1][:, :, right], coarse[:, below + 1][:, :, right + 1], x)
    return _blend(upper, lower, y).astype(np.uint8)


def _blend(one: Float32Array, other: Float32Array, share: Float32Array) -> Float32Array:
    return one * (1 - share) + other * share


def check_tokens(tokenizer: Path, text: TextInput) -> tuple[Int64Array, Int64Array]:
    """Return token ids and masks, Int64[n, t], of a few texts."""
    encodings = open_tokenizer(tokenizer, text).encode_batch(list(_TEXTS))
    ids = np.array([encoding.ids for encoding in encodings], np.int64)
    return ids, np.array([encoding.attention_mask for encoding in encodings], np.int64)
