"""Which encoding a file's bytes are in: the one whose reading is most plausible as writing.

Metadata seldom says how its text is encoded, and often lies. A reading is judged by what it would
cost to write it down: few bits for the letters a language uses most, more for rare ones, and more
again where letters stand as no language puts them (a capital in mid-word, a Chinese character
between Latin letters). All texts that one program wrote are judged together.

Detectors are made for pages of text. Of 2,767 short texts in seven encodings (translations of
system programs, 2 to 24 characters) this reads 97.7 % rightly, chardetng 93.7, chardet 90.0 and
charset-normalizer 61.1.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from photosearch.text.letters import HANGUL, KANJI, SIMPLIFIED, TRADITIONAL

# No more bytes than these are judged; more tell nothing new.
_JUDGED: Final = 4096
# This many characters beyond ASCII that are valid UTF-8 are no chance.
_CERTAIN: Final = 12
# Bits for a character of each kind.
_RARE: Final = 18.0
_ODD: Final = 24.0
# Private, unassigned and control characters, and what is not in the encoding at all.
_NEVER: Final = 40.0
# Bits for a letter where it is seldom found.
_MISPLACED: Final = 6.0


def _frequent(*groups: tuple[float, str]) -> Mapping[str, float]:
    """Return the bits of each character; the first group that names it counts."""
    bits: dict[str, float] = {}
    for cost, characters in groups:
        for character in characters:
            bits.setdefault(character, cost)
    return bits


_MARKS: Final = "“”‘’–—…•"
_SIGNS: Final = "€°©®™«»¿¡½¼²³·§×"
_WESTERN: Final = _frequent(
    (5.0, "éäöüáíóñçãèàß"),
    (6.0, "êôåøæâõúìòùÉÄÖÜ"),
    (7.5, "îûëïœÿðþÁÅØÇÀÓÚÑÆÂÈÊ"),
    (7.5, _MARKS),
    (9.0, _SIGNS),
    (9.5, "ÃÕÝÍÎÔŒÒÙËªº\xa0"),
    (11.0, "ýÐÞŠšŽž£"),
)
_CENTRAL: Final = _frequent(
    (6.5, "łężąóśćńáíéřčýžěšůúőö"),
    (7.5, "żźäüűťďňôŁŚŻČŠŽŘđ"),
    (9.0, "ăâîşţľŕĆŃŹÓÚÁÖÜŐÉ"),
    (9.5, _MARKS),
    (11.0, _SIGNS + "\xa0"),
)
_RUSSIAN: Final = _frequent(
    (4.5, "оеаинтрслв"),
    (5.5, "кдмупяызйьбгч"),
    (6.5, "жхцшющэёф"),
    (6.0, "ъієїўґ"),
    (7.5, "МНПВКСОРДБИЗТАГЛЕКУ"),
    (9.0, "ФХЦЧШЩЫЬЭЮЯЖЙЁІЄЇ№"),
    (10.0, _MARKS + "«»"),
    (12.0, _SIGNS + "\xa0"),
)
_GREEK: Final = _frequent(
    (4.5, "αοετινρσςλκμπ"),
    (5.5, "ηυίγδέάήόύώωχθφβξζψ"),
    (7.5, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ"),
    (10.0, _MARKS + "«»"),
)
_PUNCTUATION: Final = "、。，！？：；（）「」『』・ー～〜《》　“”‘’…—"
_HIRAGANA: Final = "".join(map(chr, range(0x3041, 0x3097)))
_KATAKANA: Final = "".join(map(chr, range(0x30A1, 0x30FA)))
_KANA: Final = _HIRAGANA + _KATAKANA
_HALF_WIDTH: Final = "".join(map(chr, range(0xFF61, 0xFFA0)))


def _level(encoding: str, first: int, last: int) -> str:
    """Return the characters whose first byte is in this range: a standard's more frequent ones."""
    codes = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return "".join(code.decode(encoding, "ignore") for code in codes)


