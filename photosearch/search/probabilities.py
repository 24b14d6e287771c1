"""How likely the photos of a space are what was asked for, in a calibrated one."""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Float32Array
from photosearch.search.ranking import Chances
from photosearch.spaces.calibration import Calibration
from photosearch.spaces.spaces import OpenSpace

# As many photos are looked at in one go.
_AT_ONCE = 1000


def chances(
    calibration: Calibration,
    space: OpenSpace,
    query: Float32Array,
    fused: Float32Array,
    words: Float32Array,
) -> Chances:
    """Return the chances of photos Float32[n, d], given what words add to their scores Float32[n].

    The image part stands last in fused vectors, whole.
    """
    fuser = space.space.fuser
    cut = fuser.text_dimensions
    library = space.image_sample()
    cosines = fuser.cosines(query, words)
    values = [
        calibration.chances(query[cut:], fused[part, cut:], cosines[part], library)
        for part in (slice(at, at + _AT_ONCE) for at in range(0, len(fused), _AT_ONCE))
    ]
    least = calibration.least_among(len(space.vectors))
    return Chances(np.concatenate(values) if values else np.zeros(0, np.float32), least)
