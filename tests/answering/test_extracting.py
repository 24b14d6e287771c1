"""The piece of a text that was asked for is found in what was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.answering.extracting import PIECES, extract, line_with
from photosearch.types import TextLine

RECEIPT = """CAFE LUNA
Lindenstraße 12
10969 Berlin
Receipt No. 4711
14.05.2023 18:42
2 Espresso 5.00
1 Croissant 2.80
Subtotal 7.80
VAT 7% 0.55
TOTAL EUR 8.35
Cash 10.00
Change 1.65
Tel. 030 1234567
hello@cafe-luna.de www.cafe-luna.de"""
INVOICE = """上海好味餐饮有限公司
地址:南京西路1266号
电话:021-62881234
订单编号:20230514008
日期:2023年5月14日
宫保鸡丁 38.00
小计 76.00
合计 ¥86.50"""
BOARDING = """BOARDING PASS
NAME
MUELLER/ANNA
FLIGHT LH 1234
GATE B22 SEAT 14C
14 MAY 2023
BOARDING TIME 17:35"""
ROUTER = """FRITZ!Box 7590
WLAN-Name: Zuhause
Password:
geheim-4711-xyz"""
SHOP = """Open
Mon-Fri 9:00 - 18:30
Sat 10am"""


def lines(text: str) -> tuple[TextLine, ...]:
    """Return lines as they are read, the first of them twice as large."""
    rows = text.splitlines()
    return tuple(
        TextLine(row, 1.0, (0.0, at / 20, 1.0, at / 20 + (0.05 if at == 0 else 0.025)))
        for at, row in enumerate(rows)
    )


@pytest.mark.parametrize(
    ("piece", "text", "found"),
    [
        ("number", RECEIPT, "4711"),
        ("total", RECEIPT, "EUR 8.35"),
        ("date", RECEIPT, "14.05.2023"),
        ("time", RECEIPT, "18:42"),
        ("phone", RECEIPT, "030 1234567"),
        ("email", RECEIPT, "hello@cafe-luna.de"),
        ("url", RECEIPT, "www.cafe-luna.de"),
        ("address", RECEIPT, "Lindenstraße 12, 10969 Berlin"),
        ("title", RECEIPT, "CAFE LUNA"),
        ("number", INVOICE, "20230514008"),
        ("total", INVOICE, "¥86.50"),
        ("phone", INVOICE, "021-62881234"),
        ("date", INVOICE, "2023年5月14日"),
        ("address", INVOICE, "南京西路1266号"),
        ("flight", BOARDING, "LH 1234"),
        ("gate", BOARDING, "B22"),
        ("seat", BOARDING, "14C"),
        ("date", BOARDING, "14 MAY 2023"),
        ("time", BOARDING, "17:35"),
        ("name", BOARDING, "MUELLER/ANNA"),
        ("password", ROUTER, "geheim-4711-xyz"),
        ("time", SHOP, "9:00 - 18:30"),
        ("text", SHOP, "Open Mon-Fri 9:00 - 18:30 Sat 10am"),
        ("number", "receipt 4711, total 12.50", "4711"),
        ("total", "receipt 4711, total 12.50", "12.50"),
        ("total", "A 3.20\nB 17.00\nC 1.10", "17.00"),
        ("total", "Total\n1,234.50", "1,234.50"),
        ("total", "实付金额 ￥128", "￥128"),
        ("price", "Sneakers\n$ 59.90\nwas $ 79.90", "$ 59.90"),
        ("price", "苹果 5.8元/斤", "5.8元"),
        ("number", "23", "23"),
        ("number", "MILLER\n10", "10"),
        ("plate", "B MW 1234", "B MW 1234"),
        ("plate", "沪A·12345", "沪A·12345"),
        ("plate", "7ABC123", "7ABC123"),
        ("score", "HOME 3 - 1 AWAY", "3 - 1"),
        ("date", "Best before 03/2024\nMay 3, 2023", "May 3, 2023"),
        ("phone", "Call us: +49 (0)30 / 123 456 78", "+49 (0)30 / 123 456 78"),
        ("code", "Your booking code: XK7-99P", "XK7-99P"),
        ("platform", "Gleis 7", "7"),
        ("room", "Zimmer 304", "304"),
        ("phone", "CAFE LUNA\n14.05.2023", None),
        ("email", "no mail here", None),
        ("total", "thank you", None),
        ("gate", "ticket 12", None),
        ("number", "open daily", None),
        ("number", "", None),
        ("title", "", None),
        ("text", "", None),
    ],
)
def test_a_piece_of_a_text(piece: str, text: str, found: str | None) -> None:
    assert extract(piece, lines(text)) == found


def test_the_line_of_a_piece_is_told_unless_it_is_the_piece() -> None:
    assert line_with("4711", lines(RECEIPT)) == "Receipt No. 4711"
    assert line_with("CAFE LUNA", lines(RECEIPT)) == ""


@given(st.sampled_from(sorted(PIECES)), st.lists(st.text(max_size=60), max_size=6))
def test_any_text_is_safe(piece: str, texts: list[str]) -> None:
    rows = lines("\n".join(" ".join(text.split()) for text in texts))
    found = extract(piece, rows)
    assert found is None or isinstance(found, str)
