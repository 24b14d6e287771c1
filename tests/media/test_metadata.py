from __future__ import annotations

import os
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from photosearch.media.found import LONGEST_TEXT, MOST_WORDS
from photosearch.media.metadata import with_sidecars
from photosearch.types import Facts, Word, WordSource
from tests.media.blocks import (
    ascii_tag,
    exif_block,
    facts_of,
    iptc_record,
    jpeg,
    photoshop_segment,
    rationals,
    xmp_packet,
)

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:Rating="{rating}" photoshop:City="Lijiang">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>market</rdf:li><rdf:li>丽江</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


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


TITLE, CAPTION, KEYWORD = WordSource.TITLE, WordSource.CAPTION, WordSource.KEYWORD
PERSON, PLACE = WordSource.PERSON, WordSource.PLACE
XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
Texts = dict[WordSource, list[str]]


def of_exif(path: Path, **parts: object) -> Facts:
    return facts_of(path, jpeg((0xE1, exif_block(**parts))))  # type: ignore[arg-type]


def of_xmp(path: Path, body: str = "", attributes: str = "") -> Facts:
    return facts_of(path, jpeg((0xE1, XMP_MARK + xmp_packet(body, attributes).encode())))


def of_iptc(path: Path, *records: bytes) -> Facts:
    return facts_of(path, jpeg((0xED, photoshop_segment(b"".join(records)))))


def texts(facts: Facts) -> Texts:
    found: Texts = {}
    for word in facts.words:
        found.setdefault(word.source, []).append(word.text)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.jpg"


# Text


@pytest.mark.parametrize(
    ("encoding", "title", "keywords"),
    [
        ("latin-1", "Heinrichshütte", ["Bochum", "Köln"]),
        ("utf-8", "Wedding", ["bride", "新娘"]),
        ("gb18030", "婚礼", ["新娘", "北京"]),
        ("cp1252", "“Quoted”", ["Anna’s"]),
        ("shift_jis", "京都", ["桜の花"]),
        ("cp1251", "Москва", ["Красная площадь"]),
    ],
)
def test_iptc_is_read_in_the_encoding_that_it_is_in(
    file: Path, encoding: str, title: str, keywords: list[str]
) -> None:
    records = [iptc_record(5, title.encode(encoding))]
    records += [iptc_record(25, keyword.encode(encoding)) for keyword in keywords]
    assert texts(of_iptc(file, *records)) == {TITLE: [title], KEYWORD: keywords}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("gb18030", "在京都的花园"), ("latin-1", "Köln"), ("utf-8", "湖边"), ("shift_jis", "富士山")],
)
def test_exif_is_read_in_the_encoding_that_it_is_in(file: Path, encoding: str, text: str) -> None:
    facts = of_exif(file, first=[ascii_tag(0x010E, text.encode(encoding))])
    assert texts(facts) == {CAPTION: [text]}


def test_text_after_the_first_nul_is_cut(file: Path) -> None:
    facts = of_exif(
        file,
        first=[ascii_tag(0x010E, b"lake\0garbage"), ascii_tag(0x0110, b"X100\0\0\0v1.2")],
    )
    assert texts(facts) == {CAPTION: ["lake"]}
    assert facts.camera == "X100"


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"UNICODE\0" + "garden in kyoto".encode("utf-16-le"), "garden in kyoto"),
        (b"UNICODE\0" + "湖边".encode("utf-16-be"), "湖边"),
        (b"UNICODE\0" + b"only said to be", "only said to be"),
        (b"ASCII\0\0\0" + b"lake\0\0\0\0", "lake"),
        (b"ASCII\0\0\0" + "湖边".encode(), "湖边"),
        (b"JIS\0\0\0\0\0" + "京都".encode("iso2022_jp"), "京都"),
        (bytes(8) + "Köln".encode("latin-1"), "Köln"),
        (b"no code at all", "no code at all"),
    ],
)
def test_user_comments_are_read(file: Path, comment: bytes, text: str, order: str) -> None:
    facts = of_exif(file, exif=[(0x9286, 7, comment)], order=order)
    assert texts(facts) == {CAPTION: [text]}


