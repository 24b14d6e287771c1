"""Whether it is so what is asked of a photo, "is there a cat?", "is the dog running?".

The captioner says yes too readily to what it has hardly seen. Search knows how likely a photo
shows a thing, by any words (:mod:`photosearch.spaces.calibration`): the two are weighed together.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from photosearch.arrays import unit_length
from photosearch.encoders import open_text_encoder
from photosearch.encoders.protocol import Pictures, TextEncoder
from photosearch.spaces.calibration import Calibration, read_calibration
from photosearch.spaces.late_interaction import SeenPlaces

_ASKS: Final = {
    "en": (
        re.compile(
            r"(?i)\A(?:is|are|was|were) there (?:(?:an?|any|some) )?(?P<thing>.+?)"
            r"(?: (?:here|(?:in|on) (?:the|this) (?:photo|picture|image)))?\Z"
        ),
        re.compile(
            r"(?i)\A(?:(?:can|do) you see|does (?:the|this) (?:photo|picture|image) show|any) "
            r"(?:(?:an?|any) )?(?P<thing>.+?)"
            r"(?: (?:here|there|(?:in|on) (?:the|this) (?:photo|picture|image)))?\Z"
        ),
        re.compile(r"(?i)\Ais an? (?P<thing>.+?) (?:there|here)\Z"),
        re.compile(
            r"(?i)\A(?:is (?:this|it)|was (?:this|it) taken (?:at|in|on)|is the (?:photo|picture)"
            r" of) (?:an? )?(?P<thing>(?!(?:photo|picture|image)\b).+)\Z"
        ),
    ),
    "zh": (
        re.compile(
            r"\A(?:这张)?(?:照片|图片|图|这)?[中里]?面?(?:上)?(?:有没有|能看到|能看见|看得见|有)"
            r"(?P<thing>.+?)[吗么]?\Z"
        ),
        re.compile(r"\A(?:这是不是|这是|是不是|是在|是)(?P<thing>.+?)(?:拍的)?[吗么]?\Z"),
    ),
}
_SOMEBODY: Final = re.compile(r"(?i)\A(?:any|some)(?:body|one)\b")
_ANYTHING: Final = re.compile(r"(?i)\A(?:any|some|no)thing\b|什么")
# What is asked of the photo as a whole, of which search knows nothing.
_ITSELF: Final = re.compile(
    r"(?i)\A(?:is|was|does|isn't) (?:the|this) (?:photo|picture|image)\b|\A(?:这张)?(?:照片|图片)(?![里中上])"
)
# What says only that it is asked, and of somebody who is not named.
_LEAD: Final = {
    "en": re.compile(
        r"(?i)\A(?:is|are|was|were|do|does|did|has|have|can|could)\b(?: (?:there|it|this|that|these|those|they|he|she|we|you|i)\b)?"
        r"(?: (?:have|has|got)\b)?(?: (?:an?|any|some|the)\b)? *"
    ),
    "zh": re.compile(
        r"\A(?:(?:这张)?(?:照片|图片|图(?=[里中上]))[里中上]?面?的?)?(?:他们|她们|它们|他|她|它|这个|这|那)?"
        r"(?:是不是|有没有|是在|是)?"
    ),
}
_TAIL: Final = {
    "en": re.compile(r"(?i) (?:here|there|(?:in|on) (?:the|this) (?:photo|picture|image))\Z"),
    "zh": re.compile(r"(?:了|的)?[吗么吧呢]\Z"),
}
# Beyond these a probability says no more.
_LEAST: Final = 1e-4


def thing_asked(question: str, language: str) -> str | None:
    """Return what a question, in ``en`` or ``zh``, asks to be there or to be it; None if nothing.

    ``question`` is without politeness and question mark.
    """
    for pattern in _ASKS[language]:
        if match := pattern.match(question.strip()):
            thing = match["thing"]
            return None if _ANYTHING.search(thing) else _SOMEBODY.sub("person", thing)
    return None


def stated(question: str, language: str) -> str | None:
    """Return what is so if a question, in ``en`` or ``zh``, is answered with yes; None if unknown.

    "is there a cat" → cat, "is he wearing glasses" → wearing glasses. ``question`` is without
    politeness and question mark.
    """
    asked = question.strip()
    thing = thing_asked(asked, language)
    if thing is not None or _ITSELF.search(asked):
        return thing
    said = _LEAD[language].sub("", _TAIL[language].sub("", asked), count=1).strip()
    return None if not said or _ANYTHING.search(said) else _SOMEBODY.sub("person", said)


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, kept within bounds."""
    held = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))


class SearchEvidence:
    """What search makes of one photo; the text tower is loaded when it is first asked."""

    def __init__(self, pack: Path, threads: int = 1) -> None:
        self._pack, self._threads = pack, threads

    @cached_property
    def _calibration(self) -> Calibration | None:
        return read_calibration(self._pack)

    @cached_property
    def _text(self) -> TextEncoder:
        return open_text_encoder(self._pack, threads=self._threads)

    def log_odds(self, seen: Pictures, thing: str) -> float | None:
        """Return those of a photo's showing a thing; None if the pack tells no probabilities.

        ``seen`` is what the pack's eye sees of the one photo.
        """
        calibration = self._calibration
        if calibration is None:
            return None
        asked = self._text.encode_query(thing)
        late = None
        if seen.places is not None and asked.words is not None:
            places = SeenPlaces(np.zeros(1, np.int64), seen.places)
            late = calibration.late_scores(asked.words, 1, places)
        judged = calibration.judge(
            unit_length(asked.embedding[None])[0],
            seen.embeddings,
            np.zeros(1, np.float32),
            np.zeros((0, seen.embeddings.shape[1]), np.float32),
            late,
        )
        return log_odds(float(judged.values[0]))
