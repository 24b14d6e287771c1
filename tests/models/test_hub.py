from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.encoders.packs import read_pack
from photosearch.errors import HubUnreachableError, ModelError
from photosearch.models.adding import add_model, forget_download, unfinished_downloads
from photosearch.models.folders import check_weights, wanted_files
from photosearch.models.recommended import RECOMMENDED
from tests.models.exports import make_export
from tests.models.fake_hub import Hub, hub_of

pytestmark = pytest.mark.timeout(300)
SOURCE = "owner/tiny"
GRAPH = "textual/model.onnx"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with an export, whose largest file is some 400 kB."""
    monkeypatch.setattr("time.sleep", lambda _: None)  # before it asks again
    with hub_of(make_export(tmp_path / "hub/tiny").folder, monkeypatch) as hub:
        yield hub


def add(models: Path, source: str = SOURCE) -> list[str]:
    return [progress.stage for progress in add_model(source, models, quantise=False)]


def starts(hub: Hub, name: str) -> list[int]:
    return [start for asked, start in hub.asked if asked == name]


def test_a_model_is_downloaded_with_progress_and_added(hub: Hub, tmp_path: Path) -> None:
    progress = list(add_model(SOURCE, tmp_path / "models", quantise=False))
    steps = [one for one in progress if one.stage == "downloading"]
    assert steps[-1].done == steps[-1].total > 300
    assert [one.done for one in steps] == sorted(one.done for one in steps)
    assert read_pack(tmp_path / "models/tiny").source == SOURCE
    assert unfinished_downloads(tmp_path / "models") == []
    assert list((tmp_path / "models/.downloads").iterdir()) == []


def test_a_lost_connection_goes_on_where_it_broke(hub: Hub, tmp_path: Path) -> None:
    hub.breaks = [50_000, 60_000]
    add(tmp_path / "models")
    first, second, third = starts(hub, GRAPH)
    assert first == 0 < second < third
    assert read_pack(tmp_path / "models/tiny").id == "tiny"


def test_a_download_that_stopped_goes_on_the_next_time(hub: Hub, tmp_path: Path) -> None:
    models = tmp_path / "models"
    hub.breaks = [50_000] + [0] * 20
    with pytest.raises(HubUnreachableError, match="does not give it"):
        add(models)
    (stopped,) = unfinished_downloads(models)
    assert stopped.source == SOURCE
    assert 0 < stopped.done < stopped.total
    hub.breaks, before = [], len(hub.asked)
    add(models)
    (name, start), *others = hub.asked[before:]
    assert (name, start > 40_000) == (GRAPH, True)
    assert {name for name, _ in others} == {"visual/model.onnx"}


def test_a_paused_download_goes_on(hub: Hub, tmp_path: Path) -> None:
    models = tmp_path / "models"
    steps = add_model(SOURCE, models, quantise=False)
    while next(steps).note != GRAPH:
        pass
    steps.close()  # type: ignore[attr-defined]
    assert unfinished_downloads(models)
    add(models)
    assert read_pack(models / "tiny").id == "tiny"


def test_a_cancelled_download_leaves_nothing(hub: Hub, tmp_path: Path) -> None:
    models = tmp_path / "models"
    steps = add_model(SOURCE, models)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    forget_download(SOURCE, models)
    assert unfinished_downloads(models) == []


@pytest.mark.parametrize("damaged", [GRAPH, "config.json"])
def test_what_came_damaged_is_refused_and_asked_for_again(
    hub: Hub, tmp_path: Path, damaged: str
) -> None:
    models = tmp_path / "models"
    hub.damages = damaged
    with pytest.raises(ModelError, match="checksum"):
        add(models)
    hub.damages = ""
    add(models)
    assert read_pack(models / "tiny").id == "tiny"


def test_a_revision_can_be_named(hub: Hub, tmp_path: Path) -> None:
    hub.revision = "f00d"
    add(tmp_path / "models", f"{SOURCE}@f00d")
    assert read_pack(tmp_path / "models/tiny").source == f"{SOURCE}@f00d"


def test_a_model_that_is_not_there_is_told(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(HubUnreachableError, match="owner/other"):
        add(tmp_path / "models", "owner/other")


def test_pickles_are_refused_before_anything_is_downloaded(hub: Hub, tmp_path: Path) -> None:
    for path in hub.folder.rglob("*.onnx"):
        path.unlink()
    (hub.folder / "pytorch_model.bin").write_bytes(b"weights")
    with pytest.raises(ModelError, match=r"only as pytorch_model\.bin"):
        add(tmp_path / "models")
    assert hub.asked == []


def test_code_is_refused_before_the_weights_are_downloaded(hub: Hub, tmp_path: Path) -> None:
    settings = json.loads((hub.folder / "config.json").read_text())
    settings["auto_map"] = {"AutoModel": "modeling_clip.Model"}
    (hub.folder / "config.json").write_text(json.dumps(settings))
    with pytest.raises(ModelError, match="code of its own"):
        add(tmp_path / "models")
    assert all(name.endswith(".json") for name, _ in hub.asked)


def test_only_what_is_needed_is_wanted() -> None:
    checkpoint = [
        "README.md", "config.json", "model.safetensors", "pytorch_model.bin", "vocab.txt",
        "modeling_clip.py", "onnx/model.onnx", "../up.json",
    ]  # fmt: skip
    assert wanted_files(checkpoint) == ["config.json", "vocab.txt", "model.safetensors"]
    export = [
        "config.json", "textual/model.onnx", "visual/model.onnx", "visual/model.armnn",
        "textual/tokenizer.json", "textual/fp16/model.onnx", "visual/model.onnx.data",
        "visual/../../up.onnx",
    ]  # fmt: skip
    assert wanted_files(export) == [
        "config.json", "textual/tokenizer.json", "textual/model.onnx", "visual/model.onnx",
        "visual/model.onnx.data",
    ]  # fmt: skip
    check_weights(checkpoint, SOURCE)
    check_weights(export, SOURCE)


def test_recommended_models_are_few_and_different() -> None:
    assert 1 < len(RECOMMENDED) < 6
    assert len({one.good_at for one in RECOMMENDED}) == len(RECOMMENDED)
    assert all(one.source.count("/") == 1 and one.download for one in RECOMMENDED)