@pytest.mark.parametrize(
    "comment", [bytes(64), b"ASCII\0\0\0" + b" " * 40, b'ASCII\0\0\0{"mode": 2}', b"oplus_1024"]
)
def test_comments_of_machines_are_no_captions(file: Path, comment: bytes) -> None:
    assert of_exif(file, exif=[(0x9286, 7, comment)]).words == ()


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_texts_of_windows_are_read_whatever_their_type(file: Path, order: str) -> None:
    title = "湖边".encode("utf-16-le" if order == "<" else "utf-16-be")
    facts = of_exif(
        file,
        first=[
            (0x9C9B, 3, title + b"\0\0"),
            (0x9C9C, 1, "with Anna".encode("utf-16-le") + b"\0\0"),
            (0x9C9E, 7, "lake;湖".encode("utf-16-le")),
            ascii_tag(0x9C9F, "summer"),
        ],
        order=order,
    )
    assert texts(facts) == {
        TITLE: ["湖边"], CAPTION: ["with Anna", "summer"], KEYWORD: ["lake", "湖"]
    }  # fmt: skip


# One bad field


@pytest.mark.parametrize(
    "bad",
    [
        struct.pack("<HHII", 0x0100, 2, 0xFFFFFFFF, 0x7FFFFFF0),  # points out of the block
        struct.pack("<HHII", 0x0100, 2, 100, 0xFFFFFFFF),
        struct.pack("<HHII", 0x0100, 99, 1, 0),  # of no known type
        struct.pack("<HHII", 0x0100, 5, 0, 0),
    ],
)
def test_a_bad_tag_costs_no_other(file: Path, bad: bytes) -> None:
    facts = of_exif(
        file,
        first=[ascii_tag(0x010F, "Canon"), ascii_tag(0x9C9B, "x", 4)],
        exif=[ascii_tag(0x9003, "2011:02:03 04:05:06")],
        raw={0x0100: bad},
    )
    assert (facts.camera, facts.taken_at) == ("Canon", datetime(2011, 2, 3, 4, 5, 6))


@pytest.mark.parametrize(
    "bad",
    [
        "<xmp:Rating>4 stars</xmp:Rating>",
        "<xmp:Rating>1e999</xmp:Rating>",
        "<exif:DateTimeOriginal>soon</exif:DateTimeOriginal>",
        "<exif:GPSLatitude>north</exif:GPSLatitude>",
        "<undeclared:note>hello</undeclared:note>",
        "<dc:title>Tom & Jerry</dc:title>",
        "<dc:rights>&nbsp;&#0;&#x1F;</dc:rights>",
        f"<dc:rights>{'x' * 100_000}</dc:rights>",
        "<a>" * 3000 + "</a>" * 3000,
    ],
)
def test_a_bad_property_costs_no_other(tmp_path: Path, bad: str) -> None:
    body = f"{bad}<dc:subject><rdf:Bag><rdf:li>pier</rdf:li></rdf:Bag></dc:subject>"
    (tmp_path / "a.xmp").write_text(xmp_packet(body, 'xmp:Label="Red"'), encoding="utf-8")
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert texts(facts)[KEYWORD] == ["pier"]
    assert facts.rating is None


def test_an_undeclared_prefix_is_the_usual_one(file: Path) -> None:
    packet = xmp_packet("<dc:title>Lake</dc:title>").replace('xmlns:dc="', 'xmlns:other="')
    assert texts(facts_of(file, jpeg((0xE1, XMP_MARK + packet.encode())))) == {TITLE: ["Lake"]}


def test_another_prefix_is_the_one_of_its_namespace(file: Path) -> None:
    packet = xmp_packet("<core:title>Lake</core:title>").replace("xmlns:dc=", "xmlns:core=")
    assert texts(facts_of(file, jpeg((0xE1, XMP_MARK + packet.encode())))) == {TITLE: ["Lake"]}


def test_a_bad_record_of_iptc_costs_no_other(file: Path) -> None:
    facts = of_iptc(
        file, iptc_record(25, b"pier"), b"\x1c\x02\x19", b"\xff\xff", iptc_record(25, b"harbour")
    )
    assert texts(facts) == {KEYWORD: ["pier", "harbour"]}


# Dates


