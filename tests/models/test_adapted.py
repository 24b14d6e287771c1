from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from photosearch.encoders.onnx import OnnxImageEncoder, OnnxTextEncoder
from photosearch.encoders.torch_runtime import TorchImageEncoder
from photosearch.models.adapted import mapped, write_adapted_pack
from photosearch.search.explain import exact_heat
from photosearch.spaces.calibration import Calibration, read_calibration, write_calibration
from photosearch.spaces.fusion.block_diagonal import BlockDiagonalFuser
from photosearch.spaces.fusion.files import read_fuser, write_fuser
from photosearch.spaces.fusion.gated import GatedFuser
from tests.models.conftest import AddModel

TEXTS = ["red dog", "cat sits", "beach"]

pytestmark = [
    pytest.mark.timeout(300),
    # The exporter and transformers warn of their own future.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


def matrices(dimensions: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    noise = 0.3 * rng.standard_normal((2, dimensions, dimensions))
    image, text = (np.eye(dimensions) + noise).astype(np.float32)
    return image, text


def pixels(edge: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (3, edge, edge, 3), np.uint8)


def test_embeddings_are_the_old_ones_times_the_matrices(tiny_pack: Path, tmp_path: Path) -> None:
    image, text = matrices(16)
    pack = write_adapted_pack(tiny_pack, tmp_path / "new", "new", image, text)
    old, new = OnnxImageEncoder(tiny_pack), OnnxImageEncoder(tmp_path / "new")
    assert (pack.id, pack.name) == ("new", "tiny (adapted)")
    assert pack.fingerprint not in ("", old.pack.fingerprint)
    some = pixels(224)
    wanted = mapped(old.encode_images(some), image)
    np.testing.assert_allclose(new.encode_images(some), wanted, atol=1e-4)
    before, after = OnnxTextEncoder(tiny_pack), OnnxTextEncoder(tmp_path / "new")
    wanted = mapped(before.encode_texts(TEXTS), text)
    np.testing.assert_allclose(after.encode_texts(TEXTS), wanted, atol=1e-4)
    sentences = before.encode_query(TEXTS[0])[1], after.encode_query(TEXTS[0])[1]
    np.testing.assert_array_equal(*sentences)


def test_places_still_sum_up(tiny_pack: Path, tmp_path: Path) -> None:
    image, text = matrices(16)
    write_adapted_pack(tiny_pack, tmp_path / "new", "new", image, text)
    embedding, places = OnnxImageEncoder(tmp_path / "new").encode_regions(pixels(224))
    assert places.shape == (3, 7, 7, 16)
    mean = places.mean((1, 2))
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    np.testing.assert_allclose(mean, embedding, atol=1e-4)
    assert exact_heat(places[0], text[0]).sum() == pytest.approx(embedding[0] @ text[0], abs=1e-4)


def test_a_pack_without_places_can_be_adapted_twice(tiny_pack: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    for file in tiny_pack.iterdir():
        (plain / file.name).write_bytes(file.read_bytes())
    model = onnx.load(str(plain / "image.onnx"))
    (spatial,) = [output for output in model.graph.output if output.name == "spatial"]
    model.graph.output.remove(spatial)
    onnx.save(model, str(plain / "image.onnx"))
    image, text = matrices(16)
    write_adapted_pack(plain, tmp_path / "once", "once", image, text)
    write_adapted_pack(tmp_path / "once", tmp_path / "twice", "twice", image, text)
    twice = OnnxImageEncoder(tmp_path / "twice")
    assert not twice.tells_places_apart
    wanted = mapped(OnnxImageEncoder(plain).encode_images(pixels(224)), image @ image)
    np.testing.assert_allclose(twice.encode_images(pixels(224)), wanted, atol=1e-4)


def test_an_added_model_keeps_its_program_for_a_gpu(add_tiny: AddModel, tmp_path: Path) -> None:
    old = add_tiny("clip").pack
    image, text = matrices(24)
    write_adapted_pack(old, tmp_path / "new", "new", image, text)
    some = pixels(32)
    wanted = mapped(OnnxImageEncoder(old).encode_images(some), image)
    on_cpu = OnnxImageEncoder(tmp_path / "new").encode_images(some)
    assert (on_cpu * wanted).sum(1).min() > 0.999
    on_device = TorchImageEncoder(tmp_path / "new", "cpu").encode_images(some)
    assert (on_device * wanted).sum(1).min() > 0.98
    assert len(TorchImageEncoder(tmp_path / "new", "cpu").encode_images(some[:1])) == 1


def test_the_words_and_photos_of_a_calibration_move_along(tiny_pack: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for file in tiny_pack.iterdir():
        (old / file.name).write_bytes(file.read_bytes())
    bank = OnnxTextEncoder(tiny_pack).encode_texts(TEXTS)
    reference = OnnxImageEncoder(tiny_pack).encode_images(pixels(224))
    numbers = np.arange(8, dtype=np.float32), np.array([1, 2], np.float32)
    write_calibration(old, Calibration(bank, reference, *numbers, 0.25, 1.5))
    image, text = matrices(16)
    write_adapted_pack(old, tmp_path / "new", "new", image, text)
    moved = read_calibration(tmp_path / "new")
    assert moved is not None
    np.testing.assert_allclose(moved.bank, mapped(bank, text), atol=2e-3)
    np.testing.assert_allclose(moved.reference, mapped(reference, image), atol=2e-3)
    np.testing.assert_array_equal(moved.picture, numbers[0])
    assert (moved.least, moved.growth) == (0.25, 1.5)


@pytest.mark.parametrize("kind", ["block-diagonal", "gated", "learned"])
def test_a_fuser_learned_for_other_pictures_becomes_block_diagonal(
    tiny_pack: Path, tmp_path: Path, kind: str
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for file in tiny_pack.iterdir():
        (old / file.name).write_bytes(file.read_bytes())
    basis = np.eye(8, 32, dtype=np.float32)
    weights: dict[str, np.ndarray | float] = {"text_basis": basis, "usual": 0.25}
    more: dict[str, dict[str, np.ndarray | float]] = {
        "block-diagonal": {"text_weight": 0.5},
        "gated": {"text_weight": 0.5, "gate": np.ones(8), "bias": 0.1},
        "learned": {"words": np.eye(9) * 2, "cross": np.ones((9, 16))},
    }
    write_fuser(old / "fusion.npz", weights | more[kind])
    write_adapted_pack(old, tmp_path / "new", "new", *matrices(16))
    fuser = read_fuser(tmp_path / "new" / "fusion.npz", 16)
    assert isinstance(fuser, GatedFuser if kind == "gated" else BlockDiagonalFuser)
    if kind == "learned":
        with np.load(tmp_path / "new" / "fusion.npz") as stored:
            assert float(stored["text_weight"]) == pytest.approx(4)  # A stretches by 2
            assert "cross" not in stored.files
