"""What the engine knows of searches: completions, the saved and the latest ones."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from photosearch.wire.messages import CompletionState, SavedSearchState, SearchState
from ui.engine.engine_client import EngineClient
from ui.engine.pasted import is_pasted
from ui.engine.steering import UNSTEERED, Steering


class Searches(QObject):
    """Asks for completions, remembers, saves and forgets searches.

    Signals:
        completed(tuple): completions of what was asked last.
        changed(): the saved or the latest searches are others now.
        forgotten(SavedSearchState): a saved search is gone; :meth:`bring_back` undoes it.
    """

    completed = Signal(object)
    changed = Signal()
    forgotten = Signal(object)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._request = 0
        self._remembered = ""
        self.known = False
        self.saved: tuple[SavedSearchState, ...] = ()
        self.recent: tuple[SearchState, ...] = ()
        client.event_received.connect(self._on_event)
        client.started.connect(self.list_all)

    @property
    def none_yet(self) -> bool:
        """Whether nothing was ever searched, as far as is known."""
        return self.known and not self.saved and not self.recent

    def complete(self, text: str, cursor: int) -> None:
        """Ask what the word at the cursor (code points) may become."""
        self._request += 1
        self._client.send(messages.Complete(request=self._request, text=text, cursor=cursor))

    def drop_completions(self) -> None:
        """Let completions that are still on their way count no more."""
        self._request += 1

    def remember(self, text: str) -> None:
        """Note that a text was asked for good; once while it stays the same."""
        text = text.strip()
        if text and text != self._remembered:
            self._remembered = text
            self._client.send(messages.RememberSearch(text=text))
            self.list_all()

    def save(self, name: str, text: str, steering: Steering = UNSTEERED) -> None:
        """Give a question a name."""
        self._client.send(steering.under_name(name, text))

    def saved_as(self, name: str) -> SavedSearchState | None:
        """Return the saved search of a name."""
        return next((search for search in self.saved if search.name == name), None)

    def name_of(self, text: str, steering: Steering) -> str:
        """Return the name under which a question is saved, if it is."""
        asked = _question(text, steering)
        questions = ((one, _question(one.text, Steering.of_saved(one))) for one in self.saved)
        return next((one.name for one, question in questions if question == asked), "")

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved search another name."""
        self._client.send(messages.RenameSavedSearch(name=name, new_name=new_name))

    def forget_saved(self, name: str) -> None:
        """Forget a saved search."""
        search = self.saved_as(name)
        self._client.send(messages.ForgetSavedSearch(name=name))
        if search is not None:
            self.forgotten.emit(search)

    def bring_back(self, search: SavedSearchState) -> None:
        """Save a search that was forgotten as it was, unless another has its name by now."""
        if self.saved_as(search.name) is None:
            self.save(search.name, search.text, Steering.of_saved(search))

    def forget(self, text: str) -> None:
        """Forget that a text was asked."""
        self._remembered = ""
        self._client.send(messages.ForgetSearch(text=text))

    def list_all(self) -> None:
        """Ask for the saved and the latest searches."""
        self._client.send(messages.ListSearches())

    def suggested(self) -> tuple[CompletionState, ...]:
        """Return what may be asked where nothing is typed: the saved searches, then the latest."""
        saved = [
            CompletionState(text=one.text, kind="saved", start=0, end=0, detail=one.name)
            for one in self.saved
        ]
        known = {one.text for one in self.saved if Steering.of_saved(one) == UNSTEERED}
        recent = [
            CompletionState(text=one.text, kind="search", start=0, end=0)
            for one in self.recent
            if one.text not in known
        ]
        return (*saved, *recent[:6])

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.Completions(request=request, suggestions=suggestions):
                if request == self._request:
                    self.completed.emit(suggestions)
            case messages.Searches(saved=saved, recent=recent):
                self.known, self.saved, self.recent = True, saved, recent
                self.changed.emit()


def _question(text: str, steering: Steering) -> messages.SaveSearch:
    """Return a question to be compared: a pasted picture is the same wherever a copy of it lies."""
    plain = steering.under_name("", text)
    images = (replace(i, path=Path(i.path).name) if is_pasted(i.path) else i for i in plain.images)
    return replace(plain, images=tuple(images))
