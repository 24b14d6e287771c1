from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch import __version__
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.query.language import PREFIXES
from photosearch.spaces.colour_pack import write_colour_pack
from tests.cli.command import run, run_here
from tests.conftest import paint, update
from tests.engine_process import Engine

RED = "IMG_0000.jpg"


@pytest.fixture
def indexed(open_library: Callable[[], Library], photos: Path) -> None:
    """The four photos are in the library, which nobody has open."""
    library = open_library()
    library.add_folder(photos)
    update(library)
    library.close()


def test_a_folder_is_added_and_its_photos_found(home: AppPaths, photos: Path) -> None:
    added = run("add", photos)
    assert "4 photos can be searched." in added.stdout
    assert RED in run("search", "red", "--limit", "1").stdout
    assert RED in run("search", "红色的", "-n", "1").stdout
    status = run("status").stdout
    assert "4 of 4 photos searchable" in status
    assert "Model: mini. No photo waits to be indexed." in status
    assert RED in run("similar", photos / RED, "-n", "1").stdout
    paint(photos / "new.jpg", "purple")
    assert "5 photos can be searched." in run("index").stdout
    assert "not touched" in run("remove", photos).stdout
    assert "empty" in run("status").stdout


@pytest.mark.usefixtures("indexed")
def test_json_has_a_stable_shape() -> None:
    answer = json.loads(run_here("search", "red", "--json", "-n", "2").stdout)
    assert list(answer) == [
        "version", "query", "parts", "sort", "milliseconds", "matches", "total", "searched",
        "loosened", "hits",
    ]  # fmt: skip
    assert len(answer["hits"]) == 2
    hit = answer["hits"][0]
    assert Path(hit["path"]).name == RED
    assert hit["score"] == pytest.approx(hit["picture"] + hit["words"] + hit["exact"], abs=1e-4)


@pytest.mark.usefixtures("indexed")
def test_json_of_the_second_version_has_what_videos_and_text_have() -> None:
    first = json.loads(run_here("search", "red", "--json").stdout)
    second = json.loads(run_here("search", "red", "--json", "--json-version", "2").stdout)
    assert (first["version"], second["version"]) == (1, 2)
    added: dict[str, object] = {
        "at": None, "moments": [], "duration": None, "snippet": "", "others": [], "has_clip": False,
    }  # fmt: skip
    assert second["hits"][0].keys() - first["hits"][0].keys() == added.keys()
    assert {name: second["hits"][0][name] for name in added} == added


def test_json_keeps_file_names_that_are_no_text(home: AppPaths, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    name = os.fsdecode(b"caf\xe9.jpg")
    paint(folder / "a.jpg", "red").rename(folder / name)
    run_here("add", folder)
    hit = json.loads(run_here("search", "red", "--json").stdout)["hits"][0]
    assert Path(hit["path"]).name == name
    assert name in run_here("search", "red").stdout


def test_problems_tell_why_and_what_to_do(home: AppPaths, photos: Path) -> None:
    (photos / "bad.jpg").write_bytes(b"")
    assert "1 file could not be read" in run_here("add", photos).stdout
    told = run_here("problems").stdout
    assert "bad.jpg" in told
    assert "The file is empty" in told
    paint(photos / "bad.jpg", "blue")
    assert "All files could be read." in run_here("problems", "--retry").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "/no/such/folder"), "does not exist. Check the path"),
        (("search", "red"), "no library yet. Add a folder first."),
        (("models", "use", "nothing"), "no model named nothing"),
        (("models", "remove", "mini"), "is in use"),
        (("remove", "/no/such/folder"), "not in the library"),
    ],
)
def test_errors_are_one_sentence_with_what_to_do(
    home: AppPaths, arguments: tuple[str, ...], said: str
) -> None:
    done = run_here(*arguments, status=1)
    assert said in done.stderr
    assert done.stdout == ""


def test_a_folder_that_can_not_be_added_costs_no_other(home: AppPaths, photos: Path) -> None:
    done = run_here("add", "/no/such/folder", photos, status=1)
    assert "/no/such/folder does not exist" in done.stderr
    assert "4 photos can be searched" in done.stdout
    done = run_here("remove", "/no/such/folder", photos, status=1)
    assert "not in the library" in done.stderr
    assert f"Removed {photos}" in done.stdout


def test_status_tells_what_is_yet_to_be_done(home: AppPaths, photos: Path) -> None:
    (photos / "bad.jpg").write_bytes(b"")
    run_here("add", photos, "--no-index")
    assert "0 of 0 photos searchable" in run_here("status").stdout
    run_here("index")
    told = run_here("status").stdout
    assert "4 of 5 photos searchable, 1 unreadable" in told
    assert "`photosearch problems` tells" in told


