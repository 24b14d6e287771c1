"""What a vision-language model is asked about photos: plain values and prompts, no torch."""

from __future__ import annotations

import re
from typing import Final

import msgspec

# Pixels of a photo's longer side as a model is shown it.
EDGE: Final = 672
# Photos that are shown at once.
MOST_PHOTOS: Final = 4
MOST_TOKENS: Final = 160


class ShownPhoto(msgspec.Struct, frozen=True):
    """A photo as a model sees it: a JPEG of ours, and what is known of it, in a line."""

    path: str
    facts: str = ""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """A question and the photos that a search found for it, the best first."""

    question: str
    photos: tuple[ShownPhoto, ...]
    language: str = "en"
    most_tokens: int = MOST_TOKENS


_ENGLISH: Final = (
    "A search of my photos found these for a question. Answer it in one or two short sentences,"
    " from what they show and what is said of them. If they do not show it, say so. Name the photos"
    " that you mean by their numbers, as [1]. Do not guess anyone's origin, age, wealth or health."
)
_CHINESE: Final = (
    "这些是为一个问题从我的照片里搜到的。请根据照片内容和说明，用一两句话回答。照片里看不出来的，就直说看不出来。"
    "用编号（如 [1]）指出你说的是哪张照片。不要猜测人的来历、年龄、财富或健康。"
)


def photo_line(number: int, photo: ShownPhoto, language: str) -> str:
    """Return what is told of a photo beside its picture."""
    begin = f"照片 [{number}]" if language == "zh" else f"Photo [{number}]"
    return f"{begin}: {photo.facts}" if photo.facts else begin


def instruction(look: Look) -> str:
    """Return what is asked after the photos."""
    if look.language == "zh":
        return f"{_CHINESE}\n问题：{look.question}"
    return f"{_ENGLISH}\nQuestion: {look.question}"


def short_prompt(look: Look) -> str:
    """Return what a model is asked that takes a photo and a text, and no more."""
    if look.language == "zh":
        return f"问题：{look.question} 答："
    return f"Question: {look.question} Answer:"


def cited(text: str, photos: int) -> tuple[int, ...]:
    """Return the places (from 0) of the photos that an answer names as [1], each once."""
    numbers = (int(found) for found in re.findall(r"[\[【](\d{1,2})[\]】]", text))
    return tuple(dict.fromkeys(number - 1 for number in numbers if 1 <= number <= photos))
