"""A short list of models that suit many, each of a family that tests cover.

Their licences, sizes and files stand on the hub; each has weights as safetensors or as ONNX.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Recommended:
    """A model of the hub; ``download`` is about how many bytes come over the network."""

    source: str
    name: str
    languages: tuple[str, ...]
    good_at: Literal["both_languages", "english", "chinese"]
    download: int


RECOMMENDED = (
    Recommended(
        "google/siglip2-base-patch16-224",
        "SigLIP 2 base",
        ("en", "zh"),
        "both_languages",
        1_540 * MEGABYTE,
    ),
    # The one revision of its makers' own with safetensors.
    Recommended(
        "OFA-Sys/chinese-clip-vit-base-patch16@f4a64596bbcf9a2a94591b74b9dc39b2e4e77e3e",
        "Chinese-CLIP ViT-B/16",
        ("zh",),
        "chinese",
        754 * MEGABYTE,
    ),
    # ONNX: it needs neither torch nor an export.
    Recommended("immich-app/ViT-B-32__openai", "CLIP ViT-B/32", ("en",), "english", 610 * MEGABYTE),
)
