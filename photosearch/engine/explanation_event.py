"""An explanation as the window gets it."""

from __future__ import annotations

import msgspec
import numpy as np

from photosearch.arrays import Float32Array
from photosearch.search.explain import Explanation
from photosearch.wire import messages

_DECIMALS = 4


def explanation_event(request: int, why: Explanation) -> messages.Explanation:
    """Return the event that answers a :class:`photosearch.wire.messages.Why`."""
    event = messages.Explanation(
        request=request,
        photo=why.photo,
        text=why.text,
        picture=why.parts.picture,
        words=why.parts.words,
        exact=why.parts.exact,
        picture_share=why.picture_share,
        words_share=why.words_share,
        probability=why.probability,
        pictures=why.pictures,
        matched=why.matched,
    )
    if why.heat is None:
        return event
    return msgspec.structs.replace(
        event,
        heat=_rows(why.heat.values),
        frame=why.heat.frame,
        place=why.heat.place,
        method=why.heat.method,
    )


def _rows(values: Float32Array) -> tuple[tuple[float, ...], ...]:
    """Return a map between 0 and 1 as rows."""
    warm = np.clip(values, 0.0, None)
    warm = warm / max(float(warm.max()), 1e-12)
    return tuple(tuple(round(float(value), _DECIMALS) for value in row) for row in warm)
