"""The piece of a text that a question asks for: a number, a total, a date, a phone number.

Pure functions from the lines read in a picture, from the top, to what was asked. Which pieces there
are stands in ``PIECES``. A line that names the piece ("Total", 电话) counts first, with the line below
it; then what looks like one; a piece that is not there is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from photosearch.types import TextLine

_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE: Final = (
    r"(?<!\d)(?:\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTHS}\.?,? \d{{2,4}}|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTHS}\b|\d{{4}}年\d{{1,2}}月|\d{{1,2}}月\d{{1,2}}[日号])(?![\d.]\d)"
)
_CLOCK: Final = r"(?<![\d.])(?:[01]?\d|2[0-4])(?:[:：][0-5]\d(?:[:：][0-5]\d)?(?:\s?[ap]\.?m\.?)?|\s?[ap]\.?m\.?(?![a-z])|点(?:\d{1,2}分|半)?)"
_HOURS: Final = rf"{_CLOCK}(?:\s?(?:[-–—~至到]|to|until)\s?{_CLOCK})?|(?<![\d.])\d{{1,2}}\s?[-–—]\s?\d{{1,2}}\s?(?:h|uhr|点|o'clock)"
_SIGN: Final = r"(?:[$€£¥￥₹]|US\$|EUR|USD|GBP|CHF|CNY|RMB|JPY|HKD|TWD|Rs\.?)"
_FIGURE: Final = r"(?:\d{1,3}(?:[,.' ]\d{3})+|\d+)(?:[.,]\d{1,2})?(?![\d%])"
_AMOUNT: Final = (
    rf"{_SIGN}\s?{_FIGURE}|(?<![\d.,]){_FIGURE}\s?(?:{_SIGN}|元|圆|块|円|欧|美元|dollars?|euros?)"
    r"|(?<![\d.,])(?:\d{1,3}(?:[,.' ]\d{3})+|\d+)[.,]\d{2}(?![\d%.,])"
)
_EMAIL: Final = r"[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+"
_URL: Final = r"https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+|(?<![@\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|app|cn|de|uk|fr|it|es|jp|tw|hk|eu|info|me|shop)(?:\.[a-z]{2})?(?:/[^\s<>\"“”]*)?(?![\w@])"
_PHONE: Final = r"(?<![\d.,])(?:\+|00)?\(?\d[\d\s()/.-]{5,24}\d(?![\d.,]*\d)"
_PLATE: Final = (
    r"[\u4e00-\u9fff][A-Z]\s?[·.\s-]?\s?[A-Z0-9]{5,6}|(?<![A-Z0-9])(?=[A-Z0-9 ·-]*[A-Z])(?=[A-Z0-9 ·-]*\d)"
    r"[A-Z0-9]{1,4}(?:[ ·-][A-Z0-9]{1,5}){1,2}(?![A-Z0-9])|(?<![A-Z0-9])(?:[A-Z]{1,3}\d{2,4}[A-Z]{0,3}|\d{1,4}[A-Z]{2,3}\d{0,4})(?![A-Z0-9])"
)
_FLIGHT: Final = r"(?<![A-Z0-9])(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\s?\d{2,4}(?![A-Z0-9])"
_SEAT: Final = r"(?<![A-Z0-9])\d{1,3}\s?[A-K](?![A-Z0-9])"
_SHORT_CODE: Final = r"(?<![A-Z0-9])[A-Z]?\d{1,4}[A-Z]?(?![A-Z0-9.,:])"
_SCORE: Final = r"(?<![\d.:-])\d{1,3}\s?[-:–]\s?\d{1,3}(?![\d.:-])"
_NUMBER: Final = r"(?<![\d.,A-Za-z])(?:[A-Z]{1,4}[- ]?)?\d{1,20}(?:[-/]\d{2,})*(?![\d%]|[.,]\d)"
_STREET: Final = (
    r".*\d.*(?:street|st\.|st\b|road|rd\b|avenue|ave\b|lane|drive|square|boulevard|blvd|stra(?:ß|ss)e|str\.|platz|weg|allee|gasse|rue|via|calle|plaza|piazza).*"
    r"|.*(?:street|road|avenue|stra(?:ß|ss)e|str\.|platz|weg|allee|rue|via|calle|plaza|piazza)\b.*\d.*|.*[\u4e00-\u9fff]+(?:路|街|道|巷|弄|大道|胡同).*\d*.*号?.*"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a piece is called in texts, what it looks like, and what looks like it but is none."""

    labels: str
    looks: str
    no_label: str = r"(?!)"
    by_looks: bool = True


