"""A model of faces that the user adds: tried, copied, and used in place of dlib's."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from photosearch.analysers.analyser import Seen, look
from photosearch.analysers.face_models import (
    DETECTION,
    RECOGNITION,
    OnnxFaces,
    add_model,
    detected,
    model_name,
    similarity,
    with_own_model,
)  # fmt: skip
from photosearch.analysers.faces import FACES
from photosearch.analysers.text import TEXT
from photosearch.arrays import Float32Array
from photosearch.errors import PeopleError
from photosearch.media.decode import decode

# The face of the made detector: the middle place of the level of 32 pixels, 160 pixels a side.
MIDDLE, HALF = 320, 80
POINTS = np.array([[-30, -20], [30, -20], [0, 5], [-25, 35], [25, 35]], np.float32)


def outputs() -> list[Float32Array]:
    """Return what a detector says that sees one face, twice, in the middle of its square."""
    made: list[Float32Array] = []
    for width in (1, 4, 10):
        made += [np.zeros(((640 // stride) ** 2 * 2, width), np.float32) for stride in (8, 16, 32)]
    row = (10 * 20 + 10) * 2
    for again in (0, 1):
        made[2][row + again] = 0.9 - 0.1 * again
        made[5][row + again] = HALF / 32
        made[8][row + again] = (POINTS / 32).ravel()
    return made


def write_model(folder: Path) -> Path:
    """Write graphs that see that face, and tell it apart by its mean colour."""
    nodes, names = [], []
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 640, 640])
    for place, value in enumerate(outputs()):
        names.append(f"out{place}")
        tensor = numpy_helper.from_array(value, "value")
        nodes.append(helper.make_node("Constant", [], [names[-1]], value=tensor))
    _save(folder / DETECTION, nodes, image, names)
    face = helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, 112, 112])
    pool = helper.make_node("GlobalAveragePool", ["face"], ["made"])
    _save(folder / RECOGNITION, [pool], face, ["made"])
    return folder


def _save(
    path: Path, nodes: list[onnx.NodeProto], taken: onnx.ValueInfoProto, names: list[str]
) -> None:
    given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names]
    graph = helper.make_graph(nodes, "made", [taken], given)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path.parent.mkdir(parents=True)
    onnx.save(model, path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model"))


def test_what_the_detector_says_becomes_boxes_once_each() -> None:
    ((box, points),) = detected(outputs())
    assert box.tolist() == [240, 240, 400, 400]
    np.testing.assert_allclose(points, POINTS + MIDDLE)
    assert detected([np.zeros_like(one) for one in outputs()]) == []


def test_a_face_is_turned_upright() -> None:
    here = np.array([[0, 0], [10, 0], [5, 5]], np.float32)
    turned = here @ np.array([[0, 2], [-2, 0]], np.float32) + np.array([7, 9], np.float32)
    matrix = similarity(here, turned)
    np.testing.assert_allclose(here @ matrix[:, :2].T + matrix[:, 2], turned, atol=1e-5)


def test_faces_are_found_where_they_are_and_told_apart(made: Path) -> None:
    faces = OnnxFaces(made)
    pixels = np.zeros((320, 640, 3), np.uint8)
    pixels[:] = (255, 0, 0)
    (red,) = faces.find(pixels)
    assert red.box == pytest.approx((240, 240, 400, 400))
    np.testing.assert_allclose(np.linalg.norm(red.embedding), 1, atol=1e-5)
    (small,) = faces.find(pixels[:160, :320])
    assert small.box == pytest.approx((120, 120, 200, 200))
    blue = np.zeros((640, 640, 3), np.uint8)
    blue[:] = (0, 0, 255)
    assert np.linalg.norm(faces.find(blue)[0].embedding - red.embedding) > 1


def test_a_model_is_tried_copied_and_used(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "face-model"
    assert with_own_model(FACES, folder) is FACES
    name = add_model(made, folder)
    assert add_model(made, folder) == name == model_name(folder)
    own = with_own_model(FACES, folder)
    assert (own.key, own.version != FACES.version, own.extra.is_here) == ("faces", True, True)
    assert with_own_model(TEXT, folder) is TEXT
    path = tmp_path / "a.png"
    Image.new("RGB", (640, 640), "red").save(path)
    again = pickle.loads(pickle.dumps(own))  # as it travels to a worker
    sight = again.load(tmp_path / "cache")
    (face,) = sight.analyse(Seen(decode(path.read_bytes(), 640), path, b"\x01" * 16))
    assert (face.model, face.pixels) == (name, 160)
    assert face.box == pytest.approx((0.375, 0.375, 0.625, 0.625))
    assert look(own, tmp_path, tmp_path / "gone.jpg").reason == "vanished"


def test_what_is_no_such_model_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(PeopleError) as error:
        add_model(tmp_path, tmp_path / "target")
    assert error.value.said.code == "people.no_model"
    broken = tmp_path / "broken"
    for graph in (DETECTION, RECOGNITION):
        (broken / graph).parent.mkdir(parents=True)
        (broken / graph).write_bytes((made / RECOGNITION).read_bytes())  # finds nothing
    with pytest.raises(PeopleError) as error:
        add_model(broken, tmp_path / "target")
    assert error.value.said.code == "people.model_not_run"
    (broken / DETECTION).write_bytes(b"no graph")
    with pytest.raises(PeopleError):
        add_model(broken, tmp_path / "target")
    assert not (tmp_path / "target").exists()
