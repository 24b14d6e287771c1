from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from photosearch.analysers.text import (
    LONGEST_LINE,
    TextReader,
    is_worth_keeping,
    pieces,
    readable_size,
    tidied,
)
from photosearch.types import TextLine
from tests.pictures import scene

pytest.importorskip("rapidocr")
CHINESE_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
Render = Callable[..., Image.Image]


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


def written(*lines: str, size: int = 32, font: str | None = None, turned: int = 0) -> Image.Image:
    """Return a picture with lines of text on it."""
    face = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    image = Image.new("RGB", (640, 60 + 60 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((30, 30 + 60 * row), line, fill="black", font=face)
    return image.rotate(turned, expand=True)


def texts(lines: tuple[TextLine, ...]) -> list[str]:
    return [line.text for line in lines]


def test_a_receipt_is_read_line_by_line(reader: TextReader) -> None:
    lines = reader.read(written("INVOICE A-1024", "Total 42.50 EUR", "info@example.com"))
    read = " ".join(texts(lines)).replace(" ", "")
    assert "INVOICEA-1024" in read
    assert "42.50" in read
    assert "info@example.com" in read


def test_a_line_is_where_it_stands(reader: TextReader) -> None:
    (line,) = reader.read(written("HELLO WORLD"))
    left, top, right, bottom = line.box
    assert 0.02 < left < 0.08
    assert 0.15 < top < 0.35
    assert 0.3 < right < 0.6
    assert 0.4 < bottom < 0.75


@pytest.mark.skipif(
    not any(Path(font).exists() for font in CHINESE_FONTS), reason="no Chinese font is installed"
)
def test_chinese_and_mixed_lines_are_read(reader: TextReader) -> None:
    font = next(font for font in CHINESE_FONTS if Path(font).exists())
    lines = reader.read(written("发票号码 20231024", "北京 Beijing 欢迎您", font=font))
    read = "".join(texts(lines)).replace(" ", "")
    assert "发票号码20231024" in read
    assert "Beijing" in read
    assert "欢迎您" in read


def test_a_picture_without_text_says_nothing(reader: TextReader) -> None:
    assert reader.read(scene(3)) == ()
    assert reader.read(Image.new("RGB", (8, 8), "red")) == ()
    assert reader.read(Image.new("RGB", (3000, 1), "red")) == ()


def test_a_long_screenshot_is_read_whole(reader: TextReader) -> None:
    long = written(*(f"MESSAGE {number}" for number in range(30)))
    assert long.height > 2.5 * long.width
    read = [text.replace(" ", "") for text in texts(reader.read(long))]
    assert read == [f"MESSAGE{number}" for number in range(30)]


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((4000, 3000), (1600, 1200)), ((800, 600), (800, 600)), ((1080, 20_000), (800, 14_815)),
        ((1, 9_000), (1, 9_000)),
    ],
)  # fmt: skip
def test_small_print_stays_legible_and_costs_are_bounded(
    size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    assert readable_size(*size) == wanted
    assert readable_size(*size[::-1]) == wanted[::-1]


def test_pieces_of_a_long_picture_cover_it_once() -> None:
    some = list(pieces(100, 1000))
    assert [piece.own for piece in some] == [
        (0, 0, 100, 300), (0, 300, 100, 600), (0, 600, 100, 900), (0, 900, 100, 1000),
    ]  # fmt: skip
    assert some[1].seen == (0, 270, 100, 630)
    assert [piece.own for piece in pieces(640, 480)] == [(0, 0, 640, 480)]
    assert list(pieces(5000, 8)) == []


@pytest.mark.parametrize(
    ("text", "score", "kept"),
    [
        ("EXIT", 0.99, True), ("出口", 0.9, True), ("42", 0.9, True), ("EXIT", 0.6, False),
        ("x", 0.99, False), ("—…", 0.99, False), ("", 1.0, False),
    ],
)  # fmt: skip
def test_short_and_unsure_readings_are_dropped(text: str, score: float, kept: bool) -> None:
    assert is_worth_keeping(TextLine(text, score, (0, 0, 1, 1))) is kept


def test_what_is_read_is_made_safe_to_show() -> None:
    assert tidied("  a\tb\nc  ") == "a b c"
    assert tidied("ev\u202eil\u200b \x1b[31m") == "evil [31m"
    assert len(tidied("x" * 200_000)) == LONGEST_LINE
