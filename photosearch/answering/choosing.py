"""Questions that name their answers, "is it a cat or a dog?", "车是白色还是黑色？".

Each of the named answers becomes a question that wants yes or no, "is it a cat", of which search
knows whether it is so, and the answers are weighed in open questions, "what is this", as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from photosearch.answering.closed_answers import COLOURS, colour_named

# Of more, it is a list and no choice.
_MOST: Final = 6
_OR: Final = re.compile(r"(?i),? or (?:rather |maybe |is it |are (?:they|these) )?(?!not\b)")
_COMMA: Final = re.compile(r", ?")
_ASKS: Final = re.compile(r"(?i)(?:is|are|was|were|do|does|did|can|could|has|have)\b")
_THERE: Final = re.compile(
    r"(?i)(?:(?:is|are|was|were) there|(?:do|can) (?:you|we|i) see"
    r"|does (?:the|this) (?:photo|picture|image) show)\b"
)
# "What colour is the car, red or blue", "which is it, a cat or a dog".
_OPEN: Final = re.compile(
    r"(?i)(?:what|which|where|who|how)\b[a-z ]*?\b(?P<asks>is|are|was|were)(?: (?P<of>.+))?"
)
_ARTICLE: Final = re.compile(r"(?i)(?:an?|the|some|any)\b")
_PLACED: Final = re.compile(r"(?i)(?:in|on|at|by|near|under|behind|inside|outside|with)\b")
_DOING: Final = re.compile(r"(?i)\w+ing\b")
_IT: Final = re.compile(r"(?i)(?:is|are|was|were)(?: (?:it|this|that|these|those|they))?\Z")
_BARE: Final = re.compile(
    r"(?i)\A(?:(?:in|on|at|by|near|under|behind|inside|with) )?(?:(?:an?|the|some|any) )?"
)
_TIMES: Final = frozenset(
    "day daytime night evening morning afternoon noon dusk dawn sunset sunrise winter summer spring autumn fall"
    " 白天 晚上 夜里 夜晚 傍晚 早上 早晨 上午 下午 中午 黄昏 日出 日落 冬天 夏天 春天 秋天 冬季 夏季 春季 秋季".split()
)  # fmt: skip
_OR_CHINESE: Final = re.compile(r"[,，]?\s*(?:还是说|还是|或者是)\s*")
_LISTED: Final = re.compile(r"[、,，]\s*")
# What stands before the first of two answers.
_BEFORE: Final = re.compile(r".*(?:是在|正在|是|在|有|着)")
_TAKEN: Final = re.compile(r"(?:的时候|时)?拍(?:摄)?的?\Z")
_ENDS: Final = re.compile(r"(?:的|了|呢|啊|呀|吗|么)+\Z")
_TOPIC: Final = re.compile(r"\A(?P<of>[^,，、是]{2,})[,，]\s*")
# What is no answer: a no, and what only points.
_NO: Final = frozenset(
    ("不是", "没有", "不", "没", "否", "不在", "不会", "这", "那", "它", "他", "她")
)
_THIS: Final = re.compile(r"\A(?:这张|那张|这|那)?(?:照片|图片|图|个)?[里中]?\Z")


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers that a question names, and for each one the question whether it is so.

    ``opens`` are questions without the answers: the one that they fit best is what is meant.
    ``may_lack``: "is there a cat or a dog", to which neither and both are answers, too.
    """

    options: tuple[str, ...]
    questions: tuple[str, ...]
    opens: tuple[str, ...]
    may_lack: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """The options as the captioner would say them: without articles, colours by their name."""
        return tuple(colour_named(_BARE.sub("", one)) for one in self.options)


def read_choice(question: str, language: str) -> Choice | None:
    """Return the choice that a question, in ``en`` or ``zh``, gives; None if it gives none.

    ``question`` is without politeness and question mark.
    """
    asked = " ".join(question.split())
    choice = _chinese(asked) if language == "zh" else _english(asked)
    if choice is None or not 2 <= len({one.lower() for one in choice.options}) <= _MOST:
        return None
    return choice


