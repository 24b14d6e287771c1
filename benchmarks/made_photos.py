"""Photos as a 12-megapixel camera writes them, made from scikit-image's photographs."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.cli.demo import sample_photos

SIZE = (4000, 3000)
# As they come from messengers and websites.
SMALL = (1024, 768)
# Sensor noise, in levels: with it a photo compresses to 4–6 MB, as a camera's does.
NOISE = 4.5
QUALITY = 92
DISTINCT = 12


def make_photos(
    folder: Path, count: int, size: tuple[int, int] = SIZE, seed: int = 3
) -> list[Path]:
    """Write ``count`` JPEGs; DISTINCT of them differ in what they show, all in their content."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = [Image.open(path).convert("RGB") for path in sample_photos()]
    random = np.random.default_rng(seed)
    made = [_photo(sources[n % len(sources)], size, random) for n in range(min(count, DISTINCT))]
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        # Decoders pass over what follows the picture's end.
        path.write_bytes(made[number % len(made)] + number.to_bytes(4, "big"))
    return paths


def _photo(source: Image.Image, size: tuple[int, int], random: np.random.Generator) -> bytes:
    """Return a JPEG of a part of a photograph, with noise of its own."""
    width, height = source.size
    left, top = (int(random.integers(0, side // 4 + 1)) for side in source.size)
    part = source.crop((left, top, left + width * 3 // 4, top + height * 3 // 4))
    pixels = np.asarray(part.resize(size, Image.Resampling.BICUBIC), np.float32)
    pixels = pixels + NOISE * random.standard_normal(pixels.shape, np.float32)
    file = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def make_library_folder(folder: Path, count: int) -> None:
    """Write ``count`` tiny files with photos' names, a thousand a folder, as a scan meets them."""
    for number in range(count):
        if number % 1000 == 0:
            below = folder / f"{number // 1000:03}"
            below.mkdir(parents=True)
        (below / f"IMG_{number % 1000:04}.jpg").write_bytes(b"made")
