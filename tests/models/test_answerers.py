"""Vision-language models of three families are added, look at photos, stream, stop and go."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from photosearch.errors import ModelError
from photosearch.library import Library
from photosearch.models.answer_adding import add_answerer
from photosearch.models.answerers import find_answerer, installed_answerers
from photosearch.models.answering import AnswerProcess
from photosearch.models.looking import Look, ShownPhoto, cited, instruction, short_prompt
from photosearch.models.vision_language import VisionLanguage
from photosearch.paths import AppPaths
from photosearch.settings import Settings, load_settings
from tests.cli.command import run_here
from tests.conftest import paint, update
from tests.models.answerer_checkpoints import FAMILIES, make


@cache
def checkpoint(family: str, place: Path) -> Path:
    return make(family, place / family / "tiny")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answerers")


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """A question with two photos."""
    photos = []
    for colour in ("red", "blue"):
        paint(tmp_path / f"{colour}.jpg", colour, (80, 60))
        photos.append(ShownPhoto(str(tmp_path / f"{colour}.jpg"), "2023-05-14; Paris"))
    return Look(question="what is it?", photos=tuple(photos), most_tokens=8)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_of_each_family_is_added_and_looks(
    family: str, place: Path, look: Look, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    steps = list(add_answerer(str(checkpoint(family, place)), models))
    assert [step.stage for step in steps] == ["loading", "adding"]
    (added,) = installed_answerers(models)
    assert (added.answerer.id, added.answerer.family) == ("tiny", family)
    assert added.answerer.chats is (family != "blip")
    assert added.size() > 10_000
    pieces: list[str] = []
    model = VisionLanguage(added.folder)
    model.answer(look, pieces.append, lambda: False)
    assert len(pieces) > 1
    assert "".join(pieces).strip()
    again: list[str] = []
    model.answer(look, again.append, lambda: False)
    assert again == pieces
    stopped: list[str] = []
    model.answer(look, stopped.append, lambda: True)
    assert len("".join(stopped)) < len("".join(pieces))
    with pytest.raises(ModelError, match="there already"):
        list(add_answerer(str(checkpoint(family, place)), models))


def test_what_is_no_such_model_is_refused(place: Path, tmp_path: Path) -> None:
    from tests.models.checkpoints import make as make_encoder

    models = tmp_path / "models"
    clip = make_encoder("clip", tmp_path / "clip")
    with pytest.raises(ModelError, match="can't answer questions"):
        list(add_answerer(str(clip), models))
    code = make("blip", tmp_path / "own" / "code")
    settings = json.loads((code / "config.json").read_text())
    (code / "config.json").write_text(json.dumps({**settings, "auto_map": {"AutoModel": "x.Y"}}))
    with pytest.raises(ModelError, match="code of its own"):
        list(add_answerer(str(code), models))
    pickles = make("blip", tmp_path / "old" / "pickles")
    (pickles / "model.safetensors").rename(pickles / "pytorch_model.bin")
    with pytest.raises(ModelError, match="only as"):
        list(add_answerer(str(pickles), models))
    (pickles / "pytorch_model.bin").unlink()
    (pickles / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      ")
    with pytest.raises(ModelError):
        list(add_answerer(str(pickles), models))
    assert installed_answerers(models) == []
    assert [path for path in models.iterdir() if not path.name.startswith(".")] == []


def test_a_library_asks_the_model_where_facts_do_not_tell(
    place: Path, home: AppPaths, photos: Path
) -> None:
    run_here("models", "add", str(checkpoint("llava", place)), "--role", "answers")
    assert load_settings(home.settings).answers == "tiny"
    assert "* tiny  answers questions (llava" in run_here("models", "list").stdout
    settings = Settings(workers=1, watch=False, read_text=False, answers="tiny")
    with Library.open(home, settings) as library:
        library.add_folder(photos)
        update(library)
        assert library.ask("how many photos do I have?").by == ""
        question = "what is in the photos?"
        _, plain = library.answer(question)
        assert plain is not None
        assert plain.can_look
        told: list[str] = []
        reply = library.ask(question, tell=told.append)
        assert (reply.by, reply.sure) == ("tiny", False)
        assert reply.answer == "".join(told).strip()
        assert {hit.photo for hit in reply.photos} == {hit.photo for hit in plain.photos}
        assert library.ask(question, look=False).by == ""
        looking = library.look(question)
        assert next(looking)
        looking.close()  # type: ignore[attr-defined]
        assert "".join(library.look(question)).strip() == reply.answer
        assert list(library.look("how many photos do I have?")) == []
    run_here("models", "remove", "tiny")
    assert load_settings(home.settings).answers == ""
    assert installed_answerers(home.models) == []


def test_a_model_that_is_broken_is_told_of(tmp_path: Path, look: Look, place: Path) -> None:
    models = tmp_path / "models"
    list(add_answerer(str(checkpoint("blip", place)), models))
    (find_answerer(models, "tiny").folder / "config.json").write_text("{}")
    process = AnswerProcess(models, "tiny")
    with pytest.raises(ModelError, match="no model"):
        list(process.ask(look))
    process.close()


def test_photos_that_an_answer_names_are_cited() -> None:
    assert cited("A dog [2] and a cat in [1]; [2], [9].", 4) == (1, 0)
    assert cited("照片【3】里有猫", 3) == (2,)
    assert cited("nothing", 3) == ()


def test_a_model_is_asked_in_the_language_of_the_question_and_not_to_judge() -> None:
    english = Look(question="what is it?", photos=())
    chinese = Look(question="这是什么？", photos=(), language="zh")
    assert instruction(english).endswith("Question: what is it?")
    assert "Do not guess anyone's origin, age, wealth or health" in instruction(english)
    assert instruction(chinese).endswith("问题：这是什么？")
    assert "不要猜测" in instruction(chinese)
    assert short_prompt(chinese) == "问题：这是什么？ 答："


def test_a_picture_that_is_gone_is_no_crash(place: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    list(add_answerer(str(checkpoint("blip", place)), models))
    model = VisionLanguage(find_answerer(models, "tiny").folder)
    with pytest.raises(ModelError):
        model.answer(Look(question="?", photos=(ShownPhoto("/no.jpg"),)), print, lambda: False)
