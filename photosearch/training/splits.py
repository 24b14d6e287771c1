"""Which photos of a recipe are learned from, and the commands that measure by the others."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from photosearch.encoders import open_image_encoder
from photosearch.encoders.registry import builtin_folder
from photosearch.training.captions import gather, is_held_out
from photosearch.training.data import read_captions, read_split
from photosearch.training.mixed_library import MixedLibrary, Part, read_library
from photosearch.training.recipe import Recipe, read_recipe

P = ParamSpec("P")


@dataclass(frozen=True)
class Splits:
    """How the photos of a recipe, which lie under ``data``, are parted."""

    recipe: Recipe
    data: Path

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The photos that no stage may learn from: other splits' and those held out.

        Raises:
            TrainingError: the data can't be read.
        """
        return frozenset({*self.others, *self.tuning, *self.held_out})

    @cached_property
    def tuning(self) -> tuple[str, ...]:
        """The photos of the first collection that are held out to tune by.

        Raises:
            TrainingError: the data can't be read.
        """
        captions = read_captions(self.data / self.recipe.collections[0].english[0])
        names = sorted({caption.image for caption in captions} - self.others)
        count = min(self.recipe.tuning, len(names))
        return tuple(sorted(random.Random(self.recipe.seed).sample(names, count)))

    @cached_property
    def held_out(self) -> frozenset[str]:
        """The photos of labelled collections that are held out to measure by, or to fit to.

        Raises:
            TrainingError: the data can't be read.
        """
        return frozenset(
            name
            for one in self.recipe.collections
            if one.hold_out
            for name in gather([one], self.data, frozenset())
            if is_held_out(name, one.hold_out)
        )

    @cached_property
    def others(self) -> frozenset[str]:
        """The photos of other splits, which collections name in ``without``.

        Raises:
            TrainingError: the data can't be read.
        """
        files = [file for one in self.recipe.collections for file in one.without]
        return frozenset(name for file in files for name in read_split(self.data / file))

    def library(self, pack: Path, part: Part | None) -> MixedLibrary:
        """Return a part of the photos as a pack sees them; ``None`` are those learned from.

        Raises:
            ModelError: the pack can't be opened.
            TrainingError: the data can't be read.
        """
        encoder = open_image_encoder(pack, threads=2)
        return read_library(self.recipe, self.data, pack, encoder, self.tuning, part)


def told_of_splits(command: Callable[Concatenate[Splits, P], None]) -> Callable[..., None]:
    """Let a command have the options --recipe and --data, and give it the splits they name."""

    @click.option("--recipe", type=Path, required=True, help="The recipe of the built-in model.")
    @click.option("--data", type=Path, required=True, help="The folder of training data.")
    @functools.wraps(command)
    def opened(recipe: Path, data: Path, *args: P.args, **kwargs: P.kwargs) -> None:
        command(Splits(read_recipe(recipe), data), *args, **kwargs)

    return opened


pack_option = click.option(
    "--pack", type=Path, default=builtin_folder, help="A pack's folder; else the built-in."
)
