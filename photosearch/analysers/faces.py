"""Finds the faces in a picture, and what tells one person's from another's.

The detector (HOG and a linear classifier, King 2009), the five landmarks and the network (a ResNet
whose 128 numbers are near for the same person) are dlib's, with the models of
`photosearch[people]`. Another model can be added, see :mod:`photosearch.analysers.face_models`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from PIL import Image

from photosearch import extras
from photosearch.analysers.analyser import Analyser, Seen
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.catalogue.faces import FACES_WRITER
from photosearch.media.decode import scaled
from photosearch.media.metadata import read_regions
from photosearch.paths import face_picture
from photosearch.types import Face, Region

log = logging.getLogger(__name__)

Box: TypeAlias = tuple[float, float, float, float]

# Pixels of the longer side at which faces are looked for: the smallest that is found takes a
# twentieth of it.
EDGE: Final = 1600
# A picture with fewer pixels is looked at in double size.
SMALL: Final = 800
# Of one picture; a crowd has no people that anybody could name.
MOST_FACES: Final = 60
# Less sure than this, most are patterns: of 930 photos without people none has a face then, of 500
# everyday ones 35 have, 3 of which are a dog or cloth.
SURE: Final = 0.2
# The name of dlib's model beside its embeddings.
DLIB: Final = "dlib"
# The pictures of faces: pixels of their side, and how much is around a face, as a share of it.
PICTURE_EDGE: Final = 160
AROUND: Final = 0.35
# Of a video at most so many moments are looked at, for so many seconds of processor time, and of
# the faces in them the largest are kept.
MOST_MOMENTS: Final = 40
MOST_SECONDS: Final = 60.0
MOST_IN_VIDEO: Final = 200
# A name's region belongs to the face with which it has so much in common (intersection over union).
SAME_PLACE: Final = 0.2


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face in pixels: left, top, right and bottom, and its embedding Float32[d]."""

    box: Box
    embedding: Float32Array


class FaceModel(Protocol):
    """Finds and tells faces apart."""

    def find(self, pixels: UInt8Array) -> list[FoundFace]:
        """Return the faces of an upright picture, UInt8[h, w, 3] in RGB."""


class DlibFaces:
    """dlib's models; loading takes a tenth of a second, and a hundred megabytes."""

    def __init__(self) -> None:
        import dlib
        import face_recognition_models as models

        self._detector: Any = dlib.get_frontal_face_detector()
        five_points = models.pose_predictor_five_point_model_location()
        self._landmarks: Any = dlib.shape_predictor(five_points)
        network = models.face_recognition_model_location()
        self._network: Any = dlib.face_recognition_model_v1(network)

    def find(self, pixels: UInt8Array) -> list[FoundFace]:
        """Return the faces of an upright picture, UInt8[h, w, 3] in RGB."""
        twice = int(max(pixels.shape[:2]) <= SMALL)
        places, scores, _ = self._detector.run(pixels, twice, SURE)
        sure = sorted(zip(scores, places, strict=True), key=lambda one: -one[0])[:MOST_FACES]
        return [self._seen(pixels, place) for _, place in sure]

    def _seen(self, pixels: UInt8Array, place: Any) -> FoundFace:
        embedding = self._network.compute_face_descriptor(pixels, self._landmarks(pixels, place))
        box = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
        return FoundFace(box, np.array(embedding, np.float32))


class FaceFinder:
    """Finds faces, joins them with the names that the file gives, and keeps small pictures."""

    def __init__(self, cache: Path, model: FaceModel | None = None, name: str = DLIB) -> None:
        self._cache = cache
        self._model = model or DlibFaces()
        self._name = name

    def analyse(self, seen: Seen) -> tuple[Face, ...]:
        """Return the faces of a photo."""
        photo = seen.photo
        image, found = self._found(seen)
        named = joined(found, read_regions(photo, seen.path))
        faces = [_measured(face, photo.width, photo.height) for face in named]
        for number, face in enumerate(faces):
            _save(image, face.box, face_picture(self._cache, seen.content, number))
        return tuple(faces)

    def analyse_video(self, moments: Iterator[Seen]) -> tuple[Face, ...]:
        """Return the faces of a video's moments, in order of time, each with its own.

        Somebody who is seen at several moments has a face at each.
        """
        content, found = b"", list[tuple[Face, Image.Image]]()
        last = time.process_time() + MOST_SECONDS
        for seen in spread(moments, MOST_MOMENTS):
            if time.process_time() > last:
                break
            content = seen.content
            image, faces = self._found(seen)
            found += ((face, image) for face in faces)
        largest = sorted(found, key=lambda one: -one[0].pixels)[:MOST_IN_VIDEO]
        kept = sorted(largest, key=lambda one: (one[0].at_ms, one[0].box))
        for number, (face, image) in enumerate(kept):
            _save(image, face.box, face_picture(self._cache, content, number))
        return tuple(face for face, _ in kept)

    def _found(self, seen: Seen) -> tuple[Image.Image, list[Face]]:
        """Return what is seen, as it was looked at, and the faces in it."""
        photo = seen.photo
        size = looked_at_size(photo.width, photo.height)
        share = max(size) / max(photo.width, photo.height)
        image = scaled(photo, size, Image.Resampling.BICUBIC).convert("RGB")
        found = self._model.find(np.asarray(image))
        return image, [
            replace(_face(one, size, share), model=self._name, at_ms=seen.at_ms) for one in found
        ]


