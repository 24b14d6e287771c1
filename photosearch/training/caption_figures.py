"""`photosearch evaluate --captions-made`: how near made captions come to people's.

BLEU (Papineni et al. 2002) and CIDEr (Vedantam et al. 2015) as pycocoevalcap computes them, over
English words in lower case without punctuation, and Chinese characters.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from photosearch.answering.captioner import Captioner
from photosearch.errors import TrainingError
from photosearch.training.evaluate import read_pixels
from photosearch.training.table import Row, languages
from photosearch.types import Progress

_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]")


class CaptionFigures(msgspec.Struct, frozen=True):
    """How near the captions of so many photos come: ``bleu`` 1 to 4, and CIDEr; 0–1, 0–10.

    ``words`` is how long a made caption is, in the mean.
    """

    photos: int
    bleu: tuple[float, float, float, float]
    cider: float
    words: float


class CaptionEvaluation(msgspec.Struct, frozen=True):
    """All figures by language, and of groups by language and group; what was made, by photo."""

    captioner: str
    languages: dict[str, CaptionFigures]
    groups: dict[str, dict[str, CaptionFigures]]
    milliseconds: float
    made: dict[str, dict[str, str]]


def evaluate_captions(
    captioner: Captioner, photos: Path, rows: Sequence[Row]
) -> Iterator[Progress | CaptionEvaluation]:
    """Yield progress, and at last the figures, against people's captions in ``rows``.

    Raises:
        TrainingError: a photo is missing or can't be read, or the package that compares is missing.
    """
    _measures()
    wanted = {row.image for row in rows}
    asked = languages(rows)
    made: dict[str, dict[str, str]] = {}
    times = []
    for name, pixels in read_pixels(photos, wanted, captioner.pack.image):
        begun = time.perf_counter()
        memory = captioner.look(pixels)
        made[name] = {language: captioner.caption(memory, language).text for language in asked}
        times.append(1000 * (time.perf_counter() - begun))
        yield Progress("captions", len(made), len(wanted))
    if missing := wanted - made.keys():
        raise TrainingError(
            "photos_lacking", photos=photos, missing=f"{len(missing):,}", missing2=min(missing)
        )
    groups = sorted({row.group for row in rows} - {""})
    yield CaptionEvaluation(
        captioner=captioner.name,
        languages={language: _figures(made, rows, language) for language in asked},
        groups={
            language: {
                group: _figures(made, [row for row in rows if row.group == group], language)
                for group in groups
                if any(row.group == group and row.language == language for row in rows)
            }
            for language in asked
        },
        milliseconds=round(float(np.median(times)), 1),
        made=made,
    )


def compared(made: Mapping[str, str], told: Mapping[str, Sequence[str]]) -> CaptionFigures:
    """Return figures of one made caption of each photo, against all that people wrote of it.

    Raises:
        TrainingError: the package that compares is missing.
    """
    bleu, cider = _measures()
    ours = {name: [tokens(text)] for name, text in made.items()}
    theirs = {name: [tokens(text) for text in told[name]] for name in made}
    with contextlib.redirect_stdout(io.StringIO()):
        scores, _ = bleu.compute_score(theirs, ours)
        consensus, _ = cider.compute_score(theirs, ours)
    one, two, three, four = (round(float(score), 4) for score in scores)
    return CaptionFigures(
        photos=len(made),
        bleu=(one, two, three, four),
        cider=round(float(consensus), 4),
        words=round(float(np.mean([len(text.split()) for (text,) in ours.values()])), 2),
    )


def tokens(text: str) -> str:
    """Return the words of a caption, or its Chinese characters, with spaces between."""
    return " ".join(_WORD.findall(text.lower()))


def _figures(
    made: Mapping[str, Mapping[str, str]], rows: Sequence[Row], language: str
) -> CaptionFigures:
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.language == language:
            told[row.image].append(row.caption)
    return compared({name: made[name][language] for name in told}, told)


def _measures() -> tuple[Any, Any]:
    try:
        from pycocoevalcap.bleu.bleu import Bleu
        from pycocoevalcap.cider.cider import Cider
    except ImportError as error:
        raise TrainingError("no_measures", package="pycocoevalcap") from error
    return Bleu(4), Cider()
