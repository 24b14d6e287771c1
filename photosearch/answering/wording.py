"""The sentences of answers, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = MappingProxyType(
    {
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    }
)
_SENTENCES: Final = MappingProxyType(
    {
        "none": ("No photo matches.", "没有匹配的照片。"),
        "nearest": (
            "I am not sure that any photo matches; these come nearest.",
            "不确定有没有匹配的照片；这些最接近。",
        ),
        "on": ("On {0}.", "{0}。"),
        "first": ("For the first time on {0}.", "第一次是{0}。"),
        "last": ("For the last time on {0}.", "最近一次是{0}。"),
        "ago": (" That is {0} ago.", "距今{0}。"),
        "today": (" That is today.", "就是今天。"),
        "at": ("At {1} on {0}.", "{0}{1}。"),
        "times": (" There are photos from {0} to {1}.", "从{0}到{1}都有照片。"),
        "first place": ("The first was {0}, on {1}.", "最早是{0}，{1}。"),
        "last place": ("The last was {0}, on {1}.", "最近是{0}，{1}。"),
        "days": (
            " There are photos of {0} days, from {1} to {2}.",
            "共有 {0} 天的照片，从{1}到{2}。",
        ),
        "undated": ("These photos have no date.", "这些照片没有日期。"),
        "in": ("In {0}.", "在{0}。"),
        "also": (" Also in {0}.", "还有{0}。"),
        "unplaced": (
            "These photos do not say where they were taken.",
            "这些照片没有记录拍摄地点。",
        ),
        "folder": (
            "These photos do not say where they were taken; they lie in the folder “{0}”.",
            "这些照片没有记录拍摄地点；它们在文件夹“{0}”里。",
        ),
        "photo": ("{0} photo.", "{0} 张照片。"),
        "photos": ("{0} photos.", "{0} 张照片。"),
        "about": ("About {0}.", "大约 {0}。"),
        "at least": ("At least {0} photos.", "至少 {0} 张照片。"),
        "count": ("{0}: {1}.", "{0} 个：{1}。"),
        "zero": ("None: these photos do not tell.", "0：这些照片没有记录。"),
        "people": ("{0}.", "{0}。"),
        "nobody": ("Nobody is named on these photos.", "这些照片上没有标注人名。"),
        "stranger": (" One person has no name yet.", "还有 1 个人没有名字。"),
        "strangers": (" {0} people have no name yet.", "还有 {0} 个人没有名字。"),
        "is so": ("Yes: {0}", "是：{0}"),
        "is not so": ("No: {0}", "不是：{0}"),
        "is named": ("Yes: {0}.", "有：{0}。"),
        "is not named": (
            "No: {0} is not named on this photo.",
            "没有：这张照片上没有标注{0}。",
        ),
        "named are": (" Named on it: {0}.", "标注的有：{0}。"),
        "no such name": (
            "Nobody in the library is called {0}.",
            "图库里没有人叫{0}。",
        ),
        "seen beside": (" Seen in the picture: {0}", "画面里看到：{0}"),
        "untold": ("These photos do not tell.", "这些照片没有记录。"),
        "most": ("{0}, with {1}.", "{0}，{1}。"),
        "see": (
            "No fact tells that; the photos may show it.",
            "没有记录能回答；照片里也许看得出来。",
        ),
        "which": ("{0}.", "{0}。"),
        "says": ("It says: “{0}”", "上面写着：“{0}”"),
        "piece": ("{0}, where it says: “{1}”", "{0}，见：“{1}”"),
        "perhaps": ("Perhaps: {0}", "可能是：{0}"),
        "unseen": ("I am not sure. Perhaps: {0}", "不确定。可能是：{0}"),
        "cannot see": (
            "No fact tells that, and there is no model that could look at the photo.",
            "没有记录能回答，也没有模型能看这张照片。",
        ),
        "this unread": (
            "No text was read in this photo.",
            "没有读到这张照片上的文字。",
        ),
        "not found": ("I can't find that there. It says: “{0}”", "没找到。上面写着：“{0}”"),
        "unread": (
            "No text is known of these photos; look for yourself.",
            "还没有这些照片上的文字；请自己看看。",
        ),
        "yes": ("Yes: {0}", "有：{0}"),
        "no": ("No photo matches.", "没有匹配的照片。"),
        "the first": ("The first is of {0}.", "最早的一张拍于{0}。"),
        "the last": ("The last is of {0}.", "最新的一张拍于{0}。"),
        "age": ("I can't tell ages from photos;", "照片上看不出年龄；"),
        "size": ("I can't tell sizes and distances from photos;", "照片上看不出大小和距离；"),
        "reason": ("Photos don't tell why;", "照片说不出原因；"),
        "compare": (
            "I can't compare two searches; ask how many there are of each;",
            "我不能比较两个搜索；请分别问各有多少；",
        ),
        "more of": ("More of “{0}”: {1}, and {3} of “{2}”.", "“{0}”更多：{1}；“{2}”{3}。"),
        "fewer of": ("Fewer of “{0}”: {1}, and {3} of “{2}”.", "“{0}”更少：{1}；“{2}”{3}。"),
        "as many": ("As many of “{0}” as of “{1}”: {2}.", "“{0}”和“{1}”一样多：{2}。"),
        "never": (
            "Photos don't tell what was never photographed;",
            "照片说不出没有拍过的事；",
        ),
        "future": ("I can't tell the future from photos;", "照片说不出将来的事；"),
        "me": ("I don't know which person you are;", "我不知道哪个人是你；"),
        "price": ("I can't tell prices from photos;", "照片上看不出价钱；"),
        "judgement": (
            "I don't judge people by their photos;",
            "我不凭照片评判人；",
        ),
        "here": (" here are the photos.", "这里是相关的照片。"),
        "no photos": (" and no photo matches.", "也没有匹配的照片。"),
    }
)


def say(key: str, language: str, *values: object) -> str:
    """Return a sentence with values put in."""
    return _SENTENCES[key][language == "zh"].format(*values)


def day_name(day: date, language: str) -> str:
    """Return 14 May 2023 or 2023年5月14日."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_name(year: int, month: int, language: str) -> str:
    """Return May 2023 or 2023年5月."""
    return f"{year}年{month}月" if language == "zh" else f"{_MONTHS[month - 1]} {year}"


