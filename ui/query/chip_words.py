"""Filters as the window's language writes them: the query language has two vocabularies.

Both can be typed, so a chip teaches what may be written. Dates, names and places stay as they were
typed: "last summer" and 去年夏天 are not always the same one.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLocale

# By the name of the prefix; in Chinese, what is typed instead.
PREFIXES: Final = MappingProxyType(
    {
        "in": "在", "date": "日期", "before": "早于", "after": "晚于", "camera": "相机",
        "lens": "镜头", "type": "类型", "rating": "评分", "near": "附近", "has": "有", "is": "状态",
        "orientation": "方向", "sort": "排序", "longer": "长于", "shorter": "短于",
        "written": "文字", "person": "人物",
    }
)  # fmt: skip
# The values that can be listed.
VALUES: Final = MappingProxyType(
    {
        "has": {
            "gps": "定位",
            "date": "日期",
            "rating": "评分",
            "text": "文字",
            "clip": "实况",
            "people": "人物",
        },
        "type": {"photo": "照片", "video": "视频"},
        "is": {"online": "在线", "offline": "离线"},
        "orientation": {"portrait": "竖", "landscape": "横", "square": "方"},
        "sort": {"relevance": "相关", "date": "日期"},
    }
)
_LABEL = re.compile(r"(-?)([a-z]+):(.*)", re.DOTALL)


def in_our_language(kind: str, label: str) -> str:
    """Return the label of a filter in the window's language; what is no filter's as it is."""
    match = _LABEL.fullmatch(label)
    if kind not in PREFIXES or match is None:
        return label
    minus, name, value = match.groups()
    chinese = QLocale().language() == QLocale.Language.Chinese
    values = VALUES.get(kind, {})
    if not chinese:
        values = {theirs: ours for ours, theirs in values.items()}
    prefix = PREFIXES[kind] if chinese else name
    return f"{minus}{prefix}:{values.get(value.casefold(), value)}"
