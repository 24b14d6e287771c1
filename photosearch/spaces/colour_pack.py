"""A pack of the encoder that knows colours by name: a whole model for tests, made in no time."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from photosearch.encoders.colour import COLOURS, SENTENCE_DIMENSIONS
from photosearch.encoders.packs import Pack, TextInput, write_pack
from photosearch.spaces.fusion.files import FUSION_FILE, write_fuser
from photosearch.types import Preprocessing


def write_colour_pack(folder: Path, model_id: str = "mini") -> Pack:
    """Make a pack of the colour encoder in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    basis = np.eye(SENTENCE_DIMENSIONS, dtype=np.float32)
    write_fuser(folder / FUSION_FILE, {"text_basis": basis, "usual": 0.0, "text_weight": 0.5})
    pack = Pack(
        id=model_id,
        name="Colours",
        runtime="colour",
        family="colour",
        languages=("en", "zh"),
        dimensions=len(COLOURS),
        sentence_dimensions=SENTENCE_DIMENSIONS,
        image=Preprocessing(size=(32, 32)),
        text=TextInput(context_length=64),
    )
    return write_pack(folder, pack)
