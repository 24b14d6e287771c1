"""What training computes once: the frozen blocks' output for every photo, as it is and mirrored.

The early blocks of the image tower stay as ImageNet made them, so their output is kept on disk and
each epoch costs only the upper blocks. Cropping happens on these feature maps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from photosearch.arrays import Float16Array
from photosearch.training.data import read_photos
from photosearch.training.towers import IMAGE_SIZE, ImageTower
from photosearch.types import Progress

BATCH = 32


@dataclass(frozen=True, slots=True)
class PhotoCache:
    """The same photos in each array, ``names`` in that order.

    ``early`` features Float16[n, 2, 32, 28, 28], ``pooled`` ImageNet features
    Float16[n, 2, SEEN], ``teacher`` logits Float16[n, 1001].
    """

    names: list[str]
    early: Float16Array
    teacher: Float16Array
    pooled: Float16Array


def build_photo_cache(
    tower: ImageTower, archives: Sequence[Path], folder: Path
) -> Iterator[Progress]:
    """Fill the cache in ``folder`` unless it is complete; yields progress in photos."""
    if (folder / "names.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    parts: dict[str, list[Float16Array]] = {"early": [], "teacher": [], "pooled": []}
    tower.eval()
    for batch in _batches(archives):
        pixels = torch.from_numpy(np.stack([pixels for _, pixels in batch])).permute(0, 3, 1, 2)
        with torch.inference_mode():
            for key, value in _features(tower, pixels).items():
                parts[key].append(value)
        names.extend(name for name, _ in batch)
        yield Progress("image cache", len(names), len(names))
    for key, arrays in parts.items():
        np.save(folder / f"{key}.npy", np.concatenate(arrays))
    (folder / "names.json").write_text(json.dumps(names))


def open_photo_cache(folder: Path) -> PhotoCache:
    """Open a complete cache; arrays are memory-mapped."""
    return PhotoCache(
        json.loads((folder / "names.json").read_text()),
        *(np.load(folder / f"{key}.npy", mmap_mode="r") for key in ("early", "teacher", "pooled")),
    )


def _batches(archives: Sequence[Path]) -> Iterator[list[tuple[str, np.ndarray]]]:
    batch = []
    for archive in archives:
        for item in read_photos(archive, IMAGE_SIZE):
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _features(tower: ImageTower, pixels: torch.Tensor) -> dict[str, Float16Array]:
    views = [tower.early(view) for view in (pixels, pixels.flip(3))]
    pooled = [tower.pooled(view) for view in views]
    return {
        "early": torch.stack(views, 1).half().numpy(),
        "pooled": torch.stack(pooled, 1).half().numpy(),
        "teacher": tower.classes(pooled[0]).half().numpy(),
    }
