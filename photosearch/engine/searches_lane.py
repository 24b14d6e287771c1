"""The lane of completion, history and saved searches: it never waits for a search or a batch."""

from __future__ import annotations

from photosearch.engine.handlers import Emit, Lane
from photosearch.library import Library
from photosearch.wire import messages


class SearchesLane(Lane):
    """Completes what is typed and keeps what was asked."""

    commands = (
        messages.Complete,
        messages.RememberSearch,
        messages.SaveSearch,
        messages.RenameSavedSearch,
        messages.ForgetSavedSearch,
        messages.ForgetSearch,
        messages.ListSearches,
    )

    def __init__(self, library: Library, emit: Emit) -> None:
        super().__init__(library, emit)
        self._latest = -1

    def put(self, command: object) -> None:
        """Hand over a command; a completion asked for before this one needs no answer any more."""
        if isinstance(command, messages.Complete):
            self._latest = command.request
        super().put(command)

    def _obey(self, command: object) -> None:
        match command:
            case messages.Complete(request=request):
                if request == self._latest:
                    self._complete(command)
            case messages.RememberSearch(text=text):
                self._library.remember(text)
            case messages.SaveSearch(search=search):
                self._library.save_search(search.name, search)
                self._send_searches()
            case messages.RenameSavedSearch(name=name, new_name=new_name):
                self._library.rename_saved_search(name, new_name)
                self._send_searches()
            case messages.ForgetSavedSearch(name=name):
                self._library.forget_saved_search(name)
                self._send_searches()
            case messages.ForgetSearch(text=text):
                self._forget(text)
                self._send_searches()
            case messages.ListSearches():
                self._send_searches()

    def _complete(self, command: messages.Complete) -> None:
        found = self._library.complete(command.text, command.cursor)
        suggestions = tuple(found)
        self._emit(messages.Completions(request=command.request, suggestions=suggestions))

    def _forget(self, text: str) -> None:
        if text:
            self._library.forget_search(text)
        else:
            self._library.forget_history()

    def _send_searches(self) -> None:
        saved = tuple(self._library.saved_searches())
        recent = tuple(self._library.recent_searches())
        self._emit(messages.Searches(saved=saved, recent=recent))
