from __future__ import annotations

import queue
import threading
from pathlib import Path

from photosearch.engine.handlers import IndexingLane
from photosearch.engine.priority import Questions
from photosearch.library import Library
from photosearch.paths import AppPaths
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


def test_folders_are_scanned_once_questions_are_answered(home: AppPaths, photos: Path) -> None:
    with Library.open(home) as library:
        library.add_folder(photos)
        questions, events = Questions(), queue.SimpleQueue[messages.Event]()
        questions.asked()
        lane = IndexingLane(library, events.put, questions)
        lane.start()
        assert isinstance(events.get(timeout=40), messages.Folders)
        assert events.empty()
        questions.answered()
        progress = events.get(timeout=40)
        assert isinstance(progress, messages.IndexingProgress)
        assert progress.state == "scanning"
        lane.stop()
