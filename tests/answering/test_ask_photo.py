"""Questions about one photo of a library with known facts, and about one outside it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from photosearch.errors import PhotoUnreadableError, QueryError
from photosearch.library import Library
from photosearch.models.looking import Look
from photosearch.types import PhotoId
from tests.answering.travels import write
from tests.cli.command import run_here
from tests.conftest import paint
from tests.videos import make_video

SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 exif:DateTimeOriginal="1999-12-31T23:00:00"><Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada</rdf:li>
</rdf:Bag></Iptc4xmpExt:PersonInImage></rdf:Description></rdf:RDF></x:xmpmeta>"""


def photo_named(library: Library, name: str) -> PhotoId:
    hits = library.hits(library.search(), 0, 20)
    return next(hit.photo for hit in hits if hit.path.name == name)


@pytest.mark.parametrize(
    ("question", "value", "text"),
    [
        ("When was this taken?", "2022-05-01", "On 1 May 2022."),
        ("这是哪一年拍的？", "2022-05-01", "2022年5月1日。"),
        ("Where is this?", "Paris 16 Passy, Paris, France", None),
        ("which camera took this photo?", "Canon EOS R5", "Canon EOS R5."),
    ],
)
def test_facts_are_answered_from_the_catalogue(
    library: Library, question: str, value: str, text: str | None
) -> None:
    reply = library.ask(question, photo=photo_named(library, "tower.jpg"))
    assert (reply.sure, reply.by, reply.probability, reply.query) == (True, "", None, "")
    assert str(reply.value).split(",")[0] == value.split(",")[0]
    assert text is None or reply.answer == text
    assert [hit.path.name for hit in reply.photos] == ["tower.jpg"]


@pytest.mark.parametrize(
    ("question", "name", "answer", "value", "sure"),
    [
        ("was this taken in Paris?", "tower.jpg", "Yes: In Paris 16 Passy, Paris, France.", True,
         True),
        ("is this in France?", "tower.jpg", "Yes: In Paris 16 Passy, Paris, France.", True, True),
        ("is this in Germany?", "tower.jpg", "No: In Paris 16 Passy, Paris, France.", False, True),
        ("is this Rome?", "tower.jpg", "No: In Paris 16 Passy, Paris, France.", False, False),
        ("这是在德国拍的吗？", "tower.jpg", "不是：在Paris 16 Passy、巴黎、法国。", False, True),
        ("这是在巴黎吗", "tower.jpg", "是：在Paris 16 Passy、巴黎、法国。", True, True),
        ("was this taken in 2022?", "tower.jpg", "Yes: On 1 May 2022.", True, True),
        ("isn't this from May 2023?", "tower.jpg", "No: On 1 May 2022.", False, True),
        ("这是2023年拍的吗？", "tower.jpg", "不是：2022年5月1日。", False, True),
        ("was this taken before 2020?", "tower.jpg", "No: On 1 May 2022.", False, True),
        ("was this taken in Paris in 2022?", "tower.jpg", None, True, True),
        ("was this taken in Paris in 2021?", "tower.jpg", "No: On 1 May 2022.", False, True),
        ("was this taken with a Canon?", "tower.jpg", "Yes: Canon EOS R5.", True, True),
        ("was this taken with a Nikon?", "tower.jpg", "No: Canon EOS R5.", False, True),
        ("是用佳能拍的吗", "c.jpg", "不是：HUAWEI P30。", False, True),
        ("is this in Germany?", "plain 0.png",
         "These photos do not say where they were taken.", None, False),
        ("was this taken in 2022?", "plain 0.png", "These photos have no date.", None, False),
    ],
)  # fmt: skip
def test_whether_a_fact_is_so_is_known_and_not_seen(
    library: Library, question: str, name: str, answer: str | None, value: object, sure: bool
) -> None:
    reply = library.ask(question, photo=photo_named(library, name))
    assert (reply.value, reply.sure, reply.by) == (value, sure, "")
    assert answer is None or reply.answer == answer


