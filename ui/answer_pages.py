"""The photos that were found, or why there are none and what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from photosearch.wire.messages import IndexingProgress, Results
from photosearch.wire.values import Folder, Loosened, Picture
from ui.engine.controller import Controller
from ui.query.query_panel import QueryPanel
from ui.results.empty_page import Choice, EmptyPage
from ui.results.photos_page import PhotosPage
from ui.results.results_model import ResultsModel

# Filters that are offered to be left out.
MOST_CHOICES = 3


class AnswerPages(QStackedWidget):
    """Keeps the page true to the answer, the folders and the engine's state.

    Signals:
        folder_wanted(): a folder should be chosen.
    """

    folder_wanted = Signal()

    def __init__(
        self,
        controller: Controller,
        query: QueryPanel,
        model: ResultsModel,
        photos: PhotosPage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._query, self._model = controller, query, model
        self._folders: tuple[Folder, ...] | None = None
        self._indexing = self._is_answered = self._is_reply = False
        self._loosened: tuple[Loosened, ...] = ()
        self._asked_before: tuple[str, tuple[Picture, ...]] = ("", ())
        self.empty = EmptyPage()
        self.photos = photos
        self.addWidget(self.empty)
        self.addWidget(self.photos)
        query.left_downwards.connect(self._enter)
        model.shown_changed.connect(self._show_right_page)
        controller.results_arrived.connect(self._show_results)
        controller.folders_changed.connect(self._show_folders)
        controller.progress_changed.connect(self._show_progress)
        controller.engine_ready.connect(self._show_right_page)
        controller.failed.connect(self._show_right_page)
        self._show_right_page()

    def _show_results(self, results: Results, same_question: bool) -> None:
        self._query.show_answer(results)  # first: it knows then which pictures count
        self._loosened, self._is_answered = results.loosened, True
        self._is_reply = results.reply is not None
        asked = (results.text, self._query.question.images)
        refined, self._asked_before = asked == self._asked_before, asked
        self.photos.show_answer(results, same_question, refined, self._query.has_pictures)
        self._show_right_page()

    def _show_folders(self, folders: tuple[Folder, ...]) -> None:
        self._folders = folders
        self._show_right_page()

    def _show_progress(self, progress: IndexingProgress) -> None:
        self._indexing = progress.state in ("scanning", "indexing", "paused")
        self._show_right_page()

    @property
    def _asked(self) -> bool:
        """Whether anything is asked, in words or with pictures."""
        return bool(self._model.text) or self._query.has_pictures

    def _show_right_page(self) -> None:
        if self._model.rowCount():
            self.setCurrentWidget(self.photos)
            self.photos.describe(self._asked)
        else:
            self.setCurrentWidget(self.empty)
            self._say_why_empty()

    def _say_why_empty(self) -> None:
        if not self._controller.is_ready or self._folders is None:
            self.empty.show_state("", "")
        elif not self._folders:
            self.empty.show_state(
                self.tr("Drop a folder of photos here"),
                self.tr(
                    "Then type what you remember, in English or Chinese.\n"
                    "Everything stays on this computer."
                ),
                self.tr("Choose a folder…"),
                self.folder_wanted.emit,
            )
        elif self._asked:
            self._say_nothing_matches()
        elif self._indexing:
            self.empty.show_state(
                self.tr("Looking through your photos…"),
                self.tr("The first ones can be found in a moment."),
            )
        elif not self._is_answered:
            self.empty.show_state("", "")  # a moment later it is known
        else:
            self.empty.show_state(
                self.tr("No photos yet"),
                self.tr("There are no photos in your folders that could be read."),
                self.tr("Add another folder…"),
                self.folder_wanted.emit,
            )

    def _say_nothing_matches(self) -> None:
        text = self._nothing_matches()
        if self._loosened:
            self._say_what_to_leave_out(text)
        elif self._model.total:
            self.empty.show_state(
                text,
                self.tr("Try other words, or look at what comes nearest."),
                self.tr("Show less certain photos"),
                self._show_less_certain,
            )
        else:
            self.empty.show_state(text, self.tr("Try other words."))

    def _say_what_to_leave_out(self, heading: str) -> None:
        """Name the filters that keep all photos out, and how many each lets in if it goes."""
        (name, action), *more = map(self._leave_out, self._loosened[:MOST_CHOICES])
        first = self._loosened[0]
        if more:
            text = self.tr("Each of these alone keeps all photos out.")
        elif len(first.parts) > 1:
            text = self.tr("Together, the filters keep all photos out.")
        else:
            named = self._query.named_parts(first.parts)
            text = self.tr("“{0}” keeps all photos out.").format(named)
        self.empty.show_state(heading, text, name, action, more)

    def _leave_out(self, loosened: Loosened) -> Choice:
        name = self.tr("Leave out {0} · %Ln photo(s)", "", loosened.photos)
        named = self._query.named_parts(loosened.parts)
        return name.format(named), lambda: self._ask_without(loosened)

    def _ask_without(self, loosened: Loosened) -> None:
        self._query.bar.setFocus()
        self._query.leave_out(loosened.parts)

    def _nothing_matches(self) -> str:
        if self._is_reply:
            return ""  # the reply says it
        text = self._model.text
        if text and self._query.has_pictures:
            return self.tr("Nothing matches “{0}” and the pictures").format(text)
        if text:
            return self.tr("Nothing matches “{0}”").format(text)
        return self.tr("Nothing is much like this")

    def _show_less_certain(self) -> None:
        self._model.show_all(True)
        self.photos.enter()

    def _enter(self) -> None:
        """Go on by key, to the photos or to the button where there are none."""
        if self._model.rowCount():
            self.photos.enter()
        elif self.empty.button.isVisible():
            self.empty.button.setFocus()
