"""Which model packs there are: the built-in one and those the user added."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from photosearch.encoders.packs import PACK_FILE, Pack, read_pack
from photosearch.errors import ModelError
from photosearch.settings import BUILTIN_MODEL

# Where the built-in pack is looked for instead, so that tests can run with another.
BUILTIN_VARIABLE = "PHOTOSEARCH_BUILTIN"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A pack and where it is."""

    pack: Pack
    folder: Path
    builtin: bool

    def size(self) -> int:
        """Return how many bytes its files take."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


class Registry:
    """Finds packs by id."""

    def __init__(self, user_folder: Path) -> None:
        self._user_folder = user_folder

    def all(self) -> list[InstalledModel]:
        """Return the built-in model and the user's, by id; broken packs are left out."""
        found = [self.get(BUILTIN_MODEL)]
        for folder in sorted(self._user_folder.glob(f"*/{PACK_FILE}")):
            try:
                found.append(InstalledModel(read_pack(folder.parent), folder.parent, False))
            except ModelError:
                continue
        return found

    def get(self, model_id: str) -> InstalledModel:
        """Return one model.

        Raises:
            ModelError: it is not installed, or its pack is broken.
        """
        if model_id == BUILTIN_MODEL:
            folder = builtin_folder()
            return InstalledModel(read_pack(folder), folder, True)
        folder = self._user_folder / model_id
        is_name = folder.parent == self._user_folder and not model_id.startswith(".")
        if not is_name or not (folder / PACK_FILE).is_file():
            raise ModelError("unknown", model_id=model_id)
        return InstalledModel(read_pack(folder), folder, False)

    def remove(self, model_id: str) -> None:
        """Delete a model that the user added.

        Raises:
            ModelError: it is not installed, or is the built-in one.
        """
        model = self.get(model_id)
        if model.builtin:
            raise ModelError("builtin_stays")
        shutil.rmtree(model.folder)


def builtin_folder() -> Path:
    """Return the folder of the built-in pack."""
    other = os.environ.get(BUILTIN_VARIABLE)
    if other:
        return Path(other)
    return Path(str(resources.files("resources") / "models" / "mini"))
