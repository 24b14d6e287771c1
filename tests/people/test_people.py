"""The people of a library: found, named, merged, split, hidden, searched for, and forgotten."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from photosearch.analysers.faces import FACES
from photosearch.errors import PeopleError
from photosearch.library import Library
from photosearch.paths import AppPaths
from photosearch.settings import Settings, load_settings
from photosearch.types import Face, Problem, ProblemReason
from tests.conftest import RGB, names, paint, update
from tests.people.conftest import Finding
from tests.people.faces import BLUE, GREEN, RED, YELLOW, face
from tests.videos import make_video


def person_on(library: Library, name: str, place: int = 0) -> int:
    """Return the person whose face is the one at this place, from the left, on a photo."""
    (photo,) = [hit.photo for hit in library.hits(library.search(), 0, 99) if hit.path.name == name]
    left = library.people.on(photo)[place][0].id
    return next(
        one.id
        for one in library.people.all(hidden=True)
        if left in [face.id for face in library.people.faces(one.id)]
    )


def test_people_are_found_and_named(library: Library) -> None:
    first, second = library.people.all()
    assert [(one.name, one.photos, one.faces) for one in (first, second)] == [("", 2, 2)] * 2
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    assert library.people.all()[0].name == "Anna"
    assert set(names(library, "person:anna")) == {RED, GREEN}
    assert set(names(library, "人物:Anna")) == {RED, GREEN}
    assert set(names(library, f"person:#{anna}")) == {RED, GREEN}
    assert set(names(library, "Anna")[:2]) == {RED, GREEN}
    assert set(names(library, "has:people")) == {RED, GREEN, BLUE}
    assert names(library, "person:Bob") == []
    assert "person:Anna" in [one.text for one in library.searches.complete("person:An")]


def test_names_of_people_are_told_like_any_word_of_a_photo(library: Library) -> None:
    library.people.name(person_on(library, RED), "Anna")
    (hit,) = library.hits(library.search("Anna green"), 0, 1)
    assert hit.path.name == GREEN
    assert ("person", "Anna") in [(word.source, word.text) for word in library.words(hit.photo)]
    assert library.ask("How many photos of Anna?").value == 2


def test_what_is_asked_of_somebodys_photos_is_looked_for_among_these(
    library: Library, tmp_path: Path
) -> None:
    library.people.name(person_on(library, RED), "Anna Lee")
    library.people.name(person_on(library, BLUE), "小明")
    for number in range(30):  # among so few photos alone, nothing would stand out
        paint(tmp_path / "photos" / f"IMG_01{number:02}.png", "grey", (40 + number, 40))
    paint(tmp_path / "photos" / "IMG_0900.jpg", "green", (64, 48))
    update(library)
    assert names(library, "Anna on something green") == [GREEN]
    assert library.search("Anna on something green").people == ("Anna",)
    assert library.search("Anna on something yellow").people == ()
    assert names(library, "anna lee's red thing") == [RED]
    assert names(library, "小明的蓝色东西") == [BLUE]
    assert names(library, "Anna and 小明 green") == [GREEN]
    assert set(names(library, "green")) == {GREEN, "IMG_0900.jpg"}
    # Nothing of hers is yellow: a name may be a word, too. In quotation marks it is one.
    assert YELLOW in names(library, "anna yellow")
    assert names(library, '"anna"') in ([RED, GREEN], [GREEN, RED])


def test_a_name_that_is_given_twice_makes_one_person(library: Library) -> None:
    anna, bob = person_on(library, RED), person_on(library, BLUE)
    library.people.name(anna, "Anna")
    assert library.people.name(bob, "anna") == anna
    assert set(names(library, "person:anna")) == {RED, GREEN, BLUE}
    (one,) = library.people.all()
    assert (one.photos, one.faces) == (3, 4)


def test_people_are_merged_split_and_hidden(library: Library) -> None:
    anna, bob = person_on(library, RED), person_on(library, BLUE)
    library.people.name(bob, "Bob")
    library.people.merge(anna, [bob])
    assert [one.name for one in library.people.all()] == ["Bob"]
    green_left = [one.id for one in library.people.faces(anna) if one.path.name == RED]
    made = library.people.split(anna, green_left)
    assert set(names(library, "person:bob")) == {GREEN, BLUE}
    assert {one.id for one in library.people.all()} == {anna, made}
    library.people.hide(made)
    assert {one.id for one in library.people.all()} == {anna}
    assert {one.id for one in library.people.all(hidden=True)} == {anna, made}
    library.people.hide(made, hidden=False)
    assert {one.id for one in library.people.all()} == {anna, made}
    library.people.unname(anna)
    assert names(library, "person:bob") == []


def test_what_the_user_settled_stays_when_photos_come(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    of_red = [one.id for one in library.people.faces(anna) if one.path.name == RED]
    twin = library.people.split(anna, of_red)
    finding["new.png"] = (face(1, 5),)
    paint(tmp_path / "photos" / "new.png", "white")
    update(library)
    assert {one.id for one in library.people.all()} >= {anna, twin}
    assert person_on(library, RED) == twin
    assert person_on(library, "new.png") in (anna, twin)


def test_the_user_is_asked_whether_somebody_is_known(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    of_red = [one.id for one in library.people.faces(anna) if one.path.name == RED]
    twin = library.people.split(anna, of_red)
    assert all(one.may_be is None for one in library.people.all())  # she was told apart
    library.people.merge(anna, [twin])
    finding["a.png"] = finding["b.png"] = ()
    for name, number in (("a.png", 7), ("b.png", 8)):
        paint(tmp_path / "photos" / name, "white", (50 + number, 40))
        finding[name] = (face(1, number),)
    library.people.unname(anna)
    update(library)
    grown = person_on(library, "a.png")
    assert grown == person_on(library, "b.png") == anna


def test_copies_share_faces_and_count_once(library: Library, tmp_path: Path) -> None:
    content = (tmp_path / "photos" / RED).read_bytes()
    (tmp_path / "photos" / "copy.jpg").write_bytes(content)
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    update(library)
    assert set(names(library, "person:Anna")) == {RED, GREEN, "copy.jpg"}
    assert next(one for one in library.people.all() if one.id == anna).photos == 2


def test_faces_of_photos_that_are_gone_are_forgotten(library: Library, tmp_path: Path) -> None:
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    (tmp_path / "photos" / RED).unlink()
    update(library)
    assert [one.path.name for one in library.people.faces(anna)] == [GREEN]
    (tmp_path / "photos" / GREEN).rename(tmp_path / "photos" / "moved.jpg")
    update(library)
    assert names(library, "person:Anna") == ["moved.jpg"]


def test_names_stay_when_all_photos_are_looked_at_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    anew = replace(FACES, version=FACES.version + 1)
    monkeypatch.setattr("photosearch.analysers.known.ANALYSERS", (anew,))
    update(library)
    assert set(names(library, "person:Anna")) == {RED, GREEN}
    assert library.analysers.all()[0].seen == 4


def test_pictures_of_faces_that_the_cache_lost_are_made_again(
    library: Library, home: AppPaths, finding: Finding
) -> None:
    anna = person_on(library, RED)
    library.people.name(anna, "Anna")
    home.faces.rmdir()
    finding[BLUE] = ()
    update(library)
    assert home.faces.exists()
    assert set(names(library, "person:Anna")) == {RED, GREEN}
    assert len(library.people.all()) == 2
    assert [one.photos for one in library.people.all()] == [2, 1]  # it was looked at
    finding[GREEN] = ()
    update(library)
    assert set(names(library, "person:Anna")) == {RED, GREEN}  # and is not again


def test_names_that_files_give_are_taken_as_given(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    region = Face((0.6, 0.6, 0.8, 0.9), 40, None, "Cy")  # from the side: no detector sees it
    finding["new.png"] = (face(1, 5, name="Anna"), region)
    paint(tmp_path / "photos" / "new.png", "white")
    update(library)
    called = {one.name: one for one in library.people.all() if one.name}
    assert set(called) == {"Anna", "Cy"}
    assert names(library, "person:Cy") == ["new.png"]
    # Those who look like her are hers now, or she is asked for.
    others = [one for one in library.people.all() if one.may_be == called["Anna"].id]
    assert called["Anna"].photos == 3 or others
    # What the user says goes before what the file says, which goes on to know her by its name.
    library.people.name(called["Anna"].id, "Anna Lee")
    finding["newer.png"] = (face(1, 6, name="Anna"),)
    paint(tmp_path / "photos" / "newer.png", "purple")
    update(library)
    assert {one.name for one in library.people.all() if one.name} == {"Anna Lee", "Cy"}


def test_a_photo_that_cannot_be_looked_at_is_a_problem_of_its_own(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    finding["new.png"] = Problem(ProblemReason.CRASHED)
    paint(tmp_path / "photos" / "new.png", "white")
    update(library)
    (problem,) = library.problems.all()
    assert (problem.path.name, problem.analyser) == ("new.png", "faces")
    finding["new.png"] = (face(1, 5),)
    library.problems.retry()
    update(library)
    assert library.problems.count() == 0
    assert person_on(library, "new.png") == person_on(library, RED)


def test_what_is_wrong_is_told(library: Library) -> None:
    anna = person_on(library, RED)
    own = [one.id for one in library.people.faces(anna)]
    for wrong, code in (
        (lambda: library.people.faces(999), "unknown"),
        (lambda: library.people.find("Nobody"), "unknown"),
        (lambda: library.people.name(anna, "  "), "nameless"),
        (lambda: library.people.name(anna, "#12"), "nameless"),
        (lambda: library.people.merge(anna, [anna]), "same"),
        (lambda: library.people.split(anna, own), "all_faces"),
        (lambda: library.people.split(anna, [999]), "no_such_face"),
    ):
        with pytest.raises(PeopleError) as error:
            wrong()
        assert error.value.said.code == f"people.{code}"
    assert library.people.find(f"#{anna}") == library.people.find(str(anna)) == anna


def test_nobody_is_looked_for_unasked(
    open_library: Callable[[], Library], finding: Finding, photos: Path
) -> None:
    assert not Settings().find_faces


def film(
    library: Library, finding: Finding, folder: Path, name: str, *seen: tuple[Face, ...]
) -> tuple[int, ...]:
    """Add a video of scenes with these faces; return when its moments are (ms)."""
    make_video(folder / name, [Image.new("RGB", (96, 64), one) for one in list(RGB)[: len(seen)]])
    finding[name] = ()
    update(library)
    (hit,) = [one for one in library.hits(library.search(), 0, 99) if one.path.name == name]
    (row,) = library._catalogue.photos.get([hit.photo])
    assert len(row.moments) == len(seen)
    finding[name] = tuple(
        replace(one, at_ms=at) for at, faces in zip(row.moments, seen, strict=True) for one in faces
    )
    library._catalogue.analyses.forget("faces")
    update(library)
    return row.moments


def test_somebody_is_found_at_the_moment_of_a_video(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    pytest.importorskip("av")
    anna, bob = face(1, 5), face(2, 5, left=0.6)
    larger = replace(face(1, 6), pixels=400)
    moments = film(
        library, finding, tmp_path / "photos", "clip.mp4", (), (anna,), (larger, bob), (bob,)
    )
    first = person_on(library, RED)
    library.people.name(first, "Anna")
    library.people.name(person_on(library, BLUE), "Bob")
    assert set(names(library, "person:Anna")) == {RED, GREEN, "clip.mp4"}
    for asked, at, others in (
        ("person:Anna", 2, (1, 2)), (f"person:#{first}", 2, (1, 2)), ("person:Bob", 2, (2, 3)),
        ("person:Anna person:Bob", 2, (2,)),
    ):  # fmt: skip
        answer = library.search(f"{asked} type:video")
        (hit,) = library.hits(answer, 0, 9)
        assert hit.at == moments[at] / 1000
        assert hit.moments == tuple(moments[one] / 1000 for one in others)
    (hit,) = library.hits(library.search("type:video"), 0, 9)
    assert (hit.at, hit.moments) == (None, ())
    # What is asked beside a name is looked for among the moments at which they are seen.
    third = list(RGB)[3]
    (hit,) = library.hits(library.search(f"person:Bob {third} type:video"), 0, 9)
    assert (hit.at, len(hit.moments)) == (moments[3] / 1000, 2)
    seen = [one.at for one in library.people.faces(first) if one.path.name == "clip.mp4"]
    assert sorted(seen, key=str) == [moments[1] / 1000, moments[2] / 1000]
    on_video = library.people.on(hit.photo)
    assert [name for _, name in on_video] == ["Anna", "Anna", "Bob", "Bob"]
    assert [one.photos for one in library.people.all()] == [3, 3]


def test_who_is_seen_together_at_a_moment_is_not_the_same(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    pytest.importorskip("av")
    twins = face(3, 1), face(3, 2, left=0.6)
    film(library, finding, tmp_path / "photos", "clip.mp4", twins, (face(3, 3),))
    third = [one for one in library.people.all() if one.id not in
             (person_on(library, RED), person_on(library, BLUE))]  # fmt: skip
    assert sorted(one.faces for one in third) == [1, 2]  # at two moments one of them is
    assert [one.photos for one in third] == [1, 1]


def test_what_was_said_of_a_face_in_a_video_stays(
    library: Library, finding: Finding, tmp_path: Path
) -> None:
    pytest.importorskip("av")
    folder = tmp_path / "photos"
    film(library, finding, folder, "clip.mp4", (face(1, 5),), (face(1, 6),))
    anna = person_on(library, RED)
    later = [one.id for one in library.people.faces(anna) if one.at]
    other = library.people.split(anna, later)
    library._catalogue.analyses.forget("faces")
    update(library)
    assert [one.at for one in library.people.faces(anna) if one.path.name == "clip.mp4"] == [0.0]
    assert [one.at is None for one in library.people.faces(other)] == [False]


def test_every_trace_is_forgotten(
    library: Library, home: AppPaths, finding: Finding, tmp_path: Path
) -> None:
    pytest.importorskip("av")
    film(library, finding, tmp_path / "photos", "clip.mp4", (face(1, 7),), (face(1, 8),))
    library.people.name(person_on(library, RED), "Zebulonia")
    library.people.name(person_on(library, BLUE), "Quirinius")
    library.people.name(person_on(library, BLUE), "Quirinia")
    blob = library.people.all()[0].picture
    blob.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(blob)
    backup = home.data / "catalogue.before-9999.db"
    with sqlite3.connect(home.catalogue) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    source.close()
    target.close()
    vectors = _embeddings(home.catalogue)
    assert b"Zebulonia" in _bytes(home.data)
    assert all(vector in _bytes(home.data) for vector in vectors)
    library.people.forget()
    for closed in (False, True):
        if closed:
            library.close()
        left = _bytes(home.data)
        for trace in (b"ebulonia", b"uirini"):
            assert trace not in left.lower()
        assert not any(vector in left for vector in vectors)
    assert names(library, "has:people") == []
    assert not home.faces.exists()
    assert not load_settings(home.settings).find_faces
    assert "find_faces" in json.loads(home.settings.read_text())


def _embeddings(path: Path) -> list[bytes]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT embedding FROM faces").fetchall()
    connection.close()
    return [row[0] for row in rows]


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
