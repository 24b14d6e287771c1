from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from photosearch.media.decode import decode
from photosearch.media.metadata import read_facts
from photosearch.types import Facts, Word, WordSource

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:Rating="{rating}" photoshop:City="Lijiang">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>market</rdf:li><rdf:li>丽江</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def facts_of(path: Path) -> Facts:
    photo = decode(path.read_bytes(), 32)
    return read_facts(photo.source, path, photo.width, photo.height, photo.kind)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS 80D"
    exif[0x010E] = "Grandmother at the lake"
    exif[0x4746] = 4
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = "2023:06:14 18:30:05", "+08:00"
    details[0xA434] = "EF 50mm"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (33.0, 51.0, 30.0), "E", (151.0, 12.0, 0.0)
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48), "navy").save(path, exif=exif)
    return path


def test_exif_tells_when_where_and_with_what(path: Path) -> None:
    facts = facts_of(path)
    assert facts.taken_at == datetime(2023, 6, 14, 18, 30, 5, tzinfo=timezone(timedelta(hours=8)))
    assert (facts.camera, facts.lens, facts.rating) == ("Canon EOS 80D", "EF 50mm", 4)
    assert facts.latitude == pytest.approx(-33.85833, abs=1e-4)
    assert facts.longitude == pytest.approx(151.2)
    assert facts.words == (Word(WordSource.CAPTION, "Grandmother at the lake"),)


@pytest.mark.parametrize("name", ["a.xmp", "a.jpg.xmp"])
def test_a_sidecar_wins_over_the_file(path: Path, name: str) -> None:
    path.with_name(name).write_text(XMP.format(rating=5, title="Market day"), encoding="utf-8")
    facts = facts_of(path)
    assert facts.rating == 5
    assert facts.words[0] == Word(WordSource.TITLE, "Market day")
    assert {word.text for word in facts.words} >= {"market", "丽江", "Lijiang"}


def test_embedded_xmp_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.jpg"
    packet = XMP.format(rating=2, title="集市").encode()
    Image.new("RGB", (64, 48)).save(path, xmp=packet)
    facts = facts_of(path)
    assert facts.rating == 2
    assert Word(WordSource.TITLE, "集市") in facts.words


def test_iptc_keywords_are_read(tmp_path: Path) -> None:
    def record(number: int, text: str) -> bytes:
        body = text.encode()
        return b"\x1c\x02" + bytes([number]) + len(body).to_bytes(2, "big") + body

    iptc = record(5, "Wedding") + record(25, "bride") + record(25, "新娘")
    block = b"8BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc + b"\0" * (len(iptc) % 2)
    segment = b"Photoshop 3.0\x00" + block
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, "JPEG")
    data = buffer.getvalue()
    path = tmp_path / "c.jpg"
    path.write_bytes(
        data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]
    )
    words = facts_of(path).words
    assert Word(WordSource.TITLE, "Wedding") in words
    assert Word(WordSource.KEYWORD, "bride") in words
    assert Word(WordSource.KEYWORD, "新娘") in words


@pytest.mark.parametrize("packet", [b"<broken", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"\0"])
def test_broken_metadata_costs_nothing_but_itself(tmp_path: Path, packet: bytes) -> None:
    path = tmp_path / "d.jpg"
    Image.new("RGB", (64, 48)).save(path)
    path.with_suffix(".xmp").write_bytes(packet)
    assert facts_of(path) == Facts(64, 48, "jpeg")


def test_dates_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    path = tmp_path / "e.jpg"
    Image.new("RGB", (64, 48)).save(path, exif=exif)
    assert facts_of(path).taken_at is None
