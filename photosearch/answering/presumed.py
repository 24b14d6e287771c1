"""What a question takes for granted: that the thing is there of which it asks.

"What is the cat doing?" presumes a cat, and a yes to "is he wearing a hat?" a hat.
"""

from __future__ import annotations

import re
from typing import Final

_SUBJECT: Final = {
    "en": (
        re.compile(r"(?i)\A(?:what|which) (?:is|are) the (?P<thing>[a-z -]+?) (?:doing|wearing|holding|eating|riding|playing|looking)\b"),
        re.compile(r"(?i)\A(?:what|which) colou?rs? (?:is|are) the (?P<thing>[a-z -]+?)(?: (?:in|on|at|near|of)\b.*)?\Z"),
        re.compile(r"(?i)\A(?:what is )?(?:the )?colou?r of the (?P<thing>[a-z -]+?)(?: (?:in|on|at|near)\b.*)?\Z"),
        re.compile(r"(?i)\Awhere (?:is|are) the (?P<thing>[a-z -]+?)\Z"),
    ),
    "zh": (
        re.compile(r"\A(?:照片里的?|图中的?|这[只条个辆张匹]?)?(?P<thing>[\u4e00-\u9fff]{1,6}?)(?:正?在(?:做|干)(?:什么|嘛)|穿着?的?是?什么)"),
        re.compile(r"\A(?:照片里的?|图中的?|这[只条个辆张匹]?)?(?P<thing>[\u4e00-\u9fff]{1,6}?)(?:的颜色)?是?什么颜色"),
        re.compile(r"\A(?:照片里的?|图中的?|这[只条个辆张匹]?)?(?P<thing>[\u4e00-\u9fff]{1,6}?)在(?:哪里|哪儿|什么地方)\Z"),
    ),
}  # fmt: skip
_OBJECT: Final = {
    "en": re.compile(r"(?i)\b(?:wearing|holding|carrying|riding|eating|with|has|have) (?:an?|any|some) (?P<thing>[a-z -]+)\Z"),
    "zh": re.compile(r"(?:穿|戴|拿|抱|骑|吃|背|牵)着?了?(?:一?[个件顶只条辆匹副双根把])?(?P<thing>[\u4e00-\u9fff]{1,5}?)了?[吗么吧]\Z"),
}  # fmt: skip
# What stands for the photo as a whole, or for anybody.
_ANYTHING: Final = re.compile(
    r"(?i)\A(?:photos?|pictures?|images?|scene|place|weather|background|person|people|thing|time)\Z"
    r"|\A(?:是|这|那|它|他|她|人|照片|图片|画面|背景|什么|他们|她们|它们|有人|发生)\Z"
)


def thing_presumed(question: str, language: str) -> str | None:
    """Return the thing of which an open question, in ``en`` or ``zh``, asks; None if of none.

    ``question`` is without politeness and question mark.
    """
    for pattern in _SUBJECT[language]:
        if match := pattern.match(question.strip()):
            return None if _ANYTHING.match(match["thing"]) else match["thing"]
    return None


def thing_with_it(question: str, language: str) -> str | None:
    """Return the thing that is there, too, if a question is answered with yes: he wears a hat."""
    match = _OBJECT[language].search(question.strip())
    return None if match is None or _ANYTHING.match(match["thing"]) else match["thing"]


def whether_one(thing: str, language: str) -> str:
    """Return the question whether such a thing is there."""
    return f"有{thing}吗" if language == "zh" else f"is there {thing}"
