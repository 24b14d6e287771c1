from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from tokenizers import Tokenizer

from photosearch.answering.onnx_captioner import OnnxCaptioner
from photosearch.cli.train import train
from photosearch.encoders import open_image_encoder, open_text_encoder
from photosearch.encoders.packs import read_pack
from photosearch.models.onnx_graphs import least_cosine
from photosearch.spaces.fusion.files import FUSION_FILE
from photosearch.spaces.tagging import read_tagging
from photosearch.training.backbone import Backbone
from photosearch.training.caption_school import CaptionSchool
from photosearch.training.data import read_photos
from photosearch.training.recipe import read_recipe
from photosearch.training.workshop import Workshop
from tests.training.halves import write_halves_pack
from tests.training.towers import TINY, tiny_text_tower, tiny_tokenizer
from tests.training.weights import imagenet_weights

RECIPE = f"""
name = "tiny"
version = "1"
teacher = "teacher"
backbone = "{TINY}"
weights = "weights.pth"
classes = "classes.txt"
dictionary = "cedict.txt.gz"
parallel = ["parallel.tsv"]
tuning = 8

[[collections]]
photos = "captioned.tar"
english = ["english.tsv"]
chinese = ["chinese.tsv"]
translated = "translated.tsv"

[[collections]]
photos = "labelled.tar"
labels = ["labels.tsv"]
hold_out = 3

[match]
cycles = [2]
batch = 8
late_batch = 4
further = 4
queries = 8
made = 8
dimensions = 16
hidden = 16
text_hidden = 16
place_dimensions = 8
views = 2

[tune]
cycles = [1]
blocks = 2
layers = 1
rate = 1e-4

[caption]
epochs = 1
batch = 8
pieces = 100
width = 32
layers = 1
heads = 2
"""
PHOTOS = "captioned.tar"
COLOURS = {"red": (220, 30, 30), "blue": (40, 60, 220)}
CHINESE = {"red": "红色", "blue": "蓝色", "dog": "狗", "cat": "猫"}


def write_photos(path: Path, colours: list[str]) -> list[str]:
    names = []
    with tarfile.open(path, "w") as tar:
        for number, colour in enumerate(colours):
            file = io.BytesIO()
            Image.new("RGB", (40, 40), COLOURS[colour]).save(file, "JPEG")
            info = tarfile.TarInfo(f"{path.stem}_{number}.jpg")
            info.size = len(file.getvalue())
            file.seek(0)
            tar.addfile(info, file)
            names.append(info.name)
    return names


def write_data(folder: Path) -> None:
    """Write all that the recipe names: red dogs and blue cats."""
    colours = ["red", "blue"] * 14
    names = write_photos(folder / PHOTOS, colours)
    things = [("red", "dog") if colour == "red" else ("blue", "cat") for colour in colours]
    tables = {
        "english.tsv": [f"a {colour} {thing}" for colour, thing in things],
        "chinese.tsv": [f"一只{CHINESE[one]}的{CHINESE[other]}" for one, other in things],
        "translated.tsv": [f"{CHINESE[one]}{CHINESE[other]}" for one, other in things],
    }
    for name, captions in tables.items():
        lines = [f"{photo}\t{text}" for photo, text in zip(names, captions, strict=True)]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    labelled = write_photos(folder / "labelled.tar", colours)
    lines = [f"{name}\t{c}\t{CHINESE[c]}" for name, c in zip(labelled, colours, strict=True)]
    (folder / "labels.tsv").write_text("\n".join(lines), encoding="utf-8")
    classes = ["background", *(f"thing {number}, object {number}" for number in range(1000))]
    (folder / "classes.txt").write_text("\n".join(classes), encoding="utf-8")
    entries = [f"{word} {word} [x] /{english}/" for english, word in CHINESE.items()]
    with gzip.open(folder / "cedict.txt.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(entries))
    (folder / "parallel.tsv").write_text("red dog\t红色的狗\nblue cat\t蓝色的猫", encoding="utf-8")
    torch.save(imagenet_weights(Backbone(TINY)), folder / "weights.pth")
    tiny_text_tower().bert.save_pretrained(folder / "teacher")  # type: ignore[operator]
    tiny_tokenizer().save(str(folder / "teacher" / "tokenizer.json"))


@pytest.mark.timeout(600)
def test_a_recipe_becomes_a_pack_that_encodes(tmp_path: Path) -> None:
    data, work, pack = tmp_path / "data", tmp_path / "work", tmp_path / "pack"
    data.mkdir()
    write_data(data)
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    train(recipe, data, work, pack, ("text", "match", "tune", "export", "fusion", "tags"), "cpu")
    described = read_pack(pack)
    assert (described.dimensions, described.place_dimensions) == (16, 8)
    assert (pack / FUSION_FILE).exists()
    tagging = read_tagging(pack)
    assert tagging is not None
    assert "dog" in tagging.words
    pixels = np.random.default_rng(0).integers(0, 256, (2, 224, 224, 3), np.uint8)
    embeddings, places = open_image_encoder(pack).encode_pictures(pixels)
    assert embeddings.shape == (2, 16)
    assert places is not None
    assert places.shape == (2, 49, 8)
    embedding, sentence, words = open_text_encoder(pack).encode_query("a red dog")
    assert embedding.shape == (16,)
    assert sentence is not None
    assert words is not None
    assert words.shape == (3, 8)
    assert Tokenizer.from_file(str(pack / "tokenizer.json")).token_to_id("红色") is not None
    # What is finished is not done again.
    finished = (work / "match.pt").stat().st_mtime_ns
    train(recipe, data, work, pack, ("text", "match"), "cpu")
    assert (work / "match.pt").stat().st_mtime_ns == finished
    # Tags are fitted to what the pack sees, through the tuned blocks.
    workshop = Workshop(read_recipe(recipe), data, work)
    matching = workshop._matching()
    photos = np.stack([one for _, one in read_photos(data / PHOTOS, 224)][:4])
    model = matching.matched(workshop.student())
    seen = open_image_encoder(pack).encode_images(photos)
    assert least_cosine(seen, matching.embed(model, range(4))) > 0.95
    frozen = matching.cache().see(model, range(4), [0] * 4, 1).pooled
    with torch.inference_mode():
        assert not np.allclose(model.embed(frozen).numpy(), matching.embed(model, range(4)))


@pytest.mark.timeout(600)
def test_a_captioner_joins_a_pack_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, work, pack = tmp_path / "data", tmp_path / "work", tmp_path / "pack"
    data.mkdir()
    write_data(data)
    write_halves_pack(pack, 0.0)
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE, encoding="utf-8")
    train(recipe, data, work, pack, ("caption",), "cpu")
    captioner = OnnxCaptioner(pack)
    assert captioner.name == "tiny captioner"
    shape = (1, captioner.description.places, captioner.description.seen)
    memory = captioner.remember(np.zeros(shape, np.float32))
    # So little training tells no sentences; but it can be asked, and knows how sure it may be.
    assert captioner.caption(memory, "en").confidence < 1
    assert captioner.answers
    assert captioner.answer(memory, "what is this", "en").text
    finished = (work / "captioner.pt").stat().st_mtime_ns
    monkeypatch.setattr(CaptionSchool, "export", lambda *_: iter(()))  # it joins any pack anew
    train(recipe, data, work, pack, ("caption",), "cpu")
    assert (work / "captioner.pt").stat().st_mtime_ns == finished