_PIECES: Final = {
    "email": _Piece(r"e-?mail|邮箱|电邮|邮件", _EMAIL),
    "url": _Piece(r"web(?:site)?|url|http|网址|网站|官网", _URL),
    "phone": _Piece(r"tele(?:phone|fon)|tel\b|phone|mobile|mobil|handy|cell|call|fax|电话|手机|热线|座机|联系方式", _PHONE),
    "total": _Piece(
        r"(?:grand )?total|sum(?:me)?\b|amount(?: due| paid)?|balance(?: due)?|to pay|gesamt|betrag|合计|总计|总额|总价|共计|实付|实收|应付|应收|金额|价税合计|小写",
        _AMOUNT, r"sub\s?-?total|zwischensumme|tax|vat|mwst|小计|税额|change|找零|rückgeld",
    ),
    "price": _Piece(r"price|preis|cost|only|just|now|价格|价钱|售价|特价|单价|现价", _AMOUNT),
    "date": _Piece(r"date|datum|valid|expir|issued|日期|时间|有效期|开票", _DATE),
    "time": _Piece(r"time|hours?|open|depart|arriv|board|uhr|开放|营业|时间|出发|到达|登机", _HOURS),
    "plate": _Piece(r"(?!)", _PLATE),
    "flight": _Piece(r"flight|flug|航班", _FLIGHT),
    "gate": _Piece(r"gate|登机口|ausgang", _SHORT_CODE, by_looks=False),
    "room": _Piece(r"room|zimmer|suite|房间?号?|室", _SHORT_CODE, by_looks=False),
    "seat": _Piece(r"seat|sitz|座位|座号", _SEAT),
    "platform": _Piece(r"platform|track|gleis|站台|检票口", _SHORT_CODE, by_looks=False),
    "score": _Piece(r"score|final|比分|result", _SCORE),
    "number": _Piece(
        r"no\b\.?|nr\b\.?|num(?:ber)?\b|№|#|invoice|order|ref(?:erence)?\b|receipt|ticket|serial|id\b|号码|编号|单号|订单|票号|流水",
        _NUMBER, r"tel|phone|fax|vat|tax|date|time|total|amount|电话|税|日期|金额",
    ),
}  # fmt: skip
# A code stands after its name, whatever it looks like.
_NAMED: Final = {
    "password": r"(?:pass\s?-?\s?word|passwort|passphrase|pass(?:code)?|pwd|pw|wi-?fi(?: key)?|wpa2?|key|pin(?: code)?|密码|口令)",
    "code": r"(?:(?:pin|access|entry|door|discount|promo|booking|confirmation|coupon|security|zip|post) ?code|code|pin|验证码|邀请码|优惠码|代码|密码)",
    "name": r"(?:full |first |last |sur)?name\b|nom\b|姓名|名字|名称",
}  # fmt: skip
PIECES: Final = frozenset({*_PIECES, *_NAMED, "address", "title", "text"})

# What is written in capitals only.
_CAPITALS: Final = frozenset({"plate", "flight", "seat", "gate", "number"})


def extract(piece: str, lines: Sequence[TextLine]) -> str | None:
    """Return a piece of a text as it stands there, or None if there is none.

    Args:
        piece: one of ``PIECES``; ``text`` is all of it.
        lines: what was read, from the top.
    """
    if piece == "text":
        return " ".join(line.text for line in lines) or None
    if piece == "title":
        return max(lines, key=_height).text if lines else None
    if piece == "address":
        return _address([line.text for line in lines])
    texts = [line.text for line in lines]
    if piece in _NAMED:
        return _after_name(_NAMED[piece], texts)
    return _like(piece, texts)


