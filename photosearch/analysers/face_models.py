"""A model of faces that the user adds, in place of dlib's: two ONNX graphs, as Immich uses them.

``detection/model.onnx`` finds faces and five landmarks each (SCRFD; Guo et al., 2021), and
``recognition/model.onnx`` makes an embedding of a face that was turned upright (ArcFace; Deng et
al., 2019). Which licence they have, their makers say: many may not be used commercially.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import xxhash
from PIL import Image

from photosearch.analysers.analyser import Analyser, Sight
from photosearch.analysers.faces import FACES, MOST_FACES, FaceFinder, FoundFace, common
from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.runtime import onnxruntime
from photosearch.errors import PeopleError
from photosearch.extras import Extra
from photosearch.types import Face

DETECTION: Final = Path("detection", "model.onnx")
RECOGNITION: Final = Path("recognition", "model.onnx")
_NOTE: Final = "model.json"
# The side of the square that faces are looked for in, and that of a face that is told apart.
_SIDE: Final = 640
_FACE: Final = 112
# Of the detector's three levels: how many pixels a place stands for; each place has two boxes.
_STRIDES: Final = (8, 16, 32)
_ANCHORS: Final = 2
# Faces less sure than this are left out, and those that have as much in common with a surer one.
_SURE: Final = 0.6
_SAME: Final = 0.4
# Where eyes, nose and the corners of the mouth lie in an upright face of 112 pixels (ArcFace).
_UPRIGHT: Final[Float32Array] = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655],
     [70.7299, 92.2041]],
    np.float32,
)  # fmt: skip
# It runs wherever photosearch does.
_EXTRA: Final = Extra("people", "onnxruntime", "dlib-bin")


class OnnxFaces:
    """Finds and tells faces apart by two graphs."""

    def __init__(self, folder: Path) -> None:
        self._detector = _session(folder / DETECTION)
        self._network = _session(folder / RECOGNITION)

    def find(self, pixels: UInt8Array) -> list[FoundFace]:
        """Return the faces of an upright picture, UInt8[h, w, 3] in RGB; unit embeddings."""
        share = _SIDE / max(pixels.shape[:2])
        image = Image.fromarray(pixels)
        size = max(1, round(image.width * share)), max(1, round(image.height * share))
        square = Image.new("RGB", (_SIDE, _SIDE))
        square.paste(image.resize(size, Image.Resampling.BILINEAR))
        found = detected(_run(self._detector, square, 128.0))
        return [
            FoundFace(_box(box / share), self._embedding(image, points / share))
            for box, points in found
        ]

    def _embedding(self, image: Image.Image, points: Float32Array) -> Float32Array:
        face = image.transform(
            (_FACE, _FACE),
            Image.Transform.AFFINE,
            tuple(similarity(_UPRIGHT, points).ravel().tolist()),
            Image.Resampling.BILINEAR,
        )
        (made, *_) = _run(self._network, face, 127.5)
        vector = np.asarray(made, np.float32).ravel()
        return vector / max(float(np.linalg.norm(vector)), 1e-6)


def detected(outputs: list[Float32Array]) -> list[tuple[Float32Array, Float32Array]]:
    """Return the boxes Float32[4] and landmarks Float32[5, 2] in a detector's nine outputs.

    They are scores, distances of a box's sides, and landmarks, of three levels each; pixels of the
    square, the surest face first.
    """
    levels = len(_STRIDES)
    found: list[tuple[float, Float32Array, Float32Array]] = []
    for level, stride in enumerate(_STRIDES):
        scores = outputs[level].reshape(-1)
        sides = outputs[level + levels].reshape(-1, 4) * stride
        points = outputs[level + 2 * levels].reshape(-1, 5, 2) * stride
        across = _SIDE // stride
        for row in np.flatnonzero(scores >= _SURE).tolist():
            place = row // _ANCHORS
            x, y = (place % across) * stride, (place // across) * stride
            left, top, right, bottom = sides[row]
            box = np.array([x - left, y - top, x + right, y + bottom], np.float32)
            middle = np.array([x, y], np.float32)
            found.append((float(scores[row]), box, points[row] + middle))
    found.sort(key=lambda one: -one[0])
    kept: list[tuple[Float32Array, Float32Array]] = []
    for _, box, marks in found:
        if len(kept) < MOST_FACES and all(common(_box(box), _box(b)) < _SAME for b, _ in kept):
            kept.append((box, marks))
    return kept


def similarity(points: Float32Array, onto: Float32Array) -> Float32Array:
    """Return the turn, scaling and shift that brings points Float32[n, 2] nearest others.

    The least squares of Umeyama, 1991: Float32[2, 3], of which Pillow wants that from the picture
    that is made to the one that is there.
    """
    here, there = points.mean(axis=0), onto.mean(axis=0)
    a, b = points - here, onto - there
    spread = (a**2).sum()
    across = (a * b).sum() / spread
    turn = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / spread
    matrix = np.array([[across, -turn], [turn, across]], np.float32)
    return np.column_stack([matrix, there - matrix @ here]).astype(np.float32)


def with_own_model(analyser: Analyser[Any], folder: Path) -> Analyser[Any]:
    """Return the analyser of faces with the model in ``folder``, if one was added there.

    A model of another making sees all photos anew.
    """
    name = model_name(folder)
    if analyser.key != FACES.key or not name:
        return analyser
    version = FACES.version + 1 + crc32(name.encode()) % 1_000_000
    return replace(analyser, version=version, extra=_EXTRA, load=partial(_finder, folder, name))


def model_name(folder: Path) -> str:
    """Return the name of the model that was added, "" without one."""
    try:
        return str(json.loads((folder / _NOTE).read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def add_model(source: Path, folder: Path) -> str:
    """Copy a model, once it has shown that it runs here, in place of what is in ``folder``.

    Returns:
        Its name: a digest of both graphs.

    Raises:
        PeopleError: there is none, or it does something else.
        OSError: it can't be copied.
    """
    for graph in (DETECTION, RECOGNITION):
        if not (source / graph).is_file():
            raise PeopleError("no_model", folder=source, name=graph)
    _try(source)
    digest = xxhash.xxh3_64()
    for graph in (DETECTION, RECOGNITION):
        digest.update((source / graph).read_bytes())
    name = f"onnx-{digest.hexdigest()}"
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for graph in (DETECTION, RECOGNITION):
        (draft / graph).parent.mkdir(parents=True)
        shutil.copyfile(source / graph, draft / graph)
    (draft / _NOTE).write_text(json.dumps({"name": name}), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return name


def _try(folder: Path) -> None:
    try:
        model = OnnxFaces(folder)
        model.find(np.zeros((48, 64, 3), np.uint8))
        model._embedding(Image.new("RGB", (_FACE, _FACE)), _UPRIGHT)
    except Exception as error:  # a graph from anywhere, wrong in any way
        said = str(error).splitlines() or [type(error).__name__]
        raise PeopleError("model_not_run", folder=folder, error=said[0]) from error


def _finder(folder: Path, name: str, cache: Path) -> Sight[tuple[Face, ...]]:
    return FaceFinder(cache, OnnxFaces(folder), name)


def _session(path: Path) -> Any:
    runtime = onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: Any, image: Image.Image, scale: float) -> list[Float32Array]:
    pixels = (np.asarray(image, np.float32) - 127.5) / scale
    feed = {session.get_inputs()[0].name: pixels.transpose(2, 0, 1)[None]}
    outputs: list[Float32Array] = session.run(None, feed)
    return outputs


def _box(sides: Float32Array) -> tuple[float, float, float, float]:
    left, top, right, bottom = sides.tolist()
    return left, top, right, bottom
