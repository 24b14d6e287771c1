"""Rules that turn what is said of photos into what people type, and into what is not true of them.

Captions are sentences; people ask for a thing, a thing with an attribute, somebody who does
something. And a caption in which one word is another (the colour, the number, who it is, where)
tells what a photo does not show, though it says nearly the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

from tokenizers import Tokenizer

_COLOURS: Final = (
    "red|blue|green|yellow|black|white|brown|pink|orange|purple|gray|grey|tan|blond|blonde"
)
_ADJECTIVES: Final = (
    f"{_COLOURS}|big|small|little|large|wooden|old|young|striped|spotted|long|dirty|colorful"
    "|bright|dark|tall"
)
_SOMEBODY: Final = (
    "man|woman|boy|girl|child|baby|toddler|person|people|men|women|boys|girls|children|kids|dog"
    "|dogs|couple|lady|guy|player|horse|cat|bird"
)
_WORN: Final = "shirt|dress|hat|suit|jacket|car|dog|ball|pants|shorts|hair|bike|coat|helmet|uniform"
_THING: Final = rf"(?:(?:{_ADJECTIVES}) ){{1,3}}[a-z]{{3,}}(?: (?:{_WORN}))?"
_JOINT: Final = (
    "a|an|the|on|in|through|with|at|over|into|down|up|his|her|on a|on the|in the|in a|through the"
    "|in front of a"
)
_ENGLISH: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_THING}\b",
        rf"\b(?:{_SOMEBODY}) (?:in|with|wearing|holding|on) (?:a |an |the |his |her |some )?"
        rf"(?:{_THING}|[a-z]{{3,}})\b",
        rf"\b(?:{_SOMEBODY}) (?:is |are )?[a-z]{{3,}}ing"
        rf"(?: (?:{_JOINT})){{0,2}}(?: [a-z]{{3,}})?\b",
        r"\b[a-z]{3,}ing (?:a |an |the |in |on |through |with ){0,2}(?:a |an |the )?[a-z]{3,}\b",
    )
)
_UNFINISHED: Final = re.compile(
    r" (?:the|and|with|while|that|his|her|for|from|into|over|through|their|other|another|large"
    r"|small|which)$"
)
_LONGEST_QUERY: Final = 7
_CHINESE_COLOURS: Final = "红蓝绿黄黑白棕粉橙紫灰"
_HAN_WORD: Final = re.compile("[\u4e00-\u9fff]{1,4}")
_NO_THING: Final = frozenset("的在和着一小大")
_CHINESE_ACTION: Final = re.compile(
    "[\u4e00-\u9fff]{0,2}((?:男人|女人|男孩|女孩|孩子|人|狗|小孩)(?:正?在)?[\u4e00-\u9fff]{2,6})$"
)
# What one word of a caption may be exchanged for.
_GROUPS: Final = tuple(
    tuple(group.split())
    for group in (
        "red blue green yellow black white brown pink orange purple gray",
        "man woman boy girl", "men women boys girls", "one two three four five",
        "dog cat horse", "dogs cats horses", "left right", "young old", "small big", "little large",
        "sitting standing running jumping walking lying sleeping swimming climbing riding",
        "sits stands runs jumps walks lies swims climbs rides", "in under behind",
        "snow grass sand water", "beach forest street mountain field park", "his her",
    )
)  # fmt: skip
_OTHERS: Final = {word: [o for o in group if o != word] for group in _GROUPS for word in group}
_LESS_TELLING: Final = frozenset(("in", "his", "her"))
_CHINESE_GROUPS: Final = tuple(
    tuple(group.split())
    for group in (
        " ".join(_CHINESE_COLOURS), "男孩 女孩", "男人 女人", "一 两 三 四", "坐 站 躺 跑 跳",
        "雪地 草地 沙滩 水里", "狗 猫 马", "海边 街上 山上 森林里 公园", "前面 后面 上面 下面",
    )
)  # fmt: skip


def label_phrases(english: str, chinese: str) -> tuple[list[str], list[str]]:
    """Return how people may ask for what a label names, in English and in Chinese."""
    a = f"{'an' if english[0].lower() in 'aeiou' else 'a'} {english}"
    in_english = [
        english, english.lower(), f"a photo of {a}", a, f"photo of {english}",
        f"picture of {english}", f"{english} photo", f"the {english}", f"there is {a}",
    ]  # fmt: skip
    in_chinese = [
        chinese, f"{chinese}的照片", f"一张{chinese}的照片", f"有{chinese}的照片",
        f"拍的{chinese}", f"这是{chinese}",
    ]  # fmt: skip
    return list(dict.fromkeys(in_english)), in_chinese


def short_queries(caption: str) -> set[str]:
    """Return things with attributes, and who does or wears what, of an English caption."""
    found: set[str] = set()
    for pattern in _ENGLISH:
        for match in pattern.findall(caption.lower()):
            query = match.replace(" is ", " ").replace(" are ", " ").strip()
            if not _UNFINISHED.search(query) and 2 <= len(query.split()) <= _LONGEST_QUERY:
                found.add(query)
    return found


def short_chinese_queries(caption: str, tokenizer: Tokenizer) -> set[str]:
    """Return the same of a Chinese caption, whose words a tokenizer tells apart."""
    found = set()
    words = tokenizer.encode(caption, add_special_tokens=False).tokens
    for start, word in enumerate(words):
        if word[0] in _CHINESE_COLOURS and len(word) <= 3:
            rest = words[start + 1 :]
            while rest and rest[0] in ("色", "的"):
                word += rest.pop(0)
            if rest and _HAN_WORD.fullmatch(rest[0]) and rest[0] not in _NO_THING:
                found.add(word + rest[0])
    if action := _CHINESE_ACTION.search(caption.rstrip("。 ")):
        found.add(action[1])
    return found


def exchanged(caption: str, rng: random.Random) -> str | None:
    """Return an English caption with one word exchanged, so that it is not true any more."""
    words = caption.split(" ")
    bare = [word.lower().strip(".,") for word in words]
    places = [place for place, word in enumerate(bare) if word in _OTHERS]
    telling = [place for place in places if bare[place] not in _LESS_TELLING] or places
    if not telling:
        return None
    place = rng.choice(telling)
    words[place] = rng.choice(_OTHERS[bare[place]])
    return " ".join(words)


def exchanged_chinese(caption: str, rng: random.Random) -> str | None:
    """Return the same of a Chinese caption."""
    known = [(word, group) for group in _CHINESE_GROUPS for word in group if word in caption]
    if not known:
        return None
    word, group = rng.choice(known)
    return caption.replace(word, rng.choice(_other(group, word)), 1)


def _other(group: Sequence[str], word: str) -> list[str]:
    return [one for one in group if one != word]