@pytest.mark.parametrize(
    ("directory", "tags", "taken_at"),
    [
        ("exif", {0x9003: "2012-10-21 10:11:12"}, datetime(2012, 10, 21, 10, 11, 12)),
        ("exif", {0x9003: "2015:08:22 03:11:12 PM"}, datetime(2015, 8, 22, 15, 11, 12)),
        ("exif", {0x9003: "1993:00:00 12:00:00"}, datetime(1993, 1, 1)),
        ("first", {0x9003: "2012:10:21 10:11:12"}, datetime(2012, 10, 21, 10, 11, 12)),
        ("first", {0x0132: "2012:10:21 10:11:12"}, datetime(2012, 10, 21, 10, 11, 12)),
        ("exif", {0x9003: "0000:00:00 00:00:00", 0x9004: "2012:10:21"}, datetime(2012, 10, 21)),
        ("exif", {0x9003: "9999:12:31 23:59:59", 0x9004: "2012:10:21"}, datetime(2012, 10, 21)),
        ("gps", {29: "2015:03:04"}, datetime(2015, 3, 4)),
    ],
)
def test_dates_of_exif(
    file: Path, directory: str, tags: dict[int, str], taken_at: datetime
) -> None:
    facts = of_exif(file, **{directory: [ascii_tag(tag, text) for tag, text in tags.items()]})
    assert facts.taken_at == taken_at


@pytest.mark.parametrize(
    ("parts", "microsecond"),
    [("67", 670_000), ("5  ", 500_000), ("0123456", 12_345), ("", 0), ("x", 0), ("-1", 0)],
)
def test_parts_of_a_second_tell_photos_of_a_burst_apart(
    file: Path, parts: str, microsecond: int
) -> None:
    facts = of_exif(file, exif=[ascii_tag(0x9003, "2012:10:21 10:11:12"), ascii_tag(0x9291, parts)])
    assert facts.taken_at == datetime(2012, 10, 21, 10, 11, 12, microsecond)


def test_parts_of_a_second_that_the_date_has_already_count(file: Path) -> None:
    tags = [ascii_tag(0x9003, "2012:10:21 10:11:12.25"), ascii_tag(0x9291, "67")]
    assert of_exif(file, exif=tags).taken_at == datetime(2012, 10, 21, 10, 11, 12, 250_000)


def test_the_satellites_tell_the_time_in_utc(file: Path) -> None:
    clock = rationals(7, (11, 1), (12, 1), (1350, 100))
    facts = of_exif(file, gps=[ascii_tag(29, "2015:03:04"), clock])
    assert facts.taken_at == datetime(2015, 3, 4, 11, 12, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "taken_at"),
    [
        ("<xmp:CreateDate>2008-05-06T07:08:09</xmp:CreateDate>", datetime(2008, 5, 6, 7, 8, 9)),
        (
            "<exif:DateTimeOriginal>2008:05:06 07:08:09</exif:DateTimeOriginal>",
            datetime(2008, 5, 6, 7, 8, 9),
        ),
        ("<photoshop:DateCreated>2008-05</photoshop:DateCreated>", datetime(2008, 5, 1)),
        (
            "<exif:DateTimeOriginal>2300-06-23T19:45:17.834</exif:DateTimeOriginal>"
            "<photoshop:DateCreated>2008</photoshop:DateCreated>",
            datetime(2008, 1, 1),
        ),
        ("<photoshop:DateCreated>2300</photoshop:DateCreated>", datetime(2300, 1, 1)),
        ("<xmp:ModifyDate>2008-05-06T07:08:09</xmp:ModifyDate>", datetime(2008, 5, 6, 7, 8, 9)),
        (
            "<exif:DateTimeOriginal>2008-05-06T07:08:09</exif:DateTimeOriginal>"
            "<exif:SubSecTimeOriginal>25</exif:SubSecTimeOriginal>"
            "<exif:OffsetTimeOriginal>+02:00</exif:OffsetTimeOriginal>",
            datetime(2008, 5, 6, 7, 8, 9, 250_000, timezone(timedelta(hours=2))),
        ),
        (
            "<exif:GPSTimeStamp>2008-05-06T07:08:09Z</exif:GPSTimeStamp>",
            datetime(2008, 5, 6, 7, 8, 9, tzinfo=UTC),
        ),
        (
            "<xmpMM:Pantry><rdf:Bag><rdf:li><xmp:CreateDate>2001-01-01</xmp:CreateDate></rdf:li>"
            "</rdf:Bag></xmpMM:Pantry>",
            None,
        ),
    ],
)
def test_dates_of_xmp(file: Path, body: str, taken_at: datetime | None) -> None:
    assert of_xmp(file, body).taken_at == taken_at


