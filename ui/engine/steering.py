"""What steers an answer beside the text: pictures to be like, hits to be more or less like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from photosearch.wire.messages import (
    HitState,
    PictureState,
    QueryImage,
    SavedSearchState,
    SaveSearch,
    Search,
)

# The weights a picture can have; the text weighs 1.
WEIGHTS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be like: a file, or a photo of the library; shown by name and thumbnail."""

    path: str
    photo: int | None = None
    thumbnail: str = ""
    weight: float = 1.0

    @classmethod
    def of_hit(cls, hit: HitState) -> Picture:
        """Return a photo of the library as a picture."""
        return cls(hit.path, hit.photo, hit.thumbnail)

    @classmethod
    def of_saved(cls, state: PictureState) -> Picture:
        """Return a picture of a saved search."""
        weight = min(WEIGHTS, key=lambda known: abs(known - state.weight))
        return cls(state.path, state.photo, state.thumbnail, weight)

    @property
    def name(self) -> str:
        """The file's name as it can be shown."""
        return Path(self.path).name.encode("utf-8", "replace").decode()

    @property
    def source(self) -> QueryImage:
        """What it is to the engine, whatever its weight."""
        return QueryImage(path=self.path if self.photo is None else "", photo=self.photo)

    def image(self) -> QueryImage:
        """Return what the engine is asked."""
        return QueryImage(path=self.source.path, photo=self.photo, weight=self.weight)

    def heavier(self, steps: int) -> Picture:
        """Return it with more weight, or less for negative steps."""
        place = WEIGHTS.index(self.weight) + steps
        return replace(self, weight=WEIGHTS[max(0, min(len(WEIGHTS) - 1, place))])


@dataclass(frozen=True, slots=True)
class Steering:
    """All that steers an answer. ``sort`` is relevance or date; empty, the text decides."""

    images: tuple[Picture, ...] = ()
    more: tuple[Picture, ...] = ()
    less: tuple[Picture, ...] = ()
    sort: str = ""

    @classmethod
    def of_saved(cls, search: SavedSearchState) -> Steering:
        """Return what steers a saved search."""
        images, more, less = (
            tuple(map(Picture.of_saved, group))
            for group in (search.images, search.more, search.less)
        )
        return cls(images, more, less, search.sort)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All its pictures."""
        return self.images + self.more + self.less

    def like(self, pictures: Sequence[Picture]) -> Steering:
        """Add pictures to be like, each once."""
        new = [one for one in pictures if not any(one.source == old.source for old in self.images)]
        return replace(self, images=(*self.images, *new))

    def more_like(self, pictures: Sequence[Picture]) -> Steering:
        """Add hits that the answer should be more like; they are wanted less no longer."""
        rest = self._without(pictures)
        return replace(rest, more=(*rest.more, *pictures))

    def less_like(self, pictures: Sequence[Picture]) -> Steering:
        """Add hits that the answer should be less like; they are wanted more no longer."""
        rest = self._without(pictures)
        return replace(rest, less=(*rest.less, *pictures))

    def weighing(self, index: int, steps: int) -> Steering:
        """Give a picture more or less weight."""
        images = list(self.images)
        images[index] = images[index].heavier(steps)
        return replace(self, images=tuple(images))

    def sorted_by(self, order: str) -> Steering:
        """Order the answer by relevance or date."""
        return replace(self, sort=order)

    def without(self, group: str, index: int) -> Steering:
        """Take a picture out of a group: images, more or less."""
        kept: tuple[Picture, ...] = getattr(self, group)
        return replace(self, **{group: kept[:index] + kept[index + 1 :]})  # type: ignore[arg-type]

    def question(self, request: int, text: str, count: int) -> Search:
        """Return the question this is with a text."""
        return Search(
            request=request,
            text=text,
            count=count,
            images=tuple(picture.image() for picture in self.images),
            more=_ids(self.more),
            less=_ids(self.less),
            sort=self.sort,
        )

    def under_name(self, name: str, text: str) -> SaveSearch:
        """Return the command that saves this with a text."""
        return SaveSearch(
            name=name,
            text=text,
            images=tuple(picture.image() for picture in self.images),
            more=_ids(self.more),
            less=_ids(self.less),
            sort=self.sort,
        )

    def _without(self, pictures: Sequence[Picture]) -> Steering:
        gone = {picture.photo for picture in pictures}
        return replace(
            self,
            more=tuple(one for one in self.more if one.photo not in gone),
            less=tuple(one for one in self.less if one.photo not in gone),
        )


UNSTEERED: Final = Steering()


def _ids(pictures: Sequence[Picture]) -> tuple[int, ...]:
    return tuple(picture.photo for picture in pictures if picture.photo is not None)
