from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photosearch.arrays import unit_length
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.errors import ModelError
from photosearch.models.adding import add_model
from tests.models.exports import DIMENSIONS, LENGTH, SIZE, WORDS, Export, make_export

pytestmark = pytest.mark.timeout(300)


def add(export: Export, models: Path, *, quantise: bool = False) -> Path:
    for _ in add_model(str(export.folder), models, quantise=quantise):
        pass
    return models / export.folder.name


def test_an_export_gives_what_its_own_graphs_give(tmp_path: Path) -> None:
    export = make_export(tmp_path / "tiny", interpolation="bicubic", resize_mode="shortest")
    folder = add(export, tmp_path / "models")
    pack = read_pack(folder)
    assert (pack.dimensions, pack.image.size, pack.image.resize) == (
        DIMENSIONS,
        (SIZE, SIZE),
        "crop",
    )
    assert (pack.text.context_length, pack.text.pad_token) == (LENGTH, "<pad>")
    pixels = np.random.default_rng(1).integers(0, 255, (3, SIZE, SIZE, 3), np.uint8)
    mean, deviation = np.array([0.48, 0.45, 0.40]), np.array([0.26, 0.26, 0.27])
    values = ((pixels / 255 - mean) / deviation).transpose(0, 3, 1, 2)
    pooled = values.reshape(3, 3, 4, 8, 4, 8).mean((3, 5)).reshape(3, -1)
    wanted = unit_length((pooled @ export.image).astype(np.float32))
    assert np.allclose(open_image_encoder(folder).encode_images(pixels), wanted, atol=1e-4)
    ids = np.zeros(LENGTH, int)
    ids[:3] = [2 + WORDS.index(word) for word in ("a", "red", "dog")]
    wanted = unit_length((export.table[ids].mean(0) @ export.text)[None])
    reached = open_text_encoder(folder).encode_texts(["a red dog", "a red dog"])
    assert np.allclose(reached, wanted, atol=1e-4)


def test_in_8_bits_an_export_is_a_third_as_large_and_nearly_the_same(tmp_path: Path) -> None:
    export = make_export(tmp_path / "tiny")
    exact = add(export, tmp_path / "exact")
    small = add(export, tmp_path / "small", quantise=True)
    assert read_pack(small).precision == "image int8, text int8"
    sizes = [(folder / "text.onnx").stat().st_size for folder in (small, exact)]
    assert sizes[0] < sizes[1] / 3
    texts = ["a photo of a dog", "一只 猫"]
    one, other = (open_text_encoder(folder).encode_texts(texts) for folder in (exact, small))
    assert (one * other).sum(1).min() > 0.99


def test_texts_are_tidied_as_the_exports_own_code_did(tmp_path: Path) -> None:
    kept = make_export(tmp_path / "kept")
    tidied = make_export(
        tmp_path / "tidied", config={"tokenizer_kwargs": {"clean": "canonicalize"}}
    )
    for export, is_tidied in ((kept, False), (tidied, True)):
        encoder = open_text_encoder(add(export, tmp_path / "models"))
        one, other = encoder.encode_texts(["a red dog", "  A Red,\n dog!"])
        assert np.allclose(one, other, atol=1e-5) == is_tidied


@pytest.mark.parametrize(
    ("tokenizer", "languages"),
    [("google/xlm-base", ("en", "zh")), ("", ("en",)), ("hfl/roberta-wwm-ext", ("zh",))],
)
def test_its_languages_follow_from_its_tokenizer(
    tmp_path: Path, tokenizer: str, languages: tuple[str, ...]
) -> None:
    export = make_export(tmp_path / "tiny", config={"hf_tokenizer_name": tokenizer})
    assert read_pack(add(export, tmp_path / "models")).languages == languages


@pytest.mark.parametrize("missing", ["config.json", "visual/preprocess_cfg.json"])
def test_an_export_that_is_not_whole_is_refused(tmp_path: Path, missing: str) -> None:
    export = make_export(tmp_path / "tiny")
    (export.folder / missing).unlink()
    with pytest.raises(ModelError, match=Path(missing).name):
        add(export, tmp_path / "models")
    assert [path for path in (tmp_path / "models").iterdir() if path.name != ".downloads"] == []


def test_a_broken_graph_is_refused(tmp_path: Path) -> None:
    export = make_export(tmp_path / "tiny")
    (export.folder / "visual/model.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match="can't be read"):
        add(export, tmp_path / "models")


def test_it_needs_no_torch(tmp_path: Path) -> None:
    export = make_export(tmp_path / "tiny")
    script = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.split('.')[0] in ('torch', 'transformers'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from pathlib import Path\n"
        "from photosearch.models.adding import add_model\n"
        f"list(add_model({str(export.folder)!r}, Path({str(tmp_path / 'models')!r})))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert read_pack(tmp_path / "models/tiny").id == "tiny"
