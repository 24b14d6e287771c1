"""Adds a vision-language model that answers questions: download, check, try, move into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from photosearch.encoders.packs import PACK_FILE
from photosearch.errors import ModelError
from photosearch.models.adding import add_model, download_folder, forget_download
from photosearch.models.answerers import ANSWERER_FILE, Answerer, write_answerer
from photosearch.models.folders import (
    check_code,
    check_weights,
    files_below,
    is_export,
    model_type,
    wanted_files,
)
from photosearch.models.hub import fetch
from photosearch.paths import user_path
from photosearch.types import Progress


def add_answerer(source: str, models: Path) -> Iterator[Progress]:
    """Add a model of the hub or of a local folder; close the generator to stop.

    Any family that transformers loads as image-text-to-text will do (BLIP, SmolVLM, LLaVA,
    Qwen2.5-VL, Gemma 3 …), from safetensors and without code of its own. It is tried on a picture.

    Yields:
        Progress; the last one's ``note`` is the new model's id.

    Raises:
        ModelError: it is no such model, is there already, or wants code of its own to be run.
        HubUnreachableError: it can't be downloaded.
    """
    name = _new_name(source, models)
    folder = user_path(source)
    if not folder.is_dir():
        folder = download_folder(source, models)
        yield from fetch(source, folder)
    yield Progress("loading", 0, 1, note=name)
    try:
        _make(folder, models / name, source)
    finally:
        forget_download(source, models)
    yield Progress("adding", 1, 1, note=name)


def add_any(source: str, models: Path, *, quantise: bool = True) -> Iterator[Progress]:
    """Add a model for what its kind can do: see photos, or answer questions about some.

    Yields and raises as :func:`photosearch.models.adding.add_model` and :func:`add_answerer` do.
    """
    _new_name(source, models)
    folder = user_path(source)
    if not folder.is_dir():
        folder = download_folder(source, models)
        yield from fetch(source, folder)
    if answers_questions(folder):
        yield from add_answerer(source, models)
    else:
        yield from add_model(source, models, quantise=quantise)


def answers_questions(folder: Path) -> bool:
    """Say whether a checkpoint is one that takes pictures and text and gives text."""
    kind = model_type(folder)
    if not kind or is_export(files_below(folder)):
        return False
    from photosearch.models.families import FAMILIES
    from photosearch.models.vision_language import is_vision_language

    return kind not in FAMILIES and is_vision_language(kind)


def _new_name(source: str, models: Path) -> str:
    """Return the name that a model gets, which none has yet; the folder of models is made."""
    folder = user_path(source)
    name = folder.name if folder.is_dir() else Path(source.partition("@")[0]).name
    if any((models / name / file).exists() for file in (PACK_FILE, ANSWERER_FILE)):
        raise ModelError("there_already", name=name)
    models.mkdir(parents=True, exist_ok=True)
    return name


def _make(folder: Path, target: Path, source: str) -> None:
    """Copy what is needed beside its place, try it, and move it there when it is whole."""
    files = files_below(folder)
    check_weights(files, source)
    check_code(folder, source)
    from photosearch.models.vision_language import VisionLanguage

    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".adding-") as place:
        draft = Path(place) / "model"
        draft.mkdir()
        for name in (*wanted_files(files), *(one for one in files if one.startswith("LICENSE"))):
            shutil.copy(folder / name, draft / name)
        model = VisionLanguage(draft)
        model.try_out()
        made = Answerer(
            id=target.name,
            name=target.name,
            family=model.family,
            source=source,
            chats=model.chats,
        )
        write_answerer(draft, made)
        draft.rename(target)
