"""How well near duplicates are told from other photos, and how long grouping takes.

    python -m benchmarks.duplicates --photos images.tar --names val.txt

Each photo is edited as people and programs edit copies; an edited one should be grouped with its
original, and no two different photos with each other.
"""

from __future__ import annotations

import argparse
import io
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import numpy as np
from PIL import Image, ImageEnhance

from photosearch.arrays import Float32Array, Int64Array, unit_length
from photosearch.catalogue.database import Catalogue
from photosearch.duplicates.finder import DuplicateFinder
from photosearch.duplicates.near import COSINE, RADIUS, bits_that_differ, close_pairs, stars
from photosearch.encoders import open_image_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import builtin_folder
from photosearch.media.decode import decode, encoder_pixels, thumbnail
from photosearch.media.fingerprint import BLANK, perceptual_hash, photo_hash
from photosearch.search.timeline import months

Edit: TypeAlias = Callable[[Image.Image], tuple[Image.Image, int]]
RADII: Final = (4, 6, 8, 10, 12, 14)
COSINES: Final = (-1.0, 0.5, 0.6, 0.7, 0.8, 0.9)
QUALITY: Final = 90


def _cropped(image: Image.Image, share: float) -> Image.Image:
    width, height = image.size
    left, top = round(width * share), round(height * share)
    return image.crop((left, top, width - left, height - top))