def test_dates_in_chinese_are_read(file: Path) -> None:
    facts = of_exif(file, exif=[ascii_tag(0x9003, "2012年10月21日 下午3时11分12秒")])
    assert facts.taken_at == datetime(2012, 10, 21, 15, 11, 12)


def test_a_packet_that_goes_on_in_further_segments_is_read(file: Path) -> None:
    packet = xmp_packet(bag("dc:subject", "pier", "harbour")).encode()
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">I", len(packet))
    parts = [
        head + struct.pack(">I", at) + packet[at : at + 400] for at in range(0, len(packet), 400)
    ]
    own = XMP_MARK + xmp_packet(bag("dc:subject", "lake")).encode()
    data = jpeg((0xE1, own), *((0xE1, part) for part in reversed(parts)))
    assert texts(facts_of(file, data)) == {KEYWORD: ["lake", "pier", "harbour"]}


def test_dates_of_iptc(file: Path) -> None:
    records = iptc_record(55, b"20150304"), iptc_record(60, b"111213+0100")
    hour_east = timezone(timedelta(hours=1))
    assert of_iptc(file, *records).taken_at == datetime(2015, 3, 4, 11, 12, 13, tzinfo=hour_east)
    assert of_iptc(file, iptc_record(55, b"19930000")).taken_at == datetime(1993, 1, 1)


@pytest.mark.parametrize("text", ["2015:03:04 05:06:07", "Wed, 04 Mar 2015 05:06:07"])
def test_dates_and_words_of_png(tmp_path: Path, text: str) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Creation Time", text)
    info.add_itxt("Title", "湖边")
    info.add_text("Comment", "Created with GIMP")
    path = tmp_path / "a.png"
    Image.new("RGB", (64, 48)).save(path, pnginfo=info)
    facts = facts_of(path)
    assert facts.taken_at == datetime(2015, 3, 4, 5, 6, 7)
    assert texts(facts) == {TITLE: ["湖边"]}


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("Our holiday", {CAPTION: ["Our holiday"]}),
        ("湖边", {CAPTION: ["湖边"]}),
        ("CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", {}),
        ("Created with GIMP", {}),
        ("LEAD Technologies Inc. V1.01", {}),
        ('{"mode": 2, "scene": 1}', {}),
        ("AD5x", {}),
        ("", {}),
    ],
)
def test_the_comment_of_a_jpeg_is_a_caption_if_a_person_wrote_it(
    file: Path, comment: str, words: Texts
) -> None:
    assert texts(facts_of(file, jpeg((0xFE, comment.encode())))) == words


# Places, cameras, people


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (((48, 1), (51, 1), (29, 1)), ((2, 1), (17, 1), (40, 1)), (48.858056, -2.294444)),
        (((48, 1), (5150, 100)), ((2, 1), (1766667, 100000)), (48.858333, -2.294444)),
        (((48858, 1000),), ((2294, 1000),), (48.858, -2.294)),
        (((48, 1), (51, 1), (0, 0)), ((2, 1), (17, 1), (0, 0)), (48.85, -2.283333)),
        (((0, 0), (0, 0), (0, 0)), ((2, 1), (17, 1), (40, 1)), None),
        (((0, 1), (0, 1), (0, 1)), ((0, 1), (0, 1), (0, 1)), None),
        (((95, 1), (0, 1), (0, 1)), ((2, 1), (0, 1), (0, 1)), None),
    ],
)
def test_positions_of_exif(
    file: Path,
    latitude: tuple[tuple[int, int], ...],
    longitude: tuple[tuple[int, int], ...],
    place: tuple[float, float] | None,
    order: str,
) -> None:
    gps = [
        ascii_tag(1, "N"), rationals(2, *latitude, order=order),
        ascii_tag(3, "W"), rationals(4, *longitude, order=order),
    ]  # fmt: skip
    facts = of_exif(file, gps=gps, order=order)
    found = (facts.latitude, facts.longitude)
    assert found == ((None, None) if place is None else pytest.approx(place, abs=1e-5))


