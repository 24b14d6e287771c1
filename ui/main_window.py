"""The main window: puts the parts together and carries intents to the controller."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QVBoxLayout

from photosearch.paths import AppPaths
from photosearch.wire.messages import IndexingProgress, ModelState
from photosearch.wire.values import Question
from ui.answer_pages import AnswerPages
from ui.duplicates.trash import Trash
from ui.engine.controller import Controller
from ui.library.banner import Banner
from ui.library.banner_place import BannerPlace
from ui.library.browser import Browser
from ui.library.drop_area import DropArea
from ui.library.folder_list import FolderList
from ui.library.problems import ProblemsDialog
from ui.library.status_strip import StatusStrip
from ui.people.people_dialog import PeopleDialog
from ui.photo.preview import Preview
from ui.photo.view_stack import ViewStack
from ui.query.first_searches import FirstSearches
from ui.query.past_searches import PastSearches
from ui.query.query_panel import QueryPanel
from ui.results.photos_page import PhotosPage
from ui.results.results_grid import DEFAULT_TILE, ResultsGrid
from ui.results.results_model import ResultsModel
from ui.results.thumbnails import Thumbnails
from ui.settings.model_offer import ModelOffer
from ui.settings.settings_dialog import SettingsDialog
from ui.widgets import shortcuts
from ui.widgets.photo_actions import PhotoActions
from ui.widgets.screen import fit, room
from ui.widgets.shortcuts_page import ShortcutsPage

# The least size, where the screen has so much.
LEAST = QSize(760, 480)


class MainWindow(QMainWindow):
    """Search bar on top, folders at the left, photos in the middle, status below."""

    def __init__(
        self, controller: Controller, settings: QSettings, paths: AppPaths | None = None
    ) -> None:
        super().__init__()
        self._controller = controller
        self._settings = settings
        self.setWindowTitle("photosearch")
        self.setMinimumSize(LEAST.boundedTo(room(self)))
        self._build((paths or AppPaths.default()).pasted)
        self._connect()
        self._add_shortcuts()
        self._restore_geometry()
        self.search_bar.setFocus()

    # Building -----------------------------------------------------------------------------------

    def _build(self, pasted: Path) -> None:
        control = self._controller
        self.thumbnails = Thumbnails(self)
        self.model = ResultsModel(self)
        self.query = QueryPanel(pasted)
        self.search_bar = self.query.bar
        self.trash = Trash(control, self)
        self.past = PastSearches(control.searches, self.query, self.trash.strip, self)
        self.folder_list = FolderList()
        self.folder_list.add_section(self.past.saved)
        self.offer = ModelOffer(control.models, self._settings)
        self.first_searches = FirstSearches(control, self._settings, self.query, self.model)
        self.grid = ResultsGrid(self.thumbnails)
        self.grid.setModel(self.model)
        self.photos = PhotosPage(control, self.grid)
        self.pages = AnswerPages(control, self.query, self.model, self.photos)
        self.preview = Preview(self.model)
        self.banner, self.banner_slot = Banner(), QVBoxLayout()
        self.strip = StatusStrip()
        self.photo_actions = PhotoActions(self)
        self.problems = ProblemsDialog(self)
        self.shortcuts_page = ShortcutsPage(self)
        self.people = PeopleDialog(control.people, self)
        self.settings = SettingsDialog(control, self._settings, self)
        self.stack = ViewStack(control, self._browser(), self.grid, self.preview, self.search_bar)
        BannerPlace(self.banner, self.banner_slot, self.stack, self.preview)
        self.drop_area = DropArea(self.search_bar)
        layout = QVBoxLayout(self.drop_area)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(self.drop_area)

    def _browser(self) -> Browser:
        return Browser(
            self.folder_list,
            self.query,
            self.banner_slot,
            self.first_searches.examples,
            (self.offer, self.trash.strip),
            self.pages,
        )

    def _connect(self) -> None:
        control = self._controller
        self.query.asked.connect(control.search)
        self.query.words_asked.connect(control.search_words)
        self.query.reply.look_wanted.connect(control.look)
        self.query.reply.stop_wanted.connect(control.stop_looking)
        self.search_bar.entered.connect(lambda _: self.query.reply.look_at_photos())
        control.looked.connect(self.query.reply.add_seen)
        control.failed.connect(lambda *_: self.query.reply.end_look())
        control.engine_lost.connect(self.query.reply.end_look)
        self.query.failed.connect(self.banner.show_passing)
        self.photos.sort_switch.chosen.connect(self.query.sort_by)
        self.grid.left_upwards.connect(self.search_bar.setFocus)
        self.grid.menu_wanted.connect(self._show_photo_menu)
        self.model.rows_needed.connect(control.fetch_rows)
        self.thumbnails.missing.connect(control.make_thumbnail)
        self.pages.folder_wanted.connect(self._choose_folder)
        self.drop_area.folder_dropped.connect(self.add_folder)
        self.folder_list.add_wanted.connect(self._choose_folder)
        self.folder_list.people_wanted.connect(self.people.start)
        self.people.photos_wanted.connect(self._show_photos_of)
        self.folder_list.duplicates_wanted.connect(self.trash.dialog.start)
        self.folder_list.removal_confirmed.connect(control.remove_folder)
        self.folder_list.folder_chosen.connect(self._show_folder)
        self.folder_list.reveal_wanted.connect(self.photo_actions.open)
        self.strip.pause_toggled.connect(control.set_paused)
        self.strip.problems_wanted.connect(self._show_problems)
        self.problems.retry_wanted.connect(control.retry_problems)
        self.problems.reveal_wanted.connect(self.photo_actions.reveal)
        self.banner.retry_wanted.connect(self._retry_engine)
        # Before they hide: the focus would go to the next widget, whichever that is.
        self.banner.dismissed.connect(self.stack.focus_page)
        self.trash.strip.dismissed.connect(self.search_bar.setFocus)
        self.offer.dismissed.connect(self.search_bar.setFocus)
        self.offer.wanted.connect(self.settings.open_models)
        self.folder_list.settings_wanted.connect(self._open_settings)
        control.models.switched.connect(self._tell_switch)
        self.preview.similar_wanted.connect(self._find_similar)
        self.preview.open_wanted.connect(self.photo_actions.open)
        self.preview.reveal_wanted.connect(self.photo_actions.reveal)
        self.photo_actions.preview_wanted.connect(self.stack.open_current)
        self.photo_actions.similar_wanted.connect(self._find_similar)
        self.photo_actions.more_wanted.connect(self.query.more_like)
        self.photo_actions.less_wanted.connect(self.query.less_like)
        self.photo_actions.failed.connect(self.banner.show_passing)
        for goes_on in (self.query.asked, self.preview.row_shown, self.stack.currentChanged):
            goes_on.connect(self.banner.go_on)
        control.rows_arrived.connect(self.model.add_rows)
        control.folders_changed.connect(self.folder_list.set_folders)
        control.progress_changed.connect(self._show_progress)
        control.problems_changed.connect(self.problems.set_problems)
        control.thumbnail_made.connect(self.thumbnails.reload)
        control.failed.connect(self._show_failure)
        control.engine_ready.connect(self._on_engine_ready)
        control.engine_lost.connect(self._on_engine_lost)

    def _add_shortcuts(self) -> None:
        photos, grid, preview = self.photo_actions, self.grid, self.preview
        shortcuts.Shortcuts(self).bind(
            {shortcuts.WINDOW: self, shortcuts.GRID: grid, shortcuts.PREVIEW: preview},
            {
                "focus_search": self._focus_search,
                "back_to_search": self._back_to_search,
                "choose_folder": self._choose_folder,
                "save_search": self._save_search,
                "rescan": self._controller.rescan,
                "larger": lambda: grid.grow_tiles(1),
                "smaller": lambda: grid.grow_tiles(-1),
                "change_order": self.photos.order.toggle,
                "tell_why": self.stack.tell_why,
                "copy_photos": lambda: photos.copy_photos(grid.chosen()),
                "copy_paths": lambda: photos.copy_paths(grid.chosen()),
                "copy_photo": lambda: photos.copy_photos(preview.chosen()),
                "copy_path": lambda: photos.copy_paths(preview.chosen()),
                "find_duplicates": self.trash.dialog.start,
                "show_people": self.people.start,
                "undo": self.trash.strip.undo,
                "open_settings": self._open_settings,
                "show_shortcuts": self.shortcuts_page.show,
                "quit": self.close,
            },
        )
        shortcuts.LetPass(self.search_bar)

    # What the engine says -------------------------------------------------------------------------

    def _show_progress(self, progress: IndexingProgress) -> None:
        self.strip.show_progress(progress)
        if self.problems.isVisible():
            self._controller.list_problems()

    def _show_failure(self, title: str, reason: str, advice: str) -> None:
        can_retry = not self._controller.is_ready
        self.banner.show_message(title, reason, advice, can_retry=can_retry)

    def _open_settings(self) -> None:
        self.offer.hide()  # who is there looks for themselves
        self.settings.open_settings()

    def _tell_switch(self, model: ModelState) -> None:
        title = self.tr("Another model answers now")
        self.banner.show_passing(
            title, self.tr("“{0}” has seen all photos.").format(model.name), ""
        )

    def _on_engine_ready(self) -> None:
        if self.banner.retry.isVisible():
            self.banner.hide()

    def _on_engine_lost(self) -> None:
        self.strip.show_text(self.tr("The search engine stopped and is being started again…"))

    def _retry_engine(self) -> None:
        self.banner.hide()
        self.strip.show_text(self.tr("Opening your library…"))
        self._controller.restart()

    # Searching ------------------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.stack.show_browser()
        self.search_bar.setFocus()
        self.search_bar.selectAll()

    def _back_to_search(self) -> None:
        self.search_bar.setFocus()
        self.query.search_for(Question())

    def _save_search(self) -> None:
        self.stack.show_browser()
        self.past.save()

    def _find_similar(self, photo: int) -> None:
        row = self.model.row_of(photo)
        hit = None if row is None else self.model.hit(row)
        self.stack.close_photo()
        if hit is not None:
            self.query.search_by_hit(hit)

    # Folders, photos, problems --------------------------------------------------------------------

    def _choose_folder(self) -> None:
        start = str(self._settings.value("last_folder", str(Path.home())))
        path = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of photos"), start)
        if path:
            self._settings.setValue("last_folder", str(Path(path).parent))
            self.add_folder(Path(path))

    def add_folder(self, path: Path) -> None:
        """Add a folder that was chosen, dropped, or named at start."""
        self.banner.hide()
        self._controller.add_folder(path)

    def _show_folder(self, path: str) -> None:
        self.query.search_for(Question(f'in:"{path}"'))

    def _show_photos_of(self, question: str) -> None:
        self.stack.show_browser()
        self.query.search_for(Question(question))
        self.raise_()
        self.activateWindow()

    def _show_photo_menu(self, point: QPoint) -> None:
        hits = self.grid.chosen()
        if hits:
            menu = self.photo_actions.menu(hits, self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(point)

    def _show_problems(self) -> None:
        self._controller.list_problems()
        self.problems.show()
        self.problems.raise_()

    # Window ---------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        self.grid.set_tile(int(str(self._settings.value("tile", DEFAULT_TILE))))
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            fit(self, 1180, 760)
        elif not self.isMaximized() and not self.isFullScreen():
            fit(self, self.width(), self.height())  # the screen may be another one by now

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("tile", self.grid.tile)
        self.stack.playing.stop()
        self.thumbnails.wait()
        self.preview.wait()
        self.people.wait()
        self.grid.tiles.hover.wait()
        self.query.chips.pictures.wait()
        super().closeEvent(event)
