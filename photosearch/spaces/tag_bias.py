"""How much more or less readily a model's picture side says each word than it should.

Some words lie near every photo, others near none: their cosine alone is no fair measure of how well
they describe one. What is to be added to it is learned with a model, and lies in its pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

TAGS_FILE: Final = "tags.npz"


def read_tag_bias(pack_folder: Path) -> Mapping[str, float]:
    """Return what is to be added to the cosine of each English word; empty if nothing is known."""
    try:
        with (pack_folder / TAGS_FILE).open("rb") as file, np.load(file) as stored:
            words, bias = stored["words"].tolist(), stored["bias"].astype(float).tolist()
    except (OSError, KeyError, ValueError, BadZipFile):
        return {}
    return dict(zip(words, bias, strict=True)) if len(words) == len(bias) else {}


def write_tag_bias(pack_folder: Path, bias: Mapping[str, float]) -> None:
    """Write it into a pack."""
    np.savez_compressed(
        pack_folder / TAGS_FILE,
        words=np.array(list(bias)),
        bias=np.array(list(bias.values()), np.float32),
    )
