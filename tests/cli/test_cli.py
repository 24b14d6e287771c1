from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch import __version__
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.query.language import PREFIXES
from photosearch.spaces.colour_pack import write_colour_pack
from tests.conftest import paint, update
from tests.engine_process import Engine

RED = "IMG_0000.jpg"


def run(*arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "photosearch", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=100,
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


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
    assert "Model: mini" in status
    assert RED in run("similar", photos / RED, "-n", "1").stdout
    paint(photos / "new.jpg", "purple")
    assert "5 photos can be searched." in run("index").stdout
    assert "not touched" in run("remove", photos).stdout
    assert "empty" in run("status").stdout


@pytest.mark.usefixtures("indexed")
def test_json_has_a_stable_shape() -> None:
    answer = json.loads(run("search", "red", "--json", "-n", "2").stdout)
    assert list(answer) == [
        "version", "query", "parts", "sort", "milliseconds", "matches", "total", "hits",
    ]  # fmt: skip
    assert len(answer["hits"]) == 2
    hit = answer["hits"][0]
    assert Path(hit["path"]).name == RED
    assert hit["score"] == pytest.approx(hit["picture"] + hit["words"] + hit["exact"], abs=1e-4)


def test_json_keeps_file_names_that_are_no_text(home: AppPaths, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    name = os.fsdecode(b"caf\xe9.jpg")
    paint(folder / "a.jpg", "red").rename(folder / name)
    run("add", folder)
    hit = json.loads(run("search", "red", "--json").stdout)["hits"][0]
    assert Path(hit["path"]).name == name
    assert name in run("search", "red").stdout


def test_problems_tell_why_and_what_to_do(home: AppPaths, photos: Path) -> None:
    (photos / "bad.jpg").write_bytes(b"")
    assert "1 file could not be read" in run("add", photos).stdout
    told = run("problems").stdout
    assert "bad.jpg" in told
    assert "The file is empty" in told
    paint(photos / "bad.jpg", "blue")
    assert "All files could be read." in run("problems", "--retry").stdout


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
    done = run(*arguments, status=1)
    assert said in done.stderr
    assert done.stdout == ""


def test_wrong_usage_has_its_own_status(home: AppPaths) -> None:
    run("serach", "red", status=2)
    run("search", "red", "--limit", "0", status=2)


@pytest.mark.usefixtures("indexed")
def test_a_library_in_use_can_be_asked_but_not_changed() -> None:
    with Engine() as engine:
        engine.wait_until_idle()
        assert RED in run("search", "red", "-n", "1").stdout
        assert "already open" in run("index", status=1).stderr


@pytest.mark.usefixtures("indexed")
def test_models_are_listed_used_and_removed(home: AppPaths) -> None:
    write_colour_pack(home.models / "other", "other")
    assert "* mini" in run("models", "list").stdout
    assert "other answers" in run("models", "use", "other").stdout
    assert "* other" in run("models", "list").stdout
    assert RED in run("search", "red", "-n", "1").stdout
    run("models", "remove", "other", status=1)
    run("models", "use", "mini")
    assert "Removed other" in run("models", "remove", "other").stdout


def test_doctor_finds_a_sound_library_and_a_damaged_one(home: AppPaths, photos: Path) -> None:
    assert "Everything is in order." in run("doctor").stdout
    run("add", photos)
    assert "Database: sound" in run("doctor").stdout
    home.catalogue.write_bytes(b"not a database")
    assert "damaged" in run("doctor", status=1).stdout
    home.settings.write_text("{")
    assert "settings.json" in run("doctor", status=1).stdout


def test_version_and_help(home: AppPaths) -> None:
    assert run("version").stdout.strip() == __version__
    told = run("--help").stdout
    for command in ("add", "index", "search", "similar", "status", "problems", "models", "demo"):
        assert command in told


def test_the_search_language_works_on_the_command_line(home: AppPaths, photos: Path) -> None:
    paint(photos / "Italy" / "boat.png", "red")
    run("add", photos)
    done = run("search", "red", "type:png", "rating:many", "--json")
    answer = json.loads(done.stdout)
    assert [part["kind"] for part in answer["parts"]] == ["text", "type", "rating"]
    assert [part["error"] is None for part in answer["parts"]] == [True, True, False]
    assert [Path(hit["path"]).name for hit in answer["hits"]] == ["boat.png"]
    told = run("search", "--", "red", "-type:png", "type:xyz")
    assert "Left out type:xyz" in told.stderr
    assert "boat.png" not in told.stdout


@pytest.mark.usefixtures("indexed")
def test_pictures_order_and_saved_searches_on_the_command_line(tmp_path: Path) -> None:
    like = paint(tmp_path / "like.png", "blue")
    assert "IMG_0002.jpg" in run("search", "--image", like, "-n", "1").stdout
    blue = run("search", "red", "--image", like, "--weight", "9", "-n", "1").stdout
    assert "IMG_0002.jpg" in blue
    answer = json.loads(run("search", "red", "--sort", "date", "--json").stdout)
    assert answer["sort"] == "date"
    run("search", "red", "type:jpeg", "--save", "Reds")
    assert "Reds: red type:jpeg" in run("searches").stdout
    assert RED in run("search", "--saved", "Reds", "-n", "1").stdout
    assert "saved as Blues" in run("search", "--saved", "Blues", status=1).stderr
    run("searches", "--forget", "Reds")
    assert "No search is saved" in run("searches").stdout
    run("search", "thing", "--image", like, "--weight", "2", "--sort", "date", "--save", "Blue")
    assert "Blue: thing · like like.png ×2 · sort:date" in run("searches").stdout
    assert json.loads(run("search", "--saved", "Blue", "--json").stdout)["sort"] == "date"
    best = run("search", "--saved", "Blue", "--sort", "relevance", "-n", "1").stdout
    assert "IMG_0002.jpg" in best
    like.unlink()
    assert "like.png: Its file is gone" in run("search", "--saved", "Blue").stderr


def test_the_help_of_search_lists_every_prefix(home: AppPaths) -> None:
    told = run("search", "--help").stdout
    for prefix in PREFIXES:
        assert f"{prefix.name}:" in told
