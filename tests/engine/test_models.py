"""Models at the engine: listed, downloaded with pause and resume, used, measured, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.paths import AppPaths
from photosearch.wire import messages
from tests.engine_process import Engine
from tests.models.exports import make_export
from tests.models.fake_hub import Hub, hub_of

pytestmark = pytest.mark.timeout(300)
SOURCE = "owner/tiny"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with an export, whose largest file is some 400 kB."""
    with hub_of(make_export(tmp_path / "hub/tiny").folder, monkeypatch) as hub:
        yield hub


@pytest.fixture
def engine(home: AppPaths, photos: Path, hub: Hub) -> Iterator[Engine]:
    """An engine with four photos that are indexed."""
    with Engine() as engine:
        engine.send(messages.AddFolder(path=str(photos)))
        while engine.wait_until_idle().total < 4:
            pass
        yield engine


def wait_for_state(engine: Engine, state: str) -> messages.ModelProgress:
    while (progress := engine.wait_for(messages.ModelProgress)).state != state:
        pass
    return progress


def by_id(models: messages.Models) -> dict[str, messages.ModelState]:
    return {model.id: model for model in models.installed}


def test_a_model_is_downloaded_and_answers_once_all_is_indexed(engine: Engine, hub: Hub) -> None:
    engine.send(messages.ListModels())
    models = engine.wait_for(messages.Models)
    (mini,) = models.installed
    assert (mini.chosen, mini.answers, mini.builtin) == (True, True, True)
    assert models.recommended
    assert models.unfinished == ()
    engine.send(messages.AddModel(source=SOURCE))
    assert wait_for_state(engine, "downloading").total > 0
    assert wait_for_state(engine, "done").note == "tiny"
    tiny = by_id(engine.wait_for(messages.Models))["tiny"]
    assert not tiny.chosen
    assert tiny.size > 10_000
    engine.send(messages.UseModel(model="tiny"))
    waiting = by_id(engine.wait_for(messages.Models))
    assert (waiting["tiny"].chosen, waiting["tiny"].answers) == (True, False)
    assert by_id(engine.wait_for(messages.Models))["tiny"].answers
    assert engine.ask(1, "red dog").total == 4
    engine.send(messages.RemoveModel(model="tiny"))
    assert "in use" in engine.wait_for(messages.Failure).said.reason
    engine.send(messages.UseModel(model="mini"))
    while not by_id(engine.wait_for(messages.Models))["mini"].answers:
        pass
    engine.send(messages.RemoveModel(model="tiny"))
    assert set(by_id(engine.wait_for(messages.Models))) == {"mini"}


def test_a_download_is_paused_and_goes_on(engine: Engine, hub: Hub) -> None:
    hub.stalls = 300_000
    engine.send(messages.AddModel(source=SOURCE))
    while wait_for_state(engine, "downloading").done < 200:
        pass
    engine.send(messages.AddModel(source="owner/other"))
    assert SOURCE in engine.wait_for(messages.Failure).said.reason
    engine.send(messages.PauseModel())
    assert wait_for_state(engine, "paused").source == SOURCE
    (stopped,) = engine.wait_for(messages.Models).unfinished
    assert (stopped.source, 200_000 < stopped.done < stopped.total) == (SOURCE, True)
    hub.go.set()
    engine.send(messages.AddModel(source=SOURCE))
    wait_for_state(engine, "done")
    assert engine.wait_for(messages.Models).unfinished == ()
    assert ("textual/model.onnx", 1 << 18) in hub.asked


def test_a_cancelled_download_leaves_nothing(engine: Engine, hub: Hub, home: AppPaths) -> None:
    hub.stalls = 300_000
    engine.send(messages.AddModel(source=SOURCE))
    wait_for_state(engine, "downloading")
    engine.send(messages.CancelModel(source=SOURCE))
    wait_for_state(engine, "cancelled")
    assert engine.wait_for(messages.Models).unfinished == ()
    assert list((home.models / ".downloads").iterdir()) == []


def test_what_fails_is_told(engine: Engine, hub: Hub) -> None:
    engine.send(messages.AddModel(source="owner/nothing"))
    assert wait_for_state(engine, "failed").source == "owner/nothing"
    assert "owner/nothing" in engine.wait_for(messages.Failure).said.reason


def test_speed_is_measured_beside_the_built_in_model(engine: Engine, hub: Hub) -> None:
    engine.send(messages.AddModel(source=SOURCE))
    wait_for_state(engine, "done")
    assert not by_id(engine.wait_for(messages.Models))["tiny"].rate
    engine.send(messages.MeasureModel(model="tiny"))
    while not (models := by_id(engine.wait_for(messages.Models)))["tiny"].rate:
        pass
    assert models["mini"].rate > 0
    assert models["tiny"].query_ms > 0
