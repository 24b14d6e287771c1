"""The handler of completion, history and saved searches: it never waits for a search or a batch."""

from __future__ import annotations

from photosearch.engine.handler import Handler
from photosearch.wire import messages


class SearchesHandler(Handler):
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
    latest_only = (messages.Complete,)

    def _obey(self, command: object) -> None:
        match command:
            case messages.Complete(text=text, cursor=cursor):
                found = tuple(self._library.searches.complete(text, cursor))
                self._emit(messages.Completions(request=command.request, suggestions=found))
            case messages.RememberSearch(text=text):
                self._library.searches.remember_text(text)
            case messages.SaveSearch(search=search):
                self._library.searches.save(search.name, search)
                self._send_searches()
            case messages.RenameSavedSearch(name=name, new_name=new_name):
                self._library.searches.rename(name, new_name)
                self._send_searches()
            case messages.ForgetSavedSearch(name=name):
                self._library.searches.forget(name)
                self._send_searches()
            case messages.ForgetSearch(text=text):
                self._forget(text)
                self._send_searches()
            case messages.ListSearches():
                self._send_searches()

    def _forget(self, text: str) -> None:
        if text:
            self._library.searches.forget_text(text)
        else:
            self._library.searches.forget_history()

    def _send_searches(self) -> None:
        saved = tuple(self._library.searches.saved())
        recent = tuple(self._library.searches.recent())
        self._emit(messages.Searches(saved=saved, recent=recent))
