"""What a training run is made of: the recipe, read from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from photosearch.errors import TrainingError
from photosearch.training import caption_stage, image_stage, text_stage
from photosearch.training.captions import Collection


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run's data and schedules.

    ``teacher`` is the folder of a BERT sentence encoder, or a Python package that carries one.
    ``backbone`` names a network of :data:`photosearch.training.backbone.BACKBONES`, ``weights`` the
    Python package or the file that carries it as ImageNet made it, ``classes`` the names of
    ImageNet's classes, the first of which is "background". ``parallel`` are files of
    `English ⇥ Chinese`, ``dictionary`` is CC-CEDICT. ``tuning`` is how many photos of the first
    collection are held out to choose by, and to fit fusers to; ``fuser`` is the one that ships.
    ``tune`` is what differs from ``match`` while the backbone's last blocks learn, too; without it
    they stay as they are.
    """

    name: str
    version: str
    teacher: str
    backbone: str
    weights: str
    classes: str
    dictionary: str
    collections: tuple[Collection, ...]
    parallel: tuple[str, ...] = ()
    tuning: int = 500
    seed: int = 0
    fuser: Literal["block-diagonal", "gated", "learned"] = "block-diagonal"
    text: text_stage.Schedule = text_stage.Schedule()
    match: image_stage.Schedule = image_stage.Schedule()
    tune: dict[str, Any] = {}
    caption: caption_stage.Schedule = caption_stage.Schedule()

    @property
    def tuning_plan(self) -> image_stage.Schedule | None:
        """The schedule of the tune stage, None if there is none."""
        if not self.tune:
            return None
        plan = {**msgspec.to_builtins(self.match), **self.tune}
        return msgspec.convert(plan, image_stage.Schedule)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        TrainingError: it can't be read, or says something that no recipe says.
    """
    try:
        recipe = msgspec.toml.decode(path.read_bytes(), type=Recipe)
        _ = recipe.tuning_plan  # which may say something that no schedule says
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TrainingError("no_recipe", path=path, error=error) from error
    return recipe
