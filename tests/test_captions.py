"""Made captions, from a photo to the command line, a file and sidecars."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.encoders.registry import BUILTIN_VARIABLE
from photosearch.errors import ModelError, PhotoUnreadableError
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.wire.values import Captions
from tests.cli.command import run_here
from tests.conftest import paint, update
from tests.training.halves import write_halves_pack

RED = Captions("A red picture.", "一张红色的图片。", "Colours")


def test_a_photo_has_a_caption_in_each_language(
    open_library: Callable[[], Library], photos: Path, tmp_path: Path
) -> None:
    library = open_library()
    library.folders.add(photos)
    update(library)
    red = library.photo_at(photos / "IMG_0000.jpg")
    assert red is not None
    assert library.caption(red) == library.caption(photos / "IMG_0000.jpg") == RED
    assert library.captions.of(red, ("zh",)) == Captions("", RED.zh, "Colours")
    assert library.caption(paint(tmp_path / "other.png", "blue")) == Captions(
        "A blue picture.", "一张蓝色的图片。", "Colours"
    )


def test_a_photo_that_changed_is_looked_at_again(
    open_library: Callable[[], Library], tmp_path: Path
) -> None:
    library = open_library()
    photo = paint(tmp_path / "a.png", "red")
    assert library.caption(photo) == RED
    photo.unlink()
    with pytest.raises(PhotoUnreadableError):
        library.caption(photo)
    paint(photo, "blue", (64, 64))
    changed = library.caption(photo)
    assert changed is not None
    assert changed.en == "A blue picture."


def test_without_a_captioner_nothing_is_said(
    open_library: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_halves_pack(tmp_path / "halves", 0.0)
    library = open_library()
    monkeypatch.setenv(BUILTIN_VARIABLE, str(tmp_path / "halves"))
    assert library.caption(paint(tmp_path / "a.png", "red")) is None
    with pytest.raises(ModelError, match="captioner"):
        list(library.captions.all())


def test_describe_tells_sentences_and_words(home: AppPaths, photos: Path) -> None:
    photo = photos / "IMG_0000.jpg"
    told = run_here("describe", photo).stdout.splitlines()
    assert told[:2] == [RED.en, RED.zh]
    described = json.loads(run_here("describe", photo, "--json", "-n", "3").stdout)
    assert described["captions"] == {"en": RED.en, "zh": RED.zh}
    assert described["made_by"] == "Colours"
    assert len(described["words"]) == 3


def test_describe_all_writes_a_file_and_sidecars(
    home: AppPaths, photos: Path, tmp_path: Path
) -> None:
    run_here("add", photos)
    (photos / "IMG_0001.jpg").write_bytes(b"no photo any more")
    target = tmp_path / "captions.tsv"
    done = run_here("describe", "--all", target, "--sidecars")
    assert "3 photos described" in done.stdout
    assert "1 can't be read" in done.stderr
    lines = [line.split("\t") for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == ["path", "en", "zh", "made_by"]
    assert [str(photos / "IMG_0000.jpg"), RED.en, RED.zh, RED.by] in lines
    assert RED.zh in (photos / "IMG_0000.jpg.xmp").read_text(encoding="utf-8")
    assert not (photos / "IMG_0001.jpg.xmp").exists()
    # What was made is no word of a person: it is not searched as one.
    run_here("index")
    assert json.loads(run_here("search", '"red picture"', "--json").stdout)["matches"] == 0


def test_describe_wants_a_photo_or_all(home: AppPaths, photos: Path) -> None:
    for arguments in ((), (photos / "IMG_0000.jpg", "--all", photos / "x.tsv"), ("--sidecars",)):
        assert run_here("describe", *arguments, status=2).stderr
    shutil.rmtree(photos)
