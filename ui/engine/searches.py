"""What the engine knows of searches: completions, the saved and the latest ones."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.wire import messages
from photosearch.wire.values import PastSearch, Question, SavedSearch, Suggestion
from ui.engine.engine_client import EngineClient
from ui.engine.question import asked_again, same


class Searches(QObject):
    """Asks for completions, remembers, saves and forgets searches.

    Signals:
        completed(tuple): completions of what was asked last.
        changed(): the saved or the latest searches are others now.
        forgotten(SavedSearch): a saved search is gone; :meth:`bring_back` undoes it.
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
        self.saved: tuple[SavedSearch, ...] = ()
        self.recent: tuple[PastSearch, ...] = ()
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

    def save(self, name: str, question: Question) -> None:
        """Give a question a name."""
        search = SavedSearch(
            question.text, question.images, question.more, question.less, question.sort, name
        )
        self._client.send(messages.SaveSearch(search=search))

    def saved_as(self, name: str) -> SavedSearch | None:
        """Return the saved search of a name."""
        return next((search for search in self.saved if search.name == name), None)

    def name_of(self, question: Question) -> str:
        """Return the name under which a question is saved, if it is."""
        return next((one.name for one in self.saved if same(asked_again(one), question)), "")

    def rename(self, name: str, new_name: str) -> None:
        """Give a saved search another name."""
        self._client.send(messages.RenameSavedSearch(name=name, new_name=new_name))

    def forget_saved(self, name: str) -> None:
        """Forget a saved search."""
        search = self.saved_as(name)
        self._client.send(messages.ForgetSavedSearch(name=name))
        if search is not None:
            self.forgotten.emit(search)

    def bring_back(self, search: SavedSearch) -> None:
        """Save a search that was forgotten as it was, unless another has its name by now."""
        if self.saved_as(search.name) is None:
            self.save(search.name, search)

    def forget(self, text: str) -> None:
        """Forget that a text was asked."""
        self._remembered = ""
        self._client.send(messages.ForgetSearch(text=text))

    def list_all(self) -> None:
        """Ask for the saved and the latest searches."""
        self._client.send(messages.ListSearches())

    def suggested(self) -> tuple[Suggestion, ...]:
        """Return what may be asked where nothing is typed: the saved searches, then the latest."""
        saved = [
            Suggestion(text=one.text, kind="saved", start=0, end=0, detail=one.name)
            for one in self.saved
        ]
        known = {one.text for one in self.saved if same(one, Question(one.text))}
        recent = [
            Suggestion(text=one.text, kind="search", start=0, end=0)
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