EDITS: Final[dict[str, Edit]] = {
    "as it is": lambda image: (image, QUALITY),
    "JPEG quality 60": lambda image: (image, 60),
    "JPEG quality 30": lambda image: (image, 30),
    "half the size": lambda image: (image.resize((image.width // 2, image.height // 2)), QUALITY),
    "2 % cropped at each side": lambda image: (_cropped(image, 0.02), QUALITY),
    "4 % cropped at each side": lambda image: (_cropped(image, 0.04), QUALITY),
    "brighter by 20 %": lambda image: (ImageEnhance.Brightness(image).enhance(1.2), QUALITY),
    "darker by 20 %": lambda image: (ImageEnhance.Brightness(image).enhance(0.8), QUALITY),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path, required=True, help="a tar of JPEG files")
    parser.add_argument("--names", type=Path, help="the names to take, one a line")
    parser.add_argument("--count", type=int, default=1000, help="how many photos to edit")
    parser.add_argument("--different", type=int, default=8000, help="how many to compare")
    options = parser.parse_args()
    print_time(100_000)
    print_library(100_000)
    seer = Seer()
    print_false(*seer.see(_images(options.photos, None, options.different), EDITS["as it is"]))
    images = list(_images(options.photos, options.names, options.count))
    hashes, vectors = seer.see(images, EDITS["as it is"])
    print_recall(images, seer, hashes, vectors)
    print_thumbnails(images)


def _images(tar: Path, names: Path | None, count: int) -> Iterator[Image.Image]:
    wanted = {Path(name).stem for name in names.read_text().split()} if names else None
    with tarfile.open(tar) as archive:
        for member in archive:
            if count and member.isfile() and (wanted is None or Path(member.name).stem in wanted):
                file = archive.extractfile(member)
                assert file is not None
                count -= 1
                yield Image.open(io.BytesIO(file.read())).convert("RGB")


class Seer:
    """Hashes and encodes pictures as a worker of the program does."""

    def __init__(self) -> None:
        self._encoder = open_image_encoder(builtin_folder(), threads=1)
        self._preprocessing = read_pack(builtin_folder()).image

    def see(self, images: Iterable[Image.Image], edit: Edit) -> tuple[Int64Array, Float32Array]:
        """Return Int64[n] hashes and Float32[n, d] vectors of the edited pictures."""
        hashes, vectors = [], []
        for image in images:
            photo = decode(_jpeg(*edit(image)), 240)
            hashes.append(photo_hash(photo))
            pixels = encoder_pixels(photo, self._preprocessing)
            vectors.append(self._encoder.encode_images(pixels[None])[0])
        return np.array(hashes, np.int64), np.stack(vectors)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def print_false(hashes: Int64Array, vectors: Float32Array) -> None:
    """Print how many pairs of different photos pass, by radius and cosine."""
    values, first = np.unique(hashes, return_index=True)
    left, right = (first[side] for side in close_pairs(values, max(RADII)))
    distances = bits_that_differ(hashes[left], hashes[right])
    cosines = (vectors[left] * vectors[right]).sum(1)
    count = len(hashes) * (len(hashes) - 1) // 2
    print(f"Pairs of different photos that pass, of {count:,}:\n")
    print("| bits that differ |" + "".join(f" cosine ≥ {one} |" for one in COSINES))
    print("|---|" + "---|" * len(COSINES))
    for radius in RADII:
        counts = (int(((distances <= radius) & (cosines >= one)).sum()) for one in COSINES)
        print(f"| ≤ {radius} |" + "".join(f" {count} |" for count in counts))
    print()


def print_recall(
    images: Sequence[Image.Image], seer: Seer, hashes: Int64Array, vectors: Float32Array
) -> None:
    """Print the share of edited photos that pass with their original, by radius."""
    chosen = f"≤ {RADIUS}, cosine ≥ {COSINE}"
    print(f"{len(images):,} photos.")
    print("Edited photos that pass with their original (hash alone, then as the program does):\n")
    print("| edit |" + "".join(f" ≤ {radius} |" for radius in RADII) + f" {chosen} | 1 % cosine |")
    print("|---|" + "---|" * (len(RADII) + 2))
    for name, edit in EDITS.items():
        edited, seen = seer.see(images, edit)
        distances = bits_that_differ(hashes, edited)
        cosines = (vectors * seen).sum(1)
        shares = "".join(f" {(distances <= radius).mean():.1%} |" for radius in RADII)
        both = ((distances <= RADIUS) & (cosines >= COSINE)).mean()
        print(f"| {name} |{shares} {both:.1%} | {np.quantile(cosines, 0.01):.3f} |", flush=True)
    print()


def print_thumbnails(images: Sequence[Image.Image]) -> None:
    """Print how far a hash from the stored thumbnail is from that of the photo itself."""
    pairs = []
    for image in images:
        photo = decode(_jpeg(image, QUALITY), 240)
        stored = Image.open(io.BytesIO(_jpeg(thumbnail(photo, 320), 82)))
        pairs.append((photo_hash(photo), perceptual_hash(stored)))
    both = np.array(pairs, np.int64)
    bits = bits_that_differ(both[:, 0], both[:, 1])
    print(f"From the thumbnail: {bits.mean():.2f} bits differ on average, {bits.max()} at most.\n")


def print_time(count: int, dimensions: int = 256) -> None:
    """Print the time to group random hashes of which one in ten has a near duplicate."""
    random = np.random.default_rng(1)
    hashes, vectors = made(random, count, dimensions)
    begun = time.perf_counter()
    pairs = len(close_pairs(np.unique(hashes), RADIUS)[0])
    found = time.perf_counter() - begun
    begun = time.perf_counter()
    groups = sum(1 for _ in stars(hashes, vectors))
    grouped = time.perf_counter() - begun
    print(f"{count:,} hashes: {pairs:,} pairs in {found:.2f} s, ", end="")
    print(f"{groups:,} groups in {grouped:.2f} s.", flush=True)


def made(
    random: np.random.Generator, count: int, dimensions: int
) -> tuple[Int64Array, Float32Array]:
    """Return random hashes and vectors; the last tenth is nearly the same as the first."""
    hashes = random.integers(-(2**63), 2**63 - 1, count)
    copies = count // 10
    hashes[-copies:] = hashes[:copies] ^ (np.int64(1) << random.integers(0, 63, copies))
    hashes[hashes == BLANK] = 1
    vectors = random.standard_normal((count, dimensions)).astype(np.float32)
    vectors[-copies:] = vectors[:copies]
    return hashes, unit_length(vectors)


def print_library(count: int, dimensions: int = 256) -> None:
    """Print the time to find duplicates, and the months, in a catalogue of made photos."""
    with TemporaryDirectory() as folder, Catalogue.open(Path(folder) / "catalogue.db") as catalogue:
        space = fill(catalogue, count, dimensions)
        begun = time.perf_counter()
        groups = DuplicateFinder(catalogue, Path(folder)).find(space)
        found = time.perf_counter() - begun
        begun = time.perf_counter()
        answer = catalogue.photos.newest()
        listed = time.perf_counter()
        spans = months(catalogue.photos.times(answer), count)
        took = (time.perf_counter() - listed) * 1000
        print(f"A library of {count:,}: {len(groups):,} groups in {found:.2f} s; ", end="")
        print(f"its {len(spans)} months in {took:.0f} ms.\n", flush=True)


def fill(catalogue: Catalogue, count: int, dimensions: int) -> int:
    """Store made photos, one in ten of them a near duplicate; return their space."""
    random = np.random.default_rng(2)
    hashes, vectors = made(random, count, dimensions)
    space = catalogue.vectors.space("made", "made", dimensions, 0, dimensions).id
    times = random.integers(1_000_000_000, 1_700_000_000, count) * 10**6
    blobs = [vector.tobytes() for vector in vectors.astype(np.float16)]
    with catalogue.write() as connection:
        connection.exec_driver_sql("INSERT INTO folders (id, path) VALUES (1, X'2f')")
        connection.exec_driver_sql(
            "INSERT INTO photos (id, folder_id, path, size, mtime_ns, content_hash,"
            " perceptual_hash, width, height, taken_us) VALUES (?, 1, ?, 1, 1, ?, ?, 4, 3, ?)",
            [
                (row + 1, b"%d.jpg" % row, b"%016d" % row, int(hashes[row]), int(times[row]))
                for row in range(count)
            ],
        )
        connection.exec_driver_sql(
            "INSERT INTO vectors (space_id, photo_id, image, fused) VALUES (?, ?, ?, X'00')",
            [(space, row + 1, blob) for row, blob in enumerate(blobs)],
        )
    return space


if __name__ == "__main__":
    main()
