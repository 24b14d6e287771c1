"""What a question's wording says: what is wanted, and the rest, which says of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# What is on photos is asked, not which they are.
SHOWS: Final = "shows"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields are those of :class:`photosearch.answering.question.Asked`."""

    wanted: str
    rest: str
    pick: str = ""
    of: str = ""
    order: str = ""
    unknown: str = ""
