"""What a training run is made of: the recipe, read from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from photosearch.errors import TrainingError
from photosearch.training import image_stage, text_stage


class Collection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Photos and what people wrote about them; all paths are relative to the data folder.

    ``photos`` is a tar file or a folder. ``english`` and ``chinese`` are files of
    `image ⇥ caption`; ``translated`` is a translation of the first English file, line by line;
    ``answers`` are files of `image ⇥ question ⇥ answer`. Photos named in ``without`` are left out.
    ``weight`` is the chance that an epoch looks at a photo.
    """

    photos: str
    english: tuple[str, ...] = ()
    chinese: tuple[str, ...] = ()
    translated: str | None = None
    answers: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    weight: float = 1.0


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run's data and schedules.

    ``teacher`` is the folder of a BERT sentence encoder, or a Python package that carries one.
    ``weights`` is ImageNet's MobileNetV2 as a TensorFlow Lite file and ``labels`` its classes.
    ``parallel`` are files of `English ⇥ Chinese`, ``dictionary`` is CC-CEDICT. ``tuning`` is how
    many training photos are held out to choose by, and to fit fusers to; ``fuser`` is the one that
    ships.
    """

    name: str
    version: str
    teacher: str
    weights: str
    labels: str
    dictionary: str
    collections: tuple[Collection, ...]
    parallel: tuple[str, ...] = ()
    tuning: int = 500
    seed: int = 0
    fuser: Literal["block-diagonal", "gated", "learned"] = "block-diagonal"
    text: text_stage.Schedule = text_stage.Schedule()
    probe: image_stage.Schedule = image_stage.Schedule(tune_blocks=False)
    image: image_stage.Schedule = image_stage.Schedule()
    joint: image_stage.Schedule = image_stage.Schedule()


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        TrainingError: it can't be read, or says something that no recipe says.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Recipe)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TrainingError(
            f"{path} is no recipe ({error}).", "docs/training.md tells what stands in one."
        ) from error
