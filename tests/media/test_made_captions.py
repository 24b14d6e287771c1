from __future__ import annotations

from pathlib import Path

from photosearch.media.made_captions import write_made_caption
from photosearch.media.xmp import read_xmp

TEXTS = {"en": "A dog & a cat.", "zh": "一只狗和一只猫。"}
BY = "tiny captioner"
PERSONS = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Rex and Tom</rdf:li></rdf:Alt>
   </dc:description>{more}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


def words(path: Path) -> list[str]:
    found = read_xmp(path.read_bytes())
    assert found.is_whole
    return [word.text for word in found.words]


def test_a_new_sidecar_has_the_caption_and_no_word_of_a_person(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    assert write_made_caption(photo, TEXTS, BY)
    text = (tmp_path / "a.jpg.xmp").read_text(encoding="utf-8")
    assert "A dog &amp; a cat." in text
    assert TEXTS["zh"] in text
    assert f'photosearch:MadeBy="{BY}"' in text
    assert words(tmp_path / "a.jpg.xmp") == []


def test_what_a_person_wrote_keeps_its_bytes(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.jpg.xmp"
    sidecar.write_text(PERSONS.format(more=""), encoding="utf-8")
    assert write_made_caption(tmp_path / "a.jpg", TEXTS, BY)
    after = sidecar.read_text(encoding="utf-8")
    assert words(sidecar) == ["Rex and Tom"]
    begin, end = (
        after.index('<rdf:Description rdf:about="" xmlns:photosearch'),
        after.rindex(" </rdf:RDF>"),
    )
    assert after[:begin] + after[end:] == PERSONS.format(more="")


def test_a_caption_that_is_made_again_replaces_the_one_before(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    write_made_caption(photo, TEXTS, BY)
    write_made_caption(photo, {"en": "A bird."}, BY)
    text = (tmp_path / "a.jpg.xmp").read_text(encoding="utf-8")
    assert "dog" not in text
    assert text.count("<photosearch:MadeAltText>") == 1


def test_a_persons_alternative_text_stays_alone(tmp_path: Path) -> None:
    own = (
        '<i:AltTextAccessibility xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        "Rex asleep</i:AltTextAccessibility>"
    )
    sidecar = tmp_path / "a.jpg.xmp"
    sidecar.write_text(PERSONS.format(more=own), encoding="utf-8")
    before = sidecar.read_bytes()
    assert not write_made_caption(tmp_path / "a.jpg", TEXTS, BY)
    assert sidecar.read_bytes() == before


def test_a_made_text_that_a_person_changed_is_a_persons(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    write_made_caption(photo, {"en": "A dog."}, BY)
    sidecar = tmp_path / "a.jpg.xmp"
    text = sidecar.read_text(encoding="utf-8")
    end = text.index("</Iptc4xmpCore:AltTextAccessibility>")
    sidecar.write_text(text[:end].replace("A dog.", "Rex.") + text[end:], encoding="utf-8")
    assert set(words(sidecar)) == {"Rex."}


def test_what_is_no_xmp_is_left_alone(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.jpg.xmp"
    for data in (b"", b"\xff\xfe no text \x80", b"<other/>"):
        sidecar.write_bytes(data)
        assert not write_made_caption(tmp_path / "a.jpg", TEXTS, BY)
        assert sidecar.read_bytes() == data
