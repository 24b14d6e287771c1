"""Vision-language models that were added to answer questions: what each is, and where.

    answerer.json    what stands below, as JSON; beside it the checkpoint's own files

No torch here: daily work asks what there is.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from photosearch.encoders.description import read_description, write_description
from photosearch.errors import ModelError

ANSWERER_FILE: Final = "answerer.json"
FORMAT: Final = 1


class Answerer(msgspec.Struct, frozen=True, kw_only=True):
    """What ``answerer.json`` says; ``chats`` is false where one photo and a question is all."""

    id: str
    name: str
    family: str
    source: str = ""
    chats: bool = True
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class InstalledAnswerer:
    """A model that answers, and where it is."""

    answerer: Answerer
    folder: Path

    def size(self) -> int:
        """Return how many bytes its files take."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


def installed_answerers(models: Path) -> list[InstalledAnswerer]:
    """Return the models below a folder that answer, by id; broken ones are left out."""
    found = []
    for path in sorted(models.glob(f"*/{ANSWERER_FILE}")):
        try:
            found.append(InstalledAnswerer(_read(path.parent), path.parent))
        except ModelError:
            continue
    return found


def find_answerer(models: Path, model_id: str) -> InstalledAnswerer:
    """Return a model that answers.

    Raises:
        ModelError: it is not installed, or broken.
    """
    folder = models / model_id
    is_name = folder.parent == models and not model_id.startswith(".")
    if not is_name or not (folder / ANSWERER_FILE).is_file():
        raise ModelError("unknown", model_id=model_id)
    return InstalledAnswerer(_read(folder), folder)


def is_answerer(models: Path, model_id: str) -> bool:
    """Say whether a model was added to answer questions."""
    return any(one.answerer.id == model_id for one in installed_answerers(models))


def write_answerer(folder: Path, answerer: Answerer) -> None:
    """Write what a model is, last of its files."""
    write_description(folder / ANSWERER_FILE, answerer)


def remove_answerer(models: Path, model_id: str) -> None:
    """Delete a model that answers.

    Raises:
        ModelError: it is not installed.
    """
    shutil.rmtree(find_answerer(models, model_id).folder)


def _read(folder: Path) -> Answerer:
    return read_description(folder / ANSWERER_FILE, Answerer, FORMAT)
