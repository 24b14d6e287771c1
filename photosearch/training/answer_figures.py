"""`photosearch evaluate --answers`: how often questions about photos are answered rightly.

Beside each figure stands that of whoever always gives the answer that is right most often.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from photosearch.answering.captioner import Captioner
from photosearch.answering.captioner_pack import CLOSED, Sureness
from photosearch.errors import TrainingError
from photosearch.training.data import read_rows
from photosearch.training.evaluate import read_pixels
from photosearch.training.looked_at import looked_at
from photosearch.training.same_answer import is_right, meaning
from photosearch.types import Progress

COLUMNS: Final = ("image", "question", "answers", "kind", "language", "group")
# Of answers that are called sure, so many are right on the photos that the threshold is fitted to;
# half of yes and no are right by chance.
WANTED_PRECISION: Final = {"closed": 0.85, "open": 0.75}
# No threshold is fitted to fewer.
_LEAST: Final = 30


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question about a photo, and the answers that are right."""

    image: str
    question: str
    answers: tuple[str, ...]
    kind: str
    language: str
    group: str = ""


class AnswerFigures(msgspec.Struct, frozen=True):
    """Shares, 0–1, of so many questions.

    ``right`` are answered rightly; ``commonest`` is the share of those to which the answer that is
    right most often is, and ``least_above`` how much more is right at the least, with a probability
    of 97.5 % (by the differences of each question). ``sure`` are told as answers, and
    ``right_if_sure`` of these are right.
    """

    questions: int
    right: float
    commonest: float
    least_above: float
    sure: float
    right_if_sure: float


class AnswerEvaluation(msgspec.Struct, frozen=True):
    """Figures by language and kind, and of groups by language and group."""

    captioner: str
    kinds: dict[str, dict[str, AnswerFigures]]
    groups: dict[str, dict[str, AnswerFigures]]
    milliseconds: float


def read_answers(path: Path, only: frozenset[str] | None = None) -> list[AskedRow]:
    """Read questions: image, question, answers (parted by "|"), and perhaps kind, language, group.

    A header names the columns if others than the first three are there.

    Raises:
        TrainingError: the file can't be read, or asks nothing of these photos.
    """
    lines = read_rows(path, columns=3)
    headed = bool(lines) and {"image", "question"} <= {cell.strip().lower() for cell in lines[0]}
    names = [cell.strip().lower() for cell in lines[0]] if headed else list(COLUMNS)
    rows = []
    for line in lines[headed:]:
        cells = dict(zip(names, (cell.strip() for cell in line), strict=False))
        if only is not None and cells["image"] not in only:
            continue
        rows.append(
            AskedRow(
                cells["image"],
                cells["question"],
                tuple(cells["answers"].split("|")),
                cells.get("kind", "") or "all",
                cells.get("language", "") or ("en" if cells["question"].isascii() else "zh"),
                cells.get("group", ""),
            )
        )
    if not rows:
        raise TrainingError("no_captions", path=path)
    return rows


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, what its captioner said of it, and whether it is right."""

    row: AskedRow
    text: str
    probability: float
    sure: bool

    @property
    def right(self) -> bool:
        """Whether it means one of the right answers."""
        return is_right(self.text, self.row.answers)


def evaluate_answers(
    captioner: Captioner, photos: Path, rows: Sequence[AskedRow]
) -> Iterator[Progress | AnswerEvaluation]:
    """Yield progress, and at last the figures.

    Raises:
        TrainingError: a photo is missing or can't be read.
    """
    asked = {row.image for row in rows}
    given: list[Given] = []
    times = []
    seen = looked_at(captioner, rows, read_pixels(photos, asked, captioner.pack.image))
    for done, (memory, of_photo) in enumerate(seen, 1):
        for row in of_photo:
            begun = time.perf_counter()
            answer = captioner.answer(memory, row.question, row.language)
            times.append(1000 * (time.perf_counter() - begun))
            given.append(Given(row, answer.text, answer.probability, answer.sure))
        yield Progress("answers", done, len(asked))
    if missing := asked - {one.row.image for one in given}:
        raise TrainingError(
            "photos_lacking", photos=photos, missing=f"{len(missing):,}", missing2=min(missing)
        )
    yield AnswerEvaluation(
        captioner.name,
        _by(given, lambda row: row.kind),
        _by([one for one in given if one.row.group], lambda row: row.group),
        round(float(np.median(times)), 1),
    )


def figures_of(given: Sequence[Given]) -> AnswerFigures:
    """Return the figures of some answers."""
    counts = Counter(answer for one in given for answer in set(map(meaning, one.row.answers)))
    sure = [one for one in given if one.sure]
    usual, count = counts.most_common(1)[0]
    gained = [one.right - (usual in map(meaning, one.row.answers)) for one in given]
    error = float(np.std(gained)) / math.sqrt(len(given))
    return AnswerFigures(
        len(given),
        round(sum(one.right for one in given) / len(given), 4),
        round(count / len(given), 4),
        round(float(np.mean(gained)) - 1.96 * error, 4),
        round(len(sure) / len(given), 4),
        round(sum(one.right for one in sure) / max(1, len(sure)), 4),
    )


def fit_sureness(given: Sequence[Given]) -> dict[str, Sureness]:
    """Return how likely answers are right, of what the captioner says itself (``probability``).

    Logistic regression on its log-odds (Platt 1999), of yes and no and of all others. From the
    lowest probability on from which ``WANTED_PRECISION`` of the answers are right, they are sure.
    """
    parts = {
        "closed": [one for one in given if one.text in CLOSED],
        "open": [one for one in given if one.text not in CLOSED],
    }
    return {name: _fitted(some, WANTED_PRECISION[name]) for name, some in parts.items()}


def _fitted(given: Sequence[Given], wanted: float) -> Sureness:
    if len(given) < _LEAST:
        return Sureness(1.0, 0.0, wanted)
    said = np.clip([one.probability for one in given], 1e-6, 1 - 1e-6)
    odds, right = np.log(said / (1 - said)), np.array([one.right for one in given], float)
    slope, shift = 1.0, 0.0
    for _ in range(100):  # Newton's method in short steps, held near the beginning
        likely = _sigmoid(slope * odds + shift)
        pull = likely - right
        weight = likely * (1 - likely)
        gradient = np.array([pull @ odds + 0.01 * (slope - 1), pull.sum() + 0.01 * shift])
        hessian = np.array(
            [[weight @ odds**2 + 0.01, weight @ odds], [weight @ odds, weight.sum() + 0.01]]
        )
        step = np.clip(np.linalg.solve(hessian, gradient), -0.5, 0.5)
        slope, shift = slope - step[0], shift - step[1]
    threshold = lowest_sure(_sigmoid(slope * odds + shift), right, wanted)
    return Sureness(round(float(slope), 4), round(float(shift), 4), threshold)


def lowest_sure(likely: NDArray[np.float64], right: NDArray[Any], wanted: float) -> float:
    """Return the lowest probability from which on so many answers are right; 1 if there is none."""
    order = np.argsort(-likely)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((precision >= wanted) & (np.arange(len(order)) >= _LEAST - 1))
    threshold = float(likely[order][enough[-1]]) if len(enough) else 1.0
    return math.floor(1e4 * threshold) / 1e4


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def _by(
    given: Sequence[Given], name: Callable[[AskedRow], str]
) -> dict[str, dict[str, AnswerFigures]]:
    parts: dict[str, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for one in given:
        parts[one.row.language][name(one.row)].append(one)
    return {
        language: {key: figures_of(some) for key, some in sorted(named.items())}
        for language, named in sorted(parts.items())
    }
