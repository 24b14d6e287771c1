"""Models of each family, added once: an export takes seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from photosearch.models.adding import add_model
from tests.models.checkpoints import make


@dataclass(frozen=True)
class Added:
    """A checkpoint, the pack that was made of it, and the stages that were told of."""

    checkpoint: Path
    pack: Path
    stages: tuple[str, ...]


AddModel: TypeAlias = Callable[[str], Added]


@pytest.fixture(scope="session")
def add_tiny(tmp_path_factory: pytest.TempPathFactory) -> AddModel:
    """Add the tiny checkpoint of a family, with the program for a GPU; not to be changed."""

    @cache
    def add(family: str) -> Added:
        place = tmp_path_factory.mktemp(family)
        checkpoint = make(family, place / "hub" / "tiny")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("photosearch.models.adding.has_gpu", lambda: True)
            steps = add_model(str(checkpoint), place / "models")
            stages = tuple(progress.stage for progress in steps)
        return Added(checkpoint, place / "models" / "tiny", stages)

    return add
