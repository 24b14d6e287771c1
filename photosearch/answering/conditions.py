"""Conditions in the words of a question that a filter of the search language says.

"videos of the concert" → type:video, "without people" → -people, "rated five stars" → rating:5,
没有位置的照片 → -has:gps. What is not sure to mean a filter stays in the text, which is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

from photosearch.query.language import FORMATS, SYNONYMS, Kind

# The filter that a match says, or "" for none.
_Making: TypeAlias = Callable[[re.Match[str]], str]

_PHOTOS: Final = r"(?:photos?|pictures?|pics?|images?|shots?|files?)"
_STARS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "一": 1, "两": 2, "二": 2, "三": 3,
    "四": 4, "五": 5,
}  # fmt: skip
# What a photo has or lacks, by its words in both languages.
_HAD: Final = (
    (r"dates?|time ?stamps?|日期|时间|拍摄(?:时间|日期)", "date"),
    (r"gps(?: data)?|locations?(?: data)?|positions?|places?|coordinates|geo ?tags?|位置|定位|地点|坐标|gps信息", "gps"),
    (r"ratings?|stars?|评分|星级", "rating"),
    (r"text|writing|letters|words|文字|字", "text"),
)  # fmt: skip
_FORMAT: Final = "|".join({*FORMATS, "jpg", "tif"})
# After "without" and one word, the thing has been named.
_NAMED: Final = (
    r"(?=\s*(?:[,;?]|\Z|(?:in|on|at|from|by|during|and|or|near|since|before|after|until|with|taken|that|which|"
    r"who|were|was|is|are|do|does|did|have|has|last|this|today|yesterday)\b))"
)
_NO: Final = r"(?:but without|and without|without|with no|with out|but no|but not|not|no|excluding|except(?: for)?|minus)"
# What a "not" stands before without leaving a thing out.
_NO_THING: Final = frozenset(
    "on in at of the a an any my our to be is are yet only just so very more longer one doubt idea "
    "matter way taken been sure all photo photos picture pictures video videos".split()
)


def conditions(text: str, *, in_chinese: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text without its conditions, and these as filters of the search language."""
    filters: list[str] = []
    for pattern, making in _chinese() if in_chinese else _english():
        while (match := pattern.search(text)) is not None:
            made = making(match)
            if not made:
                break
            filters.append(made)
            text = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(text.split()), tuple(dict.fromkeys(filters))


def _always(made: str) -> _Making:
    return lambda match: made


def _rated(match: re.Match[str]) -> str:
    stars = match["stars"].lower()
    number = _STARS.get(stars) or int(stars)
    return f"rating:{'>=' if match['more'] else ''}{number}" if number <= 5 else ""


def _lacking(match: re.Match[str]) -> str:
    thing = match["thing"].lower()
    return "" if thing in _NO_THING else f"-{thing}"


def _in_folder(match: re.Match[str]) -> str:
    name = (match["one"] or match["other"]).strip(' "“”')
    return f'in:"{name}"' if " " in name else f"in:{name}"


def _format(match: re.Match[str]) -> str:
    named = match["format"].lower()
    return f"type:{SYNONYMS[Kind.TYPE].get(named, named)}"


