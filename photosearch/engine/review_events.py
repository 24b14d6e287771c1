"""What the window is told of duplicates and the trash."""

from __future__ import annotations

from collections.abc import Sequence

from photosearch.duplicates.trash import RestoredFiles, TrashedFiles, can_restore
from photosearch.wire import messages
from photosearch.wire.values import DuplicateGroup


def groups_event(
    question: messages.FindDuplicates, groups: Sequence[DuplicateGroup]
) -> messages.DuplicateGroups:
    """Return the answer to a question for duplicates."""
    return messages.DuplicateGroups(
        request=question.request,
        total=len(groups),
        groups=tuple(groups[: question.count]),
        can_restore=can_restore(),
    )


def moved_event(trashed: TrashedFiles) -> messages.MovedToTrash:
    """Return what tells of files that were moved."""
    return messages.MovedToTrash(
        token=trashed.token,
        paths=tuple(file.path for file in trashed.files),
        failures=trashed.failures,
        can_restore=trashed.can_restore,
    )


def restored_event(restored: RestoredFiles) -> messages.RestoredFromTrash:
    """Return what tells of files that came back."""
    return messages.RestoredFromTrash(
        token=restored.token,
        paths=restored.paths,
        failures=restored.failures,
    )
