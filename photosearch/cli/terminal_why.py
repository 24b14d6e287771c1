"""How explanations and descriptions look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photosearch.cli.output import tell, tell_json
from photosearch.search.describe import Tag
from photosearch.search.explain import Explanation
from photosearch.wire.values import Captions, MatchedWord

JSON_VERSION = 1
DESCRIPTION_VERSION = 2
_HEAT_DECIMALS = 5


def print_explanation(why: Explanation, as_json: bool) -> None:
    """Print why a photo matches: a sentence, the parts of its score, the words, the place."""
    if as_json:
        tell_json(_explanation(why))
        return
    parts = why.parts
    tell(_sentence(why))
    tell(f"  score    {parts.total:+.3f}")
    tell(f"  picture  {parts.picture:+.3f}  ({why.picture_share:.0%})")
    tell(f"  words    {parts.words + parts.exact:+.3f}  ({why.words_share:.0%})")
    if why.probability is not None:
        tell(f"  probability  {why.probability:.0%} that this is what was meant")
    for match in why.matched:
        tell(f"  {match.word.source}: {_marked(match)}")
    if why.heat is not None:
        tell(f"  where    {why.heat.place} ({why.heat.method})")


def _sentence(why: Explanation) -> str:
    name = why.path.name
    if max(why.parts.picture, why.parts.words, why.parts.exact) <= 0:
        return f"{name} has nothing to do with {_asked(why)}."
    where = f" ({why.heat.place})" if why.heat is not None else ""
    if not why.text:
        return f"{name} looks like {_asked(why)}{where}."
    if why.words_share > 1 - why.words_share:
        return f"{name} is like {_asked(why)} mostly by its words."
    if why.words_share > 0:
        return f"{name} is like {_asked(why)} by its picture{where} and by its words."
    return f"{name} is like {_asked(why)} by its picture{where}."


def _asked(why: Explanation) -> str:
    given = {0: "", 1: "the picture"}.get(why.pictures, "the pictures")
    return " and ".join(part for part in (f"“{why.text}”" if why.text else "", given) if part)


def _marked(match: MatchedWord) -> str:
    """Return the word's text with what matched in square brackets."""
    text, pieces, last = match.word.text, [], 0
    for start, end in match.spans:
        pieces += [text[last:start], "[", text[start:end], "]"]
        last = end
    return "".join([*pieces, text[last:]])


def _explanation(why: Explanation) -> dict[str, Any]:
    heat = why.heat
    return {
        "version": JSON_VERSION,
        "query": why.text,
        "pictures": why.pictures,
        "path": str(why.path),
        "score": round(why.parts.total, 5),
        "picture": round(why.parts.picture, 5),
        "words": round(why.parts.words, 5),
        "exact": round(why.parts.exact, 5),
        "picture_share": round(why.picture_share, 4),
        "words_share": round(why.words_share, 4),
        "probability": _rounded(why.probability),
        "chance": _rounded(why.probability),  # as it was called before
        "matched": [
            {
                "source": match.word.source.value,
                "text": match.word.text,
                "spans": [list(span) for span in match.spans],
            }
            for match in why.matched
        ],
        "heat": None
        if heat is None
        else {
            "method": heat.method,
            "place": heat.place,
            "frame": [round(side, 4) for side in heat.frame],
            "rows": [
                [round(value, _HEAT_DECIMALS) for value in row] for row in heat.values.tolist()
            ],
        },
    }


def print_description(
    path: Path, captions: Captions | None, tags: Sequence[Tag], as_json: bool
) -> None:
    """Print what a photo shows: a made sentence in each language, and words, best first."""
    if as_json:
        tell_json(_description(path, captions, tags))
        return
    if captions is not None:
        tell(*filter(None, (captions.en, captions.zh)))
    if not tags:
        tell("There are no words to describe it with: no photo of the library has any.")
    for tag in tags:
        name = tag.english if tag.english == tag.chinese else f"{tag.english}  {tag.chinese}"
        probability = "" if tag.probability is None else f"  {tag.probability:4.0%}"
        tell(f"  {tag.score:+.3f}{probability}  {name}")


def _description(path: Path, captions: Captions | None, tags: Sequence[Tag]) -> dict[str, Any]:
    return {
        "version": DESCRIPTION_VERSION,
        "path": str(path),
        "captions": None if captions is None else {"en": captions.en, "zh": captions.zh},
        "made_by": None if captions is None else captions.by,
        "words": [
            {
                "english": tag.english,
                "chinese": tag.chinese,
                "score": round(tag.score, 5),
                "probability": _rounded(tag.probability),
                "chance": _rounded(tag.probability),  # as it was called before
            }
            for tag in tags
        ],
    }


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)