def test_wrong_usage_has_its_own_status(home: AppPaths) -> None:
    run_here("serach", "red", status=2)
    run_here("search", "red", "--limit", "0", status=2)


@pytest.mark.usefixtures("indexed")
def test_a_library_in_use_can_be_asked_but_not_changed() -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        assert RED in run_here("search", "red", "-n", "1").stdout
        assert "already open" in run_here("index", status=1).stderr


def test_recommended_models_can_be_added_as_printed() -> None:
    told = run_here("models", "recommend").stdout
    assert "photosearch models add google/siglip2-base-patch16-224" in told


@pytest.mark.usefixtures("indexed")
def test_models_are_listed_used_and_removed(home: AppPaths) -> None:
    write_colour_pack(home.models / "other", "other")
    assert "* mini" in run_here("models", "list").stdout
    assert "other answers" in run_here("models", "use", "other").stdout
    assert "* other" in run_here("models", "list").stdout
    assert RED in run_here("search", "red", "-n", "1").stdout
    run_here("models", "remove", "other", status=1)
    measured = run_here("models", "measure", "other").stdout.splitlines()
    assert [line.split(":")[0] for line in measured] == ["other", "mini"]
    assert "photos/s a worker" in run_here("models", "list").stdout
    run_here("models", "use", "mini")
    assert "Removed other" in run_here("models", "remove", "other").stdout


def test_doctor_finds_a_sound_library_and_a_damaged_one(home: AppPaths, photos: Path) -> None:
    assert "Everything is in order." in run_here("doctor").stdout
    run_here("add", photos)
    assert "Database: sound" in run_here("doctor").stdout
    home.catalogue.write_bytes(b"not a database")
    assert "damaged" in run_here("doctor", status=1).stdout
    home.settings.write_text("{")
    assert "settings.json" in run_here("doctor", status=1).stdout


def test_version_and_help(home: AppPaths) -> None:
    assert run_here("version").stdout.strip() == __version__
    told = run_here("--help").stdout
    for command in ("add", "index", "search", "similar", "status", "problems", "models", "demo"):
        assert command in told


def test_the_search_language_works_on_the_command_line(home: AppPaths, photos: Path) -> None:
    paint(photos / "Italy" / "boat.png", "red")
    run_here("add", photos)
    done = run_here("search", "red", "type:png", "rating:many", "--json")
    answer = json.loads(done.stdout)
    assert [part["kind"] for part in answer["parts"]] == ["text", "type", "rating"]
    assert [part["error"] is None for part in answer["parts"]] == [True, True, False]
    assert [Path(hit["path"]).name for hit in answer["hits"]] == ["boat.png"]
    told = run_here("search", "--", "red", "-type:png", "type:xyz")
    assert "Left out type:xyz" in told.stderr
    assert "boat.png" not in told.stdout


@pytest.mark.usefixtures("indexed")
def test_pictures_order_and_saved_searches_on_the_command_line(tmp_path: Path) -> None:
    like = paint(tmp_path / "like.png", "blue")
    assert "IMG_0002.jpg" in run_here("search", "--image", like, "-n", "1").stdout
    blue = run_here("search", "red", "--image", like, "--weight", "9", "-n", "1").stdout
    assert "IMG_0002.jpg" in blue
    answer = json.loads(run_here("search", "red", "--sort", "date", "--json").stdout)
    assert answer["sort"] == "date"
    run_here("search", "red", "type:jpeg", "--save", "Reds")
    assert "Reds: red type:jpeg" in run_here("searches").stdout
    assert RED in run_here("search", "--saved", "Reds", "-n", "1").stdout
    assert "saved as Blues" in run_here("search", "--saved", "Blues", status=1).stderr
    run_here("searches", "--forget", "Reds")
    assert "No search is saved" in run_here("searches").stdout
    run_here(
        "search", "thing", "--image", like, "--weight", "2", "--sort", "date", "--save", "Blue"
    )
    assert "Blue: thing · like like.png ×2 · sort:date" in run_here("searches").stdout
    assert json.loads(run_here("search", "--saved", "Blue", "--json").stdout)["sort"] == "date"
    best = run_here("search", "--saved", "Blue", "--sort", "relevance", "-n", "1").stdout
    assert "IMG_0002.jpg" in best
    like.unlink()
    assert "like.png: Its file is gone" in run_here("search", "--saved", "Blue").stderr


def test_the_help_of_search_lists_every_prefix(home: AppPaths) -> None:
    told = run_here("search", "--help").stdout
    for prefix in PREFIXES:
        assert f"{prefix.name}:" in told
