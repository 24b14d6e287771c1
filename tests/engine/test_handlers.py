from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photosearch.engine.background import Background
from photosearch.engine.photo_handlers import CaptionHandler
from photosearch.engine.priority import Questions
from photosearch.engine.upkeep_handler import UpkeepHandler
from photosearch.errors import StorageError
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.types import Progress
from photosearch.wire import messages


def test_background_work_gives_way_until_all_questions_are_answered() -> None:
    questions = Questions()
    assert questions.give_way(0)
    questions.asked()
    questions.asked()
    questions.answered()
    assert not questions.give_way(0)
    threading.Timer(0.01, questions.answered).start()
    assert questions.give_way(40)
    questions.asked()
    threading.Timer(0.01, questions.end).start()
    assert questions.give_way(40)


def test_folders_are_scanned_once_questions_are_answered(home: AppPaths, photos: Path) -> None:
    with Library.open(home) as library:
        library.add_folder(photos)
        questions, events = Questions(), queue.SimpleQueue[messages.Event]()
        questions.asked()
        handler = UpkeepHandler(library, events.put, questions)
        handler.start()
        assert isinstance(events.get(timeout=40), messages.Folders)
        assert events.empty()
        questions.answered()
        progress = events.get(timeout=40)
        assert isinstance(progress, messages.IndexingProgress)
        assert progress.state == "scanning"
        handler.stop()


def test_rules_for_folders_are_told_obeyed_and_kept(home: AppPaths, photos: Path) -> None:
    with Library.open(home) as library:
        library.folders.add(photos)
        events = queue.SimpleQueue[messages.Event]()
        handler = UpkeepHandler(library, events.put, Questions())
        handler.start()

        def wait_for(wanted: Callable[[messages.Event], bool]) -> None:
            while not wanted(events.get(timeout=40)):
                pass

        def photos_left(count: int) -> Callable[[messages.Event], bool]:
            return lambda event: (
                isinstance(event, messages.Folders) and event.folders[0].photos == count
            )

        def told(excludes: tuple[str, ...], watched: bool) -> Callable[[messages.Event], bool]:
            rules = messages.FolderRules(excludes=excludes, watched=watched)
            return lambda event: event == rules

        wait_for(photos_left(4))
        for command, excludes, watched in (
            (messages.ListFolderRules(), (), True),
            (messages.WatchFolders(on=False), (), False),
            (messages.ExcludeNames(patterns=("img_*",)), ("img_*",), False),
        ):
            handler.put(command)
            wait_for(told(excludes, watched))
        wait_for(photos_left(0))
        handler.put(messages.ExcludeNames(patterns=("a/b",)))
        wait_for(lambda event: isinstance(event, messages.Failure))
        handler.put(messages.ListFolderRules())
        wait_for(told(("img_*",), False))
        handler.stop()


def test_the_work_in_the_background_goes_on_step_by_step_until_all_is_done(
    home: AppPaths, photos: Path
) -> None:
    with Library.open(home) as library:
        background = Background(library)
        library.folders.add(photos)
        background.begin()
        stages = [background.progress.stage]
        while not background.is_idle:
            stages.append(background.step().stage)
        assert list(dict.fromkeys(stages)) == ["scanning", "indexing", "idle"]
        assert library.searchable() == 4
        background.begin()
        background.step()
        background.end()
        assert background.is_idle


def test_work_that_fails_is_over_and_said_to_be(
    home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[Progress]:
        yield Progress("indexing", 1, 4)
        raise StorageError("The disk is full.")

    with Library.open(home) as library:
        monkeypatch.setattr(library.upkeep, "index", fail)
        background = Background(library)
        background.begin_indexing()
        assert background.step().done == 1
        with pytest.raises(StorageError):
            background.step()
        assert background.is_idle
        assert background.progress == Progress("idle", 1, 4)


def test_old_names_are_aliases_of_those_of_the_parts(home: AppPaths, photos: Path) -> None:
    with Library.open(home) as library:
        library.add_folder(photos)
        for _ in library.update():
            pass
        assert library.folders() == library.folders.all()
        assert library.problems() == library.problems.all() == []
        assert library.duplicates() == library.duplicates.find()
        assert library.pending() == library.upkeep.pending() == 0
        library.save_search("Red", "red")
        assert library.saved_searches() == library.searches.saved()
        library.remember("dog")
        assert library.recent_searches() == library.searches.recent()


def test_a_caption_is_made_in_the_language_that_is_asked_for(home: AppPaths, photos: Path) -> None:
    with Library.open(home) as library:
        library.folders.add(photos)
        for _ in library.update():
            pass
        red = library.photo_at(photos / "IMG_0000.jpg")
        assert red is not None
        events = queue.SimpleQueue[messages.Event]()
        handler = CaptionHandler(library, events.put)
        handler.start()
        for request, photo, language, text in (
            (1, red, "en", "A red picture."),
            (2, red, "zh", "一张红色的图片。"),
            (3, 4711, "en", ""),
        ):
            handler.put(messages.MakeCaption(request=request, photo=photo, language=language))
            made = events.get(timeout=40)
            assert made == messages.Caption(request=request, photo=photo, text=text)
        handler.stop()
