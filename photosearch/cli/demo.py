"""`photosearch demo`: a small library of sample photographs, searched in both languages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from photosearch.cli.output import tell
from photosearch.cli.progress import show_progress
from photosearch.errors import PhotosearchError
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings

# Photographs that scikit-image carries.
SAMPLES: Final = (
    "chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png", "horse.png", "coins.png",
    "moon.png", "brick.png", "grass.png", "motorcycle_left.png", "camera.png",
    "hubble_deep_field.jpg",
)  # fmt: skip
QUERIES: Final = (
    ("close-up of a cat", "猫的特写"),
    ("ginger cat", "橘猫"),
    ("a cup of coffee on a table", "桌上的一杯咖啡"),
    ("a spoon beside a cup", "杯子旁边的勺子"),
    ("motorcycle parked indoors", "停在室内的摩托车"),
    ("a red motorbike", "红色的摩托车"),
    ("man with a camera on a tripod", "三脚架上的相机"),
    ("a man in a dark coat taking a photo", "穿黑色大衣拍照的男人"),
    ("silhouette of a horse", "马"),
    ("night sky", "夜空"),
    ("grass", "草"),
)
# What none of them shows.
ABSENT: Final = (("pizza", "披萨"), ("a birthday cake", "生日蛋糕"), ("a wedding", "婚礼"))
# What the built-in model does not find, or not surely: it has hardly seen such photos.
MISSED: Final = ("full moon", "月亮", "rocket", "火箭")
SHOWN = 3


def run_demo(photos: Path | None = None) -> None:
    """Index the samples, or a folder, in a library of its own, and print what searches find.

    Raises:
        PhotosearchError: there are no samples here.
    """
    with tempfile.TemporaryDirectory(prefix="photosearch-demo-") as home:
        folder = photos or _sample_folder(Path(home) / "samples")
        with Library.open(
            AppPaths.under(Path(home)), Settings(watch=False, read_text=False)
        ) as library:
            library.folders.add(folder)
            last = show_progress(library.update())
            rate = f" at {last.rate:.0f} photos/s" if last and last.rate else ""
            tell(f"Indexed {library.searchable():,} photos{rate}.", "")
            library.warm_up()
            for query in (text for pair in QUERIES for text in pair):
                _show(library, query)
            if photos is None:
                tell("None of the photos shows these:", "")
                for query in (text for pair in ABSENT for text in pair):
                    _show(library, query)
                tell("Not everything is found; the moon and the rocket are not:", "")
                for query in MISSED:
                    _show(library, query)


def _show(library: Library, query: str) -> None:
    answer = library.search(query)
    found = f"{answer.matches} found" if answer.matches else "nothing found; nearest are"
    tell(f"{query}   [{answer.milliseconds:.1f} ms]   {found}")
    for place, hit in enumerate(library.hits(answer, 0, SHOWN), 1):
        parts = hit.parts
        tell(f"  {place}. {parts.total:.3f}  {hit.path.resolve().name}")
    tell("")


def _sample_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for number, source in enumerate(sample_photos(), 1):
        # Named as a camera would: only what they show can be found.
        (folder / f"IMG_{number:04}{source.suffix}").symlink_to(source)
    return folder


def sample_photos() -> Iterator[Path]:
    """Yield the sample photographs' files.

    Raises:
        PhotosearchError: scikit-image is not installed.
    """
    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise PhotosearchError("no_samples")
    data = Path(spec.origin).parent / "data"
    yield from (path for name in SAMPLES if (path := data / name).exists())
