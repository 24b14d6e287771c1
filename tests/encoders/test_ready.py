from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders import ready
from photosearch.encoders.onnx import OnnxImageEncoder, kept_outputs
from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import builtin_folder
from photosearch.encoders.runtime import onnxruntime
from photosearch.indexing import pool
from photosearch.indexing.pool import make_graphs_ready
from photosearch.indexing.worker import WorkerConfig
from photosearch.types import Preprocessing

IMAGE = builtin_folder() / "image.onnx"
OUTPUTS = kept_outputs(read_pack(builtin_folder()))["image.onnx"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the built-in model's graph is kept."""
    kept = tmp_path_factory.mktemp("graphs")
    ready.make_ready(IMAGE, kept, OUTPUTS)
    return kept


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may harm."""
    return Path(shutil.copytree(made, tmp_path / "graphs"))


def pixels() -> UInt8Array:
    return np.random.default_rng(1).integers(0, 256, (1, 260, 260, 3)).astype(np.uint8)


def embedding(kept: Path | None) -> Float32Array:
    return OnnxImageEncoder(builtin_folder(), 1, kept).encode_pictures(pixels()).embeddings


def test_a_graph_that_is_kept_sees_what_it_saw_before(made: Path) -> None:
    path = ready.ready(IMAGE, made, OUTPUTS)
    assert path is not None
    assert path.is_relative_to(made)
    assert not ready.is_to_be_made(IMAGE, made, OUTPUTS)
    assert np.abs(embedding(made) - embedding(None)).max() < 1e-5


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the graphs that encoders load from now on."""
    paths: list[Path] = []
    load = ready.load

    def noted(path: Path, options: object) -> object:
        paths.append(path)
        return load(path, options)

    monkeypatch.setattr("photosearch.encoders.graph.load", noted)
    return paths


def test_the_kept_graph_is_the_one_that_is_loaded(made: Path, loaded: list[Path]) -> None:
    embedding(made)
    assert loaded == [ready.ready(IMAGE, made, OUTPUTS)]


def test_what_is_kept_computes_no_more_than_indexing_asks_for(made: Path) -> None:
    path = ready.ready(IMAGE, made, OUTPUTS)
    assert path is not None
    session = ready.load(path, onnxruntime().SessionOptions())
    assert [output.name for output in session.get_outputs()] == list(OUTPUTS)
    whole = onnx.load(IMAGE)
    assert {"spatial", "cells"} <= {output.name for output in whole.graph.output}
    convolutions = [
        sum(node.op_type == "Conv" for node in graph.node)
        for graph in (onnx.load(path, load_external_data=False).graph, whole.graph)
    ]
    assert convolutions[0] < convolutions[1]  # the captioner's own blocks are not there


def test_all_outputs_are_there_beside_a_graph_of_some(made: Path) -> None:
    encoder = OnnxImageEncoder(builtin_folder(), 1, made)
    seen = pixels()
    pictures = encoder.encode_pictures(seen)
    embedding, spatial = encoder.encode_regions(seen)
    cells, again = encoder.encode_cells(seen)
    assert np.abs(pictures.embeddings - embedding).max() < 1e-5
    assert np.abs(again.embeddings - embedding).max() < 1e-5
    assert spatial.shape[1:3] == (7, 7)
    assert len(cells) == 1


def test_a_graph_kept_whole_serves_until_the_narrow_one_is_made(
    tmp_path: Path, loaded: list[Path]
) -> None:
    ready.make_ready(IMAGE, tmp_path)
    embedding(tmp_path)
    assert loaded == [ready.ready(IMAGE, tmp_path)]


@pytest.mark.parametrize("name", [ready.GRAPH, ready.WEIGHTS, ready.SUM])
@pytest.mark.parametrize("harm", ["flipped", "cut", "empty", "gone"])
def test_a_torn_graph_is_not_believed(kept: Path, name: str, harm: str) -> None:
    path = ready.ready(IMAGE, kept, OUTPUTS)
    assert path is not None
    file = path.with_name(name)
    whole = file.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes({"flipped": flipped, "cut": whole[:middle], "empty": b""}[harm])
    assert ready.ready(IMAGE, kept, OUTPUTS) is None
    assert ready.is_to_be_made(IMAGE, kept, OUTPUTS)


def test_a_torn_graph_costs_nothing_but_time_and_is_made_again(kept: Path) -> None:
    path = ready.ready(IMAGE, kept, OUTPUTS)
    assert path is not None
    path.with_name(ready.WEIGHTS).write_bytes(b"torn")
    assert np.array_equal(embedding(kept), embedding(None))
    ready.make_ready(IMAGE, kept, OUTPUTS)
    assert ready.ready(IMAGE, kept, OUTPUTS) == path


@pytest.mark.parametrize("change", ["file", "processor"])
def test_a_graph_for_something_else_is_not_taken(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    other = IMAGE
    if change == "file":
        other = tmp_path / "image.onnx"
        shutil.copyfile(IMAGE, other)
    else:
        monkeypatch.setattr(ready, "_processor", lambda: "another")
    assert ready.ready(other, kept, OUTPUTS) is None
    ready.make_ready(other, kept, OUTPUTS)
    assert [path.parent for path in kept.glob(f"*/{ready.GRAPH}")] == [
        ready._folder(other, kept, OUTPUTS)
    ]


def test_a_large_graph_is_not_kept_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "LARGEST", IMAGE.stat().st_size - 1)
    assert not ready.is_to_be_made(IMAGE, tmp_path)


def test_a_worker_makes_the_graphs_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "kept_outputs", lambda _: {"image.onnx": OUTPUTS})
    preprocessing = Preprocessing(size=(32, 32))
    config = WorkerConfig(tmp_path, preprocessing, builtin_folder(), tmp_path / "graphs")
    make_graphs_ready(config)
    assert ready.ready(IMAGE, tmp_path / "graphs", OUTPUTS) is not None


def test_a_disk_that_takes_nothing_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "graphs").write_bytes(b"in the way")
    config = WorkerConfig(
        tmp_path, Preprocessing(size=(32, 32)), builtin_folder(), tmp_path / "graphs"
    )
    make_graphs_ready(config)
    assert len(embedding(tmp_path / "graphs")) == 1
