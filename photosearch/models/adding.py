"""Adds a model: download, load, export, quantise where that is exact, check, move into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from photosearch.arrays import Float32Array, Int64Array, UInt8Array
from photosearch.encoders.packs import PACK_FILE, Pack, write_pack
from photosearch.errors import HubUnreachableError, ModelError
from photosearch.types import Progress

_WANTED = (".json", ".txt", ".model", ".safetensors")
_CHECK_TEXTS = (
    "a photo of a dog", "two people on a mountain at sunset", "red", "一只猫在键盘上",
    "a very long caption of a street with cars, people, signs and a great many other things",
)  # fmt: skip


def add_model(source: str, models: Path, *, quantise: bool = True) -> Iterator[Progress]:
    """Add a model of the hub (``owner/name``) or of a local folder; close the generator to stop.

    Args:
        source: a hub id or a folder.
        models: the folder of the user's packs.
        quantise: whether 8-bit weights may be used where they lose nothing that matters.

    Yields:
        Progress; the last one's ``note`` is the new model's id.

    Raises:
        ModelError: it is of no known family, is there already, or does not survive the export.
        HubUnreachableError: it can't be downloaded.
    """
    name = Path(source).name
    if (models / name / PACK_FILE).exists():
        raise ModelError(f"{name} is there already.", f"`photosearch models use {name}`.")
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".adding-") as place:
        work = Path(place)
        folder = Path(source).expanduser()
        if not folder.is_dir():
            folder = work / "checkpoint"
            yield from _download(source, folder)
        draft = work / "pack"
        draft.mkdir()
        yield from _export(folder, draft, name, source, quantise)
        draft.rename(models / name)
    yield Progress("adding", 1, 1, note=name)


def _download(source: str, target: Path) -> Iterator[Progress]:
    """Fetch a model's files, one after the other; counts kilobytes."""
    from huggingface_hub import HfApi, hf_hub_download

    try:
        files = HfApi().model_info(source, files_metadata=True).siblings or []
        wanted = [file for file in files if file.rfilename.endswith(_WANTED)]
        total = sum(file.size or 0 for file in wanted) >> 10
        done = 0
        for file in wanted:
            yield Progress("downloading", done, total, note=file.rfilename)
            hf_hub_download(source, file.rfilename, local_dir=target)
            done += (file.size or 0) >> 10
        yield Progress("downloading", done, total)
    except Exception as error:  # the hub's, its HTTP client's (which changes) and the system's
        raise HubUnreachableError(
            f"{source} is no local folder, and the Hugging Face hub does not give it"
            f" ({(str(error).strip().splitlines() or ['no answer'])[0]}).",
            "Check the name and the network, or download it elsewhere and give its folder.",
        ) from error


def _export(
    folder: Path, draft: Path, name: str, source: str, quantise: bool
) -> Iterator[Progress]:
    yield Progress("loading", 0, 4, note=name)
    from photosearch.models.families import FAMILIES, load_checkpoint

    checkpoint = load_checkpoint(folder)
    yield Progress("exporting", 1, 4, note="image")
    from photosearch.models.exporting import export_image, export_program, export_text

    pixels, (ids, mask) = _check_pixels(checkpoint.preprocessing.size), _check_tokens(checkpoint)
    image_bits = export_image(checkpoint, draft, pixels, quantise)
    yield Progress("exporting", 2, 4, note="text")
    text_bits = export_text(checkpoint, draft, ids, mask, quantise)
    yield Progress("exporting", 3, 4, note="for a GPU")
    export_program(checkpoint, draft, pixels)
    checkpoint.tokenizer.save(str(draft / "tokenizer.json"))
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


def _check_pixels(size: tuple[int, int]) -> UInt8Array:
    """Return UInt8[4, h, w, 3]: smooth blobs, as photos are, and not noise."""
    random = np.random.default_rng(0)
    coarse = random.integers(0, 256, (4, 4, 4, 3)).astype(np.float32)
    rows = np.linspace(0, 3, size[0])
    columns = np.linspace(0, 3, size[1])
    below, right = rows.astype(int).clip(max=2), columns.astype(int).clip(max=2)
    y, x = (rows - below)[None, :, None, None], (columns - right)[None, None, :, None]
    upper = _blend(coarse[:, below][:, :, right], coarse[:, below][:, :, right + 1], x)
    lower = _blend(coarse[:, below + 1][:, :, right], coarse[:, below + 1][:, :, right + 1], x)
    return _blend(upper, lower, y).astype(np.uint8)


def _blend(one: Float32Array, other: Float32Array, share: Float32Array) -> Float32Array:
    return one * (1 - share) + other * share


def _check_tokens(checkpoint: object) -> tuple[Int64Array, Int64Array]:
    """Return token ids and masks, Int64[n, t], of the texts that both towers must agree on."""
    from photosearch.encoders.onnx import prepare_tokenizer

    tokenizer = prepare_tokenizer(checkpoint.tokenizer, checkpoint.text_input)  # type: ignore[attr-defined]
    encodings = tokenizer.encode_batch(list(_CHECK_TEXTS))
    ids = np.array([encoding.ids for encoding in encodings], np.int64)
    return ids, np.array([encoding.attention_mask for encoding in encodings], np.int64)
