"""What training computes once: the frozen backbone's features of every photo, in several views.

The first view is the photo as it is; the others are cut out of it at random, perhaps mirrored,
blurred, compressed anew, or of another brightness, so that none of this comes to mean anything.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import torch
from PIL import Image, ImageEnhance
from torch import Tensor, nn
from torch.nn import functional as F

from photosearch.arrays import Float16Array, Float32Array, UInt8Array
from photosearch.training.data import read_images
from photosearch.training.towers import GRID, ImageTower
from photosearch.types import Progress

BATCH: Final = 16
# Places are kept by so many principal directions of their features.
BASIS: Final = 640
# Every so many-th photo tells what those are.
SAMPLE: Final = 40
# A direction in which places vary less than this, by the first, is not raised further.
LEAST_DEVIATION: Final = 0.02


@dataclass(frozen=True, eq=False)
class PlaceBasis:
    """From a place's features to its coordinates: ``(features - mean) @ directions``.

    ``mean`` Float[seen], ``directions`` Float[seen, BASIS]. What varies more still does, by the
    root of it: at equal deviation the many directions that hardly vary drowned the few that tell.
    """

    mean: Tensor
    directions: Tensor

    @cached_property
    def back(self) -> Float32Array:
        """The way back, Float32[BASIS, seen]: what of features the coordinates tell."""
        back: Float32Array = np.linalg.pinv(self.directions.numpy())
        return back


@dataclass(frozen=True, slots=True)
class PhotoCache:
    """The same photos in each array, ``names`` in that order; an array for each view.

    ``pooled`` features Float16[n, seen] of whole photos, ``places`` Float16[n, GRID², BASIS].
    """

    names: list[str]
    pooled: list[Float16Array]
    places: list[Float16Array]
    basis: PlaceBasis

    def see(self, model: nn.Module, rows: Sequence[int], views: Sequence[int], placed: int) -> Seen:
        """Return what the frozen backbone sees of photos, each in a view, where the model is."""
        device = next(model.parameters()).device
        pooled = views_of(self.pooled, rows, views).to(device)
        return Seen(pooled, pooled, views_of(self.places, rows[:placed], views).to(device))


class Seen(NamedTuple):
    """What a batch of photos is to be matched by.

    ``pooled`` Float[n, seen] of whole photos, ``frozen`` the same as ImageNet's network sees it,
    ``places`` Float[m, GRID², BASIS] of the first m.
    """

    pooled: Tensor
    frozen: Tensor
    places: Tensor


def views_of(arrays: Sequence[np.ndarray], rows: Sequence[int], views: Sequence[int]) -> Tensor:
    """Return rows, each of the array of its view, Float32[n, …]; there may be more views."""
    some = np.stack([arrays[view][row] for row, view in zip(rows, views, strict=False)])
    return torch.from_numpy(some.astype(np.float32))


def build_photo_cache(
    tower: ImageTower, archives: Sequence[Path], folder: Path, views: int, device: str = "cpu"
) -> Iterator[Progress]:
    """Fill the cache in ``folder`` unless it is complete; yields progress in photos.

    Each view is kept when it is done, so a run that was stopped goes on with the next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tower.eval().to(device)
    names = _names(archives, folder)
    basis = _basis(tower, archives, folder, device)
    for view in range(views):
        if (folder / f"done-{view}").exists():
            continue
        arrays = {
            "pooled": _array(folder / f"pooled-{view}.npy", (len(names), tower.seen)),
            "places": _array(folder / f"places-{view}.npy", (len(names), GRID**2, BASIS)),
        }
        done = 0
        for batch in _batches(archives, view, tower.backbone.edge):
            pooled, places = features(tower, torch.from_numpy(batch).to(device))
            placed = (places - basis.mean.to(device)) @ basis.directions.to(device)
            arrays["pooled"][done : done + len(batch)] = pooled.cpu().numpy()
            arrays["places"][done : done + len(batch)] = placed.cpu().numpy()
            done += len(batch)
            yield Progress("photos", view * len(names) + done, views * len(names))
        for array in arrays.values():
            array.flush()
        (folder / f"done-{view}").touch()


def open_photo_cache(folder: Path, views: int) -> PhotoCache:
    """Open a complete cache; arrays are memory-mapped."""
    stored = torch.load(folder / "basis.pt", weights_only=True)
    pooled, places = (
        [np.load(folder / f"{key}-{view}.npy", mmap_mode="r") for view in range(views)]
        for key in ("pooled", "places")
    )
    return PhotoCache(
        json.loads((folder / "names.json").read_text(encoding="utf-8")),
        pooled,
        places,
        PlaceBasis(stored["mean"], stored["directions"]),
    )


def cells_of(cache: PhotoCache, row: int) -> Float32Array:
    """Return what the backbone sees of a photo's places, Float32[1, GRID², seen], by the basis."""
    coordinates = cache.places[0][row][None].astype(np.float32)
    cells = coordinates @ cache.basis.back + cache.basis.mean.numpy()
    return cells.astype(np.float32)  # type: ignore[no-any-return]