@pytest.mark.parametrize(
    ("question", "name", "answer", "value"),
    [
        ("what colour is it?", "tower.jpg", "Red.", "red"),
        ("是什么颜色的？", "café.jpg", "蓝色。", "蓝色"),
        ("who is this?", "plain 1.png", "Green.", "green"),  # nobody is named on it
    ],
)
def test_what_no_fact_tells_is_seen_with_a_probability(
    library: Library, question: str, name: str, answer: str, value: str
) -> None:
    reply = library.ask(question, photo=photo_named(library, name))
    assert (reply.answer, reply.value, reply.by, reply.sure) == (answer, value, "mini", True)
    assert reply.probability is not None
    assert 0.5 < reply.probability <= 1


def test_an_answer_that_is_not_likely_is_not_sure(library: Library, tmp_path: Path) -> None:
    from PIL import Image

    mixed = Image.new("RGB", (90, 60))
    for at, colour in enumerate(((255, 0, 0), (0, 0, 255), (0, 160, 0))):
        mixed.paste(colour, (30 * at, 0, 30 * at + 30, 60))
    mixed.save(tmp_path / "mixed.png")
    reply = library.ask("what colour is it?", photo=tmp_path / "mixed.png")
    assert not reply.sure
    assert reply.answer.startswith("I am not sure. Perhaps: ")
    assert reply.photos == ()
    assert library.ask("是什么颜色？", photo=tmp_path / "mixed.png").answer.startswith("不确定。")


def test_dates_and_print_are_not_guessed(library: Library) -> None:
    photo = photo_named(library, "plain 0.png")
    for question in ("what is written here?", "上面写着什么？"):
        reply = library.ask(question, photo=photo)
        assert (reply.sure, reply.probability, reply.value) == (False, None, None)
    assert library.ask("what is written here?", photo=photo).answer == (
        "No text was read in this photo."
    )
    age = library.ask("how old is he?", photo=photo)
    assert age.answer == "I can't tell ages from photos."


def test_an_added_model_answers_what_facts_do_not(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Look] = []

    class Tiny:
        id = "tiny"

    def ask(look: Look) -> list[str]:
        looks.append(look)
        return ["A red ", "tower."]

    monkeypatch.setattr(library.answerers, "chosen", Tiny)
    monkeypatch.setattr(library.answerers, "ask", ask)
    told: list[str] = []
    tower = photo_named(library, "tower.jpg")
    reply = library.ask("what is it?", photo=tower, tell=told.append)
    assert (reply.answer, reply.by, reply.sure) == ("A red tower.", "tiny", False)
    assert told == ["A red ", "tower."]
    assert looks[0].question == "what is it?"
    assert looks[0].photos[0].facts.startswith("2022-05-01; Paris")
    assert library.ask("when was it taken?", photo=tower).by == ""
    assert library.ask("what is it?", photo=tower, look=False).by == "mini"
    assert len(looks) == 1


@pytest.mark.parametrize(
    ("suffix", "size"), [(".jpg", (448, 672)), (".heic", (672, 448)), (".mp4", (160, 96))]
)
def test_an_added_model_sees_a_file_outside_the_library_as_a_person_does(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    suffix: str,
    size: tuple[int, int],
) -> None:
    path = tmp_path / f"outside{suffix}"
    if suffix == ".mp4":
        pytest.importorskip("av")
        make_video(path, [Image.new("RGB", (160, 96), colour) for colour in ("red", "blue")], 1)
    else:
        pillow_heif.register_heif_opener()
        exif = Image.Exif()
        exif[0x0112] = 6 if suffix == ".jpg" else 1  # held upright
        Image.new("RGB", (3000, 2000), "blue").save(path, exif=exif)
    seen: list[Image.Image] = []

    def ask(look: Look) -> list[str]:
        (shown,) = look.photos
        with Image.open(shown.path) as picture:
            assert picture.format == "JPEG"
            seen.append(picture.convert("RGB"))
        return ["Blue."]

    monkeypatch.setattr(library.answerers, "chosen", lambda: SimpleNamespace(id="tiny"))
    monkeypatch.setattr(library.answerers, "ask", ask)
    at = 1.5 if suffix == ".mp4" else None
    assert library.ask("what is it?", photo=path, at=at).answer == "Blue."
    (picture,) = seen
    assert picture.size == size
    red, green, blue = np.asarray(picture).mean((0, 1))
    assert blue > 200 > 60 > max(red, green)
    assert not list(library.paths.cache.glob("shown-*"))


