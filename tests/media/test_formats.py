"""Formats beside those of every day: raw photos, JPEG XL, and the old ones that Pillow reads."""

from __future__ import annotations

import contextlib
import io
import shlex
import struct
import sys
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch import extras
from photosearch.cli.terminal import print_folders
from photosearch.library import Library
from photosearch.media.decode import Unreadable, decode, thumbnail
from photosearch.media.kinds import searched_suffixes
from photosearch.media.metadata import read_facts
from photosearch.media.raw import exif_blocks, xmp_packet
from photosearch.types import Facts, ProblemReason
from tests.conftest import names, paint_four, update
from tests.raws import make_dng

Open = Callable[[], Library]
RED, BLUE = (220, 30, 30), (40, 60, 220)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'
)


def halves(size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Blue above, red below."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (0, 0, size[0], size[1] // 2))
    return picture


def side_of_blue(path: Path, least: int = 100) -> str:
    small = np.asarray(thumbnail(decode(path.read_bytes(), least), 64), np.float32)
    blue = small[..., 2] - small[..., 0]
    sides = {"top": blue[3], "bottom": blue[-4], "left": blue[:, 3], "right": blue[:, -4]}
    return max(sides, key=lambda side: float(sides[side].mean()))


def facts_of(path: Path) -> Facts:
    return read_facts(decode(path.read_bytes(), 64), path)


@pytest.fixture
def rawpy() -> None:
    pytest.importorskip("rawpy")


# Raw photos -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("rawpy")
@pytest.mark.parametrize(
    ("orientation", "side"), [(1, "top"), (3, "bottom"), (6, "right"), (8, "left")]
)
@pytest.mark.parametrize("preview", [None, (160, 120), (320, 240)])
def test_a_raw_photo_is_seen_upright_with_a_preview_and_without(
    tmp_path: Path, orientation: int, side: str, preview: tuple[int, int] | None
) -> None:
    shown = None if preview is None else halves(preview)
    path = make_dng(tmp_path / "a.dng", halves(), orientation=orientation, preview=shown)
    assert side_of_blue(path) == side
    photo = decode(path.read_bytes(), 64)
    assert (photo.width, photo.height) == ((320, 240) if orientation in (1, 3) else (240, 320))


@pytest.mark.usefixtures("rawpy")
def test_a_preview_that_its_camera_has_turned_is_not_turned_again(tmp_path: Path) -> None:
    upright = halves((120, 160))
    path = make_dng(tmp_path / "a.dng", halves(), orientation=6, preview=upright)
    assert side_of_blue(path) == "top"


@pytest.mark.usefixtures("rawpy")
def test_a_preview_is_shown_where_it_has_the_pixels_and_else_the_photo_is_developed(
    tmp_path: Path,
) -> None:
    grey = Image.new("RGB", (60, 40), (128, 128, 128))
    path = make_dng(tmp_path / "a.dng", Image.new("RGB", (320, 240), RED), preview=grey)
    quick = np.asarray(decode(path.read_bytes(), 32).image)
    assert np.abs(quick.astype(int) - 128).max() < 8
    developed = np.asarray(decode(path.read_bytes(), 200).image).astype(int)
    assert developed.shape == (120, 160, 3)
    assert (developed[..., 0] - developed[..., 2]).mean() > 150


@pytest.mark.usefixtures("rawpy")
def test_what_a_raw_photo_tells_is_read(tmp_path: Path) -> None:
    path = make_dng(tmp_path / "a.dng", halves(), camera="Nikon", xmp=XMP, preview=halves())
    facts = facts_of(path)
    assert (facts.width, facts.height, facts.kind) == (320, 240, "raw")
    assert facts.taken_at == datetime(2023, 5, 14, 16, 20)
    assert facts.camera == "Nikon One"
    assert facts.rating == 4


def canon_boxes() -> bytes:
    """The beginning of a CR3: EXIF's directories in boxes of their own."""

    def box(name: bytes, *tags: tuple[int, int, int, bytes]) -> bytes:
        block = b"II*\0" + struct.pack("<IH", 8, len(tags))
        extra, after = b"", 8 + 2 + 12 * len(tags) + 4
        for tag, kind, count, value in tags:
            if len(value) > 4:
                place = struct.pack("<I", after + len(extra))
                extra, value = extra + value, place
            block += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
        block += bytes(4) + extra
        return struct.pack(">I4s", 8 + len(block), name) + block

    degrees = struct.pack("<6I", 48, 1, 51, 1, 30, 1)
    return b"\0\0\0\x18ftypcrx \0\0\0\1" + b"".join(
        (
            box(b"CMT1", (271, 2, 6, b"Canon\0"), (272, 2, 7, b"EOS R5\0")),
            box(b"CMT2", (36867, 2, 20, b"2022:07:01 10:00:00\0")),
            box(
                b"CMT4",
                (0, 1, 4, b"\2\3\0\0"), (1, 2, 2, b"N\0"), (2, 5, 3, degrees),
                (3, 2, 2, b"E\0"), (4, 5, 3, degrees),
            ),
        )
    )  # fmt: skip


def test_exif_of_canons_boxes_is_read() -> None:
    from photosearch.media.exif import read_exif

    first, exif, satellites = map(read_exif, exif_blocks(canon_boxes()))
    assert (first.make, first.model) == ("Canon", "EOS R5")
    assert exif.original[0] is not None
    assert satellites.position == pytest.approx((48.8583, 48.8583), abs=1e-3)


@pytest.mark.parametrize("head", [b"IIRO\x08\0\0\0", b"IIU\0\x08\0\0\0"])
def test_own_kinds_of_tiff_are_read_as_tiff(head: bytes) -> None:
    (block,) = exif_blocks(head + b"\0\0")
    assert block.startswith(b"II*\0\x08")


def test_an_xmp_packet_is_found_wherever_it_stands() -> None:
    assert xmp_packet(b"\xff" * 99 + XMP + b"\0" * 9) == XMP
    assert xmp_packet(b"<x:xmpmeta without an end") == b""


@pytest.mark.usefixtures("rawpy")
def test_a_broken_raw_photo_says_so(tmp_path: Path) -> None:
    data = make_dng(tmp_path / "a.dng", halves()).read_bytes()
    for content in (data[: len(data) // 2], b"II*\0\x08\0\0\0CR" + bytes(200) + b"x" * 99,
                    b"FUJIFILMCCD-RAW " + b"\xff" * 5000, b"FOVb" + b"\1" * 99):  # fmt: skip
        with pytest.raises(Unreadable):
            decode(content, 64)


@pytest.mark.usefixtures("rawpy")
def test_what_libraw_says_of_a_broken_photo_stays_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = make_dng(tmp_path / "a.dng", halves()).read_bytes()
    for end in (len(data) // 2, len(data) - 300):
        with contextlib.suppress(Unreadable):
            decode(data[:end], 64)
    assert capfd.readouterr().err == ""


def test_where_the_package_is_missing_a_raw_photo_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "_is_installed", lambda module: False)
    data = make_dng(tmp_path / "a.dng", halves()).read_bytes()
    with pytest.raises(Unreadable, match=r"photosearch\[raw\]") as caught:
        decode(data, 64)
    assert caught.value.problem.reason is ProblemReason.UNSUPPORTED


# JPEG XL --------------------------------------------------------------------------------------


def test_jpeg_xl_is_read_with_what_it_tells(tmp_path: Path) -> None:
    pylibjxl = pytest.importorskip("pylibjxl")
    exif = Image.Exif()
    exif[274] = 6  # the decoder turns it by what the codestream says: this is not to be heeded
    exif[272] = "Pixel 8"
    path = tmp_path / "a.jxl"
    path.write_bytes(pylibjxl.encode(np.asarray(halves()), exif=exif.tobytes(), xmp=XMP))
    assert side_of_blue(path) == "top"
    facts = facts_of(path)
    assert (facts.width, facts.height, facts.kind) == (320, 240, "jxl")
    assert (facts.camera, facts.rating) == ("Pixel 8", 4)
    with pytest.raises(Unreadable):
        decode(path.read_bytes()[:60], 64)


# Old ones -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.tga", "a.ppm", "a.pgm", "a.pcx", "a.ico", "a.tif"])
def test_old_formats_are_read(tmp_path: Path, name: str) -> None:
    picture = halves((128, 96)).convert("L" if name == "a.pgm" else "RGB")
    path = tmp_path / name
    picture.save(path, sizes=[(128, 96)])  # which icons alone heed
    photo = decode(path.read_bytes(), 64)
    assert (photo.width, photo.height) == (128, 96)
    assert photo.kind == {"pgm": "ppm", "tif": "tiff"}.get(path.suffix[1:], path.suffix[1:])
    if name != "a.pgm":
        assert side_of_blue(path) == "top"
    assert path.suffix in searched_suffixes()


def test_of_several_pages_the_first_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    pages = [Image.new("RGB", (64, 64), RED), Image.new("RGB", (32, 32), BLUE)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    photo = decode(path.read_bytes(), 32)
    assert photo.image.size == (64, 64)
    assert photo.image.getpixel((5, 5)) == RED


def test_an_icon_with_a_bomb_in_it_is_refused() -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), RED).save(file, "ICO", sizes=[(64, 64)])
    data = bytearray(file.getvalue())
    place = data.index(b"IHDR") + 4
    data[place : place + 8] = struct.pack(">II", 60_000, 60_000)
    checked = bytes(data[place - 4 : place + 13])
    data[place + 13 : place + 17] = struct.pack(">I", zlib.crc32(checked))
    with pytest.raises(Unreadable) as caught:
        decode(bytes(data), 64)
    assert caught.value.problem.reason is ProblemReason.TOO_LARGE


# In a library ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("rawpy")
def test_raw_photos_are_found_like_others(open_library: Open, tmp_path: Path) -> None:
    folder = paint_four(tmp_path / "mixed")
    purple = Image.new("RGB", (96, 64), (150, 40, 200))
    make_dng(folder / "DSC_1.dng", purple, preview=purple)
    library = open_library()
    library.add_folder(folder)
    update(library)
    assert library.problems() == []
    assert names(library, "purple")[0] == "DSC_1.dng"
    assert names(library, "type:raw") == ["DSC_1.dng"]
    (hit,) = library.hits(library.search("type:raw"), 0, 1)
    preview = library.make_preview(hit.photo, 64)
    assert preview is not None
    with Image.open(preview) as seen:
        assert seen.size == (64, 43)


def test_what_a_missing_package_would_find_is_counted_and_told(
    open_library: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(extras, "_is_installed", lambda module: False)
    monkeypatch.setattr("photosearch.folders.scan.searched_suffixes", searched_suffixes.__wrapped__)
    folder = paint_four(tmp_path / "mixed")
    for name in ("a.nef", "b.CR2", "c.jxl", "d.mp4", "e.psd"):
        (folder / name).write_bytes(b"x")
    library = open_library()
    library.add_folder(folder)
    update(library)
    (told,) = library.folders()
    assert dict(told.needing) == {"raw": 2, "jxl": 1, "video": 1}
    print_folders(library)
    out = capsys.readouterr().out
    assert "Raw photos (2) need `pip install 'photosearch[raw]'`." in out
    assert "Videos (1) need `pip install 'photosearch[video]'`." in out


def test_every_extra_of_the_program_is_in_its_metadata() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    for extra in extras.EXTRAS:
        wanted, *_ = project["optional-dependencies"][extra.name]
        assert wanted.startswith(extra.package)
        assert extra.meaning.reason
        assert f"photosearch[{extra.name}]" in extra.exact_command
        assert extra.exact_command.startswith(shlex.quote(sys.executable))
        assert bool(extra.version) == extra.is_here
        if extra.suffixes:
            assert extras.needed_by(extra.name, 3).reason.count(extra.command) == 1
