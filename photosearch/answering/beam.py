"""Beam search: the likeliest texts that a decoder writes, word piece by word piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from photosearch.arrays import Float32Array


class Step(Protocol):
    """The next word of each text, given its last one and the past of all before."""

    def __call__(self, last: Sequence[int], past: Any) -> tuple[Float32Array, Any]:
        """Return log-probabilities Float32[b, words] and the new past; its third axis is texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """What was written, without its end, and its log-probability, the end's among it."""

    pieces: tuple[int, ...]
    log_probability: float

    def score(self, length_weight: float) -> float:
        """Return what texts of any length are compared by (Wu et al. 2016)."""
        return float(self.log_probability / ((5 + len(self.pieces) + 1) / 6) ** length_weight)


def beam_search(
    step: Step,
    past: Any,
    begin: int,
    end: int,
    *,
    width: int,
    longest: int,
    length_weight: float,
    allowed: Callable[[tuple[int, ...]], bool] = lambda pieces: True,
    barred: Sequence[int] = (),
) -> list[Text]:
    """Return the best texts found, the best first; none has the same three pieces twice.

    Args:
        step: the decoder.
        past: before ``begin``, of one text.
        begin, end: the pieces before the first and after the last.
        width: how many texts are followed at once.
        longest: in pieces, without the end.
        length_weight: 0 prefers short texts; 1 compares what a piece costs in the mean.
        allowed: says of a text, finished or not, whether it may be written.
        barred: pieces that are never written.
    """
    texts, last = [Text((), 0.0)], [begin]
    finished: list[Text] = []
    for _ in range(longest + 1):
        scores, past = step(last, past)
        scores[:, list(barred)] = -np.inf
        totals = scores + np.array([[text.log_probability] for text in texts], np.float32)
        chosen, rows = [], []
        for at in _best(totals, 2 * width + len(texts)):
            row, piece = divmod(int(at), scores.shape[1])
            text = Text((*texts[row].pieces, piece), float(totals[row, piece]))
            if piece == end:
                done = Text(texts[row].pieces, text.log_probability)
                if done.pieces and allowed(done.pieces):
                    finished.append(done)
            elif not _repeats(text.pieces) and allowed(text.pieces):
                chosen.append(text)
                rows.append(row)
            if len(chosen) == width:
                break
        if not chosen or _is_settled(finished, chosen, width, longest, length_weight):
            break
        texts, past = chosen, past[:, :, rows]
        last = [text.pieces[-1] for text in texts]
    return sorted(finished or texts, key=lambda text: -text.score(length_weight))


def _best(totals: Float32Array, count: int) -> np.ndarray:
    """Return the places of the largest in the flattened table, the largest first."""
    flat = totals.ravel()
    some = np.argpartition(-flat, min(count, flat.size - 1))[:count]
    some = some[np.isfinite(flat[some])]
    return np.asarray(some[np.argsort(-flat[some], kind="stable")])


def _repeats(pieces: tuple[int, ...]) -> bool:
    """Say whether the last three pieces stood in a row before."""
    last = pieces[-3:]
    return len(pieces) > 3 and any(
        pieces[start : start + 3] == last for start in range(len(pieces) - 3)
    )


def _is_settled(
    finished: Sequence[Text],
    open_texts: Sequence[Text],
    width: int,
    longest: int,
    length_weight: float,
) -> bool:
    """Say whether no text that is still open can become better than the best of the finished."""
    if len(finished) < width:
        return False
    best = max(text.score(length_weight) for text in finished)
    # At best all further pieces are certain.
    hopes = (t.log_probability / ((5 + longest + 1) / 6) ** length_weight for t in open_texts)
    return all(hope < best for hope in hopes) or len(finished) >= 4 * width