def test_what_cannot_be_asked_is_told(library: Library, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        library.ask(" ? ", photo=photo_named(library, "tower.jpg"))
    with pytest.raises(PhotoUnreadableError):
        library.ask("what is it?", photo=tmp_path / "none.jpg")
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    with pytest.raises(PhotoUnreadableError):
        library.ask("what is it?", photo=tmp_path / "broken.jpg")


@pytest.mark.parametrize(
    ("question", "value", "text"),
    [
        ("When was this taken?", "2022-05-01", "On 1 May 2022."),
        ("这是哪一年拍的？", "2022-05-01", "2022年5月1日。"),
        ("Where is this?", "Paris 16 Passy, Paris, France", None),
        ("这是在哪里拍的？", "Paris 16 Passy、巴黎、法国", None),
        ("which camera took this photo?", "Canon EOS R5", "Canon EOS R5."),
    ],
)
def test_a_file_outside_the_library_tells_its_own_facts(
    library: Library, tmp_path: Path, question: str, value: str, text: str | None
) -> None:
    write(tmp_path)
    reply = library.ask(question, photo=tmp_path / "France" / "tower.jpg")
    assert (reply.sure, reply.by, reply.probability) == (True, "", None)
    assert reply.value == value
    assert text is None or reply.answer == text
    assert reply.photos == ()


def test_whether_a_fact_of_a_file_outside_is_so(library: Library, tmp_path: Path) -> None:
    write(tmp_path)
    tower = tmp_path / "France" / "tower.jpg"
    for question, value in (
        ("was this taken in Paris?", True),
        ("这是在德国吗？", False),
        ("was this taken with a Canon?", True),
        ("was it taken in 2021?", False),
    ):
        reply = library.ask(question, photo=tower)
        assert (reply.value, reply.sure) == (value, True)


def test_its_sidecar_is_believed_first(library: Library, tmp_path: Path) -> None:
    write(tmp_path)
    tower = tmp_path / "France" / "tower.jpg"
    tower.with_name("tower.jpg.xmp").write_text(SIDECAR, encoding="utf-8")
    assert library.ask("when was this taken?", photo=tower).value == "1999-12-31"
    assert library.ask("who is this?", photo=tower).value == ("Ada",)
    assert library.ask("which camera took this?", photo=tower).value == "Canon EOS R5"


def test_what_a_file_does_not_tell_is_not_invented(library: Library, tmp_path: Path) -> None:
    plain = paint(tmp_path / "plain.png", "green")
    assert library.ask("which camera took this?", photo=plain).value is None
    assert library.ask("what is written here?", photo=plain).value is None
    assert library.ask("where is this?", photo=plain).by == "mini"  # seen, not known


def test_what_is_written_on_a_file_is_read(library: Library, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    from tests.analysers.test_text import written

    written("INVOICE A-1024", "Total 42.50 EUR").save(tmp_path / "paper.png")
    reply = library.ask("what is the total?", photo=tmp_path / "paper.png")
    assert (reply.sure, reply.by) == (True, "")
    assert "42.50" in str(reply.value)


def test_the_command_line_asks_about_a_photo(home: object, tmp_path: Path) -> None:
    paint(tmp_path / "red.png", "red")
    told = run_here("ask", "what colour is it?", "--photo", str(tmp_path / "red.png"))
    assert told.stdout.splitlines()[:2] == ["Red.", "  (seen in the picture; 100% likely)"]
    answer = json.loads(
        run_here("ask", "是什么颜色？", "--photo", str(tmp_path / "red.png"), "--json").stdout
    )
    assert (answer["value"], answer["sure"], answer["by"]) == ("红色", True, "mini")
    assert answer["probability"] == 1