@cache
def _english() -> tuple[tuple[re.Pattern[str], _Making], ...]:
    had = [
        condition
        for words, value in _HAD
        for condition in (
            (rf"\b{_NO} (?:an? |any |the )?(?:known |given )?(?:{words})\b", f"-has:{value}"),
            (rf"\b(?:with|that have|having|have) (?:an? |any |the |some )?(?:known )?(?:{words})\b(?! of| in| on)", f"has:{value}"),
        )
        # "with stars", "with words" and "with letters" are things that are seen.
        if value in ("date", "gps") or condition[1].startswith("-")
    ]  # fmt: skip
    table: list[tuple[str, _Making]] = [
        (r"\b(?:home |short )?(?:videos?(?: clips?)?|movie clips?)\b(?! (?:games?|consoles?|cameras?))(?: of\b| with\b(?! (?:a |the )?(?:sound|date|gps)))?", _always("type:video")),
        *((pattern, _always(made)) for pattern, made in had),
        (r"\bundated\b", _always("-has:date")),
        (r"\bgeo-?tagged\b", _always("has:gps")),
        (r"\bunrated\b", _always("-has:rating")),
        (r"\b(?:rated |with |of |having |a )?(?:at least )?(?P<stars>[1-5]|one|two|three|four|five)[- ]?stars?\b(?P<more> (?:or|and) (?:more|better|up|above))?(?: ratings?)?(?! hotels?| restaurants?)", _rated),
        (r"\brated (?P<stars>[1-5])(?P<more> (?:or|and) (?:more|better|up|above)|\+)?", _rated),
        (rf"\b(?P<format>{_FORMAT})s?\b(?: (?:format|{_PHOTOS}))?", _format),
        (r"\b(?:in |with )?(?P<way>portrait|landscape|square) (?:format|orientation|mode)\b", lambda m: f"orientation:{m['way'].lower()}"),
        (rf"\b(?P<way>vertical|upright|horizontal)(?: {_PHOTOS}|\s*\Z)", lambda m: f"orientation:{'landscape' if m['way'].lower() == 'horizontal' else 'portrait'}"),
        (r"\b(?:are |lie |is )?(?:in|from|of) (?:the |my |our )?(?:(?:folder|directory) (?:called |named )?(?P<one>\"[^\"]+\"|“[^”]+”|[\w-]+)|(?P<other>[\w-]+) (?:folder|directory))", _in_folder),
        (rf"\b{_NO} (?:an?y? |the |my |our )?(?P<thing>[a-z][a-z'-]+){_NAMED}", _lacking),
    ]  # fmt: skip
    return tuple((re.compile(pattern, re.IGNORECASE), making) for pattern, making in table)


@cache
def _chinese() -> tuple[tuple[re.Pattern[str], _Making], ...]:
    lacks = r"(?:没有|没|无|不带|不含)"
    had = [
        condition
        for words, value in _HAD
        for condition in (
            (rf"{lacks}(?:{words})(?:信息)?(?:的|(?=有|是|多少|几|\Z))", f"-has:{value}"),
            (rf"(?:有|带|含)(?:{words})(?:信息)?的", f"has:{value}"),
        )
    ]
    table: list[tuple[str, _Making]] = [
        (r"(?:小|短)?(?:视频|录像)(?!游戏|通话)", _always("type:video")),
        *((pattern, _always(made)) for pattern, made in had),
        (r"(?:评分|打分|评)?(?:为|是|打了)?(?P<stars>[1-5一二两三四五])(?:颗)?星(?:级)?(?P<more>以上|及以上|或以上)?(?!酒店|级|红旗)(?:的)?", _rated),
        (r"评分(?:为|是|有)?(?P<stars>[1-5])(?:分)?(?P<more>以上|及以上)?(?:的)?", _rated),
        (rf"(?i:(?P<format>{_FORMAT}))(?:格式)?(?:的)?", _format),
        (r"(?:竖拍|竖屏|竖版|竖幅|竖构图|竖着拍)(?:的)?", _always("orientation:portrait")),
        (r"(?:横拍|横屏|横版|横幅构图|横构图|横着拍)(?:的)?", _always("orientation:landscape")),
        (r"(?:在)?(?:文件夹|目录)[“\"「]?(?P<one>[^”\"」里中内的]{1,20})[”\"」]?(?P<other>)(?:里面?|中|内)(?:的)?", _in_folder),
        (r"(?:在)?(?P<one>[^\s在“\"「」”的]{1,12})(?P<other>)(?:文件夹|目录)(?:里面?|中|内)(?:的)?", _in_folder),
        (r"除了?(?P<thing>[\u4e00-\u9fff]{1,3}?)(?:以外|之外|外)(?:的)?", _lacking),
        (r"除了(?P<thing>[\u4e00-\u9fff]{1,3}?)(?=还(?!有?\s*\Z|有?谁)|都|,|\s)", _lacking),
        (r"(?:里|上|中)?(?:没有|不带|不含|没拍到)(?P<thing>[\u4e00-\u9fff]{1,3}?)的", _lacking),
    ]  # fmt: skip
    return tuple((re.compile(pattern), making) for pattern, making in table)
