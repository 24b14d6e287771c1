"""What the window is told of duplicates and the trash."""

from __future__ import annotations

from collections.abc import Sequence

from photosearch.duplicates.finder import Duplicate, DuplicateGroup
from photosearch.duplicates.trash import FileFailure, RestoredFiles, TrashedFiles, can_restore
from photosearch.wire import messages


def groups_event(
    question: messages.FindDuplicates, groups: Sequence[DuplicateGroup]
) -> messages.DuplicateGroups:
    """Return the answer to a question for duplicates."""
    return messages.DuplicateGroups(
        request=question.request,
        total=len(groups),
        groups=tuple(map(_group, groups[: question.count])),
        can_restore=can_restore(),
    )


def moved_event(trashed: TrashedFiles) -> messages.MovedToTrash:
    """Return what tells of files that were moved."""
    return messages.MovedToTrash(
        token=trashed.token,
        paths=tuple(file.path for file in trashed.files),
        failures=tuple(map(_failure, trashed.failures)),
        can_restore=trashed.can_restore,
    )


def restored_event(restored: RestoredFiles) -> messages.RestoredFromTrash:
    """Return what tells of files that came back."""
    return messages.RestoredFromTrash(
        token=restored.token,
        paths=restored.paths,
        failures=tuple(map(_failure, restored.failures)),
    )


def _group(group: DuplicateGroup) -> messages.GroupState:
    return messages.GroupState(kind=group.kind.value, photos=tuple(map(_photo, group.photos)))


def _photo(one: Duplicate) -> messages.DuplicateState:
    return messages.DuplicateState(
        photo=one.photo,
        path=str(one.path),
        thumbnail=str(one.thumbnail),
        width=one.width,
        height=one.height,
        size=one.size,
        taken_at=one.taken_at.isoformat() if one.taken_at else None,
        online=one.online,
        same_file=one.same_file,
        distance=one.distance,
        cosine=one.cosine,
    )


def _failure(failure: FileFailure) -> messages.FileFailure:
    return messages.FileFailure(path=failure.path, reason=failure.reason, advice=failure.advice)