def test_where_a_sign_and_a_reference_disagree_the_reference_counts(file: Path) -> None:
    gps = [
        ascii_tag(1, "N"), rationals(2, (48, 1), (51, 1), (29, 1)),
        ascii_tag(3, "W"), rationals(4, (-2, 1), (17, 1), (40, 1), signed=True),
    ]  # fmt: skip
    assert of_exif(file, gps=gps).longitude == pytest.approx(-1.705556, abs=1e-5)


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("43,4.58404N", "79,4.62W", (43.076401, -79.077)),
        ("43,4,35N", "79,4,37W", (43.076389, -79.076944)),
        ("43.076401", "-79.077", (43.076401, -79.077)),
        ("43,076401N", "79,077W", (43.076401, -79.077)),  # a comma for the point
        ("43,059N", "79,030W", (43 + 59 / 60, -79.5)),
        ("43°4'35&quot; N", "79°4'37&quot; W", (43.076389, -79.076944)),
        ("0,0N", "0,0E", None),
        ("43,4.58404N", "", None),
    ],
)
def test_positions_of_xmp(
    file: Path, latitude: str, longitude: str, place: tuple[float, float] | None
) -> None:
    facts = of_xmp(file, "", f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"')
    found = (facts.latitude, facts.longitude)
    assert found == ((None, None) if place is None else pytest.approx(place, abs=1e-5))


def test_a_position_written_as_text_is_read(file: Path) -> None:
    gps = [ascii_tag(1, "S"), ascii_tag(2, "48,51.5"), ascii_tag(3, "E"), ascii_tag(4, "2.25")]
    facts = of_exif(file, gps=gps)
    assert (facts.latitude, facts.longitude) == pytest.approx((-48.858333, 2.25), abs=1e-5)


def test_xmp_in_a_gif_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    Image.new("P", (64, 48)).save(path)
    extension = b"\x21\xff\x0bXMP DataXMP" + xmp_packet(bag("dc:subject", "pier")).encode()
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    data = path.read_bytes()
    assert texts(facts_of(path, data[:-1] + extension + trailer + data[-1:])) == {KEYWORD: ["pier"]}


def test_the_place_shown_has_a_name_and_is_not_where_the_camera_stood(file: Path) -> None:
    facts = of_xmp(
        file,
        '<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<Iptc4xmpExt:City>Verona</Iptc4xmpExt:City>"
        "<Iptc4xmpExt:CountryName>Italy</Iptc4xmpExt:CountryName>"
        "<exif:GPSLatitude>45,26N</exif:GPSLatitude><exif:GPSLongitude>11,0E</exif:GPSLongitude>"
        "</rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>",
    )
    assert texts(facts) == {PLACE: ["Verona", "Italy"]}
    assert facts.latitude is None


def test_camera_lens_and_description_of_xmp(file: Path) -> None:
    facts = of_xmp(
        file,
        "<tiff:ImageDescription><rdf:Alt><rdf:li>lake</rdf:li></rdf:Alt></tiff:ImageDescription>"
        "<exif:UserComment>evening</exif:UserComment>",
        'tiff:Make="Canon" tiff:Model="Canon EOS R6" aux:Lens="RF 50mm"',
    )
    assert (facts.camera, facts.lens) == ("Canon EOS R6", "RF 50mm")
    assert texts(facts) == {CAPTION: ["lake", "evening"]}


def bag(name: str, *items: str) -> str:
    listed = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Bag>{listed}</rdf:Bag></{name}>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            bag("digiKam:TagsList", "Places/Italy/Garda", "People/Anna"),
            {KEYWORD: ["Places Italy Garda"], PERSON: ["Anna"]},
        ),
        (
            bag("lr:hierarchicalSubject", "Places|Italy|Garda", "People|Family|Anna"),
            {KEYWORD: ["Places Italy Garda"], PERSON: ["Anna"]},
        ),
        (bag("MicrosoftPhoto:LastKeywordXMP", "Trips/Garda"), {KEYWORD: ["Trips Garda"]}),
        (
            '<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li'
            ' MPReg:Rectangle="0.1,0.1,0.2,0.2" MPReg:PersonDisplayName="Anna Berg"/></rdf:Bag>'
            "</MPRI:Regions></MP:RegionInfo>",
            {PERSON: ["Anna Berg"]},
        ),
        (
            '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li>'
            '<rdf:Description mwg-rs:Name="Anna" mwg-rs:Type="Face"/></rdf:li></rdf:Bag>'
            "</mwg-rs:RegionList></mwg-rs:Regions>",
            {PERSON: ["Anna"]},
        ),
        (bag("Iptc4xmpExt:PersonInImage", "Anna", "Ben"), {PERSON: ["Anna", "Ben"]}),
        (
            "<Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li><rdf:Description>"
            + "<Iptc4xmpExt:PersonName><rdf:Alt><rdf:li>Anna</rdf:li></rdf:Alt>"
            "</Iptc4xmpExt:PersonName></rdf:Description></rdf:li></rdf:Bag>"
            "</Iptc4xmpExt:PersonInImageWDetails>",
            {PERSON: ["Anna"]},
        ),
        (
            "<acdsee:categories>&lt;Categories&gt;&lt;Category Assigned='1'&gt;Lakes"
            "&lt;/Category&gt;&lt;/Categories&gt;</acdsee:categories>",
            {KEYWORD: ["Lakes"]},
        ),
    ],
)
def test_people_and_hierarchies_of_many_programs(file: Path, body: str, found: Texts) -> None:
    assert texts(of_xmp(file, body)) == found


