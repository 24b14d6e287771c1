"""Questions that ask which of two there are more photos of: "more cats or dogs?", 猫多还是狗多？"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PHOTOS: Final = r"(?:(?:photos?|pictures?|pics?|shots?|images?|snaps?)\b ?(?:of |with |showing )?)"
_ENGLISH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:do|did|have|had) (?:i|we|you) (?:have |own |got |take |took |taken |shoot |photograph )?"
        rf"|(?:are|were) there |is there )?(?P<order>more|fewer|less) {_PHOTOS}?(?P<one>.+?),? "
        rf"(?:or|than) (?:of )?(?:more |fewer |less )?{_PHOTOS}?(?P<other>.+)",
        rf"(?:which|what)(?: is there| are there| do i have| did i take| do i take| have i| do i photograph)? "
        rf"(?P<order>more|fewer|less)(?: often)? ?{_PHOTOS}?(?:of)?[,:]? ?(?:of )?{_PHOTOS}?(?P<one>.+?),? or "
        rf"(?:of )?{_PHOTOS}?(?P<other>.+)",
        r"(?:which|what) (?:are|is) there (?P<order>more|fewer|less) of[,:]? (?P<one>.+?),? or (?P<other>.+)",
    )
)  # fmt: skip
_THING: Final = r"(?P<{0}>[^,，、的]+?)"
_HAVING: Final = r"(?:我|我们)?(?:拍摄|拍过|拍的|拍了|拍|有)?(?:的)?"
_OF: Final = r"(?:的)?(?:照片|图片|相片)?(?:拍得|拍的)?"
_MORE: Final = r"(?:更|比较|会)?(?P<order>多|少)(?:一些|一点|些|点)?"
_CHINESE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_HAVING}{_THING.format('one')}{_OF}{_MORE}[,，]?还是{_HAVING}{_THING.format('other')}{_OF}(?:更|比较)?(?:多|少)?(?:一些|一点)?",
        rf"(?:是)?{_HAVING}{_THING.format('one')}{_OF}[,，]?(?:还是|和|跟|与){_HAVING}{_THING.format('other')}{_OF}"
        rf"[,，]?(?:哪个|哪种|哪一个|谁)?(?:的)?(?:照片|图片)?(?:拍得)?{_MORE}",
    )
)
# What no search can count.
_SEASON: Final = re.compile(
    r"(?i)\b(?:spring|summer|autumn|fall|winter|mornings?|evenings?|weekends?|weekdays?)\b|[春夏秋冬](?:天|季)|早上|晚上|周末"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things, and whether the one with more photos is asked for, or with fewer."""

    one: str
    other: str
    fewer: bool


def compared(plain: str, *, in_chinese: bool) -> Comparison | None:
    """Return what a question without its question mark compares; None if it does not."""
    for pattern in _CHINESE if in_chinese else _ENGLISH:
        match = pattern.fullmatch(plain)
        if match is None or _SEASON.search(plain):
            continue
        one, other = match["one"].strip(), match["other"].strip()
        if one and other not in ("", "多", "少") and not re.search(r"(?i)\bor\b|还是", one + other):
            return Comparison(one, other, match["order"].lower() in ("fewer", "less", "少"))
    return None
