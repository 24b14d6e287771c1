"""The later passes: what analysers find is kept and found; here, what is written in pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosearch.analysers.analyser import Analyser
from photosearch.analysers.faces import FACES
from photosearch.analysers.text import TEXT
from photosearch.catalogue.analyses import Unseen
from photosearch.errors import SettingsError
from photosearch.indexing import analysis
from photosearch.indexing.pool import WorkerPool
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings, load_settings
from photosearch.types import Problem, ProblemReason, TextLine
from tests.conftest import names, paint, update

Open = Callable[[], Library]


@pytest.fixture
def settings() -> Settings:
    return Settings(workers=1, watch=False, read_text=True)


LINE = TextLine("Invoice No. A-1024", 0.98, (0.1, 0.2, 0.5, 0.3))


def all_seen(library: Library) -> bool:
    """Say whether all is seen of what is looked for."""
    return all(one.seen == one.total for one in library.analysers.all() if one.on)


class Reading:
    """Stands in for the worker that reads: what it reads is told by the file's name.

    It finds no faces, if it is asked for such, and ``breaks`` at files if it is asked for both.
    """

    def __init__(self) -> None:
        self.read: list[str] = []
        self.asked: list[tuple[str, ...]] = []
        self.says: dict[str, tuple[TextLine, ...] | Problem] = {}
        self.breaks: set[str] = set()

    def process(
        self, analysers: Sequence[Analyser[Any]], items: Iterator[tuple[Unseen, Path]]
    ) -> Iterator[tuple[Unseen, tuple[Any, ...] | Problem]]:
        keys = tuple(one.key for one in analysers)
        for key, path in items:
            self.read.append(path.name)
            self.asked.append(keys)
            if len(keys) > 1 and path.name in self.breaks:
                yield key, Problem(ProblemReason.CRASHED)
            else:
                text = self.says.get(path.name, ())
                yield key, tuple(text if one == "text" else () for one in keys)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    stand_in = Reading()

    class Pool(WorkerPool[tuple[Any, ...]]):
        def process(self, items):  # type: ignore[no-untyped-def]
            task: Any = self._task
            return stand_in.process(task.args[0], items)

    monkeypatch.setattr(analysis, "WorkerPool", Pool)
    offer(monkeypatch, 1)
    return stand_in


def offer(
    monkeypatch: pytest.MonkeyPatch, version: int, others: Sequence[Analyser[Any]] = ()
) -> None:
    """Let text be looked for, whatever is installed, by an analyser of this version."""
    one = replace(TEXT, version=version)
    monkeypatch.setattr("photosearch.analysers.known.ANALYSERS", (*others, one))
    monkeypatch.setattr("photosearch.extras._is_installed", lambda module: True)


def seen(library: Library) -> tuple[int, int]:
    state = next(one for one in library.analysers.all() if one.key == "text")
    return state.seen, state.total


def test_what_is_written_in_a_picture_is_found(
    open_library: Open, photos: Path, reading: Reading
) -> None:
    reading.says["IMG_0001.jpg"] = (LINE, TextLine("發票", 0.9, (0, 0, 1, 1)))
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert sorted(reading.read) == [f"IMG_000{number}.jpg" for number in range(4)]
    for asked in ('"invoice"', '"A-1024"', "text:invoice", '"发票"', "文字:发票", "has:text"):
        assert names(library, asked) == ["IMG_0001.jpg"], asked
    assert names(library, "-text:invoice") != ["IMG_0001.jpg"]
    assert names(library, "text:nothing") == []
    (hit,) = library.hits(library.search("text:A-1024"), 0, 10)
    assert hit.snippet == LINE.text
    photo = library.photo_at(photos / "IMG_0001.jpg")
    assert photo is not None
    first = library.text_in(photo)[0]
    assert first.text == LINE.text
    assert first.box == pytest.approx(LINE.box)
    assert seen(library) == (4, 4)


def test_a_picture_is_read_once(open_library: Open, photos: Path, reading: Reading) -> None:
    library = open_library()
    library.add_folder(photos)
    update(library)
    update(library)
    assert len(reading.read) == 4
    paint(photos / "new.png", "white")
    update(library)
    assert reading.read[4:] == ["new.png"]


def test_a_picture_that_changed_is_read_again(
    open_library: Open, photos: Path, reading: Reading
) -> None:
    reading.says["IMG_0001.jpg"] = (LINE,)
    library = open_library()
    library.add_folder(photos)
    update(library)
    reading.says.clear()
    paint(photos / "IMG_0001.jpg", "purple", (64, 64))
    update(library)
    assert reading.read[4:] == ["IMG_0001.jpg"]
    assert names(library, "text:invoice") == []


def test_a_moved_picture_keeps_what_was_read(
    open_library: Open, photos: Path, reading: Reading
) -> None:
    reading.says["IMG_0001.jpg"] = (LINE,)
    library = open_library()
    library.add_folder(photos)
    update(library)
    (photos / "IMG_0001.jpg").rename(photos / "receipt.jpg")
    update(library)
    assert len(reading.read) == 4
    assert names(library, "text:invoice") == ["receipt.jpg"]


def test_copies_share_what_was_read(open_library: Open, photos: Path, reading: Reading) -> None:
    reading.says["IMG_0001.jpg"] = (LINE,)
    reading.says["IMG_0001 copy.jpg"] = (LINE,)
    content = (photos / "IMG_0001.jpg").read_bytes()
    (photos / "IMG_0001 copy.jpg").write_bytes(content)
    library = open_library()
    library.add_folder(photos)
    update(library)
    assert len(reading.read) == 4
    (photos / "later copy.jpg").write_bytes(content)
    update(library)
    assert len(reading.read) == 4
    found = {"IMG_0001.jpg", "IMG_0001 copy.jpg", "later copy.jpg"}
    assert set(names(library, "text:invoice")) == found


def test_a_picture_that_cannot_be_read_is_told_of_and_tried_when_wanted(
    open_library: Open, photos: Path, reading: Reading
) -> None:
    reading.says["IMG_0000.jpg"] = Problem(ProblemReason.TIMED_OUT)
    reading.says["IMG_0001.jpg"] = Problem(ProblemReason.UNREADABLE)
    library = open_library()
    library.add_folder(photos)
    update(library)
    update(library)
    assert reading.read.count("IMG_0000.jpg") == 1
    assert reading.read.count("IMG_0001.jpg") == 2  # the disk may give it another time
    (problem,) = library.problems()
    assert (problem.path.name, problem.analyser) == ("IMG_0000.jpg", "text")
    assert problem.reason is ProblemReason.TIMED_OUT
    assert library.problems.count() == 1
    assert library.searchable() == 4  # it can be found all the same
    reading.says["IMG_0000.jpg"] = (LINE,)
    library.problems.retry([problem.photo_id])
    assert library.problems() == []
    update(library)
    assert names(library, "text:invoice") == ["IMG_0000.jpg"]
    assert library.problems.count() == 0


def test_a_new_version_sees_all_photos_anew_and_replaces_what_was_found(
    open_library: Open, photos: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.says["IMG_0001.jpg"] = (LINE,)
    library = open_library()
    library.add_folder(photos)
    update(library)
    offer(monkeypatch, 2)
    assert seen(library) == (0, 4)
    reading.says = {"IMG_0002.jpg": (LINE,)}
    update(library)
    assert len(reading.read) == 8
    assert names(library, "text:invoice") == ["IMG_0002.jpg"]
    assert seen(library) == (4, 4)


def test_stopping_keeps_what_was_read(
    open_library: Open, photos: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "TOLD_EVERY", 1)
    library = open_library()
    library.add_folder(photos)
    work = library.update()
    for progress in work:
        if progress.stage == "reading" and progress.done == 2:
            break
    work.close()  # type: ignore[attr-defined]
    update(library)
    assert len(reading.read) == len(set(reading.read)) == 4


def test_reading_can_be_switched_off(home: AppPaths, photos: Path, reading: Reading) -> None:
    with Library.open(home, Settings(workers=1, watch=False, read_text=False)) as library:
        library.add_folder(photos)
        update(library)
        assert reading.read == []
        state = next(one for one in library.analysers.all() if one.key == "text")
        assert not state.on
        assert not state.runs
        library.analysers.switch("text", True)
        update(library)
        assert len(reading.read) == 4
        library.analysers.switch("text", False)
        paint(photos / "new.png", "white")
        update(library)
        assert len(reading.read) == 4
        assert not load_settings(home.settings).read_text
        with pytest.raises(SettingsError, match="Choose of text"):
            library.analysers.switch("smell", True)


def test_a_real_reader_reads_in_a_process_of_its_own(open_library: Open, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    from tests.analysers.test_text import written

    folder = tmp_path / "papers"
    folder.mkdir()
    written("INVOICE A-1024", "Total 42.50").save(folder / "paper.png")
    Image.new("RGB", (64, 64), "red").save(folder / "red.png")
    library = open_library()
    library.add_folder(folder)
    update(library)
    assert names(library, "text:invoice") == ["paper.png"]
    state = next(one for one in library.analysers.all() if one.key == "text")
    assert (state.seen, state.total) == (2, 2)


def test_what_several_lack_is_looked_at_once_and_what_one_lacks_by_it_alone(
    home: AppPaths, photos: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, 1, [FACES])
    reading.says["IMG_0001.jpg"] = (LINE,)
    settings = Settings(workers=1, watch=False, read_text=True, find_faces=True)
    with Library.open(home, settings) as library:
        library.add_folder(photos)
        stages = {step.stage for step in library.update()}
        assert reading.asked == [("faces", "text")] * 4
        assert sorted(reading.read) == [f"IMG_000{number}.jpg" for number in range(4)]
        assert "looking" in stages
        assert "faces" not in stages
        assert all_seen(library)
        assert names(library, "text:invoice") == ["IMG_0001.jpg"]
        offer(monkeypatch, 2, [FACES])
        update(library)
        assert reading.asked[4:] == [("text",)] * 4
        library.analysers.switch("faces", False)
        paint(photos / "new.png", "white")
        update(library)
        library.analysers.switch("faces", True)
        update(library)
        assert reading.asked[8:] == [("text",), ("faces",)]


def test_faces_of_many_photos_do_not_wait_for_their_text(
    home: AppPaths, photos: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, 1, [FACES])
    monkeypatch.setattr("photosearch.library.analysers.FEW", 3)
    settings = Settings(workers=1, watch=False, read_text=True, find_faces=True)
    with Library.open(home, settings) as library:
        library.add_folder(photos)
        update(library)
        assert reading.asked == [("faces",)] * 4 + [("text",)] * 4
        assert all_seen(library)


def test_what_breaks_one_of_several_is_not_blamed_on_the_others(
    home: AppPaths, photos: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, 1, [FACES])
    reading.breaks = {"IMG_0001.jpg", "IMG_0002.jpg"}
    reading.says["IMG_0001.jpg"] = Problem(ProblemReason.CRASHED)
    reading.says["IMG_0002.jpg"] = (LINE,)
    settings = Settings(workers=1, watch=False, read_text=True, find_faces=True)
    with Library.open(home, settings) as library:
        library.add_folder(photos)
        update(library)
        update(library)
        assert sorted(reading.asked[4:]) == [("faces",)] * 2 + [("text",)] * 2
        (problem,) = library.problems()
        assert (problem.path.name, problem.analyser) == ("IMG_0001.jpg", "text")
        assert names(library, "text:invoice") == ["IMG_0002.jpg"]
        assert all_seen(library)


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([[1, 2, 3]], [1, 2, 3]),
        ([[1, 2, 3], [3, 2, 1]], [1, 3, 2]),
        ([[1, 2, 3], [2, 3, 1], [1, 3, 2]], [1, 2, 3]),
        ([[], []], []),
    ],
)
def test_photos_in_several_orders_come_by_their_best_places(
    orders: list[list[int]], expected: list[int]
) -> None:
    assert analysis.in_turns(orders) == expected
