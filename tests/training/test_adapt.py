from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photosearch.encoders.packs import read_pack
from photosearch.errors import PhotosearchError, TrainingError
from photosearch.models.adapted import write_adapted_pack
from photosearch.paths import AppPaths
from photosearch.training.adapting import adapt
from photosearch.training.table import read_table
from tests.cli.command import run, run_here
from tests.training.halves import SEEN, paint_halves, write_halves_pack


@pytest.fixture
def halves(home: AppPaths, tmp_path: Path) -> Path:
    """The folder of photos of halves; a model of them is installed, somewhat turned."""
    write_halves_pack(home.models / "halves", angle=0.8)
    paint_halves(tmp_path / "halves")
    return tmp_path / "halves"


def recall(model: str, photos: Path) -> float:
    """Return R@1 in percent over all photos."""
    table = photos.with_suffix(".tsv")
    told = run_here("evaluate", "--model", model, "--data", photos, "--captions", table, "--json")
    return float(json.loads(told.stdout)["text_to_image"]["en"]["recall"]["R@1"])


def test_a_model_is_adapted_used_and_searched(home: AppPaths, halves: Path) -> None:
    table = halves.with_suffix(".tsv")
    told = run("adapt", "--photos", halves, "--captions", table, "--model", "halves").stdout
    assert "captions of 12 photos held out" in told
    assert "photosearch models use halves-adapted" in told
    assert "photosearch evaluate --model halves-adapted" in told
    assert read_pack(home.models / "halves-adapted").name == "Halves (adapted)"
    assert sorted(path.name for path in home.models.iterdir()) == ["halves", "halves-adapted"]
    assert recall("halves-adapted", halves) > recall("halves", halves) + 10
    run_here("add", halves)
    assert "halves-adapted answers" in run_here("models", "use", "halves-adapted").stdout
    found = run_here("search", "leftred rightcyan", "-n", "1").stdout
    assert f"{SEEN.index(('red', 'cyan')):04}.png" in found


def test_a_model_that_fits_already_stays_alone(home: AppPaths, halves: Path) -> None:
    write_halves_pack(home.models / "right", angle=0.0)
    table = halves.with_suffix(".tsv")
    done = run_here("adapt", "--photos", halves, "--captions", table, "--model", "right", status=1)
    assert "no model was made. Write more captions" in done.stderr
    assert not (home.models / "right-adapted").exists()


@pytest.mark.parametrize(
    ("model", "new_id", "said"),
    [
        ("nothing", "new", "no model named nothing"),
        ("halves", "halves", "a model named halves already"),
        ("halves", "mini", "a model named mini already"),
        ("halves", "../up", "can't be a model's id"),
        ("mini", "new", "mini has no graphs that could be changed"),
    ],
)
def test_what_cannot_be_adapted_is_told(
    home: AppPaths, halves: Path, model: str, new_id: str, said: str
) -> None:
    rows = read_table(halves.with_suffix(".tsv"))
    with pytest.raises(PhotosearchError, match=said):
        next(adapt(home.models, model, new_id, halves, rows))


def test_few_captions_and_missing_photos_are_told(
    home: AppPaths, halves: Path, tmp_path: Path
) -> None:
    rows = read_table(halves.with_suffix(".tsv"))
    blank = [replace(row, caption="") for row in rows[38:]]
    with pytest.raises(TrainingError, match="19 photos have captions; it takes 20"):
        next(adapt(home.models, "halves", "new", halves, [*rows[:38], *blank]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="lacks 64 photos"):
        next(adapt(home.models, "halves", "new", tmp_path / "empty", rows))


@pytest.fixture
def one_ridge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learning is short: what is learned does not matter."""
    monkeypatch.setattr("photosearch.training.adapters.RIDGES", (0.1,))


@pytest.mark.usefixtures("one_ridge")
def test_stopping_halfway_leaves_nothing_behind(home: AppPaths, halves: Path) -> None:
    steps = adapt(home.models, "halves", "new", halves, read_table(halves.with_suffix(".tsv")))
    while getattr(next(steps), "stage", "") != "writing":
        pass
    steps.close()  # type: ignore[attr-defined]
    assert [path.name for path in home.models.iterdir()] == ["halves"]


@pytest.mark.usefixtures("one_ridge")
def test_a_new_graph_that_says_something_else_is_not_installed(
    home: AppPaths, halves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(source: Path, draft: Path, new_id: str, image: Any, text: Any) -> None:
        write_adapted_pack(source, draft, new_id, image.T, text.T)

    monkeypatch.setattr("photosearch.training.adapting.write_adapted_pack", wrong)
    rows = read_table(halves.with_suffix(".tsv"))
    with pytest.raises(TrainingError, match="do not agree with what was learned"):
        list(adapt(home.models, "halves", "new", halves, rows))
    assert [path.name for path in home.models.iterdir()] == ["halves"]
