"""Adds a model: download, load, export, quantise where that is exact, check, move into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from photosearch.encoders.packs import PACK_FILE, Pack, write_pack
from photosearch.encoders.torch_runtime import has_gpu
from photosearch.errors import ModelError
from photosearch.models.checks import check_pixels, check_tokens
from photosearch.models.folders import check_code, check_weights, files_below, is_export
from photosearch.models.hub import Unfinished, fetch, unfinished
from photosearch.paths import user_path
from photosearch.types import Progress

# Downloads that are not whole lie here, below the folder of packs.
DOWNLOADS = ".downloads"


def add_model(source: str, models: Path, *, quantise: bool = True) -> Iterator[Progress]:
    """Add a model of the hub or of a local folder; close the generator to stop.

    A download that stops, or loses its connection, is kept: the next call goes on with it.

    Args:
        source: ``owner/name`` or ``owner/name@revision`` on the hub, or a folder: a checkpoint with
            safetensors, or a ready-made export of ONNX graphs.
        models: the folder of the user's packs.
        quantise: whether 8-bit weights may be used where they lose nothing that matters.

    Yields:
        Progress; the last one's ``note`` is the new model's id.

    Raises:
        ModelError: it is of no known family, is there already, wants code of its own to be run, or
            does not survive the export.
        HubUnreachableError: it can't be downloaded.
    """
    folder = user_path(source)
    is_local = folder.is_dir()
    name = folder.name if is_local else Path(source.partition("@")[0]).name
    if (models / name / PACK_FILE).exists():
        raise ModelError("there_already", name=name)
    models.mkdir(parents=True, exist_ok=True)
    if not is_local:
        folder = download_folder(source, models)
        yield from fetch(source, folder)
    try:
        yield from _made(folder, name, source, models, quantise)
    except ModelError:
        forget_download(source, models)  # it will not do better the next time
        raise
    forget_download(source, models)
    yield Progress("adding", 1, 1, note=name)


def download_folder(source: str, models: Path) -> Path:
    """Return where a model of the hub is downloaded to."""
    return models / DOWNLOADS / source.replace("/", "--")


def unfinished_downloads(models: Path) -> list[Unfinished]:
    """Return the downloads that stopped on their way."""
    found = (unfinished(folder) for folder in sorted((models / DOWNLOADS).glob("*")))
    return [one for one in found if one is not None]


def forget_download(source: str, models: Path) -> None:
    """Delete what was downloaded of a model."""
    shutil.rmtree(download_folder(source, models), ignore_errors=True)


def _made(folder: Path, name: str, source: str, models: Path, quantise: bool) -> Iterator[Progress]:
    """Make the pack beside its place, and move it there when it is whole."""
    files = files_below(folder)
    check_weights(files, source)
    check_code(folder, source)
    with tempfile.TemporaryDirectory(dir=models, prefix=".adding-") as place:
        draft = Path(place) / "pack"
        draft.mkdir()
        if is_export(files):
            from photosearch.models.ready_made import write_export_pack

            yield from write_export_pack(folder, draft, name, source, quantise)
        else:
            yield from _export(folder, draft, name, source, quantise)
        draft.rename(models / name)


def _export(
    folder: Path, draft: Path, name: str, source: str, quantise: bool
) -> Iterator[Progress]:
    yield Progress("loading", 0, 4, note=name)
    from photosearch.models.families import FAMILIES, load_checkpoint

    checkpoint = load_checkpoint(folder)
    yield Progress("exporting", 1, 4, note="image")
    from photosearch.models.exporting import export_image, export_program, export_text

    checkpoint.tokenizer.save(str(draft / "tokenizer.json"))
    pixels = check_pixels(checkpoint.preprocessing.size)
    ids, mask = check_tokens(draft / "tokenizer.json", checkpoint.text_input)
    image_bits = export_image(checkpoint, draft, pixels, quantise)
    yield Progress("exporting", 2, 4, note="text")
    text_bits = export_text(checkpoint, draft, ids, mask, quantise)
    if has_gpu():
        yield Progress("exporting", 3, 4, note="for a GPU")
        export_program(checkpoint, draft, pixels)
    for licence in folder.glob("LICENSE*"):
        shutil.copy(licence, draft)
    write_pack(
        draft,
        Pack(
            id=name,
            name=f"{name} ({FAMILIES[checkpoint.family]})",
            family=checkpoint.family,
            languages=checkpoint.languages,
            dimensions=checkpoint.dimensions,
            image=checkpoint.preprocessing,
            text=checkpoint.text_input,
            source=source,
            precision=f"image {image_bits}, text {text_bits}",
        ),
    )
    yield Progress("exporting", 4, 4, note=name)
