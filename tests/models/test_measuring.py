from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import InstalledModel, builtin_folder
from photosearch.errors import ModelError
from photosearch.models.measuring import measure


def test_a_model_whose_graph_is_broken_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    shutil.copyfile(builtin_folder() / "pack.json", folder / "pack.json")
    (folder / "image.onnx").write_bytes(b"no graph")
    model = InstalledModel(read_pack(folder), folder, builtin=False)
    with pytest.raises(ModelError, match=r"image\.onnx"):
        list(measure([model], [], tmp_path))
