"""Pictures with text that is known, as people photograph and save it, and some without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from photosearch.cli.demo import sample_photos

LATIN = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
MONO = LATIN.with_name("DejaVuSansMono.ttf")
HAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_CUBIC = Image.Resampling.BICUBIC
WHITE, BLACK = (255, 255, 255), (20, 20, 20)

SIGNS = (
    ("EXIT",), ("NO PARKING", "TOW AWAY ZONE"), ("禁止停车",), ("出口 EXIT", "地铁2号线"),
    ("Main Street", "Museum 300 m"), ("欢迎光临", "营业时间 9:00-21:30"),
)  # fmt: skip
RECEIPTS = (
    ("GREEN MARKET", "Milk 1L        2.49", "Bread          3.10", "Apples 1.2kg   4.75",
     "TOTAL         10.34", "Invoice A-1024", "info@green-market.example"),
    ("COFFEE CORNER", "2 x Latte      9.00", "1 x Muffin     3.50", "VAT 7%         0.88",
     "TOTAL EUR     13.38", "2024-05-17 08:42"),
    ("好味道餐厅", "宫保鸡丁    38.00", "米饭         2.00", "合计        40.00",
     "订单号 20240517008"),
    ("城市书店", "红楼梦      59.80", "笔记本      12.50", "应付金额    72.30", "谢谢惠顾"),
    ("HARDWARE DEPOT", "Screws M4      5.99", "Paint white   24.00", "Card **** 4821"),
    ("药房收据", "维生素C     25.60", "口罩        19.90", "现金        50.00",
     "找零         4.50"),
)  # fmt: skip
SCREENS = (
    ("Settings", "Wi-Fi", "Bluetooth", "Notifications", "Battery 82%"),
    ("Anna", "See you at the station at 7", "Platform 4, do not be late!", "Message"),
    ("微信", "明天下午三点开会", "好的，会议室在三楼", "发送"),
    ("Order confirmed", "Your parcel DX-77812 arrives Friday", "Track order"),
    ("设置", "蓝牙 已开启", "电池用量", "显示与亮度", "隐私与安全"),
    ("ERROR 404", "The page was not found", "Go back"),
)  # fmt: skip
PAGES = (
    ("The lake lies between two mountains and", "freezes in the first weeks of January.",
     "Villagers cut its ice and store it under", "straw until the summer, when it cools",
     "milk and beer in the cellars of the inn."),
    ("It was decided at the meeting of 3 March", "that the roof of the school be mended",
     "before winter, at a cost of 12,400 euros,", "of which the county bears one third."),
    ("湖位于两座山之间，", "一月的头几周就会结冰。", "村民们把冰切成块，",
     "用稻草盖好储存到夏天。"),
    ("根据三月三日会议的决定，", "学校屋顶须在冬季前修缮，", "费用为一万二千四百元，",
     "其中三分之一由县里承担。"),
)  # fmt: skip
COLUMNS = (("春眠不觉晓", "处处闻啼鸟"), ("床前明月光", "疑是地上霜"), ("禁止吸烟",))
TRADITIONAL = (("臺灣鐵路", "往臺北"), ("歡迎光臨", "營業時間"))
ON_PHOTOS = (("Summer 2023",), ("Happy Birthday",), ("生日快乐",), ("Lake Garda",))
SLANTED = (("SALE 50% OFF",), ("Bus stop", "Line 12"), ("小心地滑",), ("停车场", "每小时5元"))
SMALL = (("Platform 9",), ("Serial 88-1024-7",), ("请勿触摸",), ("Made in Italy",))
HARD = (("Flight LH 438",), ("租金每月两千元",), ("Room 214", "Breakfast 7-10"), ("危险 请勿靠近",))
TURNED = (("CITY LIBRARY", "Open Monday to Friday"), ("请保持安静",), ("Gate B12",), ("消防通道",))


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in a file, its kind, and the lines that are written in it."""

    path: Path
    kind: str
    lines: tuple[str, ...]


