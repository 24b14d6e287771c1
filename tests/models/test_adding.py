from __future__ import annotations

import json
import pickle
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.encoders.registry import Registry
from photosearch.encoders.torch_runtime import TorchImageEncoder, choose_device
from photosearch.errors import HubUnreachableError, ModelError
from photosearch.library import Library
from photosearch.models.adding import add_model
from photosearch.models.families import Checkpoint, load_checkpoint
from photosearch.paths import AppPaths
from photosearch.settings import Settings
from tests.conftest import names, update
from tests.models.checkpoints import make
from tests.models.conftest import AddModel

FAMILIES = ("clip", "siglip", "siglip2", "chinese_clip")

pytestmark = [
    pytest.mark.timeout(300),
    # The exporter and transformers warn of their own future.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


def add(source: Path, models: Path) -> list[str]:
    return [progress.stage for progress in add_model(str(source), models)]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_added_and_agrees_with_torch(add_tiny: AddModel, family: str) -> None:
    added = add_tiny(family)
    assert added.stages[0] == "loading"
    folder = added.pack
    pack = read_pack(folder)
    checkpoint = load_checkpoint(added.checkpoint)
    pixels = np.random.default_rng(0).integers(0, 255, (3, *pack.image.size, 3), np.uint8)
    with torch.inference_mode():
        wanted = checkpoint.image(torch.from_numpy(pixels)).numpy()
    reached = open_image_encoder(folder).encode_images(pixels)
    assert reached.shape == (3, pack.dimensions)
    assert (reached * wanted).sum(1).min() > 0.98
    on_device = TorchImageEncoder(folder, "cpu").encode_images(pixels)
    assert (on_device * wanted).sum(1).min() > 0.98
    texts = ["a photo of a dog", "一只猫", "a"]
    encoder = open_text_encoder(folder)
    together = encoder.encode_texts(texts)
    alone = np.concatenate([encoder.encode_texts([text]) for text in texts])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert (together * alone).sum(1).min() > 0.98


def test_the_old_model_answers_while_an_added_one_is_indexed(
    home: AppPaths, photos: Path, add_tiny: AddModel
) -> None:
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        library.add_folder(photos)
        update(library)
    shutil.copytree(add_tiny("clip").pack, home.models / "tiny")
    with Library.open(
        home, Settings(workers=1, watch=False, read_text=False, model="tiny")
    ) as library:
        assert names(library, "red")[0] == "IMG_0000.jpg"
        assert library.searchable() == 4
        assert library.pending() == 4
        update(library)
        assert library.pending() == 0
        assert library.searchable() == 4
        answer = library.search("red")
        assert len(answer) == 4
        assert library._spaces.answering().space.pack.id == "tiny"


def test_a_model_is_added_once_and_can_be_removed(add_tiny: AddModel, tmp_path: Path) -> None:
    added = add_tiny("clip")
    models = tmp_path / "models"
    shutil.copytree(added.pack.parent, models)
    with pytest.raises(ModelError, match="there already"):
        add(added.checkpoint, models)
    registry = Registry(models)
    assert [model.pack.id for model in registry.all()] == ["mini", "tiny"]
    registry.remove("tiny")
    with pytest.raises(ModelError):
        registry.get("tiny")


def test_stopping_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    steps = add_model(str(make("clip", tmp_path / "tiny")), tmp_path / "models")
    while next(steps).stage != "exporting":
        pass
    steps.close()  # type: ignore[attr-defined]
    assert list((tmp_path / "models").iterdir()) == []


def test_what_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    bert = tmp_path / "bert"
    BertModel(
        BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=1, vocab_size=9)
    ).save_pretrained(bert)
    with pytest.raises(ModelError, match="of the kind 'bert'"):
        add(bert, tmp_path / "models")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="holds no model"):
        add(tmp_path / "empty", tmp_path / "models")
    source = make("clip", tmp_path / "tiny")
    (source / "preprocessor_config.json").unlink()
    with pytest.raises(ModelError, match="preprocessor_config"):
        add(source, tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize("settings", ["config.json", "tokenizer_config.json"])
def test_code_that_comes_with_a_checkpoint_is_never_run(tmp_path: Path, settings: str) -> None:
    """A model's own code would say so by writing a file."""
    source, told = make("clip", tmp_path / "tiny"), tmp_path / "told"
    (source / "own.py").write_text(f"open({str(told)!r}, 'w').close()\nclass Own: pass\n")
    values = json.loads((source / settings).read_text())
    name = "AutoModel" if settings == "config.json" else "AutoTokenizer"
    values["auto_map"] = {name: "own.Own", "AutoConfig": "own.Own"}
    (source / settings).write_text(json.dumps(values))
    with pytest.raises(ModelError, match="code of its own"):
        add(source, tmp_path / "models")
    assert not told.exists()
    assert list((tmp_path / "models").iterdir()) == []


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    """One that would write a file lies where transformers looks when there is nothing safer."""
    source, told = make("clip", tmp_path / "tiny"), tmp_path / "told"
    (source / "model.safetensors").unlink()
    (source / "pytorch_model.bin").write_bytes(pickle.dumps(_Bomb(told)))
    with pytest.raises(ModelError, match=r"only as pytorch_model\.bin"):
        add(source, tmp_path / "models")
    with pytest.raises(ModelError, match="can't be loaded"):
        load_checkpoint(source)
    assert not told.exists()


def test_beside_safetensors_a_pickle_does_not_matter(
    tmp_path: Path, add_tiny: AddModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is loaded counts; its graphs are those that it has without the pickle."""

    def as_before(graph: str, checkpoint: Checkpoint, draft: Path, *_: object) -> str:
        shutil.copy(add_tiny("clip").pack / graph, draft)
        return "fp32"

    for tower in ("image", "text"):
        export = partial(as_before, f"{tower}.onnx")
        monkeypatch.setattr(f"photosearch.models.exporting.export_{tower}", export)
    source, told = make("clip", tmp_path / "tiny"), tmp_path / "told"
    (source / "pytorch_model.bin").write_bytes(pickle.dumps(_Bomb(told)))
    add(source, tmp_path / "models")
    assert not told.exists()
    assert not (tmp_path / "models/tiny/image.pt2").exists()  # there is no GPU to run it


class _Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, told: Path) -> None:
        self._told = told

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self._told), "w")


def test_without_a_network_the_hub_is_unreachable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(HubUnreachableError, match="the Hugging Face hub does not give it"):
        list(add_model("nobody/no-such-model", tmp_path / "models"))


def test_preprocessing_is_read_from_the_checkpoint(tmp_path: Path) -> None:
    source = make("clip", tmp_path / "tiny")
    assert load_checkpoint(source).preprocessing.resize == "crop"
    settings = json.loads((source / "preprocessor_config.json").read_text())
    settings |= {"do_center_crop": False, "size": {"height": 32, "width": 32}, "resample": 2}
    (source / "preprocessor_config.json").write_text(json.dumps(settings))
    preprocessing = load_checkpoint(source).preprocessing
    assert (preprocessing.resize, preprocessing.interpolation) == ("squash", "bilinear")


def test_a_device_that_is_not_there_is_told(tmp_path: Path, colour_pack: Path) -> None:
    assert choose_device("cpu", colour_pack) == "cpu"
    assert choose_device("auto", colour_pack) == "cpu"
    with pytest.raises(ModelError):
        choose_device("cuda", colour_pack)
