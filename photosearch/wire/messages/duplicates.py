"""Photos that show the same, the trash, and the way back from it."""

from __future__ import annotations

from photosearch.wire.messages.base import Message
from photosearch.wire.values import DuplicateGroup, FileFailure


class FindDuplicates(Message, frozen=True, tag="find_duplicates"):
    """Ask for the groups of photos that show the same, at most ``count`` of them."""

    request: int
    exact: bool = True
    near: bool = True
    count: int = 500


class MoveToTrash(Message, frozen=True, tag="move_to_trash"):
    """Move photos and their sidecars to the system's trash, because the user asked for it."""

    photos: tuple[int, ...]


class RestoreFromTrash(Message, frozen=True, tag="restore_from_trash"):
    """Undo a :class:`MoveToTrash`: the one of this token, or the last."""

    token: str = ""


class DuplicateGroups(Message, frozen=True, tag="duplicate_groups"):
    """The groups of photos that show the same, those with most to gain first.

    ``total`` counts all groups; ``can_restore`` says whether moving to the trash can be undone from
    here: if not, say so before.
    """

    request: int
    total: int
    groups: tuple[DuplicateGroup, ...]
    can_restore: bool


class MovedToTrash(Message, frozen=True, tag="moved_to_trash"):
    """What was moved to the trash, sidecars too, and what stayed; ``token`` undoes it."""

    token: str
    paths: tuple[str, ...]
    failures: tuple[FileFailure, ...]
    can_restore: bool


class RestoredFromTrash(Message, frozen=True, tag="restored_from_trash"):
    """What is back where it was, and what is not."""

    token: str
    paths: tuple[str, ...]
    failures: tuple[FileFailure, ...]
