"""Duplicates and near-duplicates of the library, and which of each group to keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from itertools import chain
from pathlib import Path

import numpy as np
import xxhash

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.fingerprints import Fingerprint
from photosearch.catalogue.photos import PhotoRow
from photosearch.duplicates.near import RADIUS, close_pairs, stars
from photosearch.duplicates.same_file import apart, same_file
from photosearch.media.fingerprint import BLANK
from photosearch.paths import thumbnail_path
from photosearch.types import PhotoId, Progress
from photosearch.wire.values import Duplicate, DuplicateGroup, DuplicateKind

# Hashes made from thumbnails are stored in batches of this size.
_BATCH = 256


def surplus(groups: Sequence[DuplicateGroup]) -> list[Duplicate]:
    """Return the photos that can go now, looking at the disk: the one to keep is whole and apart.

    A photo stays if the kept one can't be read or has changed, if it has itself changed, or if
    both are the same file by way of a link.
    """
    return list(chain.from_iterable(map(_surplus, groups)))


def _surplus(group: DuplicateGroup) -> list[Duplicate]:
    kept = group.keep
    if not _is_whole(kept):
        return []
    return [one for one in group.others if not same_file(one.path, kept.path) and _is_whole(one)]


def _is_whole(one: Duplicate) -> bool:
    try:
        return xxhash.xxh3_128(one.path.read_bytes()).digest() == one.content_hash
    except OSError:
        return False


def preference(row: PhotoRow) -> tuple[bool, int, int, float, int, str]:
    """Return what to sort by, so that the photo to keep comes first.

    One that can be reached, larger in pixels and then bytes, older, with a shorter path.
    """
    taken = row.taken_at
    moment = taken.replace(tzinfo=UTC).timestamp() if taken else row.mtime_ns / 1e9
    path = str(row.path)
    return (not row.online, -row.width * row.height, -row.size, moment, len(path), path)


class DuplicateFinder:
    """Groups the photos of a catalogue."""

    def __init__(self, catalogue: Catalogue, thumbnails: Path) -> None:
        self._catalogue = catalogue
        self._thumbnails = thumbnails

    def find(
        self, space_id: int, kinds: frozenset[DuplicateKind] = frozenset(DuplicateKind)
    ) -> list[DuplicateGroup]:
        """Return the groups of these kinds, those with most to gain in bytes first.

        A group is near if it has different files; it has the exact copies of each as well. If only
        exact groups are asked for, all of these are.
        """
        copies: dict[bytes, list[Fingerprint]] = defaultdict(list)
        for one in self._catalogue.fingerprints.all():
            copies[one.content].append(one)
        near = DuplicateKind.NEAR in kinds
        rows = self._rows(_candidates(copies, near))
        first = {content: rows[0] for content, rows in rows.items()}
        groups = list(self._near(space_id, copies, rows, first)) if near else []
        grouped = {one.photo for group in groups for one in group.photos}
        if DuplicateKind.EXACT in kinds:
            groups += [
                self._group([(row, 0, 1.0) for row in same])
                for same in rows.values()
                if len(same) > 1 and same[0].id not in grouped
            ]
        return sorted(groups, key=lambda group: -sum(one.size for one in group.others))

    def _rows(self, photos: Sequence[PhotoId]) -> dict[bytes, list[PhotoRow]]:
        """Return the photos by content, of each content the one to keep first."""
        rows: dict[bytes, list[PhotoRow]] = defaultdict(list)
        for row in sorted(self._catalogue.photos.get(photos), key=preference):
            if row.content_hash is not None:
                rows[row.content_hash].append(row)
        return {content: apart(same) for content, same in rows.items()}

    def _near(
        self,
        space_id: int,
        copies: dict[bytes, list[Fingerprint]],
        rows: dict[bytes, list[PhotoRow]],
        first: dict[bytes, PhotoRow],
    ) -> Iterator[DuplicateGroup]:
        """Yield the groups of different files."""
        hashes = {content: copies[content][0].perceptual for content in first if content in copies}
        images = self._catalogue.fingerprints.image_vectors(
            space_id, [first[content].id for content in hashes]
        )
        usable = [
            content
            for content, seen in hashes.items()
            if seen not in (None, BLANK) and first[content].id in images
        ]
        if not usable:
            return
        vectors = np.stack([images[first[content].id] for content in usable])
        values = np.array([hashes[content] for content in usable], np.int64)
        for star in stars(values, vectors):
            members = [(row, 0, 1.0) for row in rows[usable[star.centre]]]
            alike = zip(star.rows, star.distances, star.cosines, strict=True)
            for place, distance, cosine in sorted(alike):
                same = rows[usable[place]]
                members += [(row, int(distance), float(cosine)) for row in same]
            yield self._group(members)

    def _group(self, members: Sequence[tuple[PhotoRow, int, float]]) -> DuplicateGroup:
        content = members[0][0].content_hash
        photos = tuple(
            self._duplicate(row, row.content_hash == content, distance, cosine)
            for row, distance, cosine in members
        )
        exact = all(one.same_file for one in photos)
        return DuplicateGroup(DuplicateKind.EXACT if exact else DuplicateKind.NEAR, photos)

    def _duplicate(self, row: PhotoRow, same: bool, distance: int, cosine: float) -> Duplicate:
        assert row.content_hash is not None
        return Duplicate(
            photo=row.id,
            path=row.path,
            thumbnail=thumbnail_path(self._thumbnails, row.content_hash),
            content_hash=row.content_hash,
            width=row.width,
            height=row.height,
            size=row.size,
            taken_at=row.taken_at,
            online=row.online,
            same_file=same,
            distance=distance,
            cosine=cosine,
        )


def _candidates(copies: dict[bytes, list[Fingerprint]], near: bool) -> list[PhotoId]:
    """Return the photos whose content, or perceptual hash nearly, is in the library twice."""
    chosen = {content for content, same in copies.items() if len(same) > 1}
    if near:
        seen = [(content, same[0].perceptual) for content, same in copies.items()]
        useful = [(content, value) for content, value in seen if value not in (None, BLANK)]
        hashes = np.array([value for _, value in useful], np.int64)
        values, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        twice = counts > 1
        for side in close_pairs(values, RADIUS):
            twice[side] = True
        chosen.update(useful[row][0] for row in np.flatnonzero(twice[inverse]).tolist())
    return [one.photo for content in chosen for one in copies[content]]


def hash_thumbnails(
    catalogue: Catalogue, thumbnails: Path, progress: Callable[[int, int], Progress]
) -> Iterator[Progress]:
    """Give photos that were indexed before there were perceptual hashes theirs.

    A photo whose thumbnail is lost gets it another time; yields after each batch.
    """
    missing = catalogue.fingerprints.missing()
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        made = (_from_thumbnail(one, thumbnails) for one in batch)
        stored = [one for one in made if one is not None]
        catalogue.fingerprints.store(stored)
        if stored:
            yield progress(start + len(batch), len(missing))


def _from_thumbnail(one: Fingerprint, thumbnails: Path) -> Fingerprint | None:
    from PIL import Image

    from photosearch.media.fingerprint import perceptual_hash

    try:
        with Image.open(thumbnail_path(thumbnails, one.content)) as image:
            return Fingerprint(one.photo, one.content, perceptual_hash(image.convert("RGB")))
    except (OSError, SyntaxError, ValueError):
        return None
