"""The people of a library: who is on photos, their names, and how all of it is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from photosearch.catalogue.database import Catalogue
from photosearch.catalogue.people import FaceRow, forget_in
from photosearch.errors import PeopleError, StorageError
from photosearch.library.analysers import LibraryAnalysers
from photosearch.paths import AppPaths, face_picture, make_private
from photosearch.types import PhotoId, Problem
from photosearch.wire.values import Person, PersonFace

if TYPE_CHECKING:
    from photosearch.people.pairs import GroupFigures, Portrait

# The analyser that finds faces.
FACES: Final = "faces"


class LibraryPeople:
    """Tells who is on photos; nothing of it leaves the library, and files are never written."""

    def __init__(self, catalogue: Catalogue, analysers: LibraryAnalysers, paths: AppPaths) -> None:
        self._catalogue = catalogue
        self._people = catalogue.people
        self._analysers = analysers
        self._paths = paths

    def all(self, *, hidden: bool = False) -> list[Person]:
        """Return the people, those with a name first, then those on most photos.

        Args:
            hidden: whether those who were hidden are wanted, too.
        """
        from photosearch.people.clustering import distances_of, who_may_be

        rows = [row for row in self._people.all() if row.cover and (hidden or not row.hidden)]
        names = {row.id: row.name for row in rows if row.name}
        apart = self._people.apart()
        faces = self._people.embedded()
        alike = who_may_be(faces, names, apart, distances_of(faces.model))
        people = [
            Person(
                id=row.id,
                name=row.name,
                hidden=row.hidden,
                photos=row.photos,
                faces=row.faces,
                picture=self._picture(row.cover),
                photo=row.cover.photo,
                box=row.cover.box,
                may_be=alike[row.id].known if row.id in alike else None,
                may_be_name=names[alike[row.id].known] if row.id in alike else "",
            )
            for row in rows
            if row.cover is not None
        ]
        return sorted(people, key=lambda one: (not one.name, -one.photos, one.id))

    def faces(self, person: int) -> list[PersonFace]:
        """Return the faces of a person, the largest first.

        Raises:
            PeopleError: there is no such person.
        """
        self._check(person)
        rows = self._people.faces(person)
        photos = {row.id: row for row in self._catalogue.photos.get([row.photo for row in rows])}
        return [self._face(row, photos[row.photo].path) for row in rows if row.photo in photos]

    def on(self, photo: PhotoId) -> list[tuple[PersonFace, str]]:
        """Return the faces on a photo, from the left, each with its person's name or ""."""
        (row,) = self._catalogue.photos.get([photo])
        return [(self._face(face, row.path), name) for face, name in self._people.on(photo)]

    def find(self, person: str) -> int:
        """Return the person that a name or a number, as 12 or #12, stands for.

        Raises:
            PeopleError: there is nobody like that, or several.
        """
        number = person.strip().removeprefix("#")
        if number.isascii() and number.isdecimal() and self._people.exists(int(number)):
            return int(number)
        found = self._people.named(person)
        if not found:
            raise PeopleError("unknown", person=person)
        if len(found) > 1:
            raise PeopleError("several", count=len(found), person=person)
        return found[0]

    def name(self, person: int, name: str) -> int:
        """Call a person so; one who is called so already becomes one with them.

        Returns:
            The person who has the name now.

        Raises:
            PeopleError: there is no such person, or this is no name.
        """
        self._check(person)
        name = " ".join(name.split())
        if not name or name.removeprefix("#").isdecimal():
            raise PeopleError("nameless")
        known = [one for one in self._people.named(name) if one != person]
        if known:
            self._people.merge(known[0], [person])
            return known[0]
        self._people.name(person, name)
        return person

    def unname(self, person: int) -> None:
        """Take a person's name away."""
        self._check(person)
        self._people.name(person, "")

    def merge(self, person: int, others: Sequence[int]) -> None:
        """Make one of several people, who keeps the name of the first that has one.

        Raises:
            PeopleError: one of them is not there, or all are the same.
        """
        for one in (person, *others):
            self._check(one)
        rest = [other for other in dict.fromkeys(others) if other != person]
        if not rest:
            raise PeopleError("same")
        names = {row.id: row.name for row in self._people.all()}
        self._people.merge(person, rest)
        named = next((names[one] for one in (person, *rest) if names.get(one)), "")
        if named and not names.get(person):
            self._people.name(person, named)

    def split(self, person: int, faces: Sequence[int]) -> int:
        """Make another person of some of a person's faces; return who that is.

        Raises:
            PeopleError: there is no such person, none of the faces is theirs, or all are.
        """
        self._check(person)
        own = {row.id for row in self._people.faces(person)}
        chosen = sorted(own.intersection(faces))
        if not chosen:
            raise PeopleError("no_such_face", name=self._called(person))
        if len(chosen) == len(own):
            raise PeopleError("all_faces", name=self._called(person))
        return self._people.split(person, chosen)

    def hide(self, person: int, hidden: bool = True) -> None:
        """Leave a person out of lists, or show them again.

        Raises:
            PeopleError: there is no such person.
        """
        self._check(person)
        self._people.hide(person, hidden)

    def is_not(self, person: int, other: int) -> None:
        """Note that two people are not the same: it is not asked again.

        Raises:
            PeopleError: one of them is not there.
        """
        self._check(person)
        self._check(other)
        self._people.keep_apart(person, other)

    def grow(self) -> None:
        """Give the faces that were found since a person each."""
        if self._people.count_new():
            from photosearch.people.clustering import distances_of, grow

            faces, settled, apart = (
                self._people.embedded(), self._people.settled(), self._people.apart(),
            )  # fmt: skip
            found = grow(faces, settled, apart, distances_of(faces.model))
            self._people.place(found.groups, found.joined)

    def tidy(self) -> None:
        """Forget the faces of photos that are gone, and bring names on photos up to date."""
        if not self._people.any():
            return
        for content, number in self._people.tidy():
            with suppress(OSError):
                face_picture(self._paths.cache, content, number).unlink(missing_ok=True)

    def look_again_if_lost(self) -> None:
        """Have photos looked at anew if the cache has lost the pictures of faces; names stay."""
        if self._people.any() and not self._paths.faces.exists():
            with suppress(OSError):
                make_private(self._paths.faces)  # once: it is there from now on
                self._catalogue.analyses.forget(FACES)

    def forget(self) -> None:
        """Look for faces no longer, and forget every trace of them: faces, people, names.

        The database, and copies of it from before an update, are written anew, so that nothing of
        it stands in them any more; in a large library that takes a minute.

        Raises:
            SettingsError, CatalogueError, StorageError: it can't be done.
        """
        self._analysers.switch(FACES, False)
        self._people.forget(FACES)
        self._catalogue.rewrite()
        for copy in self._catalogue.backups():
            with suppress(sqlite3.Error):  # one that is broken can't be read by anybody
                forget_in(copy, FACES)
        rmtree(self._paths.faces, ignore_errors=True)

    def use_model(self, folder: Path | None) -> str:
        """Find and tell faces apart by the model in a folder, or without one by dlib's again.

        All photos are then looked at anew; who was named stays so.

        Returns:
            The model's name; "" for dlib's.

        Raises:
            PeopleError: the folder holds no model that can be used.
            StorageError: it can't be copied.
        """
        from photosearch.analysers.face_models import add_model

        try:
            if folder is not None:
                return add_model(folder, self._paths.face_model)
            if self._paths.face_model.exists():
                rmtree(self._paths.face_model)
        except OSError as error:
            raise StorageError(
                "folder_not_written", folder=self._paths.face_model, error=error.strerror or error
            ) from error
        return ""

    def model(self) -> str:
        """Return the name of the model that was added; "" for dlib's."""
        from photosearch.analysers.face_models import model_name

        return model_name(self._paths.face_model)

    def evaluate(self, portraits: Sequence[Portrait]) -> list[GroupFigures]:
        """Return how well the model of faces tells people apart, by group.

        Nothing of it is kept. Of a photo with several faces the largest counts.

        Raises:
            PeopleError: what finds faces is not installed.
        """
        from photosearch.indexing.analysis import found_in
        from photosearch.people.clustering import distances_of
        from photosearch.people.pairs import figures, largest

        analyser = self._analysers.named(FACES)
        if not analyser.extra.is_here:
            raise PeopleError("not_installed", command=analyser.extra.command)
        with TemporaryDirectory(prefix="photosearch-faces-") as folder:
            paths = [one.path for one in portraits]
            seen = found_in(analyser, paths, Path(folder))
        faces = [
            None
            if isinstance(some, Problem)
            else largest((one.pixels, one.embedding) for one in some)
            for some in seen
        ]
        return figures(portraits, faces, distances_of(self.model()))

    def _face(self, row: FaceRow, path: Path) -> PersonFace:
        return PersonFace(
            id=row.id,
            picture=self._picture(row),
            photo=row.photo,
            path=path,
            box=row.box,
            sure=row.given > 0,
            at=None if row.at_ms is None else row.at_ms / 1000,
        )

    def _picture(self, face: FaceRow) -> Path:
        return face_picture(self._paths.cache, face.content, face.number)

    def _check(self, person: int) -> None:
        if not self._people.exists(person):
            raise PeopleError("unknown", person=f"#{person}")

    def _called(self, person: int) -> str:
        names = {row.id: row.name for row in self._people.all()}
        return names.get(person) or f"#{person}"