def looked_at_size(width: int, height: int) -> tuple[int, int]:
    """Return the size at which faces are looked for in a picture."""
    share = min(1.0, EDGE / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def spread(moments: Iterable[Seen], most: int) -> list[Seen]:
    """Return at most so many of a video's moments, evenly spread.

    At least half as many, if it has them; no more are held at any time.
    """
    kept: list[Seen] = []
    step = 1
    for number, moment in enumerate(moments):
        if number % step == 0:
            kept.append(moment)
        if len(kept) > most:
            kept, step = kept[::2], step * 2
    return kept


def joined(faces: Iterable[Face], regions: Iterable[Region]) -> Iterator[Face]:
    """Yield faces with the names of the regions that they lie in, then the regions without a face.

    Each region names the face with which it has most in common, if that has no name yet.
    """
    named = list(faces)
    alone: list[Face] = []
    for region in regions:
        shares = [0.0 if one.name else common(one.box, region.box) for one in named]
        best = int(np.argmax(shares)) if shares else -1
        if best >= 0 and shares[best] >= SAME_PLACE:
            named[best] = replace(named[best], name=region.name)
        elif all(one.name != region.name for one in (*named, *alone)):
            alone.append(Face(region.box, 0, None, region.name))
    yield from named
    yield from alone


def common(one: Box, other: Box) -> float:
    """Return what two boxes have in common: their intersection as a share of their union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (_area(one) + _area(other) - both)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _face(found: FoundFace, size: tuple[int, int], share: float) -> Face:
    """Return a face with its box as shares of the picture, within it."""
    shares = (side / whole for side, whole in zip(found.box, (*size, *size), strict=True))
    left, top, right, bottom = (round(min(1.0, max(0.0, side)), 4) for side in shares)
    shorter = min(found.box[2] - found.box[0], found.box[3] - found.box[1])
    box = left, top, right, bottom
    return Face(box, round(shorter / share), found.embedding)


def _measured(face: Face, width: int, height: int) -> Face:
    """Return a face that a file names with its size, where no detector has told it."""
    if face.pixels:
        return face
    left, top, right, bottom = face.box
    return replace(face, pixels=round(min((right - left) * width, (bottom - top) * height)))


def _save(image: Image.Image, box: Box, target: Path) -> None:
    """Keep a small square picture of a face; where the cache can't be written, there is none."""
    width, height = image.size
    left, top, right, bottom = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    half = max(right - left, bottom - top) * (0.5 + AROUND)
    x, y = (left + right) / 2, (top + bottom) / 2
    x, y = (_within(middle, half, side) for middle, side in ((x, width), (y, height)))
    half = min(half, width / 2, height / 2)
    square = image.resize(
        (PICTURE_EDGE, PICTURE_EDGE),
        Image.Resampling.BICUBIC,
        box=(x - half, y - half, x + half, y + half),
        reducing_gap=2.0,
    )
    made = BytesIO()
    square.save(made, "JPEG", quality=85)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.getvalue())
    except OSError as error:
        log.info("no picture of a face: %s", error)


def _within(middle: float, half: float, side: float) -> float:
    """Return the middle of a part of a side that lies within it."""
    return side / 2 if 2 * half >= side else min(max(middle, half), side - half)


FACES: Final = Analyser(
    key="faces",
    version=1,
    setting="find_faces",
    extra=extras.PEOPLE,
    stage="faces",
    size=looked_at_size,
    looks=(
        "a portrait of a person", "people smiling at the camera", "a family photo", "friends",
        "一个人的肖像", "全家福",
    ),
    seconds=30.0,
    load=FaceFinder,
    writer=FACES_WRITER,
    videos=True,
)  # fmt: skip