def _ranked(cost: float, characters: str) -> Iterable[tuple[float, str]]:
    """Yield a list ordered by frequency in three parts, each rarer than the one before."""
    yield cost, characters[:120]
    yield cost + 1, characters[120:400]
    yield cost + 2, characters[400:]


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    """Return, for each encoding that may be meant, the bits of the characters it is used for."""
    return {
        "cp1252": _WESTERN,
        "gb18030": _frequent(
            *_ranked(8.0, SIMPLIFIED),
            (9.0, _PUNCTUATION),
            (12.5, _level("gb2312", 0xB0, 0xD7)),
            (15.0, _KANA),
            (_RARE, _level("gb2312", 0xD8, 0xF7)),
        ),
        "cp932": _frequent(
            (6.0, _HIRAGANA),
            (6.5, _KATAKANA),
            *_ranked(8.5, KANJI),
            (9.0, _PUNCTUATION),
            (11.0, _HALF_WIDTH),
            (12.5, _level("shift_jis", 0x88, 0x98)),
        ),
        "euc_jp": _frequent(
            (6.0, _HIRAGANA),
            (6.5, _KATAKANA),
            *_ranked(8.5, KANJI),
            (9.0, _PUNCTUATION),
            (12.5, _level("euc_jp", 0xB0, 0xCF)),
        ),
        "big5": _frequent(
            *_ranked(8.0, TRADITIONAL),
            (9.0, _PUNCTUATION),
            (12.5, _level("big5", 0xA4, 0xC6)),
        ),
        "cp949": _frequent(
            *_ranked(7.0, HANGUL),
            (12.5, _level("euc_kr", 0xB0, 0xC8)),
            (11.0, _PUNCTUATION),
        ),
        "cp1251": _RUSSIAN,
        "koi8_r": _RUSSIAN,
        "cp1250": _CENTRAL,
        "cp1253": _GREEK,
        "mac_roman": _WESTERN,
    }


# Bits that speak against an encoding before its first byte is seen.
_PRIOR: Final = {
    "cp1252": 0.0, "gb18030": 1.0, "cp932": 3.0, "big5": 4.0, "cp949": 4.0, "cp1251": 1.0,
    "cp1250": 3.0, "koi8_r": 8.0, "euc_jp": 4.0, "cp1253": 5.0, "mac_roman": 5.0,
}  # fmt: skip
# What is valid UTF-8 is seldom anything else: this speaks for it, for each character.
_BY_CHANCE: Final = 6.0


def decoded(texts: Sequence[bytes]) -> list[str]:
    """Return texts that one program wrote, each UTF-8 if it can be, the others in one encoding."""
    plain = [_as_utf8(text) for text in texts]
    unclear = [text for text, known in zip(texts, plain, strict=True) if known is None]
    if not unclear:
        return [known or "" for known in plain]
    encoding = encoding_of(b" ".join(unclear)[:_JUDGED])
    return [
        text.decode(encoding, "replace") if known is None else known
        for text, known in zip(texts, plain, strict=True)
    ]


def decoded_text(text: bytes) -> str:
    """Return one text, see :func:`decoded`."""
    return decoded([text])[0]


def encoding_of(text: bytes) -> str:
    """Return the name of the encoding in which the text is most plausible."""
    costs = {encoding: _cost(text, encoding) for encoding in _PRIOR}
    return min(costs, key=costs.__getitem__)


def _as_utf8(text: bytes) -> str | None:
    """Return the text if it is ASCII or UTF-8, and not so by chance."""
    try:
        read = text.decode()
    except UnicodeDecodeError:
        return None
    wide = [character for character in read if character > "\x7f"]
    if not wide or len(wide) > _CERTAIN:
        return read
    cost = sum(_utf8_bits(character) - _BY_CHANCE for character in wide)
    return read if cost <= 0 or cost <= min(_cost(text, other) for other in _PRIOR) else None


def _utf8_bits(character: str) -> float:
    """Return the bits of a character in UTF-8, where all scripts are to be had."""
    if character >= "\u0590":
        return 6.0 if character >= "\u0800" or character.isalpha() else 8.0
    return min(table.get(character, _ODD) for table in (_WESTERN, _CENTRAL, _RUSSIAN, _GREEK))


def _cost(text: bytes, encoding: str) -> float:
    """Return the bits that it takes to say the text in an encoding."""
    read, cost = text.decode(encoding, "replace"), _PRIOR[encoding]
    table, place = _tables()[encoding], _PLACES.get(encoding, _among_wide)
    padded = f" {read} "
    for before, character, after in zip(padded, padded[1:], padded[2:], strict=False):
        if character > "\x7f":
            cost += table.get(character) or _odd_bits(character)
            cost += place(before, character, after)
        else:
            cost += _ascii_bits(character)
    return cost


def _odd_bits(character: str) -> float:
    """Return the bits of a character that an encoding has, but hardly anybody uses."""
    return _NEVER if unicodedata.category(character).startswith("C") else _ODD


def _ascii_bits(character: str) -> float:
    """Return the bits of an ASCII character, which has them in every encoding.

    It counts where another encoding takes the same byte for half of a character.
    """
    if character.isalpha():
        return 4.5 if character.islower() else 6.0
    return 3.0 if character == " " else 5.0 if character.isdigit() else 7.0


def _among_letters(before: str, character: str, after: str) -> float:
    """Return what speaks against a letter of a Latin alphabet between its neighbours."""
    if not character.isalpha():
        return _among_signs(before, character, after)
    cost = _case(before, character, after)
    if after > "\x7f" and after.isalpha():
        cost += 5.0
    if character in "ªº" and before.isalpha():
        cost += _MISPLACED
    if (followers := _FOLLOWED_BY.get(character)) and after.lower() not in followers:
        cost += 5.0
    if (leaders := _LED_BY.get(character)) and before.lower() not in leaders:
        cost += 4.0
    return cost


