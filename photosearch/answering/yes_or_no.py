"""Questions that want a yes or a no, what they ask without a no of their own, and the word for it."""

from __future__ import annotations

import re
from typing import Final

ANSWERS: Final = {"en": ("yes", "no"), "zh": ("是", "有", "不是", "没有")}
# What begins a question that wants yes or no, or ends it.
_CLOSED: Final = {
    "en": re.compile(r"(?i)\A(?:is|are|was|were|do|does|did|can|could|has|have|any)\b(?!.* or )"),
    "zh": re.compile(r"吗|吧\Z|有没有|有无|是不是|(?P<verb>[\u4e00-\u9fff])[不没](?P=verb)"),
}
# "Or not" asks nothing more.
_OR_NOT: Final = {
    "en": re.compile(r"(?i),? or (?:not|no)\Z"),
    "zh": re.compile(r"(?:,|，)?还是(?:没有?|不是?|没|不在)\Z"),
}
# A no within a question changes what is expected, and not what is asked.
_NEGATED: Final = {
    "en": (
        (re.compile(r"(?i)\A(is|are|was|were|do|does|did|has|have|could)(?:n['’]?t| not)\b"), r"\1"),
        (re.compile(r"(?i)\Acan(?:['’]?t|not| not)\b"), "can"),
        (re.compile(r"(?i)\A(is|are|was|were) there (?:no|not any)\b"), r"\1 there any"),
        (re.compile(r"(?i)\A((?:is|are|was|were) (?:it|this|that|he|she|they|(?:the|this) \w+)) not\b"), r"\1"),
    ),
    "zh": (
        (re.compile(r"(?<!有)没有(?=.*[吗吧]\Z)"), "有"),
        (re.compile(r"(?<!有)没(?=[^有在戴穿].*[吗吧]\Z)"), "有"),
        (re.compile(r"(?<!是)不是(?=.*[吗吧]\Z)"), "是"),
        (re.compile(r"(?<!在)(?:不|没)在(?=.*[吗吧]\Z)"), "在"),
    ),
}  # fmt: skip
_HAS: Final = re.compile(r"\A(?!是).*?(?<![没所拥])有(?!人在|人正|趣|名|点|关)")


_NAMED: Final = {
    "en": re.compile(
        r"\A[A-Za-z]+ (?:this|that|it|he|she|they|these|those) (?:[A-Z][\w'’-]+ ?)+\Z"
    ),
    "zh": re.compile(r"叫|名字"),
}
_ALONE: Final = {
    "en": re.compile(
        r"(?i)\b(?:alone|by (?:him|her|it)self|by themselves|the only|nobody else|anybody else|anyone else)\b"
    ),
    "zh": re.compile(r"独自|单独|[他她]是?一个人|只有|别人|其他人"),
}
# Who somebody is to somebody, and whose something is.
_RELATED: Final = {
    "en": re.compile(
        r"(?i)\b(?:mother|mom|mum|father|dad|parents?|wife|husband|brothers?|sisters?|son|daughter|grandm\w+|grandf\w+|aunt|uncle"
        r"|cousins?|friends?|girlfriend|boyfriend|boss|colleagues?|couple|married|related|twins|whose|belongs? to|owners?)\b"
    ),
    "zh": re.compile(
        r"妈|母亲|爸|父亲|父母|妻子|老婆|丈夫|老公|兄弟|姐|妹妹|哥哥|弟弟|儿子|女儿|爷爷|奶奶|外公|外婆|叔叔|阿姨|朋友|同事|情侣|夫妻|夫妇|双胞胎|谁的|主人"
    ),
}  # fmt: skip
# What is thought of a thing, of which photo and search tell nothing.
_OPINION: Final = {
    "en": re.compile(
        r"(?i)\b(?:good|bad|great|nice|best|better|worst|beautiful|ugly|lovely|cute|pretty|cool|interesting|boring|funny|scary|strange"
        r"|weird|dangerous|safe|expensive|cheap|valuable|real|fake|genuine|original|edited|photoshopped|famous|important|delicious"
        r"|tasty|fresh|healthy|comfortable|friendly|aggressive|hungry|thirsty|tired|new(?! york| zealand| delhi)|blurry|blurred|sharp|out of focus"
        r"|in focus|overexposed|underexposed|professional|legal|illegal|alive|dead)\b"
    ),
    "zh": re.compile(
        r"好看|难看|漂亮|美[丽吗不]|丑|可爱|有趣|有意思|无聊|好笑|可怕|奇怪|危险|安全|贵|便宜|值钱|真的|假的|真实|原图|修过|[Pp]过"
        r"|有名|出名|重要|好吃|新鲜|健康|舒服|友好|凶|饿|渴|累|迷路|新的|模糊|清晰|清楚|过曝|对焦|专业|合法|活的|死的|不错|拍得好|好[吗么]|好不好"
    ),
}  # fmt: skip


def is_untold(question: str, language: str) -> bool:
    """Say whether a photo does not tell what a question, in ``en`` or ``zh``, asks for.

    Neither what is thought of a thing ("is it good"), nor a name that nobody knows ("is this
    John"), nor that there is nobody else ("is she alone"), nor who somebody is to somebody ("is it
    his mother", "whose is it"). A yes or a no to it is never sure.
    """
    return any(one[language].search(question) for one in (_OPINION, _NAMED, _ALONE, _RELATED))


def asks_relation(question: str, language: str) -> bool:
    """Say whether a question asks who somebody is to somebody, or whose something is."""
    return _RELATED[language].search(question) is not None


def affirmed(question: str, language: str) -> str:
    """Return what is asked, in ``en`` or ``zh``: "isn't it red", "is it red or not" → "is it red"."""
    asked = _OR_NOT[language].sub("吗" if language == "zh" else "", question.strip())
    for no, instead in _NEGATED[language]:
        asked = no.sub(instead, asked, count=1)
    return asked


def wants_yes_or_no(question: str, language: str) -> bool:
    """Say whether a yes or a no is an answer to a question."""
    return _CLOSED[language].search(question) is not None


def answer_word(is_so: bool, question: str, language: str) -> str:
    """Return the yes or the no that answers a question; in Chinese by the question's verb."""
    if language == "en":
        return "yes" if is_so else "no"
    if _HAS.search(question):
        return "有" if is_so else "没有"
    return "是" if is_so else "不是"
