"""What was asked before, and what is being typed."""

from __future__ import annotations

from photosearch.catalogue.database import Catalogue
from photosearch.paths import AppPaths
from photosearch.search.completion import Completer
from photosearch.search.saved import Saving
from photosearch.wire.values import PastSearch, Question, SavedSearch, Suggestion


class LibrarySearches:
    """Saves questions under a name, remembers texts, completes what is typed."""

    def __init__(self, catalogue: Catalogue, paths: AppPaths) -> None:
        self._past = catalogue.searches
        self._saving = Saving(catalogue, paths)
        self._completer = Completer(catalogue)

    def save(self, name: str, question: Question) -> None:
        """Give a question a name. One that had the name makes room.

        Raises:
            QueryError: the name is empty, or nothing is asked.
            StorageError: a picture that was pasted can't be kept.
        """
        self._saving.save(name, question)

    def saved(self) -> list[SavedSearch]:
        """Return the searches that have a name, by name."""
        return self._saving.all()

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved search another name."""
        self._saving.rename(name, new_name)

    def forget(self, name: str) -> None:
        """Forget a saved search."""
        self._saving.forget(name)

    def remember_text(self, text: str) -> None:
        """Note that a text was asked, to be offered again."""
        if text.strip():
            self._past.remember(text.strip())

    def recent(self, limit: int = 20) -> list[PastSearch]:
        """Return what was asked last, the latest first."""
        return self._past.recent(limit)

    def forget_text(self, text: str) -> None:
        """Forget that a text was asked."""
        self._past.forget(text)

    def forget_history(self) -> None:
        """Forget all that was asked; saved searches stay."""
        self._past.forget(None)

    def complete(self, text: str, cursor: int | None = None) -> list[Suggestion]:
        """Return what the word at the cursor (a code point, the end if None) may become."""
        return self._completer.complete(text, len(text) if cursor is None else cursor)
