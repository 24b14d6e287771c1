"""What helps to ask: completions, past and saved searches."""

from __future__ import annotations

from photosearch.wire.messages.base import Message
from photosearch.wire.values import PastSearch, SavedSearch, Suggestion


class Complete(Message, frozen=True, tag="complete"):
    """Ask what the word at the cursor (code points) may become; the latest request wins."""

    request: int
    text: str
    cursor: int


class RememberSearch(Message, frozen=True, tag="remember_search"):
    """Note that a text was asked for good: Enter was pressed, or a hit opened."""

    text: str


class SaveSearch(Message, frozen=True, tag="save_search"):
    """Give a question a name, in place of one that had it; answered by `searches`.

    A picture that was pasted is kept with it.
    """

    search: SavedSearch


class RenameSavedSearch(Message, frozen=True, tag="rename_saved_search"):
    """Give a saved search another name; answered by `searches`."""

    name: str
    new_name: str


class ForgetSavedSearch(Message, frozen=True, tag="forget_saved_search"):
    """Forget a saved search, and what was kept for it; answered by `searches`."""

    name: str


class ForgetSearch(Message, frozen=True, tag="forget_search"):
    """Forget that a text was asked, or all that was if it is empty; answered by `searches`."""

    text: str = ""


class ListSearches(Message, frozen=True, tag="list_searches"):
    """Ask for the saved and the latest searches; answered by `searches`."""


class Completions(Message, frozen=True, tag="completions"):
    """What the word at the cursor may become, the likeliest first."""

    request: int
    suggestions: tuple[Suggestion, ...]


class Searches(Message, frozen=True, tag="searches"):
    """The saved searches by name, and the latest, the last asked first."""

    saved: tuple[SavedSearch, ...]
    recent: tuple[PastSearch, ...]
