from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image

from photosearch.indexing.worker import Worker, WorkerConfig
from photosearch.media.decode import encoder_pixels, read_photo, reduced
from photosearch.media.fingerprint import photo_hash
from photosearch.paths import thumbnail_path
from photosearch.types import Decoded, Preprocessing
from tests.pictures import scene

# What a worker that sees nothing but JPEGs need not wait for.
LATE = ("numpy.ma", "pillow_heif", "pylibjxl", "email", "tomllib", "platformdirs", "av", "rawpy")

ONE_PHOTO = """
import sys
from pathlib import Path
from photosearch.indexing.worker import Worker, WorkerConfig
from photosearch.types import Decoded, Preprocessing

config = WorkerConfig(Path(sys.argv[1]), Preprocessing(size=(224, 224)), None)
made = Worker(config).process(Path(sys.argv[2]))
assert isinstance(made, Decoded) and made.perceptual_hash, made
print(*sys.modules)
"""


def turned(path: Path, orientation: int, size: tuple[int, int]) -> Path:
    """Write a photo that the camera says is turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    scene(1, size).save(path, exif=exif, quality=95)
    return path


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("size", [(1600, 1200), (900, 1600), (4000, 400)])
@pytest.mark.parametrize("resize", ["squash", "crop"])
def test_what_is_made_of_one_resize_is_as_if_made_of_the_photo(
    tmp_path: Path, orientation: int, size: tuple[int, int], resize: Literal["squash", "crop"]
) -> None:
    path = turned(tmp_path / "a.jpg", orientation, size)
    preprocessing = Preprocessing(size=(224, 224), resize=resize)
    worker = Worker(WorkerConfig(tmp_path / "thumbnails", preprocessing, None))
    made = worker.process(path)
    assert isinstance(made, Decoded)
    photo = read_photo(path, 1200)
    assert made.pixels is not None
    difference = made.pixels[0].astype(int) - encoder_pixels(photo, preprocessing)
    assert np.abs(difference).mean() < 1.5
    assert made.perceptual_hash is not None
    assert ((made.perceptual_hash ^ photo_hash(photo)) & (2**64 - 1)).bit_count() <= 2
    with Image.open(thumbnail_path(tmp_path / "thumbnails", made.content_hash)) as thumbnail:
        wide = (size[0] > size[1]) == (orientation < 5)
        assert (thumbnail.width > thumbnail.height) == wide


def test_an_encoder_that_sees_more_than_a_thumbnail_has_gets_it(tmp_path: Path) -> None:
    path = turned(tmp_path / "a.jpg", 1, (1600, 1200))
    preprocessing = Preprocessing(size=(384, 384))
    made = Worker(WorkerConfig(tmp_path, preprocessing, None)).process(path)
    assert isinstance(made, Decoded)
    assert made.pixels is not None
    straight = encoder_pixels(read_photo(path, 384), preprocessing)
    assert np.array_equal(made.pixels[0], straight)


def test_a_small_photo_is_not_made_larger(tmp_path: Path) -> None:
    photo = read_photo(turned(tmp_path / "a.jpg", 6, (100, 80)), 240)
    assert reduced(photo, (320, 240), Image.Resampling.HAMMING) is photo


def test_a_photo_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    photo = turned(tmp_path / "IMG_20230514_101112.jpg", 6, (800, 600))
    command = [sys.executable, "-c", ONE_PHOTO, str(tmp_path), str(photo)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not set(LATE) & set(done.stdout.split())