@pytest.mark.parametrize(
    ("attributes", "stars"),
    [
        ('xmp:Rating="4"', 4), ('xmp:Rating="-1"', None), ('MicrosoftPhoto:Rating="75"', 4),
        ('MicrosoftPhoto:Rating="99"', 5), ('xmp:Rating="75" MicrosoftPhoto:Rating="1"', 1),
    ],
)  # fmt: skip
def test_ratings_of_xmp(file: Path, attributes: str, stars: int | None) -> None:
    assert of_xmp(file, "", attributes).rating == stars


# Sidecars


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le") + b"x",
        lambda text: b"\0\r\n garbage" + text.encode() + b"\0\0 \xff garbage",
        lambda text: text.encode("latin-1"),
        lambda text: b'<?xml version="1.0" encoding="gb2312"?>' + text.encode("latin-1"),
        lambda text: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + text.encode(),
        lambda text: text.encode().replace(b"pier", b"pi\x0ber\x01"),
    ],
)
def test_sidecars_are_read_whatever_their_bytes(
    tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    text = xmp_packet(bag("dc:subject", "pier", "Köln"))
    (tmp_path / "a.xmp").write_bytes(encode(text))
    assert texts(facts_of(tmp_path / "a.jpg", jpeg())) == {KEYWORD: ["pier", "Köln"]}


@pytest.mark.parametrize(
    ("bad", "good"), [("a.xmp", "a.jpg.xmp"), ("a.jpg.xmp", "a.xmp"), ("A.JPG.XMP", "a.XMP")]
)
@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"no XMP", b"<x:xmpmeta><rdf:RDF"])
def test_the_good_sidecar_counts_if_the_other_is_empty_or_broken(
    tmp_path: Path, bad: str, good: str, content: bytes
) -> None:
    (tmp_path / bad).write_bytes(content)
    (tmp_path / good).write_text(xmp_packet(bag("dc:subject", "pier"), 'xmp:Rating="3"'))
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert texts(facts) == {KEYWORD: ["pier"]}
    assert facts.rating == 3


def test_a_sidecar_that_was_cut_off_tells_what_is_left(tmp_path: Path) -> None:
    packet = xmp_packet(bag("dc:subject", "pier", "harbour") + "<dc:title>Lake</dc:title>")
    (tmp_path / "a.xmp").write_text(packet[: packet.index("harbour") + 3])
    assert texts(facts_of(tmp_path / "a.jpg", jpeg())) == {KEYWORD: ["pier"]}


