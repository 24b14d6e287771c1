"""Why and describe, with the colours and with the built-in model on real photographs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import numpy as np
import pytest
from PIL import Image

from photosearch.cli.demo import sample_photos
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.registry import builtin_folder
from photosearch.errors import PhotoUnreadableError, QueryError
from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.search.explain import heat_map
from photosearch.settings import Settings, save_settings
from photosearch.wire import messages
from photosearch.wire.values import Question
from tests.cli.command import run_here
from tests.conftest import paint, update
from tests.engine_process import Engine


def sample(name: str) -> Path:
    return next(path for path in sample_photos() if path.stem == name)


def test_words_and_picture_share_what_speaks_for_a_photo(
    open_library: Callable[[], Library], tmp_path: Path
) -> None:
    photo = paint(tmp_path / "photos" / "red balloon.jpg", "red")
    library = open_library()
    library.add_folder(tmp_path / "photos")
    update(library)
    why = library.why("red balloon", photo)
    hit = library.hits(library.search("red balloon"), 0, 1)[0]
    assert why.photo == hit.photo
    assert why.parts.total == pytest.approx(hit.parts.total, abs=1e-4)
    assert why.picture_share + why.words_share == pytest.approx(1.0)
    assert [match.spans for match in why.matched] == [((0, 3), (4, 11))]
    assert why.heat is not None
    assert why.heat.method == "occlusion"
    outside = paint(tmp_path / "outside.png", "green")
    assert library.why("green", outside).photo == 0
    photo.unlink()
    assert library.why("red balloon", hit.photo).heat is None
    with pytest.raises(QueryError):
        library.why("in:photos", hit.photo)
    with pytest.raises(PhotoUnreadableError):
        library.why("red", 10**6)


def test_what_was_asked_with_pictures_is_explained_too(
    open_library: Callable[[], Library], photos: Path
) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    red, green = (library.photo_at(photos / f"IMG_000{row}.jpg") for row in (0, 1))
    assert red is not None
    assert green is not None
    like = library.why("", red, images=[(red, 1.0)])
    assert (like.text, like.pictures, like.picture_share) == ("", 1, 1.0)
    assert like.probability is None
    assert like.heat is not None
    assert like.parts.total > library.why("", green, images=[(red, 1.0)]).parts.total
    both = library.why("green", green, images=[(photos / "IMG_0000.jpg", 0.5)], less=[red])
    hits = library.hits(library.search("green", images=[(red, 0.5)], less=[red]))
    shown = next(hit for hit in hits if hit.photo == green)
    assert both.parts.total == pytest.approx(shown.parts.total, abs=1e-3)
    assert both.pictures == 2
    gone = photos / "gone.png"
    assert library.why("red", red, images=[(gone, 1.0)], partial=True).pictures == 0
    with pytest.raises(PhotoUnreadableError):
        library.why("red", red, images=[(gone, 1.0)])


def test_the_librarys_own_words_can_describe(
    open_library: Callable[[], Library], photos: Path
) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert library.describe(photos / "IMG_0000.jpg", own_words=True) == []
    tags = library.describe(photos / "IMG_0000.jpg", 3)
    assert "red" in [tag.english.split()[0] for tag in tags]
    assert tags == library.describe(photos / "IMG_0000.jpg", 3)


def test_the_window_gets_an_explanation_it_can_draw(home: AppPaths, photos: Path) -> None:
    run_here("add", photos)
    with Engine() as engine:
        engine.wait_until_idle()
        photo = engine.ask(1, "red").rows[0]
        engine.send(messages.Why(request=2, question=Question("red"), photo=photo.photo))
        why = engine.wait_for(messages.Explanation)
        assert (why.request, why.photo) == (2, photo.photo)
        assert why.picture == pytest.approx(photo.parts.picture, abs=1e-4)
        assert len(why.heat) == len(why.heat[0]) == 7
        assert max(map(max, why.heat)) <= 1.0
        engine.send(messages.Why(request=3, question=Question("in:nowhere"), photo=photo.photo))
        assert engine.wait_for(messages.Failure).request == 3


def test_the_map_over_a_real_photo_sums_to_its_score() -> None:
    folder = builtin_folder()
    encoder = open_image_encoder(folder)
    assert isinstance(encoder, OnnxImageEncoder)
    with Image.open(sample("chelsea")) as image:
        pixels = np.asarray(image.convert("RGB").resize(encoder.pack.image.size))
    query = open_text_encoder(folder).encode_texts(["a cat"])[0]
    values, method = heat_map(encoder, pixels, query)
    assert method == "exact"
    score = float(encoder.encode_images(pixels[None])[0] @ query)
    assert values.sum() == pytest.approx(score, abs=2e-3)


def test_a_real_photo_is_explained_and_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    save_settings(AppPaths.default().settings, Settings(workers=1, read_text=False))
    (tmp_path / "photos").mkdir()
    photo = Path(copy(sample("chelsea"), tmp_path / "photos" / "IMG_0001.png"))
    run_here("add", tmp_path / "photos")
    told = run_here("why", "a cat", photo, "--heat-map", tmp_path / "heat.png").stdout
    assert "IMG_0001.png is like “a cat” by its picture" in told
    with Image.open(tmp_path / "heat.png") as heat, Image.open(photo) as original:
        assert heat.size == original.size
    why = json.loads(run_here("why", "a cat", photo, "--json").stdout)
    assert why["picture_share"] == 1.0
    assert np.sum(why["heat"]["rows"]) == pytest.approx(why["picture"], abs=5e-3)
    assert why["heat"]["method"] == "exact"
    told = run_here("why", "", photo, "--image", sample("coffee")).stdout
    assert "IMG_0001.png looks like the picture (" in told
    described = json.loads(run_here("describe", photo, "--json", "-n", "10").stdout)
    assert {"cat", "kitten"} & {tag["english"] for tag in described["words"]}
    assert "猫" in run_here("describe", photo).stdout
    assert "only filters" in run_here("why", "date:2020", photo, status=1).stderr
