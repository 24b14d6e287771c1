"""The telling words of a text, for the literal match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from photosearch.text.folding import CAMEL, fold, is_unspaced, tokens

# Words that say nothing of a photo, and so need not stand in its title.
STOP_WORDS: Final = frozenset(
    {
        "a", "an", "and", "another", "are", "as", "at", "be", "being", "by", "for", "from", "has",
        "have", "he", "her", "him", "his", "i", "in", "into", "is", "it", "its", "me", "my", "near",
        "next", "of", "on", "or", "other", "our", "out", "over", "she", "some", "that", "the",
        "their", "them", "there", "they", "this", "through", "to", "us", "very", "was", "we",
        "were", "which", "while", "who", "with", "you", "your",
        "photo", "photos", "picture", "pictures", "image", "images",
    }
)  # fmt: skip
# What parts words, other than spaces. What joins them stays: t-shirt, O'Brien, IMG_1234.jpg, C++.
_BETWEEN = re.compile(
    r"""[\s,;:!?()\[\]{}<>"“”„…|/\\，。；：！？（）［］【】《》「」『』、〝〞＂]+"""
)
_POSSESSIVE = re.compile(r"(?<=\w)['’＇](?:s|S)?\Z")
# Words that begin or end with what is glue elsewhere.
_HAN_WHOLE: Final = (
    "上海|上饶|上虞|上衣|上午|上学|上班|上帝|下午|下雨|下雪|下班|下关|地下|天下|里斯本|里昂|里约|里加"
    "|里尔|公里|邻里|和平|和服|和尚|和谐|和田|和歌山|温和|正方形|正面|正月|正装|着火|着陆|穿着|衣着"
    "|沉着|有轨|有机|有马|了解|的士|目的|在线|是非|与会|把手|火把|被子|棉被|跟踪|于是|这里|那里|哪里"
)
_HAN_GLUE = re.compile(
    rf"(?P<whole>{_HAN_WHOLE})|照片|图片|拍的|[的了着在上下里和与是有这那很正于把被给跟]"
    r"|[一两几二三四五六七八九十百数半每某]+[个只条张位名群辆片座本朵棵件头匹双对杯盘块根排堆栋幅]"
)
# Endings and particles of Japanese; a single hiragana says nothing either.
_KANA_GLUE = re.compile(
    "から|まで|です|ます|した|して|する|いる|ある|ない|という|との|には|では|へは|より|など|いた|きた"
    "|った|って|られ|れた|らの|での|への"
)


def terms(text: str) -> tuple[str, ...]:
    """Return the telling words of a text in any language, each once.

    What is written without a space is one: ``t-shirt``, ``IMG_1234.jpg``. They are lower case, save
    for words written as one (SummerHoliday), whose capitals tell where the next begins.
    """
    found: dict[tuple[str, ...], str] = {}
    for chunk in _BETWEEN.split(text):
        for term in _telling(chunk):
            found.setdefault(tokens(term), term if CAMEL.search(term) else term.lower())
    return tuple(found.values())


def _telling(chunk: str) -> Iterator[str]:
    for script, letters in groupby(_POSSESSIVE.sub("", chunk), _script):
        run = "".join(letters)
        match script:
            case "han":
                yield from _between_glue(run)
            case "hiragana":
                if len(run) > 1 and not _KANA_GLUE.fullmatch(run):
                    yield run
            case _:
                if _is_telling(run):
                    yield run.strip("-_.'’")


def _script(letter: str) -> str:
    """Return which of the scripts that no space parts a letter is of; "" for all others."""
    if letter < "\u0e00":
        return ""
    if "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter in "々〆〇":
        return "han"
    if "\u3041" <= letter <= "\u309f":
        return "hiragana"
    if "\u30a0" <= letter <= "\u30ff" or "\uff66" <= letter <= "\uff9f":
        return "katakana"
    return "other" if is_unspaced(letter) else ""


def _between_glue(run: str) -> Iterator[str]:
    """Yield what is no glue of a run of Han characters; glue is known in simplified ones."""
    folded, place = fold(run), 0
    for match in _HAN_GLUE.finditer(folded if len(folded) == len(run) else run):
        if match["whole"]:
            continue
        if run[place : match.start()]:
            yield run[place : match.start()]
        place = match.end()
    if run[place:]:
        yield run[place:]


def _is_telling(run: str) -> bool:
    found = tokens(run)
    if len(found) != 1:
        return bool(found)
    (word,) = found
    return word not in STOP_WORDS and (len(word) > 1 or not word.isascii() or not word.isalnum())
