"""How fast a model is on this computer: on ten photos, beside another, in turns."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image

from photosearch.arrays import UInt8Array
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.onnx import IMAGE, kept_outputs
from photosearch.encoders.protocol import ImageEncoder
from photosearch.encoders.ready import is_to_be_made, make_ready
from photosearch.encoders.registry import InstalledModel
from photosearch.errors import PhotoUnreadableError
from photosearch.media.decode import encoder_pixels, read_photo
from photosearch.models.checks import check_pixels
from photosearch.types import Progress

PHOTOS = 10
# What was measured, beside the packs.
SPEEDS_FILE = "speeds.json"
_QUESTIONS = (
    "a dog on a beach",
    "海滩上的狗",
    "two people in front of a mountain",
    "red",
    "生日蛋糕",
)


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """A model's speed on this computer.

    ``rate`` is photos that one worker decodes and encodes a second, ``query_ms`` the milliseconds
    that the words of a question take. Both are of the pack with this ``fingerprint``.
    """

    rate: float
    query_ms: float
    fingerprint: str = ""


def measure(
    models: Sequence[InstalledModel], photos: Sequence[Path], folder: Path
) -> Iterator[Progress]:
    """Measure models on the same photos, in turns, so that all share what else the computer does.

    Args:
        models: which; the first is the one that is asked about.
        photos: ten photos or more; where there are fewer, made ones join them.
        folder: the folder of the user's packs, where the result is kept.

    Yields:
        Progress; the last one's ``figures`` are the first model's ``rate`` and ``query_ms``.
    """
    with tempfile.TemporaryDirectory(prefix="photosearch-measure-") as place:
        chosen = [*photos, *_made_photos(Path(place), PHOTOS - len(photos))][: PHOTOS + 1]
        seconds = np.zeros((len(models), len(chosen)))
        encoders = [_encoder(model, Path(place) / "graphs") for model in models]
        for turn, photo in enumerate(chosen):
            yield Progress("measuring", turn, len(chosen), note=models[0].pack.id)
            for row, (model, encoder) in enumerate(zip(models, encoders, strict=True)):
                start = time.perf_counter()
                pixels = _pixels(photo, model)
                if pixels is not None:
                    encoder.encode_images(pixels)
                seconds[row, turn] = time.perf_counter() - start
    found = {
        model.pack.id: Speed(
            rate=round(1 / float(np.mean(seconds[row, 1:])), 2),  # the first loads the model
            query_ms=round(_query_ms(model), 2),
            fingerprint=model.pack.fingerprint,
        )
        for row, model in enumerate(models)
    }
    _keep(folder, found)
    first = found[models[0].pack.id]
    figures = {"rate": first.rate, "query_ms": first.query_ms}
    yield Progress("measuring", len(chosen), len(chosen), note=models[0].pack.id, figures=figures)


def _encoder(model: InstalledModel, kept: Path) -> ImageEncoder:
    """Return a model's image encoder, its graph made ready as it is for many photos.

    One that can't be made ready is loaded as it is, by what then says what is wrong with it.
    """
    path, outputs = model.folder / IMAGE, kept_outputs(model.pack)[IMAGE]
    if is_to_be_made(path, kept, outputs):
        with suppress(Exception):  # onnx's and onnxruntime's errors share no type
            make_ready(path, kept, outputs)
    return open_image_encoder(model.folder, kept=kept)


def read_speeds(folder: Path) -> dict[str, Speed]:
    """Return what was measured of the packs below a folder, by their ids."""
    try:
        return msgspec.json.decode((folder / SPEEDS_FILE).read_bytes(), type=dict[str, Speed])
    except (OSError, msgspec.DecodeError):
        return {}


def _keep(folder: Path, found: dict[str, Speed]) -> None:
    speeds = {**read_speeds(folder), **found}
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{SPEEDS_FILE}.new"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(speeds)))
    draft.replace(folder / SPEEDS_FILE)


def _pixels(photo: Path, model: InstalledModel) -> UInt8Array | None:
    """Return a photo as the model takes it, UInt8[1, h, w, 3], or None if it can't be read."""
    wanted = model.pack.image
    try:
        return encoder_pixels(read_photo(photo, max(wanted.size)), wanted)[None]
    except PhotoUnreadableError:
        return None


def _query_ms(model: InstalledModel) -> float:
    encoder = open_text_encoder(model.folder)
    encoder.encode_query(_QUESTIONS[0])
    taken = []
    for question in _QUESTIONS:
        start = time.perf_counter()
        encoder.encode_query(question)
        taken.append(time.perf_counter() - start)
    return float(np.median(taken)) * 1_000


def _made_photos(folder: Path, count: int) -> list[Path]:
    """Write photos of some megapixels, smooth as photos are."""
    blobs = [Image.fromarray(each) for each in check_pixels((375, 500))]
    paths = [folder / f"{number}.jpg" for number in range(max(0, count))]
    for number, path in enumerate(paths):
        blobs[number % len(blobs)].resize((2_000, 1_500)).save(path, quality=90)
    return paths
