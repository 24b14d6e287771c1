"""The main window: puts the parts together and carries intents to the controller."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.messages import FolderState, IndexingProgress, Results
from photosearch.paths import AppPaths
from ui import shortcuts
from ui.banner import Banner
from ui.completion import Completion
from ui.controller import Controller
from ui.drop_hint import DropHint
from ui.empty_page import EmptyPage
from ui.examples import Examples
from ui.folder_list import FolderList
from ui.given_pictures import picture_files
from ui.named import named
from ui.order import Order
from ui.photo_actions import PhotoActions
from ui.preview import Preview
from ui.problems import ProblemsDialog
from ui.query_panel import QueryPanel
from ui.results_grid import DEFAULT_TILE, ResultsGrid
from ui.results_model import ResultsModel
from ui.save_search import SaveSearch
from ui.saved_searches import SavedSearches
from ui.shortcuts_page import ShortcutsPage
from ui.sort_switch import SortSwitch
from ui.status_strip import StatusStrip
from ui.steering import Steering
from ui.thumbnails import Thumbnails
from ui.trash import Trash
from ui.why import Why


class MainWindow(QMainWindow):
    """Search bar on top, folders at the left, photos in the middle, status below."""

    def __init__(
        self, controller: Controller, settings: QSettings, cache: Path | None = None
    ) -> None:
        super().__init__()
        self._pasted = (cache or AppPaths.default().cache) / "pasted"
        self._controller = controller
        self._settings = settings
        self._folders: tuple[FolderState, ...] | None = None
        self._indexing = False
        self._ready = False
        self.setWindowTitle("photosearch")
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 480)
        self._build()
        self._connect()
        self._add_shortcuts()
        self._restore_geometry()
        self._show_right_page()
        self.search_bar.setFocus()

    # Building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.thumbnails = Thumbnails(self)
        self.model = ResultsModel(self)
        self.query = QueryPanel(self._pasted)
        self.search_bar = self.query.bar
        self.folder_list = FolderList()
        self.saved_searches = SavedSearches(self._controller.searches)
        self.folder_list.add_section(self.saved_searches)
        self.grid = ResultsGrid(self.thumbnails)
        self.grid.setModel(self.model)
        self.examples = Examples()
        self.sort_switch = SortSwitch()
        self.order = Order(self._controller, self.grid, self.sort_switch)
        self.empty_page = EmptyPage()
        self.preview = Preview(self.model)
        self.why = Why(self._controller, self.preview)
        self.banner = Banner()
        self.strip = StatusStrip()
        self.photo_actions = PhotoActions(self)
        self.problems = ProblemsDialog(self)
        self.trash = Trash(self._controller, self)
        self.shortcuts_page = ShortcutsPage(self)
        self.count = named(QLabel(), "muted")
        self.more = named(QPushButton(), "quiet")
        _keep_room(self.more)  # the photos must not jump when it comes and goes
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty_page)
        self.pages.addWidget(self._photos_page())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._browser())
        self.stack.addWidget(self.preview)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(central)
        self.completion = Completion(self.search_bar, self._controller.searches, self)
        self.save_search = SaveSearch(self.search_bar, self)
        self.drop_hint = DropHint(self)

    def _browser(self) -> QWidget:
        """The search bar, folders and photos."""
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 14, 4, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 12, 0)
        top.addWidget(self.query)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.examples)
        column.addWidget(self.trash.strip)
        column.addWidget(self.pages, 1)
        browser = QWidget()
        row = QHBoxLayout(browser)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.folder_list)
        row.addWidget(right, 1)
        return browser

    def _photos_page(self) -> QWidget:
        page = QWidget()
        header = QHBoxLayout()
        header.setContentsMargins(6, 0, 12, 0)
        header.addWidget(self.count)
        header.addStretch(1)
        header.addWidget(self.more)
        header.addWidget(self.sort_switch)
        middle = QHBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.order.timeline)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addLayout(middle, 1)
        return page

    def _connect(self) -> None:
        control = self._controller
        self.query.asked.connect(self._search)
        self.query.failed.connect(self.banner.show_message)
        self.query.left_downwards.connect(self._enter_grid)
        self.search_bar.entered.connect(control.searches.remember)
        self.sort_switch.chosen.connect(self._sort)
        self.examples.chosen.connect(self._try_example)
        self.examples.dismissed.connect(self._dismiss_examples)
        control.searches.changed.connect(self._show_right_page)
        self.completion.search_chosen.connect(self._repeat_search)
        self.completion.save_wanted.connect(self.save_search.ask)
        self.saved_searches.chosen.connect(self._repeat_search)
        self.saved_searches.rename_wanted.connect(self.save_search.ask)
        self.save_search.named.connect(control.searches.save)
        self.save_search.closed.connect(self.search_bar.setFocus)
        self.grid.left_upwards.connect(self.search_bar.setFocus)
        self.grid.opened.connect(self._open_preview)
        self.grid.menu_wanted.connect(self._show_photo_menu)
        self.model.rows_needed.connect(control.fetch_rows)
        self.model.shown_changed.connect(self._show_right_page)
        self.more.clicked.connect(lambda: self.model.show_all(not self.model.shows_all))
        self.thumbnails.missing.connect(control.make_thumbnail)
        self.folder_list.add_wanted.connect(self._choose_folder)
        self.folder_list.duplicates_wanted.connect(self.trash.dialog.start)
        self.folder_list.removal_confirmed.connect(control.remove_folder)
        self.folder_list.folder_chosen.connect(self._show_folder)
        self.folder_list.reveal_wanted.connect(self.photo_actions.open)
        self.strip.pause_toggled.connect(control.set_paused)
        self.strip.problems_wanted.connect(self._show_problems)
        self.problems.retry_wanted.connect(control.retry_problems)
        self.problems.reveal_wanted.connect(self.photo_actions.reveal)
        self.banner.retry_wanted.connect(self._retry_engine)
        self.preview.closed.connect(self._close_preview)
        self.preview.decode_wanted.connect(control.make_preview)
        self.preview.similar_wanted.connect(self._find_similar)
        self.preview.open_wanted.connect(self.photo_actions.open)
        self.preview.reveal_wanted.connect(self.photo_actions.reveal)
        self.photo_actions.preview_wanted.connect(self._open_current)
        self.photo_actions.similar_wanted.connect(self._find_similar)
        self.photo_actions.more_wanted.connect(self.query.more_like)
        self.photo_actions.less_wanted.connect(self.query.less_like)
        self.photo_actions.failed.connect(self.banner.show_message)
        control.results_arrived.connect(self._show_results)
        control.rows_arrived.connect(self.model.add_rows)
        control.folders_changed.connect(self._show_folders)
        control.progress_changed.connect(self._show_progress)
        control.problems_changed.connect(self.problems.set_problems)
        control.thumbnail_made.connect(self.thumbnails.reload)
        control.preview_made.connect(self.preview.show_decoded)
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
                "change_order": self.order.toggle,
                "tell_why": self._tell_why,
                "copy_photos": lambda: photos.copy_photos(grid.chosen()),
                "copy_paths": lambda: photos.copy_paths(grid.chosen()),
                "copy_photo": lambda: photos.copy_photos(preview.chosen()),
                "copy_path": lambda: photos.copy_paths(preview.chosen()),
                "find_duplicates": self.trash.dialog.start,
                "undo": self.trash.strip.undo,
                "show_shortcuts": self.shortcuts_page.show,
                "quit": self.close,
            },
        )
        shortcuts.LetPass(self.search_bar)

    # What the engine says -------------------------------------------------------------------------

    def _show_results(self, results: Results, same_question: bool) -> None:
        same_question = same_question and results.text == self.model.text
        self.query.show_answer(results)
        self.sort_switch.show_answer(results, self.query.is_steered)
        self.model.set_results(results, same_question)
        if same_question:
            self.grid.restore_place()
        else:
            self.grid.show_from_start()
        self.order.follow(results)
        self._show_right_page()

    def _show_folders(self, folders: tuple[FolderState, ...]) -> None:
        self._folders = folders
        self.folder_list.set_folders(folders)
        self.examples.set_folders(folders)
        self._show_right_page()

    def _show_progress(self, progress: IndexingProgress) -> None:
        self._indexing = progress.state in ("scanning", "indexing", "paused")
        self.strip.show_progress(progress)
        if self.problems.isVisible():
            self._controller.list_problems()
        self._show_right_page()

    def _show_failure(self, title: str, reason: str, advice: str) -> None:
        self.banner.show_message(title, reason, advice, can_retry=not self._ready)
        self._show_right_page()

    def _on_engine_ready(self) -> None:
        self._ready = True
        if self.banner.retry.isVisible():
            self.banner.hide()
        self._show_right_page()

    def _on_engine_lost(self) -> None:
        self._ready = False
        self.strip.show_text(self.tr("The search engine stopped and is being started again…"))

    # Pages ----------------------------------------------------------------------------------------

    def _show_right_page(self) -> None:
        """Show the photos, or why there are none and what to do."""
        self.examples.setVisible(self._wants_examples())
        if self.model.rowCount():
            self.pages.setCurrentIndex(1)
            self._describe_results()
            return
        page = self.empty_page
        if not self._ready or self._folders is None:
            page.show_state("", "")
        elif not self._folders:
            page.show_state(
                self.tr("Drop a folder of photos here"),
                self.tr(
                    "Then type what you remember, in English or Chinese.\n"
                    "Everything stays on this computer."
                ),
                self.tr("Choose a folder…"),
                self._choose_folder,
            )
        elif self.model.text or self.query.is_steered:
            self._say_nothing_matches()
        elif self._indexing:
            page.show_state(
                self.tr("Looking through your photos…"),
                self.tr("The first ones can be found in a moment."),
            )
        else:
            page.show_state(
                self.tr("No photos yet"),
                self.tr("There are no photos in your folders that could be read."),
                self.tr("Add another folder…"),
                self._choose_folder,
            )
        self.pages.setCurrentIndex(0)

    def _wants_examples(self) -> bool:
        """Tell whether nothing was ever searched, and nothing is asked now."""
        if self.model.text or self.query.is_steered or self._settings.contains("knows_examples"):
            return False
        return self._folders is not None and self._controller.searches.none_yet

    def _dismiss_examples(self) -> None:
        self._settings.setValue("knows_examples", True)
        self.search_bar.setFocus()
        self._show_right_page()

    def _say_nothing_matches(self) -> None:
        text = self.tr("Nothing matches “{0}”").format(self.model.text)
        if not self.model.text:
            text = self.tr("Nothing is much like this")
        if self.model.total:
            self.empty_page.show_state(
                text,
                self.tr("Try other words, or look at what comes nearest."),
                self.tr("Show less certain photos"),
                lambda: self.model.show_all(True),
            )
        else:
            self.empty_page.show_state(text, self.tr("Try other words."))

    def _describe_results(self) -> None:
        model = self.model
        if model.text or self.query.is_steered:
            took = max(1, round(model.milliseconds))
            self.count.setText(self.tr("%Ln match(es)", "", model.strong) + f" · {took} ms")
        else:
            self.count.setText(self.tr("%Ln photo(s), newest first", "", model.total))
        weaker = model.total - model.strong
        self.more.setVisible(weaker > 0)
        if model.shows_all:
            self.more.setText(self.tr("Hide less certain"))
        else:
            self.more.setText(self.tr("Show %Ln less certain", "", weaker))

    def _open_current(self) -> None:
        self._open_preview(self.grid.currentIndex().row())

    def _open_preview(self, row: int) -> None:
        self._controller.searches.remember(self.model.text)
        self.stack.setCurrentWidget(self.preview)
        self.preview.setFocus()
        self.preview.show_row(row)

    def _tell_why(self) -> None:
        """Tell why the photo is here, or no longer; from the grid, open the current one for it."""
        if self.stack.currentWidget() is self.preview:
            self.why.toggle()
        elif self.model.rowCount():
            self._open_preview(max(0, self.grid.currentIndex().row()))
            if self.why.panel.isHidden():
                self.why.toggle()

    def _close_preview(self) -> None:
        self.stack.setCurrentIndex(0)
        index = self.model.index(self.preview.row)
        if index.isValid():
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index)
        self.grid.setFocus()

    def _enter_grid(self) -> None:
        if self.model.rowCount():
            if not self.grid.currentIndex().isValid():
                self.grid.setCurrentIndex(self.model.index(0))
            self.grid.setFocus()
        elif self.empty_page.button.isVisible():
            self.empty_page.button.setFocus()

    def _focus_search(self) -> None:
        self.stack.setCurrentIndex(0)
        self.search_bar.setFocus()
        self.search_bar.selectAll()

    def _back_to_search(self) -> None:
        self.search_bar.setFocus()
        self.query.search_for("")

    # Actions --------------------------------------------------------------------------------------

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
        self.query.search_for(f'in:"{path}"')

    def _repeat_search(self, text: str) -> None:
        self.stack.setCurrentIndex(0)
        self.query.search_for(text)
        self._controller.searches.remember(text)

    def _try_example(self, text: str) -> None:
        self.search_bar.setFocus()
        self.query.search_for(text)

    def _sort(self, order: str) -> None:
        self.query.steer(self.query.steering.sorted_by(order))

    def _save_search(self) -> None:
        self.stack.setCurrentIndex(0)
        self.save_search.ask(self.search_bar.text())

    def _search(self, text: str, steering: Steering) -> None:
        self._controller.search(text, steering)

    def _find_similar(self, photo: int) -> None:
        row = self.model.row_of(photo)
        hit = None if row is None else self.model.hit(row)
        if self.stack.currentWidget() is self.preview:
            self._close_preview()
        if hit is not None:
            self.query.search_by_hit(hit)

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

    def _retry_engine(self) -> None:
        self.banner.hide()
        self.strip.show_text(self.tr("Opening your library…"))
        self._controller.restart()

    # Dropping -------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders may be dropped anywhere; photos dragged from the grid may not."""
        if event.source() is None and _dropped_folders(event):
            event.acceptProposedAction()
            self._show_drop_hint(bool(picture_files(event.mimeData())))

    def _show_drop_hint(self, pictures: bool) -> None:
        """Cover the window, but for the search bar where pictures can be dropped."""
        area = self.rect()
        if pictures and self.search_bar.isVisible():
            area.setTop(self.search_bar.mapTo(self, self.search_bar.rect().bottomLeft()).y() + 6)
        self.drop_hint.show_over(area, pictures and self.search_bar.isVisible())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The folder went elsewhere."""
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the folders, or the folders of the files, that were dropped."""
        self.drop_hint.hide()
        for folder in _dropped_folders(event):
            self.add_folder(folder)
        event.acceptProposedAction()

    # Window ---------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        self.grid.set_tile(int(str(self._settings.value("tile", DEFAULT_TILE))))
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1180, 760)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop hint over the whole window."""
        super().resizeEvent(event)
        self.drop_hint.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("tile", self.grid.tile)
        self.thumbnails.wait()
        self.preview.wait()
        self.query.chips.pictures.wait()
        super().closeEvent(event)


def _keep_room(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _dropped_folders(event: QDropEvent) -> list[Path]:
    """Return the folders that are dropped; for a file, the one it is in."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    folders = (path if path.is_dir() else path.parent for path in paths if path.exists())
    return list(dict.fromkeys(folders))
