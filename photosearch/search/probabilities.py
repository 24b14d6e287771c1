"""What speaks for the photos of a space, and how likely they are what was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.arrays import Float32Array, Int64Array
from photosearch.search.threshold import Probabilities
from photosearch.spaces.calibration import Calibration, LateScores
from photosearch.spaces.late_interaction import SeenPlaces, best_rows
from photosearch.spaces.spaces import OpenSpace


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The parts of candidates' scores, Float32[n] each, and their probabilities.

    There are probabilities for questions in words alone, where the space is calibrated.
    """

    words: Float32Array
    picture: Float32Array
    probabilities: Probabilities | None


def judge_photos(
    space: OpenSpace,
    query: Float32Array,
    spoken: Float32Array | None,
    in_words: bool,
    ids: Int64Array,
    fused: Float32Array,
) -> Judged:
    """Judge photos Int64[n] of the library by their fused vectors Float32[n, d] and their places.

    Args:
        space: that answers.
        query: Float32[d], in it.
        spoken: the words of the query, Float32[t, p], if places are to be compared with them.
        in_words: whether a text is all that is asked.
        ids: of the photos, ascending.
        fused: their vectors.
    """
    seen = None
    if spoken is not None and in_words:
        compared = best_rows(fused @ query)
        if (found := space.places(ids[compared])) is not None:
            seen = SeenPlaces(compared[found.rows], found.places)
    return judge(space, query, spoken, in_words, fused, seen)


def judge(
    space: OpenSpace,
    query: Float32Array,
    spoken: Float32Array | None,
    in_words: bool,
    fused: Float32Array,
    seen: SeenPlaces | None,
) -> Judged:
    """Judge candidates as :func:`judge_photos` does, given the places of some of them."""
    words, picture = space.space.fuser.split(query, fused)
    calibration = space.calibration
    if calibration is None or not in_words:
        return Judged(words, picture, None)
    late = None
    if spoken is not None and seen is not None:
        late = calibration.late_scores(spoken, len(fused), seen)
    probabilities = _probabilities(calibration, space, query, fused, words, late)
    if late is not None:
        picture = picture + late.bonus
    return Judged(words, picture, probabilities)


def _probabilities(
    calibration: Calibration,
    space: OpenSpace,
    query: Float32Array,
    fused: Float32Array,
    words: Float32Array,
    late: LateScores | None,
) -> Probabilities:
    """Return those of photos Float32[n, d], given what words add to their scores Float32[n].

    The image part stands last in fused vectors, whole.
    """
    fuser = space.space.fuser
    cut = fuser.text_dimensions
    library = space.image_sample()
    cosines = fuser.cosines(query, words)
    judged = calibration.judge(query[cut:], fused[:, cut:], cosines, library, late)
    least = calibration.least_among(len(space.vectors))
    return Probabilities(judged.values, least, judged.present, calibration.recall_weight)
