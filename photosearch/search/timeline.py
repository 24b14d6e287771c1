"""The months of an answer: how many photos each has, and where it begins when ordered by date.

Photos without a date come after all others, in a last "month" that has no year.
"""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Int64Array
from photosearch.catalogue.photos import UNDATED
from photosearch.wire.values import Month


def months(times: Int64Array, matches: int) -> list[Month]:
    """Count an answer's photos by month, newest first.

    Args:
        times: microseconds since 1970 of each row or ``UNDATED``, Int64[n], in the answer's order.
        matches: how many rows, from the first, lie above the threshold.
    """
    dated = times != UNDATED
    found = _dated(times[dated], int(np.count_nonzero(dated[:matches])))
    if not dated.all():
        placed = sum(month.matches for month in found)
        counts = (min(matches, len(times)) - placed, int(np.count_nonzero(~dated)))
        found.append(Month(0, 0, *counts, placed, len(times) - counts[1]))
    return found


def _dated(times: Int64Array, matches: int) -> list[Month]:
    since_1970 = times.view("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    present, inverse = np.unique(-since_1970, return_inverse=True)  # newest first
    totals = np.bincount(inverse, minlength=len(present))
    above = np.bincount(inverse[:matches], minlength=len(present))
    columns = (above, totals, np.cumsum(above) - above, np.cumsum(totals) - totals)
    rows = zip((-present).tolist(), *(column.tolist() for column in columns), strict=True)
    return [Month(1970 + month // 12, month % 12 + 1, *counts) for month, *counts in rows]