def line_with(part: str, lines: Sequence[TextLine]) -> str:
    """Return the line in which a piece stands; "" if it makes up the line, or several."""
    found = next((line.text for line in lines if part in line.text), "")
    return "" if found == part else found


def _height(line: TextLine) -> float:
    return line.box[3] - line.box[1]


def _like(piece: str, texts: Sequence[str]) -> str | None:
    """Return the piece of a line that is named so, else the one that looks most like it."""
    kind = _PIECES[piece]
    for near in _named_lines(kind, texts):
        found = _all(piece, kind, near)
        if found:
            return _best(piece, found, last=piece == "total")
    if not kind.by_looks:
        return None
    found = [one for text in texts for one in _all(piece, kind, text)]
    return _best(piece, found, last=False) if found else None


def _named_lines(kind: _Piece, texts: Sequence[str]) -> Iterator[str]:
    """Yield lines from their label on, then the line below such a one."""
    label = re.compile(rf"(?<![a-z])(?:{kind.labels})", re.IGNORECASE)
    no_label = re.compile(kind.no_label, re.IGNORECASE)
    named: list[tuple[int, str, str]] = []
    for at, text in enumerate(texts):
        match, other = label.search(text), no_label.search(text)
        if match is not None and (other is None or other.start() > match.start()):
            named.append((at, text[match.end() : other and other.start()], text[: match.start()]))
    # The last total is the one that counts.
    for at, after, before in reversed(named) if "total" in kind.labels else named:
        yield after
        yield before
        if at + 1 < len(texts):
            yield texts[at + 1]


def _all(piece: str, kind: _Piece, text: str) -> list[str]:
    flags = re.IGNORECASE if piece not in _CAPITALS else 0
    if piece in ("number", "phone"):  # what is a date, a time, or an amount is none
        for other in (_DATE, _CLOCK, _AMOUNT, _EMAIL) if piece == "number" else (_DATE, _EMAIL):
            text = re.sub(other, lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)
    found = [match[0].strip(" .,:;") for match in re.finditer(kind.looks, text, flags)]
    if piece == "phone":
        found = [one for one in found if 7 <= sum(map(str.isdigit, one)) <= 15]
    return found


def _best(piece: str, found: Sequence[str], *, last: bool) -> str:
    match piece:
        case "total":
            return found[-1] if last else max(found, key=_worth)
        case "number":
            return max(found, key=lambda one: sum(map(str.isdigit, one)))
        case _:
            return found[0]


def _worth(amount: str) -> float:
    figure = re.sub(r"[^\d.,]", "", amount)
    whole, _, cents = figure.replace(",", ".").rpartition(".")
    if not whole or len(cents) > 2:
        return float(re.sub(r"\D", "", figure) or 0)
    return float(f"{re.sub('[.]', '', whole)}.{cents or 0}")


def _after_name(name: str, texts: Sequence[str]) -> str | None:
    """Return what stands after a name and a colon, or in the line below it."""
    pattern = re.compile(rf"(?:{name})\s*(?:is|为|是)?\s*[:：=]?\s*(.*)", re.IGNORECASE)
    for at, text in enumerate(texts):
        match = pattern.search(text)
        if match is None:
            continue
        rest = match[1].strip(" :：=-")
        if rest:
            return rest
        if at + 1 < len(texts):
            return texts[at + 1].strip()
    return None


def _address(texts: Sequence[str]) -> str | None:
    """Return a street with its number, and the town in the line below it."""
    street = re.compile(_STREET, re.IGNORECASE)
    for at, text in enumerate(texts):
        if street.fullmatch(text) is None or re.search(_EMAIL, text):
            continue
        plain = re.sub(r"(?i)\A(?:address|adresse|addr\.?|地址|住址)\s*[:：]?\s*", "", text)
        below = texts[at + 1] if at + 1 < len(texts) else ""
        town = re.fullmatch(r"(?:[A-Z]{1,2}-)?\d{4,6} \S.*|\S.*,? [A-Z]{2} \d{5}(?:-\d{4})?", below)
        return f"{plain}, {below}" if town else plain
    return _after_name(r"(?<![a-z])(?:address|adresse|地址|住址)", texts)
