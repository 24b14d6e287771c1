"""Held-out photos, each looked at once for all that is asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias, TypeVar

from photosearch.answering.captioner import Captioner, Remembered
from photosearch.arrays import UInt8Array
from photosearch.training.evaluate import read_pixels
from photosearch.training.splits import Splits

# A photo's name and its pixels, as an encoder takes them.
NamedPixels: TypeAlias = tuple[str, UInt8Array]


class OfPhoto(Protocol):
    """What is asked of a photo, which goes by its name."""

    @property
    def image(self) -> str:
        """The photo's name."""


A = TypeVar("A", bound=OfPhoto)


def looked_at(
    captioner: Captioner, asked: Iterable[A], photos: Iterable[NamedPixels]
) -> Iterator[tuple[Remembered, list[A]]]:
    """Yield each photo of which something is asked, as it is remembered, and all of that.

    A photo that comes twice is looked at once; one of which nothing is asked, never.
    """
    of_photo: dict[str, list[A]] = defaultdict(list)
    for one in asked:
        of_photo[one.image].append(one)
    for name, pixels in photos:
        if some := of_photo.pop(name, None):
            yield captioner.look(pixels), some


def photos_of(splits: Splits, captioner: Captioner, asked: Iterable[A]) -> Iterator[NamedPixels]:
    """Yield the photos of a recipe's collections of which something is asked.

    Raises:
        TrainingError: a photo can't be read.
    """
    wanted = {one.image for one in asked}
    for one in splits.recipe.collections:
        yield from read_pixels(splits.data / one.photos, wanted, captioner.pack.image)
