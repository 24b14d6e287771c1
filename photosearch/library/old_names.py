"""Names of before there were parts, kept for one version: each is an alias of what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from photosearch.duplicates.trash import RestoredFiles
from photosearch.library.folders import LibraryFolders
from photosearch.library.problems import LibraryProblems
from photosearch.library.searches import LibrarySearches
from photosearch.library.trash import LibraryTrash
from photosearch.library.upkeep import Upkeep
from photosearch.types import FolderId, PhotoId, Progress
from photosearch.wire.values import PastSearch, Question, SavedSearch, Suggestion


class OldNames:
    """The aliases; docs/api.md lists them beside the new names."""

    folders: LibraryFolders
    upkeep: Upkeep
    problems: LibraryProblems
    searches: LibrarySearches
    trash: LibraryTrash

    def add_folder(self, path: Path) -> FolderId:
        """``folders.add``."""
        return self.folders.add(path)

    def remove_folder(self, folder_id: FolderId) -> None:
        """``folders.remove``."""
        self.folders.remove(folder_id)

    def refresh(self, folder_ids: Sequence[FolderId] = ()) -> Iterator[Progress]:
        """``upkeep.refresh``."""
        return self.upkeep.refresh(folder_ids)

    def refresh_paths(self, folder_id: FolderId, paths: frozenset[Path]) -> None:
        """``upkeep.refresh_paths``."""
        self.upkeep.refresh_paths(folder_id, paths)

    def index(self) -> Iterator[Progress]:
        """``upkeep.index``."""
        return self.upkeep.index()

    def pending(self) -> int:
        """``upkeep.pending``."""
        return self.upkeep.pending()

    def watch(self, callback: Callable[[FolderId, frozenset[Path]], None]) -> None:
        """``upkeep.watch``."""
        self.upkeep.watch(callback)

    def problem_count(self) -> int:
        """``problems.count``."""
        return self.problems.count()

    def retry_problems(self, photos: Sequence[PhotoId] = ()) -> None:
        """``problems.retry``."""
        self.problems.retry(photos)

    def complete(self, text: str, cursor: int | None = None) -> list[Suggestion]:
        """``searches.complete``."""
        return self.searches.complete(text, cursor)

    def remember(self, text: str) -> None:
        """``searches.remember_text``."""
        self.searches.remember_text(text)

    def save_search(
        self,
        name: str,
        text: str | Question = "",
        *,
        images: Sequence[tuple[Path | PhotoId, float]] = (),
        more: Sequence[PhotoId] = (),
        less: Sequence[PhotoId] = (),
        sort: str = "",
    ) -> None:
        """``searches.save``, of a question in pieces."""
        if not isinstance(text, Question):
            text = Question.of(text, images, more, less, sort)
        self.searches.save(name, text)

    def saved_searches(self) -> list[SavedSearch]:
        """``searches.saved``."""
        return self.searches.saved()

    def rename_saved_search(self, name: str, new_name: str) -> None:
        """``searches.rename``."""
        self.searches.rename(name, new_name)

    def forget_saved_search(self, name: str) -> None:
        """``searches.forget``."""
        self.searches.forget(name)

    def recent_searches(self, limit: int = 20) -> list[PastSearch]:
        """``searches.recent``."""
        return self.searches.recent(limit)

    def forget_search(self, text: str) -> None:
        """``searches.forget_text``."""
        self.searches.forget_text(text)

    def forget_history(self) -> None:
        """``searches.forget_history``."""
        self.searches.forget_history()

    def restore(self, token: str = "") -> RestoredFiles:
        """``trash.restore``."""
        return self.trash.restore(token)