def test_the_sidecar_with_the_whole_name_is_the_photos_own(tmp_path: Path) -> None:
    (tmp_path / "a.xmp").write_text(xmp_packet(bag("dc:subject", "raw"), 'xmp:Rating="1"'))
    (tmp_path / "a.jpg.xmp").write_text(xmp_packet(bag("dc:subject", "pier"), 'xmp:Rating="3"'))
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert facts.rating == 3
    assert texts(facts) == {KEYWORD: ["pier", "raw"]}


def test_sidecars_of_other_kinds_of_files_count_too(tmp_path: Path) -> None:
    body = bag("dc:subject", "pier") + "<xmp:CreateDate>2008-05-06T07:08:09</xmp:CreateDate>"
    (tmp_path / "clip.mp4.xmp").write_text(xmp_packet(body, 'xmp:Rating="3"'))
    said = Facts(64, 48, "mp4", datetime(2001, 1, 1), words=(Word(TITLE, "Lake"),))
    facts = with_sidecars(said, tmp_path / "clip.mp4")
    assert texts(facts) == {KEYWORD: ["pier"], TITLE: ["Lake"]}
    assert (facts.rating, facts.taken_at) == (3, datetime(2008, 5, 6, 7, 8, 9))
    assert with_sidecars(said, tmp_path / "other.mp4") == said


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


PACKET = xmp_packet("<dc:subject><rdf:Bag><rdf:li>pier</rdf:li></rdf:Bag></dc:subject>").encode()
FILE_TYPE = box(b"ftyp", b"isom\0\0\2\0isom")
UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


@pytest.mark.parametrize(
    "data",
    [
        FILE_TYPE + box(b"mdat", bytes(99)) + box(b"uuid", UUID + PACKET),
        FILE_TYPE
        + struct.pack(">I4sQ", 1, b"mdat", 116)
        + bytes(100)
        + box(b"uuid", UUID + PACKET),
        FILE_TYPE + box(b"moov", box(b"trak", bytes(9)) + box(b"udta", box(b"XMP_", PACKET))),
        box(b"moov", box(b"udta", box(b"XMP_", PACKET))) + box(b"mdat", b""),
    ],
)
def test_packets_in_videos_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(data)
    facts = with_sidecars(Facts(64, 48, "mp4"), tmp_path / "a.mp4")
    assert texts(facts) == {KEYWORD: ["pier"]}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no video", FILE_TYPE, FILE_TYPE + box(b"uuid", b"short"), FILE_TYPE + b"\0" * 16,
        FILE_TYPE + b"\xff\xff\xff\xffmoov", FILE_TYPE + struct.pack(">I4sQ", 1, b"moov", 1 << 62),
        FILE_TYPE + box(b"moov", b"XMP_"), FILE_TYPE + box(b"moov", b"\xff\xff\xff\xffXMP_<x"),
        box(b"uuid", UUID + PACKET),
    ],
)  # fmt: skip
def test_videos_without_a_packet_tell_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(data)
    said = Facts(64, 48, "mp4")
    assert with_sidecars(said, tmp_path / "a.mp4") == said


# Limits


def test_huge_texts_are_cut_and_cost_nothing_else(tmp_path: Path) -> None:
    body = f"<dc:title>{'a long title ' * 2_000_000}</dc:title>" + bag("dc:subject", "pier")
    (tmp_path / "a.xmp").write_text(xmp_packet(body))
    begun = time.monotonic()
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert time.monotonic() - begun < 20
    assert texts(facts)[KEYWORD] == ["pier"]
    assert len(texts(facts)[TITLE][0]) <= LONGEST_TEXT


def test_keywords_without_end_are_limited(tmp_path: Path) -> None:
    keywords = bag("dc:subject", *(f"keyword {number}" for number in range(50_000)))
    (tmp_path / "a.xmp").write_text(xmp_packet(keywords, 'xmp:Rating="3"'))
    facts = facts_of(tmp_path / "a.jpg", jpeg())
    assert facts.rating == 3
    assert 100 < len(facts.words) <= MOST_WORDS


def test_a_sidecar_that_is_no_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xmp")
    (tmp_path / "a.jpg.xmp").mkdir()
    assert facts_of(tmp_path / "a.jpg", jpeg()) == Facts(64, 48, "jpeg")
