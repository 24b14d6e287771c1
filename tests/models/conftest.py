"""Models of each family, added once: an export takes seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from photosearch.models.adding import add_model
from tests.conftest import MakeOnce
from tests.models.checkpoints import make


@dataclass(frozen=True)
class Added:
    """A checkpoint, the pack that was made of it, and the stages that were told of."""

    checkpoint: Path
    pack: Path
    stages: tuple[str, ...]


AddModel: TypeAlias = Callable[[str], Added]


@pytest.fixture(scope="session")
def add_tiny(make_once: MakeOnce) -> AddModel:
    """Add the tiny checkpoint of a family, with the program for a GPU; not to be changed."""

    def add(family: str) -> Added:
        def write(place: Path) -> None:
            checkpoint = make(family, place / "hub" / "tiny")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("photosearch.models.adding.has_gpu", lambda: True)
                steps = add_model(str(checkpoint), place / "models")
                stages = [progress.stage for progress in steps]
            (place / "stages").write_text("\n".join(stages))

        place = make_once(family, write)
        stages = (place / "stages").read_text().splitlines()
        return Added(place / "hub" / "tiny", place / "models" / "tiny", tuple(stages))

    return add
