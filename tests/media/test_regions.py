"""Faces that files name: the regions of MWG and Microsoft, as they lie in the upright picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from photosearch.media.decode import read_photo
from photosearch.media.metadata import read_facts, read_regions
from photosearch.media.regions import turned, upright
from photosearch.media.xmp import read_xmp
from photosearch.types import Region, WordSource

RDF = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>{body}</rdf:RDF></x:xmpmeta>'
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
        "stArea": "http://ns.adobe.com/xmp/sType/Area#",
        "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
        "MP": "http://ns.microsoft.com/photo/1.2/",
        "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
        "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    }.items()
)


def mwg(*people: tuple[str, str, str], size: tuple[int, int] = (400, 300)) -> bytes:
    """Return a packet as Lightroom and digiKam write it: name, type, and "x y w h"."""
    items = ""
    for name, kind, numbers in people:
        x, y, w, h = numbers.split()
        items += (
            f'<rdf:li><rdf:Description mwg-rs:Name="{name}" mwg-rs:Type="{kind}">'
            f'<mwg-rs:Area stArea:x="{x}" stArea:y="{y}" stArea:w="{w}" stArea:h="{h}"'
            ' stArea:unit="normalized"/></rdf:Description></rdf:li>'
        )
    width, height = size
    body = (
        '<rdf:Description><mwg-rs:Regions rdf:parseType="Resource">'
        f'<mwg-rs:AppliedToDimensions stDim:w="{width}" stDim:h="{height}" stDim:unit="pixel"/>'
        f"<mwg-rs:RegionList><rdf:Bag>{items}</rdf:Bag></mwg-rs:RegionList>"
        "</mwg-rs:Regions></rdf:Description>"
    )
    return RDF.format(spaces=SPACES, body=body).encode()


def microsoft(name: str, rectangle: str) -> bytes:
    body = (
        "<rdf:Description><MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li>"
        f'<rdf:Description MPReg:Rectangle="{rectangle}" MPReg:PersonDisplayName="{name}"/>'
        "</rdf:li></rdf:Bag></MPRI:Regions></rdf:Description></MP:RegionInfo></rdf:Description>"
    )
    return RDF.format(spaces=SPACES, body=body).encode()


def test_regions_in_pixels_and_circles_are_read() -> None:
    shares = mwg(("Anna", "Face", "0.5 0.4 0.2 0.2")).decode()
    pixels = mwg(("Anna", "Face", "200 120 80 60")).decode().replace("normalized", "pixel")
    circle = shares.replace('stArea:w="0.2" stArea:h="0.2"', 'stArea:d="0.2"')
    (one,) = read_xmp(shares.encode()).regions
    assert read_xmp(pixels.encode()).regions[0].box == pytest.approx(one.box)
    # Of a circle the diameter is a share of the shorter side: 60 of 400 by 300 pixels.
    assert read_xmp(circle.encode()).regions[0].box == pytest.approx((0.425, 0.3, 0.575, 0.5))


def test_regions_of_both_kinds_are_read() -> None:
    found = read_xmp(mwg(("Anna", "Face", "0.5 0.4 0.2 0.2"), ("Bob", "Face", "0.1 0.1 0.1 0.1")))
    assert [region.name for region in found.regions] == ["Anna", "Bob"]
    assert found.regions[0].box == pytest.approx((0.4, 0.3, 0.6, 0.5))
    assert found.regions[0].drawn_on == (400, 300)
    (region,) = read_xmp(microsoft("小明", "0.25, 0.5, 0.25, 0.1")).regions
    assert (region.name, region.drawn_on) == ("小明", None)
    assert region.box == pytest.approx((0.25, 0.5, 0.5, 0.6))


@pytest.mark.parametrize(
    "packet",
    [
        mwg(("Rex", "Pet", "0.5 0.4 0.2 0.2")),
        mwg(("", "Face", "0.5 0.4 0.2 0.2")),
        mwg(("Anna", "Face", "0.5 0.4 0.2 nan")),
        mwg(("Anna", "Face", "0.5 0.4 0 0.2")),
        mwg(("Anna", "Face", "7 7 0.1 0.1")),
        microsoft("Anna", "0.25, 0.5"),
        microsoft("Anna", "all of it"),
    ],
)
def test_what_is_no_face_of_somebody_named_is_left_out(packet: bytes) -> None:
    assert read_xmp(packet).regions == []


def test_a_region_that_reaches_out_of_the_picture_is_cut() -> None:
    (region,) = read_xmp(mwg(("Anna", "Face", "0.95 0.5 0.2 0.2"))).regions
    assert region.box == pytest.approx((0.85, 0.4, 1.0, 0.6))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_turns_with_its_picture(orientation: int) -> None:
    stored = Image.new("L", (40, 20))
    box = (0.1, 0.2, 0.3, 0.8)
    stored.paste(255, (4, 4, 12, 16))
    stored.getexif()[0x0112] = orientation
    exif = Image.Exif()
    exif[0x0112] = orientation
    from PIL import ImageOps

    stored.info["exif"] = exif.tobytes()
    seen = ImageOps.exif_transpose(stored)
    assert seen is not None
    bounds = seen.getbbox()
    assert bounds is not None
    shares = [side / whole for side, whole in zip(bounds, (*seen.size, *seen.size), strict=True)]
    assert turned(box, orientation) == pytest.approx(shares)


def test_a_region_that_was_drawn_on_the_upright_picture_stays_as_it_is() -> None:
    stored = Region("Anna", (0.1, 0.2, 0.3, 0.4), (400, 300))
    seen = Region("Anna", (0.1, 0.2, 0.3, 0.4), (300, 400))
    unknown = Region("Anna", (0.1, 0.2, 0.3, 0.4))
    assert upright(stored, 6, (300, 400)).box == pytest.approx((0.6, 0.1, 0.8, 0.3))
    assert upright(seen, 6, (300, 400)).box == seen.box
    assert upright(unknown, 6, (300, 400)).box == pytest.approx((0.6, 0.1, 0.8, 0.3))


def test_regions_of_a_file_and_its_sidecar_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    packet = mwg(("Anna", "Face", "0.5 0.4 0.2 0.2"))
    Image.new("RGB", (40, 30)).save(path, xmp=packet)
    (tmp_path / "a.xmp").write_bytes(microsoft("Bob", "0, 0, 0.5, 0.5"))
    photo = read_photo(path, 32)
    assert {region.name for region in read_regions(photo, path)} == {"Anna", "Bob"}
    words = [
        word.text for word in read_facts(photo, path).words if word.source is WordSource.PERSON
    ]
    assert set(words) == {"Anna", "Bob"}