def build_map_cache(
    tower: ImageTower, archives: Sequence[Path], folder: Path, first: int, views: int, device: str
) -> Iterator[Progress]:
    """Keep what goes into block ``first`` of every photo, unless it is there; yields progress.

    Of each view an array Float16[n, h, w, c], in the order of the photos' cache.
    """
    tower.eval().to(device)
    names = _names(archives, folder)
    for view in range(views):
        path = _map_path(folder, first, view)
        if path.exists():
            continue
        draft, array, done = path.with_suffix(".part"), None, 0
        for batch in _batches(archives, view, tower.backbone.edge):
            pixels = torch.from_numpy(batch).to(device).permute(0, 3, 1, 2)
            with torch.inference_mode(), mixed(device):
                maps = tower.backbone.below(pixels, first).permute(0, 2, 3, 1)
            if array is None:
                array = _array(draft, (len(names), *maps.shape[1:]))
            array[done : done + len(batch)] = maps.half().cpu().numpy()
            done += len(batch)
            yield Progress("maps", view * len(names) + done, views * len(names))
        if array is not None:
            array.flush()
            draft.replace(path)


def open_map_cache(folder: Path, first: int, views: int) -> list[Float16Array]:
    """Open a complete cache of maps, an array a view; memory-mapped."""
    return [np.load(_map_path(folder, first, view), mmap_mode="r") for view in range(views)]


def _map_path(folder: Path, first: int, view: int) -> Path:
    return folder / f"maps-{first}-{view}.npy"


def mixed(device: str) -> torch.autocast:
    """Return a context in which layers multiply in bfloat16."""
    return torch.autocast(torch.device(device).type, torch.bfloat16)


def features(tower: ImageTower, pixels: Tensor) -> tuple[Tensor, Tensor]:
    """Return pooled Float[n, seen] and places Float[n, GRID², seen] of UInt8[n, h, w, 3]."""
    with torch.inference_mode():
        maps = tower.maps(pixels.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last))
        return tower.pooled(maps), tower.cells(maps, overlap=True)


def principal_places(places: Tensor, count: int = BASIS) -> PlaceBasis:
    """Return the directions in which places Float[m, seen] vary most, features weighed alike.

    Of fewer places than features there are fewer directions; the others are zero.
    """
    mean, spread = places.mean(0), places.std(0)
    gain = 1 / spread.clamp(min=0.1 * float(spread.mean()))
    evened = (places - mean) * gain / len(places) ** 0.5
    if len(evened) < evened.shape[1]:
        _, deviations, rows = torch.linalg.svd(evened, full_matrices=False)
        directions = rows.T
    else:
        variances, directions = torch.linalg.eigh(evened.T @ evened)
        deviations, directions = variances.flip(0).clamp(min=0).sqrt(), directions.flip(1)
    deviations, directions = deviations[:count], directions[:, :count]
    deviations = deviations.clamp(min=LEAST_DEVIATION * float(deviations[0]))
    found = gain[:, None] * directions / (deviations * deviations[0]).sqrt()
    return PlaceBasis(mean, F.pad(found, (0, count - found.shape[1])))


def varied(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return a part of a photo as another camera might have taken it."""
    width, height = image.size
    share, shape = rng.uniform(0.5, 1), np.exp(rng.uniform(-0.2, 0.2))
    w = int(width * min(1, np.sqrt(share * shape)))
    h = int(height * min(1, np.sqrt(share / shape)))
    left, top = rng.randint(0, width - w), rng.randint(0, height - h)
    image = image.crop((left, top, left + w, top + h))
    if rng.random() < 0.4:
        edge = rng.randint(80, 160)
        image = image.resize((edge, edge), Image.Resampling.BICUBIC)
    if rng.random() < 0.3:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=rng.randint(30, 80))
        image = Image.open(file).convert("RGB")
    if rng.random() < 0.5:
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.75, 1.3))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.75, 1.25))
    if rng.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return image


def _names(archives: Sequence[Path], folder: Path) -> list[str]:
    path = folder / "names.json"
    if not path.exists():
        names = [name for archive in archives for name, _ in read_images(archive)]
        path.write_text(json.dumps(names), encoding="utf-8")
    names = json.loads(path.read_text(encoding="utf-8"))
    return list(names)


def _basis(tower: ImageTower, archives: Sequence[Path], folder: Path, device: str) -> PlaceBasis:
    path = folder / "basis.pt"
    if not path.exists():
        some = (
            features(tower, torch.from_numpy(batch).to(device))[1].cpu()
            for batch in _batches(archives, 0, tower.backbone.edge, SAMPLE)
        )
        basis = principal_places(torch.cat([one.flatten(0, 1) for one in some]).clone())
        torch.save({"mean": basis.mean, "directions": basis.directions}, path)
    stored = torch.load(path, weights_only=True)
    return PlaceBasis(stored["mean"], stored["directions"])


def _array(path: Path, shape: tuple[int, ...]) -> np.memmap[tuple[int, ...], np.dtype[np.float16]]:
    return np.lib.format.open_memmap(path, "w+", np.float16, shape)


def _batches(archives: Sequence[Path], view: int, edge: int, step: int = 1) -> Iterator[UInt8Array]:
    """Yield UInt8[BATCH, edge, edge, 3] of every ``step``-th photo, in a view."""
    batch: list[UInt8Array] = []
    every = ((name, image) for archive in archives for name, image in read_images(archive))
    for number, (name, image) in enumerate(every):
        if number % step:
            continue
        seen = varied(image, random.Random(f"{name}-{view}")) if view else image
        batch.append(np.asarray(seen.resize((edge, edge), Image.Resampling.BICUBIC)))
        if len(batch) == BATCH:
            yield np.stack(batch)
            batch = []
    if batch:
        yield np.stack(batch)
