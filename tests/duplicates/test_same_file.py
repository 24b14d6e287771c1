"""One file that is seen in two places is no copy, and never costs the photo."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photosearch.errors import FolderError
from photosearch.library import Library
from tests.conftest import names, paint, update
from tests.pictures import scene

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the trash of freedesktop.org"
)
Open = Callable[[], Library]


@pytest.fixture(autouse=True)
def bin_of_its_own(own_trash: Path) -> Path:
    return own_trash


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """A folder with one photo."""
    (tmp_path / "album").mkdir()
    scene(1).save(tmp_path / "album" / "lake.jpg")
    return tmp_path / "album"


@pytest.fixture
def twice(album: Path) -> Iterator[Callable[[str], Path]]:
    """Let the photo be seen once more; return the other path."""
    mounted: list[Path] = []

    def see(how: str) -> Path:
        real, other = album / "lake.jpg", album / "again" / "a.jpg"
        other.parent.mkdir()
        if how == "symbolic link":
            other.symlink_to(real)
        elif how == "hard link":
            other.hardlink_to(real)
        else:  # of the whole folder, under another root
            other.parent.rmdir()
            place = album.with_name("other root")
            if how == "bind mount":
                place.mkdir()
                mount = ["mount", "--bind", str(album), str(place)]
                if subprocess.run(mount, capture_output=True).returncode:
                    pytest.skip("nothing may be mounted here")
                mounted.append(place)
            else:
                place.symlink_to(album, target_is_directory=True)
            other = place / real.name
        return other

    yield see
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


def with_both(library: Library, album: Path, other: Path) -> tuple[int, int]:
    """Bring both paths into a library, whatever it thinks of that; return both photos."""
    library.add_folder(album)
    if not other.is_relative_to(album):
        with library._catalogue.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO folders (path) VALUES (?)", (bytes(other.parent),)
            )
    update(library)
    one, two = library.photo_at(album / "lake.jpg"), library.photo_at(other)
    assert one is not None
    assert two is not None
    return one, two


WAYS = ("symbolic link", "hard link", "bind mount", "linked root")


@pytest.mark.parametrize("how", WAYS)
def test_trash_leaves_a_file_that_is_seen_twice(
    open_library: Open, album: Path, twice: Callable[[str], Path], how: str
) -> None:
    other = twice(how)
    real = album / "lake.jpg"
    content = real.read_bytes()
    library = open_library()
    one, two = with_both(library, album, other)
    refused = library.trash([one])
    assert refused.files == ()
    (failure,) = refused.failures
    assert "same file" in failure.reason
    assert failure.advice
    assert other.read_bytes() == real.read_bytes() == content
    library.trash([two])
    assert real.read_bytes() == content  # whatever became of the link
    assert not real.is_symlink()


@pytest.mark.parametrize("how", WAYS)
def test_a_file_that_is_seen_twice_is_no_duplicate(
    open_library: Open, album: Path, twice: Callable[[str], Path], how: str
) -> None:
    other = twice(how)
    library = open_library()
    with_both(library, album, other)
    assert library.duplicates() == []


def test_of_a_file_and_its_link_the_file_is_compared(open_library: Open, album: Path) -> None:
    """Though the link's path is the shorter one, and it is older."""
    real = (album / "lake.jpg").rename(album / "a long name for a lake.jpg")
    (album / "a.jpg").symlink_to(real)
    copy = album / "a copy with a name that is longer still.jpg"
    copy.write_bytes(real.read_bytes())
    library = open_library()
    library.add_folder(album)
    update(library)
    (group,) = library.duplicates()
    assert {one.path for one in group.photos} == {real, copy}


def test_a_true_copy_goes_though_the_kept_file_has_a_link(open_library: Open, album: Path) -> None:
    real, copy = album / "lake.jpg", album / "copy.jpg"
    copy.write_bytes(real.read_bytes())
    (album / "link.jpg").symlink_to(real)
    library = open_library()
    library.add_folder(album)
    update(library)
    photo = library.photo_at(copy)
    assert photo is not None
    assert [file.path for file in library.trash([photo]).files] == [str(copy)]
    assert real.is_file()


@pytest.mark.parametrize("how", WAYS)
def test_both_go_if_both_are_wanted_gone(
    open_library: Open, album: Path, twice: Callable[[str], Path], how: str
) -> None:
    other = twice(how)
    library = open_library()
    both = with_both(library, album, other)
    trashed = library.trash(both)
    assert trashed.failures == ()
    assert not (album / "lake.jpg").exists()
    assert len(library.restore(trashed.token).paths) == len(trashed.files)
    assert (album / "lake.jpg").is_file()


def test_a_folder_of_the_library_is_refused_by_way_of_a_link(
    open_library: Open, photos: Path
) -> None:
    paint(photos / "trip" / "a.jpg", "purple")
    library = open_library()
    library.add_folder(photos)
    for name, target in (("linked", photos), ("linked trip", photos / "trip")):
        link = photos.with_name(name)
        link.symlink_to(target, target_is_directory=True)
        with pytest.raises(FolderError, match="in the library already"):
            library.add_folder(link)


def test_a_folder_around_a_linked_one_takes_its_photos_over(
    open_library: Open, photos: Path
) -> None:
    link = photos.parent.parent / f"{photos.parent.name}-linked"
    link.symlink_to(photos, target_is_directory=True)
    library = open_library()
    library.add_folder(link)
    update(library)
    before = library.photo_at(link / "IMG_0000.jpg")
    library.add_folder(photos.parent)
    update(library)
    assert library.photo_at(photos / "IMG_0000.jpg") == before
    assert library.photos() == 4
    assert names(library, "red")[0] == "IMG_0000.jpg"