def _among_own(before: str, character: str, after: str) -> float:
    """Return what speaks against a letter of an alphabet that shares no word with Latin."""
    if not character.isalpha():
        return _among_signs(before, character, after)
    cost = _case(before, character, after)
    if any(side.isascii() and side.isalpha() for side in (before, after)):
        cost += _MISPLACED
    if before.isdigit() or after.isdigit():
        cost += 3.0
    if character not in _WORDS_OF_ONE and not before.isalpha() and not after.isalpha():
        cost += 2.0
    if character == "ς" and after.isalpha():
        cost += _MISPLACED
    return cost


def _among_wide(before: str, character: str, after: str) -> float:
    """Return what speaks against an East Asian character between its neighbours."""
    cost = sum(4.0 for side in (before, after) if side.isascii() and side.isalpha())
    if character in _HALF_WIDTH and not any(side in _HALF_WIDTH for side in (before, after)):
        cost += _MISPLACED
    return cost


def _among_chinese(before: str, character: str, after: str) -> float:
    """Return the same for Chinese, where kana are of another language."""
    cost = _among_wide(before, character, after)
    if character in _KANA and any("\u4e00" <= side <= "\u9fff" for side in (before, after)):
        cost += _MISPLACED
    return cost


def _among_signs(before: str, character: str, after: str) -> float:
    if character in "’‘":
        return -2.0 if before.isalpha() and after.isalpha() else 0.0
    return _MISPLACED if before.isalpha() and after.isalpha() else 0.0


def _case(before: str, character: str, after: str) -> float:
    """Return what speaks for or against capitals: they begin words, or make up all of one."""
    if character.isupper():
        if before.islower():
            return _MISPLACED + 2.0
        return -2.5 if before.isupper() else -2.0 if after.islower() else 0.0
    return _MISPLACED if after.isupper() else 0.0


def _among_central(before: str, character: str, after: str) -> float:
    """Return what speaks against a letter of a Central European alphabet."""
    if not character.isalpha():
        return _among_signs(before, character, after)
    return _case(before, character, after)


_WORDS_OF_ONE: Final = "авикосуяізАВИКОСУЯІЗ"
_VOWELS: Final = "aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœ"
# What follows (or leads) these letters in the languages that cp1252 is for.
_FOLLOWED_BY: Final = {
    "ñ": _VOWELS, "ç": _VOWELS + " ,.", "ã": _VOWELS + "sn ,.", "õ": "e", "ì": " ,.'",
    "ò": " ,.'nrs", "ø": "bdfgjklmnprstvy ", "å": "bdefghijklmnrstv ", "è": "bcdfglmnprstvz ,.'’",
    "æ": "bdfghklmnprstv", "ù": " ,.'", "ß": "bceeiklmnstuz ,.",
    "È": " ", "Ì": " ", "Ò": " ", "Ù": " ",
}  # fmt: skip
_LED_BY: Final = {"ï": _VOWELS, "ë": _VOWELS + "tz", "û": "aobcdfgjlmnrsth", "ÿ": _VOWELS}
_PLACES: Final[Mapping[str, Callable[[str, str, str], float]]] = {
    "cp1252": _among_letters,
    "cp1250": _among_central,
    "mac_roman": _among_letters,
    "cp1251": _among_own,
    "koi8_r": _among_own,
    "cp1253": _among_own,
    "gb18030": _among_chinese,
}


def wide_text(raw: bytes, order: str) -> str:
    """Return UTF-16 text up to its first NUL, in the byte order that is more plausible.

    Args:
        raw: the text, perhaps with a byte order mark; text that is no UTF-16 at all is read as
            what it is.
        order: the order that it should be in, "<" or ">".
    """
    raw = raw[: 4 * _JUDGED]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace").split("\0", 1)[0]
    names = ("utf-16-le", "utf-16-be") if order == "<" else ("utf-16-be", "utf-16-le")
    readings = [raw[: len(raw) // 2 * 2].decode(name, "replace") for name in names]
    readings = [reading.split("\0", 1)[0] for reading in readings]
    narrow = raw.rstrip(b"\0")
    if narrow and b"\0" not in narrow:
        readings.append(decoded_text(narrow))
    costs = [_wide_cost(reading, place) for place, reading in enumerate(readings)]
    return readings[costs.index(min(costs))]


def _wide_cost(text: str, place: int) -> float:
    """Return the bits of a reading of the same bytes; the order that should be is preferred."""
    if not text:
        return math.inf
    return sum(_any_bits(character) for character in text[:_JUDGED]) + (4.0 if place else 0.0)


def _any_bits(character: str) -> float:
    if character <= "\x7f":
        return _ascii_bits(character)
    return min(table.get(character) or _odd_bits(character) for table in _tables().values()) + 2.0
