"""What the problem list says to a person: for each reason a title and what to do next."""

from __future__ import annotations

from typing import Final

from photosearch.catalogue.problems import ProblemRow
from photosearch.types import ProblemReason
from photosearch.wire.messages import ProblemState

_RESTORE = "Restore it from a backup or copy it again from the camera, then retry."

EXPLANATIONS: Final[dict[ProblemReason, tuple[str, str]]] = {
    ProblemReason.EMPTY: ("The file is empty", _RESTORE),
    ProblemReason.TRUNCATED: ("The file ends too early", _RESTORE),
    ProblemReason.DAMAGED: ("The picture is damaged; what can be shown is shown", _RESTORE),
    ProblemReason.CORRUPT: ("The picture is damaged; nothing of it can be shown", _RESTORE),
    ProblemReason.NOT_A_PHOTO: (
        "This is not a picture, whatever its name says",
        "Open it with another program, or exclude it.",
    ),
    ProblemReason.UNSUPPORTED: (
        "This kind of picture can't be decoded",
        "Save it as JPEG, PNG or HEIC.",
    ),
    ProblemReason.TOO_LARGE: (
        "The picture claims more pixels than a photo has",
        "Scale it down if it is genuine; otherwise delete it.",
    ),
    ProblemReason.UNREADABLE: (
        "The file may not be read",
        "Check its permissions and the disk, then retry.",
    ),
    ProblemReason.VANISHED: (
        "The file went away while it was read",
        "It will be found again when it comes back.",
    ),
    ProblemReason.TIMED_OUT: (
        "Decoding took too long and was stopped",
        "Retry; if it happens again, save the picture anew with a photo program.",
    ),
    ProblemReason.CRASHED: (
        "The decoder crashed on this file",
        "Save the picture anew with a photo program, then retry.",
    ),
    ProblemReason.OUT_OF_MEMORY: (
        "Decoding needs more memory than a photo should",
        "Scale the picture down, then retry.",
    ),
    ProblemReason.FAILED: (
        "photosearch stumbled over this photo",
        "It is tried again at the next start. The log file tells more.",
    ),
}


def explain_problem(row: ProblemRow) -> ProblemState:
    """Return a problem as the window and the command line show it."""
    title, advice = EXPLANATIONS[row.reason]
    return ProblemState(
        photo=row.photo_id,
        path=str(row.path),
        reason=row.reason.value,
        title=title,
        advice=advice,
        detail=row.detail,
    )
