"""How the captioner is written to: captions that it learns, and questions that it is asked."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACED: Final = re.compile(r"\s+([,.;:!?'’)]|n't\b)")
_QUOTES: Final = re.compile(r"[\"“”‘`]|(?<!\w)'|'(?!\w)|[()\[\]]")
_END: Final = re.compile(r"[\s.。!？?;,]+$")
_HAN_SPACES: Final = re.compile(r"(?<=[\u3400-\u9fff,])\s+|\s+(?=[\u3400-\u9fff,])")


def plain(text: str) -> str:
    """Return a text as it is learned: in lower case, without quotes, apostrophes and full stop.

    Commas stand close to both sides; what is written gets spaces and apostrophes back
    (:func:`photosearch.answering.onnx_captioner.sentence`).
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SPACED.sub(r"\1", _QUOTES.sub("", text))
    text = _HAN_SPACES.sub("", " ".join(text.split()))
    return _END.sub("", text).strip(" ,.-")
