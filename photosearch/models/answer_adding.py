"""Adds a vision-language model that answers questions: download, check, try, move into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from photosearch.encoders.packs import PACK_FILE
from photosearch.errors import ModelError
from photosearch.models.adding import download_folder, forget_download
from photosearch.models.answerers import ANSWERER_FILE, Answerer, write_answerer
from photosearch.models.folders import check_code, check_weights, files_below, wanted_files
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
    folder = user_path(source)
    is_local = folder.is_dir()
    name = folder.name if is_local else Path(source.partition("@")[0]).name
    if any((models / name / file).exists() for file in (PACK_FILE, ANSWERER_FILE)):
        raise ModelError("there_already", name=name)
    models.mkdir(parents=True, exist_ok=True)
    if not is_local:
        folder = download_folder(source, models)
        yield from fetch(source, folder)
    yield Progress("loading", 0, 1, note=name)
    try:
        _make(folder, models / name, source)
    finally:
        forget_download(source, models)
    yield Progress("adding", 1, 1, note=name)


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
