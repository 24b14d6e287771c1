"""The prefixes of the search language: their names in both languages, and an example of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from photosearch.said import say
from photosearch.text.folding import fold


class Kind(StrEnum):
    """What a part of a query is: words, a phrase, a prefix's filter, or what looks like one."""

    TEXT = "text"
    EXACT = "exact"
    UNKNOWN = "unknown"
    IN = "in"
    DATE = "date"
    BEFORE = "before"
    AFTER = "after"
    CAMERA = "camera"
    LENS = "lens"
    TYPE = "type"
    RATING = "rating"
    NEAR = "near"
    HAS = "has"
    IS = "is"
    ORIENTATION = "orientation"
    LONGER = "longer"
    SHORTER = "shorter"
    WRITTEN = "written"
    PERSON = "person"
    SORT = "sort"


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix: what it is for, its Chinese names, and an example in each language.

    ``values`` are all it takes, where they can be listed; ``negatable`` says whether ``-`` may
    stand before it; ``typed`` is its name where that is not its kind's.
    """

    kind: Kind
    aliases: tuple[str, ...]
    examples: tuple[str, str]
    values: tuple[str, ...] = ()
    negatable: bool = True
    typed: str = ""

    @property
    def name(self) -> str:
        """What is typed before the colon."""
        return self.typed or self.kind.value

    @property
    def meaning(self) -> str:
        """What it is for, in a few words."""
        return say(self.meaning_code).reason

    @property
    def meaning_code(self) -> str:
        """The code of its meaning, see :mod:`photosearch.said`."""
        return f"prefix.{self.name}"


# Names of formats are the same in all languages.
FORMATS: Final = (
    "jpeg", "png", "heic", "webp", "tiff", "gif", "bmp", "avif", "raw", "jxl", "tga", "ppm", "pcx",
    "ico",
)  # fmt: skip
TYPES: Final = (*FORMATS, "photo", "video")
PREFIXES: Final = (
    Prefix(Kind.IN, ("在", "文件夹"),
           ("in:Italy", "在:意大利")),
    Prefix(Kind.DATE, ("日期", "时间"),
           ("date:2023-05", "日期:去年夏天")),
    Prefix(Kind.BEFORE, ("早于", "之前"),
           ("before:2020", "早于:2020年")),
    Prefix(Kind.AFTER, ("晚于", "之后"),
           ("after:2023-05-14", "晚于:去年")),
    Prefix(Kind.CAMERA, ("相机",),
           ("camera:pixel", "相机:华为")),
    Prefix(Kind.LENS, ("镜头",),
           ("lens:50mm", "镜头:50mm")),
    Prefix(Kind.TYPE, ("类型", "格式"),
           ("type:png", "类型:heic"), TYPES),
    Prefix(Kind.RATING, ("评分", "星级"),
           ("rating:>=4", "评分:4..5"), ("0", "1", "2", "3", "4", "5", ">=3", ">=4")),
    Prefix(Kind.NEAR, ("附近", "地点"),
           ("near:Paris", "附近:北京")),
    Prefix(Kind.WRITTEN, ("文字", "字"),
           ("text:invoice", "文字:发票"), typed="text"),
    Prefix(Kind.PERSON, ("人物", "人"),
           ("person:Anna", "人物:小明")),
    Prefix(Kind.HAS, ("有", "含"),
           ("has:gps", "有:定位"), ("gps", "date", "rating", "text", "clip",
            "people")),
    Prefix(Kind.IS, ("是", "状态"),
           ("is:offline", "状态:离线"), ("online", "offline")),
    Prefix(Kind.ORIENTATION, ("方向",),
           ("orientation:portrait", "方向:横"), ("portrait", "landscape", "square")),
    Prefix(Kind.LONGER, ("长于",),
           ("longer:30s", "长于:2分钟")),
    Prefix(Kind.SHORTER, ("短于",),
           ("shorter:1m30s", "短于:30秒")),
    Prefix(Kind.SORT, ("排序",),
           ("sort:date", "排序:日期"), ("relevance", "date"), negatable=False),
)  # fmt: skip
BY_NAME: Final = {name: prefix for prefix in PREFIXES for name in (prefix.name, *prefix.aliases)}
BY_KIND: Final = {prefix.kind: prefix for prefix in PREFIXES}
# Prefixes whose value may be several words without quotation marks.
SEVERAL: Final = frozenset({Kind.DATE, Kind.BEFORE, Kind.AFTER, Kind.NEAR})
# What else a listed value may be called.
SYNONYMS: Final = {
    Kind.TYPE: {"jpg": "jpeg", "jpe": "jpeg", "heif": "heic", "tif": "tiff",
                "dng": "raw", "nef": "raw", "原片": "raw",
                "image": "photo", "照片": "photo", "图片": "photo",
                "movie": "video", "clip": "video", "视频": "video", "录像": "video"},
    Kind.HAS: {"定位": "gps", "位置": "gps", "location": "gps", "日期": "date", "评分": "rating",
               "文字": "text", "字": "text", "实况": "clip", "live": "clip", "motion": "clip",
               "人物": "people", "人": "people", "faces": "people"},
    Kind.IS: {"离线": "offline", "在线": "online"},
    Kind.ORIENTATION: {
        "竖": "portrait", "竖屏": "portrait", "竖幅": "portrait", "纵向": "portrait",
        "横": "landscape", "横屏": "landscape", "横幅": "landscape", "横向": "landscape",
        "方": "square", "方形": "square", "正方形": "square",
    },
    Kind.SORT: {"newest": "date", "日期": "date", "时间": "date", "相关": "relevance"},
}  # fmt: skip
_SOME_NAMES: Final = ("in:, date: or near:", "在:、日期: 或 附近:")
# What makers of cameras and lenses call themselves in Chinese; files say it in Latin letters.
MAKERS: Final = {
    "苹果": "apple", "华为": "huawei", "荣耀": "honor", "小米": "xiaomi", "红米": "redmi",
    "三星": "samsung", "谷歌": "google", "一加": "oneplus", "魅族": "meizu", "真我": "realme",
    "努比亚": "nubia", "中兴": "zte", "联想": "lenovo", "诺基亚": "nokia", "摩托罗拉": "motorola",
    "佳能": "canon", "尼康": "nikon", "索尼": "sony", "富士": "fuji", "松下": "panasonic",
    "徕卡": "leica", "莱卡": "leica", "奥林巴斯": "olympus", "宾得": "pentax", "理光": "ricoh",
    "适马": "sigma", "腾龙": "tamron", "图丽": "tokina", "蔡司": "zeiss", "哈苏": "hasselblad",
    "柯达": "kodak", "卡西欧": "casio", "大疆": "dji", "影石": "insta360", "宝丽来": "polaroid",
}  # fmt: skip


def prefix_of(name: str) -> Prefix | None:
    """Return the prefix that is called so, in any case, width, and Chinese script."""
    return BY_NAME.get(fold(name))


def names_like(name: str) -> str:
    """Return what a name that is no prefix may have been meant for: "date:", or a few of them."""
    from difflib import get_close_matches

    close = get_close_matches(fold(name), BY_NAME, n=1, cutoff=0.7)
    in_chinese = any(letter > "\u2e80" for letter in name)
    return f"{close[0]}:" if close else _SOME_NAMES[in_chinese]


def maker_names(name: str) -> tuple[str, ...]:
    """Return the name of a camera or lens, and what its file says where a maker's is Chinese."""
    latin = fold(name)
    for chinese, maker in MAKERS.items():
        latin = latin.replace(chinese, maker)
    return tuple(dict.fromkeys((fold(name), latin)))
