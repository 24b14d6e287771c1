"""Which photos of a review are to go: at least one that can be reached stays in every group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from photosearch.wire.values import Duplicate, DuplicateGroup


class Choice:
    """The groups under review, and the photos ticked in them."""

    def __init__(self, groups: Sequence[DuplicateGroup] = ()) -> None:
        self.groups = list(groups)
        self._ticked: set[int] = set()

    def ticked(self, photo: Duplicate) -> bool:
        """Say whether a photo is to go."""
        return photo.photo in self._ticked

    def may_tick(self, group: DuplicateGroup, photo: Duplicate) -> bool:
        """Say whether a photo may go: it can be reached, and so can another that stays."""
        others = (one for one in group.photos if one.photo != photo.photo)
        return photo.online and any(one.online and not self.ticked(one) for one in others)

    def tick(self, group: DuplicateGroup, photo: Duplicate, ticked: bool) -> bool:
        """Tick a photo or not; return whether that was done."""
        if not ticked:
            self._ticked.discard(photo.photo)
        elif not self.may_tick(group, photo):
            return False
        else:
            self._ticked.add(photo.photo)
        return True

    def tick_copies(self) -> None:
        """Tick, in every group, the files that are equal to the one best kept."""
        for group in self.groups:
            if group.photos[0].online and not self.ticked(group.photos[0]):
                for photo in group.photos[1:]:
                    if photo.same_file:
                        self.tick(group, photo, True)

    def clear(self) -> None:
        """Let all stay."""
        self._ticked.clear()

    def chosen(self) -> list[Duplicate]:
        """Return the photos that are to go, each once."""
        photos = (photo for group in self.groups for photo in group.photos)
        return list({photo.photo: photo for photo in photos if self.ticked(photo)}.values())

    def forget(self, paths: Collection[str]) -> None:
        """Take files that have gone out of their groups; a group of one is none."""
        gone = frozenset(paths)
        groups = []
        for group in self.groups:
            left = tuple(photo for photo in group.photos if str(photo.path) not in gone)
            if len(left) > 1:
                groups.append(replace(group, photos=left))
        self.groups = groups
        here = {photo.photo for group in groups for photo in group.photos}
        self._ticked &= here
