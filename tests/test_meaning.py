"""The built-in model on real photographs: what people would type finds what they mean."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.answering.captioner_pack import FOLDER
from photosearch.cli.demo import ABSENT, QUERIES, sample_photos
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.onnx import OnnxImageEncoder
from photosearch.encoders.packs import fingerprint, read_pack
from photosearch.encoders.registry import builtin_folder
from photosearch.library import Library
from photosearch.paths import HOME_VARIABLE, AppPaths
from photosearch.settings import Settings
from tests.conftest import update

FOUND = (
    "chelsea", "chelsea", "coffee", "coffee", "motorcycle_left", "motorcycle_left", "camera",
    "camera", "horse", "hubble_deep_field", "grass",
)  # fmt: skip
# What comes first without being sure enough to match.
UNSURE = (
    ("rocket", "rocket"), ("火箭", "rocket"), ("a smiling woman", "astronaut"),
    ("一个微笑的女人", "astronaut"), ("brick wall", "brick"), ("砖墙", "brick"),
    ("a woman in an orange suit in front of a flag", "astronaut"),
    ("站在旗帜前穿橙色衣服的女人", "astronaut"),
)  # fmt: skip
MOST_MEGABYTES, LARGEST_FILE, CAPTIONER_MEGABYTES = 64, 45, 12


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample photographs, named as a camera would name them."""
    home = tmp_path_factory.mktemp("meaning")
    (home / "photos").mkdir()
    for number, source in enumerate(sample_photos()):
        (home / "photos" / f"IMG_{number:04}{source.suffix}").symlink_to(source)
    with Library.open(
        AppPaths.under(home), Settings(workers=1, watch=False, read_text=False)
    ) as library:
        library.add_folder(home / "photos")
        update(library)
        yield library


@pytest.mark.parametrize(
    ("query", "name"),
    [(query, name) for pair, name in zip(QUERIES, FOUND, strict=True) for query in pair],
)
def test_the_right_photo_alone_matches(library: Library, query: str, name: str) -> None:
    answer = library.search(query)
    assert answer.matches == 1
    hit = library.hits(answer, 0, 1)[0]
    assert hit.path.resolve().stem == name
    assert hit.parts.words <= 0.0  # what was read in the picture does not help


@pytest.mark.parametrize(("query", "name"), UNSURE)
def test_the_right_photo_comes_first(library: Library, query: str, name: str) -> None:
    hit = library.hits(library.search(query), 0, 1)[0]
    assert hit.path.resolve().stem == name


@pytest.mark.parametrize("query", [query for pair in ABSENT for query in pair])
def test_of_what_is_not_there_nothing_matches(library: Library, query: str) -> None:
    assert library.search(query).matches == 0


def test_languages_may_be_mixed(library: Library) -> None:
    hit = library.hits(library.search("一杯 coffee on the 桌子"), 0, 1)[0]
    assert hit.path.resolve().stem == "coffee"


def test_the_pack_is_whole_sealed_and_small() -> None:
    folder = builtin_folder()
    pack = read_pack(folder)
    assert fingerprint(folder, pack) == pack.fingerprint
    files = [path for path in folder.rglob("*") if path.is_file()]
    captioner = [path.stat().st_size for path in files if path.parent.name == FOLDER]
    sizes = [path.stat().st_size for path in files if path.parent == folder]
    assert sum(sizes) <= MOST_MEGABYTES * 10**6
    assert 0 < sum(captioner) <= CAPTIONER_MEGABYTES * 10**6
    assert max(sizes) <= LARGEST_FILE * 10**6
    assert (folder / "MODEL_CARD.md").is_file()


def test_a_photo_is_told_in_a_sentence_of_each_language(library: Library) -> None:
    cat = next(path for path in sample_photos() if path.stem == "chelsea")
    made = library.caption(cat)
    assert made is not None
    assert "cat" in made.en.lower()
    assert made.en.endswith(".")
    # Where no sentence is likely, nothing is said.
    assert made.zh == "" or ("猫" in made.zh and made.zh.endswith("。"))


@pytest.mark.parametrize(
    ("photo", "question", "value"),
    [
        ("chelsea", "What animal is this?", "cat"),
        ("chelsea", "这是什么动物？", "猫"),
        ("coffee", "what color is the cup?", "white"),
        ("coffee", "杯子是什么颜色的？", "白色"),
    ],
)
def test_questions_about_a_photo_are_answered(
    library: Library, photo: str, question: str, value: str
) -> None:
    path = next(path for path in sample_photos() if path.stem == photo)
    reply = library.ask(question, photo=path)
    assert (reply.value, reply.by) == (value, "mini")
    assert reply.probability is not None
    assert reply.sure == (not reply.answer.startswith(("I am not sure", "不确定")))


def test_both_languages_mean_the_same() -> None:
    encoder = open_text_encoder(builtin_folder())
    english = encoder.encode_sentences(["a dog runs on the beach", "a red car", "snowy mountains"])
    chinese = encoder.encode_sentences(["一只狗在海滩上奔跑", "一辆红色的汽车", "雪山"])
    similarity = english @ chinese.T
    assert similarity.argmax(0).tolist() == similarity.argmax(1).tolist() == [0, 1, 2]
    assert similarity.diagonal().min() > 0.6


def test_the_mean_of_places_is_the_embedding() -> None:
    encoder = open_image_encoder(builtin_folder())
    assert isinstance(encoder, OnnxImageEncoder)
    pixels = np.random.default_rng(0).integers(0, 255, (2, 260, 260, 3), np.uint8)
    embedding, places = encoder.encode_regions(pixels)
    mean = places.mean((1, 2))
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    assert places.shape[:3] == (2, 7, 7)
    assert np.allclose(mean, embedding, atol=2e-3)


def test_texts_of_any_kind_can_be_encoded() -> None:
    encoder = open_text_encoder(builtin_folder())
    texts = ["", " ", "🐈‍⬛", "\udce9 lone surrogate", "word " * 500, "\0", "龘" * 100]
    vectors = encoder.encode_texts(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_the_demo_prints_rankings_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "photosearch", "demo"],
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    for pair, name in zip(QUERIES, FOUND, strict=True):
        for query in pair:
            first_line = done.stdout.split(f"{query}   [")[1].splitlines()[1]
            assert name in first_line
    for query in (text for pair in ABSENT for text in pair):
        assert "nothing found" in done.stdout.split(f"{query}   [")[1].splitlines()[0]
