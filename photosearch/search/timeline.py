"""The months of an answer: how many photos each has, and where it begins when ordered by date.

Photos without a date come after all others, in a last "month" that has no year.
"""

from __future__ import annotations

import numpy as np

from photosearch.arrays import Int64Array
from photosearch.catalogue.photos import UNDATED
from photosearch.wire.values import Month


def months(times: Int64Array, strong: int) -> list[Month]:
    """Count an answer's photos by month, newest first.

    Args:
        times: microseconds since 1970 of each row or ``UNDATED``, Int64[n], in the answer's order.
        strong: how many rows, from the first, lie above the cutoff.
    """
    dated = times != UNDATED
    found = _dated(times[dated], int(np.count_nonzero(dated[:strong])))
    if not dated.all():
        matches = sum(month.matches for month in found)
        counts = (min(strong, len(times)) - matches, int(np.count_nonzero(~dated)))
        found.append(Month(0, 0, *counts, matches, len(times) - counts[1]))
    return found


def _dated(times: Int64Array, strong: int) -> list[Month]:
    since_1970 = times.view("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    present, inverse = np.unique(-since_1970, return_inverse=True)  # newest first
    totals = np.bincount(inverse, minlength=len(present))
    matches = np.bincount(inverse[:strong], minlength=len(present))
    columns = (matches, totals, np.cumsum(matches) - matches, np.cumsum(totals) - totals)
    rows = zip((-present).tolist(), *(column.tolist() for column in columns), strict=True)
    return [Month(1970 + month // 12, month % 12 + 1, *counts) for month, *counts in rows]