def make_pictures(folder: Path) -> list[Made]:
    """Write all pictures; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Made] = []
    for kind, lines, image, orientation in _pictures():
        path = folder / f"{len(made):03}-{kind.replace(' ', '-')}.jpg"
        exif = Image.Exif()
        if orientation != 1:
            exif[0x0112] = orientation
        image.save(path, quality=88, exif=exif)
        made.append(Made(path, kind, lines))
    return made


def _pictures() -> Iterator[tuple[str, tuple[str, ...], Image.Image, int]]:
    """Yield kind, lines, picture as stored, and EXIF's orientation."""
    colours = ((20, 90, 40), (170, 30, 30), (30, 60, 150))
    for number, lines in enumerate(SIGNS):
        yield "sign", lines, _board(lines, 90, WHITE, colours[number % 3]), 1
    for lines in RECEIPTS:
        yield "receipt", lines, _noisy(_block(lines, 34, BLACK, (243, 240, 230), MONO), 6), 1
    for number, lines in enumerate(SCREENS):
        dark = number % 2 == 1
        ground, ink = ((24, 24, 28), (235, 235, 235)) if dark else (WHITE, BLACK)
        yield "screenshot", lines, _screen(lines, ink, ground), 1
    for lines in PAGES:
        yield "page", lines, _block(lines, 42, BLACK, (250, 250, 248), margin=180), 1
    for lines in COLUMNS:
        yield "vertical", lines, _vertical(lines), 1
    for lines in TRADITIONAL:
        yield "traditional", lines, _board(lines, 80, WHITE, (40, 70, 120)), 1
    photos = [Image.open(path).convert("RGB") for path in sample_photos()]
    for number, lines in enumerate(ON_PHOTOS):
        yield "on a photo", lines, _over(photos[number % len(photos)], lines), 1
    for number, lines in enumerate(SLANTED):
        board = _board(lines, 80, BLACK, (240, 210, 60))
        yield "slanted", lines, board.rotate((12, -9, 15, -14)[number], expand=True), 1
    for lines in SMALL:
        yield "small", lines, _noisy(_block(lines, 15, BLACK, (225, 222, 215), margin=110), 4), 1
    for number, lines in enumerate(HARD):
        board = _board(lines, 60, (150, 150, 140), (100, 105, 110))  # of little contrast
        yield "blurred and dim", lines, board.filter(ImageFilter.GaussianBlur(2.2 + number / 4)), 1
    for number, lines in enumerate(HARD):
        yield "in perspective", lines, _aslant(_board(lines, 70, BLACK, WHITE), number), 1
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90,
             8: Image.Transpose.ROTATE_270}  # fmt: skip
    for lines, orientation in zip(TURNED, (6, 3, 8, 6), strict=True):
        board = _board(lines, 80, WHITE, (60, 60, 60))
        yield "turned by EXIF", lines, board.transpose(turns[orientation]), orientation
    for photo in photos[:9]:
        yield "none", (), photo, 1
    random = np.random.default_rng(11)
    leaves = random.integers(0, 255, (90, 120, 3), np.uint8)
    yield "none", (), Image.fromarray(leaves).resize((1200, 900), Image.Resampling.BICUBIC), 1
    yield "none", (), Image.fromarray(random.integers(90, 160, (900, 1200, 3), np.uint8)), 1
    yield "none", (), Image.new("RGB", (1200, 900), (120, 150, 190)), 1


@cache
def _font(size: int, path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _fitting(line: str, size: int, latin: Path) -> ImageFont.FreeTypeFont:
    return _font(size, HAN if any(letter > "\u2e80" for letter in line) else latin)


def _block(
    lines: Sequence[str], size: int, ink: tuple[int, ...], ground: tuple[int, ...],
    latin: Path = LATIN, margin: int = 60,
) -> Image.Image:  # fmt: skip
    fonts = [_fitting(line, size, latin) for line in lines]
    width = round(max(f.getlength(t) for f, t in zip(fonts, lines, strict=True)))
    step = round(size * 1.7)
    image = Image.new("RGB", (width + 2 * margin, step * len(lines) + 2 * margin), ground)
    draw = ImageDraw.Draw(image)
    for number, (font, line) in enumerate(zip(fonts, lines, strict=True)):
        draw.text((margin, margin + number * step), line, ink, font)
    return image


def _board(
    lines: Sequence[str], size: int, ink: tuple[int, ...], board: tuple[int, ...]
) -> Image.Image:
    """A board before a blurred scene."""
    sign = _block(lines, size, ink, board, margin=40)
    scene = Image.open(next(iter(sample_photos()))).convert("RGB")
    around = scene.resize((sign.width + 500, sign.height + 400)).filter(ImageFilter.GaussianBlur(9))
    around.paste(sign, (250, 200))
    return _noisy(around, 5)


def _screen(lines: Sequence[str], ink: tuple[int, ...], ground: tuple[int, ...]) -> Image.Image:
    image = Image.new("RGB", (1080, 1920), ground)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        place = (60, 140 + number * 230)
        draw.text(place, line, ink, _fitting(line, 48, LATIN))
        draw.line((60, place[1] + 130, 1020, place[1] + 130), (128, 128, 128), 2)
    return image


def _vertical(lines: Sequence[str]) -> Image.Image:
    """Columns from right to left, as books and couplets have them."""
    size = 90
    height = round(size * 1.15 * max(map(len, lines))) + 160
    image = Image.new("RGB", (len(lines) * 190 + 160, height), (190, 40, 40))
    draw = ImageDraw.Draw(image)
    for column, line in enumerate(lines):
        left = image.width - 150 - column * 190
        for row, letter in enumerate(line):
            draw.text((left, 80 + row * size * 1.15), letter, (250, 225, 120), _font(size, HAN))
    return image


def _over(photo: Image.Image, lines: Sequence[str]) -> Image.Image:
    image = photo.resize((1200, round(1200 * photo.height / photo.width)))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text(
            (80, image.height - 160 + 90 * number), line, WHITE, _fitting(line, 80, LATIN),
            stroke_width=3, stroke_fill=BLACK,
        )  # fmt: skip
    return image


def _aslant(image: Image.Image, number: int) -> Image.Image:
    """Return a picture as seen from the side: its right or left edge is half as high."""
    width, height = image.size
    near, far = (0, 0, 0, height), (width, height * 3 // 4, width, height // 4)
    if number % 2:
        near, far = (0, height // 4, 0, height * 3 // 4), (width, height, width, 0)
    return image.transform(image.size, Image.Transform.QUAD, (*near, *far), _CUBIC)


def _noisy(image: Image.Image, level: float) -> Image.Image:
    """Return a picture with a sensor's noise."""
    noise = np.random.default_rng(2).standard_normal((image.height, image.width, 1), np.float32)
    pixels = np.asarray(image, np.float32) + level * noise
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