def weekday_name(day: date, language: str) -> str:
    """Return Monday or 星期一."""
    return _WEEKDAYS[language][day.weekday()]


def hour_name(hour: int) -> str:
    """Return 18:00–19:00."""
    return f"{hour:02}:00–{(hour + 1) % 24:02}:00"


def span_name(begin: date, end: date, language: str) -> str:
    """Return how long it is from one day to another, roughly: 3 months, 3 个月."""
    days = abs((end - begin).days)
    length, unit = next((one, unit) for one, unit in _SPANS if days >= _LEAST[one])
    number = max(1, round(days / length))
    english, chinese = unit
    if language == "zh":
        return f" {number} {chinese}"
    return f"{number} {english}{'' if number == 1 else 's'}"


# Days of each, and from how many days it is reckoned by.
_SPANS: Final = (
    (365.25, ("year", "年")),
    (30.44, ("month", "个月")),
    (7, ("week", "周")),
    (1, ("day", "天")),
)
_LEAST: Final = MappingProxyType({365.25: 700, 30.44: 60, 7: 14, 1: 0})


def photos_counted(count: int, language: str) -> str:
    """Return "12 photos" without a full stop."""
    return say("photo" if count == 1 else "photos", language, f"{count:,}")[:-1]


def listed(names: Sequence[str], language: str, most: int = 8) -> str:
    """Return names as a sentence lists them; of many, the first ones."""
    shown = list(names[:most]) + (["…"] if len(names) > most else [])
    return ("、" if language == "zh" else ", ").join(shown)
