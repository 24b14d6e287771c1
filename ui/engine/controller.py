"""What a person wants done becomes commands; what the engine says becomes signals."""

from __future__ import annotations

from dataclasses import replace as replace_fields
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.wire import messages
from photosearch.wire.values import Question, Reply
from ui.engine.analysers import Analysers
from ui.engine.captions import CaptionRequests
from ui.engine.engine_client import EngineClient
from ui.engine.extras import Extras
from ui.engine.folder_rules import FolderRules
from ui.engine.models import Models
from ui.engine.people import People
from ui.engine.photo_questions import PhotoQuestions
from ui.engine.review_controller import ReviewController
from ui.engine.said import in_words
from ui.engine.searches import Searches

# Rows asked for at once: a few screens.
PAGE = 200
# While photos are being indexed, the question on screen is asked again this often.
REFRESH_MS = 2000
# While there is nothing on screen, the first photos are shown as soon as they are there.
FIRST_MS = 200


class Controller(QObject):
    """The only one that starts work.

    Signals:
        looked(str, bool): a piece of what the added model says of photos; whether that is all.
        results_arrived(Results, bool): an answer; whether it is the same question as before.
        rows_arrived(Rows), folders_changed(tuple), progress_changed(IndexingProgress),
        problems_changed(tuple), thumbnail_made(int, str), preview_made(int, str),
        clip_made(int, str), text_read(int, tuple): as the engine says.
        failed(str, str, str): title, reason, advice.
        engine_ready(), engine_lost(): whether questions are answered, which ``is_ready`` tells too.
    """

    looked = Signal(str, bool)
    results_arrived = Signal(object, bool)
    rows_arrived = Signal(object)
    folders_changed = Signal(object)
    progress_changed = Signal(object)
    problems_changed = Signal(object)
    thumbnail_made = Signal(int, str)
    preview_made = Signal(int, str)
    clip_made = Signal(int, str)
    text_read = Signal(int, object)
    failed = Signal(str, str, str)
    engine_ready = Signal()
    engine_lost = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.searches = Searches(client, self)
        self.models = Models(client, self)
        self.analysers = Analysers(client, self)
        self.extras = Extras(client, self)
        self.folder_rules = FolderRules(client, self)
        self.people = People(client, self)
        self._request = 0
        self._search = messages.Search(request=0, count=PAGE)
        self._answered = -1
        self._reply: Reply | None = None
        self._looking = 0
        self._nothing_shown = True
        self._asked_again = False
        self.is_ready = False  # whether questions are answered now
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._ask_again)
        client.event_received.connect(self._on_event)
        client.started.connect(self._on_started)
        client.lost.connect(self._on_lost)
        client.gave_up.connect(self._on_gave_up)
        self.review = ReviewController(client, self._next, self)
        self.captions = CaptionRequests(client, self._next, self)
        self.photo_questions = PhotoQuestions(client, self._next, self)

    # Intents ----------------------------------------------------------------------------------

    def search(self, question: Question, asks: bool = True) -> None:
        """Ask for the photos that match; an empty question is answered by all photos.

        ``asks``: a text that is a question is answered as one.
        """
        self._refresh.stop()
        self.stop_looking()
        self._asked_again = False
        self._search = messages.Search(
            request=self._next(), question=question, count=PAGE, asks=asks
        )
        self._client.send(self._search)

    def search_words(self, question: Question) -> None:
        """Search for the words of what was taken for a question."""
        self.search(question, asks=False)

    def look(self) -> None:
        """Let the added model look at the photos of the answer on screen."""
        self._looking = self._next()
        self._client.send(
            messages.LookAtPhotos(request=self._looking, question=self._search.question)
        )

    def stop_looking(self) -> None:
        """Let it say no more."""
        if self._looking:
            self._looking = 0
            self._client.send(messages.StopLooking())

    @property
    def question(self) -> Question:
        """What is searched for: of a question about the library, the search made of it."""
        asked = self._search.question
        if self._reply is None or self._reply.question != asked.text:
            return asked
        return replace_fields(asked, text=self._reply.query)

    def fetch_rows(self, start: int, count: int) -> None:
        """Ask for more rows of the answer on screen."""
        self._client.send(
            messages.FetchRows(request=self._answered, start=start, count=max(count, PAGE))
        )

    def add_folder(self, path: Path) -> None:
        """Add a folder to the library."""
        self._client.send(messages.AddFolder(path=str(path)))

    def remove_folder(self, folder: int) -> None:
        """Forget a folder."""
        self._client.send(messages.RemoveFolder(folder=folder))

    def rescan(self) -> None:
        """Look at all folders again."""
        self._client.send(messages.Rescan())

    def set_paused(self, paused: bool) -> None:
        """Stop or go on indexing."""
        self._client.send(messages.Pause() if paused else messages.Resume())

    def list_problems(self) -> None:
        """Ask for the files that can't be read."""
        self._client.send(messages.ListProblems())

    def retry_problems(self, photos: tuple[int, ...] = ()) -> None:
        """Have these files, or all, tried again."""
        self._client.send(messages.RetryProblems(photos=photos))

    def make_thumbnail(self, photo: int, at: float | None = None) -> None:
        """Have a lost thumbnail made again."""
        self._client.send(messages.MakeThumbnail(photo=photo, at=at))

    def make_preview(self, photo: int, edge: int, at: float | None = None) -> None:
        """Have a picture decoded that Qt can't."""
        self._client.send(messages.MakePreview(photo=photo, edge=edge, at=at))

    def make_clip(self, photo: int) -> None:
        """Ask for the file that plays what moves in a photo."""
        self._client.send(messages.MakeClip(photo=photo))

    def fetch_text(self, photo: int) -> None:
        """Ask for what was read in a photo."""
        self._client.send(messages.FetchText(photo=photo))

    def restart(self) -> None:
        """Start the engine again after it gave up."""
        self._client.start()

    # The engine's side --------------------------------------------------------------------------

    def _next(self) -> int:
        self._request += 1
        return self._request

    def _ask_again(self) -> None:
        """Ask the question on screen again: there are new photos, or a new engine."""
        self._search = replace(self._search, request=self._next())
        self._asked_again = True
        self._client.send(self._search)

    def _on_started(self) -> None:
        self._ask_again()
        self.is_ready = True
        self.engine_ready.emit()

    def _on_lost(self) -> None:
        self.is_ready = False
        self.engine_lost.emit()

    def _on_gave_up(self, last_words: str) -> None:
        self._on_lost()
        self.failed.emit(
            self.tr("The search engine does not start"),
            last_words.splitlines()[-1] if last_words else self.tr("It ended without a word."),
            self.tr("Run “photosearch doctor” in a terminal to see what is wrong."),
        )

    def _on_event(self, event: messages.Event) -> None:
        match event:
            case messages.Results():
                self._on_results(event)
            case messages.Looked(request=self._looking, piece=piece, is_done=is_done):
                self.looked.emit(piece, is_done)
            case messages.Rows():
                if event.request == self._answered:
                    self.rows_arrived.emit(event)
            case messages.Folders(folders=folders):
                self.folders_changed.emit(folders)
            case messages.IndexingProgress():
                self.progress_changed.emit(event)
            case messages.LibraryChanged():
                if not self._refresh.isActive():
                    self._refresh.start(FIRST_MS if self._nothing_shown else REFRESH_MS)
            case messages.Problems(problems=problems):
                self.problems_changed.emit(problems)
            case messages.Thumbnail(photo=photo, path=path):
                self.thumbnail_made.emit(photo, path)
            case messages.Preview(photo=photo, path=path):
                self.preview_made.emit(photo, path)
            case messages.Clip(photo=photo, path=path):
                self.clip_made.emit(photo, path)
            case messages.TextRead(photo=photo, lines=lines):
                self.text_read.emit(photo, lines)
            case messages.Failure(said=said):
                self.photo_questions.takes(event)
                if not (self.review.takes(event) or self.captions.takes(event)):
                    self.failed.emit(
                        *(in_words(said, what) for what in ("title", "reason", "advice"))
                    )
            case _:
                pass  # for others

    def _on_results(self, results: messages.Results) -> None:
        if results.request == self._search.request:
            self._answered = results.request
            self._reply = results.reply
            self._nothing_shown = results.total == 0
            self.results_arrived.emit(results, self._asked_again)