def _english(asked: str) -> Choice | None:
    said = _OR.split(asked)
    if len(said) < 2 or not all(said):
        return None
    listed = _COMMA.split(said[0])
    first, others = listed[0], [*listed[1:], *said[1:]]
    if open_one := _OPEN.fullmatch(first):
        asks, of = open_one["asks"], open_one["of"] or "it"
        questions = tuple(f"{asks} {of} {one}" for one in others)
        return Choice(tuple(others), questions, (first,))
    if not _ASKS.match(first):
        bare = (first, *others)
        return Choice(bare, tuple(f"is it {one}" for one in bare), _opens("is it", bare))
    stem, option = _parted(first.split(), others[0].split())
    options = _with_head([option, *others])
    questions = tuple(f"{stem} {one}" for one in options)
    is_there = _THERE.match(stem) is not None
    return Choice(options, questions, _opens(stem, options), is_there)


def _parted(words: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """Return what stands before the first of the answers, and that, by the shape of the next."""
    at = next(
        (
            start
            for shape in (_ARTICLE, _PLACED, _DOING)
            if shape.match(other[0])
            for start in range(len(words) - 1, 0, -1)
            if shape.match(words[start])
        ),
        # "A train station or airport": from the article on; else as many words as there.
        next(
            (start for start in range(len(words) - 2, 0, -1) if words[start] in ("a", "an")),
            max(1, len(words) - len(other)),
        ),
    )
    return " ".join(words[:at]), " ".join(words[at:])


def _with_head(options: Sequence[str]) -> tuple[str, ...]:
    """Return the answers, each with what they share: "a black", "white dog" → "a black dog"."""
    last = options[-1].split()
    article, *named = options[0].split()
    if article in ("a", "an") and last[0] not in ("a", "an", "the"):
        if len(named) == 1 and len(last) == 2:
            options = [f"{one} {last[1]}" for one in options[:-1]] + [options[-1]]
        options = [
            one if _ARTICLE.match(one) else f"{'an' if one[0] in 'aeiou' else 'a'} {one}"
            for one in options
        ]
    return tuple(options)


def _opens(stem: str, options: Sequence[str]) -> tuple[str, ...]:
    """Return the open questions that the answers may be to."""
    if all(colour_named(one) in COLOURS["en"] for one in options):
        return (f"what color {stem}",)
    if _TIMES.issuperset(one.split()[-1] for one in options):
        return ("when was the photo taken",)
    if all(map(_DOING.match, options)):
        return (f"what {stem} doing",)
    if _THERE.match(stem):
        return ("what is in the photo",)
    if _IT.match(stem):
        return ("what is this", "where is this")
    if all(map(_PLACED.match, options)):
        return (f"where {stem}",)
    return (f"what {stem}", "what is this")


def _chinese(asked: str) -> Choice | None:
    said = _OR_CHINESE.split(_TAKEN.sub("", asked))
    if len(said) < 2 or not all(said):
        return None
    topic = ""
    if met := _TOPIC.match(said[0]):
        topic, said[0] = met["of"], said[0][met.end() :]
    listed = _LISTED.split(said[0])
    first, others = listed[0], [*listed[1:], *said[1:]]
    before, option = _parted_chinese(first, others[0])
    verb = before[-1:] if before[-1:] in ("是", "在", "有") else ""
    options = [option, *(one.removeprefix("正").removeprefix(verb) for one in others)]
    options = [_ENDS.sub("", one) for one in options]
    if not all(options) or not _NO.isdisjoint(options):
        return None
    stem = f"{topic}{before}"
    if not verb and not before.endswith("着"):
        stem += "是"
    questions = tuple(f"{stem}{one}吗" for one in options)
    return Choice(tuple(options), questions, _opens_chinese(stem, options), verb == "有")


def _parted_chinese(first: str, other: str) -> tuple[str, str]:
    """Return what stands before the first of the answers, and that."""
    if (met := _BEFORE.match(first)) and met.end() < len(first):
        return first[: met.end()], first[met.end() :]
    at = max(0, len(_ENDS.sub("", first)) - len(_ENDS.sub("", other)))
    return first[:at], first[at:]


def _opens_chinese(stem: str, options: Sequence[str]) -> tuple[str, ...]:
    of = stem.removesuffix("是").removesuffix("在").removesuffix("正").removesuffix("是")
    of = "" if _THIS.match(of) else of
    if all(colour_named(one) in COLOURS["zh"] for one in options):
        return (f"{of.removesuffix('颜色').removesuffix('的')}是什么颜色",)
    if _TIMES.issuperset(options):
        return ("照片是什么时候拍的",)
    if stem.endswith("在"):
        return (f"{of}在做什么", f"{of or '这'}在哪里")
    if stem.endswith("有"):
        return ("照片里有什么",)
    return (f"{of}是什么", "这是什么") if of else ("这是什么", "这是哪里")
